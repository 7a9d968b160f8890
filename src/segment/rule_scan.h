/* The breaks of a paragraph by the library's own rules. */
#ifndef TOL_SEGMENT_RULE_SCAN_H
#define TOL_SEGMENT_RULE_SCAN_H

#include "segment/breaks.h"
#include "segment/known_names.h"
#include "segment/word_table.h"

/* Add the places where the paragraph, a part of `whole` and without white space at its end, breaks; O(its length). */
void tol_rule_scan(const tol_word_table *words, tol_known_names *names, tol_str whole, tol_str paragraph,
                   tol_breaks *breaks);

#endif
