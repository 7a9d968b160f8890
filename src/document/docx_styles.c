/* The styles of a DOCX: which are headings, which are lists, which go by another. */
#include "base/fail.h"
#include "base/mem.h"
#include "document/docx.h"

/* Styles that go by others that go by others. */
#define BASES_MAX 16

/* Outline levels are 0 to 8; 9 is text. */
#define OUTLINE_MAX 8

typedef struct styles_reader {
    tol_docx *docx;
    size_t depth;
    uint32_t at; /* number of the style at hand; 0: none, or one of characters or tables */
} styles_reader;

bool tol_docx_is_word(const tol_xml_element *element)
{
    return tol_str_equal(element->space, TOL_LIT("http://schemas.openxmlformats.org/wordprocessingml/2006/main")) ||
           tol_str_equal(element->space, TOL_LIT("http://purl.oclc.org/ooxml/wordprocessingml/main"));
}

bool tol_docx_is_on(const tol_xml_element *element)
{
    tol_str value = tol_markup_attr(element, "val");
    return !tol_str_equal(value, TOL_LIT("0")) && !tol_str_equal(value, TOL_LIT("false")) &&
           !tol_str_equal(value, TOL_LIT("off"));
}

tol_status tol_docx_style_number(tol_docx *docx, tol_str name, uint32_t *number, tol_error *err)
{
    bool is_new = false;
    tol_map_slot *slot = tol_map_put(&docx->numbers, name, &is_new);
    if (slot && is_new) {
        tol_docx_style *grown = tol_mem_grow(docx->styles, &docx->cap_styles, docx->n_styles + 1, sizeof *grown);
        if (!grown) {
            return tol_fail_nomem(err);
        }
        docx->styles = grown;
        docx->styles[docx->n_styles++] = (tol_docx_style){0, 0, 0};
        slot->value = docx->n_styles;
    }
    *number = slot ? (uint32_t)slot->value : 0;
    return slot ? TOL_OK : tol_fail_nomem(err);
}

/* Names of Word's own styles are English in every language; the names by which paragraphs call them are not. */
static uint32_t level_by_name(tol_str name)
{
    static const char heading[] = "heading ";
    size_t len = sizeof heading - 1;
    if (name.len == len + 1 && tol_str_equal_nocase((tol_str){name.ptr, len}, TOL_LIT("heading ")) &&
        name.ptr[len] >= '1' && name.ptr[len] <= '9') {
        return (uint32_t)(name.ptr[len] - '0');
    }
    return tol_str_equal_nocase(name, TOL_LIT("title")) ? 1 : 0;
}

static tol_status on_start(void *user, const tol_xml_element *element, tol_error *err)
{
    static const tol_markup_name names[] = {{"style", 1}, {"name", 2}, {"basedOn", 3}, {"outlineLvl", 4}, {"numPr", 5}};
    styles_reader *reader = user;
    tol_docx *docx = reader->docx;
    int code = tol_docx_is_word(element) ? tol_markup_code(names, 5, element->name) : 0;
    uint32_t number = 0;
    reader->depth++;
    if (code == 1 && reader->depth == 2) {
        reader->at = 0;
        bool is_of_paragraphs = tol_str_equal(tol_markup_attr(element, "type"), TOL_LIT("paragraph"));
        tol_str id = tol_markup_attr(element, "styleId");
        return is_of_paragraphs && id.ptr ? tol_docx_style_number(docx, id, &reader->at, err) : TOL_OK;
    }
    if (!reader->at || code < 2) {
        return TOL_OK;
    }
    if (code == 3) {
        tol_status status = tol_docx_style_number(docx, tol_markup_attr(element, "val"), &number, err);
        docx->styles[reader->at - 1].based_on = number;
        return status;
    }
    tol_docx_style *style = &docx->styles[reader->at - 1];
    if (code == 2) {
        style->heading = level_by_name(tol_markup_attr(element, "val"));
    } else if (code == 4) {
        uint32_t level = tol_markup_number(element, "val", OUTLINE_MAX + 1, OUTLINE_MAX + 1);
        style->heading = level <= OUTLINE_MAX ? level + 1 : 0;
    } else {
        style->list = 1;
    }
    return TOL_OK;
}

static tol_status on_text(void *user, tol_str text, tol_error *err)
{
    (void)user;
    (void)text;
    (void)err;
    return TOL_OK;
}

static tol_status on_end(void *user, tol_error *err)
{
    (void)err;
    styles_reader *reader = user;
    reader->depth--;
    return TOL_OK;
}

tol_status tol_docx_read_styles(tol_docx *docx, tol_source *source, tol_error *err)
{
    styles_reader reader = {docx, 0, 0};
    tol_xml_handler handler = {&reader, on_start, on_text, on_end};
    return tol_xml_read(source, &handler, err);
}

/* ---- the end ---- */

static void apply(const tol_docx *docx, tol_paragraph *para)
{
    uint32_t number = para->page;
    para->page = 0;
    for (int i = 0; i < BASES_MAX && number; i++) {
        const tol_docx_style *style = &docx->styles[number - 1];
        if (style->heading) {
            para->kind = TOL_PARA_HEADING;
            para->level = style->heading;
            return;
        }
        if (style->list && para->kind == TOL_PARA_BODY) {
            para->kind = TOL_PARA_LIST_ITEM;
            para->level = style->list;
            return;
        }
        number = style->based_on;
    }
}

void tol_docx_finish(tol_docx *docx)
{
    for (size_t i = 0; i < docx->reading->n_paras; i++) {
        apply(docx, &docx->reading->paras[i]);
    }
    for (size_t i = 0; i < docx->reading->n_notes; i++) {
        docx->reading->notes[i].para.page = 0;
    }
}

void tol_docx_release(tol_docx *docx)
{
    tol_map_release(&docx->numbers);
    tol_mem_free(docx->styles);
}
