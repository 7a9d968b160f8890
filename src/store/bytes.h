/*
 * Writing and reading the smallest parts of blobs: numbers of seven bits a byte, low ones first, and strings behind
 * their length. A reader survives any bytes: it fails once and then gives zeros.
 */
#ifndef TOL_STORE_BYTES_H
#define TOL_STORE_BYTES_H

#include <stdint.h>

#include "tolmach/buf.h"

/* Most bytes of a number. */
#define TOL_VARINT_MAX 10

static inline size_t tol_varint_encode(char out[TOL_VARINT_MAX], uint64_t value)
{
    size_t n = 0;
    for (; value >= 0x80; value >>= 7) {
        out[n++] = (char)(unsigned char)(value | 0x80);
    }
    out[n++] = (char)(unsigned char)value;
    return n;
}

static inline void tol_put_varint(tol_buf *buf, uint64_t value)
{
    size_t end = buf->len + TOL_VARINT_MAX;
    if (!buf->failed && end < buf->cap && end <= (buf->max ? buf->max : TOL_BUF_MAX)) {
        buf->len += tol_varint_encode(buf->ptr + buf->len, value);
        buf->ptr[buf->len] = '\0';
        return;
    }
    char bytes[TOL_VARINT_MAX];
    tol_buf_append(buf, bytes, tol_varint_encode(bytes, value));
}

typedef struct tol_bytes {
    const unsigned char *at, *end;
    bool failed;
} tol_bytes;

static inline tol_bytes tol_bytes_of(tol_str s)
{
    const unsigned char *at = (const unsigned char *)(s.ptr ? s.ptr : "");
    return (tol_bytes){at, at + s.len, false};
}

static inline bool tol_bytes_left(const tol_bytes *in)
{
    return !in->failed && in->at < in->end;
}

static inline unsigned tol_get_byte(tol_bytes *in)
{
    if (!tol_bytes_left(in)) {
        in->failed = true;
        return 0;
    }
    return *in->at++;
}

static inline uint64_t tol_get_varint(tol_bytes *in)
{
    if (tol_bytes_left(in) && *in->at < 0x80) {
        return *in->at++;
    }
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        unsigned byte = tol_get_byte(in);
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    in->failed = true;
    return 0;
}

static inline void tol_put_signed(tol_buf *buf, int64_t value)
{
    tol_put_varint(buf, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

static inline int64_t tol_get_signed(tol_bytes *in)
{
    uint64_t value = tol_get_varint(in);
    return (int64_t)(value >> 1 ^ (value & 1 ? UINT64_MAX : 0));
}

/* A number of `size` bytes, low ones first. */
static inline uint64_t tol_fixed_at(const unsigned char *at, size_t size)
{
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++) {
        value |= (uint64_t)at[i] << (8 * i);
    }
    return value;
}

/* A count of things that take at least one byte each: never more than there are bytes left. */
static inline size_t tol_get_count(tol_bytes *in)
{
    uint64_t n = tol_get_varint(in);
    if (in->failed || n > (uint64_t)(in->end - in->at)) {
        in->failed = true;
        return 0;
    }
    return (size_t)n;
}

/* The next `len` bytes where they stand. */
static inline tol_str tol_get_slice(tol_bytes *in, uint64_t len)
{
    if (in->failed || len > (uint64_t)(in->end - in->at)) {
        in->failed = true;
        return TOL_STR_NULL;
    }
    tol_str s = {(const char *)in->at, (size_t)len};
    in->at += len;
    return s;
}

#endif
