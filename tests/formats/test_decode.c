#include "support/check.h"

#include <unicode/ucnv.h>

#include "base/utf8.h"
#include "support/rng.h"
#include "text/decode.h"
#include "tolmach/buf.h"

typedef struct seen {
    unsigned n;
    uint32_t last_line;
} seen;

static void on_replaced(void *user, uint32_t line)
{
    seen *seen_so_far = user;
    seen_so_far->n++;
    seen_so_far->last_line = line;
}

/* Decode in pieces of `step` bytes. */
static tol_status decode(tol_str bytes, size_t step, tol_decoder *decoder, tol_buf *out, tol_error *err)
{
    tol_error_clear(err);
    tol_status status = tol_decoder_begin(decoder, bytes, err);
    for (size_t i = 0; status == TOL_OK; i += step) {
        size_t len = bytes.len - i < step ? bytes.len - i : step;
        bool is_last = i + len == bytes.len;
        status = tol_decode(decoder, (tol_str){bytes.ptr + i, len}, is_last, out, err);
        assert_int_equal(tol_utf8_cut(out->ptr ? out->ptr : "", out->len), out->len);
        if (is_last) {
            break;
        }
    }
    return status;
}

/* The same in pieces of every length up to 9. */
static void check_decoded(tol_str bytes, const char *encoding, const char *wanted, unsigned n_replaced, bool is_lie)
{
    for (size_t step = 1; step < 10; step++) {
        tol_decoder decoder = TOL_DECODER_INIT;
        seen seen_here = {0, 0};
        decoder.replaced = on_replaced;
        decoder.user = &seen_here;
        tol_buf out = TOL_BUF_INIT;
        tol_error err;
        assert_status(TOL_OK, decode(bytes, step, &decoder, &out, &err), &err);
        assert_str(tol_buf_str(&out), wanted);
        assert_string_equal(decoder.encoding, encoding);
        assert_int_equal(seen_here.n, n_replaced);
        assert_int_equal(decoder.is_declaration_wrong, is_lie);
        tol_decoder_release(&decoder);
        tol_buf_release(&out);
    }
}

#define BYTES(literal) ((tol_str){literal, sizeof(literal) - 1})

static void marks_win_and_go(void **state)
{
    (void)state;
    check_decoded(BYTES("\xEF\xBB\xBF<a>\xD0\x90"), "UTF-8", "<a>А", 0, false);
    check_decoded(BYTES("\xFF\xFE<\0\x10\x04\x3D\xD8\x00\xDE"), "UTF-16LE", "<А😀", 0, false);
    check_decoded(BYTES("\xFE\xFF\0<\x04\x10\xD8\x3D\xDE\x00"), "UTF-16BE", "<А😀", 0, false);
    check_decoded(BYTES("\xFF\xFE\0\0<\0\0\0\x10\x04\0\0"), "UTF-32LE", "<А", 0, false);
    check_decoded(BYTES("\0\0\xFE\xFF\0\0\0<\0\0\x04\x10"), "UTF-32BE", "<А", 0, false);
    check_decoded(BYTES("\xEF\xBB\xBF<?xml encoding='windows-1251'?>\xD0\x90"), "UTF-8",
                  "<?xml encoding='windows-1251'?>А", 0, true);
}

static void the_first_bytes_show_utf_16_and_32(void **state)
{
    (void)state;
    check_decoded(BYTES("<\0\x10\x04"), "UTF-16LE", "<А", 0, false);
    check_decoded(BYTES("\0<\x04\x10"), "UTF-16BE", "<А", 0, false);
    check_decoded(BYTES("\n\0<\0"), "UTF-16LE", "\n<", 0, false);
    check_decoded(BYTES("<\0\0\0\x10\x04\0\0"), "UTF-32LE", "<А", 0, false);
    check_decoded(BYTES("\0\0\0<\0\0\x04\x10"), "UTF-32BE", "<А", 0, false);
}

static void declarations_are_believed_when_they_can_be_true(void **state)
{
    (void)state;
    check_decoded(BYTES("<?xml version='1.0' encoding='windows-1251'?>\xC0"), "windows-1251",
                  "<?xml version='1.0' encoding='windows-1251'?>А", 0, false);
    check_decoded(BYTES("<?xml encoding = \"windows-1252\" ?>\x93x\x94"), "windows-1252",
                  "<?xml encoding = \"windows-1252\" ?>“x”", 0, false);
    check_decoded(BYTES("<?xml encoding='windows-1254'?>\xFD"), "windows-1254", "<?xml encoding='windows-1254'?>ı", 0,
                  false);
    check_decoded(BYTES("<?xml encoding='KOI8-R'?>\xE1"), "KOI8-R", "<?xml encoding='KOI8-R'?>А", 0, false);
    check_decoded(BYTES("<?xml encoding='us-ascii'?>\xD0\x90"), "UTF-8", "<?xml encoding='us-ascii'?>А", 0, false);
    check_decoded(BYTES("<?xml encoding='Shift_JIS'?>\x83\x65"), "Shift_JIS", "<?xml encoding='Shift_JIS'?>テ", 0,
                  false);
    check_decoded(BYTES("<?xml encoding='utf-16'?>\xD0\x90"), "UTF-8", "<?xml encoding='utf-16'?>А", 0, true);
    check_decoded(BYTES("<?xml encoding='UTF-32BE'?>a"), "UTF-8", "<?xml encoding='UTF-32BE'?>a", 0, true);
    check_decoded(BYTES("<?xml encoding='ibm-37'?>a"), "UTF-8", "<?xml encoding='ibm-37'?>a", 0, true);
    check_decoded(BYTES("<?xml version='1.0'?><x encoding='KOI8-R'/>\xD0\x90"), "UTF-8",
                  "<?xml version='1.0'?><x encoding='KOI8-R'/>А", 0, false);
    check_decoded(BYTES(""), "UTF-8", "", 0, false);
}

static void an_unknown_encoding_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"klingon-1", "UTF-8,locale=x", "x y"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char file[80];
        snprintf(file, sizeof file, "<?xml encoding='%s'?>", names[i]);
        tol_decoder decoder = TOL_DECODER_INIT;
        tol_error err = {0};
        assert_status(TOL_EPARSE, tol_decoder_begin(&decoder, tol_str_of(file), &err), &err);
        assert_non_null(strstr(err.message, names[i]));
        tol_decoder_release(&decoder);
    }
}

static void bytes_without_meaning_become_replacement_characters(void **state)
{
    (void)state;
    check_decoded(BYTES("a\xFFz"), "UTF-8", "a\xEF\xBF\xBDz", 1, false);
    check_decoded(BYTES("\xD0\xD0\x90\xE2\x82"), "UTF-8", "\xEF\xBF\xBDА\xEF\xBF\xBD\xEF\xBF\xBD", 3, false);
    check_decoded(BYTES("\xED\xA0\x80\xC0\xAF"), "UTF-8",
                  "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 5, false);
    check_decoded(BYTES("\xF0\x9F\x98\x80\xF0\x9F\x98"), "UTF-8", "😀\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3, false);
    check_decoded(BYTES("<\0\x00\xD8<\0\x00\xDC"), "UTF-16LE", "<\xEF\xBF\xBD<\xEF\xBF\xBD", 2, false);
    check_decoded(BYTES("<\0a\0\x10"), "UTF-16LE", "<a\xEF\xBF\xBD", 1, false);
    check_decoded(BYTES("<?xml encoding='EUC-JP'?>\xA4."), "EUC-JP", "<?xml encoding='EUC-JP'?>\xEF\xBF\xBD.", 1,
                  false);
}

static void lines_are_counted_for_each_kind_of_end(void **state)
{
    (void)state;
    const struct {
        tol_str bytes;
        uint32_t line;
    } rows[] = {
        {BYTES("\xFF"), 1},     {BYTES("\n\xFF"), 2},           {BYTES("\r\n\xFF"), 2},
        {BYTES("\r\r\xFF"), 3}, {BYTES("a\r\nb\rc\nd\xFF"), 4}, {BYTES("<\0\r\0\n\0\x00\xDC"), 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t step = 1; step < 4; step++) {
            tol_decoder decoder = TOL_DECODER_INIT;
            seen seen_here = {0, 0};
            decoder.replaced = on_replaced;
            decoder.user = &seen_here;
            tol_buf out = TOL_BUF_INIT;
            tol_error err;
            assert_status(TOL_OK, decode(rows[i].bytes, step, &decoder, &out, &err), &err);
            assert_int_equal(seen_here.last_line, rows[i].line);
            tol_decoder_release(&decoder);
            tol_buf_release(&out);
        }
    }
}

static void invalid_bytes_are_set_against_all_beyond_ascii(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        unsigned n_beyond, n_invalid, line;
        bool is_misled;
    } rows[] = {
        {"", 0, 0, 0, false},
        {"abcdefgh Указание\n\xEF\xBF\xBD 01234567", 19, 0, 0, false},
        {"Я\n\xFF", 3, 1, 2, false},
        {"\n\n\xD3\xEA\xE0\xE7\xE0\n\xED\xE8", 7, 7, 3, false},
        {"\n\n\xD3\xEA\xE0\xE7\xE0\n\xED\xE8\xFF", 8, 8, 3, true},
        {"\xEF\xBB\xBF\xD3\xEA\xE0\xE7\xE0 \xED\xE8\xFF Указание", 24, 8, 1, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t step = 1; step < 30; step++) {
            tol_decoder decoder = TOL_DECODER_INIT;
            tol_buf out = TOL_BUF_INIT;
            tol_error err;
            assert_status(TOL_OK, decode(tol_str_of(rows[i].bytes), step, &decoder, &out, &err), &err);
            assert_int_equal(decoder.n_beyond, rows[i].n_beyond);
            assert_int_equal(decoder.n_invalid, rows[i].n_invalid);
            assert_int_equal(decoder.invalid_line, rows[i].line);
            assert_int_equal(tol_decoder_is_misled(&decoder), rows[i].is_misled);
            tol_decoder_release(&decoder);
            tol_buf_release(&out);
        }
    }
}

/* ICU's own conversion in one piece is the oracle for ours in pieces. */
static void random_text_agrees_with_icu(void **state)
{
    (void)state;
    static const char *const encodings[] = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "windows-1251", "Shift_JIS", "GB18030"};
    tol_rng rng = tol_rng_new(__func__, 61);
    for (int round = 0; round < 600; round++) {
        const char *encoding = encodings[round % 6];
        char utf8[64 * 4 + 48], bytes[1024];
        size_t len = 0;
        const bool is_wide = strncmp(encoding, "UTF", 3) == 0;
        len += (size_t)sprintf(utf8, is_wide ? "<" : "<?xml encoding='%s'?>", encoding);
        for (int i = 0; i < 60; i++) {
            static const char *const pieces[] = {"a", "Я", "ж", "\n", " ", "Ы", "😀", "テ", "中"};
            unsigned n = is_wide || strcmp(encoding, "GB18030") == 0 ? 9 : 6;
            const char *piece = pieces[tol_rng_below(&rng, n)];
            len += (size_t)sprintf(utf8 + len, "%s", piece);
        }
        UErrorCode code = U_ZERO_ERROR;
        int32_t n_bytes = ucnv_convert(encoding, "UTF-8", bytes, sizeof bytes, utf8, (int32_t)len, &code);
        assert_true(U_SUCCESS(code));
        tol_decoder decoder = TOL_DECODER_INIT;
        tol_buf out = TOL_BUF_INIT;
        tol_error err;
        size_t step = 1 + tol_rng_below(&rng, 40);
        assert_status(TOL_OK, decode((tol_str){bytes, (size_t)n_bytes}, step, &decoder, &out, &err), &err);
        assert_str(tol_buf_str(&out), utf8);
        tol_decoder_release(&decoder);
        tol_buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_win_and_go),
        cmocka_unit_test(the_first_bytes_show_utf_16_and_32),
        cmocka_unit_test(declarations_are_believed_when_they_can_be_true),
        cmocka_unit_test(an_unknown_encoding_is_refused),
        cmocka_unit_test(bytes_without_meaning_become_replacement_characters),
        cmocka_unit_test(lines_are_counted_for_each_kind_of_end),
        cmocka_unit_test(invalid_bytes_are_set_against_all_beyond_ascii),
        cmocka_unit_test(random_text_agrees_with_icu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
