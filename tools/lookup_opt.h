/* What a lookup is asked for beside its texts: the options that become a tol_lookup_opt. */
#ifndef TOL_TOOLS_LOOKUP_OPT_H
#define TOL_TOOLS_LOOKUP_OPT_H

#include "filter_opt.h"
#include "query_window.h"

#define MEMORIES_MAX 1000

enum {
    OPT_EXCLUDE = 450,
    OPT_PENALTY,
    OPT_PRIORITY,
    OPT_MT_PENALTY,
    OPT_ALIGNMENT_PENALTY,
    OPT_OTHERS_PENALTY,
    OPT_TRUSTED,
    OPT_PREV,
    OPT_NEXT,
    OPT_NO_CONTEXT
};

/* Rows for the option table, beside FILTER_OPTION_ROWS: which memories are searched, and what their units lose. */
#define MEMORY_OPTION_ROWS                                                                                             \
    {'m', "memory", "NAME", "search this memory; may be repeated (else all)"},                                         \
        {OPT_EXCLUDE, "exclude", "NAME", "do not search this memory; may be repeated"},                                \
        {OPT_PENALTY, "penalty", "NAME=N", "take N % off the scores of this memory's units"},                          \
        {OPT_PRIORITY, "priority", "NAME=N", "of equal scores show this memory's units before those of a smaller N"},  \
        {OPT_MT_PENALTY, "mt-penalty", "N", "take N % off machine translations"},                                      \
        {OPT_ALIGNMENT_PENALTY, "alignment-penalty", "N", "take N % off units that an alignment made"},                \
        {OPT_OTHERS_PENALTY, "others-penalty", "N", "take N % off units that nobody trusted created"},                 \
    {                                                                                                                  \
        OPT_TRUSTED, "trusted", "NAME", "who is trusted; may be repeated"                                              \
    }

/* What a lookup of texts is asked for. */
#define LOOKUP_OPTION_ROWS                                                                                             \
    {'s', "source-lang", "LANG", "the language of the texts; needed"},                                                 \
        {'t', "target-lang", "LANG", "the language of the translations; needed"},                                      \
        {'n', "min-score", "PERCENT", "show matches from this score on (70)"},                                         \
        {'k', "limit", "N", "show at most N matches a text (5); 0 shows all"}, MEMORY_OPTION_ROWS,                     \
        {OPT_PREV, "prev", "TEXT", "what stands before the text, or before the first; empty: nothing does"},           \
        {OPT_NEXT, "next", "TEXT", "what stands after the text, or after the last; empty: nothing does"},              \
    {                                                                                                                  \
        OPT_NO_CONTEXT, "no-context", NULL, "texts are no neighbours; answer each before reading the next"             \
    }

typedef struct lookup_opt {
    const char *source, *target;
    long min_score, limit;
    tol_str memories[MEMORIES_MAX], excluded[MEMORIES_MAX], trusted[FILTER_LIST_MAX];
    size_t n_memories, n_excluded, n_trusted;
    tol_memory_override overrides[MEMORIES_MAX];
    size_t n_overrides;
    long mt_penalty, alignment_penalty, others_penalty;
    context_opt context;
    filter_opt filter;
} lookup_opt;

/* The struct begins as all zeros; give it its defaults. */
void lookup_opt_init(lookup_opt *o);
/* Take an option of the rows above (a command need not have all of them) or of FILTER_OPTION_ROWS. */
filter_taken lookup_opt_take(lookup_opt *o, const cli *c, int id, const char *value);
/* Whether the options go together; else a usage error was reported. */
bool lookup_opt_check(const lookup_opt *o, const cli *c);
/* The same for a command that may do without languages. */
bool lookup_opt_check_rules(const lookup_opt *o, const cli *c);
/* The library's options; they point into `o`. */
tol_lookup_opt lookup_opt_options(const lookup_opt *o);

#endif
