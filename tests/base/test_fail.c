#include "support/check.h"

#include <errno.h>

#include "base/fail.h"
#include "base/utf8.h"

/* The promise of the header, said once more on purpose: scripts and HTTP clients rely on these numbers. */
static const struct {
    tol_status code;
    const char *name;
    int exit_code, http;
} promises[] = {
    {TOL_OK, "TOL_OK", 0, 200},
    {TOL_EINVAL, "TOL_EINVAL", 2, 400},
    {TOL_ENOTFOUND, "TOL_ENOTFOUND", 2, 404},
    {TOL_EEXISTS, "TOL_EEXISTS", 2, 409},
    {TOL_EPARSE, "TOL_EPARSE", 3, 400},
    {TOL_EFORMAT, "TOL_EFORMAT", 3, 415},
    {TOL_ELIMIT, "TOL_ELIMIT", 3, 413},
    {TOL_EIO, "TOL_EIO", 4, 500},
    {TOL_ESTORE, "TOL_ESTORE", 4, 500},
    {TOL_ECORRUPT, "TOL_ECORRUPT", 4, 500},
    {TOL_EVERSION, "TOL_EVERSION", 4, 500},
    {TOL_EBUSY, "TOL_EBUSY", 4, 503},
    {TOL_ENOMEM, "TOL_ENOMEM", 4, 500},
    {TOL_ECANCELLED, "TOL_ECANCELLED", 4, 499},
};
enum { CODES = sizeof promises / sizeof promises[0] };

static void every_code_has_its_name_text_and_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < CODES; i++) {
        assert_int_equal(promises[i].code, i);
        assert_string_equal(tol_status_name(promises[i].code), promises[i].name);
        assert_int_equal(tol_status_exit_code(promises[i].code), promises[i].exit_code);
        assert_int_equal(tol_status_http(promises[i].code), promises[i].http);
        assert_true(strlen(tol_status_text(promises[i].code)) > 4);
    }
}

static void an_unknown_code_is_a_failure(void **state)
{
    (void)state;
    assert_int_equal(tol_status_exit_code((tol_status)CODES), 4);
    assert_int_equal(tol_status_http((tol_status)1000), 500);
}

static void every_code_can_be_raised(void **state)
{
    (void)state;
    for (size_t i = 1; i < CODES; i++) {
        tol_error err = {0};
        assert_status(promises[i].code, tol_fail(&err, promises[i].code, "number %zu", i), &err);
        assert_int_equal(tol_fail(NULL, promises[i].code, "nowhere"), promises[i].code);
    }
}

static void first_failure_wins(void **state)
{
    (void)state;
    tol_error err = {0};
    tol_fail(&err, TOL_EPARSE, "the first");
    assert_status(TOL_EPARSE, tol_fail(&err, TOL_ENOMEM, "the second"), &err);
    assert_status(TOL_EPARSE, tol_fail_nomem(&err), &err);
    errno = ENOENT;
    assert_status(TOL_EPARSE, tol_fail_errno(&err, TOL_EIO, "the third"), &err);
    assert_string_equal(err.message, "the first");
    tol_error_clear(&err);
    assert_int_equal(err.code, TOL_OK);
    assert_string_equal(err.message, "");
    tol_error_clear(NULL);
}

static void a_place_is_filled_in_once_and_only_into_a_failure(void **state)
{
    (void)state;
    tol_error err = {0};
    tol_fail_locate(&err, "a.tmx", 3);
    assert_string_equal(err.where, "");
    assert_int_equal(err.line, 0);
    tol_fail(&err, TOL_EPARSE, "no source");
    tol_fail_locate(&err, NULL, 0);
    tol_fail_locate(&err, "a.tmx", 3);
    tol_fail_locate(&err, "b.tmx", 4);
    assert_string_equal(err.where, "a.tmx");
    assert_int_equal(err.line, 3);
    tol_fail_locate(NULL, "c.tmx", 5);
}

static void a_system_failure_names_its_reason(void **state)
{
    (void)state;
    tol_error err = {0};
    errno = ENOENT;
    tol_fail_errno(&err, TOL_EIO, "could not open \"%s\"", "x");
    assert_string_equal(err.message, "could not open \"x\": No such file or directory");
}

/* Messages quote input: whatever its length, they are cut between characters. */
static void messages_and_places_are_cut_at_characters(void **state)
{
    (void)state;
    static char text[2 * sizeof((tol_error *)0)->message];
    static const char *const letters[] = {"a", "ё", "№", "😀"};
    for (size_t letter = 0; letter < 4; letter++) {
        for (size_t before = 0; before < 4; before++) {
            size_t n = strlen(letters[letter]), len = before;
            memset(text, 'x', before);
            for (; len + n < sizeof text; len += n) {
                memcpy(text + len, letters[letter], n);
            }
            text[len] = '\0';
            tol_error err = {0};
            errno = EIO;
            tol_fail_errno(&err, TOL_EIO, "%s", text);
            tol_fail_locate(&err, text, 1);
            assert_true(tol_utf8_is_valid(tol_str_of(err.message)));
            assert_true(tol_utf8_is_valid(tol_str_of(err.where)));
            assert_true(strlen(err.message) > sizeof err.message - 1 - 4);
            assert_true(strlen(err.where) > sizeof err.where - 1 - 4);
        }
    }
}

static void a_message_is_one_line(void **state)
{
    (void)state;
    tol_error err = {0};
    tol_fail(&err, TOL_EPARSE, "unit \"%s\"", "a\nb\tc\x1b[31m");
    assert_string_equal(err.message, "unit \"a b c [31m\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_its_name_text_and_numbers),
        cmocka_unit_test(an_unknown_code_is_a_failure),
        cmocka_unit_test(every_code_can_be_raised),
        cmocka_unit_test(first_failure_wins),
        cmocka_unit_test(a_place_is_filled_in_once_and_only_into_a_failure),
        cmocka_unit_test(a_system_failure_names_its_reason),
        cmocka_unit_test(messages_and_places_are_cut_at_characters),
        cmocka_unit_test(a_message_is_one_line),
    };
    return cmocka_run_group_tests_name("base.fail", tests, NULL, NULL);
}
