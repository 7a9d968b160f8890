/* Power cuts, full disks, no memory: an import is there whole or not at all. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/db.h"
#include "store/store_fixture.h"
#include "support/check.h"
#include "support/fixture.h"
#include "support/torture.h"

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

/* Import units of a seed into "new" and commit. The policies are mixed, so that old rows are changed too. */
static tol_status import_many(tol_store *store, uint64_t seed, size_t n, tol_error *err)
{
    tol_import *import = NULL;
    tol_arena arena = TOL_ARENA_INIT;
    tol_rng rng = {seed * 2 + 1};
    tol_status status = tol_import_begin(store, &import, err);
    for (size_t i = 0; i < n && !status; i++) {
        tol_arena_reset(&arena);
        tol_unit *unit = random_unit(&rng, &arena);
        status = tol_import_unit(import, i % 2 ? TOL_LIT("old") : TOL_LIT("new"), unit,
                                 (tol_on_duplicate)tol_rng_below(&rng, 3), NULL, NULL, err);
    }
    if (!status) {
        status = tol_import_commit(import, err);
    }
    tol_import_free(import);
    tol_arena_release(&arena);
    return status;
}

static void fill(store_fixture *bank)
{
    tol_rng rng = tol_rng_new("durability", 51);
    store_add_random(bank->store, "old", &rng, 100);
}

/* ---- kill -9 ---- */

static void import_in_child(const char *path, int ready)
{
    tol_error err;
    tol_store *store;
    if (tol_store_open(path, TOL_OPEN_WRITE, NULL, &store, &err)) {
        _exit(1);
    }
    /* A small page cache, so that SQLite spills to the log in the middle of the import. */
    tol_db_exec(store, "PRAGMA cache_size = 10", &err);
    (void)!write(ready, "", 1);
    _exit(import_many(store, 77, 2500, &err) ? 2 : 0);
}

/* Start an import in a child and kill it after some time (-1: let it end); whether it was still at work. */
static bool kill_import(const char *path, long delay_us)
{
    int ready[2], result;
    char byte;
    assert_int_equal(0, pipe(ready));
    pid_t child = fork();
    if (child == 0) {
        import_in_child(path, ready[1]);
    }
    assert_int_equal(1, read(ready[0], &byte, 1));
    close(ready[0]);
    close(ready[1]);
    if (delay_us >= 0) {
        struct timespec delay = {delay_us / 1000000, delay_us % 1000000 * 1000};
        nanosleep(&delay, NULL);
        kill(child, SIGKILL);
    }
    assert_int_equal(child, waitpid(child, &result, 0));
    assert_true(WIFSIGNALED(result) || WEXITSTATUS(result) == 0);
    return WIFSIGNALED(result);
}

static long microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void a_killed_import_leaves_the_bank_as_it_was(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("kill", 61);
    fill(bank);
    char *before = describe_bank(bank->store);
    tol_store_close(bank->store);
    bank->store = NULL;
    char *copy = tol_path_join(bank->dir, "whole.db");
    size_t len;
    char *sound = tol_file_read(bank->path, &len);
    tol_file_write(copy, (tol_str){sound, len});
    long start = microseconds();
    assert_false(kill_import(copy, -1));
    long whole = microseconds() - start;
    int n_killed = 0;
    for (int round = 0; round < 8; round++) {
        tol_error err;
        bool is_killed = kill_import(bank->path, (long)tol_rng_below(&rng, (uint32_t)whole + 1));
        n_killed += is_killed;
        assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_WRITE, NULL, &bank->store, &err), &err);
        assert_sound(bank->store);
        char *after = describe_bank(bank->store);
        bool is_old = strcmp(before, after) == 0;
        assert_true(is_killed || !is_old);
        free(after);
        tol_store_close(bank->store);
        bank->store = NULL;
        if (!is_old) {
            /* it was through: begin again from the old content */
            tol_file_write(bank->path, (tol_str){sound, len});
        }
    }
    print_message("%d of 12 imports were killed at work\n", n_killed);
    free(before);
    free(sound);
    free(copy);
}

/* ---- full disks ---- */

static void a_full_disk_leaves_the_bank_as_it_was(void **state)
{
    store_fixture *bank = *state;
    fill(bank);
    char *before = describe_bank(bank->store);
    int64_t n_pages = 0;
    tol_error err;
    tol_error_clear(&err);
    assert_status(TOL_OK, tol_db_number(bank->store, "PRAGMA page_count", &n_pages, &err), &err);
    for (int64_t more = 0; more < 40; more += 5) {
        char sql[64];
        snprintf(sql, sizeof sql, "PRAGMA max_page_count = %lld", (long long)(n_pages + more));
        assert_status(TOL_OK, tol_db_exec(bank->store, sql, &err), &err);
        assert_status(TOL_EIO, import_many(bank->store, 78, 2500, &err), &err);
        assert_non_null(strstr(err.message, "disk full"));
        tol_error_clear(&err);
        char *after = describe_bank(bank->store);
        assert_string_equal(before, after);
        free(after);
    }
    assert_sound(bank->store);
    free(before);
}

/* In a process of its own: import under a limit for the size of files, as a full disk is to writes. */
static void import_under_limit(const char *path, rlim_t limit)
{
    tol_error err;
    tol_store *store;
    struct rlimit most = {limit, limit};
    signal(SIGXFSZ, SIG_IGN);
    if (tol_store_open(path, TOL_OPEN_WRITE, NULL, &store, &err)) {
        _exit(10);
    }
    tol_db_exec(store, "PRAGMA cache_size = 10", &err);
    setrlimit(RLIMIT_FSIZE, &most);
    tol_status status = import_many(store, 79, 1200, &err);
    _exit((int)status);
}

static void a_write_that_fails_anywhere_leaves_old_or_new_content(void **state)
{
    store_fixture *bank = *state;
    fill(bank);
    char *before = describe_bank(bank->store);
    tol_store_close(bank->store);
    bank->store = NULL;
    size_t len;
    char *sound = tol_file_read(bank->path, &len);
    bool is_done = false;
    for (rlim_t limit = 4096; !is_done; limit *= 2) {
        int result;
        tol_error err;
        pid_t child = fork();
        if (child == 0) {
            import_under_limit(bank->path, limit);
        }
        assert_int_equal(child, waitpid(child, &result, 0));
        assert_true(WIFEXITED(result));
        if (WEXITSTATUS(result) != TOL_OK && WEXITSTATUS(result) != TOL_EIO) {
            fail_msg("limit %llu: exit code %d", (unsigned long long)limit, WEXITSTATUS(result));
        }
        assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_WRITE, NULL, &bank->store, &err), &err);
        assert_sound(bank->store);
        char *after = describe_bank(bank->store);
        is_done = WEXITSTATUS(result) == TOL_OK;
        assert_int_equal(is_done, strcmp(before, after) != 0);
        free(after);
        tol_store_close(bank->store);
        bank->store = NULL;
    }
    free(before);
    free(sound);
}

/* ---- no memory ---- */

static const char *torture_path;

static void tell_fault(void *user, const tol_diag *diag)
{
    (void)user;
    print_error("%.*s: %.*s\n", TOL_ARG(diag->code), TOL_ARG(diag->message));
}

/* Open, import, replace, delete, read, verify: all on a bank of a few units. */
static tol_status work(void *user, tol_error *err)
{
    tol_store *store = NULL;
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info *infos;
    tol_listener listener = {NULL, tell_fault, NULL};
    uint64_t n_faults = 0;
    size_t n;
    plain_unit unit;
    (void)user;
    tol_status status = tol_store_open(torture_path, TOL_OPEN_WRITE, NULL, &store, err);
    if (!status) {
        tol_import *import = NULL;
        plain_unit_init(&unit, "1", "Куба", "Cuba!");
        status = tol_import_begin(store, &import, err);
        if (!status) {
            status = tol_import_unit(import, TOL_LIT("m"), &unit.unit, TOL_DUPLICATE_REPLACE, NULL, NULL, err);
        }
        if (!status) {
            plain_unit_init(&unit, "2", "Утвердить указания тов. Зорину", "Affirm");
            status = tol_import_unit(import, TOL_LIT("n"), &unit.unit, TOL_DUPLICATE_KEEP, NULL, NULL, err);
        }
        tol_import_free(import); /* not committed: each round finds the same bank */
    }
    if (!status) {
        status = tol_memory_list(store, &arena, &infos, &n, err);
    }
    if (!status) {
        status = tol_store_verify(store, &listener, &n_faults, err);
        assert_true(status != TOL_OK || n_faults == 0);
    }
    tol_store_close(store);
    tol_arena_release(&arena);
    return status;
}

static void *sqlite_alloc(int size)
{
    /* The size stands before the block, since SQLite asks for it. */
    size_t *block = tol_mem_alloc((size_t)size + 16);
    if (!block) {
        return NULL;
    }
    *block = (size_t)size;
    return (char *)block + 16;
}

static void sqlite_free(void *p)
{
    tol_mem_free(p ? (char *)p - 16 : NULL);
}

static void *sqlite_realloc(void *p, int size)
{
    size_t *block = tol_mem_realloc((char *)p - 16, (size_t)size + 16);
    if (!block) {
        return NULL;
    }
    *block = (size_t)size;
    return (char *)block + 16;
}

static int sqlite_size(void *p)
{
    return p ? (int)*(size_t *)(void *)((char *)p - 16) : 0;
}

static int sqlite_roundup(int size)
{
    return (size + 7) & ~7;
}

static int sqlite_init(void *user)
{
    (void)user;
    return SQLITE_OK;
}

static void sqlite_shutdown(void *user)
{
    (void)user;
}

static void no_allocation_that_fails_harms_the_bank(void **state)
{
    store_fixture *bank = *state;
    plain_unit unit;
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    char *before = describe_bank(bank->store);
    torture_path = bank->path;
    unsigned n = tol_torture("store", work, NULL, TOL_OK);
    assert_true(n > 300);
    char *after = describe_bank(bank->store);
    assert_string_equal(before, after);
    assert_sound(bank->store);
    free(before);
    free(after);
}

int main(void)
{
    static sqlite3_mem_methods methods = {sqlite_alloc,   sqlite_free, sqlite_realloc,  sqlite_size,
                                          sqlite_roundup, sqlite_init, sqlite_shutdown, NULL};
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0); /* so that each allocation of SQLite's is one of ours */
    const struct CMUnitTest tests[] = {
        WITH_BANK(a_killed_import_leaves_the_bank_as_it_was),
        WITH_BANK(a_full_disk_leaves_the_bank_as_it_was),
        WITH_BANK(a_write_that_fails_anywhere_leaves_old_or_new_content),
        WITH_BANK(no_allocation_that_fails_harms_the_bank),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
