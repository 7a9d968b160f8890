/**
 * What is wrong with glossaries themselves: terms twice, terms that contradict each other, terms that nobody uses.
 */
#ifndef TOLMACH_LINT_H
#define TOLMACH_LINT_H

#include "tolmach/diag.h"
#include "tolmach/store.h"

TOL_BEGIN_DECLS

typedef struct tol_lint_rule {
    const char *id; /**< "several-preferred" */
    tol_severity severity;
    const char *explanation;
} tol_lint_rule;

/** All rules, ended by one whose id is NULL. Static. */
TOL_API const tol_lint_rule *tol_lint_rules(void);

/** One finding. Strings are borrowed for the time of the callback. */
typedef struct tol_lint_finding {
    const tol_lint_rule *rule;
    tol_str glossary;
    int64_t concept_id;
    tol_str concept;  /**< the concept's id in its file; absent when it has none */
    tol_str lang;     /**< canonical; of the term, or the language that a term is wanted in */
    tol_str term;     /**< absent where a concept lacks one */
    int64_t other_id; /**< the concept that it clashes with; 0: none */
    tol_str other_glossary;
    const char *message; /**< one sentence, lower case, no period */
} tol_lint_finding;

/**
 * Look for faults in a glossary (absent name: in all, and between them). All terms are held in memory. Whether a term
 * was ever seen is asked of all memories of the bank that have text in its language.
 * @param each  is handed each finding: of each concept, between concepts, of unseen terms; a status other than TOL_OK
 *              stops and is returned
 * @return TOL_OK; TOL_ENOTFOUND (no such glossary); TOL_ENOMEM, and what the bank says
 */
TOL_API tol_status tol_glossary_lint(tol_store *store, tol_str glossary,
                                     tol_status (*each)(void *user, const tol_lint_finding *finding, tol_error *err),
                                     void *user, tol_error *err);

TOL_END_DECLS
#endif
