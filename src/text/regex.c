#include "text/regex.h"

#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"

/* Steps of ICU's machine for one question, about a millisecond each. */
#define TIME_LIMIT 2000

struct tol_regex {
    URegularExpression *icu;
};

/* ---- texts ---- */

tol_status tol_units_set(tol_units *units, tol_str text, tol_error *err)
{
    uint16_t *grown = tol_mem_grow(units->units, &units->cap, text.len + 1, sizeof *grown);
    units->units = grown ? grown : units->units;
    uint32_t *bytes = tol_mem_grow(units->bytes, &units->bytes_cap, text.len + 1, sizeof *bytes);
    units->bytes = bytes ? bytes : units->bytes;
    if (!grown || !bytes) {
        return tol_fail_nomem(err);
    }
    size_t n = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t begin = (uint32_t)i, cp = tol_utf8_next(text, &i);
        bytes[n] = begin;
        if (cp >= 0x10000) {
            grown[n++] = (uint16_t)(0xD7C0 + (cp >> 10));
            bytes[n] = begin;
            cp = 0xDC00 | (cp & 0x3FF);
        }
        grown[n++] = (uint16_t)cp;
    }
    bytes[n] = (uint32_t)text.len;
    units->n = n;
    return TOL_OK;
}

void tol_units_release(tol_units *units)
{
    tol_mem_free(units->units);
    tol_mem_free(units->bytes);
    *units = (tol_units)TOL_UNITS_INIT;
}

/* ---- failures ---- */

static tol_status fail_to_run(UErrorCode status, tol_error *err)
{
    if (status == U_REGEX_TIME_OUT || status == U_REGEX_STACK_OVERFLOW) {
        return tol_fail(err, TOL_ELIMIT, "a regular expression takes too long on this text");
    }
    return tol_fail_nomem(err);
}

static const char *words_for(UErrorCode status)
{
    switch (status) {
    case U_REGEX_BAD_ESCAPE_SEQUENCE:
        return "an unknown escape sequence";
    case U_REGEX_PROPERTY_SYNTAX:
        return "an unknown property";
    case U_REGEX_UNIMPLEMENTED:
        return "something that ICU does not support";
    case U_REGEX_MISMATCHED_PAREN:
        return "a parenthesis without its other half";
    case U_REGEX_BAD_INTERVAL:
    case U_REGEX_MAX_LT_MIN:
    case U_REGEX_NUMBER_TOO_BIG:
        return "a repetition like {n,m} that is none";
    case U_REGEX_INVALID_BACK_REF:
        return "a reference to a group that does not exist";
    case U_REGEX_INVALID_FLAG:
        return "an unknown flag";
    case U_REGEX_LOOK_BEHIND_LIMIT:
        return "a look-behind of unlimited length";
    case U_REGEX_MISSING_CLOSE_BRACKET:
        return "a set without \"]\"";
    case U_REGEX_INVALID_RANGE:
        return "a range in a set whose ends are in the wrong order";
    case U_REGEX_RULE_SYNTAX:
        return "a syntax error";
    default:
        return u_errorName(status);
    }
}

static tol_status fail_to_compile(UErrorCode status, const UParseError *where, tol_error *err)
{
    if (status == U_MEMORY_ALLOCATION_ERROR) {
        return tol_fail_nomem(err);
    }
    return tol_fail(err, TOL_EINVAL, "%s at character %d", words_for(status), where->offset > 0 ? where->offset : 1);
}

/* ---- expressions ---- */

tol_status tol_regex_new(tol_str pattern, bool ignores_case, tol_regex **out, tol_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UParseError where = {0};
    tol_units units = TOL_UNITS_INIT;
    *out = tol_mem_calloc(1, sizeof **out);
    if (!*out || tol_units_set(&units, pattern, err)) {
        tol_units_release(&units);
        tol_mem_free(*out);
        *out = NULL;
        return tol_fail_nomem(err);
    }
    (*out)->icu =
        uregex_open(units.units, (int32_t)units.n, ignores_case ? UREGEX_CASE_INSENSITIVE : 0, &where, &status);
    tol_units_release(&units);
    if (U_FAILURE(status)) {
        tol_regex_free(*out);
        *out = NULL;
        return fail_to_compile(status, &where, err);
    }
    uregex_setTimeLimit((*out)->icu, TIME_LIMIT, &status);
    return TOL_OK;
}

void tol_regex_free(tol_regex *regex)
{
    if (regex) {
        uregex_close(regex->icu);
        tol_mem_free(regex);
    }
}

tol_status tol_regex_begin(tol_regex *regex, const tol_units *units, tol_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    uregex_setText(regex->icu, units->units, (int32_t)units->n, &status);
    return U_FAILURE(status) ? fail_to_run(status, err) : TOL_OK;
}

tol_status tol_regex_find(tol_regex *regex, size_t from, bool *found, size_t *start, size_t *end, tol_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    *found = uregex_find(regex->icu, (int32_t)from, &status) != 0;
    if (*found) {
        *start = (size_t)uregex_start(regex->icu, 0, &status);
        *end = (size_t)uregex_end(regex->icu, 0, &status);
    }
    return U_FAILURE(status) ? fail_to_run(status, err) : TOL_OK;
}

tol_status tol_regex_matches_at(tol_regex *regex, size_t at, bool *matches, tol_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    *matches = uregex_lookingAt(regex->icu, (int32_t)at, &status) != 0;
    return U_FAILURE(status) ? fail_to_run(status, err) : TOL_OK;
}

tol_status tol_regex_matches_all(tol_regex *regex, bool *matches, tol_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    *matches = uregex_matches(regex->icu, 0, &status) != 0;
    return U_FAILURE(status) ? fail_to_run(status, err) : TOL_OK;
}
