/*
 * TBX as a stream of concepts: version 2 (martif, with tig and ntig), version 3 in both styles, and the first TBX-Min.
 *
 * Groups only hold together what stands in them and are opened up: each data category is kept with its element, type
 * and text, in the order of the file. A reference keeps its target as a category "target" right behind it.
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/grow.h"
#include "formats/readers.h"
#include "formats/tbx_names.h"
#include "formats/term_fields.h"
#include "formats/xml_read.h"
#include "tolmach/token.h"

/* Most bytes that one concept may need. */
#define CONCEPT_MAX ((size_t)64 << 20)

typedef struct tbx_reader {
    tol_reporter *reporter;
    const tol_sink *sink;
    tol_arena arena;      /* of the entry */
    tol_arena root_arena; /* of what the root says */
    tol_tbx_kind kinds[TOL_XML_DEPTH_MAX + 1];
    size_t depth;
    tol_header header;
    bool has_header, is_refused;
    bool in_entry, in_term_sec;
    tol_concept entry;
    tol_term term;
    bool has_term;
    tol_str lang;          /* of the language section */
    tol_category category; /* while in one */
    tol_str target;        /* its target attribute */
    size_t text_depth;     /* of the element whose text is gathered; 0: none */
    tol_buf text;
} tbx_reader;

static tol_status warn(tbx_reader *reader, const char *code, const char *message, tol_error *err)
{
    return tol_report(reader->reporter, TOL_WARNING, code, err, "%s", message);
}

static tol_status refuse(tbx_reader *reader, const char *code, const char *message, tol_error *err)
{
    reader->is_refused = true;
    return tol_report(reader->reporter, TOL_ERROR, code, err, "%s", message);
}

static tol_status check_memory(const tbx_reader *reader, tol_error *err)
{
    bool is_ok = tol_arena_ok(&reader->arena) && tol_arena_ok(&reader->root_arena) && tol_buf_ok(&reader->text);
    return is_ok ? TOL_OK : tol_fail_nomem(err);
}

/* ---- root and header ---- */

static tol_status start_root(tbx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    if (tol_tbx_find(element->name) != TBX_ROOT) {
        return tol_fail(err, TOL_EFORMAT, "not a TBX file: its root element is \"%.*s\"", TOL_ARG(element->name));
    }
    bool is_martif = tol_str_equal(element->name, TOL_LIT("martif"));
    reader->header.attrs = tol_xml_attrs(element, false, &reader->root_arena);
    reader->header.version = is_martif ? TOL_LIT("2") : TOL_LIT("3");
    if (tol_str_equal(element->name, TOL_LIT("TBX"))) {
        reader->header.version = TOL_LIT("1");
    }
    tol_status status = check_memory(reader, err);
    if (status == TOL_OK && is_martif && !tol_attrs_get(&reader->header.attrs, TOL_LIT("type")).ptr) {
        status = tol_report(reader->reporter, TOL_INFO, "type-missing", err, "the root element has no type");
    }
    return status;
}

static tol_status hand_over_header(tbx_reader *reader, tol_error *err)
{
    if (reader->has_header) {
        return TOL_OK;
    }
    reader->has_header = true;
    reader->header.file = tol_str_of(reader->reporter->file);
    return reader->sink->header ? reader->sink->header(reader->sink->user, &reader->header, err) : TOL_OK;
}

/* ---- entries ---- */

static tol_status start_entry(tbx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_status status = hand_over_header(reader, err);
    uint32_t line = reader->reporter->line;
    if (status == TOL_OK && line) {
        status = tol_report_repairs(reader->reporter, line - 1, err);
    }
    tol_attrs attrs = tol_xml_attrs(element, false, &reader->arena);
    reader->entry = (tol_concept){.name = tol_attrs_get(&attrs, TOL_LIT("id")), .line = line};
    reader->reporter->unit = reader->entry.name;
    reader->in_entry = true;
    reader->lang = TOL_STR_NULL;
    return status;
}

static tol_status end_entry(tbx_reader *reader, tol_error *err)
{
    tol_status status = check_memory(reader, err);
    if (status == TOL_OK) {
        status = tol_report_repairs(reader->reporter, reader->reporter->line, err);
    }
    if (status == TOL_OK && !reader->is_refused && reader->entry.n_terms == 0) {
        status = refuse(reader, "concept-without-terms", "the concept has no term and is left out", err);
    }
    if (status == TOL_OK && !reader->is_refused && reader->sink->entry) {
        status = reader->sink->entry(reader->sink->user, &reader->entry, err);
    }
    reader->in_entry = reader->is_refused = false;
    reader->reporter->unit = TOL_STR_NULL;
    tol_arena_reset(&reader->arena);
    return status;
}

static tol_status start_lang(tbx_reader *reader, const tol_xml_element *element, tol_error *err)
{
    static const char *const names[] = {"xml:lang", "lang", "code"}; /* code: the first TBX-Min */
    tol_attrs attrs = tol_xml_attrs(element, false, &reader->arena);
    reader->lang = TOL_STR_NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !reader->lang.ptr; i++) {
        reader->lang = tol_attrs_get(&attrs, tol_str_of(names[i]));
    }
    return reader->lang.len ? TOL_OK
                            : warn(reader, "section-without-language", "a language section has no language", err);
}

/* ---- terms ---- */

static tol_status add_term(tbx_reader *reader, tol_error *err)
{
    if (!reader->has_term || reader->term.text.len == 0) {
        return warn(reader, "empty-term", "a term has no text and is left out", err);
    }
    reader->term.status = tol_term_status_of(reader->term.categories, reader->term.n_categories);
    tol_concept *entry = &reader->entry;
    tol_term *terms = tol_grow(&reader->arena, entry->terms, entry->n_terms, sizeof *terms);
    if (!terms) {
        return tol_fail_nomem(err);
    }
    entry->terms = terms;
    terms[entry->n_terms++] = reader->term;
    return TOL_OK;
}

static tol_status end_term_sec(tbx_reader *reader, tol_error *err)
{
    reader->in_term_sec = false;
    return reader->is_refused ? TOL_OK : add_term(reader, err);
}

/* Files hold sections with two terms: the second is a term of its own. */
static tol_status start_term(tbx_reader *reader, tol_error *err)
{
    tol_status status = TOL_OK;
    if (reader->in_term_sec && reader->has_term) {
        status = warn(reader, "second-term", "a term section has a second term", err);
        if (status == TOL_OK) {
            status = add_term(reader, err);
        }
        reader->has_term = false;
        reader->term = (tol_term){.lang = reader->lang};
    }
    reader->text_depth = reader->depth;
    tol_buf_reset(&reader->text);
    return status;
}

/* ---- categories ---- */

static bool add_category(tbx_reader *reader, tol_category category)
{
    bool to_term = reader->in_term_sec;
    tol_category **list = to_term ? &reader->term.categories : &reader->entry.categories;
    size_t *n = to_term ? &reader->term.n_categories : &reader->entry.n_categories;
    tol_category *items = tol_grow(&reader->arena, *list, *n, sizeof *items);
    if (!items) {
        return false;
    }
    items[(*n)++] = category;
    *list = items;
    return true;
}

static tol_status end_category(tbx_reader *reader, tol_error *err)
{
    reader->category.text = tol_arena_copy(&reader->arena, tol_buf_str(&reader->text));
    bool is_added = add_category(reader, reader->category);
    if (is_added && reader->target.ptr) {
        is_added = add_category(reader, (tol_category){.element = TOL_LIT("target"),
                                                       .type = reader->category.type,
                                                       .text = reader->target,
                                                       .lang = reader->lang});
    }
    return is_added ? TOL_OK : tol_fail_nomem(err);
}

/* Begin to gather the text of a category: by its element and type, or by the category's own element (DCT). */
static void start_category(tbx_reader *reader, const tol_xml_element *element)
{
    tol_attrs attrs = tol_xml_attrs(element, false, &reader->arena);
    const char *carrier = tol_tbx_find(element->name) == TBX_CATEGORY ? NULL : tol_tbx_element_of(element->name);
    tol_str name = tol_arena_copy(&reader->arena, element->name);
    reader->category = (tol_category){.element = carrier ? tol_str_of(carrier) : name,
                                      .type = carrier ? name : tol_attrs_get(&attrs, TOL_LIT("type")),
                                      .lang = reader->lang};
    reader->target = tol_attrs_get(&attrs, TOL_LIT("target"));
    reader->text_depth = reader->depth;
    tol_buf_reset(&reader->text);
}

/* ---- events ---- */

static tol_status start_in_entry(tbx_reader *reader, const tol_xml_element *element, tol_tbx_kind kind, tol_error *err)
{
    switch (kind) {
    case TBX_ENTRY:
        reader->kinds[reader->depth] = TBX_GROUP;
        return warn(reader, "nested-concept", "a concept stands inside a concept", err);
    case TBX_LANG:
        return start_lang(reader, element, err);
    case TBX_TERM_SEC:
        if (reader->in_term_sec) {
            reader->kinds[reader->depth] = TBX_GROUP;
            return TOL_OK;
        }
        reader->in_term_sec = true;
        reader->has_term = false;
        reader->term = (tol_term){.lang = reader->lang};
        return TOL_OK;
    case TBX_TERM:
        return start_term(reader, err);
    case TBX_GROUP:
        return TOL_OK;
    default:
        start_category(reader, element);
        return TOL_OK;
    }
}

static tol_status on_start(void *user, const tol_xml_element *element, tol_error *err)
{
    tbx_reader *reader = user;
    tol_tbx_kind kind = tol_tbx_find(element->name);
    reader->kinds[++reader->depth] = kind;
    if (reader->depth == 1) {
        return start_root(reader, element, err);
    }
    if (reader->is_refused || reader->text_depth) {
        return TOL_OK; /* markup inside a text: its own text is part of it */
    }
    tol_status status = TOL_OK;
    if (reader->in_entry) {
        status = start_in_entry(reader, element, kind, err);
        if (status == TOL_OK && reader->arena.used > CONCEPT_MAX) {
            status = refuse(reader, "concept-too-long", "the concept is too long and is left out", err);
        }
    } else if (kind == TBX_ENTRY) {
        status = start_entry(reader, element, err);
    }
    return status == TOL_OK ? check_memory(reader, err) : status;
}

static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    tbx_reader *reader = user;
    if (!reader->text_depth || reader->is_refused) {
        return TOL_OK;
    }
    tol_buf_add(&reader->text, text);
    if (reader->text.len > TOL_TEXT_MAX) {
        return refuse(reader, "text-too-long", "a text is too long, and its concept is left out", err);
    }
    return check_memory(reader, err);
}

static tol_status end_text(tbx_reader *reader, tol_tbx_kind kind, tol_error *err)
{
    reader->text_depth = 0;
    if (reader->is_refused) {
        return TOL_OK;
    }
    if (kind != TBX_TERM) {
        return end_category(reader, err);
    }
    if (!reader->in_term_sec) {
        return warn(reader, "stray-term", "a term stands outside of a term section and is left out", err);
    }
    reader->term.text = tol_one_line(&reader->arena, tol_buf_str(&reader->text));
    reader->has_term = true;
    return check_memory(reader, err);
}

static tol_status on_end(void *user, tol_error *err)
{
    tbx_reader *reader = user;
    tol_tbx_kind kind = reader->kinds[reader->depth];
    size_t depth = reader->depth--;
    if (reader->text_depth) {
        return reader->text_depth == depth ? end_text(reader, kind, err) : TOL_OK;
    }
    if (depth == 1) {
        return hand_over_header(reader, err);
    }
    if (!reader->in_entry) {
        return TOL_OK;
    }
    switch (kind) {
    case TBX_ENTRY:
        return end_entry(reader, err);
    case TBX_LANG:
        reader->lang = TOL_STR_NULL;
        return TOL_OK;
    case TBX_TERM_SEC:
        return end_term_sec(reader, err);
    default:
        return TOL_OK;
    }
}

tol_status tol_tbx_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    tbx_reader *reader = tol_mem_calloc(1, sizeof *reader);
    if (!reader) {
        return tol_fail_nomem(err);
    }
    reader->reporter = source->reporter;
    reader->sink = sink;
    tol_xml_handler handler = {.user = reader, .start = on_start, .text = on_text, .end = on_end};
    tol_status status = tol_xml_read(source, &handler, err);
    source->reporter->unit = TOL_STR_NULL;
    tol_arena_release(&reader->arena);
    tol_arena_release(&reader->root_arena);
    tol_buf_release(&reader->text);
    tol_mem_free(reader);
    return status;
}
