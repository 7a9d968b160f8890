/* Word boundaries against Unicode's own test file, and the deliberate differences from it. */
#include "base/utf8.h"
#include "support/check.h"
#include "support/rng.h"
#include "text/scan.h"
#include "text/segment.h"
#include "text/unicode.h"

#define WORD_BREAK_TEST "/usr/share/unicode/auxiliary/WordBreakTest.txt"
#define LINE_MAX_BYTES  4096
#define CHARS_MAX       64

/* A line of the file: a text, and which bytes of it are boundaries. */
typedef struct sample {
    char text[CHARS_MAX * 4];
    size_t len;
    bool is_boundary[CHARS_MAX * 4 + 1];
} sample;

static bool read_sample(const char *line, sample *s)
{
    *s = (sample){.len = 0};
    for (const char *p = line; *p && *p != '#' && *p != '\n';) {
        if (strncmp(p, "\u00F7", 2) == 0) {
            s->is_boundary[s->len] = true;
            p += 2;
        } else if (strncmp(p, "\u00D7", 2) == 0) {
            p += 2;
        } else if (*p == ' ' || *p == '\t') {
            p++;
        } else {
            char *end;
            unsigned long cp = strtoul(p, &end, 16);
            if (end == p) {
                return false;
            }
            s->len += tol_utf8_put((uint32_t)cp, s->text + s->len);
            p = end;
        }
    }
    return s->len > 0;
}

static bool agrees(const sample *s)
{
    bool found[CHARS_MAX * 4 + 1] = {true};
    for (size_t at = 0; at < s->len;) {
        at = tol_segment_at((tol_str){s->text, s->len}, at).end;
        found[at] = true;
    }
    return memcmp(found, s->is_boundary, s->len + 1) == 0;
}

/* Whether some sign of `signs` stands between letters, looking through marks: there we part and UAX #29 does not. */
static bool has_parted_sign(const sample *s, const char *signs)
{
    tol_str text = {s->text, s->len};
    uint32_t before = TOL_WB_OTHER, sign = TOL_WB_OTHER;
    for (size_t i = 0; i < s->len;) {
        uint32_t cp = tol_utf8_next(text, &i);
        uint32_t class = tol_unicode_class(tol_unicode_props(cp));
        if (class >= TOL_WB_EXTEND && class <= TOL_WB_ZWJ) {
            continue;
        }
        if (tol_segment_is_letter(class) && tol_segment_is_letter(before) && sign != TOL_WB_OTHER) {
            return true;
        }
        bool is_sign = cp < 0x80 && strchr(signs, (int)cp) && tol_segment_is_letter(before) && sign == TOL_WB_OTHER;
        if (is_sign) {
            sign = cp;
        } else {
            before = class;
            sign = TOL_WB_OTHER;
        }
    }
    return false;
}

static void boundaries_agree_with_unicodes_test_but_for_the_deliberate_differences(void **state)
{
    (void)state;
    FILE *file = fopen(WORD_BREAK_TEST, "r");
    if (!file) {
        skip();
    }
    char line[LINE_MAX_BYTES];
    size_t n = 0, n_agree = 0, n_stops = 0, n_colons = 0;
    while (fgets(line, sizeof line, file)) {
        sample s;
        if (!read_sample(line, &s)) {
            continue;
        }
        n++;
        bool is_stop = has_parted_sign(&s, "."), is_colon = has_parted_sign(&s, ":");
        if (agrees(&s)) {
            n_agree++;
            assert_false(is_stop || is_colon);
        } else {
            n_stops += is_stop;
            n_colons += is_colon && !is_stop;
            if (!is_stop && !is_colon) {
                print_error("differs: %s", line);
            }
            assert_true(is_stop || is_colon);
        }
    }
    fclose(file);
    print_message("%zu of %zu lines agree; %zu differ by a full stop and %zu by a colon between letters\n", n_agree, n,
                  n_stops, n_colons);
    assert_int_equal(n, n_agree + n_stops + n_colons);
    if (n == 1823) { /* Unicode 15.0 */
        assert_int_equal(n_agree, 1808);
        assert_int_equal(n_stops, 0);
        assert_int_equal(n_colons, 15);
    }
}

static void assert_segments(const char *text, const char *wanted)
{
    char found[256] = "";
    tol_str s = tol_str_of(text);
    for (size_t at = 0, end; at < s.len; at = end) {
        end = tol_segment_at(s, at).end;
        strncat(found, text + at, end - at);
        strcat(found, "|");
    }
    assert_string_equal(found, wanted);
}

static void stops_colons_and_dots_part_words(void **state)
{
    (void)state;
    assert_segments("т.е", "т|.|е|");
    assert_segments("конец.Начало", "конец|.|Начало|");
    assert_segments("EU:s", "EU|:|s|");
    assert_segments("col·lecció", "col|·|lecció|");
    assert_segments("a\uFF1Ab\u2024c", "a|\uFF1A|b|\u2024|c|");
}

static void apostrophes_and_hebrew_signs_join_letters(void **state)
{
    (void)state;
    assert_segments("d'Artagnan O’Neill rock‘n", "d'Artagnan| |O’Neill| |rock‘n|");
    assert_segments("צה\"ל א' צה״ל", "צה\"ל| |א'| |צה״ל|");
    assert_segments("'tis dogs'", "'|tis| |dogs|'|");
    assert_segments("а'1", "а|'|1|");
}

static void signs_of_numbers_join_digits(void **state)
{
    (void)state;
    assert_segments("1.5 1,5 1'000 1’000 25.10.1962", "1.5| |1,5| |1'000| |1’000| |25.10.1962|");
    assert_segments("1;2 1:2 1., 5%", "1|;|2| |1|:|2| |1|.|,| |5|%|");
    assert_segments("1\u20442", "1|\u2044|2|");
}

static void sequences_of_emoji_and_flags_stay_whole(void **state)
{
    (void)state;
    assert_segments("👩‍🚀👍🏽", "👩‍🚀|👍🏽|");
    assert_segments("🇷🇺🇺🇳🇷", "🇷🇺|🇺🇳|🇷|");
}

static void a_run_for_the_dictionary_is_one_segment(void **state)
{
    (void)state;
    assert_segments("ab日本語テスト1ภาษาไทย", "ab|日本語テスト|1|ภาษาไทย|");
    tol_segment run = tol_segment_at(TOL_LIT("日本語"), 0);
    assert_true(run.seen & TOL_SEEN_DICTIONARY);
}

/* The scanner's short way through words and signs against the rules themselves, on texts without what is longer than a
 * segment: links, footnotes, editorial brackets, numbers with spaces. */
static void the_short_way_says_what_the_rules_say(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a",      "Z",      "ж", "Ё",      "и\u0306", "\u0301", "\u00AD", "\u200D", "\u05D0", "\"", "'",
        "\u2019", ".",      ",", ":",      "_",       "-",      "(",      "]",      " ",      "\n", "\r\n",
        "\u00A0", "\u00B7", "5", "\u2764", "\u00A9",  "\u30A2", "\u1F1E", "«",      "№",      "$"};
    tol_rng rng = tol_rng_new("short way", 12);
    for (int round = 0; round < 40000; round++) {
        tol_buf text = TOL_BUF_INIT;
        for (uint32_t n = 1 + tol_rng_below(&rng, 12); n > 0; n--) {
            uint32_t from = tol_rng_below(&rng, 3) ? 5 : sizeof pieces / sizeof pieces[0];
            tol_buf_add(&text, tol_str_of(pieces[tol_rng_below(&rng, from)]));
        }
        tol_scanner scanner;
        tol_span span;
        tol_dictbreak dictionary;
        tol_dictbreak_init(&dictionary, "ru");
        tol_scan_begin(&scanner, tol_buf_str(&text), &dictionary);
        while (tol_scan_next(&scanner, &span)) {
            tol_segment segment = tol_segment_at(tol_buf_str(&text), span.start);
            if (!(segment.seen & (TOL_SEEN_DICTIONARY | TOL_SEEN_DIGIT))) {
                assert_int_equal(span.end, segment.end);
                assert_int_equal(span.kind, segment.seen & TOL_SEEN_LETTER ? TOL_WORD : TOL_PUNCT);
                assert_int_equal(span.is_plain, !(segment.seen & TOL_SEEN_NOT_NFC));
            }
        }
        tol_dictbreak_release(&dictionary);
        tol_buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boundaries_agree_with_unicodes_test_but_for_the_deliberate_differences),
        cmocka_unit_test(stops_colons_and_dots_part_words),
        cmocka_unit_test(apostrophes_and_hebrew_signs_join_letters),
        cmocka_unit_test(signs_of_numbers_join_digits),
        cmocka_unit_test(sequences_of_emoji_and_flags_stay_whole),
        cmocka_unit_test(a_run_for_the_dictionary_is_one_segment),
        cmocka_unit_test(the_short_way_says_what_the_rules_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
