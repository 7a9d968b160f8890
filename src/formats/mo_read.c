/*
 * Compiled catalogues of gettext: two tables of lengths and places, one for the ids and one for the translations, in
 * the byte order of whoever made them. All of it is held in memory, for a table may point anywhere.
 *
 *     magic · revision · n · place of the ids' table · place of the translations' table · hash table
 *     id: [context EOT] singular [NUL plural]          translation: form [NUL form]...
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/po_units.h"
#include "formats/readers.h"

/* A longer one is refused. */
#define MO_MAX      ((size_t)256 << 20)
#define HEADER_SIZE 20
#define EOT         '\4'

typedef struct mo_reader {
    tol_po_units units;
    tol_reporter *reporter;
    tol_buf bytes;
    bool is_big_endian;
    uint32_t n, ids, texts; /* messages; where the tables are */
    char encoding[64];
    tol_buf id, text; /* of one message, as UTF-8 */
} mo_reader;

bool tol_mo_is(tol_str raw)
{
    return raw.len >= 4 && (memcmp(raw.ptr, "\xDE\x12\x04\x95", 4) == 0 || memcmp(raw.ptr, "\x95\x04\x12\xDE", 4) == 0);
}

static uint32_t number_at(const mo_reader *reader, size_t at)
{
    const unsigned char *p = (const unsigned char *)reader->bytes.ptr + at;
    return reader->is_big_endian ? (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | (uint32_t)p[3]
                                 : (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | (uint32_t)p[0];
}

/* ---- the file ---- */

static tol_status load(mo_reader *reader, tol_source *source, tol_error *err)
{
    tol_buf_init(&reader->bytes, MO_MAX);
    tol_buf_append(&reader->bytes, source->bytes, source->n_bytes);
    source->at_end = true;
    return tol_input_hold(source->input, &reader->bytes, MO_MAX, err);
}

/* A table of `n` entries of 8 bytes lies in the file. */
static bool holds_table(const mo_reader *reader, uint32_t at)
{
    return at <= reader->bytes.len && reader->n <= (reader->bytes.len - at) / 8;
}

static tol_status open_tables(mo_reader *reader, tol_error *err)
{
    if (reader->bytes.len < HEADER_SIZE) {
        return tol_fail(err, TOL_EPARSE, "the file is cut off in its header");
    }
    reader->is_big_endian = (unsigned char)reader->bytes.ptr[0] == 0x95;
    uint32_t revision = number_at(reader, 4) >> 16;
    if (revision > 1) {
        return tol_fail(err, TOL_EPARSE, "revision %u of MO files is not known", (unsigned)revision);
    }
    reader->n = number_at(reader, 8);
    reader->ids = number_at(reader, 12);
    reader->texts = number_at(reader, 16);
    return holds_table(reader, reader->ids) && holds_table(reader, reader->texts)
               ? TOL_OK
               : tol_fail(err, TOL_EPARSE, "the file is cut off: its tables lie behind its end");
}

/* ---- messages ---- */

/* Entry `i` of a table; false when it lies behind the end of the file. */
static bool entry_of(const mo_reader *reader, uint32_t table, uint32_t i, tol_str *entry)
{
    uint32_t len = number_at(reader, table + (size_t)i * 8), at = number_at(reader, table + (size_t)i * 8 + 4);
    bool is_inside = at <= reader->bytes.len && len <= reader->bytes.len - at;
    *entry = is_inside ? (tol_str){reader->bytes.ptr + at, len} : TOL_STR_NULL;
    return is_inside;
}

static tol_status decode(mo_reader *reader, tol_str bytes, tol_buf *out, tol_error *err)
{
    tol_decoder decoder = TOL_DECODER_INIT;
    tol_buf_reset(out);
    tol_status status = tol_decoder_begin_as(&decoder, TOL_STR_NULL, reader->encoding, err);
    for (size_t at = 0; !status && at < bytes.len; at += TOL_CHUNK) {
        size_t len = bytes.len - at < TOL_CHUNK ? bytes.len - at : TOL_CHUNK;
        status = tol_decode(&decoder, (tol_str){bytes.ptr + at, len}, at + len == bytes.len, out, err);
    }
    if (!status && decoder.n_invalid) {
        tol_report_repair(reader->reporter, TOL_REPAIR_BYTES, 0);
    }
    tol_decoder_release(&decoder);
    return status;
}

/* Up to `stop`; the rest is what is behind it, absent when it is not there. */
static tol_str split(tol_str text, char stop, tol_str *rest)
{
    const char *end = text.len ? memchr(text.ptr, stop, text.len) : NULL;
    *rest = end ? (tol_str){end + 1, (size_t)(text.ptr + text.len - end) - 1} : TOL_STR_NULL;
    return end ? (tol_str){text.ptr, (size_t)(end - text.ptr)} : text;
}

/* The encoding stands in the first message, in ASCII. */
static void find_encoding(mo_reader *reader)
{
    tol_str id, header, rest;
    strcpy(reader->encoding, "UTF-8");
    if (!reader->n || !entry_of(reader, reader->ids, 0, &id) || id.len ||
        !entry_of(reader, reader->texts, 0, &header)) {
        return;
    }
    tol_str type = tol_po_header_field(header, "Content-Type");
    while (type.len) {
        split(type, '=', &rest);
        tol_str name = rest;
        if (name.len && name.len < sizeof reader->encoding && !memchr(name.ptr, '=', name.len) &&
            !tol_str_equal(name, TOL_LIT("CHARSET"))) {
            memcpy(reader->encoding, name.ptr, name.len);
            reader->encoding[name.len] = '\0';
        }
        type = rest;
    }
}

static tol_status take_message(mo_reader *reader, uint32_t i, tol_error *err)
{
    tol_str id, text, rest;
    if (!entry_of(reader, reader->ids, i, &id) || !entry_of(reader, reader->texts, i, &text)) {
        return tol_fail(err, TOL_EPARSE, "message %u lies behind the end of the file", (unsigned)i + 1);
    }
    tol_status status = decode(reader, id, &reader->id, err);
    if (!status) {
        status = decode(reader, text, &reader->text, err);
    }
    if (status) {
        return status;
    }
    tol_po_message message = {.n_forms = 0};
    tol_str first = split(tol_buf_str(&reader->id), EOT, &rest);
    message.context = rest.ptr ? first : TOL_STR_NULL;
    message.id = split(rest.ptr ? rest : first, '\0', &message.plural);
    message.id.ptr = message.id.ptr ? message.id.ptr : "";
    rest = tol_buf_str(&reader->text);
    do {
        message.forms[message.n_forms++] = split(rest, '\0', &rest);
    } while (rest.ptr && message.n_forms < TOL_PO_FORMS_MAX);
    return tol_po_take(&reader->units, &message, err);
}

static tol_status read_all(mo_reader *reader, tol_source *source, tol_error *err)
{
    tol_status status = load(reader, source, err);
    if (!status) {
        status = open_tables(reader, err);
    }
    if (!status) {
        find_encoding(reader);
    }
    for (uint32_t i = 0; i < reader->n && !status; i++) {
        status = take_message(reader, i, err);
    }
    return status ? status : tol_po_end(&reader->units, err);
}

tol_status tol_mo_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    mo_reader *reader = tol_mem_calloc(1, sizeof *reader);
    if (!reader) {
        return tol_fail_nomem(err);
    }
    reader->reporter = source->reporter;
    reader->reporter->line = 0;
    tol_po_units_init(&reader->units, source, sink);
    tol_status status = read_all(reader, source, err);
    tol_po_units_release(&reader->units);
    tol_buf_release(&reader->bytes);
    tol_buf_release(&reader->id);
    tol_buf_release(&reader->text);
    tol_mem_free(reader);
    return status;
}
