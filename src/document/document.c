/* The public doors: what kind of document a file is, and who reads it. */
#include "tolmach/document.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "document/doc_readers.h"
#include "document/html_sniff.h"
#include "formats/sniff.h"

typedef enum doc_kind { KIND_UNKNOWN, KIND_TEXT, KIND_HTML, KIND_DOCX, KIND_ODT, KIND_PDF } doc_kind;

static const char *const kind_names[] = {
    [KIND_UNKNOWN] = NULL, [KIND_TEXT] = "text", [KIND_HTML] = "html",
    [KIND_DOCX] = "docx",  [KIND_ODT] = "odt",   [KIND_PDF] = "pdf",
};

enum { N_KINDS = sizeof kind_names / sizeof kind_names[0] };

static doc_kind kind_by_name(const char *name)
{
    for (size_t i = KIND_TEXT; i < N_KINDS; i++) {
        if (strcmp(kind_names[i], name) == 0) {
            return (doc_kind)i;
        }
    }
    return KIND_UNKNOWN;
}

tol_read_opt tol_reading_opt(const tol_reading *reading, const char *encoding)
{
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.encoding = encoding;
    opt.listener = reading->opt->listener;
    return opt;
}

/* ---- text and flat OpenDocument ---- */

static bool is_flat_odt(const tol_looks *looks, tol_str text)
{
    static const char urn[] = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    size_t len = sizeof urn - 1;
    for (size_t i = 0; strcmp(looks->root, "document") == 0 && i + len <= text.len; i++) {
        if (memcmp(text.ptr + i, urn, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Old documents of Office are one kind of file, whatever is in them, and so are DOCX with a password. */
static const char *advice_for(tol_str raw, const char *words)
{
    static const char mark[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    size_t len = sizeof mark - 1;
    bool is_ole = raw.len >= 4 && memcmp(raw.ptr, "\xD0\xCF\x11\xE0", 4) == 0;
    for (size_t i = 0; is_ole && i + len <= raw.len; i++) {
        if (memcmp(raw.ptr + i, mark, len) == 0) {
            return ": it is protected by a password; save it without one";
        }
    }
    bool may_be_saved = is_ole || strcmp(words, "an RTF document") == 0;
    bool has_units = strcmp(words, "a TMX file") == 0 || strcmp(words, "an XLIFF file") == 0;
    bool is_image = strncmp(words, "an image", 8) == 0;
    return may_be_saved ? ": save it as DOCX or ODT"
           : has_units  ? ": it holds units already; import it"
           : is_image   ? ": it needs text recognition first"
                        : "";
}

static tol_status refuse(tol_str raw, const tol_looks *looks, tol_error *err)
{
    return tol_fail(err, TOL_EFORMAT, "not a document that can be read: it looks like %s%s", looks->words,
                    advice_for(raw, looks->words));
}

static tol_status read_decoded(tol_reading *reading, tol_source *source, doc_kind wanted, tol_error *err)
{
    tol_looks looks;
    tol_str raw = {source->bytes, source->n_bytes}, text = tol_buf_str(&source->text);
    tol_sniff(raw, text, &looks);
    if (wanted != KIND_TEXT && is_flat_odt(&looks, text)) {
        reading->out->format = kind_names[KIND_ODT];
        return tol_read_odt(reading, source, err);
    }
    bool is_markup = looks.root[0] && wanted == KIND_TEXT && !memchr(text.ptr, 0, text.len);
    if (wanted == KIND_ODT || (!looks.is_text && !is_markup)) {
        return refuse(raw, &looks, err);
    }
    tol_status status = tol_source_judge(source, err);
    if (status == TOL_OK) {
        reading->out->format = kind_names[KIND_TEXT];
        reading->out->encoding = tol_arena_copy(reading->arena, tol_str_of(source->decoder.encoding));
        status = tol_read_text(reading, source, false, err);
    }
    return status;
}

static tol_status read_plain(tol_reading *reading, tol_input *input, doc_kind wanted, tol_error *err)
{
    tol_source source;
    tol_read_opt opt = tol_reading_opt(reading, reading->opt->encoding);
    tol_status status = tol_source_open(&source, input, reading->reporter, &opt, err);
    if (status == TOL_OK) {
        reading->has_lines = true;
        status = read_decoded(reading, &source, wanted, err);
    }
    if (status == TOL_OK) {
        status = tol_report_repairs(reading->reporter, UINT32_MAX, err);
    }
    tol_source_close(&source);
    return status;
}

/* ---- which kind ---- */

static bool ends_with(const char *name, const char *ending)
{
    tol_str all = tol_str_of(name), end = tol_str_of(ending);
    return all.len >= end.len && tol_str_equal_nocase((tol_str){all.ptr + all.len - end.len, end.len}, end);
}

static doc_kind kind_of(tol_str head, const char *name)
{
    if (tol_str_starts_with(head, TOL_LIT("%PDF"))) {
        return KIND_PDF;
    }
    bool is_named_so = ends_with(name, ".html") || ends_with(name, ".htm") || ends_with(name, ".xhtml");
    return tol_html_looks_so(head, is_named_so) ? KIND_HTML : KIND_UNKNOWN;
}

static tol_status read_unpacked(tol_reading *reading, tol_input *input, doc_kind wanted, tol_error *err)
{
    tol_str head;
    tol_status status = tol_input_peek(input, &head, err);
    if (status) {
        return status;
    }
    doc_kind found = kind_of(head, input->name);
    bool is_other = (wanted == KIND_DOCX || (wanted == KIND_PDF && found != KIND_PDF)) && head.len;
    if (is_other) {
        return tol_fail(err, TOL_EFORMAT, "not a document of the format \"%s\"", kind_names[wanted]);
    }
    found = wanted == KIND_HTML || wanted == KIND_TEXT ? wanted : found;
    if (found == KIND_PDF || found == KIND_HTML) {
        reading->out->format = kind_names[found];
        return found == KIND_PDF ? tol_read_pdf(reading, input, err) : tol_read_html(reading, input, err);
    }
    return read_plain(reading, input, wanted, err);
}

static tol_status read_packed(tol_reading *reading, tol_packed *packed, doc_kind wanted, tol_error *err)
{
    if (packed->plain) {
        return read_unpacked(reading, packed->plain, wanted, err);
    }
    tol_status status = tol_read_office(reading, packed, err);
    bool is_wanted = wanted == KIND_UNKNOWN || status || strcmp(reading->out->format, kind_names[wanted]) == 0;
    return is_wanted ? status
                     : tol_fail(err, TOL_EFORMAT, "not a document of the format \"%s\": it is one of the format \"%s\"",
                                kind_names[wanted], reading->out->format);
}

/* ---- doors ---- */

static tol_status read_reported(tol_reading *reading, tol_input *input, doc_kind wanted, tol_error *err)
{
    tol_packed packed;
    reading->reporter->file = input->name;
    reading->reporter->listener = reading->opt->listener;
    tol_status status = tol_packed_open(&packed, input, err);
    if (status == TOL_OK) {
        status = read_packed(reading, &packed, wanted, err);
    }
    tol_packed_close(&packed);
    if (status == TOL_OK) {
        status = tol_reading_finish(reading, err);
    }
    tol_fail_locate(err, input->name, 0);
    return status;
}

static tol_status read_input(tol_input *input, const tol_document_opt *opt, tol_arena *arena, tol_document *out,
                             tol_error *err)
{
    static const tol_document_opt default_opt = TOL_DOCUMENT_OPT_INIT;
    opt = opt ? opt : &default_opt;
    doc_kind wanted = opt->format ? kind_by_name(opt->format) : KIND_UNKNOWN;
    if (opt->format && wanted == KIND_UNKNOWN) {
        return tol_fail(err, TOL_EINVAL, "no format of documents is named \"%s\"", opt->format);
    }
    tol_reporter *reporter = tol_mem_calloc(1, sizeof *reporter);
    if (!reporter) {
        return tol_fail_nomem(err);
    }
    tol_reading reading = {.opt = opt, .arena = arena, .out = out, .reporter = reporter, .scratch = TOL_ARENA_INIT};
    tol_status status = read_reported(&reading, input, wanted, err);
    tol_reading_release(&reading);
    tol_mem_free(reporter);
    return status;
}

tol_status tol_document_read_file(const char *path, const tol_document_opt *opt, tol_arena *arena, tol_document *out,
                                  tol_error *err)
{
    tol_error_clear(err);
    if (!path || !arena || !out) {
        return tol_fail(err, TOL_EINVAL, "no file, arena or document is given");
    }
    memset(out, 0, sizeof *out);
    tol_input input;
    tol_status status = tol_input_open(&input, path, err);
    if (status == TOL_OK) {
        status = read_input(&input, opt, arena, out, err);
        tol_input_close(&input);
    }
    return status;
}

tol_status tol_document_read_bytes(tol_str bytes, const char *name, const tol_document_opt *opt, tol_arena *arena,
                                   tol_document *out, tol_error *err)
{
    tol_error_clear(err);
    if ((!bytes.ptr && bytes.len) || !arena || !out) {
        return tol_fail(err, TOL_EINVAL, "no bytes, arena or document is given");
    }
    memset(out, 0, sizeof *out);
    tol_input input;
    tol_input_of_bytes(&input, bytes, name);
    return read_input(&input, opt, arena, out, err);
}
