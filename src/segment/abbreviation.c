#include "segment/abbreviation.h"

#include <string.h>

#include "base/utf8.h"
#include "segment/date_phrase.h"
#include "text/letter.h"

/* Most parts of an abbreviation: U.S.S.R. */
#define PARTS_MAX 4

static bool is_single_letter(tol_str word)
{
    size_t end = 0;
    return word.len && tol_letter_is(tol_utf8_next(word, &end)) && end == word.len;
}

static bool is_capital(tol_str word)
{
    return word.len && tol_letter_is_upper(tol_char_at(word, 0));
}

bool tol_is_roman(tol_str word)
{
    static const char letters[] = "IVXLCDM\xD0\x86\xD0\xA5"; /* the last two: І, Х */
    for (size_t i = 0; i < word.len;) {
        size_t begin = i;
        tol_utf8_next(word, &i);
        char letter[5] = {0};
        memcpy(letter, word.ptr + begin, i - begin);
        if (!strstr(letters, letter)) {
            return false;
        }
    }
    return word.len && (word.len > 2 || strchr("IVX", word.ptr[0]));
}

static bool is_number(tol_str word)
{
    for (size_t i = 0; i < word.len;) {
        if (!tol_letter_is_digit(tol_utf8_next(word, &i))) {
            return false;
        }
    }
    return word.len != 0;
}

static bool has_digit(tol_str word)
{
    for (size_t i = 0; i < word.len;) {
        if (tol_letter_is_digit(tol_utf8_next(word, &i))) {
            return true;
        }
    }
    return false;
}

bool tol_next_opens(const tol_judged *judged, const tol_next *next)
{
    size_t second = 0;
    if (next->kind != TOL_NEXT_CAPITAL || next->has_stop) {
        return false;
    }
    tol_utf8_next(next->word, &second);
    return !tol_letter_is_upper(tol_char_at(next->word, second)) &&
           tol_word_table_get(judged->words, next->word) & TOL_IS_OPENER;
}

bool tol_next_is_verb(const tol_judged *judged, const tol_next *next)
{
    return next->kind == TOL_NEXT_CAPITAL && !next->has_stop &&
           tol_word_ends_like(next->word, judged->words->rules->verbs) &&
           !(tol_word_table_get(judged->words, next->word) & TOL_IS_NO_VERB);
}

/* ---- what kind of abbreviation ---- */

typedef struct abbreviation {
    uint32_t kinds; /* TOL_IS_… */
    size_t begin;   /* its first part */
} abbreviation;

/* The part before one that begins at `at`: `т. ` before `е`. Empty: there is none. */
static tol_str part_before(tol_str text, size_t at)
{
    size_t dot = tol_skip_spaces_back(text, at);
    if (!dot || text.ptr[dot - 1] != '.') {
        return (tol_str){text.ptr + at, 0};
    }
    return tol_word_before(text, dot - 1);
}

/* The longest chain of parts that the list has. */
static abbreviation look_up(const tol_judged *judged, tol_str word)
{
    char key[TOL_LOOKED_UP_MAX];
    size_t len = 0;
    abbreviation found = {0, (size_t)(word.ptr - judged->paragraph.ptr)};
    tol_str part = word;
    for (size_t i = 0; i < PARTS_MAX && part.len && len + part.len + 1 < sizeof key; i++) {
        memmove(key + part.len + 1, key, len);
        memcpy(key, part.ptr, part.len);
        key[part.len] = '.';
        len += part.len + 1;
        size_t begin = (size_t)(part.ptr - judged->paragraph.ptr);
        uint32_t kinds = tol_word_table_get(judged->words, (tol_str){key, len - 1}) & TOL_IS_ABBREVIATION;
        bool is_initial = i == 0 && is_single_letter(word) && is_capital(word);
        if (kinds && !is_initial) {
            found = (abbreviation){kinds, begin};
        }
        part = begin > judged->begin ? part_before(judged->paragraph, begin) : TOL_STR_NULL;
    }
    return found;
}

/* A word that no list has, but that cannot be one: a small letter, a handful of consonants. What a dot is glued to is
 * the name of a file. */
static bool looks_abbreviated(const tol_judged *judged, tol_str word)
{
    size_t at = (size_t)(word.ptr - judged->paragraph.ptr);
    bool is_ending = at && judged->paragraph.ptr[at - 1] == '.' && !is_single_letter(word);
    return !is_ending && word.len && !is_capital(word) && !has_digit(word) &&
           (is_single_letter(word) ||
            (tol_utf8_count(word) <= 5 && tol_word_lacks_vowels(word, judged->words->rules->vowels)));
}

/* A number, or a word for one: `2,5 тыс. чел.` Words for numbers, and no others, are units that also end by themselves.
 */
static bool number_stands_before(const tol_judged *judged, size_t at)
{
    tol_str text = judged->paragraph;
    size_t end = tol_skip_spaces_back(text, at);
    tol_str word = tol_word_before(text, end && text.ptr[end - 1] == '.' ? end - 1 : end);
    const uint32_t both = TOL_IS_UNIT | TOL_IS_END;
    return word.len && (tol_letter_is_digit(tol_char_at(word, 0)) || tol_is_roman(word) ||
                        (tol_word_table_get(judged->words, word) & both) == both);
}

/* Behind an adjective or a number: `Московской обл.`, `15 респ.` */
static bool part_ends(const tol_judged *judged, size_t at)
{
    tol_str text = judged->paragraph;
    return number_stands_before(judged, at) ||
           tol_word_ends_like(tol_word_before(text, tol_skip_spaces_back(text, at)), judged->words->rules->adjectives);
}

/* Whether a number comes that the abbreviation stands before. Behind one that is a word too (`School of Art. I …`) a
 * lone I is no number. */
static bool is_number_next(const abbreviation *a, const tol_next *next)
{
    bool may_be_i = (a->kinds & TOL_IS_NAME) != 0 && !next->behind_quote;
    return next->kind == TOL_NEXT_NUMBER || (next->kind == TOL_NEXT_CAPITAL && tol_is_roman(next->word) &&
                                             (next->word.len > 1 || next->word.ptr[0] != 'I' || may_be_i));
}

/* Whether it ends, when it is known how: the kinds in the order in which they bind. */
static bool kind_ends(const tol_judged *judged, const tol_stop *stop, const abbreviation *a)
{
    const tol_next *next = &stop->next;
    bool is_short = is_single_letter((tol_str){judged->paragraph.ptr + a->begin, stop->first - a->begin});
    if (a->kinds & TOL_IS_UNIT && !next->behind_dash && number_stands_before(judged, a->begin)) {
        return next->kind != TOL_NEXT_NUMBER; /* `10 час. 30 мин.`, `5 ft. 3 in.` */
    }
    if (a->kinds & TOL_IS_NEVER || next->behind_dash || (a->kinds & TOL_IS_NUMBER && is_number_next(a, next))) {
        return false;
    }
    if (a->kinds & TOL_IS_DATE && tol_date_stands_before(judged, a->begin)) {
        return tol_date_ends(judged, a->begin, next);
    }
    if (a->kinds & TOL_IS_END || (a->kinds & TOL_IS_PART && part_ends(judged, a->begin))) {
        return true;
    }
    if (a->kinds & TOL_IS_TIME) {
        return !(tol_word_table_get(judged->words, next->word) & TOL_IS_AFTER_TIME);
    }
    if (a->kinds == TOL_IS_NUMBER || (a->kinds == TOL_IS_UNIT && !is_short)) {
        return true; /* a word like others */
    }
    return tol_next_opens(judged, next) || tol_next_is_verb(judged, next);
}

/* ---- letters and numbers ---- */

/* Whether the words before say that a capital is no initial: `витамин А.`, and of a language that uses other letters,
 * `Николай I.` */
static bool is_label(const tol_judged *judged, tol_str letter, const tol_next *next)
{
    size_t at = (size_t)(letter.ptr - judged->paragraph.ptr);
    tol_str before = tol_word_before(judged->paragraph, tol_skip_spaces_back(judged->paragraph, at));
    uint32_t kinds = tol_word_table_get(judged->words, before);
    if ((kinds & TOL_IS_LABEL && !next->has_stop) || (kinds & TOL_IS_BEFORE_I && letter.ptr[0] == 'I')) {
        return true;
    }
    bool is_regnal = letter.ptr[0] == 'I' || letter.ptr[0] == 'V' || letter.ptr[0] == 'X';
    return is_regnal && before.len && next->word.len && (unsigned char)next->word.ptr[0] >= 0x80;
}

static bool initial_ends(const tol_judged *judged, tol_str letter, const tol_next *next)
{
    if (next->kind != TOL_NEXT_CAPITAL || next->behind_dash) {
        return next->kind == TOL_NEXT_CAPITAL || is_label(judged, letter, next);
    }
    return tol_next_opens(judged, next) || is_label(judged, letter, next);
}

/* Whether a number or a letter stands where the mark of an item stands: at the beginning, or behind a colon. */
static bool is_item_mark(const tol_judged *judged, tol_str mark)
{
    size_t at = (size_t)(mark.ptr - judged->paragraph.ptr);
    while (at && judged->paragraph.ptr[at - 1] == '.') { /* 1.2.3. */
        tol_str part = tol_word_before(judged->paragraph, at - 1);
        if (!is_number(part)) {
            break;
        }
        at = (size_t)(part.ptr - judged->paragraph.ptr);
    }
    uint32_t before = tol_char_before(judged->paragraph, tol_skip_spaces_back(judged->paragraph, at));
    return at <= judged->begin || before == ':' || before == ';';
}

/* ---- the decision ---- */

/* `слово.12 Next`: 12 is the mark of a note, when the word is one. */
static bool is_plain_word(tol_str word)
{
    return tol_utf8_count(word) >= 4 && tol_letter_is_lower(tol_char_before(word, word.len));
}

bool tol_full_stop_ends(const tol_judged *judged, const tol_stop *stop)
{
    tol_str word = tol_word_before(judged->paragraph, stop->first);
    if (stop->has_glued_number && !is_plain_word(word)) {
        return false;
    }
    bool is_mark = is_number(word) || tol_is_roman(word) || is_single_letter(word);
    if (is_mark && is_item_mark(judged, word)) {
        return false;
    }
    abbreviation found = look_up(judged, word);
    if (is_single_letter(word) && is_capital(word) && !found.kinds) {
        return initial_ends(judged, word, &stop->next);
    }
    if (!found.kinds && looks_abbreviated(judged, word)) {
        found.kinds = TOL_IS_NAME;
    }
    return !found.kinds || kind_ends(judged, stop, &found);
}
