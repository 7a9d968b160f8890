/*
 * Any text, searched for numbers, dates and times as Russian and as a language that the first byte chooses. Values
 * ascend and do not overlap, are equal to themselves, and what is written in a value's own place is read as that value
 * again.
 */
#include "fuzz.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "text/value.h"

static void ask(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool is_boundary(tol_str text, uint32_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
}

static void check_writing(tol_value_reader *reader, const tol_value *value)
{
    tol_buf out = TOL_BUF_INIT;
    tol_arena arena = TOL_ARENA_INIT;
    tol_values again;
    if (tol_value_write(reader, value, value, &out)) {
        ask(tol_utf8_is_valid(tol_buf_str(&out)));
        ask(tol_values_find(reader, tol_buf_str(&out), &arena, &again, NULL) == TOL_OK);
        /* A label may have been one for its neighbours only: "25.10.1962x". */
        ask(value->kind == TOL_VALUE_LABEL ||
            (again.n == 1 && again.items[0].start == 0 && tol_value_equal(&again.items[0], value)));
    } else {
        ask(out.len == 0);
    }
    tol_arena_release(&arena);
    tol_buf_release(&out);
}

static void search(const char *lang, tol_str text)
{
    tol_value_reader *reader;
    tol_arena arena = TOL_ARENA_INIT;
    tol_values values;
    uint32_t end = 0;
    ask(tol_value_reader_new(tol_str_of(lang), &reader, NULL) == TOL_OK);
    ask(tol_values_find(reader, text, &arena, &values, NULL) == TOL_OK);
    for (size_t i = 0; i < values.n; i++) {
        const tol_value *value = &values.items[i];
        ask(value->start >= end && value->end > value->start && value->end <= text.len);
        ask(is_boundary(text, value->start) && is_boundary(text, value->end));
        ask(value->text.ptr == text.ptr + value->start && value->text.len == value->end - value->start);
        ask(tol_value_equal(value, value));
        check_writing(reader, value);
        end = value->end;
    }
    tol_value_reader_free(reader);
    tol_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const langs[] = {"en", "en-GB", "de", "fr", "es", "pl", "uk", "ar", "ja", "x-none"};
    if (size < 1) {
        return 0;
    }
    tol_str text = {(const char *)data + 1, size - 1};
    text.len = tol_utf8_valid_prefix(text);
    search("ru", text);
    search(langs[data[0] % (sizeof langs / sizeof *langs)], text);
    return 0;
}
