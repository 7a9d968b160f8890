#include "formats/xliff_parts.h"

#include <stdio.h>
#include <string.h>

#include "formats/grow.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool tol_is_blank(tol_str text)
{
    size_t i = 0;
    while (i < text.len && is_space(text.ptr[i])) {
        i++;
    }
    return i == text.len;
}

/* ---- white space ---- */

/* A file whose elements were put on lines of their own shows it at the beginning or end of a text. */
static bool is_pretty_printed(tol_str text)
{
    size_t head = 0, tail = text.len;
    while (head < text.len && is_space(text.ptr[head])) {
        head++;
    }
    while (tail > head && is_space(text.ptr[tail - 1])) {
        tail--;
    }
    return head < text.len && ((head && memchr(text.ptr, '\n', head)) ||
                               (tail < text.len && memchr(text.ptr + tail, '\n', text.len - tail)));
}

bool tol_xliff_fold_space(tol_variant *variant, tol_arena *arena)
{
    tol_str text = variant->text;
    if (!is_pretty_printed(text)) {
        return true;
    }
    char *out = tol_arena_alloc(arena, text.len + 1);
    size_t n = 0, run = 0;
    bool has_gap = false, has_begun = false;
    for (size_t i = 0; out && i <= text.len; i++) {
        bool is_gap = i < text.len && is_space(text.ptr[i]);
        bool has_run = run < variant->n_runs && variant->runs[run].at == i;
        if (has_gap && has_begun && (has_run || (!is_gap && i < text.len))) {
            out[n++] = ' '; /* white space on either side of a code is a space on that side */
        }
        has_gap = has_gap && !has_run && is_gap;
        for (; run < variant->n_runs && variant->runs[run].at == i; run++) {
            variant->runs[run].at = n;
        }
        has_begun = has_begun || has_run || !is_gap;
        if (is_gap) {
            has_gap = true;
        } else if (i < text.len) {
            out[n++] = text.ptr[i];
        }
    }
    if (out) {
        out[n] = '\0';
        variant->text = (tol_str){out, n};
    }
    return out != NULL;
}

/* ---- who and when ---- */

/* Trados writes 12/08/2017 11:41:26, month first; TMX wants 20171208T114126Z. Other dates stay as they are. */
static tol_str tmx_date(tol_str date, tol_arena *arena)
{
    char text[40], out[24];
    unsigned month, day, year, hour, minute, second;
    snprintf(text, sizeof text, "%.*s", (int)(date.len < 39 ? date.len : 39), date.ptr ? date.ptr : "");
    /* NOLINTNEXTLINE(cert-err34-c): at most four digits each, no number can be too large */
    if (sscanf(text, "%2u/%2u/%4u %2u:%2u:%2u", &month, &day, &year, &hour, &minute, &second) == 6) {
        snprintf(out, sizeof out, "%04u%02u%02uT%02u%02u%02uZ", year % 10000, month % 100, day % 100, hour % 100,
                 minute % 100, second % 100);
        return tol_arena_copy(arena, tol_str_of(out));
    }
    int64_t seconds;
    if (tol_date_parse(date, &seconds)) {
        tol_date_format(seconds, out);
        return tol_arena_copy(arena, tol_str_of(out));
    }
    return date;
}

static void add_attr(tol_variant *variant, const char *name, tol_str value, tol_arena *arena)
{
    tol_attr *attrs = value.len ? tol_grow(arena, variant->attrs.items, variant->attrs.n, sizeof *attrs) : NULL;
    if (attrs) {
        attrs[variant->attrs.n++] = (tol_attr){tol_str_of(name), value};
        variant->attrs.items = attrs;
    }
}

static void add_authors(tol_variant *variant, const tol_sdl_segment *told, tol_arena *arena)
{
    add_attr(variant, "creationdate", tmx_date(told->created_on, arena), arena);
    add_attr(variant, "creationid", told->created_by, arena);
    add_attr(variant, "changedate", tmx_date(told->changed_on, arena), arena);
    add_attr(variant, "changeid", told->changed_by, arena);
}

/* ---- segments ---- */

static tol_xliff_side find_marked(const tol_xliff_marks *marks, tol_str id)
{
    for (size_t i = 0; i < marks->n; i++) {
        if (tol_str_equal(marks->items[i].id, id)) {
            return marks->items[i].side;
        }
    }
    return (tol_xliff_side){.is_there = false};
}

static const tol_sdl_segment *find_sdl(const tol_sdl_segments *sdl, tol_str id)
{
    for (size_t i = 0; i < sdl->n && id.ptr; i++) {
        if (tol_str_equal(sdl->items[i].id, id)) {
            return &sdl->items[i];
        }
    }
    return NULL;
}

/* Whether the source's segments and the target can be paired. */
static bool goes_by_marks(const tol_xliff_parts *parts)
{
    bool target_is_whole = parts->targets.n == 0 && parts->unit.target_has_text;
    return parts->sources.n > 0 && !(target_is_whole && parts->sources.n > 1);
}

static void take_status(const tol_xliff_parts *parts, tol_xliff_segment *segment, tol_arena *arena)
{
    const tol_sdl_segment *told = find_sdl(&parts->sdl, segment->id);
    segment->status = parts->state;
    segment->is_locked = parts->is_locked;
    if (told) {
        segment->status = told->conf.len ? told->conf : TOL_LIT("Unspecified");
        segment->is_locked = told->is_locked;
        segment->tag = told->tag;
        add_authors(&segment->target.variant, told, arena);
    } else if (parts->changed_by.ptr || parts->changed_on.ptr) {
        const tol_sdl_segment memoq = {.changed_by = parts->changed_by, .changed_on = parts->changed_on};
        add_authors(&segment->target.variant, &memoq, arena);
    }
}

static void add_segment(tol_xliff_parts *parts, tol_str id, tol_xliff_side source, tol_xliff_side target,
                        tol_arena *arena)
{
    tol_xliff_unit *unit = &parts->unit;
    tol_xliff_segment *segments = tol_grow(arena, unit->segments, unit->n_segments, sizeof *segments);
    if (segments) {
        unit->segments = segments;
        segments[unit->n_segments] = (tol_xliff_segment){.id = id, .source = source, .target = target};
        take_status(parts, &segments[unit->n_segments++], arena);
    }
}

static void add_marked(tol_xliff_parts *parts, tol_arena *arena)
{
    parts->unit.is_segmented = true;
    for (size_t i = 0; i < parts->sources.n; i++) {
        const tol_xliff_marked *mark = &parts->sources.items[i];
        tol_xliff_side target = find_marked(&parts->targets, mark->id);
        if (!target.is_there && parts->targets.n == 0 && parts->unit.target_has_text) {
            target = parts->target;
        }
        add_segment(parts, mark->id, mark->side, target, arena);
    }
}

bool tol_xliff_assemble(tol_xliff_parts *parts, tol_arena *arena)
{
    tol_xliff_unit *unit = &parts->unit;
    if (unit->version < 20) {
        if (goes_by_marks(parts)) {
            add_marked(parts, arena);
        } else if (parts->source.is_there) {
            tol_str id = parts->sdl.n == 1 ? parts->sdl.items[0].id : TOL_STR_NULL;
            add_segment(parts, id, parts->source, parts->target, arena);
        }
    }
    size_t n = 0;
    for (size_t i = 0; i < unit->n_segments; i++) {
        if (unit->segments[i].source.is_there && !tol_is_blank(unit->segments[i].source.variant.text)) {
            unit->segments[n++] = unit->segments[i];
        }
    }
    unit->n_segments = n;
    return tol_arena_ok(arena);
}
