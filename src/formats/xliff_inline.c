#include "formats/xliff_inline.h"

#include <string.h>

#include "base/fail.h"
#include "formats/grow.h"
#include "formats/xliff_type.h"

/* Buffers that one segment blew up are not worth keeping for the next. */
#define KEEP_MAX ((size_t)1 << 20)
#define NOTHING  ((size_t)-1)

typedef enum form {
    FORM_PAIR,    /* encloses text */
    FORM_ALONE,   /* may hold native code */
    FORM_OPENS,   /* may hold native code */
    FORM_CLOSES,  /* may hold native code */
    FORM_CHAR,    /* a character that XML has not */
    FORM_MARK,    /* a marker around text */
    FORM_SUB,     /* text within native code */
    FORM_NOTHING, /* a marker without content */
    FORM_FOREIGN
} form;

/* XLIFF 1.2 and 2.x: no name means two things. `it` opens or closes by its attribute. */
static const struct {
    const char *name;
    form form;
} forms[] = {
    {"g", FORM_PAIR},     {"pc", FORM_PAIR},   {"x", FORM_ALONE},    {"ph", FORM_ALONE}, {"bx", FORM_OPENS},
    {"ex", FORM_CLOSES},  {"bpt", FORM_OPENS}, {"ept", FORM_CLOSES}, {"it", FORM_OPENS}, {"sc", FORM_OPENS},
    {"ec", FORM_CLOSES},  {"cp", FORM_CHAR},   {"mrk", FORM_MARK},   {"sub", FORM_SUB},  {"sm", FORM_NOTHING},
    {"em", FORM_NOTHING}, {"ut", FORM_ALONE},  {"hi", FORM_MARK},
};

static form form_of(tol_str name)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (tol_str_equal(name, tol_str_of(forms[i].name))) {
            return forms[i].form;
        }
    }
    return FORM_FOREIGN;
}

static void reset(tol_buf *buf)
{
    if (buf->cap > KEEP_MAX) {
        tol_buf_release(buf);
    }
    tol_buf_reset(buf);
}

void tol_xliff_capture_begin(tol_xliff_capture *capture)
{
    reset(&capture->text);
    reset(&capture->code);
    capture->is_on = true;
    capture->runs = NULL;
    capture->codes = (tol_xliff_codes){NULL, 0};
    capture->n_runs = capture->depth = capture->native_depth = 0;
}

/* ---- runs ---- */

static tol_run *add_run(tol_xliff_capture *capture, tol_arena *arena, tol_run_kind kind, tol_inline elem)
{
    tol_run *runs = tol_grow(arena, capture->runs, capture->n_runs, sizeof *runs);
    if (!runs) {
        return NULL;
    }
    capture->runs = runs;
    runs[capture->n_runs] = (tol_run){.kind = kind, .elem = elem, .at = capture->text.len};
    return &runs[capture->n_runs++];
}

static void add_code_text(tol_xliff_capture *capture, tol_arena *arena, tol_inline elem, tol_str text)
{
    tol_run *run = text.len ? add_run(capture, arena, TOL_RUN_CODE, elem) : NULL;
    if (run) {
        run->code = tol_arena_copy(arena, text);
    }
}

/* Native code is gathered until the next tag: libxml2 gives it in pieces. */
static void flush_code(tol_xliff_capture *capture, tol_arena *arena)
{
    if (capture->code.len && capture->depth) {
        size_t run = capture->open[capture->depth - 1].run;
        add_code_text(capture, arena, run == NOTHING ? TOL_PH : capture->runs[run].elem, tol_buf_str(&capture->code));
    }
    tol_buf_reset(&capture->code);
}

static tol_xliff_code *add_code(tol_xliff_capture *capture, tol_arena *arena, tol_code_kind kind, tol_inline elem,
                                const tol_xml_tag *tag)
{
    tol_xliff_code *codes = tol_grow(arena, capture->codes.items, capture->codes.n, sizeof *codes);
    tol_run *run = codes ? add_run(capture, arena, TOL_RUN_OPEN, elem) : NULL;
    if (!run) {
        return NULL;
    }
    capture->codes.items = codes;
    tol_xliff_code *code = &codes[capture->codes.n++];
    *code = (tol_xliff_code){.kind = kind, .run = capture->n_runs - 1, .partner = TOL_NO_PARTNER, .tag = *tag};
    code->end = tag->span.end;
    return code;
}

/* ---- what an element says ---- */

/* TMX's name for a type; XLIFF 2 gives the precise one with a prefix of its own. */
static tol_str type_of(const tol_attrs *attrs)
{
    static const struct {
        const char *theirs, *ours;
    } table[] = {{"underlined", "ulined"}, {"xlf:u", "ulined"}, {"xlf:b", "bold"},
                 {"xlf:i", "italic"},      {"xlf:lb", "lb"},    {"xlf:pb", "pb"}};
    static const char *const names[] = {"ctype", "subType", "type", "mtype"};
    tol_str type = TOL_STR_NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !type.len; i++) {
        type = tol_attrs_get(attrs, tol_str_of(names[i]));
    }
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (tol_str_equal(type, tol_str_of(table[i].theirs))) {
            return tol_str_of(table[i].ours);
        }
    }
    size_t prefix = sizeof TOL_XLIFF_TYPE_PREFIX - 1;
    if (tol_str_starts_with(type, TOL_LIT(TOL_XLIFF_TYPE_PREFIX))) {
        return (tol_str){type.ptr + prefix, type.len - prefix};
    }
    return type;
}

static tol_str first_of(const tol_attrs *attrs, const char *first, const char *second)
{
    tol_str value = tol_attrs_get(attrs, tol_str_of(first));
    return value.ptr ? value : tol_attrs_get(attrs, tol_str_of(second));
}

/* In 1.2 halves are paired by rid, else by id; in 2.x by the id of sc, to which startRef points. */
static void describe(tol_xliff_code *code, const tol_attrs *attrs)
{
    code->id = tol_attrs_get(attrs, TOL_LIT("id"));
    code->key = first_of(attrs, "rid", "startRef");
    code->key = code->key.ptr ? code->key : code->id;
    code->type = type_of(attrs);
}

static tol_str data_of(const tol_attrs *attrs, const char *first, const char *second, const tol_xliff_data *data,
                       size_t n_data)
{
    tol_str id = first_of(attrs, first, second);
    for (size_t i = 0; i < n_data && id.len; i++) {
        if (tol_str_equal(data[i].id, id)) {
            return data[i].text;
        }
    }
    return TOL_STR_NULL;
}

/* ---- elements ---- */

static void close_run(tol_xliff_capture *capture, size_t opened_by, tol_arena *arena)
{
    if (opened_by != NOTHING) {
        tol_inline elem = capture->runs[opened_by].elem;
        tol_str name = capture->runs[opened_by].name;
        tol_run *run = add_run(capture, arena, TOL_RUN_CLOSE, elem);
        if (run) {
            run->name = name;
        }
    }
}

static void start_pair(tol_xliff_capture *capture, const tol_attrs *attrs, const tol_xml_tag *tag, tol_str data,
                       tol_arena *arena)
{
    tol_xliff_code *code = add_code(capture, arena, TOL_CODE_OPENS, TOL_BPT, tag);
    if (code) {
        size_t run = code->run;
        describe(code, attrs);
        code->encloses = true;
        capture->open[capture->depth].code = capture->codes.n - 1;
        add_code_text(capture, arena, TOL_BPT, data);
        close_run(capture, run, arena);
    }
}

static void end_pair(tol_xliff_capture *capture, size_t opener, tol_str data, const tol_xml_tag *tag, tol_arena *arena)
{
    tol_xliff_code *code = opener != NOTHING ? add_code(capture, arena, TOL_CODE_CLOSES, TOL_EPT, tag) : NULL;
    if (code) {
        tol_xliff_code *begin = &capture->codes.items[opener];
        size_t run = code->run;
        begin->partner = capture->codes.n - 1;
        code->partner = opener;
        code->encloses = true;
        code->tag = begin->tag;
        code->id = begin->id;
        code->key = begin->key;
        add_code_text(capture, arena, TOL_EPT, data);
        close_run(capture, run, arena);
    }
}

/* A code that may hold native code of its own. */
static void start_single(tol_xliff_capture *capture, form what, const tol_attrs *attrs, const tol_xml_tag *tag,
                         tol_str data, tol_arena *arena)
{
    static const tol_inline elems[] = {
        [FORM_ALONE] = TOL_PH, [FORM_OPENS] = TOL_BPT, [FORM_CLOSES] = TOL_EPT, [FORM_CHAR] = TOL_PH};
    tol_code_kind kind = what == FORM_OPENS ? TOL_CODE_OPENS : what == FORM_CLOSES ? TOL_CODE_CLOSES : TOL_CODE_ALONE;
    tol_xliff_code *code = add_code(capture, arena, kind, elems[what], tag);
    if (code) {
        size_t run = code->run;
        describe(code, attrs);
        capture->open[capture->depth].run = run;
        capture->open[capture->depth].code = capture->codes.n - 1;
        if (what == FORM_CHAR) {
            code->type = TOL_LIT("x-character");
            data = tol_attrs_get(attrs, TOL_LIT("hex"));
        }
        add_code_text(capture, arena, elems[what], data);
    }
}

/* A marker, a foreign element, or text in native code: a run that is no code. */
static void start_other(tol_xliff_capture *capture, form what, const tol_xml_element *element, const tol_attrs *attrs,
                        tol_arena *arena)
{
    static const tol_inline elems[] = {[FORM_MARK] = TOL_HI, [FORM_SUB] = TOL_SUB, [FORM_FOREIGN] = TOL_FOREIGN};
    tol_attrs kept;
    tol_str name = what == FORM_FOREIGN ? tol_xml_qname(element, arena) : TOL_STR_NULL;
    if (what != FORM_FOREIGN) {
        tol_attr *type = tol_arena_calloc(arena, 1, sizeof *type);
        tol_str value = type_of(attrs);
        if (type) {
            *type = (tol_attr){TOL_LIT("type"), value};
        }
        kept = (tol_attrs){type, type && value.ptr ? 1 : 0};
    } else {
        kept = tol_xml_attrs(element, true, arena);
    }
    tol_run *run = add_run(capture, arena, TOL_RUN_OPEN, elems[what]);
    if (run) {
        run->attrs = kept;
        run->name = name;
        capture->open[capture->depth].run = capture->n_runs - 1;
    }
}

static form precise_form(form what, const tol_attrs *attrs)
{
    if (what == FORM_OPENS && tol_str_equal(tol_attrs_get(attrs, TOL_LIT("pos")), TOL_LIT("close"))) {
        return FORM_CLOSES;
    }
    return what;
}

tol_status tol_xliff_capture_start(tol_xliff_capture *capture, const tol_xml_element *element, const tol_xml_tag *tag,
                                   const tol_xliff_data *data, size_t n_data, tol_arena *arena, tol_error *err)
{
    flush_code(capture, arena);
    if (capture->depth == TOL_INLINE_DEPTH_MAX) {
        return tol_fail(err, TOL_ELIMIT, "inline elements are nested deeper than %d", TOL_INLINE_DEPTH_MAX);
    }
    tol_attrs attrs = tol_xml_attrs(element, false, arena);
    form what = precise_form(form_of(element->name), &attrs);
    if (capture->native_depth && what != FORM_SUB) {
        what = FORM_NOTHING; /* a code within a code is part of it */
    }
    capture->open[capture->depth].form = (unsigned char)what;
    capture->open[capture->depth].run = capture->open[capture->depth].code = NOTHING;
    capture->open[capture->depth].data = TOL_STR_NULL;
    switch (what) {
    case FORM_PAIR:
        capture->open[capture->depth].data = data_of(&attrs, "dataRefEnd", "dataRefEnd", data, n_data);
        start_pair(capture, &attrs, tag, data_of(&attrs, "dataRefStart", "dataRefStart", data, n_data), arena);
        break;
    case FORM_ALONE:
    case FORM_OPENS:
    case FORM_CLOSES:
    case FORM_CHAR:
        start_single(capture, what, &attrs, tag, data_of(&attrs, "dataRef", "dataRef", data, n_data), arena);
        capture->native_depth = capture->depth + 1;
        break;
    case FORM_MARK:
    case FORM_SUB:
    case FORM_FOREIGN:
        start_other(capture, what, element, &attrs, arena);
        break;
    case FORM_NOTHING:
        break;
    }
    capture->depth++;
    return TOL_OK;
}

void tol_xliff_capture_text(tol_xliff_capture *capture, tol_str text)
{
    tol_buf_add(capture->native_depth ? &capture->code : &capture->text, text);
}

void tol_xliff_capture_end(tol_xliff_capture *capture, const tol_xml_tag *tag, tol_arena *arena)
{
    flush_code(capture, arena);
    if (capture->depth == 0) {
        return;
    }
    capture->depth--;
    size_t code = capture->open[capture->depth].code;
    if (capture->open[capture->depth].form == FORM_PAIR) {
        end_pair(capture, code, capture->open[capture->depth].data, tag, arena);
    } else {
        close_run(capture, capture->open[capture->depth].run, arena);
        if (code != NOTHING) {
            capture->codes.items[code].end = tag->span.end;
        }
    }
    if (capture->native_depth == capture->depth + 1) {
        capture->native_depth = 0;
    }
}

/* ---- the end ---- */

/* Each closing code takes the nearest opening one of its key that is still free. */
static void pair_codes(tol_xliff_codes *codes)
{
    for (size_t i = 0; i < codes->n; i++) {
        tol_xliff_code *code = &codes->items[i];
        for (size_t j = i; code->kind == TOL_CODE_CLOSES && code->partner == TOL_NO_PARTNER && j-- > 0;) {
            tol_xliff_code *other = &codes->items[j];
            if (other->kind == TOL_CODE_OPENS && other->partner == TOL_NO_PARTNER && !other->encloses &&
                tol_str_equal(other->key, code->key)) {
                other->partner = i;
                code->partner = j;
            }
        }
    }
}

/* An element of runs changes its name. */
static void rename_runs(tol_run *runs, size_t n, size_t from, tol_inline elem)
{
    size_t depth = 0;
    for (size_t i = from; i < n; i++) {
        depth += runs[i].kind == TOL_RUN_OPEN;
        if (depth == 1) {
            runs[i].elem = elem;
        }
        depth -= runs[i].kind == TOL_RUN_CLOSE;
        if (depth == 0) {
            return;
        }
    }
}

/* The attributes in TMX's order: i and x, or x, or pos and x; and the type. */
static void set_attrs(tol_run *run, const tol_xliff_code *code, tol_arena *arena)
{
    tol_attr *attrs = tol_arena_calloc(arena, 3, sizeof *attrs);
    size_t n = 0;
    if (!attrs) {
        return;
    }
    if (run->elem == TOL_IT) {
        bool opens = code->kind == TOL_CODE_OPENS;
        attrs[n++] = (tol_attr){TOL_LIT("pos"), opens ? TOL_LIT("begin") : TOL_LIT("end")};
    } else if (run->elem != TOL_PH) {
        attrs[n++] = (tol_attr){TOL_LIT("i"), code->key.ptr ? code->key : TOL_LIT("")};
    }
    if (run->elem != TOL_EPT && code->id.ptr) {
        attrs[n++] = (tol_attr){TOL_LIT("x"), code->id};
    }
    if (run->elem != TOL_EPT && code->type.ptr) {
        attrs[n++] = (tol_attr){TOL_LIT("type"), code->type};
    }
    run->attrs = (tol_attrs){attrs, n};
}

bool tol_xliff_capture_finish(tol_xliff_capture *capture, tol_arena *arena, tol_variant *variant,
                              tol_xliff_codes *codes)
{
    flush_code(capture, arena);
    pair_codes(&capture->codes);
    for (size_t i = 0; i < capture->codes.n; i++) {
        const tol_xliff_code *code = &capture->codes.items[i];
        if (code->kind != TOL_CODE_ALONE && code->partner == TOL_NO_PARTNER) {
            rename_runs(capture->runs, capture->n_runs, code->run, TOL_IT);
        }
        set_attrs(&capture->runs[code->run], code, arena);
    }
    variant->text = tol_arena_copy(arena, tol_buf_str(&capture->text));
    variant->text = variant->text.ptr ? variant->text : TOL_LIT("");
    variant->runs = capture->runs;
    variant->n_runs = capture->n_runs;
    *codes = capture->codes;
    capture->is_on = false;
    return tol_buf_ok(&capture->text) && tol_buf_ok(&capture->code) && tol_arena_ok(arena);
}

void tol_xliff_capture_release(tol_xliff_capture *capture)
{
    tol_buf_release(&capture->text);
    tol_buf_release(&capture->code);
}
