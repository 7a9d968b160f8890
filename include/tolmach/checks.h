/**
 * Checks: what a terminologist would correct in translations.
 *
 * A table of rules, each with an explanation and two examples; a checker that walks over memories of a bank and over
 * files, and hands every finding to a callback as soon as it is found. Rules that compare units with the rest (is the
 * same source translated the same way everywhere?) need to see everything before they can speak: a run reads its inputs
 * twice or three times, and keeps hashes and counts in between, not texts. Memory therefore grows with the number of
 * different segments, by some twenty bytes each, and not with the number of findings.
 *
 * Findings are claims, not proofs. src/check/README.md says of every rule what it takes for an error and what it lets
 * pass.
 */
#ifndef TOLMACH_CHECKS_H
#define TOLMACH_CHECKS_H

#include "tolmach/term.h"

TOL_BEGIN_DECLS

/**
 * A translation, right or wrong, as rows of text. Units: "source | target". Glossary: "source term = term, ?admitted,
 * -deprecated, !forbidden"; NULL for none. From Russian into English.
 */
typedef struct tol_check_example {
    const char *glossary;
    const char *units;
} tol_check_example;

typedef struct tol_check_rule {
    const char *id; /**< "term-missing" */
    tol_severity severity;
    bool is_default;         /**< applied when no rules are named */
    const char *title;       /**< some words */
    const char *explanation; /**< some sentences */
    tol_check_example pass;  /**< no finding */
    tol_check_example fail;  /**< one finding of this rule, in its last unit, and no other */
} tol_check_rule;

/** The rules in their order, the last one with a NULL id. Static. */
TOL_API const tol_check_rule *tol_check_rules(void);
/** "error", "warning", "info". Static. */
TOL_API const char *tol_severity_name(tol_severity severity);

/** A place in a text, in bytes; start == end: between two characters. */
typedef struct tol_check_span {
    bool is_there; /**< false: the finding has no place on this side */
    uint32_t start, end;
} tol_check_span;

/** One finding. Everything is borrowed for the time of the callback. */
typedef struct tol_finding {
    const tol_check_rule *rule;
    tol_severity severity; /**< the rule's, or less where the case is less clear */
    const tol_unit *unit;  /**< its id, memory, tuid and line say where it is */
    tol_str file;          /**< absent for a unit of the bank */
    tol_str source_lang, target_lang;
    tol_str source, target; /**< the two texts */
    tol_check_span source_span, target_span;
    tol_str message;         /**< one line, lower case, no full stop at its end */
    const tol_str *expected; /**< what would be right in the place of the target's span; the best first */
    size_t n_expected;
    /** The same in every run for the same rule, texts and place, wherever the unit has moved to. */
    uint64_t fingerprint;
} tol_finding;

/** Takes a finding. A status other than TOL_OK stops the run and is returned by it. */
typedef tol_status (*tol_finding_fn)(void *user, const tol_finding *finding, tol_error *err);

typedef struct tol_check_opt {
    tol_str source_lang, target_lang; /**< absent: those of the first input */
    /** Ids separated by commas; "-id" takes one away. "all" and "default" are sets; a list that begins with "-" begins
     * with the default. NULL: the default. */
    const char *rules;
    tol_severity least;  /**< findings below are not handed over */
    tol_str ignore_prop; /**< a unit with this prop is left alone by the rules that its text names, or by all ("*");
                            absent: "x-tolmach-ignore" */
    const tol_str *glossaries; /**< names; none: all of the bank */
    size_t n_glossaries;
    tol_listener listener; /**< diagnostics of files, and progress: in bytes of a file, units of a memory */
} tol_check_opt;

#define TOL_CHECK_OPT_INIT                                                                                             \
    {                                                                                                                  \
        {NULL, 0}, {NULL, 0}, NULL, TOL_INFO, {NULL, 0}, NULL, 0,                                                      \
        {                                                                                                              \
            NULL, NULL, NULL                                                                                           \
        }                                                                                                              \
    }

/** What is to be checked: a memory of a bank or a file. */
typedef struct tol_check_input {
    tol_str memory;           /**< its name; absent for a file */
    const char *path;         /**< a file, read up to three times: no pipe */
    const tol_read_opt *read; /**< NULL for TOL_READ_OPT_INIT; its listener is not used */
} tol_check_input;

typedef struct tol_check_report {
    uint64_t units;       /**< that have both languages */
    uint64_t skipped;     /**< that lack one of them */
    uint64_t ignored;     /**< findings that an ignoring prop kept away */
    uint64_t findings[3]; /**< handed over, by severity */
} tol_check_report;

/**
 * Check inputs as one whole.
 *
 * @param store   of the memories; NULL when there are only files
 * @param terms   the bank with the glossaries; may be `store`; NULL: no glossaries, the rules for terms find nothing
 * @param opt     NULL for TOL_CHECK_OPT_INIT
 * @param each    takes the findings, by input and document order
 * @param report  out; may be NULL
 * @return TOL_OK, also with findings; TOL_EINVAL (no such rule, the languages are not known); TOL_ENOTFOUND (memory,
 *         glossary); what reading a file returns; what `each` returned. Stores are used on the calling thread.
 */
TOL_API tol_status tol_check_run(tol_store *store, tol_store *terms, const tol_check_input *inputs, size_t n_inputs,
                                 const tol_check_opt *opt, tol_finding_fn each, void *user, tol_check_report *report,
                                 tol_error *err);

/* ---- baselines ---- */

/** Findings that are known and accepted: only others count. A file of lines, one a finding; order means nothing. */
typedef struct tol_baseline tol_baseline;

/** An empty one. */
TOL_API tol_status tol_baseline_new(tol_baseline **out, tol_error *err);
/** Read a file. TOL_EIO, TOL_EPARSE with its line, TOL_ENOMEM. */
TOL_API tol_status tol_baseline_read(const char *path, tol_baseline **out, tol_error *err);
/** Whether a finding is known. Any thread. */
TOL_API bool tol_baseline_has(const tol_baseline *baseline, const tol_finding *finding);
/** Add one; twice is once. */
TOL_API tol_status tol_baseline_add(tol_baseline *baseline, const tol_finding *finding, tol_error *err);
/** Write all, sorted; the file appears under its name only when all of it is written. */
TOL_API tol_status tol_baseline_write(const tol_baseline *baseline, const char *path, tol_error *err);
/** NULL is ignored. */
TOL_API void tol_baseline_free(tol_baseline *baseline);

TOL_END_DECLS
#endif
