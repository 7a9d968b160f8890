/*
 * SRX: rules in sets of a name, and maps that say which set is for which languages.
 *
 * Version 1.0 has neither the attribute "cascade" nor a namespace that tools agree on; elements are known by their
 * local names. Elements of tools' own, which stand in the header, are passed over.
 */
#include "formats/srx_read.h"

#include "base/fail.h"
#include "formats/grow.h"
#include "formats/xml_read.h"

typedef struct srx_reader {
    tol_srx *srx;
    tol_reporter *reporter;
    size_t depth, n_map_groups;
    size_t rule_depth, pattern_depth; /* of the open ones; 0: none is open */
    bool is_version_1, has_cascade;
    tol_buf *pattern; /* the one that text goes to; NULL: none */
    tol_buf before, after;
} srx_reader;

/* ---- attributes ---- */

static tol_str attr_of(const tol_attrs *attrs, const char *name)
{
    return tol_attrs_get(attrs, tol_str_of(name));
}

static bool is_yes(tol_str value)
{
    return tol_str_equal_nocase(value, TOL_LIT("yes")) || tol_str_equal_nocase(value, TOL_LIT("true"));
}

static bool is_called(const tol_xml_element *element, const char *name)
{
    return tol_str_equal(element->name, tol_str_of(name));
}

/* ---- elements ---- */

static tol_status start_root(srx_reader *reader, const tol_xml_element *element, const tol_attrs *attrs, tol_error *err)
{
    if (!is_called(element, "srx")) {
        return tol_report_failure(reader->reporter, TOL_EFORMAT, err,
                                  "this is no SRX file: its root element is \"%.80s\", not \"srx\"", element->name.ptr);
    }
    tol_str version = attr_of(attrs, "version");
    reader->is_version_1 = tol_str_starts_with(version, TOL_LIT("1."));
    if (!reader->is_version_1 && !tol_str_starts_with(version, TOL_LIT("2."))) {
        return tol_report_failure(reader->reporter, TOL_EFORMAT, err,
                                  "SRX of version \"%.*s\" is not known, only 1.0 and 2.0 are",
                                  (int)(version.len < 40 ? version.len : 40), version.ptr ? version.ptr : "");
    }
    return TOL_OK;
}

static void start_handle(srx_reader *reader, const tol_attrs *attrs)
{
    static const char *const types[] = {"start", "end", "isolated"};
    for (size_t i = 0; i < 3; i++) {
        if (tol_str_equal(attr_of(attrs, "type"), tol_str_of(types[i]))) {
            reader->srx->include[i] = is_yes(attr_of(attrs, "include"));
        }
    }
}

/* An option of Okapi that its own element carries, in either of two spellings. */
static tol_status start_options(srx_reader *reader, const tol_attrs *attrs, tol_error *err)
{
    if (!is_yes(attr_of(attrs, "useIcu4jBreakRules")) && !is_yes(attr_of(attrs, "useIcu4JBreakRules"))) {
        return TOL_OK;
    }
    return tol_report(reader->reporter, TOL_WARNING, "srx-option-ignored", err,
                      "the file wants the sentence breaks of ICU beside its rules; only its rules are applied");
}

static tol_status start_set(srx_reader *reader, const tol_attrs *attrs, tol_error *err)
{
    tol_srx *srx = reader->srx;
    tol_str name = attr_of(attrs, "languagerulename");
    if (!name.ptr) {
        return tol_report_failure(reader->reporter, TOL_EPARSE, err, "a set of rules has no name (languagerulename)");
    }
    tol_srx_set *sets = tol_grow(&srx->arena, srx->sets, srx->n_sets, sizeof *sets);
    if (!sets) {
        return tol_fail_nomem(err);
    }
    srx->sets = sets;
    sets[srx->n_sets++] = (tol_srx_set){tol_arena_copy(&srx->arena, name), srx->n_rules, srx->n_rules};
    return TOL_OK;
}

static tol_status start_rule(srx_reader *reader, const tol_attrs *attrs, tol_error *err)
{
    tol_srx *srx = reader->srx;
    if (!srx->n_sets) {
        return tol_report_failure(reader->reporter, TOL_EPARSE, err, "a rule stands outside of any set");
    }
    if (srx->n_rules == TOL_SRX_RULES_MAX) {
        return tol_report_failure(reader->reporter, TOL_ELIMIT, err, "there are more than %d rules", TOL_SRX_RULES_MAX);
    }
    tol_srx_rule *rules = tol_grow(&srx->arena, srx->rules, srx->n_rules, sizeof *rules);
    if (!rules) {
        return tol_fail_nomem(err);
    }
    srx->rules = rules;
    tol_str breaks = attr_of(attrs, "break");
    rules[srx->n_rules++] =
        (tol_srx_rule){!breaks.ptr || is_yes(breaks), TOL_LIT(""), TOL_LIT(""), reader->reporter->line};
    tol_buf_reset(&reader->before);
    tol_buf_reset(&reader->after);
    reader->rule_depth = reader->depth;
    return TOL_OK;
}

/* Of version 1.0, which may hold several groups of maps, the first group counts. */
static tol_status start_map(srx_reader *reader, const tol_attrs *attrs, tol_error *err)
{
    tol_srx *srx = reader->srx;
    tol_str pattern = attr_of(attrs, "languagepattern"), name = attr_of(attrs, "languagerulename");
    if (!pattern.ptr || !name.ptr) {
        return tol_report_failure(reader->reporter, TOL_EPARSE, err,
                                  "a language map lacks its pattern or the name of its rules");
    }
    if (reader->n_map_groups > 1) {
        return TOL_OK;
    }
    tol_srx_map *maps = tol_grow(&srx->arena, srx->maps, srx->n_maps, sizeof *maps);
    if (!maps) {
        return tol_fail_nomem(err);
    }
    srx->maps = maps;
    maps[srx->n_maps++] =
        (tol_srx_map){tol_arena_copy(&srx->arena, pattern), tol_arena_copy(&srx->arena, name), reader->reporter->line};
    return TOL_OK;
}

static tol_status start_inside(srx_reader *reader, const tol_xml_element *element, const tol_attrs *attrs,
                               tol_error *err)
{
    if (is_called(element, "header")) {
        tol_str cascade = attr_of(attrs, "cascade");
        reader->srx->cascades = is_yes(cascade);
        reader->has_cascade = cascade.ptr != NULL;
    } else if (is_called(element, "formathandle")) {
        start_handle(reader, attrs);
    } else if (is_called(element, "options")) {
        return start_options(reader, attrs, err);
    } else if (is_called(element, "languagerule")) {
        return start_set(reader, attrs, err);
    } else if (is_called(element, "rule")) {
        return start_rule(reader, attrs, err);
    } else if (is_called(element, "maprule")) {
        reader->n_map_groups++;
    } else if (is_called(element, "languagemap")) {
        return start_map(reader, attrs, err);
    } else if (reader->rule_depth && (is_called(element, "beforebreak") || is_called(element, "afterbreak"))) {
        reader->pattern = is_called(element, "beforebreak") ? &reader->before : &reader->after;
        reader->pattern_depth = reader->depth;
    }
    return TOL_OK;
}

/* ---- events ---- */

static tol_status on_start(void *user, const tol_xml_element *element, tol_error *err)
{
    srx_reader *reader = user;
    tol_arena arena = TOL_ARENA_INIT;
    tol_attrs attrs = tol_xml_attrs(element, false, &arena);
    tol_status status = tol_arena_ok(&arena) ? TOL_OK : tol_fail_nomem(err);
    if (status == TOL_OK) {
        status = reader->depth++ == 0 ? start_root(reader, element, &attrs, err)
                                      : start_inside(reader, element, &attrs, err);
    }
    tol_arena_release(&arena);
    return status;
}

static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    srx_reader *reader = user;
    if (!reader->pattern) {
        return TOL_OK;
    }
    if (reader->pattern->len + text.len > TOL_SRX_PATTERN_MAX) {
        return tol_report_failure(reader->reporter, TOL_ELIMIT, err, "an expression is longer than %zu bytes",
                                  TOL_SRX_PATTERN_MAX);
    }
    tol_buf_add(reader->pattern, text);
    return tol_buf_ok(reader->pattern) ? TOL_OK : tol_fail_nomem(err);
}

static tol_status end_rule(srx_reader *reader, tol_error *err)
{
    tol_srx *srx = reader->srx;
    tol_srx_rule *rule = &srx->rules[srx->n_rules - 1];
    rule->before = tol_arena_copy(&srx->arena, reader->before.len ? tol_buf_str(&reader->before) : TOL_LIT(""));
    rule->after = tol_arena_copy(&srx->arena, reader->after.len ? tol_buf_str(&reader->after) : TOL_LIT(""));
    srx->sets[srx->n_sets - 1].end = srx->n_rules;
    return tol_arena_ok(&srx->arena) ? TOL_OK : tol_fail_nomem(err);
}

static tol_status on_end(void *user, tol_error *err)
{
    srx_reader *reader = user;
    size_t depth = reader->depth--;
    if (depth == reader->pattern_depth) {
        reader->pattern = NULL;
        reader->pattern_depth = 0;
    }
    if (depth != reader->rule_depth) {
        return TOL_OK;
    }
    reader->rule_depth = 0;
    return end_rule(reader, err);
}

/* ---- the whole ---- */

static tol_status check_whole(const srx_reader *reader, tol_error *err)
{
    tol_reporter *reporter = reader->reporter;
    reporter->line = 1;
    if (!tol_arena_ok(&reader->srx->arena)) {
        return tol_fail_nomem(err);
    }
    if (!reader->srx->n_rules) {
        return tol_report_failure(reporter, TOL_EPARSE, err, "the SRX file has no rules");
    }
    if (!reader->srx->n_maps) {
        return tol_report_failure(reporter, TOL_EPARSE, err,
                                  "the SRX file has no language maps, so its rules are for no language");
    }
    if (!reader->has_cascade && !reader->is_version_1) {
        return tol_report(reporter, TOL_WARNING, "srx-without-cascade", err,
                          "the header does not say whether rules cascade; the first map that fits counts");
    }
    return TOL_OK;
}

tol_status tol_srx_read(tol_input *input, tol_reporter *reporter, tol_srx *srx, tol_error *err)
{
    *srx = (tol_srx){.arena = TOL_ARENA_INIT, .include = {false, true, false}};
    srx_reader reader = {.srx = srx, .reporter = reporter, .before = TOL_BUF_INIT, .after = TOL_BUF_INIT};
    tol_xml_handler handler = {&reader, on_start, on_text, on_end};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    tol_source source;
    tol_status status = tol_source_open(&source, input, reporter, &opt, err);
    status = status ? status : tol_xml_read(&source, &handler, err);
    status = status ? status : check_whole(&reader, err);
    if (status != TOL_OK) {
        tol_fail_locate(err, reporter->file, 0);
    }
    tol_source_close(&source);
    tol_buf_release(&reader.before);
    tol_buf_release(&reader.after);
    return status;
}

void tol_srx_release(tol_srx *srx)
{
    tol_arena_release(&srx->arena);
    *srx = (tol_srx){.arena = TOL_ARENA_INIT};
}
