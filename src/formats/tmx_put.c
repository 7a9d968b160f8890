#include "formats/tmx_put.h"

#include <assert.h>
#include <string.h>

#include "formats/tmx_check.h"
#include "formats/tmx_names.h"
#include "formats/xml_text.h"

#define PUT(pen, literal) tol_buf_append(&(pen)->buf, literal, sizeof(literal) - 1)

/* ---- languages ---- */

/* The canonical tag. A file has few languages and many variants: asking ICU for each took a quarter of an export. */
static tol_str tag_of(tol_tmx_pen *pen, tol_str lang)
{
    size_t n = pen->n_langs < TOL_KNOWN_LANGS ? pen->n_langs : TOL_KNOWN_LANGS;
    for (size_t i = 0; i < n; i++) {
        const tol_known_lang *known = &pen->langs[i];
        if (known->stood_len == lang.len && memcmp(known->stood, lang.ptr, lang.len) == 0) {
            return known->tag_len ? (tol_str){known->tag, known->tag_len} : lang;
        }
    }
    if (lang.len == 0 || lang.len >= TOL_LANG_MAX) {
        return lang;
    }
    tol_known_lang *known = &pen->langs[pen->n_langs++ % TOL_KNOWN_LANGS];
    memcpy(known->stood, lang.ptr, lang.len);
    known->stood_len = lang.len;
    known->tag_len = tol_lang_canonical(lang, known->tag) ? strlen(known->tag) : 0;
    return known->tag_len ? (tol_str){known->tag, known->tag_len} : lang;
}

static bool is_lang_attr(int element, tol_str name)
{
    if (tol_str_equal(name, TOL_LIT("xml:lang"))) {
        return element > TOL_FOREIGN;
    }
    return (element == TMX_HEADER || element == TMX_TU) &&
           (tol_str_equal(name, TOL_LIT("srclang")) || tol_str_equal(name, TOL_LIT("adminlang")));
}

/* ---- attributes ---- */

static void put_attr(tol_tmx_pen *pen, int element, tol_str name, tol_str value)
{
    bool is_lang = !pen->is_exact && is_lang_attr(element, name);
    tol_xml_put_attr(&pen->buf, name, is_lang ? tag_of(pen, value) : value);
}

/* What a header says that does not say it itself. */
static tol_str header_default(tol_str attr)
{
    static const char *const defaults[][2] = {
        {"creationtool", "tolmach"}, {"segtype", "sentence"}, {"o-tmf", "tolmach"},
        {"adminlang", "en"},         {"srclang", "*all*"},    {"datatype", "unknown"},
    };
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++) {
        if (tol_str_equal(attr, tol_str_of(defaults[i][0]))) {
            return tol_str_of(defaults[i][1]);
        }
    }
    return tol_str_equal(attr, TOL_LIT("creationtoolversion")) ? tol_str_of(tol_version()) : TOL_STR_NULL;
}

/* The attributes at their places in the list; others keep their order behind them. */
typedef struct row {
    tol_str listed[TMX_ATTRS_MAX];
    bool has_lang;    /* xml:lang of a note or prop, so that lang is another attribute */
    tol_str old_lang; /* the language of a variant where the version of the file calls it lang */
} row;

static void place(row *r, int element, const tol_attrs *attrs)
{
    memset(r, 0, sizeof *r);
    for (size_t i = 0; i < attrs->n; i++) {
        int at = tol_tmx_attr(element, attrs->items[i].name);
        if (at >= 0) {
            r->listed[at] = attrs->items[i].value;
        }
    }
}

/* In 1.1 and 1.2 lang is said for what is xml:lang today. */
static bool is_old_lang(const tol_tmx_pen *pen, int element, const row *r, const tol_attr *attr)
{
    if (pen->is_exact || !tol_str_equal(attr->name, TOL_LIT("lang"))) {
        return false;
    }
    return element == TMX_TUV ? tol_str_equal(attr->value, r->listed[0])
                              : (element == TMX_NOTE || element == TMX_PROP) && !r->has_lang;
}

/* The language of a variant. An exact copy says it as it stood, where that was not the usual way. */
static void place_lang(const tol_tmx_pen *pen, row *r, const tol_attrs *attrs, tol_str lang)
{
    bool is_unusual = r->listed[0].ptr || tol_attrs_get(attrs, TOL_LIT("lang")).ptr;
    if (pen->is_exact && is_unusual) {
        return;
    }
    r->listed[0] = pen->says_lang ? TOL_STR_NULL : lang;
    r->old_lang = pen->says_lang ? lang : TOL_STR_NULL;
}

/* Required or renamed attributes that are not there in their own name. */
static void fill_in(const tol_tmx_pen *pen, row *r, int element, const tol_attrs *attrs)
{
    if (element == TMX_NOTE || element == TMX_PROP) {
        int at = tol_tmx_attr(element, TOL_LIT("xml:lang"));
        r->has_lang = r->listed[at].ptr != NULL;
        if (!r->has_lang && !pen->is_exact) {
            r->listed[at] = tol_attrs_get(attrs, TOL_LIT("lang"));
        }
    }
    if (element == TMX_PROP && !pen->is_exact && !r->listed[0].ptr) {
        r->listed[0] = TOL_LIT(""); /* type */
    }
    for (int i = 0; element == TMX_HEADER && (!pen->is_exact || attrs->n == 0) && tol_tmx[element].attrs[i].ptr; i++) {
        r->listed[i] = r->listed[i].ptr ? r->listed[i] : header_default(tol_tmx[element].attrs[i]);
    }
}

/* `apart`: the value of the first attribute in the list, which stands apart in the model (tuid, language). */
static void put_attrs(tol_tmx_pen *pen, int element, const tol_attrs *attrs, tol_str apart)
{
    row r;
    if (attrs->n == 0 && !apart.ptr && element != TMX_HEADER && element != TMX_PROP) {
        return;
    }
    place(&r, element, attrs);
    if (element == TMX_TUV) {
        place_lang(pen, &r, attrs, apart);
    } else if (element == TMX_TU) {
        r.listed[0] = apart;
    } else {
        fill_in(pen, &r, element, attrs);
    }
    const tol_str *names = tol_tmx[element].attrs;
    if (r.old_lang.ptr) {
        put_attr(pen, element, TOL_LIT("lang"), r.old_lang);
    }
    for (int i = 0; names[i].ptr; i++) {
        if (r.listed[i].ptr) {
            put_attr(pen, element, names[i], r.listed[i]);
        }
    }
    for (size_t i = 0; i < attrs->n; i++) {
        const tol_attr *attr = &attrs->items[i];
        if (tol_tmx_attr(element, attr->name) < 0 && !is_old_lang(pen, element, &r, attr)) {
            put_attr(pen, element, attr->name, attr->value);
        }
    }
}

/* ---- elements ---- */

static void put_infos(tol_tmx_pen *pen, const tol_infos *infos, tol_str indent)
{
    static const int elements[] = {[TOL_NOTE] = TMX_NOTE, [TOL_PROP] = TMX_PROP, [TOL_UDE] = TMX_UDE};
    for (size_t i = 0; i < infos->n; i++) {
        const tol_info *info = &infos->items[i];
        int element = elements[info->kind];
        tol_buf_add(&pen->buf, indent);
        PUT(pen, "<");
        tol_buf_add(&pen->buf, tol_tmx[element].name);
        put_attrs(pen, element, &info->attrs, TOL_STR_NULL);
        PUT(pen, ">");
        if (info->kind == TOL_UDE) {
            tol_buf_add(&pen->buf, info->text);
        } else {
            tol_xml_put_text(&pen->buf, info->text);
        }
        PUT(pen, "</");
        tol_buf_add(&pen->buf, tol_tmx[element].name);
        PUT(pen, ">\n");
    }
}

static void put_run_name(tol_tmx_pen *pen, const tol_run *run, tol_str opened_as)
{
    tol_buf_add(&pen->buf, run->elem == TOL_FOREIGN ? opened_as : tol_tmx[run->elem].name);
}

static void put_open(tol_tmx_pen *pen, const tol_run *run, bool is_empty)
{
    PUT(pen, "<");
    put_run_name(pen, run, run->name);
    put_attrs(pen, (int)run->elem, &run->attrs, TOL_STR_NULL);
    if (is_empty) {
        PUT(pen, "/>");
    } else {
        PUT(pen, ">");
    }
}

static void put_segment(tol_tmx_pen *pen, const tol_variant *variant)
{
    tol_str open[TOL_TMX_DEPTH_MAX];
    size_t depth = 0, at = 0;
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        tol_xml_put_text(&pen->buf, (tol_str){variant->text.ptr + at, run->at - at});
        at = run->at;
        if (run->kind == TOL_RUN_OPEN) {
            bool is_empty = i + 1 < variant->n_runs && run[1].kind == TOL_RUN_CLOSE && run[1].at == at;
            put_open(pen, run, is_empty);
            open[depth] = run->name;
            depth += !is_empty;
            i += is_empty;
        } else if (run->kind == TOL_RUN_CLOSE) {
            assert(depth > 0); /* the runs were checked */
            PUT(pen, "</");
            put_run_name(pen, run, open[--depth]);
            PUT(pen, ">");
        } else {
            tol_xml_put_text(&pen->buf, run->code);
        }
    }
    tol_xml_put_text(&pen->buf, (tol_str){variant->text.ptr + at, variant->text.len - at});
}

static void put_variant(tol_tmx_pen *pen, const tol_variant *variant)
{
    bool is_filled_in = !variant->lang.len && !pen->is_exact;
    PUT(pen, "  <tuv");
    put_attrs(pen, TMX_TUV, &variant->attrs, is_filled_in ? TOL_TMX_NO_LANG : variant->lang);
    PUT(pen, ">\n");
    put_infos(pen, &variant->infos, TOL_LIT("    "));
    PUT(pen, "    <seg>");
    put_segment(pen, variant);
    PUT(pen, "</seg>\n  </tuv>\n");
}

void tol_tmx_put_unit(tol_tmx_pen *pen, const tol_unit *unit)
{
    PUT(pen, "<tu");
    put_attrs(pen, TMX_TU, &unit->attrs, unit->tuid);
    PUT(pen, ">\n");
    put_infos(pen, &unit->infos, TOL_LIT("  "));
    for (size_t i = 0; i < unit->n_variants; i++) {
        put_variant(pen, &unit->variants[i]);
    }
    PUT(pen, "</tu>\n");
}

void tol_tmx_put_begin(tol_tmx_pen *pen, const char *doctype, const tol_header *header)
{
    PUT(pen, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if (doctype) {
        tol_buf_printf(&pen->buf, "<!DOCTYPE tmx SYSTEM \"%s\">\n", doctype);
    }
    PUT(pen, "<tmx");
    if (pen->version.ptr) {
        tol_xml_put_attr(&pen->buf, TOL_LIT("version"), pen->version);
    }
    PUT(pen, ">\n<header");
    put_attrs(pen, TMX_HEADER, &header->attrs, TOL_STR_NULL);
    if (header->infos.n) {
        PUT(pen, ">\n");
        put_infos(pen, &header->infos, TOL_LIT("  "));
        PUT(pen, "</header>\n");
    } else {
        PUT(pen, "/>\n");
    }
    PUT(pen, "<body>\n");
}

void tol_tmx_put_end(tol_tmx_pen *pen)
{
    PUT(pen, "</body>\n</tmx>\n");
}
