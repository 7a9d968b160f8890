#include "text/text_encoding.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucsdet.h>

#include "base/utf8.h"

/* What is given to the detector. */
#define SAMPLE_MAX ((size_t)16 << 10)
/* Of UTF-8 at most one in so many bytes beyond ASCII is invalid. */
#define FLAWS_SHARE 20
/* What the detector says with less than that, in percent, is not believed. */
#define CONFIDENCE_MIN 25
/* UTF-16 without a mark has at least so many zero bytes, all of them on one side. */
#define ZEROS_MIN   4
#define ZEROS_SHARE 40 /* and one in so many bytes */

static bool is_beyond(char c)
{
    return (unsigned char)c >= 0x80;
}

static bool has_mark(tol_str head)
{
    static const char *const marks[] = {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (tol_str_starts_with(head, tol_str_of(marks[i]))) {
            return true;
        }
    }
    return head.len >= 4 && memcmp(head.ptr, "\0\0\xFE\xFF", 4) == 0;
}

static bool is_xml(tol_str head)
{
    size_t i = 0;
    while (i < head.len && memchr(" \t\r\n\0", head.ptr[i], 5)) {
        i++;
    }
    return i < head.len && head.ptr[i] == '<';
}

/* ---- UTF-16 ---- */

/* Spaces, line ends and digits are there in any text: their zero bytes stand at odd places, or all at even ones. */
static const char *utf16_without_mark(tol_str head)
{
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < head.len; i++) {
        zeros[i % 2] += head.ptr[i] == '\0';
    }
    if (head.len > ZEROS_SHARE * (zeros[0] + zeros[1])) {
        return NULL;
    }
    if (zeros[0] == 0 && zeros[1] >= ZEROS_MIN) {
        return "UTF-16LE";
    }
    return zeros[1] == 0 && zeros[0] >= ZEROS_MIN ? "UTF-16BE" : NULL;
}

/* ---- gettext ---- */

static const char *find(tol_str text, const char *what)
{
    size_t len = strlen(what);
    const char *end = text.ptr + text.len;
    for (const char *p = text.ptr; p && p + len <= end; p++) {
        p = memchr(p, what[0], (size_t)(end - p) - len + 1);
        if (!p || memcmp(p, what, len) == 0) {
            return p;
        }
    }
    return NULL;
}

/* Where a line of a catalogue's header begins: behind a quote, or a line break as it is written in one. */
static const char *find_header_line(tol_str text, const char *name)
{
    const char *found = find(text, name);
    while (found) {
        size_t at = (size_t)(found - text.ptr);
        if (at >= 2 && (found[-1] == '"' || (found[-1] == 'n' && found[-2] == '\\'))) {
            return found;
        }
        text = (tol_str){found + 1, text.len - at - 1};
        found = find(text, name);
    }
    return NULL;
}

/* The name of an encoding that text begins with. */
static void take_name(const char *name, const char *end, char out[TOL_ENCODING_MAX])
{
    size_t n = 0;
    for (; name < end && n + 1 < TOL_ENCODING_MAX; name++) {
        bool is_part = (*name >= '0' && *name <= '9') || (*name >= 'A' && *name <= 'Z') ||
                       (*name >= 'a' && *name <= 'z') || strchr("-_.:", *name);
        if (!is_part || *name == '\0') {
            break;
        }
        out[n++] = *name;
    }
    out[n] = '\0';
}

/* The charset of a catalogue's header; the name in a template is CHARSET. */
static void gettext_charset(tol_str head, char out[TOL_ENCODING_MAX])
{
    const char *id = find(head, "msgid");
    const char *type = id ? find_header_line(head, "Content-Type:") : NULL;
    const char *end = head.ptr + head.len;
    const char *name = type ? find((tol_str){type, (size_t)(end - type)}, "charset=") : NULL;
    if (name && !memchr(type, '\n', (size_t)(name - type))) {
        take_name(name + strlen("charset="), end, out);
    }
    if (strcmp(out, "CHARSET") == 0) {
        out[0] = '\0';
    }
}

/* ---- Emacs ---- */

/* A first line that is a comment and says what Emacs understands, as OmegaT's glossaries do: -*- coding: utf-8 -*- */
static void comment_coding(tol_str head, char out[TOL_ENCODING_MAX])
{
    const char *lf = memchr(head.ptr, '\n', head.len);
    tol_str line = {head.ptr, lf ? (size_t)(lf - head.ptr) : head.len};
    const char *name = head.ptr[0] == '#' && find(line, "-*-") ? find(line, "coding:") : NULL;
    if (name) {
        const char *end = line.ptr + line.len;
        for (name += strlen("coding:"); name < end && *name == ' '; name++) {
        }
        take_name(name, end, out);
    }
}

/* ---- guessing ---- */

static bool is_utf8(tol_str head, bool is_whole)
{
    size_t n_beyond = 0, n_flaws = 0;
    for (size_t i = 0; i < head.len; i++) {
        n_beyond += is_beyond(head.ptr[i]);
    }
    while (head.len) {
        size_t valid = tol_utf8_valid_prefix(head);
        bool is_cut = !is_whole && head.len - valid < 4;
        if (valid == head.len || is_cut) {
            break;
        }
        n_flaws++;
        head.ptr += valid + 1;
        head.len -= valid + 1;
    }
    return n_flaws <= n_beyond / FLAWS_SHARE;
}

/* The words that have bytes beyond ASCII: the others, names of columns and the like, only mislead the detector. */
static size_t sample_of(tol_str head, char *out)
{
    size_t n = 0, begin = 0;
    bool counts = false;
    for (size_t i = 0; i <= head.len; i++) {
        bool is_end = i == head.len || memchr(" \t\r\n,;|\"", head.ptr[i], 8);
        if (!is_end) {
            counts |= is_beyond(head.ptr[i]);
            continue;
        }
        if (counts && n + (i - begin) + 1 < SAMPLE_MAX) {
            memcpy(out + n, head.ptr + begin, i - begin);
            n += i - begin;
            out[n++] = ' ';
        }
        counts = false;
        begin = i + 1;
    }
    return n;
}

/* Whether the words are of letters beyond ASCII, as those of Russian are: Latin letters with accents stand alone. */
static bool is_other_script(tol_str sample)
{
    size_t n_alone = 0, n_together = 0;
    for (size_t i = 0; i < sample.len; i++) {
        if (is_beyond(sample.ptr[i])) {
            bool is_alone =
                (i == 0 || !is_beyond(sample.ptr[i - 1])) && (i + 1 == sample.len || !is_beyond(sample.ptr[i + 1]));
            n_alone += is_alone;
            n_together += !is_alone;
        }
    }
    return n_together > n_alone;
}

static bool is_unicode_name(const char *name)
{
    return strncmp(name, "UTF-", 4) == 0;
}

static bool is_latin_name(const char *name)
{
    static const char *const names[] = {"ISO-8859-1",   "ISO-8859-2",   "ISO-8859-9",
                                        "windows-1250", "windows-1252", "windows-1254"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Small letters are more than capitals: they stand above them in windows-1251, below them in KOI8-R. */
static const char *cyrillic_encoding(tol_str sample)
{
    size_t n_upper = 0, n_lower = 0;
    for (size_t i = 0; i < sample.len; i++) {
        unsigned char c = (unsigned char)sample.ptr[i];
        n_lower += c >= 0xC0 && c < 0xE0;
        n_upper += c >= 0xE0;
    }
    return n_lower > n_upper ? "KOI8-R" : "windows-1251";
}

/* Windows has characters where ISO has control codes, and is what such files are made with. */
static const char *in_windows(const char *name)
{
    return strcmp(name, "ISO-8859-1") == 0   ? "windows-1252"
           : strcmp(name, "ISO-8859-2") == 0 ? "windows-1250"
           : strcmp(name, "ISO-8859-7") == 0 ? "windows-1253"
           : strcmp(name, "ISO-8859-8") == 0 ? "windows-1255"
           : strcmp(name, "ISO-8859-9") == 0 ? "windows-1254"
                                             : name;
}

/* False without memory. */
static bool guess(tol_str head, char out[TOL_ENCODING_MAX])
{
    char sample[SAMPLE_MAX];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = 0;
    tol_str words = {sample, sample_of(head, sample)};
    bool is_other = is_other_script(words);
    UCharsetDetector *detector = ucsdet_open(&status);
    if (!detector) {
        return false;
    }
    ucsdet_setText(detector, sample, (int32_t)words.len, &status);
    const UCharsetMatch **matches = ucsdet_detectAll(detector, &n, &status);
    snprintf(out, TOL_ENCODING_MAX, "%s", is_other ? cyrillic_encoding(words) : "windows-1252");
    for (int32_t i = 0; U_SUCCESS(status) && i < n; i++) {
        const char *name = ucsdet_getName(matches[i], &status);
        bool is_sure = U_SUCCESS(status) && ucsdet_getConfidence(matches[i], &status) >= CONFIDENCE_MIN;
        if (is_sure && !is_unicode_name(name) && is_latin_name(name) != is_other) {
            snprintf(out, TOL_ENCODING_MAX, "%s", in_windows(name));
            break;
        }
    }
    ucsdet_close(detector);
    return status != U_MEMORY_ALLOCATION_ERROR;
}

bool tol_text_encoding(tol_str head, bool is_whole, char out[TOL_ENCODING_MAX], bool *is_guess)
{
    out[0] = '\0';
    *is_guess = false;
    if (!head.len || has_mark(head) || is_xml(head)) {
        return true;
    }
    const char *utf16 = utf16_without_mark(head);
    if (utf16) {
        snprintf(out, TOL_ENCODING_MAX, "%s", utf16);
        return true;
    }
    gettext_charset(head, out);
    if (!out[0]) {
        comment_coding(head, out);
    }
    if (!out[0] && !memchr(head.ptr, '\0', head.len) && !is_utf8(head, is_whole)) {
        *is_guess = true;
        return guess(head, out);
    }
    return true;
}
