/* Damage: verification sees it, and nothing that reads a damaged bank crashes. */
#include "store/db.h"
#include "store/index_build.h"
#include "store/store_fixture.h"
#include "support/check.h"
#include "support/fixture.h"

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

static void fill(store_fixture *bank, size_t n)
{
    tol_rng rng = tol_rng_new("damage", 31);
    store_add_random(bank->store, "m", &rng, n);
}

/* A way to spoil a row, and the code of the fault it must give. */
typedef struct damage {
    const char *sql, *code;
} damage;

static const damage damages[] = {
    {"UPDATE unit SET body = substr(body, 1, length(body) - 1) WHERE id = 7", "token-rows"},
    {"UPDATE unit SET body = x'' WHERE id = 7", "token-rows"},
    {"UPDATE unit SET changed = 0 WHERE id = 7", "unit-date"},
    {"UPDATE unit SET created = 1 WHERE id = 7", "unit-date"},
    {"UPDATE unit SET memory = 99 WHERE id = 7", "token-rows"},
    {"UPDATE unit SET origin = 99 WHERE id = 7", "orphan"},
    {"UPDATE unit SET tuid = CAST(x'FF' AS TEXT) WHERE id = 7", "token-rows"},
    {"DELETE FROM unit WHERE id = 7", "likeness"},
    {"UPDATE unit_range SET n = n + 1", "unit-range"},
    {"UPDATE unit_range SET last = last - 1", "unit-range"},
    {"DELETE FROM unit_range", "unit-range"},
    {"UPDATE setting SET value = 3 WHERE name = 'next_unit'", "unit-range"},
    {"DELETE FROM likeness WHERE id = 1", "likeness"},
    {"UPDATE likeness SET first = first + 1 WHERE id = 1", "likeness"},
    {"UPDATE likeness SET n = n + 1 WHERE id = 1", "likeness"},
    {"UPDATE likeness SET rows = substr(rows, 1, length(rows) - 1) WHERE id = 1", "damaged"},
    {"UPDATE likeness SET memory = 99 WHERE id = 1", "likeness"},
    {"INSERT INTO likeness VALUES (1000, 1, 1, 1, x'0001')", "likeness"},
    {"DELETE FROM token_rows WHERE id = 1", "token-row"},
    {"UPDATE token_rows SET n = n + 1 WHERE id = 1", "token-rows"},
    {"UPDATE token_rows SET last = last + 1 WHERE id = 1", "token-rows"},
    {"UPDATE token_rows SET rows = substr(rows, 1, length(rows) - 1) WHERE id = 1", "token-rows"},
    {"UPDATE token_rows SET rows = rows || x'0100' || x'00' WHERE id = 1", "token-rows"},
    {"INSERT INTO token_rows VALUES (1000, 1, 77, 1, 1, 1, x'000000')", "orphan"},
    {"DELETE FROM token WHERE id = 3 AND dictionary = 1", "token-row"},
    {"UPDATE token SET id = 100000 WHERE id = 3 AND dictionary = 1", "token-row"},
    {"UPDATE token SET name = 100000 WHERE name = 0 AND dictionary = 1", "token-row"},
    {"UPDATE token_class SET data = x'070001' || substr(data, 4) WHERE id = 1 << 24", "token-row"},
    {"UPDATE token_class SET data = substr(data, 1, length(data) - 1) WHERE id = 1 << 24", "damaged"},
    {"DELETE FROM token_class WHERE id = 1 << 24", "damaged"},
    {"UPDATE segment SET head = substr(head, 1, length(head) - 1)", "damaged"},
    {"UPDATE segment_block SET data = substr(data, 1, length(data) - 1)", "damaged"},
    {"DELETE FROM segment_block WHERE (id >> 24) % 8 = 0", "damaged"},
    {"DELETE FROM segment_block WHERE (id >> 24) % 8 = 1", "damaged"},
    {"DELETE FROM segment_block WHERE (id >> 24) % 8 = 2", "damaged"},
    {"DELETE FROM segment_block WHERE (id >> 24) % 8 = 3", "damaged"},
    {"DELETE FROM segment_block WHERE (id >> 24) % 8 = 4", "index-incomplete"},
    {"UPDATE segment_block SET data = zeroblob(length(data)) WHERE (id >> 24) % 8 = 0", "index-incomplete"},
    {"UPDATE string SET text = text || 'x' WHERE id = 1", "damaged"},
    {"UPDATE string SET sum = sum + 1 WHERE id = 1", "damaged"},
    {"DELETE FROM string WHERE id = 1", "token-rows"},
    {"UPDATE dictionary SET n_tokens = 2 WHERE id = 1", "damaged"},
    {"UPDATE lang SET dictionary = 99 WHERE id = 1", "damaged"},
    {"UPDATE lang SET tag = 'xx' WHERE id = 1", "language"},
    {"UPDATE memory SET name = ''", "name"},
    {"UPDATE memory SET penalty = 101", "setting"},
    {"UPDATE memory SET priority = -1001", "setting"},
    {"INSERT INTO place VALUES (7, -2, 8)", "place"},
    {"INSERT INTO place VALUES (7, 6, 1000000)", "place"},
    {"INSERT INTO place VALUES (1000000, 6, 8)", "orphan"},
    {"DELETE FROM memory", "orphan"},
    {"UPDATE memory SET name = CAST(x'FFFF' AS TEXT)", "damaged"},
    {"INSERT INTO origin VALUES (77, 1, 'x', x'07', 0)", "damaged"},
    {"INSERT INTO glossary VALUES (1, 'g', 0, 0); INSERT INTO concept VALUES (1, 1, NULL, 0, x'07')", "damaged"},
    {"INSERT INTO term VALUES (1, 0, 'ru', 'x', 0, x'0100')", "orphan"},
    {"INSERT INTO glossary VALUES (1, 'g', 0, 0); INSERT INTO concept VALUES (1, 1, NULL, 0, x'0100');"
     "INSERT INTO term VALUES (1, 0, 'ru', 'x', 17, x'0100')",
     "damaged"},
};

/* Where units have changed and were put into a patch. */
static const damage patch_damages[] = {
    {"UPDATE setting SET value = value + 1 WHERE name = 'patch'", "index-incomplete"},
    {"UPDATE segment SET patch = patch + 1 WHERE patch <> 0", "index-incomplete"},
    {"UPDATE segment SET patch = 0 WHERE patch <> 0", "index-incomplete"},
    {"UPDATE segment SET patch = (SELECT value FROM setting WHERE name = 'patch')", "index-incomplete"},
    {"UPDATE segment SET hi = hi - 1 WHERE patch <> 0", "index-incomplete"},
    {"UPDATE segment SET dictionary = 3 - dictionary WHERE patch <> 0", "index-incomplete"},
    {"UPDATE segment SET head = substr(head, 1, length(head) - 1) WHERE patch <> 0", "damaged"},
    {"DELETE FROM segment WHERE patch <> 0", "index-incomplete"},
    {"UPDATE stale SET patch = patch + 1 WHERE unit = 7", "index-incomplete"},
    {"UPDATE stale SET patch = -1 WHERE unit = 7", "index-incomplete"},
    {"INSERT INTO stale SELECT 30, value FROM setting WHERE name = 'patch'", "index-incomplete"},
    {"DELETE FROM stale WHERE unit = 7", "index-incomplete"},
    {"DELETE FROM segment_block WHERE (id >> 27) IN (SELECT id FROM segment WHERE patch <> 0) AND (id >> 24) % 8 = 4",
     "index-incomplete"},
    {"UPDATE segment_block SET data = zeroblob(length(data)) WHERE (id >> 27) IN"
     " (SELECT id FROM segment WHERE patch <> 0) AND (id >> 24) % 8 = 0",
     "index-incomplete"},
    {"DELETE FROM segment_block WHERE (id >> 27) IN (SELECT id FROM segment WHERE patch <> 0) AND (id >> 24) % 8 = 1",
     "damaged"},
};

static void collect_code(void *user, const tol_diag *diag)
{
    tol_buf *codes = user;
    assert_int_equal(diag->severity, TOL_ERROR);
    assert_true(diag->file.len != 0);
    tol_buf_byte(codes, '\n');
    tol_buf_add(codes, diag->code);
    tol_buf_byte(codes, ':');
    tol_buf_add(codes, diag->message);
}

static bool has_code(tol_store *store, const char *code)
{
    tol_error err = {0};
    uint64_t n = 0;
    char wanted[40];
    tol_buf codes = TOL_BUF_INIT;
    tol_listener listener = {&codes, collect_code, NULL};
    assert_status(TOL_OK, tol_store_verify(store, &listener, &n, &err), &err);
    snprintf(wanted, sizeof wanted, "\n%s:", code);
    bool found = n > 0 && strstr(codes.ptr, wanted);
    if (!found) {
        print_error("no \"%s\" among:%s\n", code, n ? codes.ptr : " nothing");
    }
    tol_buf_release(&codes);
    return found;
}

/* Spoil a sound bank in one way after the other. */
static void assert_faults(store_fixture *bank, const damage *ways, size_t n)
{
    tol_error err = {0};
    assert_sound(bank->store);
    tol_store_close(bank->store);
    bank->store = NULL;
    size_t len;
    char *sound = tol_file_read(bank->path, &len);
    for (size_t i = 0; i < n; i++) {
        sqlite3 *db;
        tol_file_write(bank->path, (tol_str){sound, len});
        assert_int_equal(SQLITE_OK, sqlite3_open(bank->path, &db));
        if (sqlite3_exec(db, ways[i].sql, NULL, NULL, NULL) != SQLITE_OK || sqlite3_total_changes(db) == 0) {
            fail_msg("%s: %s", ways[i].sql, sqlite3_errmsg(db));
        }
        sqlite3_close(db);
        assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_READ, NULL, &bank->store, &err), &err);
        if (!has_code(bank->store, ways[i].code)) {
            fail_msg("%s", ways[i].sql);
        }
        tol_store_close(bank->store);
        bank->store = NULL;
    }
    free(sound);
}

static void every_spoilt_row_is_a_fault(void **state)
{
    store_fixture *bank = *state;
    tol_error err = {0};
    fill(bank, 60);
    assert_status(TOL_OK, tol_store_optimize(bank->store, NULL, &err), &err); /* everything is in segments */
    assert_faults(bank, damages, sizeof damages / sizeof damages[0]);
}

static void every_spoilt_patch_is_a_fault(void **state)
{
    static const char *const words[] = {"Куба", "указания", "ответ", "Зорин", "Громыко", "телеграмма", "посол"};
    store_fixture *bank = *state;
    tol_error err = {0};
    char ru[40], en[40];
    plain_unit unit;
    for (int i = 1; i <= 60; i++) {
        snprintf(ru, sizeof ru, "%s %s %d.", words[i % 7], words[i % 5], i);
        plain_unit_init(&unit, NULL, ru, "Cuba");
        store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    }
    assert_status(TOL_OK, tol_store_optimize(bank->store, NULL, &err), &err);
    tol_index_set_pending_max(bank->store, 19);
    for (int i = 1; i <= 20; i++) {
        int64_t id = 0;
        snprintf(ru, sizeof ru, "%s %s %d.", words[i % 7], words[i % 5], i);
        snprintf(en, sizeof en, "%s and reply %s", i % 2 ? "The" : "An", i % 3 ? "telegram" : "ambassador");
        plain_unit_init(&unit, NULL, ru, en);
        store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_REPLACE, &id);
        assert_int_equal(id, i);
    }
    assert_faults(bank, patch_damages, sizeof patch_damages / sizeof patch_damages[0]);
}

static void a_damaged_unit_is_named(void **state)
{
    store_fixture *bank = *state;
    tol_error err = {0};
    tol_arena arena = TOL_ARENA_INIT;
    tol_unit unit;
    fill(bank, 20);
    assert_status(TOL_OK, tol_db_exec(bank->store, "UPDATE unit SET body = x'0107' WHERE id = 7", &err), &err);
    assert_status(TOL_ECORRUPT, tol_unit_get(bank->store, 7, &arena, &unit, &err), &err);
    assert_non_null(strstr(err.message, "unit 7"));
    assert_non_null(strstr(err.where, "bank.db"));
    assert_status(TOL_OK, tol_unit_get(bank->store, 8, &arena, &unit, &err), &err);
    tol_arena_release(&arena);
}

static tol_status ignore_unit(void *user, const tol_unit *unit, tol_error *err)
{
    (void)user;
    (void)unit;
    (void)err;
    return TOL_OK;
}

/* Everything that reads, on a bank that may hold anything. */
static void read_everything(const char *path)
{
    tol_error err = {0};
    tol_store *store;
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info *infos;
    tol_unit unit;
    uint64_t n_faults;
    size_t n;
    tol_status status = tol_store_open(path, TOL_OPEN_READ, NULL, &store, &err);
    if (status == TOL_OK) {
        tol_memory_list(store, &arena, &infos, &n, &err);
        tol_unit_each(store, NULL, 0, ignore_unit, NULL, &err);
        tol_unit_get(store, 3, &arena, &unit, &err);
        status = tol_store_verify(store, NULL, &n_faults, &err);
    }
    assert_int_equal(status, err.code);
    tol_store_close(store);
    tol_arena_release(&arena);
}

static void flipped_bytes_crash_nothing(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("flipped bytes", 41);
    fill(bank, 40);
    tol_store_close(bank->store);
    bank->store = NULL;
    size_t len;
    char *sound = tol_file_read(bank->path, &len), *copy = malloc(len);
    for (int round = 0; round < 150; round++) {
        memcpy(copy, sound, len);
        for (uint32_t i = 1 + tol_rng_below(&rng, 8); i > 0; i--) {
            copy[tol_rng_below(&rng, (uint32_t)len)] ^= (char)(1 << tol_rng_below(&rng, 8));
        }
        size_t kept = tol_rng_below(&rng, 8) ? len : tol_rng_below(&rng, (uint32_t)len);
        tol_file_write(bank->path, (tol_str){copy, kept});
        read_everything(bank->path);
    }
    free(sound);
    free(copy);
}

static void a_page_of_zeros_is_a_fault(void **state)
{
    store_fixture *bank = *state;
    tol_error err = {0};
    fill(bank, 200);
    tol_store_close(bank->store);
    size_t len;
    char *bytes = tol_file_read(bank->path, &len);
    for (size_t page = 8192; page < len; page += 8192) {
        char saved[8192];
        memcpy(saved, bytes + page, sizeof saved);
        memset(bytes + page, 0, sizeof saved);
        tol_file_write(bank->path, (tol_str){bytes, len});
        memcpy(bytes + page, saved, sizeof saved);
        tol_status status = tol_store_open(bank->path, TOL_OPEN_READ, NULL, &bank->store, &err);
        if (status == TOL_OK) {
            assert_true(count_faults(bank->store) > 0);
        } else {
            assert_int_equal(status, TOL_ECORRUPT);
        }
        tol_store_close(bank->store);
    }
    bank->store = NULL;
    free(bytes);
}

static bool stop(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    assert_int_equal(total, 20);
    return done > 0;
}

static void verification_can_be_cancelled(void **state)
{
    store_fixture *bank = *state;
    tol_error err = {0};
    uint64_t n;
    tol_listener listener = {NULL, NULL, stop};
    for (int i = 0; i < 20; i++) {
        char tuid[8];
        plain_unit unit;
        snprintf(tuid, sizeof tuid, "%d", i);
        plain_unit_init(&unit, tuid, "Куба", "Cuba");
        store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    }
    assert_status(TOL_ECANCELLED, tol_store_verify(bank->store, &listener, &n, &err), &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BANK(every_spoilt_patch_is_a_fault), WITH_BANK(every_spoilt_row_is_a_fault),
        WITH_BANK(a_damaged_unit_is_named),       WITH_BANK(flipped_bytes_crash_nothing),
        WITH_BANK(a_page_of_zeros_is_a_fault),    WITH_BANK(verification_can_be_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
