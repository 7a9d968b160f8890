/**
 * Segmentation: a text goes in, the segments that a translator works on come out, as spans of its bytes.
 *
 * Segments are sentences, headings, items of lists, lines. Russian and English have rules of the library's own; a file
 * of rules in the Segmentation Rules eXchange format (SRX 2.0, 1.0) replaces them; every other language is segmented by
 * the sentence breaks of Unicode (UAX #29). A line end ends a segment, unless the lines are said to be wrapped.
 *
 * Nothing is lost: what stands between two segments, before the first and behind the last one is white space and
 * nothing else, so the text is its segments and that white space in turn. A segment is never empty.
 *
 * Inline codes are no characters of the text: they stand at places of it, rules look through them, and each of them
 * belongs to one segment.
 */
#ifndef TOLMACH_SEGMENTER_H
#define TOLMACH_SEGMENTER_H

#include <stdint.h>

#include "tolmach/arena.h"
#include "tolmach/diag.h"
#include "tolmach/status.h"

TOL_BEGIN_DECLS

typedef enum tol_segment_rules {
    TOL_RULES_BEST,   /**< those of the language, else Unicode's */
    TOL_RULES_UNICODE /**< UAX #29 for every language */
} tol_segment_rules;

typedef struct tol_segmenter_opt {
    const char *srx;         /**< a file of rules, which then are the only ones; NULL: none */
    tol_segment_rules rules; /**< without a file */
    bool wrapped;            /**< a line end is white space, and only an empty line ends a segment */
    tol_listener listener;   /**< diagnostics about the file of rules */
} tol_segmenter_opt;

#define TOL_SEGMENTER_OPT_INIT                                                                                         \
    {                                                                                                                  \
        NULL, TOL_RULES_BEST, false,                                                                                   \
        {                                                                                                              \
            NULL, NULL, NULL                                                                                           \
        }                                                                                                              \
    }

typedef enum tol_code_side { TOL_CODE_START, TOL_CODE_END, TOL_CODE_ISOLATED } tol_code_side;

/** An inline code: before which byte of the text it stands, and what it is. */
typedef struct tol_segment_code {
    size_t at;
    tol_code_side side;
} tol_segment_code;

typedef struct tol_segment_span {
    size_t start, end;           /**< bytes */
    size_t first_code, end_code; /**< its codes are those from first_code to end_code - 1 */
} tol_segment_span;

typedef struct tol_segment_spans {
    tol_segment_span *items;
    size_t n;
} tol_segment_spans;

/** The rules of one language, ready to use. One thread at a time. */
typedef struct tol_segmenter tol_segmenter;

/**
 * Make a segmenter.
 *
 * Rules of a file that ICU's regular expressions cannot express are left out with a warning that names file and line;
 * what Java writes in another way is translated, with a remark (TOL_INFO).
 *
 * @param lang  a language tag; of a file's rules it chooses the set
 * @param opt   NULL for TOL_SEGMENTER_OPT_INIT
 * @param out   receives the segmenter; free with tol_segmenter_free
 * @return TOL_OK; TOL_EIO, TOL_EFORMAT (no SRX), TOL_EPARSE, TOL_ELIMIT (of the file); TOL_ENOTFOUND (the file has no
 *         rules for the language); TOL_ENOMEM
 */
TOL_API tol_status tol_segmenter_new(tol_str lang, const tol_segmenter_opt *opt, tol_segmenter **out, tol_error *err);
TOL_API void tol_segmenter_free(tol_segmenter *segmenter);

/** Which rules it goes by: "ru", "en", "unicode", or "srx". Static. */
TOL_API const char *tol_segmenter_rules(const tol_segmenter *segmenter);

/**
 * Segment a text.
 *
 * The result depends on the text alone. Give as much of a document at once as there is: that a capitalised word is a
 * name (`Mikoyan. He proposes …`) is seen from other places where it stands.
 *
 * @param text    valid UTF-8, at most TOL_TEXT_MAX bytes (token.h)
 * @param codes   `n_codes` inline codes by ascending `at`, or NULL. A code between two segments goes with the one
 * before when it is the end of a pair, with the one behind otherwise; a file of rules may say it differently. Codes
 * keep their order. In a text without segments they belong to none.
 * @param arena   receives the spans
 * @param spans   out, in order
 * @return TOL_OK, TOL_EINVAL (invalid UTF-8, codes out of order), TOL_ELIMIT (too long; the file's rules take too long
 * on this text), TOL_ENOMEM
 */
TOL_API tol_status tol_segmenter_run(tol_segmenter *segmenter, tol_str text, const tol_segment_code *codes,
                                     size_t n_codes, tol_arena *arena, tol_segment_spans *spans, tol_error *err);

/** A piece of a file, told in order. Strings are borrowed for the call. */
typedef struct tol_file_segment {
    tol_str text;
    tol_str space;  /**< the white space before it; of the last piece of a file also that behind the last segment */
    uint32_t line;  /**< where it begins */
    uint64_t start; /**< byte of the decoded file where the text begins */
} tol_file_segment;

/** Told of each segment of a file; any other status than TOL_OK ends the reading and is its result. */
typedef tol_status (*tol_file_segment_fn)(void *user, const tol_file_segment *segment, tol_error *err);

typedef struct tol_segment_file_opt {
    const char *encoding;  /**< of the bytes, as ICU names it; NULL: find out */
    tol_listener listener; /**< diagnostics about the file, progress in bytes */
} tol_segment_file_opt;

#define TOL_SEGMENT_FILE_OPT_INIT                                                                                      \
    {                                                                                                                  \
        NULL,                                                                                                          \
        {                                                                                                              \
            NULL, NULL, NULL                                                                                           \
        }                                                                                                              \
    }

/**
 * Segment a file of plain text in any encoding, a part at a time: memory does not grow with the file.
 *
 * Joined, spaces and texts are the decoded file; a last piece with an empty text carries white space at its end. A
 * paragraph of more than TOL_TEXT_MAX bytes is cut, with a warning.
 *
 * @param path  a file, or "-" for standard input
 * @param opt   NULL for TOL_SEGMENT_FILE_OPT_INIT
 * @return what tol_segmenter_run may; TOL_EIO; TOL_EFORMAT (not text); TOL_EPARSE (another encoding); TOL_ECANCELLED
 */
TOL_API tol_status tol_segment_file(tol_segmenter *segmenter, const char *path, const tol_segment_file_opt *opt,
                                    tol_file_segment_fn told, void *user, tol_error *err);

TOL_END_DECLS
#endif
