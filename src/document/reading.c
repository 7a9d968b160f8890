#include "document/reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/mem.h"

/* ---- cleanings ---- */

static const struct {
    const char *code, *words;
} cleanings[] = {
#define CLEANING_ROW(name, code, words) [name] = {code, words},
    TOL_CLEANING_TABLE(CLEANING_ROW)
#undef CLEANING_ROW
};

const char *tol_cleaning_code(tol_cleaning cleaning)
{
    return cleanings[cleaning].code;
}

const char *tol_cleaning_words(tol_cleaning cleaning)
{
    return cleanings[cleaning].words;
}

/* Told one by one; the others as a sum. */
static bool is_told_alone(tol_cleaning cleaning)
{
    return cleaning == TOL_CLEAN_PAGE_NUMBER || cleaning == TOL_CLEAN_RUNNING_HEAD || cleaning == TOL_CLEAN_HYPHEN;
}

void tol_reading_clean(tol_reading *reading, tol_cleaning cleaning, uint32_t line, const char *format, ...)
{
    reading->out->n_cleaned[cleaning]++;
    if (!format || !reading->opt->listener.diag) {
        return;
    }
    char message[320];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    reading->reporter->line = line;
    tol_report(reading->reporter, TOL_INFO, tol_cleaning_code(cleaning), NULL, "%s", message);
}

static void tell_sums(tol_reading *reading)
{
    reading->reporter->line = 0;
    for (tol_cleaning i = 0; i < TOL_N_CLEANINGS; i++) {
        size_t n = reading->out->n_cleaned[i];
        if (n && !is_told_alone(i)) {
            tol_report(reading->reporter, TOL_INFO, tol_cleaning_code(i), NULL, "%s (%zu)", tol_cleaning_words(i), n);
        }
    }
}

/* ---- paragraphs ---- */

tol_str tol_reading_note_name(tol_reading *reading, tol_para_kind kind, tol_str id)
{
    char *name = tol_arena_alloc(&reading->scratch, id.len + 1);
    if (!name) {
        return TOL_STR_NULL;
    }
    name[0] = kind == TOL_PARA_ENDNOTE ? 'e' : 'f';
    if (id.len) {
        memcpy(name + 1, id.ptr, id.len);
    }
    return (tol_str){name, id.len + 1};
}

static tol_status check_limits(const tol_reading *reading, size_t len, tol_error *err)
{
    if (len > TOL_DOCUMENT_MAX - reading->n_bytes) {
        return tol_fail(err, TOL_ELIMIT, "the document has more than %zu MB of text: divide it",
                        TOL_DOCUMENT_MAX >> 20);
    }
    if (reading->n_paras + reading->n_notes >= TOL_DOCUMENT_PARAS_MAX) {
        return tol_fail(err, TOL_ELIMIT, "the document has more than %zu paragraphs: divide it",
                        TOL_DOCUMENT_PARAS_MAX);
    }
    return TOL_OK;
}

static tol_status add_note(tol_reading *reading, const tol_paragraph *para, tol_str note, tol_error *err)
{
    tol_note_para *grown = tol_mem_grow(reading->notes, &reading->cap_notes, reading->n_notes + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    reading->notes = grown;
    reading->notes[reading->n_notes++] = (tol_note_para){.note = note, .para = *para};
    return TOL_OK;
}

static tol_status add_body(tol_reading *reading, const tol_paragraph *para, tol_error *err)
{
    tol_paragraph *grown = tol_mem_grow(reading->paras, &reading->cap_paras, reading->n_paras + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    reading->paras = grown;
    reading->paras[reading->n_paras++] = *para;
    return TOL_OK;
}

tol_status tol_reading_add(tol_reading *reading, const tol_paragraph *para, tol_str note, tol_error *err)
{
    if (note.ptr && reading->opt->leave_notes_out) {
        return TOL_OK;
    }
    tol_status status = check_limits(reading, para->text.len, err);
    if (status) {
        return status;
    }
    tol_paragraph own = *para;
    own.text = tol_arena_copy(reading->arena, para->text);
    own.host = TOL_PARA_NO_HOST;
    own.host_offset = 0;
    if (!own.text.ptr) {
        return tol_fail_nomem(err);
    }
    reading->n_bytes += own.text.len;
    return note.ptr ? add_note(reading, &own, note, err) : add_body(reading, &own, err);
}

tol_status tol_reading_refer(tol_reading *reading, tol_str note, size_t para, size_t offset, tol_error *err)
{
    tol_note_ref *grown = tol_mem_grow(reading->refs, &reading->cap_refs, reading->n_refs + 1, sizeof *grown);
    if (!grown || !note.ptr) {
        reading->refs = grown ? grown : reading->refs;
        return tol_fail_nomem(err);
    }
    reading->refs = grown;
    reading->refs[reading->n_refs++] = (tol_note_ref){note, para, offset};
    return TOL_OK;
}

/* ---- the end ---- */

/* The first paragraph of each note by the note's name; its number counts from 1. */
static tol_status index_notes(const tol_reading *reading, tol_map *by_name, tol_error *err)
{
    for (size_t i = reading->n_notes; i-- > 0;) {
        tol_map_slot *slot = tol_map_put(by_name, reading->notes[i].note, &(bool){false});
        if (!slot) {
            return tol_fail_nomem(err);
        }
        slot->value = i + 1;
    }
    return TOL_OK;
}

/* The paragraphs of a note follow each other, and are placed once. */
static void place_note(tol_reading *reading, const tol_note_ref *ref, size_t first, size_t host, tol_paragraph *to,
                       size_t *n)
{
    for (size_t i = first;
         i < reading->n_notes && tol_str_equal(reading->notes[i].note, ref->note) && !reading->notes[i].is_placed;
         i++) {
        to[*n] = reading->notes[i].para;
        to[*n].host = host;
        to[*n].host_offset = ref->offset < to[host].text.len ? ref->offset : to[host].text.len;
        reading->notes[i].is_placed = true;
        ++*n;
    }
}

/* References ascend by paragraph: paragraphs are finished in the order of their numbers. */
static void place_all(tol_reading *reading, const tol_map *by_name, tol_paragraph *to)
{
    size_t n = 0, r = 0;
    for (size_t i = 0; i < reading->n_paras; i++) {
        size_t host = n;
        to[n++] = reading->paras[i];
        for (; r < reading->n_refs && reading->refs[r].para <= i; r++) {
            const tol_map_slot *slot = tol_map_get(by_name, reading->refs[r].note);
            if (slot && reading->refs[r].para == i) {
                place_note(reading, &reading->refs[r], (size_t)slot->value - 1, host, to, &n);
            }
        }
    }
    for (size_t i = 0; i < reading->n_notes; i++) {
        if (!reading->notes[i].is_placed) {
            to[n++] = reading->notes[i].para;
        }
    }
}

tol_status tol_reading_finish(tol_reading *reading, tol_error *err)
{
    size_t n = reading->n_paras + reading->n_notes;
    tell_sums(reading);
    if (!n) {
        return tol_fail(err, TOL_EFORMAT, "there is no text in it");
    }
    tol_map by_name = TOL_MAP_INIT;
    tol_status status = index_notes(reading, &by_name, err);
    tol_paragraph *all = status ? NULL : tol_arena_alloc(reading->arena, n * sizeof *all);
    if (all) {
        place_all(reading, &by_name, all);
        reading->out->paras = all;
        reading->out->n_paras = n;
    }
    tol_map_release(&by_name);
    return status || all ? status : tol_fail_nomem(err);
}

void tol_reading_release(tol_reading *reading)
{
    tol_mem_free(reading->paras);
    tol_mem_free(reading->notes);
    tol_mem_free(reading->refs);
    tol_arena_release(&reading->scratch);
}
