/*
 * One side of two texts that are to be aligned: its segments, and what of them counts.
 *
 * Words become numbers, "types": the key of a word, the digits of a number. Function words and punctuation have none.
 */
#ifndef TOL_ALIGN_SIDE_H
#define TOL_ALIGN_SIDE_H

#include "base/map.h"
#include "tolmach/align.h"

/* What a type is; for links between types that are known before anything is learnt. */
typedef struct tol_align_type {
    tol_str key;            /* of the word, or digits */
    tol_str surface;        /* its first one */
    uint32_t n;             /* segments that have it */
    uint32_t n_capitalised; /* of its tokens, those with a capital that do not begin a segment */
    uint32_t n_tokens;
    bool is_number;
} tol_align_type;

typedef struct tol_align_side {
    size_t n; /* segments */
    const tol_align_segment *segments;
    uint32_t *chars;  /* n + 1: characters before each segment, white space left out */
    uint32_t *firsts; /* n + 1: where the types of each segment begin in `types` */
    uint32_t *types;  /* of each segment, each once, ascending */
    size_t n_uses;
    uint8_t *questions, *exclamations; /* marks in each segment */
    uint8_t *speeches;                 /* whether each segment begins with a dash or a quotation mark */
    uint32_t *labels;                  /* of each segment that begins with a number: III., 3), [3]; else 0 */
    tol_align_type *items;             /* by type */
    size_t n_types, types_cap, uses_cap;
    uint32_t *posts;     /* segments of each type, ascending */
    uint32_t *post_ends; /* n_types + 1 */
    tol_map numbers;
    tol_arena arena;
} tol_align_side;

/* Read the segments of one language. TOL_ENOMEM, and what tol_analyse says. Release it even then. */
tol_status tol_align_side_read(tol_align_side *side, const tol_align_segment *segments, size_t n, tol_str lang,
                               tol_error *err);
void tol_align_side_release(tol_align_side *side);

static inline uint32_t tol_align_chars(const tol_align_side *side, size_t from, size_t to)
{
    return side->chars[to] - side->chars[from];
}

#endif
