/**
 * Slices of text.
 *
 * A tol_str borrows bytes that somebody else owns: a file's buffer, an arena, a literal. It is UTF-8 once past the door
 * (see utf8 checks of the readers), not terminated by NUL, and may hold NUL bytes. `ptr == NULL` means "absent", which
 * is not the same as the empty string: an attribute that is missing and one that is "" are different things in TMX.
 */
#ifndef TOLMACH_STR_H
#define TOLMACH_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "tolmach/api.h"

TOL_BEGIN_DECLS

typedef struct tol_str {
    const char *ptr; /**< first byte, NULL when absent */
    size_t len;      /**< bytes */
} tol_str;

/** For printf("%.*s", TOL_ARG(s)). */
#define TOL_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""
/** A slice of a string literal. */
#define TOL_LIT(literal) ((tol_str){(literal), sizeof(literal) - 1})
/** The absent slice. */
#define TOL_STR_NULL ((tol_str){NULL, 0})

/** A slice of a NUL-terminated string; NULL gives the absent slice. */
TOL_API tol_str tol_str_of(const char *cstr);
/** Same bytes; the absent and the empty slice are equal here. */
TOL_API bool tol_str_equal(tol_str a, tol_str b);
/** Same bytes but for the case of ASCII letters. */
TOL_API bool tol_str_equal_nocase(tol_str a, tol_str b);
/** Order of bytes (memcmp, the shorter first): negative, 0 or positive. */
TOL_API int tol_str_compare(tol_str a, tol_str b);
/** Whether `s` begins with `prefix`. */
TOL_API bool tol_str_starts_with(tol_str s, tol_str prefix);
/** Whether `s` ends with `suffix`. */
TOL_API bool tol_str_ends_with(tol_str s, tol_str suffix);

TOL_END_DECLS
#endif
