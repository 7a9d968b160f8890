#include "segment/word_table.h"

#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "text/letter.h"

/* The next of the words in a string, absent at its end. */
static tol_str next_word(const char **list)
{
    *list += strspn(*list, " ");
    tol_str word = {*list, strcspn(*list, " ")};
    *list += word.len;
    return word.len ? word : TOL_STR_NULL;
}

static bool add_words(tol_map *words, const char *list, uint32_t kind)
{
    for (tol_str word = next_word(&list); word.ptr; word = next_word(&list)) {
        bool is_new;
        tol_map_slot *slot = tol_map_put(words, word, &is_new);
        if (!slot) {
            return false;
        }
        slot->value |= kind;
    }
    return true;
}

tol_status tol_word_table_init(tol_word_table *table, const tol_language_rules *rules, tol_error *err)
{
    *table = (tol_word_table){rules, TOL_MAP_INIT};
    const struct {
        const char *list;
        uint32_t kind;
    } lists[] = {
        {rules->never, TOL_IS_NEVER},
        {rules->name, TOL_IS_NAME},
        {rules->number, TOL_IS_NUMBER},
        {rules->date, TOL_IS_DATE},
        {rules->unit, TOL_IS_UNIT},
        {rules->end, TOL_IS_END},
        {rules->time, TOL_IS_TIME},
        {rules->part, TOL_IS_PART},
        {rules->openers, TOL_IS_OPENER},
        {rules->after_time, TOL_IS_AFTER_TIME},
        {rules->labels, TOL_IS_LABEL},
        {rules->before_i, TOL_IS_BEFORE_I},
        {rules->date_words, TOL_IS_DATE_WORD},
        {rules->clause, TOL_IS_CLAUSE},
        {rules->titles, TOL_IS_TITLE},
        {rules->no_verbs, TOL_IS_NO_VERB},
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (!add_words(&table->words, lists[i].list, lists[i].kind)) {
            return tol_fail_nomem(err);
        }
    }
    return TOL_OK;
}

void tol_word_table_release(tol_word_table *table)
{
    tol_map_release(&table->words);
}

static uint32_t get(const tol_word_table *table, tol_str word)
{
    const tol_map_slot *slot = tol_map_get(&table->words, word);
    return slot ? (uint32_t)slot->value : 0;
}

uint32_t tol_word_table_get(const tol_word_table *table, tol_str word)
{
    char lower[2 * TOL_LOOKED_UP_MAX];
    size_t len = 0;
    if (!word.len || word.len > TOL_LOOKED_UP_MAX) {
        return 0;
    }
    uint32_t kinds = get(table, word);
    for (size_t i = 0; !kinds && i < word.len;) {
        len += tol_utf8_put(tol_letter_lower(tol_utf8_next(word, &i)), lower + len);
    }
    return kinds ? kinds : get(table, (tol_str){lower, len});
}

bool tol_word_ends_like(tol_str word, const char *endings)
{
    for (tol_str ending = next_word(&endings); ending.ptr; ending = next_word(&endings)) {
        if (word.len > ending.len && tol_str_ends_with(word, ending)) {
            return true;
        }
    }
    return false;
}

bool tol_word_lacks_vowels(tol_str word, const char *vowels)
{
    for (size_t i = 0; i < word.len;) {
        char bytes[5] = {0};
        tol_utf8_put(tol_letter_lower(tol_utf8_next(word, &i)), bytes);
        if (strstr(vowels, bytes)) {
            return false;
        }
    }
    return true;
}
