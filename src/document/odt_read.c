/* OpenDocument text: the part content.xml of a package, or a flat file. */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "document/doc_readers.h"
#include "document/flow.h"
#include "document/markup_names.h"

#define SPACES_MAX 1000

typedef enum code {
    OTHER,
    PARAGRAPH,
    HEADING,
    ITEM,
    CELL,
    SPACES,
    TAB,
    BREAK,
    NOTE,
    CITATION,
    NOTE_BODY,
    COMMENT,
    CHANGES,
    HIDDEN,
    MARGIN,
    SKIPPED,
    BODY_TEXT,
    NO_TEXT
} code;

static const tol_markup_name names[] = {
    {"p", PARAGRAPH},
    {"h", HEADING},
    {"list-item", ITEM},
    {"list-header", ITEM},
    {"table-cell", CELL},
    {"s", SPACES},
    {"tab", TAB},
    {"line-break", BREAK},
    {"note", NOTE},
    {"note-citation", CITATION},
    {"note-body", NOTE_BODY},
    {"annotation", COMMENT},
    {"tracked-changes", CHANGES},
    {"hidden-text", HIDDEN},
    {"header", MARGIN},
    {"footer", MARGIN},
    {"header-left", MARGIN},
    {"footer-left", MARGIN},
    {"header-first", MARGIN},
    {"footer-first", MARGIN},
    {"ruby-text", SKIPPED},
    {"covered-table-cell", SKIPPED},
    {"event-listeners", SKIPPED},
    {"text", BODY_TEXT},
    {"spreadsheet", NO_TEXT},
    {"presentation", NO_TEXT},
    {"drawing", NO_TEXT},
};

/* What is left out and counted; TOL_N_CLEANINGS: not counted. */
static tol_cleaning cleaning_of(code what)
{
    return what == COMMENT   ? TOL_CLEAN_COMMENT
           : what == CHANGES ? TOL_CLEAN_DELETED
           : what == HIDDEN  ? TOL_CLEAN_HIDDEN
           : what == MARGIN  ? TOL_CLEAN_MARGIN_PART
                             : TOL_N_CLEANINGS;
}

typedef struct odt_reader {
    tol_reading *reading;
    tol_flow flow;
    code codes[TOL_XML_DEPTH_MAX];
    size_t depth, skipping;
    bool is_in_text; /* inside of office:text */
    uint32_t n_items;
    size_t n_cells;
    size_t n_notes_read; /* names of notes are their numbers */
    tol_str note;        /* the note at hand */
    tol_para_kind note_kind;
} odt_reader;

/* Folder of names: "text" of "urn:oasis:names:tc:opendocument:xmlns:text:1.0". */
static bool is_of(const tol_xml_element *element, const char *family)
{
    static const char urn[] = "urn:oasis:names:tc:opendocument:xmlns:";
    size_t len = strlen(family), head = sizeof urn - 1;
    return element->space.len > head + len && memcmp(element->space.ptr, urn, head) == 0 &&
           memcmp(element->space.ptr + head, family, len) == 0 && element->space.ptr[head + len] == ':';
}

static code code_of(const tol_xml_element *element)
{
    code what = (code)tol_markup_code(names, sizeof names / sizeof names[0], element->name);
    bool is_office = what == COMMENT || what == BODY_TEXT || what == NO_TEXT;
    const char *family = is_office         ? "office"
                         : what == CELL    ? "table"
                         : what == MARGIN  ? "style"
                         : what == SKIPPED ? NULL
                                           : "text";
    bool is_table_too =
        what == SKIPPED && (is_of(element, "table") || is_of(element, "text") || is_of(element, "office"));
    return is_table_too || (family && is_of(element, family)) ? what : OTHER;
}

static tol_status begin_note(odt_reader *reader, const tol_xml_element *element, tol_error *err)
{
    char id[24];
    tol_reading *reading = reader->reading;
    if (reading->opt->leave_notes_out || reader->note.ptr) {
        reader->skipping = reader->depth;
        return TOL_OK;
    }
    bool is_endnote = tol_str_equal(tol_markup_attr(element, "note-class"), TOL_LIT("endnote"));
    reader->note_kind = is_endnote ? TOL_PARA_ENDNOTE : TOL_PARA_FOOTNOTE;
    snprintf(id, sizeof id, "%zu", ++reader->n_notes_read);
    reader->note = tol_reading_note_name(reading, reader->note_kind, tol_str_of(id));
    return reader->note.ptr ? tol_flow_refer(&reader->flow, reader->note, err) : tol_fail_nomem(err);
}

static tol_status open_paragraph(odt_reader *reader, code what, const tol_xml_element *element, tol_error *err)
{
    if (reader->note.ptr) {
        return tol_flow_open(&reader->flow, reader->note_kind, 0, reader->note, err);
    }
    if (what == HEADING) {
        uint32_t level = tol_markup_number(element, "outline-level", 10, 1);
        return tol_flow_open(&reader->flow, TOL_PARA_HEADING, level ? level : 1, TOL_STR_NULL, err);
    }
    tol_para_kind kind = reader->n_items ? TOL_PARA_LIST_ITEM : reader->n_cells ? TOL_PARA_TABLE_CELL : TOL_PARA_BODY;
    return tol_flow_open(&reader->flow, kind, reader->n_items, TOL_STR_NULL, err);
}

static tol_status refuse(const tol_xml_element *element, tol_error *err)
{
    return tol_fail(err, TOL_EFORMAT, "it holds no text document: it looks like a %.*s%s (OpenDocument)",
                    TOL_ARG(element->name),
                    tol_str_equal(element->name, TOL_LIT("spreadsheet")) ? ": save it as CSV" : "");
}

static void leave_out(odt_reader *reader, code what)
{
    tol_cleaning cleaning = cleaning_of(what);
    reader->skipping = reader->depth;
    if (cleaning != TOL_N_CLEANINGS) {
        tol_reading_clean(reader->reading, cleaning, 0, NULL);
    }
}

static tol_status begin(odt_reader *reader, code what, const tol_xml_element *element, tol_error *err)
{
    switch (what) {
    case PARAGRAPH:
    case HEADING:
        return open_paragraph(reader, what, element, err);
    case ITEM:
        reader->n_items++;
        return TOL_OK;
    case CELL:
        reader->n_cells++;
        return TOL_OK;
    case SPACES:
    case TAB:
        tol_flow_space(&reader->flow);
        return TOL_OK;
    case BREAK:
        tol_flow_break(&reader->flow);
        return TOL_OK;
    case NOTE:
        return begin_note(reader, element, err);
    case CITATION:
    case COMMENT:
    case CHANGES:
    case HIDDEN:
    case MARGIN:
    case SKIPPED:
        leave_out(reader, what);
        return TOL_OK;
    default:
        return TOL_OK;
    }
}

static tol_status on_start(void *user, const tol_xml_element *element, tol_error *err)
{
    odt_reader *reader = user;
    code what = code_of(element);
    reader->codes[reader->depth++] = what;
    if (reader->skipping) {
        return TOL_OK;
    }
    if (what == NO_TEXT && !reader->is_in_text) {
        return refuse(element, err);
    }
    reader->is_in_text |= what == BODY_TEXT;
    return reader->is_in_text || what == MARGIN ? begin(reader, what, element, err) : TOL_OK;
}

/* Text stands in paragraphs and in what is inside of them; between them is the white space of a pretty file. */
static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    odt_reader *reader = user;
    code inside = reader->codes[reader->depth - 1];
    bool is_text = !reader->skipping && inside != NOTE && inside != NOTE_BODY;
    return is_text ? tol_flow_text(&reader->flow, text, err) : TOL_OK;
}

static tol_status on_end(void *user, tol_error *err)
{
    odt_reader *reader = user;
    code what = reader->codes[--reader->depth];
    if (reader->skipping) {
        reader->skipping = reader->skipping == reader->depth + 1 ? 0 : reader->skipping;
        return TOL_OK;
    }
    if (!reader->is_in_text) {
        return TOL_OK;
    }
    switch (what) {
    case PARAGRAPH:
    case HEADING:
        return tol_flow_close(&reader->flow, err);
    case ITEM:
        reader->n_items--;
        return TOL_OK;
    case CELL:
        reader->n_cells--;
        return TOL_OK;
    case NOTE:
        reader->note = TOL_STR_NULL;
        return TOL_OK;
    case BODY_TEXT:
        reader->is_in_text = false;
        return TOL_OK;
    default:
        return TOL_OK;
    }
}

tol_status tol_read_odt(tol_reading *reading, tol_source *source, tol_error *err)
{
    odt_reader reader;
    memset(&reader, 0, sizeof reader);
    reader.reading = reading;
    tol_flow_init(&reader.flow, reading);
    tol_xml_handler handler = {&reader, on_start, on_text, on_end};
    tol_status status = tol_xml_read(source, &handler, err);
    tol_flow_release(&reader.flow);
    return status;
}
