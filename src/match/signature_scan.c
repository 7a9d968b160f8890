/*
 * Signatures of a whole range are looked through when the prefix of a query's keys reaches the frequent ones, which
 * have no lists. All other keys are in the prefix then, so an entry that was not seen has frequent keys only.
 */
#include "match/search_inside.h"

/*
 * What an entry with frequent keys only must have. It may lack keys that weigh as much as the query has too many; of
 * the heavy ones so few that clearing a bit for each tells it: a test of four instructions for each of millions.
 */
typedef struct bits_test {
    uint64_t heavy; /* keys of the greatest gain and more than half of it */
    unsigned n_may_lack;
} bits_test;

static bits_test test_of(const tol_segment_search *s)
{
    uint32_t most = 0;
    bits_test test = {0, 0};
    for (uint64_t bits = s->bits; bits; bits &= bits - 1) {
        uint32_t gain = s->bit_gains[__builtin_ctzll(bits)];
        most = gain > most ? gain : most;
    }
    uint32_t least = most;
    for (uint64_t bits = s->bits; bits; bits &= bits - 1) {
        uint32_t gain = s->bit_gains[__builtin_ctzll(bits)];
        if (gain > most / 2) {
            test.heavy |= bits & -bits;
            least = gain < least ? gain : least;
        }
    }
    test.n_may_lack = least ? (unsigned)((s->bits_weight - s->needed) / least) : 0;
    return test;
}

/* Which of up to 64 words pass, as bits. */
static inline uint64_t pass_mask(const uint64_t *words, uint32_t n, uint64_t heavy, unsigned n_may_lack)
{
    uint64_t mask = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t lacks = heavy & ~words[i];
        for (unsigned j = 0; j < n_may_lack; j++) {
            lacks &= lacks - 1; /* of 0 it stays 0 */
        }
        mask |= (uint64_t)(lacks == 0) << i;
    }
    return mask;
}

/* The usual numbers as constants: their loops are unrolled. */
static uint64_t passing(const uint64_t *words, uint32_t n, bits_test test)
{
    switch (test.n_may_lack) {
    case 0:
        return pass_mask(words, n, test.heavy, 0);
    case 1:
        return pass_mask(words, n, test.heavy, 1);
    case 2:
        return pass_mask(words, n, test.heavy, 2);
    case 3:
        return pass_mask(words, n, test.heavy, 3);
    default:
        return pass_mask(words, n, test.heavy, test.n_may_lack);
    }
}

static tol_status bound_word(tol_segment_search *s, const uint64_t *words, uint32_t entry, uint64_t mask,
                             tol_error *err)
{
    tol_status status = TOL_OK;
    for (; mask && status == TOL_OK; mask &= mask - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(mask);
        uint64_t shared = tol_gain_of_bits(s, words[i] & s->bits);
        if (shared >= s->needed && s->search->gains[entry + i - s->first] == 0) {
            status = tol_search_wait(s, entry + i, shared, err);
        }
    }
    return status;
}

static tol_status bound_block(tol_segment_search *s, uint32_t block, bits_test test, tol_error *err)
{
    const uint64_t *words = NULL;
    tol_status status = tol_index_signatures(&s->search->index, s->segment, block, &words, err);
    uint32_t from = block * TOL_SIGNATURE_BLOCK, left = s->end - from;
    uint32_t n = left < TOL_SIGNATURE_BLOCK ? left : TOL_SIGNATURE_BLOCK;
    for (uint32_t i = from < s->first ? s->first - from : 0; i < n && status == TOL_OK; i += 64) {
        uint32_t m = n - i < 64 ? n - i : 64;
        uint64_t mask = passing(words + i, m, test);
        status = mask ? bound_word(s, words + i, from + i, mask, err) : TOL_OK;
    }
    return status;
}

tol_status tol_search_signatures(tol_segment_search *s, tol_error *err)
{
    tol_status status = TOL_OK;
    if (s->bits_weight < s->needed) {
        return TOL_OK;
    }
    bits_test test = test_of(s);
    for (uint32_t block = s->first / TOL_SIGNATURE_BLOCK; block * TOL_SIGNATURE_BLOCK < s->end && status == TOL_OK;
         block++) {
        status = bound_block(s, block, test, err);
    }
    return status;
}
