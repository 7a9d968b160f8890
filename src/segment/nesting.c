#include "segment/nesting.h"

#include "base/utf8.h"
#include "segment/stop.h"
#include "text/letter.h"

#define AHEAD_MAX 1000

/* What closes an opening mark; 0: it opens nothing. A straight quote and ´´ close themselves. */
static uint32_t closing_of(uint32_t cp)
{
    switch (cp) {
    case '(':
        return ')';
    case '[':
        return ']';
    case 0xAB: /* « » */
        return 0xBB;
    case 0x201E: /* „ “ */
        return 0x201C;
    case 0x201C: /* “ ” */
        return 0x201D;
    case '"':
        return '"';
    default:
        return 0;
    }
}

/* German and Russian inner quotes are also closed with ”. */
static bool closes(uint32_t cp, uint32_t closing)
{
    return cp == closing || (closing == 0x201C && cp == 0x201D);
}

/* Whether the character closes something, which then is open no more. */
static bool close_one(tol_nesting *nesting, uint32_t cp)
{
    for (size_t i = nesting->n; i;) {
        if (closes(cp, nesting->open[--i].closing)) {
            nesting->n = i;
            return true;
        }
    }
    return false;
}

static void open_one(tol_nesting *nesting, uint32_t cp)
{
    uint32_t closing = closing_of(cp);
    bool is_spaced = tol_letter_is_space(tol_char_at(nesting->text, nesting->at));
    if (closing && nesting->n < TOL_NESTING_MAX && !(cp == '"' && is_spaced)) {
        nesting->open[nesting->n++] = (tol_opened){.closing = closing,
                                                   .is_quote = cp != '(' && cp != '[',
                                                   .is_inside = nesting->has_words,
                                                   .behind_colon = nesting->last == ':'};
    }
}

void tol_nesting_read(tol_nesting *nesting, size_t to)
{
    while (nesting->at < to) {
        uint32_t cp = tol_utf8_next(nesting->text, &nesting->at);
        if (tol_is_alnum(cp)) {
            nesting->has_words = true;
        } else if (!close_one(nesting, cp)) {
            open_one(nesting, cp);
        }
        nesting->last = tol_letter_is_space(cp) ? nesting->last : cp;
    }
}

void tol_nesting_break(tol_nesting *nesting)
{
    nesting->has_words = false;
    nesting->last = 0;
    for (size_t i = 0; i < nesting->n; i++) {
        nesting->open[i].is_inside = false;
    }
}

/* Where what closes an opened mark ends; 0 when it is not near. */
static size_t find_closing(const tol_nesting *nesting, size_t opened)
{
    uint32_t closing = nesting->open[opened].closing;
    size_t depth = 0, at = nesting->at;
    for (size_t i = opened; i < nesting->n; i++) {
        depth += nesting->open[i].closing == closing;
    }
    while (at < nesting->text.len && at - nesting->at < AHEAD_MAX) {
        uint32_t cp = tol_utf8_next(nesting->text, &at);
        if (closes(cp, closing)) {
            depth--;
        } else if (closing_of(cp) == closing) {
            depth++;
        }
        if (!depth) {
            return at;
        }
    }
    return 0;
}

static bool lower_follows(tol_str text, size_t at)
{
    while (tol_letter_is_space(tol_char_at(text, at))) {
        tol_utf8_next(text, &at);
    }
    return tol_letter_is_lower(tol_char_at(text, at));
}

bool tol_nesting_goes_on(tol_nesting *nesting)
{
    for (size_t i = 0; i < nesting->n; i++) {
        tol_opened *one = &nesting->open[i];
        if (!one->is_inside || (one->is_quote && one->behind_colon)) {
            continue;
        }
        if (!one->is_sought) {
            one->is_sought = true;
            one->closing_at = find_closing(nesting, i);
        }
        if (one->closing_at && (!one->is_quote || lower_follows(nesting->text, one->closing_at))) {
            return true;
        }
    }
    return false;
}

bool tol_nesting_is_aside(const tol_nesting *nesting)
{
    return nesting->n && !nesting->open[nesting->n - 1].is_quote && nesting->open[nesting->n - 1].is_inside;
}

bool tol_nesting_is_quoted(const tol_nesting *nesting)
{
    size_t i = 0;
    while (i < nesting->n && !nesting->open[i].is_quote) {
        i++;
    }
    return i < nesting->n;
}
