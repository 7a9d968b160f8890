/*
 * What people and tools write into short texts: a date and a test of a filter, neighbours in props. Asserts that what
 * is read is part of the text, that a prop's text stays UTF-8 and does not grow, and that a second reading says the
 * same.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "model/context_props.h"
#include "model/segment_text.h"
#include "tolmach/filter.h"

static void ask(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool is_inside(tol_str part, tol_str whole)
{
    return part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len;
}

static void check_filter(tol_str text)
{
    tol_field_test test;
    int64_t first = 0, again = 0;
    if (tol_field_test_parse(text, &test, NULL) == TOL_OK) {
        ask(test.field.len > 0 && is_inside(test.field, text) && is_inside(test.value, text));
        ask(test.field.len + test.value.len + 1 + (test.op != TOL_FIELD_IS) == text.len);
    }
    tol_status status = tol_filter_date_parse(text, &first, NULL);
    ask(tol_filter_date_parse(text, &again, NULL) == status && first == again);
}

/* The texts that a prop names. */
typedef struct seen {
    size_t n, limit;
} seen;

static bool see(void *user, tol_str text)
{
    seen *s = user;
    ask(tol_utf8_is_valid(text) && text.len <= s->limit);
    s->n++;
    return false;
}

static void check_context(tol_str text)
{
    static const char *const types[] = {
        "prev", "next", "x-context-pre", "x-context-post", "context_prev", "x-next-source-text", "x-ContextContent",
        "file"};
    tol_arena arena = TOL_ARENA_INIT;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        tol_attr type = {TOL_LIT("type"), tol_str_of(types[i])};
        tol_info info = {.kind = TOL_PROP, .attrs = {&type, 1}, .text = text};
        tol_variant variants[] = {{.lang = TOL_LIT("ru"), .infos = {&info, 1}}, {.lang = TOL_LIT("en")}};
        tol_unit unit = {.variants = variants, .n_variants = 2, .infos = {&info, 1}};
        seen s = {0, text.len};
        size_t n_texts = 0, sum = 0;
        for (int side = 0; side < 4; side++) {
            tol_context_props(&unit, &variants[side / 2], side % 2 ? TOL_AFTER : TOL_BEFORE, &arena, see, &s, &n_texts);
            sum += n_texts;
        }
        ask(sum == s.n);
    }
    tol_str plain = tol_segment_text_of(text, &arena);
    ask(plain.len <= text.len && tol_utf8_is_valid(plain));
    tol_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tol_str text = {(const char *)data, size};
    check_filter(text);
    if (tol_utf8_is_valid(text)) {
        check_context(text);
    }
    return 0;
}
