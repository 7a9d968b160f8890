/*
 * XML of MultiTerm (mtf): concepts with groups of languages, of terms, and of what is told about either.
 *
 * The names of its fields are those of the term base, so they are read like the titles of a table: what is known there
 * becomes the category of TBX, anything else a description under its own name. Groups are opened up, their parts kept
 * in order; a description inside the group of another is a note about it. A link stands behind its category as a
 * "target" whose type says which kind it is.
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/grow.h"
#include "formats/multiterm_names.h"
#include "formats/readers.h"
#include "formats/term_fields.h"
#include "formats/xml_read.h"
#include "text/lang_names.h"
#include "tolmach/token.h"

/* Most bytes that one concept may need. */
#define CONCEPT_MAX ((size_t)64 << 20)

typedef enum kind {
    OTHER,
    ROOT,
    ENTRY,
    ID,
    SYSTEM,
    LANG_GROUP,
    LANG,
    TERM_GROUP,
    TERM,
    TRANSAC,
    DATE,
    GROUP,
    DESCRIP
} kind;

typedef struct multiterm_reader {
    tol_reporter *reporter;
    const tol_sink *sink;
    tol_arena arena; /* of the concept */
    kind kinds[TOL_XML_DEPTH_MAX + 1];
    size_t depth, n_groups; /* groups of descriptions around */
    bool has_header, in_entry, in_term, has_term, is_refused;
    tol_concept entry;
    tol_term term;
    tol_term_status plain_status; /* what the field says in a word of ours, which needs no category */
    tol_str lang;
    tol_str type, link_kind, link; /* of the element whose text is gathered */
    size_t text_depth;             /* 0: none is */
    tol_buf text;
} multiterm_reader;

static kind find_kind(tol_str name)
{
    static const struct {
        const char *name;
        kind kind;
    } table[] = {
        {"mtf", ROOT},
        {"conceptGrp", ENTRY},
        {"concept", ID},
        {"system", SYSTEM},
        {"languageGrp", LANG_GROUP},
        {"language", LANG},
        {"termGrp", TERM_GROUP},
        {"term", TERM},
        {"transac", TRANSAC},
        {"date", DATE},
        {"descripGrp", GROUP},
        {"descrip", DESCRIP},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (tol_str_equal(name, tol_str_of(table[i].name))) {
            return table[i].kind;
        }
    }
    return OTHER;
}

static tol_status warn(multiterm_reader *reader, const char *code, const char *message, tol_error *err)
{
    return tol_report(reader->reporter, TOL_WARNING, code, err, "%s", message);
}

static tol_status refuse(multiterm_reader *reader, const char *code, const char *message, tol_error *err)
{
    reader->is_refused = true;
    return tol_report(reader->reporter, TOL_ERROR, code, err, "%s", message);
}

static tol_status check_memory(const multiterm_reader *reader, tol_error *err)
{
    return tol_arena_ok(&reader->arena) && tol_buf_ok(&reader->text) ? TOL_OK : tol_fail_nomem(err);
}

/* ---- concepts ---- */

static tol_status hand_over_header(multiterm_reader *reader, tol_error *err)
{
    static const tol_header header = {.version = {NULL, 0}};
    bool is_due = !reader->has_header && reader->sink->header;
    reader->has_header = true;
    return is_due ? reader->sink->header(reader->sink->user, &header, err) : TOL_OK;
}

static tol_status start_entry(multiterm_reader *reader, tol_error *err)
{
    uint32_t line = reader->reporter->line;
    tol_status status = hand_over_header(reader, err);
    reader->entry = (tol_concept){.line = line};
    reader->in_entry = true;
    reader->n_groups = 0;
    reader->lang = TOL_STR_NULL;
    return status || !line ? status : tol_report_repairs(reader->reporter, line - 1, err);
}

static tol_status end_entry(multiterm_reader *reader, tol_error *err)
{
    tol_status status = check_memory(reader, err);
    if (!status) {
        status = tol_report_repairs(reader->reporter, reader->reporter->line, err);
    }
    if (!status && !reader->is_refused && reader->entry.n_terms == 0) {
        status = refuse(reader, "concept-without-terms", "the concept has no term and is left out", err);
    }
    if (!status && !reader->is_refused && reader->sink->entry) {
        status = reader->sink->entry(reader->sink->user, &reader->entry, err);
    }
    reader->in_entry = reader->in_term = reader->is_refused = false;
    reader->reporter->unit = TOL_STR_NULL;
    tol_arena_reset(&reader->arena);
    return status;
}

static void add_category(multiterm_reader *reader, const char *element, tol_str type, tol_str text)
{
    tol_category **list = reader->in_term ? &reader->term.categories : &reader->entry.categories;
    size_t *n = reader->in_term ? &reader->term.n_categories : &reader->entry.n_categories;
    tol_category *items = tol_grow(&reader->arena, *list, *n, sizeof *items);
    if (items) {
        items[(*n)++] =
            (tol_category){.element = tol_str_of(element), .type = type, .text = text, .lang = reader->lang};
        *list = items;
    }
}

static tol_status end_term_group(multiterm_reader *reader, tol_error *err)
{
    bool is_there = reader->has_term && reader->term.text.len;
    reader->in_term = false;
    if (!is_there) {
        return warn(reader, "empty-term", "a term has no text and is left out", err);
    }
    tol_concept *entry = &reader->entry;
    tol_term_status told = tol_term_status_of(reader->term.categories, reader->term.n_categories);
    reader->term.status = told != TOL_TERM_UNKNOWN ? told : reader->plain_status;
    tol_term *terms = tol_grow(&reader->arena, entry->terms, entry->n_terms, sizeof *terms);
    if (!terms) {
        return tol_fail_nomem(err);
    }
    entry->terms = terms;
    terms[entry->n_terms++] = reader->term;
    return TOL_OK;
}

/* ---- elements with attributes ---- */

/* The tag as it stands; where there is none, the language of that name. */
static tol_status take_lang(multiterm_reader *reader, const tol_xml_element *element, tol_error *err)
{
    tol_attrs attrs = tol_xml_attrs(element, false, &reader->arena);
    tol_str name = tol_attrs_get(&attrs, TOL_LIT("type"));
    char tag[TOL_LANG_MAX];
    reader->lang = tol_attrs_get(&attrs, TOL_LIT("lang"));
    if (!tol_lang_is_known(reader->lang) && tol_lang_of_english_name(name, tag)) {
        reader->lang = tol_arena_copy(&reader->arena, tol_str_of(tag));
    }
    reader->lang = reader->lang.len ? reader->lang : name;
    return reader->lang.len ? TOL_OK
                            : warn(reader, "section-without-language", "a language group has no language", err);
}

static void start_text(multiterm_reader *reader, const tol_xml_element *element)
{
    tol_attrs attrs = tol_xml_attrs(element, false, &reader->arena);
    reader->type = tol_attrs_get(&attrs, TOL_LIT("type"));
    reader->link = TOL_STR_NULL;
    for (const char *const *name = tol_multiterm_links; *name && !reader->link.ptr; name++) {
        reader->link_kind = tol_str_of(*name);
        reader->link = tol_attrs_get(&attrs, reader->link_kind);
    }
    reader->text_depth = reader->depth;
    tol_buf_reset(&reader->text);
}

static void start_term_group(multiterm_reader *reader)
{
    reader->in_term = true;
    reader->has_term = false;
    reader->term = (tol_term){.lang = reader->lang};
    reader->plain_status = TOL_TERM_UNKNOWN;
}

/* ---- texts ---- */

static void take_descrip(multiterm_reader *reader, tol_str text)
{
    const char *element = "descrip";
    tol_str type = reader->type;
    if (!reader->in_term && !reader->lang.ptr && tol_title_is(type, TOL_MULTITERM_ID)) {
        reader->entry.name = tol_trim(text);
        return;
    }
    tol_multiterm_category(reader->type, reader->in_term, reader->n_groups > 1, &element, &type);
    bool is_pos = tol_str_equal(type, TOL_LIT("partOfSpeech"));
    if (reader->in_term && tol_str_equal(type, TOL_LIT("status"))) {
        tol_category status = {.element = TOL_LIT("termNote"), .type = type, .text = tol_trim(text)};
        reader->plain_status = tol_term_status_parse(text);
        if (tol_is_plain_status(&status, reader->plain_status)) {
            return;
        }
    }
    add_category(reader, element, type, is_pos ? tol_term_pos(tol_trim(text)) : text);
    if (reader->link.ptr) {
        add_category(reader, "target", reader->link_kind, reader->link);
    }
}

static void take_system(multiterm_reader *reader, tol_str text)
{
    tol_buf type = TOL_BUF_INIT;
    tol_buf_printf(&type, TOL_MULTITERM_SYSTEM "%.*s", TOL_ARG(reader->type));
    add_category(reader, "admin", tol_arena_copy(&reader->arena, tol_buf_str(&type)), text);
    tol_buf_release(&type);
}

static tol_status end_text(multiterm_reader *reader, kind k, tol_error *err)
{
    tol_str text = tol_arena_copy(&reader->arena, tol_buf_str(&reader->text));
    reader->text_depth = 0;
    switch (k) {
    case ID:
        reader->entry.name = reader->entry.name.ptr ? reader->entry.name : tol_trim(text);
        reader->reporter->unit = reader->entry.name;
        break;
    case TERM:
        if (reader->in_term && !reader->has_term) {
            reader->term.text = tol_one_line(&reader->arena, text);
            reader->has_term = true;
        } else {
            return warn(reader, "stray-term", "a term stands outside of its group and is left out", err);
        }
        break;
    case TRANSAC:
        add_category(reader, "transac", TOL_LIT("transactionType"), reader->type);
        if (tol_trim(text).len) {
            add_category(reader, "transacNote", TOL_LIT("responsibility"), text);
        }
        break;
    case DATE:
        add_category(reader, "date", TOL_STR_NULL, tol_trim(text));
        break;
    case SYSTEM:
        take_system(reader, text);
        break;
    default:
        take_descrip(reader, text);
        break;
    }
    return check_memory(reader, err);
}

/* ---- events ---- */

static tol_status start_in_entry(multiterm_reader *reader, const tol_xml_element *element, kind k, tol_error *err)
{
    switch (k) {
    case LANG:
        return take_lang(reader, element, err);
    case TERM_GROUP:
        start_term_group(reader);
        return TOL_OK;
    case GROUP:
        reader->n_groups++;
        return TOL_OK;
    case ID:
    case SYSTEM:
    case TERM:
    case TRANSAC:
    case DATE:
    case DESCRIP:
        start_text(reader, element);
        return TOL_OK;
    default:
        return TOL_OK;
    }
}

static tol_status on_start(void *user, const tol_xml_element *element, tol_error *err)
{
    multiterm_reader *reader = user;
    kind k = find_kind(element->name);
    reader->kinds[++reader->depth] = k;
    if (reader->is_refused || reader->text_depth) {
        return TOL_OK; /* markup inside a text: its own text is part of it */
    }
    if (!reader->in_entry) {
        return k == ENTRY ? start_entry(reader, err) : TOL_OK;
    }
    tol_status status = start_in_entry(reader, element, k, err);
    if (!status && reader->arena.used > CONCEPT_MAX) {
        status = refuse(reader, "concept-too-long", "the concept is too long and is left out", err);
    }
    return status ? status : check_memory(reader, err);
}

static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    multiterm_reader *reader = user;
    if (!reader->text_depth || reader->is_refused) {
        return TOL_OK;
    }
    tol_buf_add(&reader->text, text);
    if (reader->text.len > TOL_TEXT_MAX) {
        reader->text_depth = 0;
        return refuse(reader, "text-too-long", "a text is too long, and its concept is left out", err);
    }
    return check_memory(reader, err);
}

static tol_status on_end(void *user, tol_error *err)
{
    multiterm_reader *reader = user;
    kind k = reader->kinds[reader->depth];
    size_t depth = reader->depth--;
    if (reader->text_depth) {
        return reader->text_depth == depth ? end_text(reader, k, err) : TOL_OK;
    }
    if (depth == 1) {
        return hand_over_header(reader, err);
    }
    if (!reader->in_entry) {
        return TOL_OK;
    }
    switch (k) {
    case ENTRY:
        return end_entry(reader, err);
    case LANG_GROUP:
        reader->lang = TOL_STR_NULL;
        return TOL_OK;
    case GROUP:
        reader->n_groups -= reader->n_groups > 0;
        return TOL_OK;
    case TERM_GROUP:
        return reader->is_refused ? TOL_OK : end_term_group(reader, err);
    default:
        return TOL_OK;
    }
}

tol_status tol_multiterm_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    multiterm_reader *reader = tol_mem_calloc(1, sizeof *reader);
    if (!reader) {
        return tol_fail_nomem(err);
    }
    reader->reporter = source->reporter;
    reader->sink = sink;
    tol_xml_handler handler = {.user = reader, .start = on_start, .text = on_text, .end = on_end};
    tol_status status = tol_xml_read(source, &handler, err);
    source->reporter->unit = TOL_STR_NULL;
    tol_arena_release(&reader->arena);
    tol_buf_release(&reader->text);
    tol_mem_free(reader);
    return status;
}
