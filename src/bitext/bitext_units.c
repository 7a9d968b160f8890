/*
 * Units of beads. They come in the order of the source, and that order tells who stands beside whom; where it would
 * tell wrong, because what stands there was left out or moved, the variants say it themselves.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "bitext/bitext_side.h"

#define PROPS_MAX 6

typedef struct unit_maker {
    const tol_bitext *bitext;
    const tol_bitext_unit_opt *opt;
    const tol_sink *sink;
    tol_bitext_unit_report report;
    tol_arena arena;         /* of one unit */
    size_t before, at, next; /* numbers of beads that units are made of; n_beads: none */
} unit_maker;

static void add_prop(tol_arena *arena, tol_infos *infos, const char *type, tol_str text)
{
    tol_attr *attr = tol_arena_alloc(arena, sizeof *attr);
    if (!attr) {
        return;
    }
    *attr = (tol_attr){TOL_LIT("type"), tol_str_of(type)};
    infos->items[infos->n++] = (tol_info){TOL_PROP, {attr, 1}, text};
}

static tol_str TOL_PRINTF(2, 3) print(tol_arena *arena, const char *format, ...)
{
    char text[64];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return tol_arena_copy(arena, tol_str_of(text));
}

/* ---- which beads ---- */

/* Why no unit is made of a bead: the count to raise; NULL: one is made. */
static size_t *left_out(unit_maker *m, const tol_bitext_bead *bead)
{
    if (bead->verdict == TOL_VERDICT_WRONG) {
        return &m->report.wrong;
    }
    if (!tol_bead_is_pair(&bead->bead)) {
        return m->opt->keep_one_sided ? NULL : &m->report.one_sided;
    }
    return tol_confidence_percent(bead->bead.confidence) < m->opt->min_confidence ? &m->report.unsure : NULL;
}

/* The first bead from `from` on that becomes a unit. */
static size_t next_bead(unit_maker *m, size_t from)
{
    while (from < m->bitext->n_beads) {
        size_t *count = left_out(m, &m->bitext->beads[from]);
        if (!count) {
            return from;
        }
        ++*count;
        from++;
    }
    return from;
}

/* ---- neighbours ---- */

/* Whether a unit that is made of the bead ends (or begins) with this segment of the side. */
static bool holds(const unit_maker *m, size_t bead, int side, size_t segment, bool at_end)
{
    if (bead >= m->bitext->n_beads) {
        return false;
    }
    tol_bead_part part = tol_bead_part_of(&m->bitext->beads[bead].bead, side);
    return part.n && segment == (at_end ? part.start + part.n - 1 : part.start);
}

static void tell_neighbours(unit_maker *m, int side, tol_variant *variant)
{
    const tol_bitext_side *text = &m->bitext->sides[side];
    tol_bead_part part = tol_bead_part_of(&m->bitext->beads[m->at].bead, side);
    size_t end = part.start + part.n;
    bool is_first = part.start == 0 && m->before >= m->bitext->n_beads;
    bool is_last = end == text->n && m->next >= m->bitext->n_beads;
    if (!is_first && !(part.start && holds(m, m->before, side, part.start - 1, true))) {
        add_prop(&m->arena, &variant->infos, "context_prev",
                 part.start ? text->segments[part.start - 1].text : TOL_LIT(""));
    }
    if (!is_last && !(end < text->n && holds(m, m->next, side, end, false))) {
        add_prop(&m->arena, &variant->infos, "context_next", end < text->n ? text->segments[end].text : TOL_LIT(""));
    }
}

/* ---- a unit ---- */

static void add_variant(unit_maker *m, tol_unit *unit, int side)
{
    const tol_bitext_side *text = &m->bitext->sides[side];
    tol_bead_part part = tol_bead_part_of(&m->bitext->beads[m->at].bead, side);
    if (!part.n) {
        return;
    }
    tol_variant *variant = &unit->variants[unit->n_variants++];
    *variant = (tol_variant){.lang = text->lang, .text = tol_bitext_join(text, part, &m->arena)};
    variant->infos.items = tol_arena_alloc(&m->arena, 2 * sizeof *variant->infos.items);
    if (variant->infos.items) {
        tell_neighbours(m, side, variant);
    }
}

static void add_props(unit_maker *m, tol_unit *unit)
{
    const tol_bead *bead = &m->bitext->beads[m->at].bead;
    tol_arena *arena = &m->arena;
    add_prop(arena, &unit->infos, "x-origin", TOL_LIT("Alignment"));
    add_prop(arena, &unit->infos, "x-document", m->bitext->sides[TOL_BITEXT_SOURCE].name);
    add_prop(arena, &unit->infos, "x-order", print(arena, "%zu", m->at + 1));
    add_prop(arena, &unit->infos, "x-bead", print(arena, "%" PRIu32 "-%" PRIu32, bead->n_source, bead->n_target));
    add_prop(arena, &unit->infos, "x-confidence", print(arena, "%d", tol_confidence_percent(bead->confidence)));
    if (bead->is_moved) {
        add_prop(arena, &unit->infos, "x-moved", TOL_LIT("yes"));
    }
}

static tol_str name_unit(unit_maker *m)
{
    const tol_bead *bead = &m->bitext->beads[m->at].bead;
    tol_str name = m->bitext->sides[bead->n_source ? TOL_BITEXT_SOURCE : TOL_BITEXT_TARGET].name;
    tol_str number = print(&m->arena, ":%" PRIu32, (bead->n_source ? bead->source : bead->target) + 1);
    char *text = tol_arena_alloc(&m->arena, name.len + number.len + 1);
    if (!text || !number.ptr) {
        return TOL_STR_NULL;
    }
    memcpy(text, name.ptr, name.len);
    memcpy(text + name.len, number.ptr, number.len);
    return (tol_str){text, name.len + number.len};
}

static tol_status make_unit(unit_maker *m, tol_error *err)
{
    tol_variant variants[TOL_BITEXT_SIDES];
    tol_unit unit = {.variants = variants, .infos = {tol_arena_alloc(&m->arena, PROPS_MAX * sizeof(tol_info)), 0}};
    if (unit.infos.items) {
        add_props(m, &unit);
        unit.tuid = name_unit(m);
        add_variant(m, &unit, TOL_BITEXT_SOURCE);
        add_variant(m, &unit, TOL_BITEXT_TARGET);
    }
    tol_status status = tol_arena_ok(&m->arena) ? m->sink->unit(m->sink->user, &unit, err) : tol_fail_nomem(err);
    tol_arena_reset(&m->arena);
    m->report.written += status == TOL_OK;
    return status;
}

static tol_status tell_header(const unit_maker *m, tol_error *err)
{
    tol_attr attrs[] = {{TOL_LIT("srclang"), m->bitext->sides[TOL_BITEXT_SOURCE].lang},
                        {TOL_LIT("segtype"), TOL_LIT("sentence")},
                        {TOL_LIT("datatype"), TOL_LIT("plaintext")}};
    tol_header header = {.attrs = {attrs, sizeof attrs / sizeof attrs[0]}};
    return m->sink->header ? m->sink->header(m->sink->user, &header, err) : TOL_OK;
}

tol_status tol_bitext_units(const tol_bitext *bitext, const tol_bitext_unit_opt *opt, const tol_sink *sink,
                            tol_bitext_unit_report *report, tol_error *err)
{
    static const tol_bitext_unit_opt defaults = TOL_BITEXT_UNIT_OPT_INIT;
    unit_maker m = {.bitext = bitext, .opt = opt ? opt : &defaults, .sink = sink, .arena = TOL_ARENA_INIT};
    tol_error_clear(err);
    tol_status status = tell_header(&m, err);
    m.before = bitext->n_beads;
    m.at = next_bead(&m, 0);
    while (m.at < bitext->n_beads && status == TOL_OK) {
        m.next = next_bead(&m, m.at + 1);
        status = make_unit(&m, err);
        m.before = m.at;
        m.at = m.next;
    }
    if (report) {
        *report = m.report;
    }
    tol_arena_release(&m.arena);
    return status;
}

/* ---- into a memory ---- */

typedef struct feeder {
    const tol_bitext *bitext;
    const tol_bitext_unit_opt *opt;
    tol_bitext_unit_report *report;
} feeder;

static tol_status feed(void *user, const tol_sink *sink, tol_error *err)
{
    feeder *f = user;
    return tol_bitext_units(f->bitext, f->opt, sink, f->report, err);
}

tol_status tol_bitext_import(const tol_bitext *bitext, const tol_bitext_unit_opt *opt, tol_import *import,
                             tol_str memory, tol_bitext_unit_report *made, tol_import_report *stored, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    feeder f = {bitext, opt, made};
    tol_error_clear(err);
    tol_str name = tol_arena_copy(&arena, bitext->sides[TOL_BITEXT_SOURCE].name);
    tol_status status =
        name.ptr ? tol_import_document(import, name.ptr, memory, TOL_DUPLICATE_REPLACE, feed, &f, stored, err)
                 : tol_fail_nomem(err);
    tol_arena_release(&arena);
    return status;
}
