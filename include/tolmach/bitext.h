/**
 * Bitexts: two texts that translate each other, from files to units.
 *
 * Each side is a document, cut into segments. Alignment puts them into beads (align.h); a person may say of each bead
 * that it is right or wrong, in a file made for that, the review; what is right stays when the rest is aligned again.
 * The beads become units for a file or a memory.
 *
 * A caller makes a tol_bitext by reading both sides (tol_bitext_read) or a review (tol_review_read_file), aligns it
 * (tol_bitext_align), and hands it to the functions that write. Strings and arrays live in the arena given.
 */
#ifndef TOLMACH_BITEXT_H
#define TOLMACH_BITEXT_H

#include "tolmach/align.h"
#include "tolmach/document.h"
#include "tolmach/segmenter.h"
#include "tolmach/store.h"

TOL_BEGIN_DECLS

/** What a person said of a bead. */
typedef enum tol_verdict {
    TOL_VERDICT_NONE,
    TOL_VERDICT_RIGHT, /**< it stays as it is */
    TOL_VERDICT_WRONG  /**< it is no translation; as long as alignment finds it again, no unit is made of it */
} tol_verdict;

typedef struct tol_bitext_bead {
    tol_bead bead;
    tol_verdict verdict;
} tol_bitext_bead;

/** One of the two documents. */
typedef struct tol_bitext_side {
    tol_str lang;
    tol_str name; /**< of the document: that of its file, without folders */
    tol_align_segment *segments;
    uint32_t *lines; /**< where each segment begins in its file, from 1; 0 when unknown */
    size_t n;
} tol_bitext_side;

enum { TOL_BITEXT_SOURCE, TOL_BITEXT_TARGET, TOL_BITEXT_SIDES };

typedef struct tol_bitext {
    tol_bitext_side sides[TOL_BITEXT_SIDES];
    tol_bitext_bead *beads; /**< in the order of the source; none before it was aligned */
    size_t n_beads;
} tol_bitext;

#define TOL_BITEXT_INIT                                                                                                \
    {                                                                                                                  \
        {{{NULL, 0}, {NULL, 0}, NULL, NULL, 0}, {{NULL, 0}, {NULL, 0}, NULL, NULL, 0}}, NULL, 0                        \
    }

/* ---- reading ---- */

typedef struct tol_bitext_read_opt {
    tol_document_opt document;   /**< how the file is read; its listener hears of it, and of progress */
    tol_segmenter_opt segmenter; /**< its listener hears of the rules */
} tol_bitext_read_opt;

#define TOL_BITEXT_READ_OPT_INIT                                                                                       \
    {                                                                                                                  \
        TOL_DOCUMENT_OPT_INIT, TOL_SEGMENTER_OPT_INIT                                                                  \
    }

/**
 * Read a document and cut it into segments.
 *
 * @param path      a file, or "-" for standard input
 * @param lang      its language. A text whose letters are mostly of another script than the language's is refused
 * @param opt       NULL for TOL_BITEXT_READ_OPT_INIT
 * @param side      out; has at least one segment with TOL_OK
 * @param document  what was read; its paragraphs are in the arena too. May be NULL
 * @return what tol_document_read_file and tol_segmenter_new may; TOL_EINVAL (not in that language)
 */
TOL_API tol_status tol_bitext_read(const char *path, tol_str lang, const tol_bitext_read_opt *opt, tol_arena *arena,
                                   tol_bitext_side *side, tol_document *document, tol_error *err);

/* ---- alignment ---- */

/**
 * Terms and short units of a bank, as pairs for tol_align_opt.
 *
 * @param memories    names; of their units those of at most a few words are taken. TOL_ENOTFOUND names one that is not
 *                    there
 * @param with_terms  take the terms of all glossaries too, but no forbidden ones
 * @param pairs       out, in the arena
 */
TOL_API tol_status tol_bitext_pairs(tol_store *store, tol_str source_lang, tol_str target_lang, const tol_str *memories,
                                    size_t n_memories, bool with_terms, tol_arena *arena, tol_align_pair **pairs,
                                    size_t *n_pairs, tol_error *err);

/**
 * Align a bitext, anew where it has beads already.
 *
 * Beads that are right stay, and what stands between two of them on both sides is aligned with each other. Of beads
 * that are right but cross others, as few as may be are no such bounds. A bead that was wrong and comes again keeps
 * that verdict; verdicts of beads that do not come again are forgotten.
 *
 * @param opt  NULL for TOL_ALIGN_OPT_INIT
 * @return what tol_align may. After a failure the beads are those of before
 */
TOL_API tol_status tol_bitext_align(tol_bitext *bitext, const tol_align_opt *opt, tol_arena *arena, tol_error *err);

/* ---- what came out ---- */

typedef struct tol_bead_count {
    uint32_t n_source, n_target;
    size_t n; /**< how many beads are so */
} tol_bead_count;

/** Segments of the two sides, from a place on. */
typedef struct tol_passage {
    uint32_t source, n_source, target, n_target;
} tol_passage;

/** So many segments without a partner make a gap. */
#define TOL_GAP_MIN 3

typedef struct tol_bitext_summary {
    tol_bead_count *counts; /**< by kind, the most frequent first */
    size_t n_counts;
    size_t n_pairs;         /**< beads with both sides */
    double mean_confidence; /**< of those; 0 when there are none */
    /** Runs of beads with one side only that have at least TOL_GAP_MIN segments; both sides may lack something. */
    tol_passage *gaps;
    size_t n_gaps;
    tol_passage *moved; /**< runs of beads that stand elsewhere in the target */
    size_t n_moved;
    size_t n_right, n_wrong; /**< verdicts */
} tol_bitext_summary;

/** Sum a bitext up. @return TOL_OK, TOL_ENOMEM */
TOL_API tol_status tol_bitext_summarize(const tol_bitext *bitext, tol_arena *arena, tol_bitext_summary *summary,
                                        tol_error *err);

/** A confidence in whole percent, rounded down: 100 is only what is certain. */
TOL_API int tol_confidence_percent(float confidence);

/* ---- units ---- */

typedef struct tol_bitext_unit_opt {
    int min_confidence;  /**< percent; pairs below it are left out */
    bool keep_one_sided; /**< make units with one variant of segments without a partner */
} tol_bitext_unit_opt;

#define TOL_BITEXT_UNIT_OPT_INIT                                                                                       \
    {                                                                                                                  \
        0, false                                                                                                       \
    }

/** Beads, counted. */
typedef struct tol_bitext_unit_report {
    size_t written;   /**< units handed over */
    size_t one_sided; /**< left out: no partner */
    size_t unsure;    /**< left out: below min_confidence */
    size_t wrong;     /**< left out: a person said so */
} tol_bitext_unit_report;

/**
 * Make units of the beads, in their order.
 *
 * A unit has the props x-origin (Alignment), x-confidence (percent), x-bead ("2-1"), x-document (the source document),
 * x-order (number of the bead, from 1), and x-moved (yes) when the target stands elsewhere. Its tuid is the document
 * and the number of its first segment. Where the unit before or after it in the sequence is not what stands beside it
 * in the document, because that was left out, the variants name their neighbours (context_prev, context_next): lookups
 * that know their context find 101 and 102.
 *
 * @param opt     NULL for TOL_BITEXT_UNIT_OPT_INIT
 * @param sink    its members header and unit; a status other than TOL_OK ends the work and is returned
 * @param report  receives the counts; may be NULL
 */
TOL_API tol_status tol_bitext_units(const tol_bitext *bitext, const tol_bitext_unit_opt *opt, const tol_sink *sink,
                                    tol_bitext_unit_report *report, tol_error *err);

/* ---- review ---- */

/**
 * Write a review: a table with tabs in UTF-8, a bead a row, for a spreadsheet or an editor.
 *
 *     bead  status  confidence  found      ru, 35 segments: a.txt  en, 34 segments: b.txt
 *     7     ok      98          9 to 8     ⟦9⟧ Хрущев              ⟦8⟧ Khrushchev
 *     8             41          10 to 9 10 ⟦¶10⟧ Вернуть. …        ⟦¶9⟧ Return it. ⟦10⟧ …
 *
 * Each segment stands behind its number; a pilcrow says that a paragraph begins. Segments are moved to another row with
 * their numbers. In texts a backslash stands before a tab (t), a line feed (n), a carriage return (r), a backslash, and
 * the bracket ⟦.
 *
 * @param path, buf  exactly one of them; as for tol_writer_open
 * @return TOL_OK, TOL_EIO, TOL_ENOMEM
 */
TOL_API tol_status tol_review_write(const tol_bitext *bitext, const char *path, tol_buf *buf, tol_error *err);

/** What a person did to a review. */
typedef struct tol_review_report {
    size_t n_right, n_wrong; /**< rows marked "ok", "wrong" */
    size_t n_changed;        /**< rows that are not marked, but whose segments are not those that were found */
} tol_review_report;

/**
 * Read a review back, with whatever separator of decimals, quotation and encoding a spreadsheet gave it.
 *
 * The status of a row is "ok" (right), "wrong", or nothing. A row whose segments were changed by hand is right, unless
 * it is marked wrong. Rows may stand in any order; empty rows are ignored, and so are columns that are not known.
 * Texts count as they stand there: what was edited is taken. Every segment must be there once, and those of a row must
 * follow each other in their text.
 *
 * @param bitext  out, ready for tol_bitext_align
 * @param report  receives the counts; may be NULL
 * @return TOL_OK; TOL_EIO; TOL_EFORMAT (no review); TOL_EPARSE with the line: a segment is missing, stands there twice,
 *         has no text or no number, rows that do not hold together, a status that is none; TOL_ELIMIT; TOL_ENOMEM
 */
TOL_API tol_status tol_review_read_file(const char *path, tol_arena *arena, tol_bitext *bitext,
                                        tol_review_report *report, tol_error *err);
/** The same for bytes in memory; `name` stands for the file's name in messages. */
TOL_API tol_status tol_review_read_bytes(tol_str bytes, const char *name, tol_arena *arena, tol_bitext *bitext,
                                         tol_review_report *report, tol_error *err);

/* ---- into a memory ---- */

/**
 * Add the units of a bitext to a memory of an import that was begun, as one document. Units of the same place and
 * source text are replaced, so that a review can be brought in over what stands there.
 * @param made    counts of tol_bitext_units; may be NULL
 * @param stored  counts of the import; may be NULL
 */
TOL_API tol_status tol_bitext_import(const tol_bitext *bitext, const tol_bitext_unit_opt *opt, tol_import *import,
                                     tol_str memory, tol_bitext_unit_report *made, tol_import_report *stored,
                                     tol_error *err);

TOL_END_DECLS
#endif
