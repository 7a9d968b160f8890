/* Want of memory, cancelling and files that are none: a run fails in an orderly way. */
#include <string.h>

#include "support/check.h"
#include "support/fixture.h"
#include "support/torture.h"
#include "tolmach/checks.h"

typedef struct job {
    const char *path;
    tol_store *terms;
    unsigned n_found;
} job;

static tol_status count(void *user, const tol_finding *finding, tol_error *err)
{
    job *j = user;
    (void)finding;
    (void)err;
    j->n_found++;
    return TOL_OK;
}

static tol_status run(void *user, tol_error *err)
{
    job *j = user;
    tol_check_input input = {.path = j->path};
    tol_check_opt opt = TOL_CHECK_OPT_INIT;
    opt.rules = "all";
    j->n_found = 0;
    return tol_check_run(NULL, j->terms, &input, 1, &opt, count, j, NULL, err);
}

#define UNIT(ru, en) "<tu><tuv xml:lang='ru'><seg>" ru "</seg></tuv><tuv xml:lang='en'><seg>" en "</seg></tuv></tu>\n"

static const char units[] =
    "<tmx version='1.4'><header srclang='ru'/><body>\n" UNIT("Нота ОАР (1962)", "A note of Egypt [1]")
        UNIT("Письмо Микояна", "Mikoyan’s letter") UNIT("Письмо Микояна", "Mikoian’s letter")
            UNIT("Решение Прeзидиума", "The Politburo’s решение") "</body></tmx>";

static void want_of_memory_is_said(void **state)
{
    (void)state;
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "u.tmx");
    tol_file_write(path, tol_str_of(units));
    job j = {.path = path};
    tol_torture("check", run, &j, TOL_OK);
    assert_in_range(j.n_found, 5, 20);
    tol_temp_dir_free(dir);
    free(path);
}

static bool refuse(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    (void)done;
    (void)total;
    return false;
}

static void a_listener_may_cancel(void **state)
{
    (void)state;
    tol_error err;
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "u.tmx");
    tol_file_write(path, tol_str_of(units));
    tol_check_input input = {.path = path};
    tol_check_opt opt = TOL_CHECK_OPT_INIT;
    job j = {.path = path};
    opt.source_lang = TOL_LIT("ru");
    opt.target_lang = TOL_LIT("en");
    opt.listener.progress = refuse;
    assert_status(TOL_ECANCELLED, tol_check_run(NULL, NULL, &input, 1, &opt, count, &j, NULL, &err), &err);
    tol_temp_dir_free(dir);
    free(path);
}

static tol_status stop(void *user, const tol_finding *finding, tol_error *err)
{
    count(user, finding, err);
    return TOL_ELIMIT;
}

static void who_takes_findings_may_stop(void **state)
{
    (void)state;
    tol_error err;
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "u.tmx");
    tol_file_write(path, tol_str_of(units));
    tol_check_input input = {.path = path};
    job j = {.path = path};
    assert_int_equal(tol_check_run(NULL, NULL, &input, 1, NULL, stop, &j, NULL, &err), TOL_ELIMIT);
    assert_int_equal(j.n_found, 1);
    tol_temp_dir_free(dir);
    free(path);
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    tol_error err;
    job j = {.path = "/nowhere/u.tmx"};
    assert_status(TOL_EIO, run(&j, &err), &err);
    tol_check_input input = {.memory = TOL_LIT("house")};
    assert_status(TOL_EINVAL, tol_check_run(NULL, NULL, &input, 1, NULL, count, &j, NULL, &err), &err);
}

static void baselines_are_written_and_read_again(void **state)
{
    (void)state;
    tol_error err;
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "base");
    tol_baseline *baseline, *again;
    tol_unit unit = {.tuid = TOL_LIT("a\nb")};
    tol_finding one = {.rule = tol_check_rules(), .unit = &unit, .fingerprint = 1}, other = one;
    other.fingerprint = UINT64_MAX;
    assert_status(TOL_OK, tol_baseline_new(&baseline, &err), &err);
    assert_status(TOL_OK, tol_baseline_add(baseline, &one, &err), &err);
    assert_status(TOL_OK, tol_baseline_add(baseline, &one, &err), &err);
    assert_status(TOL_OK, tol_baseline_write(baseline, path, &err), &err);
    assert_status(TOL_OK, tol_baseline_read(path, &again, &err), &err);
    assert_true(tol_baseline_has(again, &one));
    assert_false(tol_baseline_has(again, &other));
    char *text = tol_file_read(path, NULL);
    assert_non_null(strstr(text, "\n0000000000000001 term-missing a b\n"));
    free(text);
    tol_baseline_free(baseline);
    tol_baseline_free(again);
    tol_file_write(path, TOL_LIT("# fine\n0000000000000001\nnot so fine\n"));
    assert_status(TOL_EPARSE, tol_baseline_read(path, &again, &err), &err);
    assert_int_equal(err.line, 3);
    tol_temp_dir_free(dir);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(want_of_memory_is_said),
        cmocka_unit_test(a_listener_may_cancel),
        cmocka_unit_test(who_takes_findings_may_stop),
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(baselines_are_written_and_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
