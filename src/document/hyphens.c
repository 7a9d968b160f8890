/*
 * Whether a hyphen at the end of a line belongs to the word. The text itself knows best: the word stands elsewhere in
 * it, with or without. Where it does not, the halves say something: "из-за", "кто-нибудь", "Нью-Йорк", two words of the
 * text. What is left is a divided word, which is by far the most frequent.
 */
#include "document/hyphens.h"

#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/unicode.h"

#define WORD_MAX 200
/* Halves that are shorter say nothing: there are words like them everywhere. */
#define HALF_MIN 4

struct tol_hyphens {
    tol_map counts; /* of the words that are asked for, in small letters */
    tol_buf word;
};

static bool is_letter(uint32_t cp)
{
    return (tol_unicode_props(cp) & TOL_CH_ALNUM) != 0;
}

static bool is_hyphen(uint32_t cp)
{
    return cp == '-' || cp == 0x2010 || cp == 0x2011;
}

/* ---- halves ---- */

/* The word at the end of a text; hyphens are parts of it. */
tol_str tol_hyphens_last_word(tol_str text)
{
    size_t begin = text.len;
    while (begin && text.len - begin < WORD_MAX) {
        size_t at = begin - 1;
        while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) {
            at--;
        }
        size_t i = at;
        uint32_t cp = tol_utf8_next(text, &i);
        if (!is_letter(cp) && !is_hyphen(cp)) {
            break;
        }
        begin = at;
    }
    return (tol_str){text.ptr + begin, text.len - begin};
}

tol_str tol_hyphens_first_word(tol_str text)
{
    size_t end = 0;
    while (end < text.len && end < WORD_MAX) {
        size_t i = end;
        uint32_t cp = tol_utf8_next(text, &i);
        if (!is_letter(cp) && !is_hyphen(cp)) {
            break;
        }
        end = i;
    }
    return (tol_str){text.ptr, end};
}

static void add_small(tol_buf *out, tol_str text)
{
    for (size_t i = 0; i < text.len;) {
        char bytes[4];
        uint32_t cp = tol_unicode_lower(tol_utf8_next(text, &i));
        tol_buf_append(out, bytes, tol_utf8_put(is_hyphen(cp) ? '-' : cp, bytes));
    }
}

/* ---- counting ---- */

static tol_str make_word(tol_hyphens *hyphens, tol_str head, const char *between, tol_str tail)
{
    tol_buf_reset(&hyphens->word);
    add_small(&hyphens->word, head);
    tol_buf_add(&hyphens->word, tol_str_of(between));
    add_small(&hyphens->word, tail);
    return tol_buf_str(&hyphens->word);
}

static size_t count_of(tol_hyphens *hyphens, tol_str head, const char *between, tol_str tail)
{
    const tol_map_slot *slot = tol_map_get(&hyphens->counts, make_word(hyphens, head, between, tail));
    return slot ? (size_t)slot->value : 0;
}

/* What tol_hyphens_keeps will want to know of two halves. */
static bool ask(tol_hyphens *hyphens, tol_str head, tol_str tail)
{
    bool is_new;
    return tol_map_put(&hyphens->counts, make_word(hyphens, head, "", tail), &is_new) &&
           tol_map_put(&hyphens->counts, make_word(hyphens, head, "-", tail), &is_new) &&
           tol_map_put(&hyphens->counts, make_word(hyphens, head, "", TOL_STR_NULL), &is_new) &&
           tol_map_put(&hyphens->counts, make_word(hyphens, tail, "", TOL_STR_NULL), &is_new) &&
           tol_buf_ok(&hyphens->word);
}

static void count_word(tol_hyphens *hyphens, tol_str word)
{
    tol_map_slot *slot = tol_map_get(&hyphens->counts, make_word(hyphens, word, "", TOL_STR_NULL));
    if (slot) {
        slot->value++;
    }
}

/* The words of a line but for those that its ends may have cut; `is_cut_before`: the first is the end of one. */
static void count_line(tol_hyphens *hyphens, tol_str line, bool is_cut_before, bool is_cut_behind)
{
    size_t end = is_cut_behind ? line.len - tol_hyphens_last_word(line).len : line.len;
    for (size_t i = is_cut_before ? tol_hyphens_first_word(line).len : 0; i < end;) {
        tol_str word = tol_hyphens_first_word((tol_str){line.ptr + i, end - i});
        if (word.len) {
            count_word(hyphens, word);
            i += word.len;
        } else {
            tol_utf8_next(line, &i);
        }
    }
}

/* ---- looking at all ---- */

static const tol_page_line *next_line(const tol_page_text *text, size_t *i)
{
    while (*i < text->n_lines && text->lines[*i].is_removed) {
        ++*i;
    }
    return *i < text->n_lines ? &text->lines[(*i)++] : NULL;
}

static size_t ask_all(tol_hyphens *hyphens, const tol_page_text *text, bool *is_ok)
{
    size_t i = 0, n = 0;
    const tol_page_line *line = next_line(text, &i), *next = NULL;
    *is_ok = true;
    for (; line && *is_ok; line = next) {
        next = next_line(text, &i);
        size_t len = tol_line_hyphen(line->text);
        if (next && len) {
            tol_str head = {line->text.ptr, line->text.len - len};
            *is_ok = ask(hyphens, tol_hyphens_last_word(head), tol_hyphens_first_word(next->text));
            n++;
        }
    }
    return n;
}

static void count_all(tol_hyphens *hyphens, const tol_page_text *text)
{
    bool is_cut = false;
    size_t i = 0;
    for (const tol_page_line *line = next_line(text, &i); line; line = next_line(text, &i)) {
        bool is_cut_behind = tol_line_hyphen(line->text) > 0;
        count_line(hyphens, line->text, is_cut, is_cut_behind);
        is_cut = is_cut_behind;
    }
}

tol_status tol_hyphens_new(const tol_page_text *text, tol_hyphens **out, tol_error *err)
{
    bool is_ok;
    *out = tol_mem_calloc(1, sizeof **out);
    if (!*out) {
        return tol_fail_nomem(err);
    }
    if (ask_all(*out, text, &is_ok) && is_ok) {
        count_all(*out, text);
    }
    if (!is_ok || !tol_buf_ok(&(*out)->word)) {
        tol_hyphens_free(*out);
        *out = NULL;
        return tol_fail_nomem(err);
    }
    return TOL_OK;
}

void tol_hyphens_free(tol_hyphens *hyphens)
{
    if (hyphens) {
        tol_map_release(&hyphens->counts);
        tol_buf_release(&hyphens->word);
        tol_mem_free(hyphens);
    }
}

/* ---- judging ---- */

static bool is_one_of(tol_str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (tol_str_equal(word, tol_str_of(list[i]))) {
            return true;
        }
    }
    return false;
}

/* What a particle hangs at: "что-то", but "мес-то". */
static bool takes_particle(tol_str head)
{
    static const char *const heads[] = {"что",    "кто",   "как",   "где",    "куда",  "когда", "откуда", "отчего",
                                        "почему", "зачем", "какой", "какая",  "какое", "какие", "каких",  "какого",
                                        "какому", "какую", "каким", "какими", "каком", "чей",   "чья",    "чьё",
                                        "чье",    "чьи",   "чего",  "кого",   "чему",  "кому",  "чем",    "кем",
                                        "ком",    "так",   "давно", "сколько"};
    return is_one_of(head, heads, sizeof heads / sizeof heads[0]);
}

/* "по-прежнему", "по-русски", but "по-тому". */
static bool is_manner(tol_str tail)
{
    static const char *const others[] = {"этому", "тому", "чему", "сему"};
    return !is_one_of(tail, others, 4) &&
           (tol_str_ends_with(tail, TOL_LIT("ому")) || tol_str_ends_with(tail, TOL_LIT("ему")) ||
            tol_str_ends_with(tail, TOL_LIT("ски")) || tol_str_ends_with(tail, TOL_LIT("цки")) ||
            tol_str_ends_with(tail, TOL_LIT("ьи")));
}

/* Halves, in small letters, that are written with a hyphen wherever they stand. */
static bool are_known(tol_str head, tol_str tail)
{
    static const char *const heads[] = {"кое", "кой", "вице", "экс", "self", "ex", "vice", "non"};
    static const char *const tails[] = {"либо", "нибудь", "таки"};
    static const char *const after_from[] = {"за", "под"};
    return is_one_of(head, heads, sizeof heads / sizeof heads[0]) || is_one_of(tail, tails, 3) ||
           (tol_str_equal(tail, TOL_LIT("то")) && takes_particle(head)) ||
           (tol_str_equal(head, TOL_LIT("из")) && is_one_of(tail, after_from, 2)) ||
           (tol_str_equal(head, TOL_LIT("по")) && is_manner(tail));
}

static bool has_known_half(tol_hyphens *hyphens, tol_str head, tol_str tail)
{
    tol_str both = make_word(hyphens, head, " ", tail);
    size_t len = 0;
    while (len < both.len && both.ptr[len] != ' ') {
        len++;
    }
    return len < both.len && are_known((tol_str){both.ptr, len}, (tol_str){both.ptr + len + 1, both.len - len - 1});
}

static bool begins_with(tol_str text, bool (*is)(uint32_t))
{
    size_t i = 0;
    return text.len && is(tol_utf8_next(text, &i));
}

static bool is_digit(uint32_t cp)
{
    return (tol_unicode_props(cp) & TOL_CH_DIGIT) != 0;
}

/* "Нью-Йорк", but "СОЦИА-ЛИЗМ". */
static bool is_name(tol_str head, tol_str tail)
{
    uint32_t last = 0;
    for (size_t i = 0; i < head.len;) {
        last = tol_utf8_next(head, &i);
    }
    return tol_unicode_is_lower(last) && begins_with(tail, tol_unicode_is_upper);
}

/* Both are words of the text that stand alone elsewhere, and no short ones. */
static bool are_words(tol_hyphens *hyphens, tol_str head, tol_str tail)
{
    return tol_utf8_count(head) >= HALF_MIN && tol_utf8_count(tail) >= HALF_MIN &&
           count_of(hyphens, head, "", TOL_STR_NULL) && count_of(hyphens, tail, "", TOL_STR_NULL);
}

bool tol_hyphens_keeps(tol_hyphens *hyphens, tol_str before, tol_str behind)
{
    tol_str head = tol_hyphens_last_word(before), tail = tol_hyphens_first_word(behind);
    if (!head.len || !tail.len || begins_with(head, is_digit) || begins_with(tail, is_digit)) {
        return true;
    }
    size_t n_joined = count_of(hyphens, head, "", tail), n_hyphened = count_of(hyphens, head, "-", tail);
    if (n_joined != n_hyphened) {
        return n_hyphened > n_joined;
    }
    return is_name(head, tail) || has_known_half(hyphens, head, tail) || are_words(hyphens, head, tail);
}
