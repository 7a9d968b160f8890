#include "formats/segment_fit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "formats/grow.h"
#include "formats/tmx_check.h"
#include "formats/tmx_names.h"
#include "formats/xml_text.h"
#include "tolmach/buf.h"

static bool is_native(tol_inline elem)
{
    return elem != TOL_HI && elem != TOL_SUB && elem != TOL_FOREIGN;
}

static bool is_pos(tol_str value)
{
    return tol_str_equal(value, TOL_LIT("begin")) || tol_str_equal(value, TOL_LIT("end"));
}

static bool attrs_fit(const tol_run *run)
{
    for (size_t i = 0; i < run->attrs.n; i++) {
        if (tol_tmx_attr((int)run->elem, run->attrs.items[i].name) < 0) {
            return false;
        }
    }
    if (run->elem == TOL_BPT || run->elem == TOL_EPT) {
        return tol_attrs_get(&run->attrs, TOL_LIT("i")).ptr != NULL;
    }
    return run->elem != TOL_IT || is_pos(tol_attrs_get(&run->attrs, TOL_LIT("pos")));
}

/* Whether an element may open in one: sub in native code and nowhere else, the others in text. */
static bool may_open(tol_inline elem, bool in_native)
{
    return elem != TOL_FOREIGN && (elem == TOL_SUB) == in_native;
}

bool tol_segment_fits(const tol_variant *variant)
{
    bool in_native[TOL_TMX_DEPTH_MAX + 1] = {false};
    size_t depth = 0;
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        if (run->kind == TOL_RUN_OPEN) {
            if (!may_open(run->elem, in_native[depth]) || !attrs_fit(run)) {
                return false;
            }
            in_native[++depth] = is_native(run->elem);
        } else if (run->kind == TOL_RUN_CLOSE) {
            depth--;
        }
    }
    return true;
}

/* ---- making it fit ---- */

/* What an open element became. */
typedef enum become {
    ITSELF,
    AS_HI,   /* a sub in text */
    AS_PH,   /* an it without pos */
    AS_PAIR, /* a foreign element: bpt and ept around what is in it */
    AS_NOTHING /* it is closed already */,
    AS_CODE /* tags inside native code */
} become;

typedef struct open_element {
    become what;
    bool in_native;    /* inside of it stands code */
    tol_inline holder; /* the element whose code it is */
    tol_str name;
    char i[24]; /* of a pair */
} open_element;

typedef struct fitting {
    tol_arena *arena;
    tol_run *runs;
    size_t n_runs;
    open_element open[TOL_TMX_DEPTH_MAX + 1]; /* the first stands for the segment */
    size_t depth;
    uint64_t last_i;                     /* numbers up to here are taken */
    char waiting[TOL_TMX_DEPTH_MAX][24]; /* numbers given to bpt elements, for ept elements without one */
    size_t n_waiting;
} fitting;

static tol_run *add_run(fitting *f, tol_run_kind kind, tol_inline elem, size_t at)
{
    tol_run *runs = tol_grow(f->arena, f->runs, f->n_runs, sizeof *runs);
    if (!runs) {
        return NULL;
    }
    f->runs = runs;
    runs[f->n_runs] = (tol_run){.kind = kind, .elem = elem, .at = at};
    return &runs[f->n_runs++];
}

static void add_code(fitting *f, tol_inline elem, size_t at, tol_str code)
{
    tol_run *run = code.len ? add_run(f, TOL_RUN_CODE, elem, at) : NULL;
    if (run) {
        run->code = code;
    }
}

static tol_str name_of(const tol_run *run)
{
    return run->elem == TOL_FOREIGN ? run->name : tol_tmx[run->elem].name;
}

static tol_str start_tag(const fitting *f, const tol_run *run, const char *end)
{
    tol_buf buf = TOL_BUF_INIT;
    tol_buf_byte(&buf, '<');
    tol_buf_add(&buf, name_of(run));
    for (size_t i = 0; i < run->attrs.n; i++) {
        tol_xml_put_attr(&buf, run->attrs.items[i].name, run->attrs.items[i].value);
    }
    tol_buf_append(&buf, end, strlen(end));
    f->arena->failed |= !tol_buf_ok(&buf);
    tol_str tag = tol_arena_copy(f->arena, tol_buf_str(&buf));
    tol_buf_release(&buf);
    return tag;
}

static tol_str end_tag(const fitting *f, tol_str name)
{
    char *tag = tol_arena_alloc(f->arena, name.len + 3);
    if (!tag) {
        return TOL_STR_NULL;
    }
    memcpy(tag, "</", 2);
    memcpy(tag + 2, name.ptr, name.len);
    tag[2 + name.len] = '>';
    return (tol_str){tag, name.len + 3};
}

static void next_number(fitting *f, char out[24])
{
    snprintf(out, 24, "%" PRIu64, ++f->last_i);
}

/* The attributes that the DTD knows; a missing i is `i`. */
static tol_attrs fit_attrs(const fitting *f, int elem, const tol_attrs *attrs, const char *i)
{
    tol_attrs kept = {tol_arena_alloc(f->arena, (attrs->n + 1) * sizeof(tol_attr)), 0};
    for (size_t k = 0; kept.items && k < attrs->n; k++) {
        if (tol_tmx_attr(elem, attrs->items[k].name) >= 0) {
            kept.items[kept.n++] = attrs->items[k];
        }
    }
    bool needs_i = (elem == TOL_BPT || elem == TOL_EPT) && !tol_attrs_get(&kept, TOL_LIT("i")).ptr;
    if (needs_i && kept.items) {
        kept.items[kept.n++] = (tol_attr){TOL_LIT("i"), tol_arena_copy(f->arena, tol_str_of(i))};
    }
    return kept;
}

static void open_pair(fitting *f, const tol_run *run, bool is_empty, open_element *now)
{
    tol_inline elem = is_empty ? TOL_PH : TOL_BPT;
    tol_run *out = add_run(f, TOL_RUN_OPEN, elem, run->at);
    next_number(f, now->i);
    if (out) {
        out->attrs = fit_attrs(f, (int)elem, &(tol_attrs){NULL, 0}, now->i);
    }
    add_code(f, elem, run->at, start_tag(f, run, is_empty ? "/>" : ">"));
    add_run(f, TOL_RUN_CLOSE, elem, run->at);
    now->what = is_empty ? AS_NOTHING : AS_PAIR;
}

/* The number of a bpt or ept that has none: an ept takes that of the last bpt that got one. */
static void number_of(fitting *f, const tol_run *run, char i[24])
{
    if ((run->elem != TOL_BPT && run->elem != TOL_EPT) || tol_attrs_get(&run->attrs, TOL_LIT("i")).ptr) {
        return;
    }
    if (run->elem == TOL_EPT && f->n_waiting) {
        memcpy(i, f->waiting[--f->n_waiting], 24);
        return;
    }
    next_number(f, i);
    if (run->elem == TOL_BPT && f->n_waiting < TOL_TMX_DEPTH_MAX) {
        memcpy(f->waiting[f->n_waiting++], i, 24);
    }
}

static void open_itself(fitting *f, const tol_run *run, open_element *now)
{
    bool lacks_pos = run->elem == TOL_IT && !is_pos(tol_attrs_get(&run->attrs, TOL_LIT("pos")));
    now->what = run->elem == TOL_SUB && !f->open[f->depth].in_native ? AS_HI : lacks_pos ? AS_PH : ITSELF;
    now->holder = now->what == AS_HI ? TOL_HI : now->what == AS_PH ? TOL_PH : run->elem;
    now->in_native = is_native(now->holder);
    number_of(f, run, now->i);
    tol_run *out = add_run(f, TOL_RUN_OPEN, now->holder, run->at);
    if (out) {
        out->attrs = fit_attrs(f, (int)now->holder, &run->attrs, now->i);
    }
}

static void open_run(fitting *f, const tol_run *run, bool is_empty)
{
    const open_element *parent = &f->open[f->depth];
    open_element now = {.in_native = parent->in_native, .holder = parent->holder, .name = name_of(run), .i = ""};
    if (parent->in_native && run->elem != TOL_SUB) {
        now.what = is_empty ? AS_NOTHING : AS_CODE;
        add_code(f, parent->holder, run->at, start_tag(f, run, is_empty ? "/>" : ">"));
    } else if (run->elem == TOL_FOREIGN) {
        open_pair(f, run, is_empty, &now);
    } else {
        open_itself(f, run, &now);
    }
    f->open[++f->depth] = now;
}

static void close_run(fitting *f, const tol_run *run)
{
    const open_element *now = &f->open[f->depth--];
    tol_run *out;
    switch (now->what) {
    case AS_CODE:
        add_code(f, now->holder, run->at, end_tag(f, now->name));
        break;
    case AS_PAIR:
        out = add_run(f, TOL_RUN_OPEN, TOL_EPT, run->at);
        if (out) {
            out->attrs = fit_attrs(f, TOL_EPT, &(tol_attrs){NULL, 0}, now->i);
        }
        add_code(f, TOL_EPT, run->at, end_tag(f, now->name));
        add_run(f, TOL_RUN_CLOSE, TOL_EPT, run->at);
        break;
    case AS_NOTHING:
        break;
    default:
        add_run(f, TOL_RUN_CLOSE, now->holder, run->at);
    }
}

/* The greatest number that is taken as an i. */
static uint64_t greatest_i(const tol_variant *variant)
{
    uint64_t greatest = 0;
    for (size_t k = 0; k < variant->n_runs; k++) {
        tol_str i = tol_attrs_get(&variant->runs[k].attrs, TOL_LIT("i"));
        uint64_t number = 0;
        for (size_t d = 0; d < i.len && i.len < 18; d++) {
            number = i.ptr[d] >= '0' && i.ptr[d] <= '9' ? number * 10 + (uint64_t)(i.ptr[d] - '0') : 0;
        }
        greatest = number > greatest ? number : greatest;
    }
    return greatest;
}

void tol_segment_fit(tol_variant *variant, tol_arena *arena)
{
    if (tol_segment_fits(variant)) {
        return;
    }
    fitting f = {.arena = arena, .last_i = greatest_i(variant)};
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        if (run->kind == TOL_RUN_OPEN) {
            bool is_empty = i + 1 < variant->n_runs && run[1].kind == TOL_RUN_CLOSE && run[1].at == run->at;
            open_run(&f, run, is_empty);
        } else if (run->kind == TOL_RUN_CLOSE) {
            close_run(&f, run);
        } else {
            add_code(&f, f.open[f.depth].holder, run->at, run->code);
        }
    }
    variant->runs = f.runs;
    variant->n_runs = f.n_runs;
}
