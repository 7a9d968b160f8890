#include "project/file_name.h"

#include <string.h>

/* Bytes of a name; systems allow 255 with ending and number. */
#define NAME_MAX_LEN 200

#define PENALTY "penalty-"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A tool finds its penalties by this word in the path, wherever it stands. */
static void spoil_penalties(char *name, size_t len)
{
    size_t word = sizeof PENALTY - 1;
    for (size_t i = 0; i + word < len; i++) {
        if (memcmp(name + i, PENALTY, word) == 0 && is_digit(name[i + word])) {
            name[i + word - 1] = '_';
        }
    }
}

static void put_clean(tol_buf *out, tol_str name)
{
    size_t len = name.len < NAME_MAX_LEN ? name.len : NAME_MAX_LEN;
    while (len < name.len && len && ((unsigned char)name.ptr[len] & 0xC0) == 0x80) {
        len--; /* not within a character */
    }
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        bool is_bad = c < 0x20 || c == 0x7F || strchr("/\\:*?\"<>|", c);
        bool is_edge = (i == 0 && (c == '.' || c == '-')) || (i + 1 == len && (c == '.' || c == ' '));
        tol_buf_byte(out, is_bad || is_edge ? '_' : (char)c);
    }
    if (len == 0) {
        tol_buf_byte(out, '_');
    }
    if (tol_buf_ok(out)) {
        spoil_penalties(out->ptr, out->len);
    }
}

static bool is_free(tol_str name, tol_map *taken, bool *ok)
{
    tol_buf folded = TOL_BUF_INIT;
    bool is_new = false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        tol_buf_byte(&folded, (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
    }
    *ok = tol_buf_ok(&folded) && tol_map_put(taken, tol_buf_str(&folded), &is_new);
    tol_buf_release(&folded);
    return *ok && is_new;
}

void tol_file_name_add(tol_buf *path, tol_str name, const char *ending, tol_map *taken)
{
    tol_buf clean = TOL_BUF_INIT, file = TOL_BUF_INIT;
    bool ok = true, found = false;
    put_clean(&clean, name);
    for (unsigned n = 1; ok && !found; n++) {
        tol_buf_reset(&file);
        tol_buf_add(&file, tol_buf_str(&clean));
        if (n > 1) {
            tol_buf_printf(&file, "-%u", n);
        }
        tol_buf_add(&file, tol_str_of(ending));
        ok = tol_buf_ok(&clean) && tol_buf_ok(&file);
        found = ok && is_free(tol_buf_str(&file), taken, &ok);
    }
    tol_buf_add(path, tol_buf_str(&file));
    path->failed |= !ok;
    tol_buf_release(&clean);
    tol_buf_release(&file);
}
