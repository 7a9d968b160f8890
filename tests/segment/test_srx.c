/* Files of rules: the order of rules, the cascade, Java's ways, files of other tools, and files that are none. */
#include "segment/srx_engine.h"
#include "segment/srx_translate.h"
#include "support/check.h"
#include "support/fixture.h"
#include "support/torture.h"
#include "tolmach/segmenter.h"

#define HEAD(cascade)                                                                                                  \
    "<srx version='2.0' xmlns='http://www.lisa.org/srx20'><header segmentsubflows='yes' cascade='" cascade             \
    "'/><body><languagerules>"
#define MAPS(maps)       "</languagerules><maprules>" maps "</maprules></body></srx>"
#define SET(name, rules) "<languagerule languagerulename='" name "'>" rules "</languagerule>"
#define RULE(break, before, after)                                                                                     \
    "<rule break='" break "'><beforebreak>" before "</beforebreak><afterbreak>" after "</afterbreak></rule>"
#define MAP(pattern, name) "<languagemap languagepattern='" pattern "' languagerulename='" name "'/>"

/* What was told of a file. */
typedef struct told {
    int n_left_out, n_translated, n_ignored;
    unsigned line; /* of the first */
    char message[320];
} told;

static void on_diag(void *user, const tol_diag *diag)
{
    told *t = user;
    if (!t->n_left_out && !t->n_translated) {
        t->line = diag->line;
        snprintf(t->message, sizeof t->message, "%.*s", TOL_ARG(diag->message));
    }
    t->n_left_out += tol_str_equal(diag->code, TOL_LIT("srx-rule-left-out"));
    t->n_ignored += tol_str_equal(diag->code, TOL_LIT("srx-option-ignored"));
    t->n_translated += tol_str_equal(diag->code, TOL_LIT("srx-rule-translated"));
}

static tol_srx_engine *open_srx(const char *srx, const char *lang, told *t)
{
    tol_listener listener = {t, on_diag, NULL};
    tol_srx_engine *engine;
    tol_error err;
    bool include[3];
    tol_error_clear(&err);
    *t = (told){0};
    assert_status(TOL_OK,
                  tol_srx_engine_of_bytes(tol_str_of(srx), "test", tol_str_of(lang), &listener, include, &engine, &err),
                  &err);
    return engine;
}

/* Put a bar at each break that a file of rules makes in a text. */
static void check_breaks(const char *srx, const char *lang, const char *wanted)
{
    char text[512], got[512];
    size_t len = 0, at = 0, next = 0;
    told t;
    tol_breaks breaks = TOL_BREAKS_INIT;
    tol_srx_engine *engine = open_srx(srx, lang, &t);
    for (const char *c = wanted; *c; c++) {
        if (*c != '|') {
            text[len++] = *c;
        }
    }
    assert_int_equal(tol_srx_engine_run(engine, (tol_str){text, len}, &breaks, NULL), TOL_OK);
    for (size_t i = 0; i < len; i++) {
        if (next < breaks.n && breaks.items[next] == i) {
            got[at++] = '|';
            next++;
        }
        got[at++] = text[i];
    }
    got[at] = '\0';
    assert_string_equal(got, wanted);
    tol_breaks_release(&breaks);
    tol_srx_engine_close(engine);
}

static void the_first_rule_that_matches_decides(void **state)
{
    (void)state;
    check_breaks(HEAD("no") SET("a", RULE("no", "Mr\\.", "\\s") RULE("yes", "\\.", "\\s")) MAPS(MAP(".*", "a")), "en",
                 "Mr. X came.| He left.");
    check_breaks(HEAD("no") SET("a", RULE("yes", "\\.", "\\s") RULE("no", "Mr\\.", "\\s")) MAPS(MAP(".*", "a")), "en",
                 "Mr.| X came.| He left.");
    check_breaks(HEAD("no") SET("a", RULE("yes", "Mr\\.", " X") RULE("no", "Mr\\.", "\\s") RULE("yes", "\\.", "\\s"))
                     MAPS(MAP(".*", "a")),
                 "en", "Mr.| X came.| Mr. Y left.");
}

static void missing_halves_match_everywhere(void **state)
{
    (void)state;
    check_breaks(HEAD("no") SET("a", "<rule><afterbreak>\\n</afterbreak></rule>") MAPS(MAP(".*", "a")), "en",
                 "one|\ntwo|\nthree");
    check_breaks(HEAD("no") SET("a", "<rule break='yes'><beforebreak>;</beforebreak></rule>") MAPS(MAP(".*", "a")),
                 "en", "a;|b;|c");
}

static void rules_cascade_when_the_header_says_so(void **state)
{
    (void)state;
#define BOTH                                                                                                           \
    SET("en", RULE("no", "Mr\\.", "\\s"))                                                                              \
    SET("all", RULE("yes", "\\.", "\\s")) MAPS(MAP("[Ee][Nn].*", "en") MAP(".*", "all"))
    check_breaks(HEAD("yes") BOTH, "en-US", "Mr. X came.| He left.");
    check_breaks(HEAD("yes") BOTH, "ru", "Mr.| X came.| He left.");
    check_breaks(HEAD("no") BOTH, "en", "Mr. X came. He left.");
}

static void patterns_of_languages_match_whole_tags_in_any_case(void **state)
{
    (void)state;
    check_breaks(HEAD("no") SET("a", RULE("yes", "a", "")) SET("b", RULE("yes", "b", ""))
                     MAPS(MAP("E", "a") MAP("EN-gb", "a") MAP("EN.*", "b")),
                 "en_US", "ab|ab|c");
}

static void exceptions_may_look_back_without_bound(void **state)
{
    (void)state;
    check_breaks(HEAD("no") SET("a", RULE("no", "^\\s*[0-9]+\\.", "\\s") RULE("yes", "[.?!]+", "\\s"))
                     MAPS(MAP(".*", "a")),
                 "en", "12. One.| 13.| Two.");
    check_breaks(HEAD("no") SET("a", RULE("no", "\\b(?:et )?al\\.\\s+", "") RULE("yes", "\\.\\s+", ""))
                     MAPS(MAP(".*", "a")),
                 "en", "Smith et al.   left.   |End");
}

static void references_to_groups_work(void **state)
{
    (void)state;
    check_breaks(HEAD("no") SET("a", RULE("yes", "([.!])\\1", "\\s")) MAPS(MAP(".*", "a")), "en", "a. b!!| c..| d");
}

static void javas_ways_are_translated(void **state)
{
    (void)state;
    static const struct {
        const char *java, *icu;
        bool bounded;
    } cases[] = {
        {"(?U)\\w+", "\\w+", false},
        {"(?iu)a", "(?i)a", false},
        {"(?u:a)", "(?:a)", false},
        {"[a--z]", "[a\\-\\-z]", false},
        {"\\w+\\s*", "\\w{1,100}\\s{0,100}", true},
        {"a*+b+?c?+", "a{0,100}+b{1,100}c?+", true},
        {"[*+]\\*\\Q+*\\E", "[*+]\\*\\Q+*\\E", true},
        {"a{2,}", "a{2,100}", true},
        {"\\p{Lu}{1,3}", "\\p{Lu}{1,3}", true},
        {"(?<=x+)y*", "(?<=x{1,100})y{0,100}", false},
        {"a??b", "a?b", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tol_buf out = TOL_BUF_INIT;
        tol_srx_translate(tol_str_of(cases[i].java), cases[i].bounded, &out);
        assert_str(tol_buf_str(&out), cases[i].icu);
        tol_buf_release(&out);
    }
    told t;
    tol_srx_engine_close(open_srx(HEAD("no") SET("a", RULE("yes", "(?U)\\.", "\\s")) MAPS(MAP(".*", "a")), "en", &t));
    assert_int_equal(t.n_translated, 1);
}

static void what_cannot_be_is_left_out_and_said(void **state)
{
    (void)state;
    told t;
    tol_srx_engine_close(open_srx(
        HEAD("no") SET("a", RULE("yes", "\\.", "\\s") "\n" RULE("no", "(", "")) MAPS(MAP(".*", "a")), "en", &t));
    assert_int_equal(t.n_left_out, 1);
    assert_int_equal(t.line, 2);
    assert_string_equal(t.message, "a rule is left out: its beforebreak has a parenthesis without its other half at "
                                   "character 1");
    tol_srx_engine_close(open_srx(HEAD("no") SET("a", RULE("yes", "\\.\\Y", "")) MAPS(MAP(".*", "a")), "en", &t));
    assert_int_equal(t.n_left_out, 1);
}

static void files_that_are_none_are_refused_with_a_reason(void **state)
{
    (void)state;
    static const struct {
        const char *srx;
        tol_status status;
        const char *message;
    } cases[] = {
        {"<tmx/>", TOL_EFORMAT, "this is no SRX file: its root element is \"tmx\", not \"srx\""},
        {"<srx version='3.0'/>", TOL_EFORMAT, "SRX of version \"3.0\" is not known, only 1.0 and 2.0 are"},
        {"<srx version='2.0'/>", TOL_EPARSE, "the SRX file has no rules"},
        {HEAD("no") SET("a", RULE("yes", "a", "")) MAPS(""), TOL_EPARSE,
         "the SRX file has no language maps, so its rules are for no language"},
        {HEAD("no") SET("a", RULE("yes", "a", "")) MAPS(MAP("ru", "a")), TOL_ENOTFOUND,
         "the SRX file has no rules for language \"en\""},
        {HEAD("no") "<languagerule/>", TOL_EPARSE, "a set of rules has no name (languagerulename)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tol_srx_engine *engine;
        tol_error err;
        bool include[3];
        tol_error_clear(&err);
        tol_status status =
            tol_srx_engine_of_bytes(tol_str_of(cases[i].srx), "x.srx", TOL_LIT("en"), NULL, include, &engine, &err);
        assert_status(cases[i].status, status, &err);
        assert_string_equal(err.message, cases[i].message);
        assert_null(engine);
    }
}

static void options_that_are_ignored_are_said(void **state)
{
    (void)state;
    told t;
    tol_srx_engine_close(
        open_srx("<srx version='2.0' xmlns:o='http://okapi.sf.net/srx-extensions'><header cascade='no'>"
                 "<o:options useIcu4jBreakRules='yes'/></header><body><languagerules>" SET("a", RULE("yes", "a", ""))
                     MAPS(MAP(".*", "a")),
                 "en", &t));
    assert_int_equal(t.n_ignored, 1);
}

static void version_1_is_read(void **state)
{
    (void)state;
    check_breaks(
        "<srx version='1.0'><header segmentsubflows='yes'/><body><languagerules>" SET(
            "a", RULE("yes", "\\.",
                      "\\s")) "</languagerules><maprules><maprule maprulename='m'>" MAP(".*",
                                                                                        "a") "</maprule></maprules></"
                                                                                             "body></srx>",
        "ru", "a.| b");
}

/* ---- files of other tools ---- */

/* What becomes of each: the status for Russian, and which rules are left out. */
static void files_of_other_tools_have_their_verdict(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        tol_status status;
        int n_left_out;
    } verdicts[] = {
        {"languagetool_segment.srx", TOL_OK, 0},
        {"loomchild_example.srx", TOL_OK, 0},
        {"loomchild_example1.srx", TOL_OK, 0},
        {"loomchild_ticket1.srx", TOL_OK, 0},
        {"maxprograms_default.srx", TOL_OK, 0},
        {"okapi_default_icu4j.srx", TOL_OK, 0},
        {"okapi_isolated_code.srx", TOL_OK, 0},
        {"omegat_defaultRules.srx", TOL_OK, 0},
        {"bad/loomchild_invalid.srx", TOL_EFORMAT, 0},
        {"bad/translate5_NoXml.srx", TOL_EPARSE, 0},
        {"bad/translate5_languages-invalid.srx", TOL_EPARSE, 0},
    };
    static const char *const langs[] = {"ru", "en", "de", "fr", "ja", "pl", "zh", "uk", "es", "ca", "sk", "cs"};
    if (!tol_sample_path("samples/srx")) {
        skip();
    }
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
        char path[200];
        snprintf(path, sizeof path, "samples/srx/%s", verdicts[i].file);
        for (size_t k = 0; k < sizeof langs / sizeof langs[0]; k++) {
            told t = {0};
            tol_error err;
            tol_segmenter *segmenter;
            tol_segmenter_opt opt = TOL_SEGMENTER_OPT_INIT;
            opt.srx = tol_sample_path(path);
            opt.listener = (tol_listener){&t, on_diag, NULL};
            assert_status(verdicts[i].status, tol_segmenter_new(tol_str_of(langs[k]), &opt, &segmenter, &err), &err);
            assert_int_equal(t.n_left_out, verdicts[i].n_left_out);
            tol_segmenter_free(segmenter);
        }
    }
}

/* ---- hard cases ---- */

static void an_expression_that_explodes_is_stopped(void **state)
{
    (void)state;
    told t;
    tol_error err;
    tol_breaks breaks = TOL_BREAKS_INIT;
    tol_srx_engine *engine =
        open_srx(HEAD("no") SET("a", RULE("yes", "(a|aa)+(a|aa)+(a|aa)+b", "")) MAPS(MAP(".*", "a")), "en", &t);
    char text[4000];
    memset(text, 'a', sizeof text);
    tol_error_clear(&err);
    assert_status(TOL_ELIMIT, tol_srx_engine_run(engine, (tol_str){text, sizeof text}, &breaks, &err), &err);
    assert_int_equal(err.line, 1);
    tol_breaks_release(&breaks);
    tol_srx_engine_close(engine);
}

static tol_status open_and_run(void *user, tol_error *err)
{
    tol_breaks breaks = TOL_BREAKS_INIT;
    tol_srx_engine *engine;
    bool include[3];
    tol_status status = tol_srx_engine_of_bytes(tol_str_of(user), "x", TOL_LIT("en"), NULL, include, &engine, err);
    if (status == TOL_OK) {
        status = tol_srx_engine_run(engine, TOL_LIT("Mr. X came. He left. Then."), &breaks, err);
        status = status == TOL_OK && breaks.failed ? TOL_ENOMEM : status;
        if (status == TOL_ENOMEM && err && err->code == TOL_OK) {
            err->code = TOL_ENOMEM;
        }
        tol_srx_engine_close(engine);
    }
    tol_breaks_release(&breaks);
    return status;
}

static void want_of_memory_is_told(void **state)
{
    (void)state;
    char srx[] = HEAD("yes") SET("a", RULE("no", "Mr\\.", "\\s") RULE("yes", "\\.", "\\s")) MAPS(MAP(".*", "a"));
    assert_true(tol_torture("srx", open_and_run, srx, TOL_OK) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_rule_that_matches_decides),
        cmocka_unit_test(missing_halves_match_everywhere),
        cmocka_unit_test(rules_cascade_when_the_header_says_so),
        cmocka_unit_test(patterns_of_languages_match_whole_tags_in_any_case),
        cmocka_unit_test(exceptions_may_look_back_without_bound),
        cmocka_unit_test(references_to_groups_work),
        cmocka_unit_test(javas_ways_are_translated),
        cmocka_unit_test(what_cannot_be_is_left_out_and_said),
        cmocka_unit_test(files_that_are_none_are_refused_with_a_reason),
        cmocka_unit_test(options_that_are_ignored_are_said),
        cmocka_unit_test(version_1_is_read),
        cmocka_unit_test(files_of_other_tools_have_their_verdict),
        cmocka_unit_test(an_expression_that_explodes_is_stopped),
        cmocka_unit_test(want_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
