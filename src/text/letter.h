/* What the rules of segmentation ask of a character. Any thread. */
#ifndef TOL_TEXT_LETTER_H
#define TOL_TEXT_LETTER_H

#include <stdbool.h>
#include <stdint.h>

bool tol_letter_is_space(uint32_t cp);
/* A letter or a mark on one. */
bool tol_letter_is(uint32_t cp);
/* Upper or title case. */
bool tol_letter_is_upper(uint32_t cp);
bool tol_letter_is_lower(uint32_t cp);
/* A decimal digit of any script. */
bool tol_letter_is_digit(uint32_t cp);
uint32_t tol_letter_lower(uint32_t cp);

#endif
