#include "support/check.h"

#include "base/utf8.h"
#include "support/rng.h"

/* The table of well-formed byte sequences of the Unicode standard (chapter 3, table 3-7), read naively: the oracle. */
static const struct {
    uint32_t first, last;
    unsigned char range[4][2];
    size_t len;
} well_formed[] = {
    {0x0000, 0x007F, {{0x00, 0x7F}}, 1},
    {0x0080, 0x07FF, {{0xC2, 0xDF}, {0x80, 0xBF}}, 2},
    {0x0800, 0x0FFF, {{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}}, 3},
    {0x1000, 0xCFFF, {{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}}, 3},
    {0xD000, 0xD7FF, {{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}}, 3},
    {0xE000, 0xFFFF, {{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}}, 3},
    {0x10000, 0x3FFFF, {{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}, 4},
    {0x40000, 0xFFFFF, {{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}, 4},
    {0x100000, 0x10FFFF, {{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}}, 4},
};
enum { ROWS = sizeof well_formed / sizeof well_formed[0] };

static size_t naive_sequence(const unsigned char *bytes, size_t left)
{
    for (size_t row = 0; row < ROWS; row++) {
        size_t n = 0;
        while (n < well_formed[row].len && n < left && bytes[n] >= well_formed[row].range[n][0] &&
               bytes[n] <= well_formed[row].range[n][1]) {
            n++;
        }
        if (n == well_formed[row].len) {
            return n;
        }
    }
    return 0;
}

static size_t naive_valid_prefix(const char *bytes, size_t len)
{
    size_t i = 0;
    for (size_t n = 1; i < len && n > 0; i += n) {
        n = naive_sequence((const unsigned char *)bytes + i, len - i);
    }
    return i;
}

static void every_code_point_goes_there_and_back(void **state)
{
    (void)state;
    for (size_t row = 0; row < ROWS; row++) {
        for (uint32_t cp = well_formed[row].first; cp <= well_formed[row].last; cp++) {
            char bytes[4];
            size_t len = tol_utf8_put(cp, bytes), end = 0;
            tol_str s = {bytes, len};
            if (len != well_formed[row].len || !tol_utf8_is_valid(s) || tol_utf8_next(s, &end) != cp || end != len ||
                tol_utf8_count(s) != 1) {
                fail_msg("U+%04X", cp);
            }
            for (size_t cut = 1; cut < len; cut++) {
                if (tol_utf8_valid_prefix((tol_str){bytes, cut}) != 0 || tol_utf8_cut(bytes, cut) != 0) {
                    fail_msg("U+%04X cut after %zu bytes", cp, cut);
                }
            }
        }
    }
}

static void assert_invalid_at(const char *bytes, size_t len, size_t at)
{
    size_t prefix = tol_utf8_valid_prefix((tol_str){bytes, len});
    if (prefix != at) {
        fail_msg("%zu bytes beginning with %02X: valid up to %zu, not %zu", len, (unsigned char)bytes[0], prefix, at);
    }
}

static void every_class_of_invalid_bytes_is_refused(void **state)
{
    (void)state;
    static const char *const invalid[] = {
        "\x80", /* continuation alone */
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF", /* overlong, two bytes */
        "\xE0\x80\x80",
        "\xE0\x9F\xBF", /* overlong, three bytes */
        "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF", /* overlong, four bytes */
        "\xED\xA0\x80",
        "\xED\xAF\xBF",
        "\xED\xBF\xBF", /* surrogates */
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF7\xBF\xBF\xBF",     /* beyond U+10FFFF */
        "\xF8\x88\x80\x80\x80", /* five and six bytes */
        "\xFC\x84\x80\x80\x80\x80",
        "\xFE",
        "\xFF", /* bytes of nothing */
        "\xD0",
        "\xE2\x84",
        "\xF0\x9F\x98", /* cut off */
        "\xD0 ",
        "\xE2\x84 ",
        "\xF0\x9F\x98 ", /* broken off by ASCII */
        "\xD0\xD0\x90",  /* broken off by a lead */
    };
    for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++) {
        char text[32];
        size_t len = strlen(invalid[i]);
        assert_invalid_at(invalid[i], len, 0);
        for (size_t before = 0; before < 20; before++) {
            memset(text, 'a', sizeof text);
            memcpy(text + before, invalid[i], len);
            assert_invalid_at(text, sizeof text, before);
        }
    }
}

static void nul_is_a_character(void **state)
{
    (void)state;
    assert_true(tol_utf8_is_valid(TOL_LIT("a\0b")));
    assert_int_equal(tol_utf8_count(TOL_LIT("a\0b")), 3);
    assert_true(tol_utf8_is_valid(TOL_STR_NULL));
}

/* Random bytes, weighted to those where decoders err; all pairs of leads and continuations come often. */
static void the_valid_prefix_agrees_with_the_table(void **state)
{
    (void)state;
    static const unsigned char tricky[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
                                           0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    tol_rng rng = tol_rng_new("utf8 valid prefix", 4);
    for (int round = 0; round < 1000000; round++) {
        char bytes[24];
        size_t len = tol_rng_below(&rng, sizeof bytes + 1), i = 0;
        while (i < len) {
            uint32_t dice = tol_rng_below(&rng, 4);
            if (dice == 0) {
                bytes[i++] = (char)tricky[tol_rng_below(&rng, sizeof tricky)];
            } else if (dice == 1) {
                bytes[i++] = 'x';
            } else {
                char character[4];
                uint32_t cp = tol_rng_below(&rng, dice == 2 ? 0x800 : 0x110000);
                size_t n = tol_utf8_put(cp, character);
                memcpy(bytes + i, character, n < len - i ? n : len - i);
                i += n < len - i ? n : len - i;
            }
        }
        size_t wanted = naive_valid_prefix(bytes, len);
        size_t got = tol_utf8_valid_prefix((tol_str){bytes, len});
        if (got != wanted) {
            fail_msg("round %d: %zu is not %zu", round, got, wanted);
        }
    }
}

static void a_cut_never_leaves_half_a_character(void **state)
{
    (void)state;
    static const char text[] = "aя№😀ё́";
    for (size_t len = 0; len < sizeof text; len++) {
        size_t cut = tol_utf8_cut(text, len);
        assert_true(cut <= len && len - cut < 4);
        assert_true(tol_utf8_is_valid((tol_str){text, cut}));
        assert_int_equal(cut, tol_utf8_valid_prefix((tol_str){text, len}));
    }
    assert_int_equal(tol_utf8_cut("\x80\x80\x80\x80\x80", 5), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_goes_there_and_back),
        cmocka_unit_test(every_class_of_invalid_bytes_is_refused),
        cmocka_unit_test(nul_is_a_character),
        cmocka_unit_test(the_valid_prefix_agrees_with_the_table),
        cmocka_unit_test(a_cut_never_leaves_half_a_character),
    };
    return cmocka_run_group_tests_name("base.utf8", tests, NULL, NULL);
}
