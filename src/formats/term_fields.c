#include "formats/term_fields.h"

#include <string.h>

bool tol_is_plain_status(const tol_category *category, tol_term_status status)
{
    static const char *const values[] = {
        [TOL_TERM_PREFERRED] = "preferredTerm-admn-sts",
        [TOL_TERM_ADMITTED] = "admittedTerm-admn-sts",
        [TOL_TERM_DEPRECATED] = "deprecatedTerm-admn-sts",
        [TOL_TERM_FORBIDDEN] = "deprecatedTerm-admn-sts",
    };
    if (!tol_str_equal(category->element, TOL_LIT("termNote")) || status == TOL_TERM_UNKNOWN) {
        return false;
    }
    return (tol_str_equal(category->type, TOL_LIT("administrativeStatus")) &&
            tol_str_equal(category->text, tol_str_of(values[(size_t)status]))) ||
           (tol_str_equal(category->type, TOL_LIT("status")) &&
            tol_str_equal(category->text, tol_str_of(tol_term_status_name(status))));
}

const char *tol_utx_status(tol_term_status status)
{
    static const char *const words[] = {
        [TOL_TERM_UNKNOWN] = "",
        [TOL_TERM_PREFERRED] = "approved",
        [TOL_TERM_ADMITTED] = "provisional",
        [TOL_TERM_DEPRECATED] = "non-standard",
        [TOL_TERM_FORBIDDEN] = "forbidden",
    };
    return words[(size_t)status];
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

tol_str tol_trim(tol_str text)
{
    while (text.len && is_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len && is_space(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

tol_str tol_one_line(tol_arena *arena, tol_str text)
{
    text = tol_trim(text);
    char *out = tol_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; out && i < text.len; i++) {
        if (!is_space(text.ptr[i])) {
            out[len++] = text.ptr[i];
        } else if (!is_space(text.ptr[i - 1])) {
            out[len++] = ' ';
        }
    }
    return out ? (tol_str){out, len} : TOL_STR_NULL;
}
