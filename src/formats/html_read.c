#include "formats/html_read.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"

typedef struct html_reader {
    htmlParserCtxtPtr parser;
    const tol_html_handler *handler;
    tol_reporter *reporter;
    tol_error *err;
    tol_status status;
    size_t depth;
} html_reader;

static void set_line(html_reader *reader)
{
    int line = xmlSAX2GetLineNumber(reader->parser);
    reader->reporter->line = line > 0 ? (uint32_t)line : 0;
}

static void settle(html_reader *reader, tol_status status)
{
    if (status != TOL_OK && reader->status == TOL_OK) {
        reader->status = status;
        tol_fail_locate(reader->err, reader->reporter->file, reader->reporter->line);
        xmlStopParser(reader->parser);
    }
}

/* ---- what libxml2 tells ---- */

static void on_start(void *user, const xmlChar *name, const xmlChar **attrs)
{
    html_reader *reader = user;
    if (reader->status != TOL_OK) {
        return;
    }
    set_line(reader);
    if (reader->depth++ == TOL_HTML_DEPTH_MAX) {
        settle(reader, tol_fail(reader->err, TOL_ELIMIT, "elements are nested deeper than %d", TOL_HTML_DEPTH_MAX));
        return;
    }
    settle(reader, reader->handler->start(reader->handler->user, (const char *)name, attrs, reader->err));
}

static void on_end(void *user, const xmlChar *name)
{
    html_reader *reader = user;
    if (reader->status != TOL_OK || reader->depth == 0) {
        return;
    }
    set_line(reader);
    reader->depth--;
    settle(reader, reader->handler->end(reader->handler->user, (const char *)name, reader->err));
}

/* A reference may name what is no character; libxml2 lets some of these through. */
static void on_text(void *user, const xmlChar *text, int len)
{
    html_reader *reader = user;
    tol_str rest = {(const char *)text, len > 0 ? (size_t)len : 0};
    while (reader->status == TOL_OK && rest.len) {
        size_t valid = tol_utf8_valid_prefix(rest);
        set_line(reader);
        if (valid) {
            settle(reader, reader->handler->text(reader->handler->user, (tol_str){rest.ptr, valid}, reader->err));
        }
        valid += valid < rest.len;
        rest = (tol_str){rest.ptr + valid, rest.len - valid};
    }
}

/* Pages are full of faults; only want of memory ends the reading. */
static void on_error(void *user, xmlErrorPtr error)
{
    html_reader *reader = user;
    if (reader && error && error->code == XML_ERR_NO_MEMORY) {
        settle(reader, tol_fail_nomem(reader->err));
    }
}

static void ignore_error(void *user, xmlErrorPtr error)
{
    (void)user;
    (void)error;
}

/* ---- running it ---- */

static bool make_parser(html_reader *reader)
{
    htmlSAXHandler sax;
    xmlInitParser(); /* does its work once, under a lock */
    memset(&sax, 0, sizeof sax);
    sax.startElement = on_start;
    sax.endElement = on_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_text;
    sax.serror = on_error;
    sax.initialized = XML_SAX2_MAGIC;
    reader->parser = htmlCreatePushParserCtxt(&sax, reader, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!reader->parser) {
        return false;
    }
    htmlCtxtUseOptions(reader->parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    return true;
}

/* To the parser a zero byte is an end. */
static void clear_zeros(tol_buf *text)
{
    for (size_t i = 0; i < text->len; i++) {
        text->ptr[i] = text->ptr[i] ? text->ptr[i] : ' ';
    }
}

static tol_status read_all(html_reader *reader, tol_source *source)
{
    for (;;) {
        clear_zeros(&source->text);
        if (source->text.len) {
            htmlParseChunk(reader->parser, source->text.ptr, (int)source->text.len, false);
        }
        if (reader->status == TOL_OK && source->at_end) {
            htmlParseChunk(reader->parser, "", 0, true);
        }
        if (reader->status != TOL_OK || source->at_end) {
            return reader->status;
        }
        tol_status status = tol_source_next(source, reader->err);
        if (status != TOL_OK) {
            return status;
        }
    }
}

tol_status tol_html_read(tol_source *source, const tol_html_handler *handler, tol_error *err)
{
    html_reader reader = {.handler = handler, .reporter = source->reporter, .err = err};
    /* see tol_xml_read */
    xmlStructuredErrorFunc old = xmlStructuredError;
    void *old_context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, ignore_error);
    tol_status status = make_parser(&reader) ? read_all(&reader, source) : tol_fail_nomem(err);
    if (reader.parser) {
        xmlFreeDoc(reader.parser->myDoc);
        htmlFreeParserCtxt(reader.parser);
    }
    xmlSetStructuredErrorFunc(old_context, old);
    return status;
}
