#include "filter_opt.h"

static bool take_date(const cli *c, const char *option, const char *value, bool *has, int64_t *date)
{
    tol_error err;
    *has = tol_filter_date_parse(tol_str_of(value), date, &err) == TOL_OK;
    if (!*has) {
        cli_usage(c, "--%s: %s", option, err.message);
    }
    return *has;
}

static bool has_room(const cli *c, const char *option, size_t n)
{
    if (n == FILTER_LIST_MAX) {
        cli_usage(c, "--%s stands more than %d times", option, FILTER_LIST_MAX);
    }
    return n < FILTER_LIST_MAX;
}

static bool take_creator(filter_opt *f, const cli *c, const char *value)
{
    bool ok = has_room(c, "creator", f->filter.n_creators);
    if (ok) {
        f->creators[f->filter.n_creators++] = tol_str_of(value);
    }
    return ok;
}

static bool take_test(filter_opt *f, const cli *c, const char *value)
{
    tol_error err;
    if (!has_room(c, "where", f->filter.n_tests)) {
        return false;
    }
    if (tol_field_test_parse(tol_str_of(value), &f->tests[f->filter.n_tests], &err) != TOL_OK) {
        cli_usage(c, "--where: %s", err.message);
        return false;
    }
    f->filter.n_tests++;
    return true;
}

filter_taken filter_opt_take(filter_opt *f, const cli *c, int id, const char *value)
{
    tol_unit_filter *to = &f->filter;
    bool ok;
    switch (id) {
    case OPT_CREATED_AFTER:
        ok = take_date(c, "created-after", value, &to->has_created_after, &to->created_after);
        break;
    case OPT_CREATED_BEFORE:
        ok = take_date(c, "created-before", value, &to->has_created_before, &to->created_before);
        break;
    case OPT_CHANGED_AFTER:
        ok = take_date(c, "changed-after", value, &to->has_changed_after, &to->changed_after);
        break;
    case OPT_CHANGED_BEFORE:
        ok = take_date(c, "changed-before", value, &to->has_changed_before, &to->changed_before);
        break;
    case OPT_CREATOR:
        ok = take_creator(f, c, value);
        break;
    case OPT_WHERE:
        ok = take_test(f, c, value);
        break;
    default:
        return FILTER_NOT_MINE;
    }
    return ok ? FILTER_TAKEN : FILTER_WRONG;
}

tol_unit_filter filter_opt_filter(const filter_opt *f)
{
    tol_unit_filter filter = f->filter;
    filter.creators = f->creators;
    filter.tests = f->tests;
    return filter;
}
