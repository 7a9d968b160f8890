/*
 * Memories as bilingual XLIFF: 2.1, and 1.2 for tools that know no other. A unit of a memory is a unit with one
 * segment; what its props say of its document, key and state stands where XLIFF has a place for it, everything else in
 * groups of properties, and is read back from there. Units in a row that are from one document are a file. The same
 * content gives the same bytes.
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/pair_write.h"
#include "formats/tmx_check.h"
#include "formats/xliff_names.h"
#include "formats/xliff_pen.h"
#include "formats/xml_text.h"
#include "model/context_props.h"

/* Buffers that one unit blew up are not worth keeping for the next. */
#define KEEP_MAX ((size_t)1 << 20)

typedef struct xliff_state {
    tol_pair pair;
    tol_xliff_pen pen;
    tol_arena arena; /* of the header */
    const tol_header *header;
    tol_map ids;      /* hashes of ids in use, each with its document */
    tol_buf document; /* of the file at hand */
    unsigned n_files; /* 0: the root is not written yet */
    uint64_t n_made;  /* ids that were made */
} xliff_state;

static void put(xliff_state *state, const char *text)
{
    tol_buf_append(&state->pen.buf, text, strlen(text));
}

static void put_attr(xliff_state *state, const char *name, tol_str value)
{
    tol_xml_put_attr(&state->pen.buf, tol_str_of(name), value);
}

static void put_lang(xliff_state *state, const char *name, const char *lang)
{
    put_attr(state, name, lang[0] ? tol_str_of(lang) : TOL_LIT("und"));
}

/* ---- root and files ---- */

static void open_root(xliff_state *state)
{
    put(state, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if (state->pen.is_new) {
        put(state, "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" xmlns:mda=\"" TOL_XLIFF_METADATA_SPACE
                   "\" version=\"2.1\"");
        put_lang(state, "srcLang", state->pair.source_lang);
        put_lang(state, "trgLang", state->pair.target_lang);
        put(state, ">\n");
    } else {
        put(state, "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\">\n");
    }
}

/* What the memory says of itself, rights above all, in the first file. */
static void put_header_notes(xliff_state *state, const char *before, const char *behind)
{
    if (state->n_files == 1 && state->header && tol_has_note(&state->header->infos)) {
        put(state, before);
        for (size_t i = 0; i < state->header->infos.n; i++) {
            tol_xliff_put_info_note(&state->pen, &state->header->infos.items[i], NULL, "  ");
        }
        put(state, behind);
    }
}

/* 1.2 must name a document and the kind of its data. */
static void open_file(xliff_state *state, tol_str document)
{
    bool is_new = state->pen.is_new;
    if (state->n_files++ == 0) {
        open_root(state);
    }
    tol_buf_reset(&state->document);
    tol_buf_add(&state->document, document);
    put(state, "<file");
    if (is_new) {
        tol_buf_printf(&state->pen.buf, " id=\"f%u\"", state->n_files);
    }
    if (!is_new || document.len) {
        put_attr(state, "original", document.len ? document : TOL_LIT(TOL_XLIFF_NO_DOCUMENT));
    }
    if (is_new) {
        put(state, ">\n");
        put_header_notes(state, "<notes>\n", "</notes>\n");
        return;
    }
    put_lang(state, "source-language", state->pair.source_lang);
    put_lang(state, "target-language", state->pair.target_lang);
    put(state, " datatype=\"plaintext\" tool-id=\"tolmach\">\n<header>\n");
    put(state, "  <tool tool-id=\"tolmach\" tool-name=\"tolmach\" tool-version=\"");
    put(state, tol_version());
    put(state, "\"/>\n");
    put_header_notes(state, "", "");
    put(state, "</header>\n<body>\n");
}

static void close_file(xliff_state *state)
{
    put(state, state->pen.is_new ? "</file>\n" : "</body>\n</file>\n");
}

/* ---- units ---- */

/* Whether the document has no unit of this id yet; -1 without memory. */
static int take_id(xliff_state *state, tol_str id)
{
    uint64_t document = tol_hash(tol_buf_str(&state->document), 2);
    uint64_t key[2] = {tol_hash(id, document), tol_hash(id, document + 1)};
    bool fresh = false;
    tol_map_slot *slot = tol_map_put(&state->ids, (tol_str){(const char *)key, sizeof key}, &fresh);
    return slot ? fresh : -1;
}

/* The unit's tuid where it can be an id, else a new one; absent without memory. */
static tol_str choose_id(xliff_state *state, const tol_unit *unit, tol_buf *made)
{
    bool can_be = unit->tuid.len && (!state->pen.is_new || tol_is_nmtoken(unit->tuid));
    int taken = can_be ? take_id(state, unit->tuid) : 0;
    if (taken > 0) {
        return unit->tuid;
    }
    while (taken == 0) {
        tol_buf_reset(made);
        tol_buf_printf(made, "u%llu", (unsigned long long)++state->n_made);
        taken = tol_buf_ok(made) ? take_id(state, tol_buf_str(made)) : -1;
    }
    return taken > 0 ? tol_buf_str(made) : TOL_STR_NULL;
}

static tol_status hand_over(tol_writing *writing, tol_error *err)
{
    xliff_state *state = writing->state;
    tol_buf *buf = &state->pen.buf;
    if (!tol_buf_ok(buf)) {
        return tol_fail_nomem(err);
    }
    tol_output_add(&writing->output, tol_buf_str(buf));
    if (buf->cap > KEEP_MAX) {
        tol_buf_release(buf);
    }
    tol_buf_reset(buf);
    return tol_output_check(&writing->output, err);
}

static tol_status write_unit(tol_writing *writing, const tol_unit *unit, tol_error *err)
{
    xliff_state *state = writing->state;
    const tol_variant *source, *target;
    tol_status status = tol_tmx_check_unit(unit, err);
    if (status != TOL_OK || !tol_pair_of(&state->pair, writing, unit, &source, &target)) {
        return status;
    }
    tol_str document = tol_document_of(unit);
    if (!state->n_files || !tol_str_equal(document, tol_buf_str(&state->document))) {
        if (state->n_files) {
            close_file(state);
        }
        open_file(state, document);
    }
    tol_buf made = TOL_BUF_INIT;
    tol_arena_reset(&state->pen.arena);
    tol_str id = choose_id(state, unit, &made);
    bool ok = id.ptr && tol_buf_ok(&state->document) && tol_xliff_put_unit(&state->pen, unit, source, target, id);
    tol_buf_release(&made);
    return ok ? hand_over(writing, err) : tol_fail_nomem(err);
}

/* ---- the whole ---- */

static tol_status begin(tol_writing *writing, const tol_header *header, bool is_new, tol_error *err)
{
    xliff_state *state = tol_mem_calloc(1, sizeof *state);
    if (!state) {
        return tol_fail_nomem(err);
    }
    writing->state = state;
    tol_pair_begin(&state->pair, writing, header);
    state->pen.is_new = is_new;
    state->pen.source_lang = state->pair.source_lang;
    state->pen.target_lang = state->pair.target_lang;
    state->header = header ? tol_header_copy(&state->arena, header) : NULL;
    return tol_arena_ok(&state->arena) ? TOL_OK : tol_fail_nomem(err);
}

static tol_status begin_new(tol_writing *writing, const tol_header *header, tol_error *err)
{
    return begin(writing, header, true, err);
}

static tol_status begin_old(tol_writing *writing, const tol_header *header, tol_error *err)
{
    return begin(writing, header, false, err);
}

/* A file of 2.x must hold something. */
static void end(tol_writing *writing)
{
    xliff_state *state = writing->state;
    if (!state->n_files) {
        open_file(state, TOL_STR_NULL);
        put(state, state->pen.is_new ? "<group id=\"g1\"/>\n" : "");
    }
    close_file(state);
    put(state, "</xliff>\n");
    hand_over(writing, &writing->output.error);
}

static void release(tol_writing *writing)
{
    xliff_state *state = writing->state;
    if (state) {
        tol_buf_release(&state->pen.buf);
        tol_arena_release(&state->pen.arena);
        tol_map_release(&state->pen.keys);
        tol_arena_release(&state->arena);
        tol_map_release(&state->ids);
        tol_buf_release(&state->document);
        tol_mem_free(state);
        writing->state = NULL;
    }
}

const tol_write_fns tol_xliff_write = {.header = begin_new, .unit = write_unit, .end = end, .release = release};
const tol_write_fns tol_xliff_old_write = {.header = begin_old, .unit = write_unit, .end = end, .release = release};
