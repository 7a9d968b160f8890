#include "store/token_chunk.h"

#include "store/store_fixture.h"
#include "support/check.h"

/* What the chunks must hold: a row for (unit, variant), its length standing for its content; 0: none. */
enum { N_UNITS = 400, N_VARIANTS = 2 };

typedef struct model {
    uint32_t rows[N_UNITS][N_VARIANTS];
    size_t n;
} model;

static tol_str row_of(tol_buf *buf, uint32_t n)
{
    tol_buf_reset(buf);
    tol_put_varint(buf, n);
    for (uint32_t i = 0; i < n; i++) {
        tol_put_varint(buf, i * 37);
    }
    return tol_buf_str(buf);
}

static void write_lang(tol_store *store)
{
    tol_error err;
    tol_lang_entry lang;
    tol_error_clear(&err);
    assert_status(TOL_OK, tol_db_write_begin(store, &err), &err);
    assert_status(TOL_OK, tol_langs_intern(store, TOL_LIT("ru"), &lang, &err), &err);
    assert_int_equal(lang.id, 1);
}

static void assert_holds(tol_chunks *chunks, const model *wanted)
{
    tol_error err;
    tol_chunk_entry entry;
    tol_buf row = TOL_BUF_INIT;
    tol_error_clear(&err);
    for (int64_t unit = 0; unit < N_UNITS; unit++) {
        for (uint32_t no = 0; no < N_VARIANTS; no++) {
            bool found;
            uint32_t n = wanted->rows[unit][no];
            assert_status(TOL_OK, tol_chunks_find(chunks, 1, 1, unit, no, &entry, &found, &err), &err);
            assert_int_equal(found, n != 0);
            assert_true(!found || tol_str_equal(entry.row, row_of(&row, n)));
        }
    }
    tol_buf_release(&row);
}

/* The table says of itself what its blobs say, and no chunks overlap. */
static void assert_table(tol_store *store, size_t n_rows)
{
    tol_error err;
    int64_t n = 0, n_overlaps = 0;
    tol_error_clear(&err);
    assert_status(TOL_OK, tol_db_number(store, "SELECT total(n) FROM token_rows", &n, &err), &err);
    assert_int_equal(n, n_rows);
    assert_status(TOL_OK,
                  tol_db_number(store,
                                "SELECT count(*) FROM token_rows a, token_rows b"
                                " WHERE a.first < b.first AND a.last >= b.first",
                                &n_overlaps, &err),
                  &err);
    assert_int_equal(n_overlaps, 0);
}

static void remove_unit(tol_chunks *chunks, model *held, int64_t unit)
{
    tol_error err;
    tol_error_clear(&err);
    assert_status(TOL_OK, tol_chunks_remove(chunks, 1, 1, unit, &err), &err);
    for (uint32_t no = 0; no < N_VARIANTS; no++) {
        held->n -= held->rows[unit][no] != 0;
        held->rows[unit][no] = 0;
    }
}

static void add_unit(tol_chunks *chunks, model *held, int64_t unit, tol_rng *rng, uint32_t longest)
{
    tol_error err;
    tol_buf row = TOL_BUF_INIT;
    tol_error_clear(&err);
    for (uint32_t no = 0; no < N_VARIANTS; no++) {
        uint32_t n = tol_rng_below(rng, longest);
        if (n) {
            assert_status(TOL_OK, tol_chunks_add(chunks, 1, 1, unit, no, row_of(&row, n), &err), &err);
            held->rows[unit][no] = n;
            held->n++;
        }
    }
    tol_buf_release(&row);
}

/* Units come, go and change in any order; rows are short and many, or as long as chunks. */
static void run_rounds(tol_store *store, uint64_t seed, uint32_t longest)
{
    tol_rng rng = tol_rng_new("token chunks", seed);
    tol_error err;
    tol_chunks chunks;
    model held = {.n = 0};
    tol_error_clear(&err);
    write_lang(store);
    tol_chunks_init(&chunks, store);
    for (int round = 0; round < 3000; round++) {
        int64_t unit = tol_rng_below(&rng, 3) ? (int64_t)tol_rng_below(&rng, N_UNITS) : round % N_UNITS;
        remove_unit(&chunks, &held, unit);
        if (tol_rng_below(&rng, 4)) {
            add_unit(&chunks, &held, unit, &rng, longest);
        }
        if (round % 500 == 499) {
            assert_status(TOL_OK, tol_chunks_flush(&chunks, &err), &err);
            assert_table(store, held.n);
            assert_holds(&chunks, &held);
        }
    }
    for (int64_t unit = 0; unit < N_UNITS; unit++) {
        remove_unit(&chunks, &held, unit);
    }
    assert_status(TOL_OK, tol_chunks_flush(&chunks, &err), &err);
    assert_int_equal(held.n, 0);
    assert_table(store, 0);
    tol_chunks_release(&chunks);
    tol_db_write_end(store, TOL_ECANCELLED, NULL);
}

static void short_rows_are_found_after_any_changes(void **state)
{
    run_rounds(((store_fixture *)*state)->store, 3, 40);
}

static void long_rows_are_found_after_any_changes(void **state)
{
    run_rounds(((store_fixture *)*state)->store, 4, 9000);
}

static void rows_added_in_order_fill_their_chunks(void **state)
{
    tol_store *store = ((store_fixture *)*state)->store;
    tol_error err;
    tol_chunks chunks;
    tol_buf row = TOL_BUF_INIT;
    int64_t n = 0, shortest = 0;
    tol_error_clear(&err);
    write_lang(store);
    tol_chunks_init(&chunks, store);
    for (int64_t unit = 1; unit <= 20000; unit++) {
        assert_status(TOL_OK, tol_chunks_add(&chunks, 1, 1, unit, 0, row_of(&row, 11), &err), &err);
    }
    assert_status(TOL_OK, tol_chunks_flush(&chunks, &err), &err);
    assert_status(TOL_OK, tol_db_number(store, "SELECT count(*) FROM token_rows", &n, &err), &err);
    assert_in_range(n, 150, 300);
    assert_status(TOL_OK,
                  tol_db_number(store, "SELECT min(length(rows)) FROM token_rows WHERE last < 20000", &shortest, &err),
                  &err);
    assert_in_range(shortest, TOL_CHUNK_BYTES - 100, TOL_CHUNK_BYTES + 100);
    tol_buf_release(&row);
    tol_chunks_release(&chunks);
    tol_db_write_end(store, TOL_ECANCELLED, NULL);
}

static void a_walk_over_any_bytes_ends(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("token chunk damage", 9);
    for (int round = 0; round < 20000; round++) {
        size_t len = tol_rng_below(&rng, 40);
        char *bytes = malloc(len ? len : 1);
        for (size_t i = 0; i < len; i++) {
            bytes[i] = (char)(unsigned char)(tol_rng_next(&rng) & (tol_rng_below(&rng, 2) ? 0xFF : 0x03));
        }
        tol_chunk_walk walk = tol_chunk_walk_of((tol_str){bytes, len}, INT64_MAX - 3);
        tol_chunk_entry entry;
        while (tol_chunk_next(&walk, &entry)) {
            assert_true(entry.row.ptr >= bytes && entry.row.ptr + entry.row.len <= bytes + len);
        }
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(short_rows_are_found_after_any_changes, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(long_rows_are_found_after_any_changes, store_setup, store_teardown),
        cmocka_unit_test_setup_teardown(rows_added_in_order_fill_their_chunks, store_setup, store_teardown),
        cmocka_unit_test(a_walk_over_any_bytes_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
