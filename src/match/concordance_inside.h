/* The inside of a concordance: what was found in the token rows, and how hits are made of it. */
#ifndef TOL_MATCH_CONCORDANCE_INSIDE_H
#define TOL_MATCH_CONCORDANCE_INSIDE_H

#include "match/memory_choice.h"
#include "match/word_query.h"

/* A language in which is searched. */
typedef struct tol_concordance_lang {
    tol_str analysis_lang, lang; /* lang absent: all that analysis_lang analyses */
    tol_str beside;              /* the language of the texts shown beside; absent: any */
    tol_analyser *analyser;
    tol_key_rows *rows;
    tol_dict dict;
    bool is_loaded; /* dict */
    tol_word_query query;
} tol_concordance_lang;

/* A unit that was found, in the text that answers best. */
typedef struct tol_found_unit {
    int64_t unit_id;
    int64_t changed;   /* TOL_DATE_NONE: unknown */
    uint64_t row_hash; /* of the language and the tokens but inline codes: units with the same texts have the same */
    uint32_t variant;
    uint32_t lang; /* place in concordance->langs */
    uint32_t distance;
    bool in_order;
} tol_found_unit;

typedef struct tol_found_units {
    tol_found_unit *items;
    size_t n, cap;
} tol_found_units;

struct tol_concordance {
    tol_store *store;
    tol_arena arena; /* of the options and languages */
    tol_concordance_opt opt;
    tol_memory_choice choice;
    tol_concordance_lang *langs;
    size_t n_langs, langs_cap;
    tol_found_units found;
};

/* Whether one unit comes before another in the order by newness. */
bool tol_found_is_newer(const tol_found_unit *a, const tol_found_unit *b);

/* Make hits of what was found: each unit once, with its date. Reorders concordance->found. */
tol_status tol_concordance_make_hits(tol_concordance *concordance, tol_arena *arena, tol_concordance_hits *hits,
                                     tol_error *err);

/* ---- concordance_texts.c ---- */

/* The variants of a unit that are shown: the one that was found, then those beside it in the unit's order, as far as
 * the filter lets a pair of them pass; none: it does not let the unit pass. */
tol_status tol_concordance_choose(const tol_concordance *concordance, const tol_found_unit *found, const tol_unit *unit,
                                  tol_arena *arena, const tol_variant ***variants, size_t *n, tol_error *err);
/* Make the texts of a hit from them, the query's words marked; `temp` is for what is forgotten. */
tol_status tol_concordance_show(tol_concordance *concordance, const tol_found_unit *found,
                                const tol_variant *const *variants, size_t n, tol_arena *arena, tol_arena *temp,
                                tol_concordance_hit *hit, tol_error *err);

#endif
