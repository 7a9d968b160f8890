/*
 * A document that is being read: the paragraphs so far, the notes and the references to them, and what was taken away.
 */
#ifndef TOL_DOCUMENT_READING_H
#define TOL_DOCUMENT_READING_H

#include "formats/report.h"
#include "tolmach/document.h"

typedef struct tol_note_ref {
    tol_str note; /* name of the note, see tol_reading_note_name */
    size_t para, offset;
} tol_note_ref;

typedef struct tol_note_para {
    tol_str note;
    tol_paragraph para;
    bool is_placed;
} tol_note_para;

typedef struct tol_reading {
    const tol_document_opt *opt;
    tol_arena *arena; /* of the texts */
    tol_document *out;
    tol_reporter *reporter;
    bool has_lines;    /* the file's lines mean something to its reader */
    tol_arena scratch; /* of names, until the end */
    tol_paragraph *paras;
    size_t n_paras, cap_paras;
    tol_note_para *notes;
    size_t n_notes, cap_notes;
    tol_note_ref *refs;
    size_t n_refs, cap_refs;
    size_t n_bytes;
} tol_reading;

/* A name that footnotes and endnotes do not share; in the scratch arena. */
tol_str tol_reading_note_name(tol_reading *reading, tol_para_kind kind, tol_str id);
/* Add a paragraph; its text is copied. `note`: it is part of that note; absent: of the text. TOL_ELIMIT, TOL_ENOMEM. */
tol_status tol_reading_add(tol_reading *reading, const tol_paragraph *para, tol_str note, tol_error *err);
/* Note that a paragraph, which may be the one to be added next, refers to a note. TOL_ENOMEM. */
tol_status tol_reading_refer(tol_reading *reading, tol_str note, size_t para, size_t offset, tol_error *err);
/* Something was taken away: count it, and tell it where it stands when `format` is given. */
void tol_reading_clean(tol_reading *reading, tol_cleaning cleaning, uint32_t line, const char *format, ...)
    TOL_PRINTF(4, 5);
/* Tell the sums, put notes in their places and hand all over. TOL_EFORMAT: there is no text. */
tol_status tol_reading_finish(tol_reading *reading, tol_error *err);
void tol_reading_release(tol_reading *reading);

#endif
