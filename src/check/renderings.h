/* Words and their renderings, counted: names and abbreviations of a memory. At most TOL_RENDERINGS_MAX pairs are kept;
 * what comes later is not counted. */
#ifndef TOL_CHECK_RENDERINGS_H
#define TOL_CHECK_RENDERINGS_H

#include "base/map.h"
#include "check/survey.h"

#define TOL_RENDERINGS_MAX 500000

typedef struct tol_renderings {
    tol_map words; /* word -> times << 32 | times of the best; and word, tab, rendering -> times */
    tol_map best;  /* word -> number of its text in texts */
    tol_str *texts;
    size_t n_texts, texts_cap;
    tol_arena arena;
} tol_renderings;

/* Another unit has the word at all. False without memory. */
bool tol_renderings_meet(tol_renderings *all, tol_str word);
/* … and with this rendering. */
bool tol_renderings_add(tol_renderings *all, tol_str word, tol_str rendering);
tol_rendering tol_renderings_of(const tol_renderings *all, tol_str word, tol_str rendering);
void tol_renderings_release(tol_renderings *all);

#endif
