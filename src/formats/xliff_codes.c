/*
 * One map holds what is looked for by a key, each kind with a letter of its own in front: "p" opening halves that wait
 * for their closing one, by i; "x" codes of the source by x; "n" the same by native code and type; "#" ids in use.
 * Where several codes have a key, they are a chain: the map has the first, each has the next.
 */
#include "formats/xliff_codes.h"

#include <stdio.h>
#include <string.h>

#include "formats/grow.h"
#include "formats/xml_entity.h"

typedef struct coding {
    tol_arena *arena;
    tol_map *keys;
    unsigned last_number;
    bool failed;
} coding;

bool tol_is_nmtoken(tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80 || !tol_is_name_byte(text.ptr[i])) {
            return false;
        }
    }
    return text.len > 0;
}

/* The place of a key made of a letter, a class and two texts; NULL without memory. */
static tol_map_slot *slot_of(coding *c, char letter, char class, tol_str first, tol_str second)
{
    size_t len = 2 + first.len + 1 + second.len;
    char *key = tol_arena_alloc(c->arena, len);
    bool is_new;
    if (!key) {
        c->failed = true;
        return NULL;
    }
    key[0] = letter;
    key[1] = class;
    if (first.len) {
        memcpy(key + 2, first.ptr, first.len);
    }
    key[2 + first.len] = '\0';
    if (second.len) {
        memcpy(key + 3 + first.len, second.ptr, second.len);
    }
    tol_map_slot *slot = tol_map_put(c->keys, (tol_str){key, len}, &is_new);
    c->failed |= !slot;
    return slot;
}

/* ---- runs become codes ---- */

static tol_out_code *add_code(coding *c, tol_out_side *side, tol_out_kind kind, const tol_run *run)
{
    tol_out_code *codes = tol_grow(c->arena, side->codes, side->n, sizeof *codes);
    if (!codes) {
        c->failed = true;
        return NULL;
    }
    side->codes = codes;
    codes[side->n] = (tol_out_code){.kind = kind,
                                    .at = run->at,
                                    .type = tol_attrs_get(&run->attrs, TOL_LIT("type")),
                                    .i = tol_attrs_get(&run->attrs, TOL_LIT("i")),
                                    .x = tol_attrs_get(&run->attrs, TOL_LIT("x"))};
    return &codes[side->n++];
}

static void open_code(coding *c, tol_out_side *side, const tol_run *run)
{
    bool opens = tol_str_equal(tol_attrs_get(&run->attrs, TOL_LIT("pos")), TOL_LIT("begin"));
    bool is_half = run->elem == TOL_IT;
    tol_out_kind kind = run->elem == TOL_BPT || (is_half && opens)   ? TOL_OUT_OPENS
                        : run->elem == TOL_EPT || is_half            ? TOL_OUT_CLOSES
                        : run->elem == TOL_PH || run->elem == TOL_UT ? TOL_OUT_ALONE
                                                                     : TOL_OUT_MARK;
    tol_out_code *code = add_code(c, side, kind, run);
    if (code) {
        code->is_isolated = is_half;
    }
}

static void add_native(coding *c, tol_out_code *code, tol_str text)
{
    char *joined = tol_arena_alloc(c->arena, code->native.len + text.len + 1);
    if (!code->native.len || !joined) {
        code->native = text;
        c->failed |= !joined;
        return;
    }
    memcpy(joined, code->native.ptr, code->native.len);
    memcpy(joined + code->native.len, text.ptr, text.len);
    code->native = (tol_str){joined, code->native.len + text.len};
}

/* Marks nest as elements do; native code has one level, since what stands in it is part of it. */
static void gather(coding *c, const tol_variant *variant, tol_out_side *side)
{
    size_t depth = 0, open = 0; /* open: the innermost mark, from 1; a mark keeps the one around it in `next` */
    *side = (tol_out_side){.text = variant->text};
    for (size_t k = 0; k < variant->n_runs && !c->failed; k++) {
        const tol_run *run = &variant->runs[k];
        if (run->kind == TOL_RUN_OPEN) {
            if (depth) {
                depth++;
                continue;
            }
            open_code(c, side, run);
            if (!c->failed && side->codes[side->n - 1].kind == TOL_OUT_MARK) {
                side->codes[side->n - 1].next = open;
                open = side->n;
            } else {
                depth = 1;
            }
        } else if (run->kind == TOL_RUN_CODE && depth && run->code.len) {
            add_native(c, &side->codes[side->n - 1], run->code);
        } else if (run->kind == TOL_RUN_CLOSE && depth) {
            depth--;
        } else if (run->kind == TOL_RUN_CLOSE && open) {
            tol_out_code *code = add_code(c, side, TOL_OUT_UNMARK, run);
            if (code) {
                code->partner = open - 1;
                side->codes[open - 1].partner = side->n - 1;
                open = side->codes[open - 1].next;
            }
        }
    }
}

/* ---- halves find each other ---- */

static void pair(coding *c, tol_out_side *side, char which)
{
    for (size_t k = 0; k < side->n && !c->failed; k++) {
        tol_out_code *code = &side->codes[k];
        bool is_half = (code->kind == TOL_OUT_OPENS || code->kind == TOL_OUT_CLOSES) && !code->is_isolated;
        tol_map_slot *slot = is_half ? slot_of(c, 'p', which, code->i, TOL_STR_NULL) : NULL;
        if (!slot) {
            continue;
        }
        if (code->kind == TOL_OUT_OPENS) {
            code->is_isolated = true; /* until its partner comes */
            code->next = slot->value;
            slot->value = k + 1;
        } else if (slot->value) {
            code->partner = slot->value - 1;
            side->codes[code->partner].partner = k;
            side->codes[code->partner].is_isolated = false;
            slot->value = side->codes[code->partner].next;
        } else {
            code->is_isolated = true;
        }
    }
}

static void set_encloses(tol_out_side *side, size_t k, bool encloses)
{
    side->codes[k].encloses = encloses;
    side->codes[side->codes[k].partner].encloses = encloses;
}

/*
 * Which pairs could be elements. What is open is a stack; a pair that ends while another one stands above it overlaps
 * that one, and is none; neither is a pair that is open where a mark around its beginning ends.
 */
static void nest(coding *c, tol_out_side *side)
{
    size_t *stack = tol_arena_alloc(c->arena, (side->n + 1) * sizeof *stack), n = 0;
    c->failed |= !stack;
    for (size_t k = 0; k < side->n && !c->failed; k++) {
        tol_out_code *code = &side->codes[k];
        if (code->kind == TOL_OUT_MARK || (code->kind == TOL_OUT_OPENS && !code->is_isolated)) {
            stack[n++] = k;
        } else if (code->kind == TOL_OUT_UNMARK) {
            for (; n && stack[n - 1] != code->partner; n--) {
                side->codes[stack[n - 1]].is_closed = true;
            }
            n -= n > 0;
        } else if (code->kind == TOL_OUT_CLOSES && !code->is_isolated) {
            bool is_top = n && stack[n - 1] == code->partner && !side->codes[code->partner].is_closed;
            set_encloses(side, k, is_top);
            side->codes[code->partner].is_closed = true;
            while (n && side->codes[stack[n - 1]].is_closed) {
                n--;
            }
        }
    }
}

/* ---- ids ---- */

/* Codes of one class may stand for each other. */
static char class_of(const tol_out_code *code)
{
    return (char)('a' + (int)code->kind + (code->is_isolated ? 8 : 0));
}

static bool has_id(const tol_out_code *code)
{
    return code->kind != TOL_OUT_UNMARK && (code->kind != TOL_OUT_CLOSES || code->is_isolated);
}

/* Take an id, if nothing has it yet. */
static bool take_id(coding *c, tol_out_code *code, tol_str id)
{
    tol_map_slot *slot = slot_of(c, '#', ' ', id, TOL_STR_NULL);
    if (!slot || slot->value) {
        return false;
    }
    slot->value = 1;
    code->id = id;
    return true;
}

static void make_id(coding *c, tol_out_code *code)
{
    char text[16];
    while (!code->id.ptr && !c->failed) {
        snprintf(text, sizeof text, "%u", ++c->last_number);
        tol_str id = tol_arena_copy(c->arena, tol_str_of(text));
        c->failed |= !id.ptr;
        if (!c->failed) {
            take_id(c, code, id);
        }
    }
}

/* For the codes that have none yet; numbers come last, so that they take no x away. */
static void make_ids(coding *c, tol_out_side *side)
{
    for (size_t k = 0; k < side->n && !c->failed; k++) {
        tol_out_code *code = &side->codes[k];
        if (has_id(code) && !code->id.ptr && tol_is_nmtoken(code->x)) {
            take_id(c, code, code->x);
        }
    }
    for (size_t k = 0; k < side->n && !c->failed; k++) {
        if (has_id(&side->codes[k]) && !side->codes[k].id.ptr) {
            make_id(c, &side->codes[k]);
        }
    }
}

static tol_map_slot *native_slot(coding *c, const tol_out_code *code)
{
    return slot_of(c, 'n', class_of(code), code->type, code->native);
}

/* Ids for the source; its codes can be found by x and by native code, the first one first. */
static void number_source(coding *c, tol_out_side *side)
{
    make_ids(c, side);
    for (size_t k = side->n; k-- > 0 && !c->failed;) {
        tol_out_code *code = &side->codes[k];
        tol_map_slot *slot = has_id(code) ? native_slot(c, code) : NULL;
        if (slot) {
            code->next = slot->value;
            slot->value = k + 1;
        }
        slot = slot && code->x.len ? slot_of(c, 'x', class_of(code), code->x, TOL_STR_NULL) : NULL;
        if (slot) {
            slot->value = k + 1;
        }
    }
}

/* The code of the source that one of the target stands for; NULL: none. */
static tol_out_code *find_mate(coding *c, tol_out_side *source, const tol_out_code *code)
{
    if (code->x.len) {
        tol_map_slot *slot = slot_of(c, 'x', class_of(code), code->x, TOL_STR_NULL);
        if (slot && slot->value && !source->codes[slot->value - 1].is_taken) {
            return &source->codes[slot->value - 1];
        }
    }
    tol_map_slot *slot = native_slot(c, code);
    while (slot && slot->value) {
        tol_out_code *mate = &source->codes[slot->value - 1];
        slot->value = mate->next;
        bool differs = code->x.len && mate->x.len; /* each says that it is another one */
        if (!mate->is_taken && !differs) {
            return mate;
        }
    }
    return NULL;
}

static void number_target(coding *c, tol_out_side *source, tol_out_side *side)
{
    for (size_t k = 0; k < side->n && !c->failed; k++) {
        tol_out_code *code = &side->codes[k];
        tol_out_code *mate = has_id(code) ? find_mate(c, source, code) : NULL;
        if (mate) {
            mate->is_taken = true;
            code->id = mate->id;
        }
    }
    make_ids(c, side);
}

static void share_ids(tol_out_side *side)
{
    for (size_t k = 0; k < side->n; k++) {
        if (!has_id(&side->codes[k])) {
            side->codes[k].id = side->codes[side->codes[k].partner].id;
        }
    }
}

bool tol_xliff_codes_of(const tol_variant *source, const tol_variant *target, tol_arena *arena, tol_map *keys,
                        tol_out_side *source_side, tol_out_side *target_side)
{
    coding c = {.arena = arena, .keys = keys};
    tol_map_reset(keys);
    gather(&c, source, source_side);
    gather(&c, target, target_side);
    pair(&c, source_side, 's');
    pair(&c, target_side, 't');
    nest(&c, source_side);
    nest(&c, target_side);
    number_source(&c, source_side);
    number_target(&c, source_side, target_side);
    share_ids(source_side);
    share_ids(target_side);
    return !c.failed;
}
