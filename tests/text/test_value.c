/* Values: what is found in texts, what is the same across languages, what is written in a place, and there and back. */
#include "support/check.h"
#include "support/rng.h"
#include "support/torture.h"
#include "text/value.h"
#include "tolmach/buf.h"

static tol_value_reader *reader_of(const char *lang)
{
    tol_value_reader *reader;
    assert_int_equal(tol_value_reader_new(tol_str_of(lang), &reader, NULL), TOL_OK);
    return reader;
}

static void tell_decimal(const tol_decimal *d, tol_buf *out)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%0*llu", d->scale + 1, (unsigned long long)d->digits);
    size_t n = strlen(digits) - d->scale;
    tol_buf_printf(out, "%s%.*s%s%s", d->is_negative ? "-" : "", (int)n, digits, d->scale ? "." : "", digits + n);
}

static void tell(const tol_value *v, tol_buf *out)
{
    const tol_date *d = &v->as.date;
    static const char *const numerals[] = {"", "th", "r"};
    switch (v->kind) {
    case TOL_VALUE_NUMBER:
        tell_decimal(&v->as.number.value, out);
        tol_buf_printf(out, "%s%s", numerals[v->as.number.numeral], v->is_weak ? "?" : "");
        if (v->as.number.is_ambiguous) {
            tol_buf_byte(out, '/');
            tell_decimal(&v->as.number.other, out);
        }
        break;
    case TOL_VALUE_DATE:
        tol_buf_printf(out, "%d-%d-%d%s", d->year, d->month, d->day, d->is_ambiguous ? "/" : "");
        break;
    case TOL_VALUE_TIME:
        tol_buf_printf(out, "%u:%02u:%02u", v->as.time.seconds / 3600, v->as.time.seconds / 60 % 60,
                       v->as.time.seconds % 60);
        break;
    default:
        tol_buf_printf(out, "<%.*s>", TOL_ARG(v->text));
    }
}

/* All values of a text, "a; b". */
static void check_found(const char *lang, const char *text, const char *wanted)
{
    tol_value_reader *reader = reader_of(lang);
    tol_arena arena = TOL_ARENA_INIT;
    tol_buf told = TOL_BUF_INIT;
    tol_values values;
    assert_int_equal(tol_values_find(reader, tol_str_of(text), &arena, &values, NULL), TOL_OK);
    for (size_t i = 0; i < values.n; i++) {
        tol_buf_add(&told, tol_str_of(i ? "; " : ""));
        tell(&values.items[i], &told);
    }
    if (!tol_str_equal(tol_buf_str(&told), tol_str_of(wanted))) {
        print_error("%s: %s\n", lang, text);
    }
    assert_str(tol_buf_str(&told), wanted);
    tol_buf_release(&told);
    tol_arena_release(&arena);
    tol_value_reader_free(reader);
}

static void numbers_are_read_as_their_language_writes_them(void **state)
{
    (void)state;
    check_found("ru", "1 000,5 и 1\302\240000 000", "1000.5; 1000000");
    check_found("en", "1,000.5, 1,000,000 and 0.50", "1000.5; 1000000; 0.5");
    check_found("de", "1.000,5 und 1.000", "1000.5; 1000");
    check_found("fr",
                "1\xE2\x80\xAF"
                "000,5",
                "1000.5");
    check_found("de-CH", "1’000.5", "1000.5");
    check_found("en", "1,5", "1.5");
    check_found("ru", "1,000 1.000 0.500 3.14", "1; 1000/1; 0.5; 3.14");
    check_found("ru", "1,000.5", "1000.5");
    check_found("ru", "-5, (−5), +5, 5-6, Р-12, 7", "-5; -5; 5; 5; 6; 12; 7");
    check_found("ru", "№ 61/125, § 1.2.3, R12, 5%, 10км", "61; 125; <1.2.3>; <R12>; 5; 10");
    check_found("ru", "007", "7");
    check_found("ar", "١٬٢٣٤٫٥", "1234.5");
    check_found("en", "123456789012345678901234567890", "<123456789012345678901234567890>");
    check_found("ru", "в 1962 125 человек", "1962; 125");
    check_found("ru", "см. 1,2 и 3.", "1.2; 3");
}

static void ordinals_and_roman_numerals_are_numbers(void **state)
{
    (void)state;
    check_found("en", "25th 1st 22ND 3rd", "25th; 1th; 22th; 3th");
    check_found("ru", "25-го, 3-я, 1960-х", "25th; 3th; 1960th");
    check_found("fr", "1er, 2e", "1th; 2th");
    check_found("ru", "XVII съезд, Петр I, ХХ век, Х", "17r; 1r; 20r");
    check_found("en", "XVII, Peter I, CD, IIII, MCMLXII, X-ray, I'm", "17r; 1r?; 400r?; 1962r");
}

static void dates_and_times_are_one_value(void **state)
{
    (void)state;
    check_found("ru", "25 октября 1962 г.", "1962-10-25");
    check_found("ru", "25-го октября, в октябре 1962 года, Октябрь 1962", "0-10-25; 1962-10-0; 1962-10-0");
    check_found("ru", "25.10.1962, 25.10.62, 1962-10-25, 25/10/1962", "1962-10-25; 62-10-25; 1962-10-25; 1962-10-25");
    check_found("en", "October 25, 1962; 25 October 1962; Oct. 25, 1962; the 25th of October",
                "1962-10-25; 1962-10-25; 1962-10-25; 0-10-25");
    check_found("en", "10/25/1962 5/6/1962 October 1962 in October", "1962-10-25; 1962-5-6/; 1962-10-0");
    check_found("en-GB", "5/6/1962", "1962-6-5/");
    check_found("en", "we may 5 times", "5");
    check_found("de", "25. Oktober 1962", "1962-10-25");
    check_found("es", "25 de octubre de 1962", "1962-10-25");
    check_found("fr", "1er octobre 1962", "1962-10-1");
    check_found("uk", "25 жовтня 1962 р.", "1962-10-25");
    check_found("pl", "25 października 1962, w październiku 1962", "1962-10-25; 1962-10-0");
    check_found("en", "14:30, 2:30 p.m., 2:30 AM, 14:30:15, 12:00 am",
                "14:30:00; 14:30:00; 2:30:00; 14:30:15; 0:00:00");
    check_found("en", "3:2 and 25:61", "3; 2; 25; 61");
    check_found("en", "http://a.example/2012/10 and C:\\x\\5", "<http://a.example/2012/10>; <C:\\x\\5>");
    check_found("ru", "25.10.1962г., 25 октября 1962г.", "1962-10-25; 1962-10-25");
    check_found("ru", "", "");
    check_found("ru", "32.10.1962 25.13.1962", "<32.10.1962>; <25.13.1962>");
}

static tol_value first_value(tol_value_reader *reader, const char *text, tol_arena *arena)
{
    tol_values values;
    assert_int_equal(tol_values_find(reader, tol_str_of(text), arena, &values, NULL), TOL_OK);
    assert_true(values.n > 0);
    return values.items[0];
}

static void values_are_the_same_across_languages(void **state)
{
    (void)state;
    static const struct {
        const char *ru, *en;
        bool same;
    } cases[] = {
        {"1 000,5", "1,000.5", true},
        {"1 000,50", "1000.5", true},
        {"1,000", "1.000", true},
        {"1.000", "1,000", true},
        {"1.000", "1.0", true},
        {"XVII", "17th", true},
        {"17", "XVII", true},
        {"25.10.1962", "October 25, 1962", true},
        {"25.10.62", "10/25/1962", true},
        {"14:30", "2:30 p.m.", true},
        {"-5", "5", false},
        {"25 октября", "October 25, 1962", false},
        {"1 000", "1.000", false},
        {"1.2.3", "1.2.3", true},
        {"5", "5:00", false},
    };
    tol_value_reader *ru = reader_of("ru"), *en = reader_of("en");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_value a = first_value(ru, cases[i].ru, &arena), b = first_value(en, cases[i].en, &arena);
        if (tol_value_equal(&a, &b) != cases[i].same || tol_value_equal(&b, &a) != cases[i].same) {
            fail_msg("%s and %s", cases[i].ru, cases[i].en);
        }
        tol_arena_release(&arena);
    }
    tol_value_reader_free(ru);
    tol_value_reader_free(en);
}

/* The value of `wanted`, in Russian, written in the place of the first value of `place`; "" when it cannot be. */
static void check_written(const char *lang, const char *place, const char *wanted, const char *expected)
{
    tol_value_reader *ru = reader_of("ru"), *reader = reader_of(lang);
    tol_arena arena = TOL_ARENA_INIT;
    tol_buf out = TOL_BUF_INIT;
    tol_value at = first_value(reader, place, &arena), value = first_value(ru, wanted, &arena);
    bool ok = tol_value_write(reader, &at, &value, &out);
    if (!tol_str_equal(tol_buf_str(&out), tol_str_of(expected)) || ok != (*expected != '\0')) {
        fail_msg("%s for %s: \"%s\", not \"%s\"", wanted, place, out.ptr ? out.ptr : "", expected);
    }
    tol_buf_release(&out);
    tol_arena_release(&arena);
    tol_value_reader_free(ru);
    tol_value_reader_free(reader);
}

static void values_take_the_manner_of_their_place(void **state)
{
    (void)state;
    check_written("en", "1,000.5", "2 345,50", "2,345.50");
    check_written("en", "1962", "1 963", "1963");
    check_written("en", "5", "1 000 000", "1,000,000");
    check_written("en", "1,000", "25", "25");
    check_written("de", "1.000", "2345", "2.345");
    check_written("fr",
                  "1\xE2\x80\xAF"
                  "000",
                  "2345",
                  "2\xE2\x80\xAF"
                  "345");
    check_written("en", "−5", "-6", "−6");
    check_written("en", "007", "008", "008");
    check_written("ar", "١٢", "305", "٣٠٥");
    check_written("en", "XVII", "18", "XVIII");
    check_written("en", "XVII", "0", "");
    check_written("en", "17th", "XXII", "22nd");
    check_written("en", "17th", "113", "113th");
    check_written("ru", "25-го", "26", "26-го");
    check_written("ru", "5-ти", "3", "");
    check_written("fr", "2e", "3", "3e");
    check_written("fr", "1er", "3", "");
    check_written("en", "October 25, 1962", "26 октября 1962 г.", "October 26, 1962");
    check_written("en", "October 25th", "3 мая", "May 3rd");
    check_written("en", "Oct. 25, 1962", "5.11.1963", "Nov. 5, 1963");
    check_written("en", "10/25/1962", "05.11.1963", "11/05/1963");
    check_written("en", "10/25/1962", "5.11.1963", "11/5/1963");
    check_written("en", "1962-10-05", "6.11.1963", "1963-11-06");
    check_written("ru", "25 октября 1962 г.", "1 мая 1963", "1 мая 1963");
    check_written("ru", "25-го октября", "1 мая", "1-го мая");
    check_written("ru", "октябре 1962", "май 1963", "");
    check_written("ru", "октябре 1962", "октябрь 1963", "октябре 1963");
    check_written("ru", "Октябрь 1962", "май 1963", "Май 1963");
    check_written("de", "25. Oktober 1962", "1 марта 1963", "1. März 1963");
    check_written("es", "25 de octubre de 1962", "1 марта 1963", "1 de marzo de 1963");
    check_written("en", "OCTOBER 25", "1 марта", "");
    check_written("en", "October 25", "1 марта 1963", "March 1");
    check_written("en", "October 25, 1962", "1 марта", "");
    check_written("en", "5/6/1962", "1.3.1963", "");
    check_written("en", "2:30 p.m.", "9:05", "9:05 a.m");
    check_written("en", "2:30 PM", "0:05", "12:05 AM");
    check_written("en", "14:30", "09:05", "09:05");
    check_written("en", "14:30", "09:05:01", "");
    check_written("en", "1.2.3", "1.2.4", "1.2.4");
    check_written("en", "5", "14:30", "");
}

static void plurals_tell_whether_a_noun_changes(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *a, *b;
        bool same;
    } cases[] = {{"ru", "1", "21", true}, {"ru", "1", "5", false}, {"ru", "2", "34", true},   {"ru", "5", "11", true},
                 {"en", "1", "5", false}, {"en", "2", "5", true},  {"en", "1", "1.0", false}, {"ja", "1", "5", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tol_value_reader *reader = reader_of(cases[i].lang);
        tol_arena arena = TOL_ARENA_INIT;
        tol_value a = first_value(reader, cases[i].a, &arena), b = first_value(reader, cases[i].b, &arena);
        assert_int_equal(tol_value_same_plural(reader, &a, &b), cases[i].same);
        tol_arena_release(&arena);
        tol_value_reader_free(reader);
    }
}

static void every_roman_numeral_comes_back(void **state)
{
    (void)state;
    for (uint32_t value = 1; value < 4000; value++) {
        tol_buf out = TOL_BUF_INIT;
        tol_roman_write(value, &out);
        assert_int_equal(tol_roman_read(tol_buf_str(&out)), value);
        tol_buf_release(&out);
    }
    static const char *const bad[] = {"", "IIII", "IC", "VV", "XXXX", "IVI", "MMMM", "xvii", "VIV", "MMMMMMMMMMMMMMMM"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(tol_roman_read(tol_str_of(bad[i])), 0);
    }
}

/* Random numbers and dates are written from one language's place into another's and back: the same value. */
static void what_is_written_is_read_again(void **state)
{
    (void)state;
    static const char *const langs[] = {"ru", "en", "de", "fr", "es", "it", "pl", "uk", "pt", "cs", "sv", "en-GB"};
    static const char *const dates[] = {"5 мая 1962",        "May 5, 1962",    "5. Mai 1962", "5 mai 1962",
                                        "5 de mayo de 1962", "5 maggio 1962",  "5 maja 1962", "5 травня 1962",
                                        "5 de maio de 1962", "5. května 1962", "5 maj 1962",  "5 May 1962"};
    tol_rng rng = tol_rng_new("values", 1962);
    for (size_t k = 0; k < sizeof langs / sizeof *langs; k++) {
        tol_value_reader *reader = reader_of(langs[k]), *ru = reader_of("ru");
        for (int round = 0; round < 300; round++) {
            tol_arena arena = TOL_ARENA_INIT;
            tol_buf out = TOL_BUF_INIT;
            char text[80];
            bool is_date = round % 2;
            if (is_date) {
                snprintf(text, sizeof text, "%u.%02u.%u", 1 + tol_rng_below(&rng, 28), 1 + tol_rng_below(&rng, 12),
                         1000 + tol_rng_below(&rng, 1100));
            } else {
                snprintf(text, sizeof text, "%s%u%s%u", tol_rng_below(&rng, 3) ? "" : "-", tol_rng_below(&rng, 2000000),
                         tol_rng_below(&rng, 2) ? "," : "", tol_rng_below(&rng, 100000));
            }
            tol_value value = first_value(ru, text, &arena);
            tol_value place = first_value(reader, is_date ? dates[k] : round % 3 ? "5" : "55555", &arena);
            assert_true(tol_value_write(reader, &place, &value, &out));
            tol_value back = first_value(reader, tol_arena_copy(&arena, tol_buf_str(&out)).ptr, &arena);
            if (!tol_value_equal(&value, &back) || back.end != out.len) {
                fail_msg("%s: %s was written %s", langs[k], text, out.ptr);
            }
            tol_buf_release(&out);
            tol_arena_release(&arena);
        }
        tol_value_reader_free(reader);
        tol_value_reader_free(ru);
    }
}

static tol_status read_with_little_memory(void *user, tol_error *err)
{
    (void)user;
    tol_value_reader *reader;
    tol_values values;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_value_reader_new(TOL_LIT("ru"), &reader, err);
    if (status == TOL_OK) {
        status = tol_values_find(reader, TOL_LIT("1 000,5 и 25 октября 1962 г."), &arena, &values, err);
    }
    tol_value_reader_free(reader);
    tol_arena_release(&arena);
    return status;
}

static void failing_allocations_are_told(void **state)
{
    (void)state;
    tol_torture("values", read_with_little_memory, NULL, TOL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_their_language_writes_them),
        cmocka_unit_test(ordinals_and_roman_numerals_are_numbers),
        cmocka_unit_test(dates_and_times_are_one_value),
        cmocka_unit_test(values_are_the_same_across_languages),
        cmocka_unit_test(values_take_the_manner_of_their_place),
        cmocka_unit_test(plurals_tell_whether_a_noun_changes),
        cmocka_unit_test(every_roman_numeral_comes_back),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(failing_allocations_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
