#include "base/utf8.h"

#include <string.h>

/* Bytes of the sequence that `lead` opens, with the range its second byte must be in; 0 for a byte that opens none. */
static size_t sequence_of(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        *low = lead == 0xE0 ? 0xA0 : 0x80;  /* overlong */
        *high = lead == 0xED ? 0x9F : 0xBF; /* surrogates */
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        *low = lead == 0xF0 ? 0x90 : 0x80;  /* overlong */
        *high = lead == 0xF4 ? 0x8F : 0xBF; /* beyond U+10FFFF */
        return 4;
    }
    return 0;
}

static bool is_sequence(const unsigned char *p, size_t left, size_t *len)
{
    unsigned char low, high;
    *len = sequence_of(p[0], &low, &high);
    if (*len == 0 || *len > left) {
        return false;
    }
    if (*len > 1 && (p[1] < low || p[1] > high)) {
        return false;
    }
    for (size_t i = 2; i < *len; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return false;
        }
    }
    return true;
}

size_t tol_utf8_valid_prefix(tol_str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t i = 0;
    while (i < s.len) {
        uint64_t eight;
        if (s.len - i >= 8 && (memcpy(&eight, p + i, 8), (eight & UINT64_C(0x8080808080808080)) == 0)) {
            i += 8;
            continue;
        }
        /* Two bytes, as most of Cyrillic and Greek, without the tables. */
        while (s.len - i >= 2 && p[i] >= 0xC2 && p[i] <= 0xDF && (p[i + 1] & 0xC0) == 0x80) {
            i += 2;
        }
        size_t len;
        if (i == s.len || p[i] < 0x80) {
            i += i < s.len;
            continue;
        }
        if (!is_sequence(p + i, s.len - i, &len)) {
            break;
        }
        i += len;
    }
    return i;
}

uint32_t tol_utf8_next_long(tol_str s, size_t *i)
{
    const unsigned char *p = (const unsigned char *)s.ptr + *i;
    if (p[0] < 0xF0) {
        *i += 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    *i += 4;
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

uint32_t tol_utf8_prev(tol_str s, size_t *i)
{
    do {
        --*i;
    } while (((unsigned char)s.ptr[*i] & 0xC0) == 0x80);
    size_t at = *i;
    return tol_utf8_next(s, &at);
}

size_t tol_utf8_put(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t tol_utf8_count(tol_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    }
    return n;
}

size_t tol_utf8_cut(const char *text, size_t len)
{
    size_t lead = len;
    while (lead > 0 && len - lead < 4) {
        lead--;
        unsigned char c = (unsigned char)text[lead];
        if ((c & 0xC0) != 0x80) {
            unsigned char low, high;
            size_t need = sequence_of(c, &low, &high);
            return need > len - lead ? lead : len;
        }
    }
    return len;
}
