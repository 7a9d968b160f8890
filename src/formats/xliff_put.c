#include "formats/xliff_put.h"

#include "formats/xliff_names.h"
#include "formats/xml_edit.h"
#include "formats/xml_text.h"

static void put_literal(tol_buf *buf, const char *text)
{
    tol_buf_add(buf, tol_str_of(text));
}

/* ---- codes ---- */

/* An element that encloses nothing: its start tag, then the rest as it stands. */
static void put_single(tol_buf *buf, tol_str document, const tol_xliff_code *code, const tol_attr *set, size_t n_set)
{
    tol_xml_put_tag(buf, document, &code->tag, set, n_set, TOL_END_AS_IT_WAS);
    if (code->end > code->tag.span.end) {
        tol_buf_append(buf, document.ptr + code->tag.span.end, code->end - code->tag.span.end);
    }
}

static void put_code(tol_buf *buf, tol_str document, const tol_xliff_code *code, bool with_data)
{
    static const tol_attr no_data[] = {{{"dataRef", 7}, {NULL, 0}},        {{"dataRefStart", 12}, {NULL, 0}},
                                       {{"dataRefEnd", 10}, {NULL, 0}},    {{"subFlows", 8}, {NULL, 0}},
                                       {{"subFlowsStart", 13}, {NULL, 0}}, {{"subFlowsEnd", 11}, {NULL, 0}}};
    size_t n = with_data ? 0 : sizeof no_data / sizeof no_data[0];
    if (!code->encloses) {
        put_single(buf, document, code, no_data, n);
    } else if (code->kind == TOL_CODE_OPENS) {
        tol_xml_put_tag(buf, document, &code->tag, no_data, n, TOL_END_OPEN);
    } else {
        tol_xml_put_end(buf, code->tag.name);
    }
}

void tol_xliff_put_content(tol_buf *buf, tol_str document, const tol_xliff_codes *codes, const tol_coded_text *text,
                           bool with_data)
{
    size_t at = 0;
    for (size_t i = 0; i < text->n_places; i++) {
        const tol_code_place *place = &text->places[i];
        tol_xml_put_text(buf, (tol_str){text->text.ptr + at, place->at - at});
        put_code(buf, document, &codes->items[place->code], with_data);
        at = place->at;
    }
    tol_xml_put_text(buf, (tol_str){text->text.ptr + at, text->text.len - at});
}

/* ---- elements ---- */

static void put_name(tol_buf *buf, const char *before, tol_str prefix, const char *name)
{
    put_literal(buf, before);
    tol_buf_add(buf, prefix);
    put_literal(buf, name);
}

static void put_text_element(tol_buf *buf, tol_str prefix, const char *name, const char *attrs, tol_str text)
{
    put_name(buf, "<", prefix, name);
    put_literal(buf, attrs);
    put_literal(buf, ">");
    tol_xml_put_text(buf, text);
    put_name(buf, "</", prefix, name);
    put_literal(buf, ">");
}

static void put_coded_element(tol_buf *buf, tol_str prefix, const char *name, const tol_attr *attr, tol_str document,
                              const tol_xliff_codes *codes, const tol_coded_text *text, bool with_data)
{
    put_name(buf, "<", prefix, name);
    if (attr && attr->value.ptr) {
        tol_xml_put_attr(buf, attr->name, attr->value);
    }
    put_literal(buf, ">");
    tol_xliff_put_content(buf, document, codes, text, with_data);
    put_name(buf, "</", prefix, name);
    put_literal(buf, ">");
}

static void put_number(tol_buf *buf, const char *name, int n, const char *behind)
{
    tol_buf value = TOL_BUF_INIT;
    tol_buf_printf(&value, "%d%s", n, behind);
    tol_xml_put_attr(buf, tol_str_of(name), tol_buf_str(&value));
    tol_buf_release(&value);
}

void tol_xliff_put_alt_trans(tol_buf *buf, tol_str document, const tol_xliff_codes *codes, const tol_fill_match *match,
                             tol_str mid, tol_str prefix)
{
    tol_str qualifier = match->kind == TOL_FILL_FUZZY ? TOL_LIT("fuzzy-match") : TOL_LIT("leveraged-tm");
    tol_attr state = {TOL_LIT("state-qualifier"), qualifier};
    put_name(buf, "<", prefix, "alt-trans");
    if (mid.ptr) {
        tol_xml_put_attr(buf, TOL_LIT("mid"), mid);
    }
    put_number(buf, "match-quality", match->score, "%");
    tol_xml_put_attr(buf, TOL_LIT("origin"), match->memory);
    put_literal(buf, ">");
    put_coded_element(buf, prefix, "source", NULL, document, codes, &match->source, true);
    put_coded_element(buf, prefix, "target", &state, document, codes, &match->target, true);
    if (match->differences.len) {
        put_text_element(buf, prefix, "note", " from=\"tolmach\" annotates=\"source\"", match->differences);
    }
    put_name(buf, "</", prefix, "alt-trans");
    put_literal(buf, ">");
}

static void put_differences(tol_buf *buf, tol_str differences)
{
    put_literal(buf, "<mda:metadata xmlns:mda=\"" TOL_XLIFF_METADATA_SPACE "\"><mda:metaGroup category=\"tolmach\">"
                     "<mda:meta type=\"differences\">");
    tol_xml_put_text(buf, differences);
    put_literal(buf, "</mda:meta></mda:metaGroup></mda:metadata>");
}

void tol_xliff_put_match(tol_buf *buf, tol_str document, const tol_xliff_codes *codes, const tol_fill_match *match,
                         tol_str ref, tol_str prefix, tol_str module_prefix, tol_str space)
{
    const tol_attr declared = {TOL_LIT("xmlns"), space};
    put_name(buf, "<", module_prefix, "match");
    tol_xml_put_attr(buf, TOL_LIT("ref"), ref);
    put_number(buf, "similarity", match->likeness, ".0");
    put_number(buf, "matchSuitability", match->score, ".0");
    tol_xml_put_attr(buf, TOL_LIT("origin"), match->memory);
    tol_xml_put_attr(buf, TOL_LIT("type"), match->kind == TOL_FILL_CONTEXT ? TOL_LIT("icm") : TOL_LIT("tm"));
    put_literal(buf, ">");
    if (match->differences.len) {
        put_differences(buf, match->differences);
    }
    put_coded_element(buf, prefix, "source", &declared, document, codes, &match->source, false);
    put_coded_element(buf, prefix, "target", &declared, document, codes, &match->target, false);
    put_name(buf, "</", module_prefix, "match");
    put_literal(buf, ">");
}

/* ---- terms ---- */

void tol_xliff_put_note(tol_buf *buf, const tol_fill_term *term, tol_str prefix)
{
    put_name(buf, "<", prefix, "note from=\"tolmach\" annotates=\"source\">");
    tol_xml_put_text(buf, term->source);
    put_literal(buf, " = ");
    tol_xml_put_text(buf, term->target);
    put_literal(buf, " (");
    tol_xml_put_text(buf, term->glossary);
    put_literal(buf, ")");
    put_name(buf, "</", prefix, "note>");
}

void tol_xliff_put_entry(tol_buf *buf, const tol_fill_term *term, tol_str ref, tol_str module_prefix)
{
    put_name(buf, "<", module_prefix, "glossEntry");
    if (ref.ptr) {
        tol_xml_put_attr(buf, TOL_LIT("ref"), ref);
    }
    put_literal(buf, ">");
    put_text_element(buf, module_prefix, "term", "", term->source);
    put_name(buf, "<", module_prefix, "translation");
    tol_xml_put_attr(buf, TOL_LIT("source"), term->glossary);
    put_literal(buf, ">");
    tol_xml_put_text(buf, term->target);
    put_name(buf, "</", module_prefix, "translation></");
    tol_buf_add(buf, module_prefix);
    put_literal(buf, "glossEntry>");
}
