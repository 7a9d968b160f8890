#include "store/row_fetch.h"

#include <stdlib.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/token_chunk.h"

static int compare_places(const tol_row_place *a, const tol_row_place *b)
{
    if (a->lang != b->lang) {
        return a->lang < b->lang ? -1 : 1;
    }
    if (a->memory != b->memory) {
        return a->memory < b->memory ? -1 : 1;
    }
    if (a->unit != b->unit) {
        return a->unit < b->unit ? -1 : 1;
    }
    return (a->variant > b->variant) - (a->variant < b->variant);
}

static int by_place(const void *left, const void *right)
{
    return compare_places(left, right);
}

void tol_row_places_sort(tol_row_place *places, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (compare_places(&places[i - 1], &places[i]) > 0) {
            qsort(places, n, sizeof *places, by_place);
            return;
        }
    }
}

typedef struct row_reader {
    tol_store *store;
    uint32_t *ids; /* of the row at hand */
    size_t cap;
} row_reader;

static tol_status read_row(row_reader *reader, const tol_chunk_entry *entry, tol_token_row *row, tol_error *err)
{
    tol_bytes in = tol_bytes_of(entry->row);
    size_t n = tol_get_count(&in);
    uint32_t *ids = tol_mem_grow(reader->ids, &reader->cap, n, sizeof *ids);
    if (!ids && n) {
        return tol_fail_nomem(err);
    }
    reader->ids = ids;
    for (size_t i = 0; i < n; i++) {
        uint64_t id = tol_get_varint(&in);
        ids[i] = id < TOL_TOKEN_NONE ? (uint32_t)id : TOL_TOKEN_NONE;
    }
    *row = (tol_token_row){entry->unit, entry->variant, ids, n};
    return in.failed
               ? tol_db_corrupt(reader->store, err, "the token row of unit %lld cannot be read", (long long)entry->unit)
               : TOL_OK;
}

tol_status tol_rows_fetch(tol_store *store, const tol_row_place *places, size_t n,
                          tol_status (*each)(void *user, const tol_token_row *row, tol_error *err), void *user,
                          tol_error *err)
{
    tol_chunks *chunks = tol_mem_alloc(sizeof *chunks);
    row_reader reader = {store, NULL, 0};
    tol_status status = TOL_OK;
    if (!chunks) {
        return tol_fail_nomem(err);
    }
    tol_chunks_init(chunks, store);
    for (size_t i = 0; i < n && !status; i++) {
        const tol_row_place *place = &places[i];
        tol_chunk_entry entry;
        tol_token_row row;
        bool found = false;
        status = tol_chunks_find(chunks, place->lang, place->memory, place->unit, place->variant, &entry, &found, err);
        if (!status && found) {
            status = read_row(&reader, &entry, &row, err);
            status = status ? status : each(user, &row, err);
        }
    }
    tol_mem_free(reader.ids);
    tol_chunks_release(chunks);
    tol_mem_free(chunks);
    return status;
}
