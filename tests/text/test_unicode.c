/* NFC against Unicode's own test file, case folding, and the properties of characters. */
#include <unistd.h>

#include "base/utf8.h"
#include "support/check.h"
#include "support/rng.h"
#include "support/torture.h"
#include "text/unicode.h"

#define NORMALIZATION_TEST "/usr/share/unicode/NormalizationTest.txt"
#define LINE_MAX_BYTES     8192
#define COLUMNS            5
#define COLUMN_MAX         256

/* The file plain or, as Debian has it, packed. */
static FILE *open_test_file(void)
{
    if (access(NORMALIZATION_TEST, R_OK) == 0) {
        return popen("cat " NORMALIZATION_TEST, "r");
    }
    if (access(NORMALIZATION_TEST ".bz2", R_OK) == 0 && access("/usr/bin/bzcat", X_OK) == 0) {
        return popen("/usr/bin/bzcat " NORMALIZATION_TEST ".bz2", "r");
    }
    return NULL;
}

static bool read_columns(const char *line, char columns[COLUMNS][COLUMN_MAX], size_t lens[COLUMNS])
{
    const char *p = line;
    for (size_t i = 0; i < COLUMNS; i++) {
        lens[i] = 0;
        while (*p && *p != ';') {
            char *end;
            unsigned long cp = strtoul(p, &end, 16);
            if (end == p) {
                return false;
            }
            lens[i] += tol_utf8_put((uint32_t)cp, columns[i] + lens[i]);
            p = end;
        }
        if (*p++ != ';') {
            return false;
        }
    }
    return true;
}

static void assert_nfc(tol_str text, tol_str wanted)
{
    tol_buf out = TOL_BUF_INIT;
    assert_int_equal(tol_unicode_nfc(text, &out, NULL), TOL_OK);
    tol_assert_slice(tol_buf_str(&out), wanted, __FILE__, __LINE__);
    if (tol_unicode_is_plainly_nfc(text)) {
        tol_assert_slice(text, wanted, __FILE__, __LINE__);
    }
    tol_buf_release(&out);
}

static void nfc_agrees_with_unicodes_test(void **state)
{
    (void)state;
    FILE *file = open_test_file();
    if (!file) {
        skip();
    }
    static char line[LINE_MAX_BYTES];
    size_t n = 0;
    while (fgets(line, sizeof line, file)) {
        char columns[COLUMNS][COLUMN_MAX];
        size_t lens[COLUMNS];
        if (line[0] == '#' || line[0] == '@' || !read_columns(line, columns, lens)) {
            continue;
        }
        for (size_t i = 0; i < COLUMNS; i++) {
            size_t wanted = i < 3 ? 1 : 3;
            assert_nfc((tol_str){columns[i], lens[i]}, (tol_str){columns[wanted], lens[wanted]});
        }
        n++;
    }
    pclose(file);
    print_message("%zu lines agree\n", n);
    assert_true(n > 18000);
}

static void assert_folded(const char *text, bool turkic, const char *wanted)
{
    tol_buf out = TOL_BUF_INIT;
    assert_int_equal(tol_unicode_fold(tol_str_of(text), turkic, &out, NULL), TOL_OK);
    assert_str(tol_buf_str(&out), wanted);
    tol_buf_release(&out);
}

static void case_folding_is_full_and_composed(void **state)
{
    (void)state;
    assert_folded("", false, "");
    assert_folded("Tolmach-2", false, "tolmach-2");
    assert_folded("ТОЛМАЧ", false, "толмач");
    assert_folded("STRASSE straße", false, "strasse strasse");
    assert_folded("ΐ", false, "ΐ");
    assert_folded("ΣΑΣ", false, "σασ");
    assert_folded("𐐀", false, "𐐨");
}

/* A text that takes the short way folds as it does before a letter that asks for the long one. */
static void the_short_way_of_folding_gives_the_same(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("unicode.fold", 61);
    static const uint32_t firsts[] = {0x20, 0x41, 0x80, 0x400, 0x400, 0x450, 0x2010},
                          sizes[] = {95, 60, 64, 96, 32, 48, 24};
    for (int round = 0; round < 20000; round++) {
        tol_buf in = TOL_BUF_INIT, alone = TOL_BUF_INIT, beside = TOL_BUF_INIT;
        char bytes[4];
        for (uint32_t i = tol_rng_below(&rng, 300); i > 0; i--) {
            uint32_t from = round < 10000 ? (uint32_t[]){1, 3, 4, 6}[tol_rng_below(&rng, 4)] : tol_rng_below(&rng, 7);
            tol_buf_append(&in, bytes, tol_utf8_put(firsts[from] + tol_rng_below(&rng, sizes[from]), bytes));
        }
        assert_int_equal(tol_unicode_fold(tol_buf_str(&in), false, &alone, NULL), TOL_OK);
        tol_buf_add(&in, TOL_LIT("ß"));
        tol_buf_add(&alone, TOL_LIT("ss"));
        assert_int_equal(tol_unicode_fold(tol_buf_str(&in), false, &beside, NULL), TOL_OK);
        tol_assert_slice(tol_buf_str(&alone), tol_buf_str(&beside), __FILE__, __LINE__);
        tol_buf_release(&in);
        tol_buf_release(&alone);
        tol_buf_release(&beside);
    }
}

static void turkic_folding_keeps_the_dotless_letter(void **state)
{
    (void)state;
    assert_folded("KIŞ İzmir", true, "kış izmir");
    assert_folded("", true, "");
    assert_folded("KIS", false, "kis");
}

static void long_text_is_folded_whole(void **state)
{
    (void)state;
    tol_buf in = TOL_BUF_INIT, out = TOL_BUF_INIT;
    for (int i = 0; i < 10000; i++) {
        tol_buf_add(&in, TOL_LIT("ΐß"));
    }
    assert_int_equal(tol_unicode_fold(tol_buf_str(&in), false, &out, NULL), TOL_OK);
    assert_int_equal(out.len, 10000 * 4);
    tol_buf_release(&in);
    tol_buf_release(&out);
}

static void properties_are_those_of_the_character(void **state)
{
    (void)state;
    assert_true(tol_unicode_props(' ') & TOL_CH_BLANK);
    assert_true(tol_unicode_props(0xAD) & TOL_CH_IGNORABLE);
    assert_true(tol_unicode_props(0x2014) & TOL_CH_DASH);
    assert_true(tol_unicode_props('-') & TOL_CH_DASH);
    assert_true(tol_unicode_props(0xAB) & TOL_CH_QUOTE);
    assert_true(tol_unicode_props(0x416) & TOL_CH_CYRILLIC);
    assert_true(tol_unicode_props(0x661) & TOL_CH_DIGIT);
    assert_int_equal(tol_unicode_class(tol_unicode_props(0x4E00)), TOL_WB_DICTIONARY);
    assert_int_equal(tol_unicode_class(tol_unicode_props(0x20000)), TOL_WB_DICTIONARY);
    assert_int_equal(tol_unicode_class(tol_unicode_props(0xE01)), TOL_WB_DICTIONARY);
    assert_int_equal(tol_unicode_class(tol_unicode_props('a')), TOL_WB_LETTER);
}

/* The second look comes from the cache; both must be the same, for every character there is. */
static void the_cache_changes_nothing(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp += cp < 0x3000 ? 1 : 7) {
        assert_int_equal(tol_unicode_props(cp), tol_unicode_lookup(cp));
        assert_int_equal(tol_unicode_props(cp), tol_unicode_lookup(cp));
    }
}

static tol_status normalise_and_fold(void *user, tol_error *err)
{
    (void)user;
    tol_buf out = TOL_BUF_INIT;
    tol_status status = tol_unicode_nfc(TOL_LIT("e\u0301ff"), &out, err);
    if (!status) {
        status = tol_unicode_fold(TOL_LIT("ΐß"), false, &out, err);
    }
    tol_buf_release(&out);
    return status;
}

static void lack_of_memory_is_told(void **state)
{
    (void)state;
    assert_true(tol_torture("normalise and fold", normalise_and_fold, NULL, TOL_OK) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nfc_agrees_with_unicodes_test),
        cmocka_unit_test(case_folding_is_full_and_composed),
        cmocka_unit_test(the_short_way_of_folding_gives_the_same),
        cmocka_unit_test(turkic_folding_keeps_the_dotless_letter),
        cmocka_unit_test(long_text_is_folded_whole),
        cmocka_unit_test(properties_are_those_of_the_character),
        cmocka_unit_test(the_cache_changes_nothing),
        cmocka_unit_test(lack_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
