/*
 * The ledger of a pair: each term of the source against what stands for it in the target. The rules for terms read it
 * one after another, and what one of them has found an explanation for, the next one does not report again.
 */
#ifndef TOL_CHECK_LEDGER_H
#define TOL_CHECK_LEDGER_H

#include "check/rule.h"
#include "check/term_book.h"

/* A term of the source. Terms that always stand in the same place (homonyms, several glossaries) are one claim, and any
 * of their translations will do. */
typedef struct tol_claim {
    const tol_term_hit **hits; /* of its first place, one a concept */
    size_t n_hits;
    uint64_t concepts;          /* a bit for each of its concepts; several may share one */
    tol_check_span first, last; /* its first and last place in the source */
    uint32_t n_source;          /* its places */
    uint32_t n_wanted;          /* those that ask for a translation: not inside of hyphenated compounds */
    uint32_t n_target;          /* places of permitted translations */
    uint32_t n_open;            /* places that want a translation still */
    const tol_str *permitted;   /* the preferred ones first */
    size_t n_permitted;
    const tol_book_term **words; /* of the permitted ones; NULL until they are asked for */
} tol_claim;

typedef struct tol_ledger {
    tol_claim *claims;
    size_t n_claims;
    uint64_t target_bits; /* of the keys of the target's words */
    tol_tokens unmarked;  /* of the target without access keys; none when it has none */
} tol_ledger;

/* Draw up the ledger from the terms that were found. TOL_ENOMEM. */
tol_status tol_ledger_draw(tol_check_pair *pair, tol_ledger *ledger, tol_error *err);
/* The words of the claim's permitted translations, each of which may be NULL; NULL without memory. */
const tol_book_term *const *tol_claim_words(const tol_check_pair *pair, tol_claim *claim);
/* The bit of a concept among a claim's. */
static inline uint64_t tol_concept_bit(const tol_term_hit *hit)
{
    return UINT64_C(1) << ((uint64_t)hit->concept_id & 63);
}
bool tol_claim_has_exactly(const tol_claim *claim, const tol_term_hit *hit);
/* Whether a term of the target is of one of the claim's concepts: a quick no in nearly all cases. */
static inline bool tol_claim_has(const tol_claim *claim, const tol_term_hit *hit)
{
    return (claim->concepts & tol_concept_bit(hit)) != 0 && tol_claim_has_exactly(claim, hit);
}
/* Whether a status allows a term to be used. */
bool tol_is_permitted(tol_term_status status);
/* Whether a place of the target is a permitted translation that some claim, which has no more of them than it needs,
 * lives on. `but`: this claim does not count. */
bool tol_place_is_needed(const tol_check_pair *pair, const tol_ledger *ledger, const tol_term_hit *place,
                         const tol_claim *but);
/* Take the next open place of a claim; its span in the source. */
tol_check_span tol_claim_take(tol_claim *claim);

#endif
