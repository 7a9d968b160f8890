#include "segment/label.h"

#include <string.h>

#include "base/utf8.h"
#include "segment/abbreviation.h"
#include "text/letter.h"

/* Longest title of a person with the name, in bytes. */
#define SPEAKER_MAX 120
/* Longest title part, in bytes. */
#define TITLE_PART_MAX 80

/* ---- speakers ---- */

/* A capital and small letters. */
static bool is_capitalised(tol_str word)
{
    size_t i = 0;
    bool is_good = word.len && tol_letter_is_upper(tol_utf8_next(word, &i)) && i < word.len;
    while (is_good && i < word.len) {
        uint32_t cp = tol_utf8_next(word, &i);
        is_good = tol_letter_is_lower(cp) || tol_is_dash(cp) || cp == '\'' || cp == 0x2019;
    }
    return is_good;
}

/* Pass over titles and initials, which end with a full stop: the place behind them. */
static size_t skip_titles(const tol_judged *judged, size_t at, size_t end)
{
    for (;;) {
        size_t stop = at;
        while (stop < end && tol_is_alnum(tol_char_at(judged->paragraph, stop))) {
            tol_utf8_next(judged->paragraph, &stop);
        }
        tol_str word = {judged->paragraph.ptr + at, stop - at};
        bool is_initial = tol_utf8_count(word) == 1 && tol_letter_is_upper(tol_char_at(word, 0)) && !tol_is_roman(word);
        if (stop == end || judged->paragraph.ptr[stop] != '.' ||
            !(is_initial || tol_word_table_get(judged->words, word) & TOL_IS_TITLE)) {
            return at;
        }
        at = tol_first_alnum(judged->paragraph, stop, end);
    }
}

bool tol_is_speaker(const tol_judged *judged, const tol_stop *stop)
{
    if (!judged->is_first || stop->first - judged->begin > SPEAKER_MAX) {
        return false;
    }
    size_t begin = skip_titles(judged, judged->begin, stop->first);
    tol_str word = {judged->paragraph.ptr + begin, stop->first - begin};
    if (!is_capitalised(word) || tol_word_table_get(judged->words, word) & TOL_IS_OPENER) {
        return false;
    }
    return begin > judged->begin || tol_word_ends_like(word, judged->words->rules->surnames) ||
           tol_known_names_has(judged->names, judged->whole, word);
}

/* ---- titles ---- */

static bool ends_with_number(tol_str text)
{
    tol_str last = tol_word_before(text, text.len);
    return last.len && (tol_letter_is_digit(tol_char_at(last, 0)) || tol_is_roman(last));
}

bool tol_is_title_part(const tol_judged *judged, const tol_stop *stop)
{
    tol_str text = judged->paragraph;
    tol_str part = {text.ptr + stop->next_at, tol_skip_spaces_back(text, text.len) - stop->next_at};
    if (part.len > TITLE_PART_MAX || stop->next.kind != TOL_NEXT_CAPITAL || !ends_with_number(part)) {
        return false;
    }
    size_t n_words = 0;
    for (size_t i = 0; i < part.len; i++) {
        n_words += part.ptr[i] == ' ';
        if (memchr(".,;:!?", part.ptr[i], 6)) {
            return false;
        }
    }
    return n_words <= 3 && judged->is_first;
}
