/*
 * Memories of Wordfast Classic, as it writes them: UTF-16, little-endian, with a mark, lines ended by CR and LF. What
 * the format has no place for is lost: tuids, notes, other props, more than two languages, line breaks (&'B;).
 */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "formats/pair_write.h"

#define ATTRS 5

typedef struct wordfast_state {
    tol_pair pair;
    tol_buf header; /* line of the file that was read; "" for none */
    bool has_header;
} wordfast_state;

/* ---- UTF-16 ---- */

static void put_unit16(tol_buf *out, uint32_t unit)
{
    tol_buf_byte(out, (char)(unit & 0xFF));
    tol_buf_byte(out, (char)(unit >> 8));
}

static void put_utf16(tol_buf *out, tol_str text)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t c = tol_utf8_next(text, &i);
        if (c < 0x10000) {
            put_unit16(out, c);
        } else {
            put_unit16(out, 0xD800 + ((c - 0x10000) >> 10));
            put_unit16(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
}

/* ---- texts ---- */

/* Characters of a text: what would break the line or be taken for an escape is escaped. */
static void put_text(tol_buf *line, tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '&' && i + 1 < text.len && (text.ptr[i + 1] == '\'' || text.ptr[i + 1] == 't')) {
            tol_buf_add(line, TOL_LIT("&'26;"));
        } else if (c == '\n') {
            tol_buf_add(line, TOL_LIT("&'B;"));
        } else if (c == '\t' || c == '\r') {
            tol_buf_byte(line, ' ');
        } else {
            tol_buf_byte(line, c);
        }
    }
}

static bool is_placeable(tol_str code)
{
    return code.len == 4 && code.ptr[0] == '&' && code.ptr[1] == 't' && code.ptr[3] == ';';
}

/* The text with its placeables; the codes of other tools mean nothing to Word. */
static void put_segment(tol_buf *line, const tol_variant *variant)
{
    size_t at = 0;
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        put_text(line, (tol_str){variant->text.ptr + at, run->at - at});
        at = run->at;
        if (run->kind == TOL_RUN_CODE && is_placeable(run->code)) {
            tol_buf_add(line, run->code);
        }
    }
    put_text(line, (tol_str){variant->text.ptr + at, variant->text.len - at});
}

static void put_upper(tol_buf *line, const char *lang)
{
    for (const char *p = lang; *p; p++) {
        tol_buf_byte(line, (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p));
    }
}

/* "20261025T120000Z" in the format's form. */
static void put_date(tol_buf *line, const tol_unit *unit)
{
    int64_t seconds;
    char date[24] = "";
    if (tol_unit_created(unit, &seconds) || tol_unit_changed(unit, &seconds)) {
        tol_date_format(seconds, date);
    }
    tol_buf_printf(line, "%.8s~%.6s", date[0] ? date : "19700101", date[0] ? date + 9 : "000000");
}

/* A value of the unit, else of its target. */
static tol_str attr_of(const tol_unit *unit, const tol_variant *target, const char *name)
{
    tol_str value = tol_attrs_get(&unit->attrs, tol_str_of(name));
    return value.ptr ? value : tol_attrs_get(&target->attrs, tol_str_of(name));
}

static void put_line(tol_buf *line, const wordfast_state *state, const tol_unit *unit, const tol_variant *source,
                     const tol_variant *target)
{
    char type[32];
    tol_str user = attr_of(unit, target, "creationid"), count = attr_of(unit, target, "usagecount");
    put_date(line, unit);
    tol_buf_byte(line, '\t');
    tol_put_in_line(line, user.len ? user : TOL_LIT("TOLMACH"), true);
    tol_buf_byte(line, '\t');
    tol_put_in_line(line, count.len ? count : TOL_LIT("0"), true);
    tol_buf_byte(line, '\t');
    put_upper(line, state->pair.source_lang);
    tol_buf_byte(line, '\t');
    put_segment(line, source);
    tol_buf_byte(line, '\t');
    put_upper(line, state->pair.target_lang);
    tol_buf_byte(line, '\t');
    put_segment(line, target);
    for (int i = 1, n_tabs = 0; i <= ATTRS; i++) {
        snprintf(type, sizeof type, "x-wordfast-attr%d", i);
        tol_str value = tol_infos_prop(&unit->infos, tol_str_of(type));
        for (; value.len && n_tabs < i; n_tabs++) {
            tol_buf_byte(line, '\t');
        }
        tol_put_in_line(line, value, true);
    }
    tol_buf_add(line, TOL_LIT("\r\n"));
}

/* ---- the file ---- */

static void put_header(wordfast_state *state, tol_buf *line)
{
    if (state->header.len) {
        tol_put_in_line(line, tol_buf_str(&state->header), false);
    } else {
        tol_buf_add(line, TOL_LIT("%19700101~000000\t%User ID,TOLMACH,TOLMACH\t%TU=00000000\t%"));
        put_upper(line, state->pair.source_lang);
        tol_buf_add(line, TOL_LIT("\t%Wordfast TM v.5.51r/00\t%"));
        put_upper(line, state->pair.target_lang);
        tol_buf_add(line, TOL_LIT("\t%-----------\t\t\t\t\t"));
    }
    tol_buf_add(line, TOL_LIT("\r\n"));
    state->has_header = true;
}

static tol_status flush(tol_writing *writing, tol_buf *line, tol_error *err)
{
    tol_buf out = TOL_BUF_INIT;
    put_utf16(&out, tol_buf_str(line));
    out.failed |= !tol_buf_ok(line);
    tol_buf_release(line);
    return tol_pair_flush(writing, &out, err);
}

static tol_status write_unit(tol_writing *writing, const tol_unit *unit, tol_error *err)
{
    wordfast_state *state = writing->state;
    const tol_variant *source, *target;
    tol_buf line = TOL_BUF_INIT;
    if (!tol_pair_of(&state->pair, writing, unit, &source, &target)) {
        return TOL_OK;
    }
    if (!state->has_header) {
        put_header(state, &line);
    }
    put_line(&line, state, unit, source, target);
    return flush(writing, &line, err);
}

static tol_status begin(tol_writing *writing, const tol_header *header, tol_error *err)
{
    wordfast_state *state = tol_mem_calloc(1, sizeof *state);
    if (!state) {
        return tol_fail_nomem(err);
    }
    writing->state = state;
    tol_pair_begin(&state->pair, writing, header);
    if (header) {
        tol_buf_add(&state->header, tol_infos_prop(&header->infos, TOL_LIT("x-wordfast-header")));
    }
    tol_output_add(&writing->output, TOL_LIT("\xFF\xFE"));
    return tol_buf_ok(&state->header) ? tol_output_check(&writing->output, err) : tol_fail_nomem(err);
}

static void end(tol_writing *writing)
{
    wordfast_state *state = writing->state;
    tol_buf line = TOL_BUF_INIT;
    if (!state->has_header) {
        put_header(state, &line);
    }
    flush(writing, &line, &writing->output.error);
}

static void release(tol_writing *writing)
{
    wordfast_state *state = writing->state;
    if (state) {
        tol_buf_release(&state->header);
        tol_mem_free(state);
        writing->state = NULL;
    }
}

const tol_write_fns tol_wordfast_write = {.header = begin, .unit = write_unit, .end = end, .release = release};
