#include "store/strings.h"

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/db.h"

/* Strings that are remembered as met; another of the same place takes away from the count of the one that is there. */
#define SIGHTED    4096
#define COUNT_MASK UINT64_C(0xFF)
/* After so many questions in vain all are read at once: that costs as much. */
#define ASKED_MAX 64
/* Numbers stay small enough for an array. */
#define NUMBER_MAX ((int64_t)1 << 22)

static int64_t sum_of(tol_str text, int64_t number)
{
    return (int64_t)(uint32_t)tol_hash(text, (uint64_t)number);
}

/* ---- from numbers to texts ---- */

static tol_status read_text(tol_strings *s, int64_t number, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(s->store, TOL_SQL_STRING_GET, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, number);
    status = tol_db_step(s->store, stmt, &has_row, err);
    if (has_row) {
        tol_str text = tol_db_peek_blob(stmt, 0);
        if (!tol_utf8_is_valid(text) || sqlite3_column_int64(stmt, 1) != sum_of(text, number)) {
            status = tol_db_corrupt(s->store, err, "string %lld is damaged", (long long)number);
        } else {
            s->texts[number - 1] = tol_arena_copy(&s->text_bytes, text);
            status = tol_arena_ok(&s->text_bytes) ? TOL_OK : tol_fail_nomem(err);
        }
        sqlite3_reset(stmt);
    }
    return status || has_row ? status : tol_db_corrupt(s->store, err, "string %lld is missing", (long long)number);
}

/* Room for a number's text. */
static tol_status reach(tol_strings *s, uint64_t number, tol_error *err)
{
    size_t n = s->n_texts ? s->n_texts : 64;
    if (number <= s->n_texts) {
        return TOL_OK;
    }
    while (n < number) {
        n *= 2;
    }
    tol_str *texts = tol_mem_realloc(s->texts, n * sizeof *texts);
    if (!texts) {
        return tol_fail_nomem(err);
    }
    for (size_t i = s->n_texts; i < n; i++) {
        texts[i] = TOL_STR_NULL;
    }
    s->texts = texts;
    s->n_texts = n;
    return TOL_OK;
}

tol_status tol_strings_text(tol_strings *s, uint64_t number, tol_str *text, tol_error *err)
{
    if (number == 0 || number > NUMBER_MAX) {
        return tol_db_corrupt(s->store, err, "no string has the number %llu", (unsigned long long)number);
    }
    tol_status status = reach(s, number, err);
    if (!status && !s->texts[number - 1].ptr) {
        status = read_text(s, (int64_t)number, err);
    }
    *text = status ? TOL_STR_NULL : s->texts[number - 1];
    return status;
}

/* ---- from texts to numbers ---- */

static tol_status remember(tol_strings *s, tol_str text, int64_t number, tol_error *err)
{
    bool is_new = false;
    tol_map_slot *slot = tol_map_put(&s->numbers, text, &is_new);
    if (!slot) {
        return tol_fail_nomem(err);
    }
    slot->value = (uint64_t)number;
    return TOL_OK;
}

static tol_status read_all(tol_strings *s, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = true;
    tol_status status = tol_db_statement(s->store, TOL_SQL_STRING_ALL, &stmt, err);
    while (!status && !(status = tol_db_step(s->store, stmt, &has_row, err)) && has_row) {
        int64_t number = sqlite3_column_int64(stmt, 0);
        if (number > 0 && number <= NUMBER_MAX) {
            status = remember(s, tol_db_peek_blob(stmt, 1), number, err);
        }
    }
    if (status) {
        sqlite3_reset(stmt);
    }
    s->is_complete = !status;
    return status;
}

/* Ask the table for a text that is not in memory. */
static tol_status find(tol_strings *s, tol_str text, uint64_t *number, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = tol_db_statement(s->store, TOL_SQL_STRING_FIND, &stmt, err);
    if (status) {
        return status;
    }
    tol_db_bind_text(stmt, 1, text);
    status = tol_db_step(s->store, stmt, &has_row, err);
    if (has_row) {
        int64_t found = sqlite3_column_int64(stmt, 0);
        sqlite3_reset(stmt);
        *number = found > 0 && found <= NUMBER_MAX ? (uint64_t)found : 0;
        return *number ? remember(s, text, found, err) : TOL_OK;
    }
    if (!status && ++s->n_asked >= ASKED_MAX) {
        status = read_all(s, err);
    }
    return status;
}

/* Whether a string that has no number was met so often that it gets one. */
static bool is_met_often(tol_strings *s, tol_str text)
{
    uint64_t hash = tol_hash(text, 0);
    uint64_t *place = &s->sighted[hash % SIGHTED];
    if ((*place ^ hash) & ~COUNT_MASK) {
        *place = *place & COUNT_MASK ? *place - 1 : (hash & ~COUNT_MASK) + 1;
        return false;
    }
    bool is_often = (++*place & COUNT_MASK) >= TOL_STRING_SIGHTINGS;
    *place = is_often ? 0 : *place;
    return is_often;
}

static tol_status add(tol_strings *s, tol_str text, uint64_t *number, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    int64_t next = 0;
    tol_status status = s->is_complete ? TOL_OK : read_all(s, err);
    if (status || s->numbers.n >= TOL_STRINGS_MAX) {
        return status;
    }
    status = tol_db_number_of(s->store, TOL_SQL_STRING_NEXT, 0, &next, err);
    if (status || next < 1 || next > NUMBER_MAX) {
        return status;
    }
    status = tol_db_statement(s->store, TOL_SQL_STRING_ADD, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, next);
    tol_db_bind_text(stmt, 2, text);
    sqlite3_bind_int64(stmt, 3, sum_of(text, next));
    status = tol_db_run(s->store, stmt, err);
    *number = status ? 0 : (uint64_t)next;
    return status ? status : remember(s, text, next, err);
}

tol_status tol_strings_number(tol_strings *s, tol_str text, uint64_t *number, tol_error *err)
{
    *number = 0;
    if (text.len < TOL_STRING_MIN || text.len > TOL_STRING_MAX) {
        return TOL_OK;
    }
    const tol_map_slot *slot = tol_map_get(&s->numbers, text);
    if (slot) {
        *number = slot->value;
        return TOL_OK;
    }
    tol_status status = s->is_complete ? TOL_OK : find(s, text, number, err);
    if (status || *number) {
        return status;
    }
    s->sighted = s->sighted ? s->sighted : tol_mem_calloc(SIGHTED, sizeof *s->sighted);
    if (!s->sighted) {
        return tol_fail_nomem(err);
    }
    return is_met_often(s, text) ? add(s, text, number, err) : TOL_OK;
}

/* ---- transactions ---- */

void tol_strings_renew(tol_strings *s, bool has_failed)
{
    tol_map_release(&s->numbers);
    s->is_complete = false;
    s->n_asked = 0;
    if (has_failed) { /* numbers that were given are free again */
        tol_mem_free(s->texts);
        tol_arena_release(&s->text_bytes);
        s->texts = NULL;
        s->n_texts = 0;
    }
}

tol_status tol_strings_sweep(tol_strings *s, tol_error *err)
{
    tol_strings_renew(s, false);
    return tol_db_exec(s->store, "DELETE FROM string WHERE NOT EXISTS (SELECT 1 FROM unit)", err);
}

void tol_strings_release(tol_strings *s)
{
    tol_strings_renew(s, true);
    tol_mem_free(s->sighted);
    s->sighted = NULL;
}
