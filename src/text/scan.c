#include "text/scan.h"

#include "base/utf8.h"
#include "text/link.h"
#include "text/number.h"
#include "text/segment.h"
#include "text/unicode.h"

/*
 * A token is a segment of UAX #29, or one of the four things that are made of several: a link, a footnote mark, a word
 * with editorial brackets, a number whose groups are parted by spaces. Or it is less: a piece of a run that a
 * dictionary parts.
 */
#define FOOTNOTE_DIGITS_MAX 3

void tol_scan_begin(tol_scanner *scanner, tol_str text, tol_dictbreak *dictionary)
{
    *scanner = (tol_scanner){.text = text, .dictionary = dictionary, .may_have_links = tol_link_possible(text)};
}

static void skip_blanks(tol_scanner *s)
{
    for (size_t behind = s->at; behind < s->text.len; s->at = behind) {
        if (!(tol_unicode_next(s->text, &behind) & TOL_CH_BLANK)) {
            return;
        }
    }
}

static bool byte_is(tol_str text, size_t at, char c)
{
    return at < text.len && text.ptr[at] == c;
}

/* "[1]", "[61]", "[123]": the end, or 0. */
static size_t footnote_end(tol_str text, size_t at)
{
    size_t i = at + 1;
    while (i < text.len && i - at <= FOOTNOTE_DIGITS_MAX && text.ptr[i] >= '0' && text.ptr[i] <= '9') {
        i++;
    }
    return i > at + 1 && byte_is(text, i, ']') ? i + 1 : 0;
}

static bool is_letters_only(const tol_segment *segment)
{
    return (segment->seen & ~(uint32_t)TOL_SEEN_NOT_NFC) == TOL_SEEN_LETTER;
}

/* The end of "[nited]" at `at`, or 0. */
static size_t bracketed_letters_end(tol_str text, size_t at)
{
    if (!byte_is(text, at, '[') || at + 1 >= text.len) {
        return 0;
    }
    tol_segment inner = tol_segment_at(text, at + 1);
    return is_letters_only(&inner) && byte_is(text, inner.end, ']') ? inner.end + 1 : 0;
}

static bool letter_stands_at(tol_str text, size_t at)
{
    return at < text.len && tol_segment_is_letter(tol_unicode_class(tol_unicode_next(text, &at)));
}

/* A word goes on over editorial brackets that touch its letters: О[бъединенно]й. */
static size_t word_end(tol_str text, tol_segment word)
{
    while (tol_segment_is_letter(word.last)) {
        size_t end = bracketed_letters_end(text, word.end);
        if (end == 0 || !letter_stands_at(text, end)) {
            return end ? end : word.end;
        }
        word = tol_segment_at(text, end);
    }
    return word.end;
}

/* What begins with a square bracket and is more than that bracket: "[1]", "[п]рограмма". */
static bool take_bracket(tol_str text, tol_span *span)
{
    size_t end = footnote_end(text, span->start);
    if (end) {
        span->end = (uint32_t)end;
        span->kind = TOL_PUNCT;
        return true;
    }
    end = bracketed_letters_end(text, span->start);
    if (end == 0 || !letter_stands_at(text, end)) {
        return false;
    }
    span->end = (uint32_t)word_end(text, tol_segment_at(text, end));
    span->kind = TOL_WORD;
    return true;
}

static bool take_link(tol_scanner *s, tol_span *span)
{
    size_t end = s->may_have_links ? tol_link_end(s->text, s->at, &s->barren) : 0;
    span->end = (uint32_t)end;
    span->kind = TOL_LINK;
    return end > 0;
}

static void take_dictionary_word(tol_scanner *s, tol_span *span)
{
    span->end = (uint32_t)(s->run_start + tol_dictbreak_end(s->dictionary, s->at - s->run_start));
    span->kind = TOL_WORD;
}

/* Classes that no rule joins to a letter or a sign before them. */
#define ENDS_PLAINLY                                                                                                   \
    (1U << TOL_WB_OTHER | 1U << TOL_WB_SPACE | 1U << TOL_WB_CR | 1U << TOL_WB_LF | 1U << TOL_WB_MID_NUM |              \
     1U << TOL_WB_DOUBLE_QUOTE)

/*
 * The short way for most of all text: a run of letters, or one sign of ASCII, with something behind it that joins
 * neither. It says what take_segment would say.
 */
static bool take_plainly(const tol_scanner *s, tol_span *span)
{
    tol_str text = s->text;
    size_t behind = s->at;
    uint32_t props = tol_unicode_next(text, &behind), seen = 0;
    if (tol_unicode_class(props) == TOL_WB_LETTER) {
        size_t end = s->at;
        while (tol_unicode_class(props) == TOL_WB_LETTER) {
            seen |= props;
            end = behind;
            if (end == text.len) {
                props = TOL_WB_SPACE;
                break;
            }
            props = tol_unicode_next(text, &behind);
        }
        span->end = (uint32_t)end;
        span->kind = TOL_WORD;
        span->is_plain = !(seen & TOL_CH_NOT_NFC);
        return ENDS_PLAINLY >> tol_unicode_class(props) & 1 && !byte_is(text, end, '[');
    }
    if (behind != s->at + 1 || !(ENDS_PLAINLY >> tol_unicode_class(props) & 1) || text.ptr[s->at] == '[') {
        return false;
    }
    uint32_t next = behind < text.len ? tol_unicode_class(tol_unicode_next(text, &behind)) : TOL_WB_SPACE;
    span->end = (uint32_t)s->at + 1;
    span->kind = TOL_PUNCT;
    span->is_plain = true;
    return (ENDS_PLAINLY | 1U << TOL_WB_LETTER | 1U << TOL_WB_NUMERIC) >> next & 1;
}

static void take_segment(tol_scanner *s, tol_span *span)
{
    tol_segment segment = tol_segment_at(s->text, s->at);
    span->end = (uint32_t)segment.end;
    span->is_plain = !(segment.seen & TOL_SEEN_NOT_NFC);
    if (segment.seen & TOL_SEEN_DICTIONARY) {
        s->run_start = s->at;
        s->run_end = segment.end;
        tol_dictbreak_begin(s->dictionary, (tol_str){s->text.ptr + s->at, segment.end - s->at});
        span->is_plain = false;
        take_dictionary_word(s, span);
    } else if (segment.seen & TOL_SEEN_LETTER) {
        span->kind = TOL_WORD;
        if (byte_is(s->text, segment.end, '[')) {
            span->end = (uint32_t)word_end(s->text, segment);
            span->is_plain = false;
        }
    } else if (segment.seen & TOL_SEEN_DIGIT) {
        span->kind = TOL_NUMBER;
        span->end = (uint32_t)tol_number_end(s->text, s->at, segment.end);
    } else {
        span->kind = TOL_PUNCT;
    }
}

bool tol_scan_next(tol_scanner *s, tol_span *span)
{
    skip_blanks(s);
    if (s->at >= s->text.len) {
        return false;
    }
    *span = (tol_span){.start = (uint32_t)s->at};
    if (s->at < s->run_end) {
        take_dictionary_word(s, span);
    } else if (!take_link(s, span) && !take_plainly(s, span) &&
               !(byte_is(s->text, s->at, '[') && take_bracket(s->text, span))) {
        take_segment(s, span);
    }
    s->at = span->end;
    return true;
}
