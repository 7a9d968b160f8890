/**
 * Text analysis: a segment goes in, tokens with byte offsets come out.
 *
 * A token has three views. The surface is what stands there (in NFC). The form is folded: case, ё and е, stress marks,
 * soft hyphens, the many quotation marks and dashes, no-break spaces, editorial brackets inside a word (`U[nited]` is
 * `united`). The key is the class that inflection does not change: the Snowball stem of a word, mended where Snowball
 * splits a paradigm; one key for all numbers, one for all inline codes; otherwise the form. Equal surfaces have equal
 * forms, equal forms equal keys, equal keys equal weights, across kinds too. White space is no token.
 *
 * Word boundaries are those of UAX #29 but for the rules in src/text/README.md.
 */
#ifndef TOLMACH_TOKEN_H
#define TOLMACH_TOKEN_H

#include <stdint.h>

#include "tolmach/arena.h"
#include "tolmach/status.h"

TOL_BEGIN_DECLS

/** Version of the analysis: raised with every release that makes other tokens of a text. Banks remember the one that
 * their token rows were made with, and analyse their texts anew when it has changed. */
#define TOL_ANALYSER_VERSION 1

/** Longest text that is analysed, in bytes. */
#define TOL_TEXT_MAX ((size_t)16 << 20)

typedef enum tol_token_kind { TOL_WORD, TOL_NUMBER, TOL_LINK, TOL_TAG, TOL_PUNCT } tol_token_kind;

/** Weights of tokens in the score. */
enum { TOL_WEIGHT_WORD = 8, TOL_WEIGHT_FUNCTION_WORD = 4, TOL_WEIGHT_LIGHT = 2 };

typedef struct tol_token {
    tol_token_kind kind;
    uint32_t weight;
    uint32_t start, end; /**< bytes in the analysed text; equal for an inline code */
    tol_str surface, form, key;
} tol_token;

typedef struct tol_tokens {
    tol_token *items;
    size_t n;
    uint32_t weight; /**< sum of the weights */
} tol_tokens;

/** An inline code for the analysis: where it stands, and its surface, "{bpt bold}". In order of `at`. */
typedef struct tol_tag {
    size_t at;
    tol_str surface;
} tol_tag;

/** An analyser of one language, with its stemmer and a memory of the words it saw. One thread at a time. */
typedef struct tol_analyser tol_analyser;

/**
 * Make an analyser.
 * @param lang  any tag; a language without a stemmer is folded only, which is no error
 * @param out   receives the analyser; free with tol_analyser_free
 * @return TOL_OK, TOL_ENOMEM
 */
TOL_API tol_status tol_analyser_new(tol_str lang, tol_analyser **out, tol_error *err);
TOL_API void tol_analyser_free(tol_analyser *analyser);

/**
 * Analyse a text.
 *
 * @param text    valid UTF-8, at most TOL_TEXT_MAX bytes; borrowed for the call
 * @param tags    `n_tags` inline codes by ascending `at`, or NULL; a code inside a word comes behind the word
 * @param arena   receives the tokens and their strings
 * @param tokens  out
 * @return TOL_OK, TOL_EINVAL (invalid UTF-8), TOL_ELIMIT (too long), TOL_ENOMEM
 */
TOL_API tol_status tol_analyse(tol_analyser *analyser, tol_str text, const tol_tag *tags, size_t n_tags,
                               tol_arena *arena, tol_tokens *tokens, tol_error *err);

/** "word", "number", "link", "tag", "punct". Static. */
TOL_API const char *tol_token_kind_name(tol_token_kind kind);

TOL_END_DECLS
#endif
