/* Codes of a match in terms of those of a segment. */
#include "pretranslate/code_fit.h"

#include <string.h>

#include "support/check.h"

/* A text in which "(1" opens what ")1" closes, "<1" and ">1" are the same without enclosing, and "*1" stands alone; the
 * digit is x. Both forms: as a variant, and as the codes of a segment. */
typedef struct sketch {
    char text[100];
    tol_run runs[60];
    tol_attr attrs[30];
    tol_xliff_code items[30];
    tol_variant variant;
    tol_xliff_codes codes;
} sketch;

static tol_code_kind kind_of(char c)
{
    return strchr("(<", c) ? TOL_CODE_OPENS : strchr(")>", c) ? TOL_CODE_CLOSES : TOL_CODE_ALONE;
}

static void pair_with(sketch *s, tol_xliff_code *one, char open)
{
    for (size_t k = 0; k < s->codes.n; k++) {
        if (s->items[k].kind == TOL_CODE_OPENS && s->items[k].id.ptr[0] == one->id.ptr[0] && open) {
            s->items[k].partner = s->codes.n;
            one->partner = k;
        }
    }
}

static void make(sketch *s, const char *drawn)
{
    static const tol_inline elems[] = {
        [TOL_CODE_OPENS] = TOL_BPT, [TOL_CODE_CLOSES] = TOL_EPT, [TOL_CODE_ALONE] = TOL_PH};
    memset(s, 0, sizeof *s);
    size_t len = 0;
    for (const char *p = drawn; *p; p++) {
        if (!strchr("()<>*", *p)) {
            s->text[len++] = *p;
            continue;
        }
        size_t k = s->codes.n;
        s->attrs[k] = (tol_attr){TOL_LIT("x"), {p + 1, p[1] == '?' ? 0 : 1}};
        tol_xliff_code one = {.kind = kind_of(*p), .partner = TOL_NO_PARTNER, .encloses = *p == '(' || *p == ')'};
        one.id = (tol_str){p + 1, 1};
        if (one.kind == TOL_CODE_CLOSES) {
            pair_with(s, &one, *p);
        }
        s->items[k] = one;
        s->runs[2 * k] = (tol_run){.kind = TOL_RUN_OPEN, .elem = elems[one.kind], .at = len};
        s->runs[2 * k].attrs = (tol_attrs){&s->attrs[k], 1};
        s->runs[2 * k + 1] = (tol_run){.kind = TOL_RUN_CLOSE, .elem = elems[one.kind], .at = len};
        s->codes.n++;
        p++;
    }
    s->codes.items = s->items;
    s->variant = (tol_variant){.text = {s->text, len}, .runs = s->runs, .n_runs = 2 * s->codes.n};
}

/* "2@0 1@3": the segment's codes in the order of the target, and where; "no". */
static void assert_fit(const char *segment, const char *source, const char *target, const char *expected)
{
    static sketch of_segment, of_source, of_target;
    tol_arena arena = TOL_ARENA_INIT;
    tol_code_place *source_places, *places;
    tol_buf got = TOL_BUF_INIT;
    make(&of_segment, segment);
    make(&of_source, source);
    make(&of_target, target);
    bool fits =
        tol_codes_fit(&of_segment.codes, &of_source.variant, &of_target.variant, &arena, &source_places, &places);
    for (size_t k = 0; fits && k < of_segment.codes.n; k++) {
        tol_buf_printf(&got, "%s%zu@%zu", k ? " " : "", places[k].code, places[k].at);
    }
    assert_str(fits ? tol_buf_str(&got) : TOL_LIT("no"), expected);
    tol_buf_release(&got);
    tol_arena_release(&arena);
}

static void codes_go_where_the_match_has_them(void **state)
{
    (void)state;
    assert_fit("a(7b)7", "a(1b)1", "(1x)1yy", "0@0 1@1");
    assert_fit("*7a*8", "*1a*2", "x*2y*1", "1@1 0@2");
    assert_fit("<7a>7*9", "<1a>1*2", "*2<1x>1", "2@0 0@0 1@1");
}

static void codes_without_a_sign_are_taken_in_order(void **state)
{
    (void)state;
    assert_fit("*7a*8", "*?a*?", "x*?y*?", "0@1 1@2");
    assert_fit("*7a*8", "*1a*2", "*5x*6", "0@0 1@1");
}

static void other_numbers_or_kinds_do_not_fit(void **state)
{
    (void)state;
    assert_fit("a", "*1a", "*1x", "no");
    assert_fit("*1a", "a", "x", "no");
    assert_fit("*1a", "*1a", "x", "no");
    assert_fit("*1a", "*1a", "*1x*1", "no");
    assert_fit("(1a)1", "*1a*2", "*1x*2", "no");
    assert_fit("a", "a", "x", "");
}

static void what_could_not_nest_does_not_fit(void **state)
{
    (void)state;
    assert_fit("(1a(2b)2)1", "(1a(2b)2)1", "(1x)1(2y)2", "0@0 3@1 1@1 2@2");
    assert_fit("(1a(2b)2)1", "(1a(2b)2)1", "(1x(2y)1z)2", "no");
    assert_fit("<1a<2b>2>1", "<1a<2b>2>1", "<1x<2y>1z>2", "0@0 1@1 3@2 2@3");
    assert_fit("<1a>1", "<1a>1", ">1x<1", "no");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_go_where_the_match_has_them),
        cmocka_unit_test(codes_without_a_sign_are_taken_in_order),
        cmocka_unit_test(other_numbers_or_kinds_do_not_fit),
        cmocka_unit_test(what_could_not_nest_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
