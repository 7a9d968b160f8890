/**
 * Concordance: the units that hold some words, with the places where they stand.
 *
 * A query is words that all must stand in one text, in any order and anywhere; `"words in quotation marks"` stand one
 * behind the other; `word*` is any word that begins so; `-word` and `-"some words"` must not stand there. What is no
 * word (a hyphenated compound, `тов.Зорину`) is taken apart as the analysis does it, and its parts stand one behind the
 * other. Words are sought in any inflected form (by the key of the analysis), numbers and links as they are.
 *
 * Punctuation counts only where forms or surfaces are asked for, or where the query holds nothing else. Otherwise it
 * may stand between the words of a phrase; inline codes may always.
 */
#ifndef TOLMACH_CONCORDANCE_H
#define TOLMACH_CONCORDANCE_H

#include "tolmach/filter.h"
#include "tolmach/store.h"

TOL_BEGIN_DECLS

/** Most words of a query, after analysis. */
#define TOL_CONCORDANCE_WORDS_MAX 64

/** When two words are the same. */
typedef enum tol_word_match {
    TOL_WORDS_INFLECTED, /**< any inflected form */
    TOL_WORDS_FORM,      /**< the form as written, but for case, ё, and other folding of token.h */
    TOL_WORDS_SURFACE    /**< exactly as written */
} tol_word_match;

/** What comes first. Units that are alike come by the newer change, then by the greater unit id. */
typedef enum tol_concordance_sort {
    TOL_CONCORDANCE_NEAREST,  /**< fewest other words between the words of the query, then those in its order */
    TOL_CONCORDANCE_NEWEST,   /**< newest change */
    TOL_CONCORDANCE_FREQUENT, /**< texts that most units have */
} tol_concordance_sort;

/** In which of the two languages is searched. */
typedef enum tol_concordance_side { TOL_SIDE_SOURCE, TOL_SIDE_TARGET, TOL_SIDE_BOTH } tol_concordance_side;

typedef struct tol_concordance_opt {
    tol_str source_lang; /**< absent: every language of the bank but the target's */
    tol_str target_lang; /**< absent: the other texts of a unit are shown in whatever language they are */
    tol_concordance_side side;
    tol_word_match words;
    bool is_phrase; /**< the query's words stand one behind the other: its quotation marks and hyphens are no syntax */
    tol_concordance_sort sort;
    size_t limit;            /**< most hits; 0: all */
    const tol_str *memories; /**< names; none: all of the bank */
    size_t n_memories;
    const tol_str *excluded; /**< names of memories that are not searched */
    size_t n_excluded;
    tol_unit_filter filter; /**< every unit with the words is read then */
    bool exhaustive; /**< look at every unit instead of asking the index: slow, the same answer; for verification */
} tol_concordance_opt;

#define TOL_CONCORDANCE_OPT_INIT                                                                                       \
    {                                                                                                                  \
        {NULL, 0}, {NULL, 0}, TOL_SIDE_SOURCE, TOL_WORDS_INFLECTED, false, TOL_CONCORDANCE_NEAREST, 20, NULL, 0, NULL, \
            0, TOL_UNIT_FILTER_INIT, false                                                                             \
    }

/** A place where a word of the query stands. Half-open, in bytes and in code points. */
typedef struct tol_found_word {
    uint32_t start, end;
    uint32_t start_cp, end_cp;
    uint32_t word; /**< which one of the query's, from 0; words of a phrase count one by one, excluded ones too */
} tol_found_word;

typedef struct tol_concordance_text {
    tol_str lang; /**< canonical */
    tol_str text;
    bool is_match;         /**< it holds what was asked; others are shown beside it */
    tol_found_word *found; /**< in the order of the text; empty when it is no match */
    size_t n_found;
} tol_concordance_text;

typedef struct tol_concordance_hit {
    tol_concordance_text *texts; /**< the first one is a match; without a translation there are no others */
    size_t n_texts;
    uint32_t distance; /**< other words between the query's, where they stand nearest in the first text */
    bool in_order;     /**< they stand there in the order of the query */
    tol_str memory;
    int64_t unit_id;
    tol_str tuid; /**< absent when it has none */
    bool has_changed;
    int64_t changed;  /**< newest date of change, seconds since 1970 UTC, if has_changed */
    uint64_t n_units; /**< units that have these texts and hold what was asked, this one among them */
} tol_concordance_hit;

typedef struct tol_concordance_hits {
    tol_concordance_hit *items;
    size_t n;
    uint64_t n_units; /**< all units that were found */
    uint64_t n_shown; /**< those that the hits stand for: the sum of their n_units */
} tol_concordance_hits;

/** A concordance: languages, memories and analysers of a run of queries. One thread, that of its store. */
typedef struct tol_concordance tol_concordance;

/**
 * Prepare. What `opt` points to is copied.
 * @param opt  NULL for TOL_CONCORDANCE_OPT_INIT: every language
 * @return TOL_OK; TOL_EINVAL (the side of a language that is not given); TOL_ENOTFOUND (a memory that is not there)
 */
TOL_API tol_status tol_concordance_new(tol_store *store, const tol_concordance_opt *opt, tol_concordance **out,
                                       tol_error *err);
/**
 * Find the units that hold what a query asks.
 *
 * A unit is found once, in whichever of its texts the words stand nearest. Units with the same texts are one hit. The
 * answer is exact: the same as a look at every unit; n_units counts them all, whatever the limit.
 *
 * @param query  valid UTF-8
 * @param arena  receives the hits
 * @param hits   out; hits->n == 0 with TOL_OK when nothing was found
 * @return TOL_OK; TOL_EINVAL (not UTF-8, nothing to search for, a wildcard that is not at the end of a word);
 * TOL_ELIMIT (too long); TOL_ESTORE, TOL_ECORRUPT, TOL_ENOMEM
 */
TOL_API tol_status tol_concordance_find(tol_concordance *concordance, tol_str query, tol_arena *arena,
                                        tol_concordance_hits *hits, tol_error *err);
/** NULL is ignored. */
TOL_API void tol_concordance_free(tol_concordance *concordance);

TOL_END_DECLS
#endif
