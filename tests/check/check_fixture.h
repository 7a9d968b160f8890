/* Checks of a few lines: a glossary and units as rules' examples have them, and what is found. */
#ifndef TOL_TEST_CHECK_FIXTURE_H
#define TOL_TEST_CHECK_FIXTURE_H

#include "tolmach/checks.h"

/*
 * Check units ("source | target", one a line) with a glossary ("term = term, ?admitted, -deprecated, !forbidden"; NULL
 * for none), from Russian into English, or the other way round.
 * @return the findings, "rule 1: source place -> target place" one a line, by unit, on the heap
 */
char *tol_check_lines(const char *glossary, const char *units, const char *rules, bool is_backward);

/* The same, compared. */
void tol_assert_findings(const char *glossary, const char *units, const char *rules, const char *wanted);
void tol_assert_findings_backward(const char *glossary, const char *units, const char *rules, const char *wanted);

#endif
