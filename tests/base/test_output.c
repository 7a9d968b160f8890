#include "support/check.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/output.h"
#include "support/fixture.h"
#include "support/torture.h"

static char *dir, *path;

static int make_dir(void **state)
{
    (void)state;
    dir = tol_temp_dir_new();
    path = tol_path_join(dir, "out.tmx");
    return 0;
}

static int remove_dir(void **state)
{
    (void)state;
    free(path);
    tol_temp_dir_free(dir);
    return 0;
}

static void assert_file(const char *name, const char *wanted)
{
    size_t len = 0;
    char *contents = tol_file_read(name, &len);
    assert_non_null(contents);
    assert_str(((tol_str){contents, len}), wanted);
    free(contents);
}

static void write_whole(const char *name, tol_str bytes)
{
    tol_error err = {0};
    tol_output output;
    assert_status(TOL_OK, tol_output_open(&output, name, NULL, &err), &err);
    tol_output_add(&output, bytes);
    assert_status(TOL_OK, tol_output_finish(&output, &err), &err);
    tol_output_release(&output);
}

static void a_file_appears_when_it_is_finished(void **state)
{
    (void)state;
    unlink(path);
    tol_error err = {0};
    tol_output output;
    assert_status(TOL_OK, tol_output_open(&output, path, NULL, &err), &err);
    tol_output_add(&output, TOL_LIT("half "));
    assert_int_equal(access(path, F_OK), -1);
    tol_output_add(&output, TOL_LIT("and half"));
    assert_status(TOL_OK, tol_output_finish(&output, &err), &err);
    assert_file(path, "half and half");
    tol_output_release(&output);
    tol_output_release(&output);
    assert_int_equal(tol_dir_count(dir), 1);
}

static void an_old_file_stays_until_then_and_after_a_failure(void **state)
{
    (void)state;
    write_whole(path, TOL_LIT("old"));
    tol_error err = {0};
    tol_output output;
    assert_status(TOL_OK, tol_output_open(&output, path, NULL, &err), &err);
    tol_output_add(&output, TOL_LIT("new"));
    assert_file(path, "old");
    tol_output_release(&output);
    assert_file(path, "old");
    assert_int_equal(tol_dir_count(dir), 1);
    write_whole(path, TOL_LIT("new"));
    assert_file(path, "new");
}

static void more_than_the_buffer_holds_is_written_in_order(void **state)
{
    (void)state;
    enum { LINES = 100000 };
    tol_buf wanted = TOL_BUF_INIT;
    tol_error err = {0};
    tol_output output;
    assert_status(TOL_OK, tol_output_open(&output, path, NULL, &err), &err);
    for (int i = 0; i < LINES; i++) {
        size_t start = wanted.len;
        tol_buf_printf(&wanted, "line %d\n", i);
        tol_output_add(&output, (tol_str){wanted.ptr + start, wanted.len - start});
    }
    assert_status(TOL_OK, tol_output_finish(&output, &err), &err);
    tol_output_release(&output);
    assert_file(path, wanted.ptr);
    tol_buf_release(&wanted);
}

static void rights_are_kept_and_new_files_follow_the_umask(void **state)
{
    (void)state;
    struct stat about;
    write_whole(path, TOL_LIT("x"));
    chmod(path, 0640);
    write_whole(path, TOL_LIT("y"));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0640);
    mode_t old = umask(027);
    unlink(path);
    write_whole(path, TOL_LIT("z"));
    umask(old);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0640);
}

static void a_symbolic_link_stays_one(void **state)
{
    (void)state;
    char *link = tol_path_join(dir, "link.tmx");
    write_whole(path, TOL_LIT("old"));
    assert_int_equal(symlink("out.tmx", link), 0);
    write_whole(link, TOL_LIT("new"));
    struct stat about;
    assert_int_equal(lstat(link, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_file(path, "new");
    unlink(link);
    free(link);
}

static void memory_receives_the_bytes(void **state)
{
    (void)state;
    tol_error err = {0};
    tol_buf buf = TOL_BUF_INIT;
    tol_output output;
    assert_status(TOL_OK, tol_output_open(&output, NULL, &buf, &err), &err);
    tol_output_add(&output, TOL_LIT("abc"));
    assert_status(TOL_OK, tol_output_finish(&output, &err), &err);
    tol_output_release(&output);
    assert_str(tol_buf_str(&buf), "abc");
    tol_buf_release(&buf);
    tol_buf_init(&buf, 2);
    assert_status(TOL_OK, tol_output_open(&output, NULL, &buf, &err), &err);
    tol_output_add(&output, TOL_LIT("abc"));
    assert_status(TOL_ENOMEM, tol_output_finish(&output, &err), &err);
    tol_output_release(&output);
    tol_buf_release(&buf);
}

static void a_full_disk_is_told_and_stays_told(void **state)
{
    (void)state;
    if (access("/dev/full", W_OK) != 0) {
        skip();
    }
    static char much[1 << 20];
    tol_error err = {0};
    tol_output output;
    assert_status(TOL_OK, tol_output_open(&output, "/dev/full", NULL, &err), &err);
    tol_output_add(&output, (tol_str){much, sizeof much});
    assert_status(TOL_EIO, tol_output_check(&output, &err), &err);
    tol_output_add(&output, TOL_LIT("more"));
    tol_error_clear(&err);
    assert_status(TOL_EIO, tol_output_finish(&output, &err), &err);
    assert_string_equal(err.message, "could not write \"/dev/full\": No space left on device");
    tol_output_release(&output);
}

static void little_that_does_not_fit_is_told_at_the_end(void **state)
{
    (void)state;
    if (access("/dev/full", W_OK) != 0) {
        skip();
    }
    tol_error err = {0};
    tol_output output;
    assert_status(TOL_OK, tol_output_open(&output, "/dev/full", NULL, &err), &err);
    tol_output_add(&output, TOL_LIT("little"));
    assert_status(TOL_OK, tol_output_check(&output, &err), &err);
    assert_status(TOL_EIO, tol_output_finish(&output, &err), &err);
    tol_output_release(&output);
}

static void what_cannot_be_written_is_refused_with_its_name(void **state)
{
    (void)state;
    tol_error err = {0};
    tol_output output;
    assert_status(TOL_EIO, tol_output_open(&output, dir, NULL, &err), &err);
    assert_non_null(strstr(err.message, "it is a folder"));
    tol_output_release(&output);
    char *nowhere = tol_path_join(dir, "absent/out.tmx");
    tol_error_clear(&err);
    assert_status(TOL_EIO, tol_output_open(&output, nowhere, NULL, &err), &err);
    assert_non_null(strstr(err.message, nowhere));
    tol_output_release(&output);
    free(nowhere);
}

static tol_status write_two(void *user, tol_error *err)
{
    (void)user;
    tol_output output;
    tol_status status = tol_output_open(&output, path, NULL, err);
    if (status == TOL_OK) {
        tol_output_add(&output, TOL_LIT("one "));
        tol_output_add(&output, TOL_LIT("two"));
        status = tol_output_finish(&output, err);
    }
    tol_output_release(&output);
    assert_int_equal(tol_dir_count(dir), 1);
    assert_file(path, status == TOL_OK ? "one two" : "old");
    tol_file_write(path, TOL_LIT("old"));
    return status;
}

static void every_failing_allocation_leaves_the_old_file(void **state)
{
    (void)state;
    tol_file_write(path, TOL_LIT("old"));
    assert_true(tol_torture("output", write_two, NULL, TOL_OK) >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_appears_when_it_is_finished),
        cmocka_unit_test(an_old_file_stays_until_then_and_after_a_failure),
        cmocka_unit_test(more_than_the_buffer_holds_is_written_in_order),
        cmocka_unit_test(rights_are_kept_and_new_files_follow_the_umask),
        cmocka_unit_test(a_symbolic_link_stays_one),
        cmocka_unit_test(memory_receives_the_bytes),
        cmocka_unit_test(a_full_disk_is_told_and_stays_told),
        cmocka_unit_test(little_that_does_not_fit_is_told_at_the_end),
        cmocka_unit_test(what_cannot_be_written_is_refused_with_its_name),
        cmocka_unit_test(every_failing_allocation_leaves_the_old_file),
    };
    return cmocka_run_group_tests_name("base.output", tests, make_dir, remove_dir);
}
