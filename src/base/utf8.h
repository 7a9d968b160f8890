/* UTF-8: the one place that knows its bits. */
#ifndef TOL_BASE_UTF8_H
#define TOL_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tolmach/str.h"

/* Bytes of the longest valid prefix of `s`; s.len when all of it is valid (no surrogates, no overlong forms). */
size_t tol_utf8_valid_prefix(tol_str s);
static inline bool tol_utf8_is_valid(tol_str s)
{
    return tol_utf8_valid_prefix(s) == s.len;
}
/* Decode the code point at `*i` of valid UTF-8 and move `*i` behind it. One and two bytes, most of all text, take the
 * short way. */
uint32_t tol_utf8_next_long(tol_str s, size_t *i);
static inline uint32_t tol_utf8_next(tol_str s, size_t *i)
{
    const unsigned char *p = (const unsigned char *)s.ptr + *i;
    if (p[0] < 0x80) {
        *i += 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *i += 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    }
    return tol_utf8_next_long(s, i);
}
/* Move `*i`, which is not 0, before the code point that ends there in valid UTF-8, and decode it. */
uint32_t tol_utf8_prev(tol_str s, size_t *i);
/* Encode; returns the number of bytes, 1 to 4. `cp` is a scalar value. */
size_t tol_utf8_put(uint32_t cp, char out[4]);
/* Code points in valid UTF-8. */
size_t tol_utf8_count(tol_str s);
/* The greatest length up to `len` that does not cut a character at the end of `text`. */
size_t tol_utf8_cut(const char *text, size_t len);

#endif
