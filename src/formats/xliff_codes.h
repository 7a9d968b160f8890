/* Inline codes of a source and its target as XLIFF wants them: paired, nested where they nest, with ids in common. */
#ifndef TOL_FORMATS_XLIFF_CODES_H
#define TOL_FORMATS_XLIFF_CODES_H

#include "base/map.h"
#include "tolmach/unit.h"

typedef enum tol_out_kind {
    TOL_OUT_ALONE,
    TOL_OUT_OPENS,
    TOL_OUT_CLOSES,
    TOL_OUT_MARK, /* text is marked from here */
    TOL_OUT_UNMARK
} tol_out_kind;

typedef struct tol_out_code {
    tol_out_kind kind;
    bool is_isolated; /* a half whose other half is not in the segment */
    bool encloses;    /* no other pair or mark overlaps it: it can be an element around its text */
    size_t at;        /* in the variant's text */
    size_t partner;   /* the other half */
    tol_str native, type, i, x;
    tol_str id;     /* of both halves; the same as that of the code in the other text that it stands for */
    size_t next;    /* private: the next code of the same key, from 1 */
    bool is_closed; /* private: it ended before what it is around */
    bool is_taken;  /* private: the target has its code */
} tol_out_code;

typedef struct tol_out_side {
    tol_str text;
    tol_out_code *codes;
    size_t n;
} tol_out_side;

/*
 * The codes of two variants, in the arena, in their order. The runs must be as tol_segment_fit leaves them.
 *
 * A code's id is its x where that is a name and nothing else has it, else a number. Codes of the target are those of
 * the source with the same x, else the next one with the same native code and type; others get ids of their own.
 * @param keys  for the work at hand; reset here
 * @return false without memory
 */
bool tol_xliff_codes_of(const tol_variant *source, const tol_variant *target, tol_arena *arena, tol_map *keys,
                        tol_out_side *source_side, tol_out_side *target_side);

/* Whether a text may be an id (NMTOKEN), of ASCII: on characters beyond it the editions of XML disagree. */
bool tol_is_nmtoken(tol_str text);

#endif
