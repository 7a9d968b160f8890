#include "store/index_read.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "store/bytes.h"
#include "store/db.h"
#include "store/index_format.h"
#include "store/token_chunk.h"

/* ---- weights and frequent keys ---- */

uint32_t tol_segment_weight(const tol_segment *segment, uint32_t entry)
{
    size_t low = 0, high = segment->n_weights;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (segment->weights[middle].end <= entry) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < segment->n_weights ? segment->weights[low].weight : 0;
}

/* Entries whose weight is below `weight`. */
static uint32_t entries_below(const tol_segment *segment, uint64_t weight)
{
    size_t low = 0, high = segment->n_weights;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (segment->weights[middle].weight < weight) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low ? segment->weights[low - 1].end : 0;
}

void tol_segment_range(const tol_segment *segment, uint32_t least, uint32_t most, uint32_t *first, uint32_t *end)
{
    *first = entries_below(segment, least);
    *end = entries_below(segment, (uint64_t)most + 1);
}

int tol_segment_bit(const tol_segment *segment, uint32_t name)
{
    for (size_t i = 0; i < segment->n_frequent; i++) {
        if (segment->frequent[i] == name) {
            return (int)i;
        }
    }
    return -1;
}

/* ---- blocks ---- */

/* Stand on a block; *has_row false: there is none. The statement is to be reset. */
static tol_status open_block(tol_index *index, const tol_segment *segment, tol_index_part part, uint64_t number,
                             sqlite3_stmt **stmt, bool *has_row, tol_error *err)
{
    tol_status status = tol_db_statement(index->store, TOL_SQL_SEGMENT_BLOCK_GET, stmt, err);
    if (status) {
        return status;
    }
    sqlite3_bind_int64(*stmt, 1, ((segment->id * TOL_PARTS + part) << TOL_PART_SHIFT) + (int64_t)number);
    return tol_db_step(index->store, *stmt, has_row, err);
}

/* Read a block of lists into its page. */
static tol_status fill_page(tol_index *index, const tol_segment *segment, uint64_t number, tol_list_page *page,
                            tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    page->id = 0;
    page->data = page->data ? page->data : tol_mem_alloc(TOL_LIST_BYTES);
    if (!page->data) {
        return tol_fail_nomem(err);
    }
    tol_status status = open_block(index, segment, TOL_PART_LISTS, number, &stmt, &has_row, err);
    if (status) {
        return status;
    }
    tol_str data = has_row ? tol_db_peek_blob(stmt, 0) : TOL_STR_NULL;
    if (data.len == 0 || data.len > TOL_LIST_BYTES) {
        status = tol_index_damaged(index, segment->id, err);
    } else {
        memcpy(page->data, data.ptr, data.len);
        page->len = data.len;
    }
    sqlite3_reset(stmt);
    return status;
}

/* The block of lists with this number; segments have millions of blocks at most, so that both make one number. */
static tol_status list_block(tol_index *index, const tol_segment *segment, uint64_t number, tol_str *data,
                             tol_error *err)
{
    if (!index->list_pages) {
        index->list_pages = tol_mem_calloc(TOL_LIST_PAGES, sizeof *index->list_pages);
        if (!index->list_pages) {
            return tol_fail_nomem(err);
        }
    }
    int64_t id = (segment->id << TOL_PART_SHIFT) + (int64_t)number;
    tol_list_page *page = &index->list_pages[((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15)) >> 52];
    tol_status status = page->id == id ? TOL_OK : fill_page(index, segment, number, page, err);
    page->id = status ? 0 : id;
    *data = (tol_str){(const char *)page->data, page->len};
    return status;
}

_Static_assert(TOL_LIST_PAGES == 1 << (64 - 52), "a page for each value of the hash");

/* Append `len` bytes of the lists from `offset` on to `out`. */
static tol_status read_lists(tol_index *index, const tol_segment *segment, uint64_t offset, uint64_t len, tol_buf *out,
                             tol_error *err)
{
    tol_status status = TOL_OK;
    while (len > 0 && !status) {
        tol_str data = TOL_STR_NULL;
        size_t at = (size_t)(offset % TOL_LIST_BYTES);
        size_t n = len < TOL_LIST_BYTES - at ? (size_t)len : TOL_LIST_BYTES - at;
        status = list_block(index, segment, offset / TOL_LIST_BYTES, &data, err);
        if (!status && data.len < at + n) {
            status = tol_index_damaged(index, segment->id, err);
        } else if (!status) {
            tol_buf_append(out, data.ptr + at, n);
        }
        offset += n;
        len -= n;
    }
    return status || tol_buf_ok(out) ? status : tol_fail_nomem(err);
}

tol_status tol_index_load_signatures(tol_index *index, tol_segment *segment, uint32_t block, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = open_block(index, segment, TOL_PART_SIGNATURES, block, &stmt, &has_row, err);
    if (status) {
        return status;
    }
    tol_str data = has_row ? tol_db_peek_blob(stmt, 0) : TOL_STR_NULL;
    uint32_t left = segment->n - block * TOL_SIGNATURE_BLOCK;
    uint32_t n = left < TOL_SIGNATURE_BLOCK ? left : TOL_SIGNATURE_BLOCK;
    uint64_t *words = tol_mem_alloc(n * sizeof *words);
    if (!words) {
        status = tol_fail_nomem(err);
    } else if (data.len != n * sizeof *words) {
        tol_mem_free(words);
        words = NULL;
        status = tol_index_damaged(index, segment->id, err);
    }
    for (uint32_t i = 0; words && i < n; i++) {
        words[i] = tol_fixed_at((const unsigned char *)data.ptr + (size_t)8 * i, 8);
    }
    sqlite3_reset(stmt);
    segment->signatures[block] = words;
    return status;
}

static uint32_t entry_size(const tol_segment *segment)
{
    return TOL_ENTRY_BASE + segment->variant_size + segment->pair_size;
}

static tol_status load_entries(tol_index *index, tol_segment *segment, uint32_t block, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    tol_status status = open_block(index, segment, TOL_PART_ENTRIES, block, &stmt, &has_row, err);
    if (status) {
        return status;
    }
    uint32_t size = entry_size(segment), a_block = TOL_ENTRY_BYTES / size, left = segment->n - block * a_block;
    size_t len = (size_t)size * (left < a_block ? left : a_block);
    tol_str data = has_row ? tol_db_peek_blob(stmt, 0) : TOL_STR_NULL;
    unsigned char *bytes = tol_mem_alloc(len);
    if (!bytes) {
        status = tol_fail_nomem(err);
    } else if (!has_row || data.len != len) {
        tol_mem_free(bytes);
        bytes = NULL;
        status = tol_index_damaged(index, segment->id, err);
    } else {
        memcpy(bytes, data.ptr, len);
    }
    sqlite3_reset(stmt);
    segment->entries[block] = bytes;
    return status;
}

tol_status tol_index_entry_at(tol_index *index, tol_segment *segment, uint32_t number, tol_index_entry *entry,
                              tol_error *err)
{
    uint32_t size = entry_size(segment), a_block = TOL_ENTRY_BYTES / size, block = number / a_block;
    if (!segment->entries[block]) {
        tol_status status = load_entries(index, segment, block, err);
        if (status || !segment->entries[block]) {
            return status;
        }
    }
    const unsigned char *bytes = segment->entries[block] + (size_t)(number % a_block) * size;
    *entry = (tol_index_entry){
        .unit = segment->lo + (int64_t)tol_fixed_at(bytes, 4),
        .place = (uint32_t)tol_fixed_at(bytes + 4, 2),
        .variant = segment->variant_size ? (uint32_t)tol_fixed_at(bytes + TOL_ENTRY_BASE, segment->variant_size)
                                         : segment->variant,
        .pair = (uint32_t)tol_fixed_at(bytes + TOL_ENTRY_BASE + segment->variant_size, segment->pair_size)};
    return entry->pair < segment->n_pairs && entry->unit <= segment->hi ? TOL_OK
                                                                        : tol_index_damaged(index, segment->id, err);
}

/* ---- lists ---- */

static bool decode_names(const tol_segment *segment, tol_str data, tol_index_list *lists)
{
    tol_bytes in = tol_bytes_of(data);
    uint64_t offset = tol_get_varint(&in), name = 0;
    while (tol_bytes_left(&in)) {
        name += tol_get_varint(&in);
        uint64_t n = tol_get_varint(&in), bytes = tol_get_varint(&in);
        if (in.failed || name >= TOL_NAME_BLOCK || n < 1 || n > segment->n || bytes > segment->list_bytes ||
            offset > segment->list_bytes - bytes || bytes < n) {
            return false;
        }
        lists[name] = (tol_index_list){offset, (uint32_t)n, (uint32_t)bytes};
        offset += bytes;
    }
    return !in.failed;
}

static tol_status load_names(tol_index *index, tol_segment *segment, size_t block, tol_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool has_row = false;
    if (block >= segment->n_names) {
        size_t n = segment->n_names;
        tol_index_list **grown = tol_mem_grow(segment->names, &segment->n_names, block + 1, sizeof *grown);
        if (!grown) {
            return tol_fail_nomem(err);
        }
        segment->names = grown;
        for (; n < segment->n_names; n++) {
            segment->names[n] = NULL;
        }
    }
    tol_status status = open_block(index, segment, TOL_PART_NAMES, block, &stmt, &has_row, err);
    if (status) {
        return status;
    }
    tol_index_list *lists = tol_mem_calloc(TOL_NAME_BLOCK, sizeof *lists);
    if (!lists) {
        status = tol_fail_nomem(err);
    } else if (has_row && !decode_names(segment, tol_db_peek_blob(stmt, 0), lists)) {
        status = tol_index_damaged(index, segment->id, err);
        tol_mem_free(lists);
        lists = NULL;
    }
    sqlite3_reset(stmt);
    segment->names[block] = lists;
    return status;
}

tol_status tol_index_list_of(tol_index *index, tol_segment *segment, uint32_t name, tol_index_list *list,
                             tol_error *err)
{
    size_t block = name / TOL_NAME_BLOCK;
    *list = (tol_index_list){0, 0, 0};
    if (name == TOL_TOKEN_NONE) {
        return TOL_OK;
    }
    if (block >= segment->n_names || !segment->names[block]) {
        tol_status status = load_names(index, segment, block, err);
        if (status || !segment->names[block]) {
            return status;
        }
    }
    *list = segment->names[block][name % TOL_NAME_BLOCK];
    return TOL_OK;
}

/* Decode steps behind `entry`, which is put out first; false at damage: then nothing of `out` is to be used. */
static bool decode_steps(const tol_segment *segment, tol_bytes *in, uint64_t entry, size_t n, uint32_t *out)
{
    const unsigned char *at = in->at, *end = in->end;
    bool is_wrong = entry >= segment->n;
    out[0] = (uint32_t)entry;
    for (size_t i = 1; i < n; i++) {
        uint64_t step;
        if (end - at >= 2 && at[1] < 0x80) { /* one byte or two */
            uint32_t is_long = at[0] >> 7;
            step = (at[0] & 0x7FU) + (is_long ? (uint32_t)at[1] << 7 : 0);
            at += 1 + is_long;
        } else {
            in->at = at;
            step = tol_get_varint(in);
            at = in->at;
        }
        is_wrong |= step > segment->n; /* so that the sum cannot wrap */
        entry += step;
        out[i] = (uint32_t)entry;
    }
    in->at = at;
    return !in->failed && !is_wrong && entry < segment->n;
}

/* Drop what is not from `first` up to `end`. */
static size_t cut(uint32_t *list, size_t n, uint32_t first, uint32_t end)
{
    size_t from = 0;
    while (n > 0 && list[n - 1] >= end) {
        n--;
    }
    while (from < n && list[from] < first) {
        from++;
    }
    for (size_t i = from; from && i < n; i++) {
        list[i - from] = list[i];
    }
    return n - from;
}

static tol_status read_short(tol_index *index, const tol_segment *segment, const tol_index_list *list, uint32_t first,
                             uint32_t end, uint32_t *out, size_t *n, tol_error *err)
{
    tol_buf_reset(&index->scratch);
    tol_status status = read_lists(index, segment, list->offset, list->bytes, &index->scratch, err);
    if (status) {
        return status;
    }
    tol_bytes in = tol_bytes_of(tol_buf_str(&index->scratch));
    uint64_t entry = tol_get_varint(&in);
    if (!decode_steps(segment, &in, entry, list->n, out)) {
        return tol_index_damaged(index, segment->id, err);
    }
    *n = cut(out, list->n, first, end);
    return TOL_OK;
}

/* The chunks of a long list that may have entries from `first` up to `end`. */
typedef struct chunk_range {
    size_t from, to;             /* chunks */
    uint64_t from_byte, to_byte; /* behind the skips */
    size_t skips;                /* bytes up to the end of the skips */
} chunk_range;

static bool find_chunks(const tol_index_list *list, tol_bytes in, uint32_t first, uint32_t end, chunk_range *range)
{
    size_t n = (list->n + TOL_LIST_CHUNK - 1) / TOL_LIST_CHUNK;
    uint64_t entry = 0, byte = 0;
    *range = (chunk_range){.skips = range->skips};
    for (size_t i = 0; i < n; i++) {
        entry += tol_get_varint(&in);
        if (entry <= first) {
            range->from = i;
            range->from_byte = byte;
        }
        if (entry >= end && i > 0) {
            break;
        }
        byte += tol_get_varint(&in);
        range->to = i + 1;
        range->to_byte = byte;
    }
    return !in.failed && range->from < range->to;
}

static tol_status decode_chunks(tol_index *index, const tol_segment *segment, const tol_index_list *list,
                                const chunk_range *range, tol_bytes skips, size_t at, uint32_t *out, size_t *n,
                                tol_error *err)
{
    tol_str data = tol_buf_str(&index->scratch);
    tol_bytes in = tol_bytes_of((tol_str){data.ptr + at, data.len - at});
    uint64_t entry = 0;
    *n = 0;
    for (size_t i = 0; i < range->to; i++) {
        entry += tol_get_varint(&skips);
        tol_get_varint(&skips);
        if (i < range->from) {
            continue;
        }
        size_t left = list->n - i * TOL_LIST_CHUNK, m = left < TOL_LIST_CHUNK ? left : TOL_LIST_CHUNK;
        if (skips.failed || !decode_steps(segment, &in, entry, m, out + *n)) {
            return tol_index_damaged(index, segment->id, err);
        }
        *n += m;
    }
    return TOL_OK;
}

static tol_status read_long(tol_index *index, const tol_segment *segment, const tol_index_list *list, uint32_t first,
                            uint32_t end, uint32_t *out, size_t *n, tol_error *err)
{
    tol_buf *scratch = &index->scratch;
    tol_buf_reset(scratch);
    uint64_t head = list->bytes < 10 ? list->bytes : 10;
    tol_status status = read_lists(index, segment, list->offset, head, scratch, err);
    if (status) {
        return status;
    }
    tol_bytes in = tol_bytes_of(tol_buf_str(scratch));
    uint64_t len = tol_get_varint(&in);
    size_t start = (size_t)(in.at - (const unsigned char *)scratch->ptr);
    if (in.failed || len > list->bytes - start) {
        return tol_index_damaged(index, segment->id, err);
    }
    tol_buf_reset(scratch);
    status = read_lists(index, segment, list->offset + start, len, scratch, err);
    chunk_range range = {0};
    if (!status && !find_chunks(list, tol_bytes_of(tol_buf_str(scratch)), first, end, &range)) {
        status = tol_index_damaged(index, segment->id, err);
    }
    if (!status && range.to_byte > list->bytes - start - len) {
        status = tol_index_damaged(index, segment->id, err);
    }
    if (!status) {
        status = read_lists(index, segment, list->offset + start + len + range.from_byte,
                            range.to_byte - range.from_byte, scratch, err);
    }
    if (!status) {
        tol_bytes skips = tol_bytes_of((tol_str){scratch->ptr, (size_t)len});
        status = decode_chunks(index, segment, list, &range, skips, (size_t)len, out, n, err);
    }
    *n = status ? 0 : cut(out, *n, first, end);
    return status;
}

tol_status tol_index_list_read(tol_index *index, const tol_segment *segment, const tol_index_list *list, uint32_t first,
                               uint32_t end, uint32_t *out, size_t *n, tol_error *err)
{
    *n = 0;
    if (list->n == 0 || first >= end) {
        return TOL_OK;
    }
    return list->n > TOL_LIST_CHUNK ? read_long(index, segment, list, first, end, out, n, err)
                                    : read_short(index, segment, list, first, end, out, n, err);
}
