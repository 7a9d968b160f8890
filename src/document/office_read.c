/*
 * An archive that holds a document. Its parts are read as they come, each as a stream; what a part is shows its root
 * element, so that no list of parts need be read before.
 */
#include <string.h>

#include "base/fail.h"
#include "document/doc_readers.h"
#include "document/docx.h"
#include "formats/sniff.h"

/* A part may unpack to so many bytes before anybody asks how it was packed: see TOL_HELD_RATIO. */
#define FREELY ((uint64_t)16 << 20)

/* In so many bytes its first "<" stands. */
#define XML_BEGIN_MAX ((size_t)64)

typedef struct office {
    tol_reading *reading;
    tol_packed *packed;
    tol_docx docx;
    bool has_odt;
    const char *other; /* what the archive is, when it is no text document; NULL: not known */
} office;

/* ---- parts that grow ---- */

typedef struct part_input {
    tol_input *inner;
    uint64_t n;
} part_input;

static tol_status pull_part(void *user, char *into, size_t cap, size_t *len, tol_error *err)
{
    part_input *part = user;
    tol_status status = tol_input_read(part->inner, into, cap, len, err);
    part->n += *len;
    if (status == TOL_OK && part->n > FREELY && part->n / TOL_HELD_RATIO > part->inner->done) {
        return tol_fail(err, TOL_ELIMIT, "what is packed grows to more than %d times its size", TOL_HELD_RATIO);
    }
    return status;
}

/* ---- one part ---- */

static tol_status read_docx_part(office *all, tol_source *source, tol_str root, tol_error *err)
{
    static const char *const roots[] = {"document", "footnotes", "endnotes", "hdr", "ftr", "comments"};
    if (tol_str_equal(root, TOL_LIT("styles"))) {
        return tol_docx_read_styles(&all->docx, source, err);
    }
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        if (tol_str_equal(root, tol_str_of(roots[i]))) {
            all->reading->out->format = "docx";
            return tol_docx_part(&all->docx, source, err);
        }
    }
    return TOL_OK;
}

static bool is_content(tol_str name)
{
    return tol_str_equal(name, TOL_LIT("content.xml"));
}

static tol_status read_part(office *all, tol_source *source, tol_str name, tol_error *err)
{
    tol_looks looks;
    tol_sniff((tol_str){source->bytes, source->n_bytes}, tol_buf_str(&source->text), &looks);
    tol_str root = tol_str_of(looks.root);
    if (!is_content(name) || !tol_str_equal(root, TOL_LIT("document-content"))) {
        return read_docx_part(all, source, root, err);
    }
    all->has_odt = true;
    all->reading->out->format = "odt";
    return tol_read_odt(all->reading, source, err);
}

/* What is encrypted has no beginning of XML; it is not given to the decoder, who would guess. */
static bool is_markup(tol_str head)
{
    return memchr(head.ptr ? head.ptr : "", '<', head.len < XML_BEGIN_MAX ? head.len : XML_BEGIN_MAX) != NULL;
}

static tol_status read_input(office *all, tol_input *input, tol_str name, tol_error *err)
{
    tol_source source;
    tol_read_opt opt = tol_reading_opt(all->reading, NULL);
    tol_status status = tol_source_open(&source, input, all->reading->reporter, &opt, err);
    if (status == TOL_OK) {
        status = read_part(all, &source, name, err);
    }
    tol_source_close(&source);
    return status;
}

static tol_status open_part(office *all, tol_input *file, tol_str name, tol_error *err)
{
    part_input part = {file, 0};
    tol_input input;
    tol_str head;
    tol_input_of_pull(&input, pull_part, &part, file->beneath, file->name);
    tol_status status = tol_input_peek(&input, &head, err);
    if (status == TOL_OK && is_markup(head)) {
        status = read_input(all, &input, name, err);
    } else if (status == TOL_OK && is_content(name)) {
        status = tol_fail(err, TOL_EFORMAT, "the document is protected by a password: save it without one");
    }
    tol_fail_locate(err, file->name, 0);
    return status;
}

/* ---- the archive ---- */

static bool contains(tol_str text, const char *what)
{
    size_t len = strlen(what);
    for (size_t i = 0; i + len <= text.len; i++) {
        if (memcmp(text.ptr + i, what, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Text blocks for later use, what other programs left, looks: parts that are no text of the document. */
static bool is_wanted(tol_str name)
{
    static const char *const others[] = {"glossary/", "customXml/", "docProps/", "theme/",
                                         "charts/",   "META-INF/",  "diagrams/", "Object "};
    bool is_wanted = tol_str_ends_with(name, TOL_LIT(".xml"));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        is_wanted = is_wanted && !contains(name, others[i]);
    }
    return is_wanted;
}

static void look_at_name(office *all, tol_str name)
{
    static const struct {
        const char *name, *words;
    } marks[] = {
        {"xl/workbook.xml", "a spreadsheet (XLSX): save it as CSV"},
        {"xl/workbook.bin", "a spreadsheet (XLSB): save it as CSV"},
        {"ppt/presentation.xml", "a presentation (PPTX): save its text"},
        {"META-INF/container.xml", "a book (EPUB): unpack it and read its HTML files"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (tol_str_equal(name, tol_str_of(marks[i].name))) {
            all->other = marks[i].words;
        }
    }
}

static tol_status read_parts(office *all, tol_error *err)
{
    tol_input *file;
    tol_str name;
    tol_status status = tol_packed_next(all->packed, &file, &name, err);
    while (status == TOL_OK && file) {
        look_at_name(all, name);
        if (is_wanted(name) && !all->other) {
            status = open_part(all, file, name, err);
        }
        status = status ? status : tol_packed_next(all->packed, &file, &name, err);
    }
    return status;
}

static tol_status check(const office *all, tol_error *err)
{
    if (all->has_odt || all->docx.has_text) {
        return TOL_OK;
    }
    if (all->other) {
        return tol_fail(err, TOL_EFORMAT, "it holds no text document: it looks like %s", all->other);
    }
    return tol_fail(err, TOL_EFORMAT,
                    "%s holds no text document: neither DOCX (word/document.xml) nor ODT (content.xml)",
                    all->packed->words);
}

tol_status tol_read_office(tol_reading *reading, tol_packed *packed, tol_error *err)
{
    office all = {.reading = reading, .packed = packed, .docx = {.reading = reading, .numbers = TOL_MAP_INIT}};
    tol_status status = read_parts(&all, err);
    if (status == TOL_OK) {
        status = check(&all, err);
    }
    tol_docx_finish(&all.docx);
    tol_docx_release(&all.docx);
    return status;
}
