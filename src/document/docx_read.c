/* The text of a DOCX: the main part, footnotes, endnotes. */
#include "document/docx.h"

#include <string.h>

#include "base/fail.h"

#define LIST_LEVEL_MAX 9

typedef enum part_kind { PART_OTHER, PART_TEXT, PART_NOTES, PART_MARGIN, PART_COMMENTS } part_kind;

typedef enum code {
    OTHER,
    PARAGRAPH,
    RUN,
    TEXT,
    SPACE,
    BREAK,
    NO_BREAK_HYPHEN,
    SOFT_HYPHEN,
    FOOTNOTE_REF,
    ENDNOTE_REF,
    PARA_PROPS,
    STYLE,
    OUTLINE,
    LIST_LEVEL,
    LIST_ID,
    CELL,
    FOOTNOTE,
    ENDNOTE,
    HIDDEN,
    DELETED,
    SKIPPED,
    COMMENT
} code;

static const tol_markup_name names[] = {
    {"t", TEXT},
    {"r", RUN},
    {"p", PARAGRAPH},
    {"pPr", PARA_PROPS},
    {"tab", SPACE},
    {"ptab", SPACE},
    {"br", BREAK},
    {"cr", BREAK},
    {"noBreakHyphen", NO_BREAK_HYPHEN},
    {"softHyphen", SOFT_HYPHEN},
    {"footnoteReference", FOOTNOTE_REF},
    {"endnoteReference", ENDNOTE_REF},
    {"pStyle", STYLE},
    {"outlineLvl", OUTLINE},
    {"ilvl", LIST_LEVEL},
    {"numId", LIST_ID},
    {"tc", CELL},
    {"footnote", FOOTNOTE},
    {"endnote", ENDNOTE},
    {"vanish", HIDDEN},
    {"del", DELETED},
    {"moveFrom", DELETED},
    {"rt", SKIPPED},        /* how a word is read, above it */
    {"pPrChange", SKIPPED}, /* what properties were before */
    {"rPrChange", SKIPPED},
    {"comment", COMMENT},
};

typedef struct part_reader {
    tol_docx *docx;
    tol_flow flow;
    part_kind kind;
    code codes[TOL_XML_DEPTH_MAX];
    size_t depth, skipping; /* depth from which all is left out; 0: nothing is */
    size_t n_props;         /* open pPr, where a tab is no tab */
    size_t n_cells;
    bool is_hidden;       /* the run at hand is */
    bool is_mark_deleted; /* of the paragraph at hand: it goes on in the next */
    bool goes_on;         /* the open paragraph is the one before */
    bool has_words;       /* something in a part that is left out */
    tol_str note;
} part_reader;

static tol_reading *reading_of(const part_reader *reader)
{
    return reader->docx->reading;
}

/* ---- beginnings ---- */

static part_kind kind_of_root(const tol_xml_element *element)
{
    static const tol_markup_name roots[] = {
        {"document", PART_TEXT}, {"footnotes", PART_NOTES}, {"endnotes", PART_NOTES},
        {"hdr", PART_MARGIN},    {"ftr", PART_MARGIN},      {"comments", PART_COMMENTS},
    };
    return tol_docx_is_word(element) ? (part_kind)tol_markup_code(roots, sizeof roots / sizeof roots[0], element->name)
                                     : PART_OTHER;
}

static tol_status open_paragraph(part_reader *reader, tol_error *err)
{
    reader->is_mark_deleted = false;
    if (reader->goes_on) {
        reader->goes_on = false;
        return TOL_OK;
    }
    tol_para_kind kind = reader->note.ptr  ? (reader->note.ptr[0] == 'e' ? TOL_PARA_ENDNOTE : TOL_PARA_FOOTNOTE)
                         : reader->n_cells ? TOL_PARA_TABLE_CELL
                                           : TOL_PARA_BODY;
    return tol_flow_open(&reader->flow, kind, 0, reader->note, err);
}

/* Notes that draw the line above notes have a type. */
static void begin_note(part_reader *reader, tol_para_kind kind, const tol_xml_element *element)
{
    tol_str type = tol_markup_attr(element, "type");
    bool is_note = !type.ptr || tol_str_equal(type, TOL_LIT("normal"));
    if (reader->kind != PART_NOTES || !is_note) {
        reader->skipping = reader->depth;
        return;
    }
    reader->note = tol_reading_note_name(reading_of(reader), kind, tol_markup_attr(element, "id"));
}

static tol_status refer(part_reader *reader, tol_para_kind kind, const tol_xml_element *element, tol_error *err)
{
    if (reading_of(reader)->opt->leave_notes_out) {
        return TOL_OK;
    }
    tol_str note = tol_reading_note_name(reading_of(reader), kind, tol_markup_attr(element, "id"));
    return tol_flow_refer(&reader->flow, note, err);
}

/* A property of the paragraph at hand, which has no text yet. */
static tol_status set_property(part_reader *reader, code what, const tol_xml_element *element, tol_error *err)
{
    tol_flow *flow = &reader->flow;
    if (!reader->n_props || !tol_flow_is_open(flow)) {
        return TOL_OK;
    }
    tol_paragraph *para = &flow->frames[flow->depth - 1].para;
    bool is_plain = para->kind == TOL_PARA_BODY;
    uint32_t level = tol_markup_number(element, "val", LIST_LEVEL_MAX, LIST_LEVEL_MAX);
    if (what == STYLE) {
        return tol_docx_style_number(reader->docx, tol_markup_attr(element, "val"), &para->page, err);
    }
    if (what == OUTLINE && level < LIST_LEVEL_MAX && !reader->note.ptr) {
        tol_flow_turn(flow, TOL_PARA_HEADING, level + 1);
    } else if (what == LIST_LEVEL && is_plain) {
        para->level = level < LIST_LEVEL_MAX ? level + 1 : 1;
    } else if (what == LIST_ID && is_plain && level > 0) {
        tol_flow_turn(flow, TOL_PARA_LIST_ITEM, para->level ? para->level : 1);
    }
    return TOL_OK;
}

/* A deleted paragraph mark stands among the properties; deleted text does not. */
static void begin_deletion(part_reader *reader)
{
    if (reader->n_props) {
        reader->is_mark_deleted = true;
    } else {
        reader->skipping = reader->depth;
        tol_reading_clean(reading_of(reader), TOL_CLEAN_DELETED, 0, NULL);
    }
}

static void hide_run(part_reader *reader, const tol_xml_element *element)
{
    if (!reader->n_props && !reader->is_hidden && tol_docx_is_on(element)) {
        reader->is_hidden = true;
        tol_reading_clean(reading_of(reader), TOL_CLEAN_HIDDEN, 0, NULL);
    }
}

static tol_status add(part_reader *reader, tol_str text, tol_error *err)
{
    return reader->is_hidden ? TOL_OK : tol_flow_text(&reader->flow, text, err);
}

static tol_status begin(part_reader *reader, code what, const tol_xml_element *element, tol_error *err)
{
    switch (what) {
    case PARAGRAPH:
        return open_paragraph(reader, err);
    case PARA_PROPS:
        reader->n_props++;
        return TOL_OK;
    case RUN:
        reader->is_hidden = false;
        return TOL_OK;
    case SPACE:
        return reader->n_props ? TOL_OK : add(reader, TOL_LIT(" "), err);
    case BREAK:
        tol_flow_break(&reader->flow);
        return TOL_OK;
    case NO_BREAK_HYPHEN:
        return add(reader, TOL_LIT("\xE2\x80\x91"), err);
    case SOFT_HYPHEN:
        return add(reader, TOL_LIT("\xC2\xAD"), err);
    case FOOTNOTE_REF:
        return refer(reader, TOL_PARA_FOOTNOTE, element, err);
    case ENDNOTE_REF:
        return refer(reader, TOL_PARA_ENDNOTE, element, err);
    case STYLE:
    case OUTLINE:
    case LIST_LEVEL:
    case LIST_ID:
        return set_property(reader, what, element, err);
    case CELL:
        reader->n_cells++;
        return TOL_OK;
    case FOOTNOTE:
        begin_note(reader, TOL_PARA_FOOTNOTE, element);
        return TOL_OK;
    case ENDNOTE:
        begin_note(reader, TOL_PARA_ENDNOTE, element);
        return TOL_OK;
    case HIDDEN:
        hide_run(reader, element);
        return TOL_OK;
    case DELETED:
        begin_deletion(reader);
        return TOL_OK;
    case SKIPPED:
        reader->skipping = reader->depth;
        return TOL_OK;
    default:
        return TOL_OK;
    }
}

/* Text of Word, and of formulas in it. What newer programs understand stands beside what older ones do. */
static code code_of(const tol_xml_element *element)
{
    static const char math[] = "http://schemas.openxmlformats.org/officeDocument/2006/math";
    if (tol_docx_is_word(element)) {
        return (code)tol_markup_code(names, sizeof names / sizeof names[0], element->name);
    }
    if (tol_str_equal(element->name, TOL_LIT("Fallback"))) {
        return SKIPPED;
    }
    bool is_math = tol_str_equal(element->space, tol_str_of(math));
    return is_math && tol_str_equal(element->name, TOL_LIT("t")) ? TEXT : OTHER;
}

static tol_status on_start(void *user, const tol_xml_element *element, tol_error *err)
{
    part_reader *reader = user;
    if (!reader->depth) {
        reader->kind = kind_of_root(element);
        reader->docx->has_text |= reader->kind == PART_TEXT;
    }
    code what = code_of(element);
    reader->codes[reader->depth++] = what;
    if (reader->skipping) {
        return TOL_OK;
    }
    if (reader->kind == PART_TEXT || reader->kind == PART_NOTES) {
        return begin(reader, what, element, err);
    }
    if (what == COMMENT && reader->kind == PART_COMMENTS) {
        tol_reading_clean(reading_of(reader), TOL_CLEAN_COMMENT, 0, NULL);
    }
    return TOL_OK;
}

/* ---- text and ends ---- */

static bool has_words(tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] > ' ') {
            return true;
        }
    }
    return false;
}

static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    part_reader *reader = user;
    if (reader->skipping || reader->codes[reader->depth - 1] != TEXT) {
        return TOL_OK;
    }
    if (reader->kind == PART_MARGIN) {
        reader->has_words |= has_words(text);
    }
    return add(reader, text, err);
}

static tol_status end_paragraph(part_reader *reader, tol_error *err)
{
    reader->goes_on = reader->is_mark_deleted;
    reader->is_mark_deleted = false;
    return reader->goes_on ? TOL_OK : tol_flow_close(&reader->flow, err);
}

/* Where paragraphs end at the latest, also one whose mark is deleted. */
static tol_status end_group(part_reader *reader, tol_error *err)
{
    bool is_left = reader->goes_on;
    reader->goes_on = false;
    return is_left ? tol_flow_close(&reader->flow, err) : TOL_OK;
}

static tol_status on_end(void *user, tol_error *err)
{
    part_reader *reader = user;
    code what = reader->codes[--reader->depth];
    if (reader->skipping) {
        reader->skipping = reader->skipping == reader->depth + 1 ? 0 : reader->skipping;
        return TOL_OK;
    }
    if (reader->kind != PART_TEXT && reader->kind != PART_NOTES) {
        return TOL_OK;
    }
    switch (what) {
    case PARAGRAPH:
        return end_paragraph(reader, err);
    case PARA_PROPS:
        reader->n_props--;
        return TOL_OK;
    case RUN:
        reader->is_hidden = false;
        return TOL_OK;
    case CELL:
        reader->n_cells--;
        return end_group(reader, err);
    case FOOTNOTE:
    case ENDNOTE:
        reader->note = TOL_STR_NULL;
        return end_group(reader, err);
    default:
        return reader->depth ? TOL_OK : end_group(reader, err);
    }
}

tol_status tol_docx_part(tol_docx *docx, tol_source *source, tol_error *err)
{
    part_reader reader;
    memset(&reader, 0, sizeof reader);
    reader.docx = docx;
    tol_flow_init(&reader.flow, docx->reading);
    tol_xml_handler handler = {&reader, on_start, on_text, on_end};
    tol_status status = tol_xml_read(source, &handler, err);
    if (reader.has_words) {
        tol_reading_clean(docx->reading, TOL_CLEAN_MARGIN_PART, 0, NULL);
    }
    tol_flow_release(&reader.flow);
    return status;
}
