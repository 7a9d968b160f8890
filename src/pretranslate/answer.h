/* What a bank knows of a segment. */
#ifndef TOL_PRETRANSLATE_ANSWER_H
#define TOL_PRETRANSLATE_ANSWER_H

#include "formats/xliff_fill.h"
#include "tolmach/pretranslate.h"
#include "tolmach/term.h"

/* The bank, ready to be asked for one pair of languages. */
typedef struct tol_oracle {
    tol_store *store;
    const tol_pretranslate_opt *opt;
    tol_lookup *lookup;
    tol_recogniser *terms;
    tol_str source_lang, target_lang; /* of the two; in the arena */
    tol_arena arena;
} tol_oracle;

/* Make it ready for a pair; nothing is done when it is. */
tol_status tol_oracle_turn_to(tol_oracle *oracle, tol_str source_lang, tol_str target_lang, tol_error *err);
/* Ask for a segment between its neighbours; everything that the answer holds is in the arena. Counts. */
tol_status tol_oracle_ask(tol_oracle *oracle, const tol_xliff_segment *segment, tol_str prev, tol_str next,
                          tol_arena *arena, tol_fill_answer *answer, tol_pretranslate_report *report, tol_error *err);
void tol_oracle_release(tol_oracle *oracle);

#endif
