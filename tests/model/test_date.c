#include "support/check.h"

#include "support/rng.h"
#include "tolmach/unit.h"

static void check_date(const char *text, int64_t wanted)
{
    int64_t seconds = -1;
    if (!tol_date_parse(tol_str_of(text), &seconds) || seconds != wanted) {
        print_error("\"%s\" gives %lld\n", text, (long long)seconds);
        fail();
    }
}

static void the_forms_of_translation_files_are_read(void **state)
{
    (void)state;
    check_date("20261025T120000Z", 1792929600);
    check_date("20261025T120000", 1792929600);
    check_date("2026-10-25T12:00:00Z", 1792929600);
    check_date("2026-10-25T12:00:00.123456", 1792929600);
    check_date("2026-10-25 12:00:00 UTC", 1792929600);
    check_date("2026-10-25T14:00:00+02:00", 1792929600);
    check_date("20261025T0700-0500", 1792929600);
    check_date("20261025T1200Z", 1792929600);
    check_date(" 20261025 ", 1792886400);
    check_date("2026-10-25", 1792886400);
    check_date("19700101T000000Z", 0);
    check_date("19621025T000000Z", -226800000);
    check_date("20000229T000000Z", 951782400);
    check_date("00000101T000000Z", -62167219200);
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "x",
                                        "Tue Jan 29 12:49:40 2013",
                                        "2026",
                                        "20261325T000000Z",
                                        "20260229",
                                        "20260431",
                                        "19000229",
                                        "20261025T250000Z",
                                        "20261025T126000Z",
                                        "20261025T120061Z",
                                        "20261025T120000ZZ",
                                        "20261025T120000.Z",
                                        "2026-1025",
                                        "20261025T1",
                                        "20261025T120000+2",
                                        "20261025 Z x"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t seconds = 0;
        if (tol_date_parse(tol_str_of(texts[i]), &seconds)) {
            print_error("\"%s\" is read as %lld\n", texts[i], (long long)seconds);
            fail();
        }
    }
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new(__func__, 61);
    for (int i = 0; i < 20000; i++) {
        int64_t span = INT64_C(253402300799) + INT64_C(62167219200);
        int64_t seconds = (int64_t)(tol_rng_next(&rng) % (uint64_t)span) - INT64_C(62167219200);
        int64_t back = 0;
        char text[24];
        tol_date_format(seconds, text);
        assert_int_equal(strlen(text), 16);
        assert_true(tol_date_parse(tol_str_of(text), &back));
        assert_int_equal(back, seconds);
    }
}

static void years_without_four_digits_are_not_written(void **state)
{
    (void)state;
    char text[24];
    tol_date_format(INT64_C(253402300799), text);
    assert_string_equal(text, "99991231T235959Z");
    tol_date_format(INT64_C(253402300800), text);
    assert_string_equal(text, "");
    tol_date_format(INT64_C(-62167219200), text);
    assert_string_equal(text, "00000101T000000Z");
    tol_date_format(INT64_C(-62167219201), text);
    assert_string_equal(text, "");
    tol_date_format(INT64_MIN, text);
    assert_string_equal(text, "");
    tol_date_format(INT64_MAX, text);
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_forms_of_translation_files_are_read),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(years_without_four_digits_are_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
