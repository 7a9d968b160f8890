#include "support/check.h"

#include <unistd.h>

#include "base/input.h"
#include "support/fixture.h"

static char *dir;

static int make_dir(void **state)
{
    (void)state;
    dir = tol_temp_dir_new();
    return 0;
}

static int remove_dir(void **state)
{
    (void)state;
    tol_temp_dir_free(dir);
    return 0;
}

/* Read all, in pieces of `cap` bytes, and compare. Only the last piece may be short. */
static void assert_reads(tol_input *input, size_t cap, tol_str wanted)
{
    tol_error err = {0};
    char piece[64];
    size_t done = 0, len;
    do {
        assert_status(TOL_OK, tol_input_read(input, piece, cap, &len, &err), &err);
        assert_true(len <= cap && len <= wanted.len - done);
        assert_memory_equal(piece, wanted.ptr + done, len);
        done += len;
        assert_int_equal(input->done, done);
        assert_true(len == cap || done == wanted.len);
    } while (len > 0);
    assert_int_equal(done, wanted.len);
}

static void a_file_is_read_in_pieces_of_any_size(void **state)
{
    (void)state;
    tol_str contents = TOL_LIT("Утвердить указания тов. Зорину.\0\n");
    char *path = tol_path_join(dir, "file");
    tol_file_write(path, contents);
    for (size_t cap = 1; cap <= 64; cap++) {
        tol_error err = {0};
        tol_input input;
        assert_status(TOL_OK, tol_input_open(&input, path, &err), &err);
        assert_int_equal(input.total, contents.len);
        assert_reads(&input, cap, contents);
        tol_input_close(&input);
        tol_input_close(&input);
    }
    free(path);
}

static void bytes_in_memory_are_read_the_same_way(void **state)
{
    (void)state;
    tol_str contents = TOL_LIT("протокол № 61");
    for (size_t cap = 1; cap <= 64; cap++) {
        tol_input input;
        tol_input_of_bytes(&input, contents, NULL);
        assert_int_equal(input.total, contents.len);
        assert_reads(&input, cap, contents);
        tol_input_close(&input);
    }
    tol_input empty;
    tol_input_of_bytes(&empty, TOL_STR_NULL, "nothing");
    assert_reads(&empty, 8, TOL_LIT(""));
}

static void an_empty_file_ends_at_once(void **state)
{
    (void)state;
    tol_error err = {0};
    tol_input input;
    assert_status(TOL_OK, tol_input_open(&input, "/dev/null", &err), &err);
    assert_int_equal(input.total, 0);
    assert_reads(&input, 8, TOL_LIT(""));
    tol_input_close(&input);
}

/* Standard input that is a pipe gives what it has in small portions; a read still fills the piece. */
static void a_pipe_on_standard_input_is_read_to_its_end(void **state)
{
    (void)state;
    int ends[2];
    int saved = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    for (const char *p = "one two three"; *p; p++) {
        assert_int_equal(write(ends[1], p, 1), 1);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    tol_error err = {0};
    tol_input input;
    assert_status(TOL_OK, tol_input_open(&input, "-", &err), &err);
    assert_int_equal(input.total, 0);
    assert_string_equal(input.name, "standard input");
    assert_reads(&input, 5, TOL_LIT("one two three"));
    tol_input_close(&input);
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
}

static void what_cannot_be_read_is_refused_with_its_name(void **state)
{
    (void)state;
    tol_error err = {0};
    tol_input input;
    char *path = tol_path_join(dir, "absent");
    assert_status(TOL_EIO, tol_input_open(&input, path, &err), &err);
    assert_non_null(strstr(err.message, path));
    assert_non_null(strstr(err.message, "No such file"));
    tol_error_clear(&err);
    assert_status(TOL_EIO, tol_input_open(&input, dir, &err), &err);
    assert_non_null(strstr(err.message, "it is a folder"));
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_in_pieces_of_any_size),
        cmocka_unit_test(bytes_in_memory_are_read_the_same_way),
        cmocka_unit_test(an_empty_file_ends_at_once),
        cmocka_unit_test(a_pipe_on_standard_input_is_read_to_its_end),
        cmocka_unit_test(what_cannot_be_read_is_refused_with_its_name),
    };
    return cmocka_run_group_tests_name("base.input", tests, make_dir, remove_dir);
}
