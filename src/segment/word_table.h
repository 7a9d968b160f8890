/* Words and what they are, for a language. */
#ifndef TOL_SEGMENT_WORD_TABLE_H
#define TOL_SEGMENT_WORD_TABLE_H

#include "base/map.h"
#include "segment/language_rules.h"
#include "tolmach/status.h"

enum {
    TOL_IS_NEVER = 1,
    TOL_IS_NAME = 2,
    TOL_IS_NUMBER = 4,
    TOL_IS_DATE = 8,
    TOL_IS_UNIT = 16,
    TOL_IS_END = 32,
    TOL_IS_TIME = 64,
    TOL_IS_PART = 128,
    TOL_IS_ABBREVIATION = 255,
    TOL_IS_OPENER = 256,
    TOL_IS_AFTER_TIME = 512,
    TOL_IS_LABEL = 1024,
    TOL_IS_DATE_WORD = 2048,
    TOL_IS_CLAUSE = 4096,
    TOL_IS_TITLE = 8192,
    TOL_IS_BEFORE_I = 16384,
    TOL_IS_NO_VERB = 32768
};

/* Longest word that is looked up, in bytes. */
#define TOL_LOOKED_UP_MAX 64

typedef struct tol_word_table {
    const tol_language_rules *rules;
    tol_map words;
} tol_word_table;

/* TOL_ENOMEM. Release it also after a failure. */
tol_status tol_word_table_init(tol_word_table *table, const tol_language_rules *rules, tol_error *err);
void tol_word_table_release(tol_word_table *table);

/* What a word is, TOL_IS_… or-ed; 0: none of these. As it stands, else in lower case. */
uint32_t tol_word_table_get(const tol_word_table *table, tol_str word);
/* Whether the word ends like one of a list of endings, and is longer by a letter or more. */
bool tol_word_ends_like(tol_str word, const char *endings);
/* Whether the word has none of the vowels. */
bool tol_word_lacks_vowels(tol_str word, const char *vowels);

#endif
