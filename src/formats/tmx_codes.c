#include "formats/tmx_codes.h"

#include <stdio.h>
#include <string.h>

#include "formats/grow.h"

/* ---- as text ---- */

static void put_codes_as_text(tol_variant *variant, tol_arena *arena)
{
    size_t len = variant->text.len, n = 0, at = 0;
    for (size_t i = 0; i < variant->n_runs; i++) {
        len += variant->runs[i].code.len;
    }
    char *text = tol_arena_alloc(arena, len + 1);
    for (size_t i = 0; text && i <= variant->n_runs; i++) {
        size_t until = i < variant->n_runs ? variant->runs[i].at : variant->text.len;
        tol_str code = i < variant->n_runs ? variant->runs[i].code : TOL_LIT("");
        if (until > at) {
            memcpy(text + n, variant->text.ptr + at, until - at);
        }
        n += until - at;
        at = until;
        if (code.len) {
            memcpy(text + n, code.ptr, code.len);
            n += code.len;
        }
    }
    variant->text = (tol_str){text, n};
}

/* ---- as OmegaT's tags ---- */

/* A code of a unit that has a number. */
typedef struct numbered {
    tol_inline elem; /* TOL_BPT for a pair */
    tol_str x, code;
    unsigned number;
    size_t variant; /* the last one in which it was met */
} numbered;

typedef struct tagging {
    tol_arena *arena;
    numbered *codes;
    size_t n_codes, variant;
    tol_run *runs; /* of the variant at hand */
    size_t n_runs;
    struct {
        tol_str i;
        unsigned number;
        char letter;
    } pairs[64]; /* opened in this variant */
    size_t n_pairs;
} tagging;

static char letter_in(tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = (char)(text.ptr[i] | 0x20);
        if (c >= 'a' && c <= 'z') {
            return c;
        }
    }
    return '\0';
}

/* A tag that OmegaT made is kept: `<f0>`, `</f0>`, `<f1/>`. */
static bool is_tag(tol_str code)
{
    size_t i = 1, digits;
    if (code.len < 4 || code.ptr[0] != '<' || code.ptr[code.len - 1] != '>') {
        return false;
    }
    bool is_close = code.ptr[1] == '/';
    i += is_close;
    if (code.ptr[i] < 'a' || code.ptr[i] > 'z') {
        return false;
    }
    digits = ++i;
    while (code.ptr[i] >= '0' && code.ptr[i] <= '9') {
        i++;
    }
    bool has_number = i > digits;
    i += !is_close && code.ptr[i] == '/';
    return has_number && i == code.len - 1;
}

static bool is_same_code(const numbered *known, tol_inline elem, tol_str x, tol_str code)
{
    return known->elem == elem &&
           (x.len || known->x.len ? tol_str_equal(known->x, x) : tol_str_equal(known->code, code));
}

/* The number of a code: that of the same one in a variant before, else the next. */
static unsigned number_of(tagging *t, tol_inline elem, tol_str x, tol_str code)
{
    for (size_t i = 0; i < t->n_codes; i++) {
        numbered *known = &t->codes[i];
        if (known->variant != t->variant && is_same_code(known, elem, x, code)) {
            known->variant = t->variant;
            return known->number;
        }
    }
    numbered *codes = tol_grow(t->arena, t->codes, t->n_codes, sizeof *codes);
    if (!codes) {
        return 0;
    }
    t->codes = codes;
    codes[t->n_codes] = (numbered){elem, x, code, (unsigned)t->n_codes, t->variant};
    return codes[t->n_codes++].number;
}

static void add_run(tagging *t, tol_run run)
{
    tol_run *runs = tol_grow(t->arena, t->runs, t->n_runs, sizeof *runs);
    if (runs) {
        runs[t->n_runs++] = run;
        t->runs = runs;
    }
}

static tol_str tag_text(tagging *t, const char *begin, char letter, unsigned number, const char *end)
{
    char text[24];
    snprintf(text, sizeof text, "%s%c%u%s", begin, letter, number, end);
    return tol_arena_copy(t->arena, tol_str_of(text));
}

static tol_attrs number_attrs(tagging *t, tol_inline elem, unsigned number)
{
    tol_attr *items = tol_arena_alloc(t->arena, 2 * sizeof *items);
    char text[16];
    snprintf(text, sizeof text, "%u", number);
    tol_str value = tol_arena_copy(t->arena, tol_str_of(text));
    if (!items) {
        return (tol_attrs){NULL, 0};
    }
    items[0] = (tol_attr){elem == TOL_PH ? TOL_LIT("x") : TOL_LIT("i"), value};
    items[1] = (tol_attr){TOL_LIT("x"), value};
    return (tol_attrs){items, elem == TOL_BPT ? 2 : 1};
}

static void put_tag(tagging *t, tol_inline elem, size_t at, unsigned number, tol_str code)
{
    add_run(t, (tol_run){.kind = TOL_RUN_OPEN, .elem = elem, .at = at, .attrs = number_attrs(t, elem, number)});
    add_run(t, (tol_run){.kind = TOL_RUN_CODE, .elem = elem, .at = at, .code = code});
    add_run(t, (tol_run){.kind = TOL_RUN_CLOSE, .elem = elem, .at = at});
}

static void put_begin(tagging *t, const tol_run *run, tol_str code, char letter)
{
    unsigned number = number_of(t, TOL_BPT, tol_attrs_get(&run->attrs, TOL_LIT("x")), code);
    if (t->n_pairs < sizeof t->pairs / sizeof t->pairs[0]) {
        t->pairs[t->n_pairs].i = tol_attrs_get(&run->attrs, TOL_LIT("i"));
        t->pairs[t->n_pairs].number = number;
        t->pairs[t->n_pairs++].letter = letter;
    }
    put_tag(t, TOL_BPT, run->at, number, is_tag(code) ? code : tag_text(t, "<", letter, number, ">"));
}

/* The end of a pair; without its beginning it is a tag of its own. */
static bool put_pair_end(tagging *t, const tol_run *run, tol_str code)
{
    tol_str i = tol_attrs_get(&run->attrs, TOL_LIT("i"));
    for (size_t k = t->n_pairs; k-- > 0;) {
        if (tol_str_equal(t->pairs[k].i, i)) {
            unsigned number = t->pairs[k].number;
            put_tag(t, TOL_EPT, run->at, number,
                    is_tag(code) ? code : tag_text(t, "</", t->pairs[k].letter, number, ">"));
            t->pairs[k] = t->pairs[--t->n_pairs];
            return true;
        }
    }
    return false;
}

static void put_native(tagging *t, const tol_run *run, tol_str code)
{
    char letter = letter_in(tol_attrs_get(&run->attrs, TOL_LIT("type")));
    letter = letter ? letter : letter_in(code);
    letter = letter ? letter : 'f';
    if (run->elem == TOL_BPT) {
        put_begin(t, run, code, letter);
    } else if (run->elem != TOL_EPT || !put_pair_end(t, run, code)) {
        unsigned number = number_of(t, TOL_PH, tol_attrs_get(&run->attrs, TOL_LIT("x")), code);
        put_tag(t, TOL_PH, run->at, number, is_tag(code) ? code : tag_text(t, "<", letter, number, "/>"));
    }
}

/* What stands in an element of native code, with what stands in its subs; `*i` goes to its end. */
static tol_str code_inside(tagging *t, const tol_variant *variant, size_t *i)
{
    size_t depth = 0, len = 0, n = 0, end = *i;
    do {
        const tol_run *run = &variant->runs[end];
        depth += run->kind == TOL_RUN_OPEN;
        depth -= run->kind == TOL_RUN_CLOSE;
        len += run->code.len;
    } while (depth && ++end < variant->n_runs);
    char *code = tol_arena_alloc(t->arena, len + 1);
    for (size_t k = *i; code && k <= end && k < variant->n_runs; k++) {
        if (variant->runs[k].code.len) {
            memcpy(code + n, variant->runs[k].code.ptr, variant->runs[k].code.len);
            n += variant->runs[k].code.len;
        }
    }
    *i = end;
    return (tol_str){code, n};
}

static void put_codes_as_tags(tagging *t, tol_variant *variant)
{
    t->runs = NULL;
    t->n_runs = t->n_pairs = 0;
    t->variant++;
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        if (run->elem == TOL_HI || run->elem == TOL_SUB || run->elem == TOL_FOREIGN) {
            continue; /* markup without native code: OmegaT has no tag for it */
        }
        tol_str code = code_inside(t, variant, &i);
        put_native(t, run, code);
    }
    variant->runs = t->runs;
    variant->n_runs = t->n_runs;
}

/* ---- units ---- */

static bool has_codes(const tol_unit *unit)
{
    for (size_t i = 0; i < unit->n_variants; i++) {
        if (unit->variants[i].n_runs) {
            return true;
        }
    }
    return false;
}

const tol_unit *tol_tmx_codes_unit(tol_tmx_codes how, const tol_unit *unit, tol_arena *arena)
{
    if (!has_codes(unit)) {
        return unit;
    }
    tol_unit *out = tol_arena_alloc(arena, sizeof *out);
    tol_variant *variants = tol_arena_alloc(arena, unit->n_variants * sizeof *variants);
    tagging t = {.arena = arena};
    if (!out || !variants) {
        return NULL;
    }
    *out = *unit;
    out->variants = variants;
    for (size_t i = 0; i < unit->n_variants; i++) {
        variants[i] = unit->variants[i];
        if (how == TMX_CODES_AS_TAGS) {
            put_codes_as_tags(&t, &variants[i]);
            continue;
        }
        if (how == TMX_CODES_AS_TEXT) {
            put_codes_as_text(&variants[i], arena);
        }
        variants[i].runs = NULL;
        variants[i].n_runs = 0;
    }
    return tol_arena_ok(arena) ? out : NULL;
}
