/* Segmentation Rules eXchange, SRX 2.0 and 1.0: rules as they stand in a file, not yet understood. */
#ifndef TOL_FORMATS_SRX_READ_H
#define TOL_FORMATS_SRX_READ_H

#include "base/input.h"
#include "formats/report.h"
#include "tolmach/arena.h"

typedef struct tol_srx_rule {
    bool breaks;
    tol_str before, after; /* regular expressions; empty: anything */
    uint32_t line;
} tol_srx_rule;

typedef struct tol_srx_set {
    tol_str name;
    size_t first, end; /* its rules */
} tol_srx_set;

typedef struct tol_srx_map {
    tol_str pattern; /* a regular expression for languages */
    tol_str name;    /* of a set */
    uint32_t line;
} tol_srx_map;

typedef struct tol_srx {
    tol_arena arena;
    tol_srx_rule *rules;
    tol_srx_set *sets;
    tol_srx_map *maps;
    size_t n_rules, n_sets, n_maps;
    bool cascades;   /* the rules of every map that fits apply, else those of the first */
    bool include[3]; /* whether the code of a start, an end, an isolated one stays with the segment before it */
} tol_srx;

/* Most rules of a file, and longest expression in bytes. */
#define TOL_SRX_RULES_MAX   100000
#define TOL_SRX_PATTERN_MAX ((size_t)64 << 10)

/* Read. TOL_EFORMAT: it is no SRX; TOL_EPARSE, TOL_ELIMIT; TOL_ENOMEM. Release it also after a failure. */
tol_status tol_srx_read(tol_input *input, tol_reporter *reporter, tol_srx *srx, tol_error *err);
void tol_srx_release(tol_srx *srx);

#endif
