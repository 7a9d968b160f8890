/* Pages: which elements begin paragraphs, which hold no text for readers. */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "document/doc_readers.h"
#include "document/flow.h"
#include "document/html_sniff.h"
#include "document/markup_names.h"
#include "formats/html_read.h"

typedef enum code { INLINE, BLOCK, HEADING, LIST, ITEM, CELL, PRE, BREAK, SKIPPED, SKIPPED_TOLD } code;

static const tol_markup_name names[] = {
    {"p", BLOCK},
    {"div", BLOCK},
    {"li", ITEM},
    {"td", CELL},
    {"th", CELL},
    {"tr", BLOCK},
    {"br", BREAK},
    {"h1", HEADING},
    {"h2", HEADING},
    {"h3", HEADING},
    {"h4", HEADING},
    {"h5", HEADING},
    {"h6", HEADING},
    {"ul", LIST},
    {"ol", LIST},
    {"menu", LIST},
    {"dir", LIST},
    {"dl", BLOCK},
    {"dt", BLOCK},
    {"dd", BLOCK},
    {"table", BLOCK},
    {"tbody", BLOCK},
    {"thead", BLOCK},
    {"tfoot", BLOCK},
    {"caption", BLOCK},
    {"blockquote", BLOCK},
    {"pre", PRE},
    {"hr", BLOCK},
    {"body", BLOCK},
    {"html", BLOCK},
    {"article", BLOCK},
    {"section", BLOCK},
    {"aside", BLOCK},
    {"main", BLOCK},
    {"nav", BLOCK},
    {"header", BLOCK},
    {"footer", BLOCK},
    {"address", BLOCK},
    {"center", BLOCK},
    {"figure", BLOCK},
    {"figcaption", BLOCK},
    {"details", BLOCK},
    {"summary", BLOCK},
    {"fieldset", BLOCK},
    {"legend", BLOCK},
    {"form", BLOCK},
    {"dialog", BLOCK},
    {"hgroup", BLOCK},
    {"script", SKIPPED_TOLD},
    {"style", SKIPPED_TOLD},
    {"noscript", SKIPPED_TOLD},
    {"template", SKIPPED_TOLD},
    {"select", SKIPPED_TOLD},
    {"textarea", SKIPPED_TOLD},
    {"button", SKIPPED_TOLD},
    {"svg", SKIPPED_TOLD},
    {"iframe", SKIPPED_TOLD},
    {"audio", SKIPPED_TOLD},
    {"video", SKIPPED_TOLD},
    {"canvas", SKIPPED_TOLD},
    {"head", SKIPPED},
    {"title", SKIPPED},
    {"rt", SKIPPED},
    {"rp", SKIPPED},
    {"datalist", SKIPPED_TOLD},
    {"noframes", SKIPPED_TOLD},
};

typedef struct html_doc {
    tol_reading *reading;
    tol_flow flow;
    size_t depth, skipping; /* depth from which all is left out; 0: nothing is */
    uint32_t heading, n_lists, n_items, n_cells, n_pres;
} html_doc;

static code code_of(const char *name)
{
    return (code)tol_markup_code(names, sizeof names / sizeof names[0], tol_str_of(name));
}

static const char *attr(const unsigned char **attrs, const char *name)
{
    for (size_t i = 0; attrs && attrs[i]; i += 2) {
        if (strcmp((const char *)attrs[i], name) == 0) {
            return attrs[i + 1] ? (const char *)attrs[i + 1] : "";
        }
    }
    return NULL;
}

static bool is_hidden(const unsigned char **attrs)
{
    const char *style = attr(attrs, "style"), *hidden = attr(attrs, "hidden");
    const char *display = style ? strstr(style, "display") : NULL;
    display = display ? display + strlen("display") : NULL;
    while (display && (*display == ' ' || *display == ':')) {
        display++;
    }
    return hidden || (display && strncmp(display, "none", 4) == 0);
}

static bool leaves_out(html_doc *doc, code what, const unsigned char **attrs)
{
    bool hides = what != SKIPPED && what != SKIPPED_TOLD && is_hidden(attrs);
    if (hides || what == SKIPPED_TOLD) {
        tol_reading_clean(doc->reading, hides ? TOL_CLEAN_HIDDEN : TOL_CLEAN_SCRIPT, 0, NULL);
    }
    return hides || what == SKIPPED || what == SKIPPED_TOLD;
}

static tol_status on_start(void *user, const char *name, const unsigned char **attrs, tol_error *err)
{
    html_doc *doc = user;
    code what = code_of(name);
    doc->depth++;
    if (doc->skipping) {
        return TOL_OK;
    }
    if (leaves_out(doc, what, attrs)) {
        doc->skipping = doc->depth;
        return TOL_OK;
    }
    if (what == BREAK) {
        tol_flow_break(&doc->flow);
    }
    if (what == BREAK || what == INLINE) {
        return TOL_OK;
    }
    doc->heading = what == HEADING ? (uint32_t)(name[1] - '0') : doc->heading;
    doc->n_lists += what == LIST;
    doc->n_items += what == ITEM;
    doc->n_cells += what == CELL;
    doc->n_pres += what == PRE;
    return tol_flow_close(&doc->flow, err);
}

static tol_status on_end(void *user, const char *name, tol_error *err)
{
    html_doc *doc = user;
    code what = code_of(name);
    size_t depth = doc->depth--;
    if (doc->skipping) {
        doc->skipping = doc->skipping == depth ? 0 : doc->skipping;
        return TOL_OK;
    }
    if (what == BREAK || what == INLINE) {
        return TOL_OK;
    }
    tol_status status = tol_flow_close(&doc->flow, err);
    doc->heading = what == HEADING ? 0 : doc->heading;
    doc->n_lists -= what == LIST && doc->n_lists;
    doc->n_items -= what == ITEM && doc->n_items;
    doc->n_cells -= what == CELL && doc->n_cells;
    doc->n_pres -= what == PRE && doc->n_pres;
    return status;
}

static bool is_blank(tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] > ' ') {
            return false;
        }
    }
    return true;
}

static tol_status open_paragraph(html_doc *doc, tol_error *err)
{
    tol_para_kind kind = doc->heading   ? TOL_PARA_HEADING
                         : doc->n_items ? TOL_PARA_LIST_ITEM
                         : doc->n_cells ? TOL_PARA_TABLE_CELL
                                        : TOL_PARA_BODY;
    uint32_t item_level = doc->n_lists ? doc->n_lists : 1;
    uint32_t level = doc->heading ? doc->heading : kind == TOL_PARA_LIST_ITEM ? item_level : 0;
    return tol_flow_open(&doc->flow, kind, level, TOL_STR_NULL, err);
}

/* Lines of preformatted text are lines. */
static tol_status add_lines(html_doc *doc, tol_str text, tol_error *err)
{
    tol_status status = TOL_OK;
    while (status == TOL_OK) {
        const char *lf = memchr(text.ptr, '\n', text.len);
        size_t len = lf ? (size_t)(lf - text.ptr) : text.len;
        status = tol_flow_text(&doc->flow, (tol_str){text.ptr, len}, err);
        if (!lf) {
            return status;
        }
        tol_flow_break(&doc->flow);
        text = (tol_str){lf + 1, text.len - len - 1};
    }
    return status;
}

static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    html_doc *doc = user;
    if (doc->skipping || (!tol_flow_is_open(&doc->flow) && is_blank(text))) {
        return TOL_OK;
    }
    tol_status status = tol_flow_is_open(&doc->flow) ? TOL_OK : open_paragraph(doc, err);
    if (status != TOL_OK) {
        return status;
    }
    return doc->n_pres ? add_lines(doc, text, err) : tol_flow_text(&doc->flow, text, err);
}

/* ---- the page's encoding is known when its beginning has been read ---- */

typedef struct ahead {
    tol_input *input;
    char *bytes; /* TOL_CHUNK of them */
    size_t len, at;
} ahead;

static tol_status pull_ahead(void *user, char *into, size_t cap, size_t *len, tol_error *err)
{
    ahead *a = user;
    size_t held = a->len - a->at < cap ? a->len - a->at : cap;
    memcpy(into, a->bytes + a->at, held);
    a->at += held;
    *len = held;
    size_t more = 0;
    tol_status status = held < cap ? tol_input_read(a->input, into + held, cap - held, &more, err) : TOL_OK;
    *len += more;
    return status;
}

static tol_status find_encoding(tol_reading *reading, const ahead *a, char out[TOL_ENCODING_MAX], tol_error *err)
{
    tol_html_charset how = TOL_HTML_PLAIN;
    out[0] = '\0';
    if (reading->opt->encoding) {
        strncat(out, reading->opt->encoding, TOL_ENCODING_MAX - 1);
        return TOL_OK;
    }
    if (!tol_html_encoding((tol_str){a->bytes, a->len}, a->len < TOL_CHUNK, out, &how)) {
        return tol_fail_nomem(err);
    }
    reading->reporter->line = 1;
    if (how == TOL_HTML_GUESSED) {
        return tol_report(reading->reporter, TOL_WARNING, "encoding-guessed", err,
                          "the page is not UTF-8 and does not say its encoding; it is read as %s", out);
    }
    if (how == TOL_HTML_CONTRADICTED) {
        tol_status status = tol_report(reading->reporter, TOL_WARNING, "wrong-encoding-declaration", err,
                                       "the page says that its encoding is \"%s\", but it is read as UTF-8", out);
        out[0] = '\0';
        return status;
    }
    return TOL_OK;
}

static tol_status read_page(tol_reading *reading, tol_source *source, tol_error *err)
{
    html_doc doc;
    memset(&doc, 0, sizeof doc);
    doc.reading = reading;
    reading->has_lines = true;
    reading->out->encoding = tol_arena_copy(reading->arena, tol_str_of(source->decoder.encoding));
    tol_flow_init(&doc.flow, reading);
    tol_html_handler handler = {&doc, on_start, on_text, on_end};
    tol_status status = tol_source_judge(source, err);
    status = status ? status : tol_html_read(source, &handler, err);
    status = status ? status : tol_flow_close(&doc.flow, err);
    status = status ? status : tol_report_repairs(reading->reporter, UINT32_MAX, err);
    tol_flow_release(&doc.flow);
    return status;
}

static tol_status read_with(tol_reading *reading, ahead *a, tol_error *err)
{
    char encoding[TOL_ENCODING_MAX];
    tol_input input;
    tol_source source;
    tol_status status = tol_input_read(a->input, a->bytes, TOL_CHUNK, &a->len, err);
    if (status == TOL_OK) {
        status = find_encoding(reading, a, encoding, err);
    }
    if (status != TOL_OK) {
        return status;
    }
    tol_input_of_pull(&input, pull_ahead, a, a->input, a->input->name);
    tol_read_opt opt = tol_reading_opt(reading, encoding[0] ? encoding : NULL);
    status = tol_source_open(&source, &input, reading->reporter, &opt, err);
    if (status == TOL_OK) {
        status = read_page(reading, &source, err);
    }
    tol_source_close(&source);
    return status;
}

tol_status tol_read_html(tol_reading *reading, tol_input *input, tol_error *err)
{
    ahead a = {.input = input, .bytes = tol_mem_alloc(TOL_CHUNK)};
    tol_status status = a.bytes ? read_with(reading, &a, err) : tol_fail_nomem(err);
    tol_mem_free(a.bytes);
    return status;
}
