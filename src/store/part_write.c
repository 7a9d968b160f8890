#include "store/part_write.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"

void tol_part_begin(tol_part_writer *writer, int64_t segment, tol_index_part part)
{
    writer->base = (segment * TOL_PARTS + part) << TOL_PART_SHIFT;
    writer->number = 0;
    writer->block = tol_index_block(part);
    tol_buf_reset(&writer->data);
}

static tol_status write_block(tol_part_writer *writer, tol_str data, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tol_status status = tol_db_statement(writer->store, TOL_SQL_SEGMENT_BLOCK_ADD, &stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(stmt, 1, writer->base + writer->number++);
    tol_db_bind_blob(stmt, 2, data);
    return tol_db_run(writer->store, stmt, err);
}

tol_status tol_part_flush(tol_part_writer *writer, bool all, tol_error *err)
{
    tol_buf *data = &writer->data;
    size_t from = 0;
    tol_status status = tol_buf_ok(data) ? TOL_OK : tol_fail_nomem(err);
    while (!status && data->len - from >= (all ? 1 : writer->block)) {
        size_t n = data->len - from < writer->block ? data->len - from : writer->block;
        status = write_block(writer, (tol_str){data->ptr + from, n}, err);
        from += n;
    }
    if (from) {
        memmove(data->ptr, data->ptr + from, data->len - from);
        data->len -= from;
    }
    return status;
}

/* ---- lists ---- */

static void put_steps(tol_buf *out, const uint32_t *entries, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        tol_put_varint(out, entries[i] - entries[i - 1]);
    }
}

/* A long list: skips, then the chunks, by way of two buffers of the caller's. */
static void put_chunks(tol_buf *out, const uint32_t *entries, size_t n, tol_buf *skips, tol_buf *chunks)
{
    tol_buf_reset(skips);
    tol_buf_reset(chunks);
    uint32_t before = 0;
    for (size_t at = 0; at < n; at += TOL_LIST_CHUNK) {
        size_t start = chunks->len;
        put_steps(chunks, entries + at, n - at < TOL_LIST_CHUNK ? n - at : TOL_LIST_CHUNK);
        tol_put_varint(skips, entries[at] - before);
        tol_put_varint(skips, chunks->len - start);
        before = entries[at];
    }
    tol_put_varint(out, skips->len);
    tol_buf_add(out, tol_buf_str(skips));
    tol_buf_add(out, tol_buf_str(chunks));
    out->failed = out->failed || skips->failed || chunks->failed;
}

/* The lists of up to TOL_NAME_BLOCK names, on their way into a block of the part "names". */
typedef struct list_names {
    tol_buf block;
    uint64_t written; /* bytes of all lists so far */
    size_t last;      /* the name that was put last */
    tol_buf blocks;   /* those that are full: number, length, bytes */
    tol_buf skips, chunks;
} list_names;

static tol_status write_list(tol_part_writer *writer, list_names *names, size_t name, const uint32_t *entries, size_t n,
                             tol_error *err)
{
    size_t before = writer->data.len;
    if (n > TOL_LIST_CHUNK) {
        put_chunks(&writer->data, entries, n, &names->skips, &names->chunks);
    } else {
        tol_put_varint(&writer->data, entries[0]);
        put_steps(&writer->data, entries, n);
    }
    size_t bytes = writer->data.len - before;
    if (!names->block.len) {
        tol_put_varint(&names->block, names->written);
        names->last = name / TOL_NAME_BLOCK * TOL_NAME_BLOCK;
    }
    tol_put_varint(&names->block, name - names->last);
    tol_put_varint(&names->block, n);
    tol_put_varint(&names->block, bytes);
    names->last = name;
    names->written += bytes;
    return tol_part_flush(writer, false, err);
}

static void end_block(list_names *names, size_t number)
{
    if (names->block.len) {
        tol_put_varint(&names->blocks, number);
        tol_put_varint(&names->blocks, names->block.len);
        tol_buf_add(&names->blocks, tol_buf_str(&names->block));
        names->blocks.failed = names->blocks.failed || names->block.failed;
        tol_buf_reset(&names->block);
    }
}

static tol_status write_all_lists(tol_part_writer *writer, const tol_lists *lists, list_names *names, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t k = 0; k < lists->n_names && !status; k++) {
        size_t n = lists->starts[k + 1] - lists->starts[k];
        if (n) {
            status = write_list(writer, names, k, lists->entries + lists->starts[k], n, err);
        }
        if ((k + 1) % TOL_NAME_BLOCK == 0 || k + 1 == lists->n_names) {
            end_block(names, k / TOL_NAME_BLOCK);
        }
    }
    return status ? status : tol_part_flush(writer, true, err);
}

/* The blocks of names, each a row of its own. */
static tol_status write_names(tol_part_writer *writer, const list_names *names, tol_error *err)
{
    tol_bytes in = tol_bytes_of(tol_buf_str(&names->blocks));
    tol_status status = names->blocks.failed ? tol_fail_nomem(err) : TOL_OK;
    while (!status && tol_bytes_left(&in)) {
        writer->number = (int64_t)tol_get_varint(&in);
        status = write_block(writer, tol_get_slice(&in, tol_get_varint(&in)), err);
    }
    return status;
}

tol_status tol_lists_write(tol_part_writer *writer, int64_t segment, const tol_lists *lists, uint64_t *bytes,
                           tol_error *err)
{
    list_names names = {.block = TOL_BUF_INIT};
    tol_part_begin(writer, segment, TOL_PART_LISTS);
    tol_status status = write_all_lists(writer, lists, &names, err);
    if (!status) {
        tol_part_begin(writer, segment, TOL_PART_NAMES);
        status = write_names(writer, &names, err);
    }
    *bytes = names.written;
    tol_buf_release(&names.block);
    tol_buf_release(&names.blocks);
    tol_buf_release(&names.skips);
    tol_buf_release(&names.chunks);
    return status;
}
