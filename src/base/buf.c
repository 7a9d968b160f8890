#include "tolmach/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

void tol_buf_init(tol_buf *buf, size_t max)
{
    *buf = (tol_buf)TOL_BUF_INIT;
    buf->max = max;
}

/* Make room for `extra` bytes and the NUL behind them. */
static bool reserve(tol_buf *buf, size_t extra)
{
    size_t max = buf->max ? buf->max : TOL_BUF_MAX;
    if (buf->failed || extra > max || buf->len > max - extra) {
        buf->failed = true;
        return false;
    }
    size_t need = buf->len + extra + 1;
    if (need <= buf->cap) {
        return true;
    }
    size_t cap = buf->cap < 64 ? 64 : buf->cap;
    while (cap < need) {
        cap += cap / 2;
    }
    char *grown = tol_mem_realloc(buf->ptr, cap);
    if (!grown) {
        buf->failed = true;
        return false;
    }
    buf->ptr = grown;
    buf->cap = cap;
    return true;
}

void tol_buf_append(tol_buf *buf, const void *bytes, size_t len)
{
    if (reserve(buf, len)) {
        if (len) {
            memcpy(buf->ptr + buf->len, bytes, len);
        }
        buf->len += len;
        buf->ptr[buf->len] = '\0';
    }
}

void tol_buf_add(tol_buf *buf, tol_str s)
{
    tol_buf_append(buf, s.ptr, s.len);
}

void tol_buf_byte(tol_buf *buf, char c)
{
    tol_buf_append(buf, &c, 1);
}

void tol_buf_printf(tol_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len < 0) {
        buf->failed = true;
    } else if (reserve(buf, (size_t)len)) {
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
    va_end(args);
}

tol_str tol_buf_str(const tol_buf *buf)
{
    return buf->ptr ? (tol_str){buf->ptr, buf->len} : TOL_LIT("");
}

bool tol_buf_ok(const tol_buf *buf)
{
    return !buf->failed;
}

void tol_buf_reset(tol_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
    if (buf->ptr) {
        buf->ptr[0] = '\0';
    }
}

void tol_buf_release(tol_buf *buf)
{
    if (buf) {
        tol_mem_free(buf->ptr);
        tol_buf_init(buf, buf->max);
    }
}
