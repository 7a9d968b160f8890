/* Opening: what is a bank, what is not, and who may have it open at once. */
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/places.h"
#include "store/schema.h"
#include "store/store_fixture.h"
#include "support/check.h"
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

static void assert_open(const char *path, tol_open_mode mode, tol_status wanted, const char *words)
{
    tol_error err = {0};
    tol_store *store;
    assert_status(wanted, tol_store_open(path, mode, NULL, &store, &err), &err);
    if (words && !strstr(err.message, words)) {
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    }
    assert_true(wanted == TOL_OK || store == NULL);
    tol_store_close(store);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(SQLITE_OK, sqlite3_open(path, &db));
    assert_int_equal(SQLITE_OK, sqlite3_exec(db, sql, NULL, NULL, NULL));
    assert_int_equal(SQLITE_OK, sqlite3_close(db));
}

static void a_bank_is_made_with_its_folders(void **state)
{
    (void)state;
    char *path = tol_path_join(dir, "a/b c/100%#?.db");
    assert_open(path, TOL_OPEN_READ, TOL_ENOTFOUND, "no such bank");
    assert_open(path, TOL_OPEN_WRITE, TOL_ENOTFOUND, "no such bank");
    assert_open(path, TOL_OPEN_CREATE, TOL_OK, NULL);
    assert_open(path, TOL_OPEN_READ, TOL_OK, NULL);
    assert_open(path, TOL_OPEN_WRITE, TOL_OK, NULL);
    assert_open("", TOL_OPEN_CREATE, TOL_EINVAL, NULL);
    assert_open(dir, TOL_OPEN_CREATE, TOL_EIO, "folder");
    free(path);
}

static void a_closed_bank_is_one_file(void **state)
{
    (void)state;
    char *path = tol_path_join(dir, "one/bank.db"), *folder = tol_path_join(dir, "one");
    assert_open(path, TOL_OPEN_CREATE, TOL_OK, NULL);
    assert_open(path, TOL_OPEN_READ, TOL_OK, NULL);
    assert_int_equal(1, tol_dir_count(folder));
    free(folder);
    free(path);
}

static void names_that_sqlite_gives_a_meaning_are_files(void **state)
{
    (void)state;
    char back[4096];
    assert_non_null(getcwd(back, sizeof back));
    assert_int_equal(0, chdir(dir));
    assert_open(":memory:", TOL_OPEN_CREATE, TOL_OK, NULL);
    assert_open("file:x?mode=ro", TOL_OPEN_CREATE, TOL_OK, NULL);
    assert_int_equal(0, access(":memory:", F_OK));
    assert_int_equal(0, access("file:x?mode=ro", F_OK));
    assert_int_equal(0, chdir(back));
}

static void an_empty_file_becomes_a_bank_only_by_create(void **state)
{
    (void)state;
    char *path = tol_path_join(dir, "empty.db");
    tol_file_write(path, TOL_LIT(""));
    assert_open(path, TOL_OPEN_READ, TOL_ECORRUPT, "empty");
    assert_open(path, TOL_OPEN_WRITE, TOL_ECORRUPT, "empty");
    assert_open(path, TOL_OPEN_CREATE, TOL_OK, NULL);
    assert_open(path, TOL_OPEN_READ, TOL_OK, NULL);
    free(path);
}

static void what_is_no_bank_is_refused_and_left_as_it_is(void **state)
{
    (void)state;
    static const char text[] = "Протокол № 61 заседания Президиума ЦК КПСС. It is text, and longer than a page header"
                               " would be, so that nobody takes it for an empty file.\n";
    char *path = tol_path_join(dir, "text.db");
    size_t len;
    tol_file_write(path, TOL_LIT(text));
    assert_open(path, TOL_OPEN_READ, TOL_ECORRUPT, "no bank");
    assert_open(path, TOL_OPEN_CREATE, TOL_ECORRUPT, "no bank");
    char *now = tol_file_read(path, &len);
    assert_string_equal(text, now);
    free(now);
    free(path);
    path = tol_path_join(dir, "foreign.db");
    run_sql(path, "CREATE TABLE recipes (name TEXT)");
    assert_open(path, TOL_OPEN_READ, TOL_ECORRUPT, "another program");
    assert_open(path, TOL_OPEN_CREATE, TOL_ECORRUPT, "another program");
    run_sql(path, "SELECT name FROM recipes");
    run_sql(path, "PRAGMA application_id = 77");
    assert_open(path, TOL_OPEN_WRITE, TOL_ECORRUPT, "another program");
    free(path);
}

static void a_bank_of_a_newer_schema_is_refused(void **state)
{
    (void)state;
    char *path = tol_path_join(dir, "newer.db");
    assert_open(path, TOL_OPEN_CREATE, TOL_OK, NULL);
    run_sql(path, "PRAGMA user_version = 1000");
    assert_open(path, TOL_OPEN_READ, TOL_EVERSION, "made by a newer tolmach (schema 1000, this one knows up to ");
    assert_open(path, TOL_OPEN_CREATE, TOL_EVERSION, "made by a newer tolmach");
    run_sql(path, "PRAGMA user_version = 0");
    assert_open(path, TOL_OPEN_WRITE, TOL_ECORRUPT, "no schema version");
    free(path);
}

/* What stood around the units of a file that schema 1 had: the ends are not known, the middle is. */
static void assert_old_places(tol_store *store)
{
    static const tol_place wanted[] = {{TOL_PLACE_UNKNOWN, 2}, {1, 3}, {2, TOL_PLACE_UNKNOWN}};
    for (size_t i = 0; i < 3; i++) {
        tol_place places[TOL_PLACES_MAX];
        size_t n = 0;
        assert_status(TOL_OK, tol_places_of(store, (int64_t)i + 1, places, &n, NULL), NULL);
        assert_int_equal(n, 1);
        assert_int_equal(places[0].prev, wanted[i].prev);
        assert_int_equal(places[0].next, wanted[i].next);
    }
}

static void a_bank_of_schema_1_is_brought_up_to_date(void **state)
{
    (void)state;
    char *path = tol_path_join(dir, "schema_1.db");
    size_t len;
    char *sql = tol_file_read(TOL_SOURCE_DIR "/tests/store/data/schema_1.sql", &len);
    run_sql(path, sql);
    free(sql);
    tol_error err = {0};
    tol_store *store;
    assert_status(TOL_OK, tol_store_open(path, TOL_OPEN_READ, NULL, &store, &err), &err);
    assert_sound(store);
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info info;
    assert_status(TOL_OK, tol_memory_get(store, TOL_LIT("a"), &arena, &info, &err), &err);
    assert_int_equal(info.n_units, 3);
    assert_int_equal(info.penalty, 0);
    assert_int_equal(info.priority, 0);
    assert_old_places(store);
    tol_arena_release(&arena);
    tol_store_close(store);
    assert_status(TOL_OK, tol_store_open(path, TOL_OPEN_WRITE, NULL, &store, &err), &err);
    plain_unit unit;
    plain_unit_init(&unit, "3", "Принять предложение.", "Adopt the proposal.");
    assert_int_equal(store_add(store, "a", &unit.unit, TOL_DUPLICATE_KEEP, NULL).identical, 1);
    int64_t id = 0;
    plain_unit_init(&unit, "4", "Согласиться.", "Agree.");
    assert_int_equal(store_add(store, "a", &unit.unit, TOL_DUPLICATE_KEEP, &id).added, 1);
    assert_int_equal(id, 10); /* 7 to 9 were deleted */
    assert_sound(store);
    tol_store_close(store);
    free(path);
}

static void a_migration_begins_from_nothing_and_is_done_once(void **state)
{
    (void)state;
    char *path = tol_path_join(dir, "half.db");
    /* as a process leaves it that was killed before it had written the tables */
    run_sql(path, "PRAGMA journal_mode = WAL");
    assert_open(path, TOL_OPEN_WRITE, TOL_ECORRUPT, "empty");
    assert_open(path, TOL_OPEN_CREATE, TOL_OK, NULL);
    tol_error err = {0};
    tol_store *store;
    int64_t version = 0, application = 0;
    assert_status(TOL_OK, tol_store_open(path, TOL_OPEN_CREATE, NULL, &store, &err), &err);
    assert_status(TOL_OK, tol_schema_migrate(store, &err), &err);
    assert_status(TOL_OK, tol_schema_check(store, &version, &err), &err);
    assert_int_equal(version, TOL_SCHEMA_VERSION);
    assert_status(TOL_OK, tol_db_number(store, "PRAGMA application_id", &application, &err), &err);
    assert_int_equal(application, TOL_APPLICATION_ID);
    tol_store_close(store);
    free(path);
}

static void a_bank_without_a_table_is_damaged(void **state)
{
    (void)state;
    char *path = tol_path_join(dir, "torn.db");
    assert_open(path, TOL_OPEN_CREATE, TOL_OK, NULL);
    run_sql(path, "DROP TABLE setting");
    assert_open(path, TOL_OPEN_READ, TOL_ECORRUPT, NULL);
    assert_open(path, TOL_OPEN_WRITE, TOL_ECORRUPT, NULL);
    free(path);
}

static void a_reader_writes_nothing(void **state)
{
    store_fixture *bank = *state;
    tol_error err = {0};
    tol_import *import;
    store_reopen(bank, TOL_OPEN_READ);
    assert_status(TOL_EINVAL, tol_memory_create(bank->store, TOL_LIT("m"), &err), &err);
    assert_status(TOL_EINVAL, tol_import_begin(bank->store, &import, &err), &err);
    assert_null(import);
}

/* In a process of its own: whether a user without rights reads the unit of a bank. */
static int read_without_rights(const char *path)
{
    tol_error err = {0};
    tol_store *store;
    tol_arena arena = TOL_ARENA_INIT;
    tol_unit unit;
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
        return 77;
    }
    if (tol_store_open(path, TOL_OPEN_WRITE, NULL, &store, &err) != TOL_EIO) {
        return 1;
    }
    if (tol_store_open(path, TOL_OPEN_READ, NULL, &store, &err) || tol_unit_get(store, 1, &arena, &unit, &err)) {
        return 2;
    }
    return tol_str_equal(unit.variants[0].text, TOL_LIT("Куба")) ? 0 : 3;
}

static void a_bank_on_a_medium_that_cannot_be_written_is_read(void **state)
{
    store_fixture *bank = *state;
    plain_unit unit;
    int result;
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    tol_store_close(bank->store);
    bank->store = NULL;
    assert_int_equal(0, chmod(bank->path, 0444));
    assert_int_equal(0, chmod(bank->dir, 0555));
    pid_t child = fork();
    if (child == 0) {
        _exit(read_without_rights(bank->path));
    }
    assert_int_equal(child, waitpid(child, &result, 0));
    assert_int_equal(0, chmod(bank->dir, 0755));
    if (WIFEXITED(result) && WEXITSTATUS(result) == 77) {
        skip();
    }
    assert_int_equal(0, result);
}

static void a_reader_sees_the_old_content_until_a_writer_commits(void **state)
{
    store_fixture *bank = *state;
    tol_error err = {0};
    tol_import *import;
    tol_store *reader;
    plain_unit unit;
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_READ, NULL, &reader, &err), &err);
    char *before = describe_bank(reader);
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    plain_unit_init(&unit, "2", "Ответ", "Response");
    unit.variants[1].lang = TOL_LIT("de");
    assert_status(TOL_OK, tol_import_unit(import, TOL_LIT("n"), &unit.unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err),
                  &err);
    char *during = describe_bank(reader);
    assert_string_equal(before, during);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    char *after = describe_bank(reader), *writers = describe_bank(bank->store);
    assert_string_equal(after, writers);
    assert_string_not_equal(before, after);
    assert_sound(reader);
    tol_store_close(reader);
    free(before);
    free(during);
    free(after);
    free(writers);
}

static tol_status write_beside(void *user, const tol_unit *unit, tol_error *err)
{
    store_fixture *bank = user;
    plain_unit other;
    tol_store *writer;
    (void)unit;
    assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_WRITE, NULL, &writer, err), err);
    plain_unit_init(&other, NULL, "Добавлено во время обхода", "Added during the walk");
    store_add(writer, "m", &other.unit, TOL_DUPLICATE_KEEP, NULL);
    tol_store_close(writer);
    assert_status(TOL_EBUSY, tol_memory_create(bank->store, TOL_LIT("x"), err), err);
    tol_error_clear(err);
    return TOL_OK;
}

static void a_walk_shows_one_snapshot(void **state)
{
    store_fixture *bank = *state;
    tol_error err = {0};
    plain_unit unit;
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    /* would never end if it saw what it adds */
    assert_status(TOL_OK, tol_unit_each(bank->store, NULL, 0, write_beside, bank, &err), &err);
    char *text = describe_bank(bank->store);
    assert_non_null(strstr(text, "memory \"m\" 2 units"));
    free(text);
}

static void a_second_writer_is_told_that_the_bank_is_busy(void **state)
{
    store_fixture *bank = *state;
    tol_error err = {0};
    tol_store *other;
    tol_import *import, *second;
    assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_WRITE, NULL, &other, &err), &err);
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    assert_status(TOL_EBUSY, tol_import_begin(bank->store, &second, &err), &err);
    sqlite3_busy_timeout(other->db, 20);
    assert_status(TOL_EBUSY, tol_import_begin(other, &second, &err), &err);
    assert_non_null(strstr(err.message, "another process"));
    assert_non_null(strstr(err.where, "bank.db"));
    tol_import_free(import);
    assert_status(TOL_OK, tol_import_begin(other, &second, &err), &err);
    tol_import_free(second);
    tol_store_close(other);
}

static bool count_progress(void *user, uint64_t done, uint64_t total)
{
    (void)total;
    ++*(int *)user;
    return done < 1000000;
}

static bool cancel_progress(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    (void)done;
    (void)total;
    return false;
}

static void rows_of_another_analysis_are_made_anew(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("analysis", 8);
    tol_error err = {0};
    int calls = 0;
    store_add_random(bank->store, "m", &rng, 200);
    char *before = describe_bank(bank->store);
    /* what an analysis with other ideas would have left */
    assert_status(TOL_OK,
                  tol_db_exec(bank->store,
                              "UPDATE setting SET value = 0 WHERE name = 'analyser';"
                              "DELETE FROM token WHERE id % 2; UPDATE token SET name = NULL; DELETE FROM token_class;"
                              "UPDATE lang SET dictionary = (SELECT min(id) FROM dictionary)",
                              &err),
                  &err);
    tol_store_close(bank->store);
    tol_listener listener = {NULL, NULL, cancel_progress};
    assert_status(TOL_ECANCELLED, tol_store_open(bank->path, TOL_OPEN_WRITE, &listener, &bank->store, &err), &err);
    listener = (tol_listener){&calls, NULL, count_progress};
    assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_READ, &listener, &bank->store, &err), &err);
    assert_int_not_equal(calls, 0);
    assert_sound(bank->store);
    char *after = describe_bank(bank->store);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void an_old_bank_that_cannot_be_renewed_is_of_another_version(void **state)
{
    store_fixture *bank = *state;
    tol_error err = {0};
    tol_store *writer = bank->store;
    assert_status(TOL_OK, tol_db_exec(writer, "UPDATE setting SET value = 0 WHERE name = 'analyser'", &err), &err);
    assert_status(TOL_OK, tol_db_exec(writer, "BEGIN IMMEDIATE", &err), &err);
    assert_open(bank->path, TOL_OPEN_READ, TOL_EVERSION, "another version of tolmach");
    assert_status(TOL_OK, tol_db_exec(writer, "ROLLBACK", &err), &err);
    assert_open(bank->path, TOL_OPEN_READ, TOL_OK, NULL);
}

int main(void)
{
#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bank_is_made_with_its_folders),
        cmocka_unit_test(a_closed_bank_is_one_file),
        cmocka_unit_test(names_that_sqlite_gives_a_meaning_are_files),
        cmocka_unit_test(an_empty_file_becomes_a_bank_only_by_create),
        cmocka_unit_test(what_is_no_bank_is_refused_and_left_as_it_is),
        cmocka_unit_test(a_bank_of_a_newer_schema_is_refused),
        cmocka_unit_test(a_bank_of_schema_1_is_brought_up_to_date),
        cmocka_unit_test(a_migration_begins_from_nothing_and_is_done_once),
        cmocka_unit_test(a_bank_without_a_table_is_damaged),
        WITH_BANK(a_reader_writes_nothing),
        WITH_BANK(a_bank_on_a_medium_that_cannot_be_written_is_read),
        WITH_BANK(a_reader_sees_the_old_content_until_a_writer_commits),
        WITH_BANK(a_walk_shows_one_snapshot),
        WITH_BANK(a_second_writer_is_told_that_the_bank_is_busy),
        WITH_BANK(rows_of_another_analysis_are_made_anew),
        WITH_BANK(an_old_bank_that_cannot_be_renewed_is_of_another_version),
    };
    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
