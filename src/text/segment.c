#include "text/segment.h"

#include "base/utf8.h"
#include "text/unicode.h"

/*
 * The rules WB3 to WB16 look at no more than: the last character and the one before it (both without the Extend, Format
 * and ZWJ characters that WB4 looks through), and the next one or two. All of that is inside the segment or directly
 * behind it, so a segment can be found from its beginning alone.
 */
typedef struct cursor {
    tol_str text;
    size_t at;      /* next character that was not taken */
    uint32_t last;  /* class of the last character taken that is not looked through */
    bool after_zwj; /* the character directly before `at` is a ZWJ */
    bool odd_flags; /* an odd number of regional indicators stands directly before `at` */
    uint32_t seen;
} cursor;

static bool is_looked_through(uint32_t class)
{
    return class >= TOL_WB_EXTEND && class <= TOL_WB_ZWJ;
}

bool tol_segment_is_letter(uint32_t class)
{
    return class == TOL_WB_LETTER || class == TOL_WB_HEBREW;
}

static bool is_katakana_or_underscore(uint32_t class)
{
    return class == TOL_WB_KATAKANA || class == TOL_WB_EXTEND_NUM_LET;
}

static void note(cursor *c, uint32_t props)
{
    static const uint8_t seen[TOL_WB_MASK + 1] = {
        [TOL_WB_EXTEND] = 0,
        [TOL_WB_HEBREW] = TOL_SEEN_LETTER,
        [TOL_WB_LETTER] = TOL_SEEN_LETTER,
        [TOL_WB_KATAKANA] = TOL_SEEN_LETTER | TOL_SEEN_OTHER,
        [TOL_WB_DICTIONARY] = TOL_SEEN_LETTER | TOL_SEEN_DICTIONARY,
        [TOL_WB_EXTEND_NUM_LET] = TOL_SEEN_OTHER,
        [TOL_WB_OTHER] = TOL_SEEN_OTHER,
        [TOL_WB_NUMERIC] = TOL_SEEN_OTHER,
    };
    c->seen |= seen[tol_unicode_class(props)];
    c->seen |= props & TOL_CH_DIGIT ? TOL_SEEN_DIGIT : 0;
    c->seen |= props & TOL_CH_NOT_NFC ? TOL_SEEN_NOT_NFC : 0;
}

static void take(cursor *c, uint32_t props, size_t end)
{
    uint32_t class = tol_unicode_class(props);
    note(c, props);
    c->at = end;
    c->after_zwj = class == TOL_WB_ZWJ;
    if (!is_looked_through(class)) {
        c->odd_flags = class == TOL_WB_REGIONAL && !c->odd_flags;
        c->last = class;
    }
}

/* A sign that joins leaves `last` as it was: what comes behind it then joins as if the sign were not there. */
static void take_sign(cursor *c, size_t end)
{
    c->at = end;
    c->after_zwj = false;
}

/* The next class behind `at`, looking through what WB4 looks through; TOL_WB_OTHER at the end of the text. */
static uint32_t class_beyond(tol_str text, size_t at)
{
    while (at < text.len) {
        uint32_t class = tol_unicode_class(tol_unicode_next(text, &at));
        if (!is_looked_through(class)) {
            return class;
        }
    }
    return TOL_WB_OTHER;
}

/* WB6, WB7, WB7b, WB7c, WB11, WB12: a sign joins when what it stands between is of one kind. */
static bool sign_joins(const cursor *c, uint32_t sign, size_t behind)
{
    bool in_word = sign == TOL_WB_MID_LETTER || sign == TOL_WB_MID_NUM_LET || sign == TOL_WB_SINGLE_QUOTE;
    bool in_number = sign == TOL_WB_MID_NUM || sign == TOL_WB_MID_NUM_LET || sign == TOL_WB_SINGLE_QUOTE;
    if (tol_segment_is_letter(c->last)) {
        if (c->last == TOL_WB_HEBREW && sign == TOL_WB_DOUBLE_QUOTE) {
            return class_beyond(c->text, behind) == TOL_WB_HEBREW;
        }
        return in_word && tol_segment_is_letter(class_beyond(c->text, behind));
    }
    return c->last == TOL_WB_NUMERIC && in_number && class_beyond(c->text, behind) == TOL_WB_NUMERIC;
}

/* WB5, WB8 to WB10, WB13 to WB13b, WB15, WB16: classes that join their like. */
static bool classes_join(const cursor *c, uint32_t next)
{
    bool last_is_alnum = tol_segment_is_letter(c->last) || c->last == TOL_WB_NUMERIC;
    bool next_is_alnum = tol_segment_is_letter(next) || next == TOL_WB_NUMERIC;
    if (last_is_alnum) {
        return next_is_alnum || next == TOL_WB_EXTEND_NUM_LET;
    }
    if (c->last == TOL_WB_KATAKANA) {
        return is_katakana_or_underscore(next);
    }
    if (c->last == TOL_WB_EXTEND_NUM_LET) {
        return next_is_alnum || is_katakana_or_underscore(next);
    }
    return c->last == TOL_WB_REGIONAL && next == TOL_WB_REGIONAL && c->odd_flags;
}

static bool next_joins(const cursor *c, uint32_t props)
{
    uint32_t next = tol_unicode_class(props);
    if (is_looked_through(next)) {
        return true; /* WB4; its exceptions, line ends, never come here */
    }
    if (c->after_zwj && props & TOL_CH_PICTOGRAPH) {
        return true; /* WB3c */
    }
    if (c->last == TOL_WB_DICTIONARY || next == TOL_WB_DICTIONARY) {
        return c->last == next;
    }
    return classes_join(c, next) || (c->last == TOL_WB_HEBREW && next == TOL_WB_SINGLE_QUOTE); /* WB7a */
}

/* WB3, WB3a, WB3b: nothing joins a line end, but CR and LF each other. */
static bool take_line_end(cursor *c, uint32_t first)
{
    if (first == TOL_WB_CR && c->at < c->text.len && c->text.ptr[c->at] == '\n') {
        c->at++;
    }
    return first >= TOL_WB_CR && first <= TOL_WB_NEWLINE;
}

/* WB3d: horizontal white space stays together, unless something that WB4 looks through stands in it. */
static void take_spaces(cursor *c)
{
    for (size_t behind = c->at; behind < c->text.len; c->at = behind) {
        if (tol_unicode_class(tol_unicode_next(c->text, &behind)) != TOL_WB_SPACE) {
            return;
        }
    }
}

tol_segment tol_segment_at(tol_str text, size_t at)
{
    cursor c = {.text = text, .at = at, .last = TOL_WB_OTHER};
    size_t behind = at;
    uint32_t props = tol_unicode_next(text, &behind);
    uint32_t first = tol_unicode_class(props);
    take(&c, props, behind);
    if (!take_line_end(&c, first)) {
        if (first == TOL_WB_SPACE) {
            take_spaces(&c);
        }
        while (behind = c.at, behind < text.len) {
            props = tol_unicode_next(text, &behind);
            if (sign_joins(&c, tol_unicode_class(props), behind)) {
                take_sign(&c, behind);
            } else if (next_joins(&c, props)) {
                take(&c, props, behind);
            } else {
                break;
            }
        }
    }
    return (tol_segment){.end = c.at, .seen = c.seen, .first = first, .last = c.last};
}
