/**
 * Growing buffers of bytes, with a maximum from birth.
 *
 * Failure is sticky: after the first append that fails (no memory, or over the maximum) the buffer keeps what it has,
 * ignores further appends, and tol_buf_ok() is false. The contents are always terminated by a NUL that `len` does not
 * count.
 */
#ifndef TOLMACH_BUF_H
#define TOLMACH_BUF_H

#include "tolmach/str.h"

TOL_BEGIN_DECLS

typedef struct tol_buf {
    char *ptr; /**< owned; NULL while nothing was appended */
    size_t len;
    size_t cap; /**< private */
    size_t max; /**< most bytes it may hold; 0 means TOL_BUF_MAX */
    bool failed;
} tol_buf;

#define TOL_BUF_MAX ((size_t)1 << 31)
#define TOL_BUF_INIT                                                                                                   \
    {                                                                                                                  \
        NULL, 0, 0, 0, false                                                                                           \
    }

/** Make an empty buffer that holds at most `max` bytes (0: TOL_BUF_MAX). */
TOL_API void tol_buf_init(tol_buf *buf, size_t max);
TOL_API void tol_buf_append(tol_buf *buf, const void *bytes, size_t len);
TOL_API void tol_buf_add(tol_buf *buf, tol_str s);
TOL_API void tol_buf_byte(tol_buf *buf, char c);
TOL_API void tol_buf_printf(tol_buf *buf, const char *format, ...) TOL_PRINTF(2, 3);
/** The contents; valid until the next call on the buffer. */
TOL_API tol_str tol_buf_str(const tol_buf *buf);
TOL_API bool tol_buf_ok(const tol_buf *buf);
/** Empty it, keep the capacity, clear the failure. */
TOL_API void tol_buf_reset(tol_buf *buf);
/** Free it; the buffer is empty and usable. NULL is ignored. */
TOL_API void tol_buf_release(tol_buf *buf);

TOL_END_DECLS
#endif
