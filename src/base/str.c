#include "tolmach/str.h"

#include <string.h>

tol_str tol_str_of(const char *cstr)
{
    return cstr ? (tol_str){cstr, strlen(cstr)} : TOL_STR_NULL;
}

bool tol_str_equal(tol_str a, tol_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool tol_str_equal_nocase(tol_str a, tol_str b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i])) {
            return false;
        }
    }
    return true;
}

int tol_str_compare(tol_str a, tol_str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool tol_str_starts_with(tol_str s, tol_str prefix)
{
    return s.len >= prefix.len && tol_str_equal((tol_str){s.ptr, prefix.len}, prefix);
}

bool tol_str_ends_with(tol_str s, tol_str suffix)
{
    if (s.len < suffix.len) {
        return false;
    }
    return suffix.len == 0 || memcmp(s.ptr + (s.len - suffix.len), suffix.ptr, suffix.len) == 0;
}
