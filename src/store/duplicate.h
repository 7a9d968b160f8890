/*
 * When two units say the same: the rules of tol_on_duplicate.
 */
#ifndef TOL_STORE_DUPLICATE_H
#define TOL_STORE_DUPLICATE_H

#include "store/langs.h"
#include "tolmach/unit.h"

/*
 * A hash of what duplicates share: the first variant's language, text and codes, and the context. 47 bits, which SQLite
 * keeps in six bytes; units with equal hashes are compared for real. The function is part of the schema: another one
 * needs a migration.
 */
int64_t tol_likeness(const tol_unit *unit, tol_str first_lang);

/* Whether two units are duplicates but for their tuids. */
bool tol_is_duplicate(const tol_unit *a, const tol_unit *b);
/* Whether two tuids tell two units apart: they differ, and neither is absent or empty. */
bool tol_tuids_differ(tol_str a, tol_str b);
/* Whether nothing at all but the bank's id differs. The order of attributes and the spelling of a language tag are no
 * difference. */
bool tol_is_identical(const tol_unit *a, const tol_unit *b);

#endif
