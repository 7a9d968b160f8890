#include "segment/srx_translate.h"

#include <string.h>

typedef struct translator {
    tol_str in;
    size_t at;
    tol_buf *out;
    bool bounded;          /* repetitions get an end */
    bool is_look_behind;   /* all of it will be one: nobody sees which match is preferred */
    size_t set_depth;      /* of nested sets */
    bool after_quantifier; /* a + or ? here says how it repeats, and repeats nothing */
    tol_srx_flaw flaw;
} translator;

static char char_at(const translator *t, size_t at)
{
    return at < t->in.len ? t->in.ptr[at] : '\0';
}

static void copy(translator *t, size_t len)
{
    len = len < t->in.len - t->at ? len : t->in.len - t->at;
    tol_buf_append(t->out, t->in.ptr + t->at, len);
    t->at += len;
}

/* A backslash with what belongs to it. */
static void take_escape(translator *t)
{
    char c = char_at(t, t->at + 1);
    if (c == 'Y') {
        t->flaw = TOL_SRX_CODE;
    }
    if (c >= '1' && c <= '9' && !t->set_depth && t->flaw != TOL_SRX_CODE) {
        t->flaw = TOL_SRX_REFERENCE;
    }
    if (c == 'Q') {
        size_t end = t->at + 2;
        while (end < t->in.len && !(char_at(t, end) == '\\' && char_at(t, end + 1) == 'E')) {
            end++;
        }
        copy(t, end + 2 - t->at);
        return;
    }
    copy(t, 2);
    if ((c == 'p' || c == 'P' || c == 'x' || c == 'N') && char_at(t, t->at) == '{') {
        const char *close = memchr(t->in.ptr + t->at, '}', t->in.len - t->at);
        copy(t, close ? (size_t)(close - t->in.ptr) + 1 - t->at : 1);
    }
}

static void take_in_set(translator *t)
{
    char c = char_at(t, t->at);
    if (c == '-' && char_at(t, t->at + 1) == '-') {
        tol_buf_add(t->out, TOL_LIT("\\-\\-"));
        t->at += 2;
        t->flaw = t->flaw ? t->flaw : TOL_SRX_TRANSLATED;
        return;
    }
    t->set_depth += c == '[';
    t->set_depth -= c == ']';
    copy(t, 1);
}

/* "[" and what must stand directly behind it to be no end: "^", and "]" in the first place. */
static void begin_set(translator *t)
{
    t->set_depth = 1;
    copy(t, 1);
    if (char_at(t, t->at) == '^') {
        copy(t, 1);
    }
    if (char_at(t, t->at) == ']') {
        tol_buf_byte(t->out, '\\');
        copy(t, 1);
    }
}

/* "(?" with flags: those that ICU lacks are dropped. False: there are no flags here. */
static bool take_flags(translator *t)
{
    size_t end = t->at + 2;
    bool has_foreign = false;
    if (char_at(t, t->at + 1) != '?') {
        return false;
    }
    while (char_at(t, end) && strchr("idmsuxUw-", char_at(t, end))) {
        has_foreign |= strchr("udU", char_at(t, end)) != NULL;
        end++;
    }
    if (!has_foreign || (char_at(t, end) != ')' && char_at(t, end) != ':')) {
        return false;
    }
    char kept[16] = {0};
    size_t n = 0;
    for (size_t i = t->at + 2; i < end && n + 1 < sizeof kept; i++) {
        if (!strchr("udU", t->in.ptr[i])) {
            kept[n++] = t->in.ptr[i];
        }
    }
    n -= n && kept[n - 1] == '-';
    if (n || char_at(t, end) == ':') {
        tol_buf_printf(t->out, "(?%.*s%c", (int)n, kept, char_at(t, end));
    }
    t->at = end + 1;
    t->flaw = t->flaw ? t->flaw : TOL_SRX_TRANSLATED;
    return true;
}

/* {n,}: its end gets a number. */
static void take_interval(translator *t)
{
    size_t end = t->at + 1;
    while (char_at(t, end) >= '0' && char_at(t, end) <= '9') {
        end++;
    }
    if (t->bounded && char_at(t, end) == ',' && char_at(t, end + 1) == '}') {
        copy(t, end + 1 - t->at);
        tol_buf_printf(t->out, "%d", TOL_SRX_REPEAT_MAX);
        copy(t, 1);
        return;
    }
    const char *close = memchr(t->in.ptr + t->at, '}', t->in.len - t->at);
    copy(t, close ? (size_t)(close - t->in.ptr) + 1 - t->at : 1);
}

/* A sign of repetition, or how it repeats. */
static void take_quantifier(translator *t)
{
    char c = char_at(t, t->at);
    if (t->after_quantifier && c == '?' && t->is_look_behind) {
        t->at++; /* ICU takes x?? for unlimited */
        t->after_quantifier = false;
        return;
    }
    if (t->after_quantifier && (c == '+' || c == '?')) {
        copy(t, 1);
        t->after_quantifier = false;
        return;
    }
    if (c == '{') {
        take_interval(t);
    } else if (t->bounded && c != '?') {
        tol_buf_printf(t->out, "{%d,%d}", c == '+', TOL_SRX_REPEAT_MAX);
        t->at++;
    } else {
        copy(t, 1);
    }
    t->after_quantifier = true;
}

/* Java lets a look-behind inside an expression repeat as it likes. */
static bool looks_behind(tol_str pattern)
{
    for (size_t i = 0; i + 3 < pattern.len; i++) {
        if (memcmp(pattern.ptr + i, "(?<", 3) == 0 && strchr("=!", pattern.ptr[i + 3])) {
            return true;
        }
    }
    return false;
}

tol_srx_flaw tol_srx_translate(tol_str pattern, bool bounded, tol_buf *out)
{
    translator t = {.in = pattern, .out = out, .bounded = bounded || looks_behind(pattern), .is_look_behind = bounded};
    while (t.at < pattern.len) {
        char c = pattern.ptr[t.at];
        bool is_quantifier = !t.set_depth && strchr("*+?{", c) && c;
        if (is_quantifier) {
            take_quantifier(&t);
            continue;
        }
        t.after_quantifier = false;
        if (c == '\\') {
            take_escape(&t);
        } else if (t.set_depth) {
            take_in_set(&t);
        } else if (c == '[') {
            begin_set(&t);
        } else if (c == '(' && take_flags(&t)) {
            continue;
        } else {
            copy(&t, c == '(' && char_at(&t, t.at + 1) == '?' ? 2 : 1);
        }
    }
    return t.flaw;
}
