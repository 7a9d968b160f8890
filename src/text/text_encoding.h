/* Which encoding a text file is in that has no byte-order mark and is no XML: tables, catalogues, plain lines. */
#ifndef TOL_TEXT_TEXT_ENCODING_H
#define TOL_TEXT_TEXT_ENCODING_H

#include <stdbool.h>

#include "tolmach/str.h"

#define TOL_ENCODING_MAX 40

/*
 * Look at the first bytes (the whole file when `is_whole`). `out` becomes "" where the bytes show it themselves (a
 * mark, XML) and for UTF-8; else the name that a gettext header or a comment for Emacs says, UTF-16 where the zero
 * bytes show it, or (*is_guess) what ICU's detector makes of bytes that are no UTF-8. False without memory.
 */
bool tol_text_encoding(tol_str head, bool is_whole, char out[TOL_ENCODING_MAX], bool *is_guess);

#endif
