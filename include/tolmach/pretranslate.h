/**
 * Pretranslation: a file of a translation tool, filled with what a bank knows.
 *
 * XLIFF 1.0 to 2.2, sdlxliff and mqxliff. For each segment that waits for translation: a match of 100 or more, whose
 * inline codes are those of the segment, becomes its target; the others stand beside it as alternatives with their
 * score, memory and differences (alt-trans, the matches module); glossary terms stand there as notes (the glossary
 * module). Segments that have a translation, and those that are locked, approved or not to be translated, are not
 * touched. Every byte of the file that is not said here stays as it was.
 */
#ifndef TOLMACH_PRETRANSLATE_H
#define TOLMACH_PRETRANSLATE_H

#include "tolmach/match.h"

TOL_BEGIN_DECLS

typedef struct tol_pretranslate_opt {
    /** What is looked for; the languages are those of files that do not name theirs, and may be absent. */
    tol_lookup_opt lookup;
    bool exact_only; /**< put in targets, leave nothing beside them */
    bool fill_fuzzy; /**< where nothing is exact, put in the best match too, in a state that asks for review */
    bool no_terms;   /**< leave terms out */
    tol_str state;   /**< of exact targets; absent: the one that the file's kind has for translated ones */
    tol_listener listener;
} tol_pretranslate_opt;

#define TOL_PRETRANSLATE_OPT_INIT                                                                                      \
    {                                                                                                                  \
        TOL_LOOKUP_OPT_INIT, false, false, false, {NULL, 0},                                                           \
        {                                                                                                              \
            NULL, NULL, NULL                                                                                           \
        }                                                                                                              \
    }

/** Segments, counted. */
typedef struct tol_pretranslate_report {
    uint64_t segments; /**< with text, in units that are to be translated */
    uint64_t open;     /**< waited for translation; each is in one of the next four */
    uint64_t context;  /**< filled with a match of 101 or 102 */
    uint64_t exact;    /**< filled with a match of 100 */
    uint64_t fuzzy;    /**< have alternatives beside them, or were filled with one */
    uint64_t nothing;  /**< the bank knows nothing like them */
    uint64_t unfit;    /**< of the fuzzy: there was an exact match, but its inline codes are not those of the segment */
    uint64_t terms;    /**< glossary terms that were noted */
} tol_pretranslate_report;

/**
 * Pretranslate a file. All of it is held in memory: it may have 512 MB.
 *
 * @param path    a file, or "-" for standard input
 * @param out     the file to be written, which appears under this name only when all of it is there; it may be the same
 *                file. "-" is standard output
 * @param opt     NULL for TOL_PRETRANSLATE_OPT_INIT
 * @param report  receives the counts; may be NULL
 * @return TOL_OK; TOL_EINVAL (a language is not known, a state is none of this kind of file); TOL_EFORMAT (no XLIFF, or
 *         not to be written back byte by byte, or with characters that XML forbids); TOL_EPARSE, TOL_ELIMIT with file
 * and line; TOL_EIO; what a lookup returns; TOL_ECANCELLED. After a failure there is no file `out`, or the one that was
 * there before. One thread, that of the store.
 */
TOL_API tol_status tol_pretranslate_file(tol_store *store, const char *path, const char *out,
                                         const tol_pretranslate_opt *opt, tol_pretranslate_report *report,
                                         tol_error *err);
/** The same from bytes to a buffer; `name` stands for the file's name in messages. */
TOL_API tol_status tol_pretranslate_bytes(tol_store *store, tol_str bytes, const char *name, tol_buf *out,
                                          const tol_pretranslate_opt *opt, tol_pretranslate_report *report,
                                          tol_error *err);

TOL_END_DECLS
#endif
