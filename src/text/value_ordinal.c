/* The endings of ordinals written in digits: 25th, 1er, 25-го, 1.ª. */
#include <string.h>

#include "base/utf8.h"
#include "text/value_parts.h"

/*
 * By language: endings written directly behind the digits, and those behind a hyphen. `any` may stand behind every
 * number; of `some` it depends on the number, which only English and French rules say.
 */
typedef struct endings {
    const char *langs;
    bool has_hyphen;
    const char *any, *some;
} endings;

static const endings tables[] = {
    {"en", false, "", " st nd rd th ST ND RD TH "},
    {"fr", false, "", " er re e ème è nd nde "},
    {"ru uk be bg", true, " й я е го му ю м ї є ", " х ти ми ый ой ий ая ое ее ого ому ых ым "},
    {"es pt it gl ca", false, " º ª o a ", ""},
};

static bool holds_word(const char *list, tol_str word)
{
    for (const char *at = list; *at; at++) {
        size_t len = strcspn(at, " ");
        if (len == word.len && word.len > 0 && memcmp(at, word.ptr, len) == 0) {
            return true;
        }
        at += len;
        if (!*at) {
            break;
        }
    }
    return false;
}

static const endings *table_of(const char *lang)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (holds_word(tables[i].langs, tol_str_of(lang))) {
            return &tables[i];
        }
    }
    return NULL;
}

uint32_t tol_ordinal_end(const tol_value_reader *reader, const tol_pieces *pieces, size_t i, size_t *next)
{
    const endings *table = table_of(reader->lang);
    const tol_piece *digits = &pieces->items[i];
    if (!table) {
        return 0;
    }
    tol_str ending = {pieces->text.ptr + digits->digits_end, digits->end - digits->digits_end};
    size_t behind = i + 1;
    if (table->has_hyphen && ending.len == 0 && tol_piece_is_sign(digits + 1, '-') &&
        digits[2].kind == TOL_PIECE_WORD) {
        ending = tol_piece_text(pieces, i + 2);
        behind = i + 3;
    }
    if (!holds_word(table->any, ending) && !holds_word(table->some, ending)) {
        return 0;
    }
    *next = behind;
    return pieces->items[behind - 1].end;
}

static const char *english_ending(uint64_t number)
{
    static const char *const all[] = {"th", "st", "nd", "rd"};
    bool is_teen = number / 10 % 10 == 1;
    return all[!is_teen && number % 10 <= 3 ? number % 10 : 0];
}

/* 1er and 1re know a gender that 2e has not: only between numbers over 1. */
static bool is_french_ending(uint64_t before, uint64_t after)
{
    return before > 1 && after > 1;
}

bool tol_write_ordinal_ending(const tol_value_reader *reader, tol_str ending, uint64_t before, uint64_t after,
                              tol_buf *out)
{
    const endings *table = table_of(reader->lang);
    tol_str bare = ending.len && ending.ptr[0] == '-' ? (tol_str){ending.ptr + 1, ending.len - 1} : ending;
    if (!table) {
        return false;
    }
    if (strcmp(reader->lang, "en") == 0) {
        const char *wanted = english_ending(after);
        bool is_capital = ending.len && ending.ptr[0] < 'a';
        tol_buf_byte(out, (char)(is_capital ? wanted[0] - 'a' + 'A' : wanted[0]));
        tol_buf_byte(out, (char)(is_capital ? wanted[1] - 'a' + 'A' : wanted[1]));
        return true;
    }
    bool stays = before == after || holds_word(table->any, bare) ||
                 (strcmp(reader->lang, "fr") == 0 && is_french_ending(before, after));
    if (stays) {
        tol_buf_add(out, ending);
    }
    return stays;
}
