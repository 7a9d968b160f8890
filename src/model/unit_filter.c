/* What a unit says of itself, and whether a filter wants it. Every answer is found by one walk over its fields. */
#include "tolmach/filter.h"

#include <string.h>

#include "base/fail.h"

/* ---- reading ---- */

tol_status tol_field_test_parse(tol_str text, tol_field_test *test, tol_error *err)
{
    tol_error_clear(err);
    const char *sign = text.len ? memchr(text.ptr, '=', text.len) : NULL;
    if (!sign) {
        return tol_fail(err, TOL_EINVAL, "\"%.*s\" is no test: FIELD=VALUE, FIELD!=VALUE or FIELD~=VALUE",
                        TOL_ARG(text));
    }
    size_t len = (size_t)(sign - text.ptr);
    *test = (tol_field_test){{text.ptr, len}, TOL_FIELD_IS, {sign + 1, text.len - len - 1}};
    if (len && (sign[-1] == '!' || sign[-1] == '~')) {
        test->op = sign[-1] == '!' ? TOL_FIELD_IS_NOT : TOL_FIELD_CONTAINS;
        test->field.len--;
    }
    if (test->field.len == 0 || tol_str_equal(test->field, TOL_LIT("@"))) {
        return tol_fail(err, TOL_EINVAL, "the test \"%.*s\" names no field", TOL_ARG(text));
    }
    return TOL_OK;
}

tol_status tol_filter_date_parse(tol_str text, int64_t *seconds, tol_error *err)
{
    /* "2024" and "2024-05" lack what the first day of a year has at its end. */
    static const char first_day[] = "0000-01-01";
    char whole[sizeof first_day];
    tol_error_clear(err);
    if (text.len == 4 || (text.len == 7 && text.ptr[4] == '-')) {
        memcpy(whole, first_day, sizeof whole);
        memcpy(whole, text.ptr, text.len);
        text = tol_str_of(whole);
    }
    if (!tol_date_parse(text, seconds)) {
        return tol_fail(err, TOL_EINVAL, "\"%.*s\" is no date: 2024-05-01, 2024-05-01T12:00Z or 20240501T120000Z, say",
                        TOL_ARG(text));
    }
    return TOL_OK;
}

/* ---- fields ---- */

/* A unit seen as a pair: what stands in it itself and in two of its variants. */
typedef struct view {
    const tol_unit *unit;
    const tol_variant *owners[2];
} view;

typedef bool value_test(tol_str value, const void *user);

static bool any_attr(const tol_attrs *attrs, tol_str name, value_test *holds, const void *user)
{
    tol_str value = tol_attrs_get(attrs, name);
    return value.ptr && holds(value, user);
}

static bool any_prop(const tol_infos *infos, tol_str type, value_test *holds, const void *user)
{
    for (size_t i = 0; i < infos->n; i++) {
        const tol_info *info = &infos->items[i];
        if (info->kind == TOL_PROP && tol_str_equal(tol_attrs_get(&info->attrs, TOL_LIT("type")), type) &&
            holds(info->text, user)) {
            return true;
        }
    }
    return false;
}

static bool any_attr_of(const view *v, tol_str name, value_test *holds, const void *user)
{
    if (tol_str_equal(name, TOL_LIT("tuid")) && v->unit->tuid.ptr && holds(v->unit->tuid, user)) {
        return true;
    }
    bool found = any_attr(&v->unit->attrs, name, holds, user);
    for (size_t i = 0; i < 2 && !found; i++) {
        found = v->owners[i] && any_attr(&v->owners[i]->attrs, name, holds, user);
    }
    return found;
}

static bool any_prop_of(const view *v, tol_str type, value_test *holds, const void *user)
{
    bool found = any_prop(&v->unit->infos, type, holds, user);
    for (size_t i = 0; i < 2 && !found; i++) {
        found = v->owners[i] && any_prop(&v->owners[i]->infos, type, holds, user);
    }
    return found;
}

/* ---- tests of a value ---- */

typedef struct name_list {
    const tol_str *items;
    size_t n;
} name_list;

static bool is_value(tol_str value, const void *user)
{
    return tol_str_equal(value, *(const tol_str *)user);
}

static bool has_part(tol_str value, const void *user)
{
    const tol_str *part = user;
    for (size_t i = 0; part->len && i + part->len <= value.len; i++) {
        if (memcmp(value.ptr + i, part->ptr, part->len) == 0) {
            return true;
        }
    }
    return part->len == 0;
}

static bool is_one_of(tol_str value, const void *user)
{
    const name_list *names = user;
    for (size_t i = 0; i < names->n; i++) {
        if (tol_str_equal(value, names->items[i])) {
            return true;
        }
    }
    return false;
}

static bool is_one_of_nocase(tol_str value, const void *user)
{
    const name_list *names = user;
    for (size_t i = 0; i < names->n; i++) {
        if (tol_str_equal_nocase(value, names->items[i])) {
            return true;
        }
    }
    return false;
}

/* ---- the filter ---- */

bool tol_unit_filter_is_open(const tol_unit_filter *filter)
{
    return !filter->has_created_after && !filter->has_created_before && !filter->has_changed_after &&
           !filter->has_changed_before && !filter->n_creators && !filter->n_tests;
}

static bool dates_pass(const tol_unit_filter *f, const tol_unit *unit)
{
    int64_t date = 0;
    if ((f->has_created_after || f->has_created_before) &&
        (!tol_unit_created(unit, &date) || (f->has_created_after && date < f->created_after) ||
         (f->has_created_before && date >= f->created_before))) {
        return false;
    }
    return !(f->has_changed_after || f->has_changed_before) ||
           (tol_unit_changed(unit, &date) && (!f->has_changed_after || date >= f->changed_after) &&
            (!f->has_changed_before || date < f->changed_before));
}

static bool test_passes(const tol_field_test *test, const view *v)
{
    value_test *holds = test->op == TOL_FIELD_CONTAINS ? has_part : is_value;
    bool is_attr = test->field.len && test->field.ptr[0] == '@';
    tol_str name = is_attr ? (tol_str){test->field.ptr + 1, test->field.len - 1} : test->field;
    bool found = is_attr ? any_attr_of(v, name, holds, &test->value) : any_prop_of(v, name, holds, &test->value);
    return found != (test->op == TOL_FIELD_IS_NOT);
}

bool tol_unit_filter_passes(const tol_unit_filter *filter, const tol_unit *unit, const tol_variant *source,
                            const tol_variant *target)
{
    view v = {unit, {source, target}};
    if (!dates_pass(filter, unit) ||
        (filter->n_creators && !tol_unit_is_by(unit, source, target, filter->creators, filter->n_creators))) {
        return false;
    }
    for (size_t i = 0; i < filter->n_tests; i++) {
        if (!test_passes(&filter->tests[i], &v)) {
            return false;
        }
    }
    return true;
}

/* ---- where a text came from ---- */

bool tol_unit_is_by(const tol_unit *unit, const tol_variant *source, const tol_variant *target, const tol_str *names,
                    size_t n_names)
{
    view v = {unit, {source, target}};
    name_list list = {names, n_names};
    return any_attr_of(&v, TOL_LIT("creationid"), is_one_of, &list) ||
           any_prop_of(&v, TOL_LIT("created_by"), is_one_of, &list);
}

#define NAME(text)                                                                                                     \
    {                                                                                                                  \
        (text), sizeof(text) - 1                                                                                       \
    }
static const tol_str origin_props[] = {NAME("x-Origin"), NAME("x-origin"), NAME("Origin"), NAME("origin")};
static const tol_str machine_origins[] = {NAME("MT"),
                                          NAME("NMT"),
                                          NAME("AMT"),
                                          NAME("MachineTranslation"),
                                          NAME("AdaptiveMachineTranslation"),
                                          NAME("NeuralMachineTranslation"),
                                          NAME("AutomaticTranslation")};
static const tol_str alignment_origins[] = {NAME("Alignment"), NAME("AutomatedAlignment"), NAME("ReverseAlignment"),
                                            NAME("Aligned")};
#undef NAME

static bool has_origin(const view *v, const tol_str *origins, size_t n_origins)
{
    name_list list = {origins, n_origins};
    for (size_t i = 0; i < sizeof origin_props / sizeof origin_props[0]; i++) {
        if (any_prop_of(v, origin_props[i], is_one_of_nocase, &list)) {
            return true;
        }
    }
    return false;
}

/* Who wrote these attributes' text last; absent when they do not say. */
static tol_str last_hand(const tol_attrs *attrs)
{
    tol_str changer = tol_attrs_get(attrs, TOL_LIT("changeid"));
    return changer.len ? changer : tol_attrs_get(attrs, TOL_LIT("creationid"));
}

static bool is_machine(tol_str hand)
{
    return tol_str_equal(hand, TOL_LIT("MT")) || tol_str_starts_with(hand, TOL_LIT("MT!"));
}

bool tol_unit_is_machine_translation(const tol_unit *unit, const tol_variant *source, const tol_variant *target)
{
    view v = {unit, {source, target}};
    tol_str hand = target ? last_hand(&target->attrs) : TOL_STR_NULL;
    hand = hand.len ? hand : last_hand(&unit->attrs);
    return is_machine(hand) || has_origin(&v, machine_origins, sizeof machine_origins / sizeof machine_origins[0]);
}

static bool is_yes(tol_str value, const void *user)
{
    (void)user;
    return tol_str_equal_nocase(value, TOL_LIT("yes"));
}

bool tol_unit_is_aligned(const tol_unit *unit, const tol_variant *source, const tol_variant *target)
{
    view v = {unit, {source, target}};
    return any_prop_of(&v, TOL_LIT("aligned"), is_yes, NULL) ||
           has_origin(&v, alignment_origins, sizeof alignment_origins / sizeof alignment_origins[0]);
}
