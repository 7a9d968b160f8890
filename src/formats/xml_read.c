#include "formats/xml_read.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "formats/xml_filter.h"

typedef struct xml_reader {
    xmlParserCtxtPtr parser;
    const tol_xml_handler *handler;
    tol_reporter *reporter;
    tol_error *err;
    tol_status status;
    size_t depth;
    const xmlChar *names[TOL_XML_DEPTH_MAX]; /* of the open elements; they live as long as the parser */
    bool has_root, at_end;
} xml_reader;

static tol_str str_of(const xmlChar *text)
{
    return tol_str_of((const char *)text);
}

static void set_line(xml_reader *reader)
{
    int line = xmlSAX2GetLineNumber(reader->parser);
    reader->reporter->line = line > 0 ? (uint32_t)line : 0;
}

static void stop(xml_reader *reader, tol_status status)
{
    reader->status = status;
    tol_fail_locate(reader->err, reader->reporter->file, reader->reporter->line);
    xmlStopParser(reader->parser);
}

/* ---- what libxml2 tells ---- */

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *space, int n_spaces,
                     const xmlChar **spaces, int n_attrs, int n_defaulted, const xmlChar **attrs)
{
    xml_reader *reader = user;
    if (reader->status != TOL_OK) {
        return;
    }
    (void)n_defaulted;
    set_line(reader);
    if (reader->depth == TOL_XML_DEPTH_MAX) {
        stop(reader, tol_fail(reader->err, TOL_ELIMIT, "elements are nested deeper than %d", TOL_XML_DEPTH_MAX));
        return;
    }
    reader->names[reader->depth++] = name;
    reader->has_root = true;
    tol_xml_element element = {.name = str_of(name),
                               .prefix = str_of(prefix),
                               .space = str_of(space),
                               .attrs = attrs,
                               .spaces = spaces,
                               .n_attrs = n_attrs,
                               .n_spaces = n_spaces};
    tol_status status = reader->handler->start(reader->handler->user, &element, reader->err);
    if (status != TOL_OK) {
        stop(reader, status);
    }
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    xml_reader *reader = user;
    if (reader->status != TOL_OK || reader->depth == 0) {
        return;
    }
    (void)name;
    (void)prefix;
    (void)space;
    set_line(reader);
    reader->depth--;
    tol_status status = reader->handler->end(reader->handler->user, reader->err);
    if (status != TOL_OK) {
        stop(reader, status);
    }
}

static void on_text(void *user, const xmlChar *text, int len)
{
    xml_reader *reader = user;
    if (reader->status != TOL_OK || reader->depth == 0 || len <= 0) {
        return;
    }
    tol_status status =
        reader->handler->text(reader->handler->user, (tol_str){(const char *)text, (size_t)len}, reader->err);
    if (status != TOL_OK) {
        set_line(reader);
        stop(reader, status);
    }
}

/* ---- errors in plain words ---- */

static bool is_about_limits(const char *message)
{
    static const char *const words[] = {"too long", "too big", "Huge", "huge", "depth", "limit"};
    for (size_t i = 0; message && i < sizeof words / sizeof words[0]; i++) {
        if (strstr(message, words[i])) {
            return true;
        }
    }
    return false;
}

/* libxml2's own words, made to look like ours: lower case, one line. */
static void own_words(const xmlError *error, char *out, size_t size)
{
    snprintf(out, size, "%s", error->message ? error->message : "the file is not well-formed XML");
    size_t len = strlen(out);
    while (len && strchr("\n.: ", out[len - 1])) {
        out[--len] = '\0';
    }
    if (out[0] >= 'A' && out[0] <= 'Z' && !(out[1] >= 'A' && out[1] <= 'Z')) {
        out[0] = (char)(out[0] + ('a' - 'A'));
    }
}

/* Plain words for what libxml2 says in the terms of its inside. "%s" is what it names first, where it names something.
 * References are none of its business: the filter has judged them. */
static const struct {
    int code;
    const char *words;
} plain_words[] = {
    {XML_ERR_INTERNAL_ERROR, "a \"<\" begins no tag (as text it is written \"&lt;\")"},
    {XML_ERR_DOCUMENT_EMPTY, "text stands before the first element"},
    {XML_ERR_DOCUMENT_END, "something stands behind the end of the root element"},
    {XML_ERR_LT_IN_ATTRIBUTE, "a \"<\" stands in the value of an attribute (is a quote missing?)"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, "the value of an attribute is not in quotes"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, "the value of an attribute has no closing quote"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "attribute \"%s\" has no value"},
    {XML_ERR_ATTRIBUTE_REDEFINED, "attribute \"%s\" stands twice in one tag"},
    {XML_ERR_MISPLACED_CDATA_END, "\"]]>\" stands in the text (it is written \"]]&gt;\")"},
    {XML_ERR_SPACE_REQUIRED, "there is no space between two attributes"},
    {XML_ERR_NAME_REQUIRED, "a tag or attribute has no valid name (a \"<\" as text is written \"&lt;\")"},
    {XML_ERR_GT_REQUIRED, "a tag has no \">\" at its end"},
};

static tol_status describe_flaw(xml_reader *reader, const xmlError *error)
{
    const char *first = error->str1 ? error->str1 : "?";
    for (size_t i = 0; i < sizeof plain_words / sizeof plain_words[0]; i++) {
        if (plain_words[i].code == error->code) {
            char words[240];
            const char *gap = strstr(plain_words[i].words, "%s");
            int head = gap ? (int)(gap - plain_words[i].words) : (int)strlen(plain_words[i].words);
            snprintf(words, sizeof words, "%.*s%s%s", head, plain_words[i].words, gap ? first : "", gap ? gap + 2 : "");
            return tol_fail(reader->err, TOL_EPARSE, "not well-formed XML: %s", words);
        }
    }
    char words[240];
    own_words(error, words, sizeof words);
    return tol_fail(reader->err, TOL_EPARSE, "not well-formed XML: %s", words);
}

/* Whether the parser failed because the file is cut off: it stands at its end (or before a last "/"), or says so. */
static bool is_cut_off(const xml_reader *reader, const xmlError *error)
{
    if (!reader->at_end) {
        return false;
    }
    const xmlParserInput *input = reader->parser->input;
    return error->code == XML_ERR_DOCUMENT_END || !input || input->end - input->cur <= 1;
}

static tol_status describe(xml_reader *reader, const xmlError *error)
{
    const char *first = error->str1 ? error->str1 : "?", *second = error->str2 ? error->str2 : "?";
    if (error->code == XML_ERR_NO_MEMORY) {
        return tol_fail_nomem(reader->err);
    }
    if (error->code == XML_ERR_TAG_NAME_MISMATCH) {
        return tol_fail(reader->err, TOL_EPARSE, "element \"%s\" of line %d is closed by \"</%s>\"", first, error->int1,
                        second);
    }
    if (is_cut_off(reader, error) && reader->depth) {
        return tol_fail(reader->err, TOL_EPARSE, "the file ends inside element \"%s\"",
                        (const char *)reader->names[reader->depth - 1]);
    }
    if (is_cut_off(reader, error) && !reader->has_root) {
        return tol_fail(reader->err, TOL_EPARSE, "the file ends before its first element");
    }
    if (is_about_limits(error->message)) {
        return tol_fail(reader->err, TOL_ELIMIT, "a tag is longer than the XML parser takes");
    }
    return describe_flaw(reader, error);
}

/* Told by the parser of each of its findings: the first fatal one ends the reading. Namespace errors (an undeclared
 * prefix) are none to us. */
static void on_error(void *user, xmlErrorPtr error)
{
    xml_reader *reader = user;
    if (reader->status != TOL_OK || !error || (error->level != XML_ERR_FATAL && error->code != XML_ERR_NO_MEMORY)) {
        return;
    }
    if (error->line > 0) {
        reader->reporter->line = (uint32_t)error->line;
    }
    stop(reader, describe(reader, error));
}

static void ignore_error(void *user, xmlErrorPtr error)
{
    (void)user;
    (void)error;
}

/* ---- running it ---- */

static bool make_parser(xml_reader *reader)
{
    xmlSAXHandler sax;
    xmlInitParser(); /* does its work once, under a lock */
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_text;
    sax.serror = on_error;
    reader->parser = xmlCreatePushParserCtxt(&sax, reader, NULL, 0, NULL);
    if (!reader->parser) {
        return false;
    }
    xmlCtxtUseOptions(reader->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    return true;
}

static void push(xml_reader *reader, tol_str text, bool is_last)
{
    int code = xmlParseChunk(reader->parser, text.ptr, (int)text.len, is_last);
    if (reader->status == TOL_OK && code == XML_ERR_NO_MEMORY) {
        stop(reader, tol_fail_nomem(reader->err));
    }
    if (reader->status == TOL_OK && !reader->parser->wellFormed) {
        stop(reader, tol_fail(reader->err, TOL_EPARSE, "the file is not well-formed XML"));
    }
}

static tol_status read_all(xml_reader *reader, tol_source *source, tol_xml_filter *filter, tol_buf *clean)
{
    for (;;) {
        tol_error failure = {.code = TOL_OK}; /* not reader->err: what a sink calls may clear that */
        tol_xml_filter_run(filter, tol_buf_str(&source->text), source->at_end, clean, &failure);
        if (clean->len) { /* also before a failure: what stands before it may fail earlier */
            push(reader, tol_buf_str(clean), false);
        }
        if (reader->status != TOL_OK) {
            return reader->status;
        }
        if (failure.code != TOL_OK) {
            if (reader->err) {
                *reader->err = failure;
            }
            return failure.code;
        }
        tol_xml_filter_flush(filter, clean);
        tol_buf_reset(clean);
        if (source->at_end) {
            reader->at_end = true;
            push(reader, TOL_LIT(""), true);
            return reader->status == TOL_OK ? tol_source_next(source, reader->err) : reader->status;
        }
        tol_status status = tol_source_next(source, reader->err);
        if (status != TOL_OK) {
            return status;
        }
    }
}

static tol_status read_source(xml_reader *reader, tol_source *source)
{
    if (!make_parser(reader)) {
        return tol_fail_nomem(reader->err);
    }
    tol_xml_filter filter;
    tol_buf clean = TOL_BUF_INIT;
    tol_xml_filter_init(&filter, source->reporter);
    tol_status status = read_all(reader, source, &filter, &clean);
    if (status == TOL_OK) {
        status = tol_report_repairs(source->reporter, UINT32_MAX, reader->err);
    }
    tol_xml_filter_release(&filter);
    tol_buf_release(&clean);
    if (reader->parser->myDoc) {
        xmlFreeDoc(reader->parser->myDoc);
    }
    xmlFreeParserCtxt(reader->parser);
    return status;
}

tol_status tol_xml_read(tol_source *source, const tol_xml_handler *handler, tol_error *err)
{
    xml_reader reader = {.handler = handler, .reporter = source->reporter, .err = err};
    /* some failures of memory belong to no parser, and libxml2 would tell them on standard error; the setting is the
     * thread's, and is put back */
    xmlStructuredErrorFunc old = xmlStructuredError;
    void *old_context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, ignore_error);
    tol_status status = read_source(&reader, source);
    xmlSetStructuredErrorFunc(old_context, old);
    return status;
}

/* ---- attributes ---- */

/*
 * libxml2 hands values over with "&" written as "&#38;" when it does not replace entities, and so it is the only
 * reference that a value can hold here.
 */
static tol_str copy_value(tol_arena *arena, const char *begin, const char *end)
{
    static const char amp[] = "&#38;";
    const size_t amp_len = sizeof amp - 1;
    char *copy = tol_arena_alloc(arena, (size_t)(end - begin) + 1);
    if (!copy) {
        return TOL_STR_NULL;
    }
    size_t len = 0;
    while (begin < end) {
        bool is_amp = *begin == '&' && (size_t)(end - begin) >= amp_len && memcmp(begin, amp, amp_len) == 0;
        copy[len++] = *begin;
        begin += is_amp ? amp_len : 1;
    }
    copy[len] = '\0';
    return (tol_str){copy, len};
}

static tol_str join_name(tol_arena *arena, const char *prefix, const char *name)
{
    if (!prefix) {
        return tol_arena_copy(arena, tol_str_of(name));
    }
    size_t prefix_len = strlen(prefix), name_len = name ? strlen(name) : 0;
    size_t len = prefix_len + (name ? 1 + name_len : 0);
    char *joined = tol_arena_alloc(arena, len + 1);
    if (!joined) {
        return TOL_STR_NULL;
    }
    memcpy(joined, prefix, prefix_len);
    if (name) {
        joined[prefix_len] = ':';
        memcpy(joined + prefix_len + 1, name, name_len);
    }
    joined[len] = '\0';
    return (tol_str){joined, len};
}

/* Names without a prefix are libxml2's own and live as long as its parser: longer than what is made of them. */
static tol_str attr_name(tol_arena *arena, const char *prefix, const char *name)
{
    if (!prefix) {
        return tol_str_of(name);
    }
    bool is_lang = strcmp(prefix, "xml") == 0 && strcmp(name, "lang") == 0;
    return is_lang ? TOL_LIT("xml:lang") : join_name(arena, prefix, name);
}

static void add_space(tol_attrs *attrs, const char *prefix, const char *uri, tol_arena *arena)
{
    tol_attr *attr = &attrs->items[attrs->n];
    attr->name = join_name(arena, "xmlns", prefix);
    attr->value = uri ? copy_value(arena, uri, uri + strlen(uri)) : TOL_LIT("");
    if (!tol_attrs_get(attrs, attr->name).ptr) {
        attrs->n++;
    }
}

/* Whether a name needs the declaration of its prefix beside it: further outside it would be lost. */
static bool needs_space(const void *prefix, const void *uri)
{
    return prefix && uri && strcmp(prefix, "xml") != 0;
}

/* With as many places as there can be attributes. */
static tol_attrs make_attrs(const tol_xml_element *element, bool with_spaces, tol_arena *arena)
{
    size_t n = (with_spaces ? (size_t)element->n_spaces + 1 : 0) + (size_t)element->n_attrs;
    for (int i = 0; i < element->n_attrs; i++) {
        n += needs_space(element->attrs[5 * i + 1], element->attrs[5 * i + 2]);
    }
    return (tol_attrs){n ? tol_arena_calloc(arena, n, sizeof(tol_attr)) : NULL, 0};
}

tol_attrs tol_xml_attrs(const tol_xml_element *element, bool with_spaces, tol_arena *arena)
{
    tol_attrs attrs = make_attrs(element, with_spaces, arena);
    if (!attrs.items) {
        return attrs;
    }
    for (int i = 0; with_spaces && i < element->n_spaces; i++) {
        add_space(&attrs, (const char *)element->spaces[2 * i], (const char *)element->spaces[2 * i + 1], arena);
    }
    if (with_spaces && needs_space(element->prefix.ptr, element->space.ptr)) {
        add_space(&attrs, element->prefix.ptr, element->space.ptr, arena);
    }
    for (int i = 0; i < element->n_attrs; i++) {
        const unsigned char **five = element->attrs + 5 * i; /* name, prefix, namespace, begin and end of the value */
        if (needs_space(five[1], five[2])) {
            add_space(&attrs, (const char *)five[1], (const char *)five[2], arena);
        }
    }
    for (int i = 0; i < element->n_attrs; i++) {
        const unsigned char **five = element->attrs + 5 * i;
        attrs.items[attrs.n].name = attr_name(arena, (const char *)five[1], (const char *)five[0]);
        attrs.items[attrs.n++].value = copy_value(arena, (const char *)five[3], (const char *)five[4]);
    }
    return attrs;
}

tol_str tol_attrs_take(tol_attrs *attrs, tol_str name)
{
    for (size_t i = 0; i < attrs->n; i++) {
        if (tol_str_equal(attrs->items[i].name, name)) {
            tol_str value = attrs->items[i].value;
            attrs->n--;
            memmove(attrs->items + i, attrs->items + i + 1, (attrs->n - i) * sizeof *attrs->items);
            return value;
        }
    }
    return TOL_STR_NULL;
}

tol_str tol_xml_qname(const tol_xml_element *element, tol_arena *arena)
{
    return join_name(arena, element->prefix.ptr, element->name.ptr);
}
