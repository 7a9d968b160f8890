#include "formats/memoq_info.h"

#include <stdio.h>
#include <string.h>

#include "formats/term_fields.h"

/* Words of Term_Info that are categories of TBX. */
static const struct {
    const char *word, *type, *text;
} words[] = {
    {"Noun", "partOfSpeech", "noun"},
    {"Verb", "partOfSpeech", "verb"},
    {"Adjective", "partOfSpeech", "adjective"},
    {"Adverb", "partOfSpeech", "adverb"},
    {"Masculine", "grammaticalGender", "masculine"},
    {"Feminine", "grammaticalGender", "feminine"},
    {"Neuter", "grammaticalGender", "neuter"},
    {"Sg", "grammaticalNumber", "singular"},
    {"Pl", "grammaticalNumber", "plural"},
};

enum { N_WORDS = sizeof words / sizeof words[0] };

static const char usual_matching[] = "CasePermissive;HalfPrefix";

static void add(tol_memoq_info *info, const char *element, const char *type, tol_str text)
{
    if (info->n < TOL_MEMOQ_INFO_MAX) {
        info->categories[info->n++] =
            (tol_category){.element = tol_str_of(element), .type = tol_str_of(type), .text = text};
    }
}

static bool take_word(tol_str word, tol_memoq_info *info)
{
    if (tol_str_equal_nocase(word, TOL_LIT("NonTerm"))) {
        info->is_forbidden = true;
        return true;
    }
    for (size_t i = 0; i < N_WORDS; i++) {
        if (tol_str_equal_nocase(word, tol_str_of(words[i].word))) {
            add(info, "termNote", words[i].type, tol_str_of(words[i].text));
            return true;
        }
    }
    return false;
}

void tol_memoq_read_info(tol_str text, tol_arena *arena, tol_memoq_info *info)
{
    char *rest = tol_arena_alloc(arena, text.len + 1);
    size_t n = 0;
    info->is_forbidden = false;
    info->n = 0;
    while (rest && text.len) {
        const char *end = memchr(text.ptr, ';', text.len);
        size_t len = end ? (size_t)(end - text.ptr) : text.len;
        tol_str word = tol_trim((tol_str){text.ptr, len});
        if (word.len && !take_word(word, info)) {
            if (n) {
                rest[n++] = ';';
            }
            memcpy(rest + n, word.ptr, word.len);
            n += word.len;
        }
        len += end != NULL;
        text.ptr += len;
        text.len -= len;
    }
    tol_str matching = {rest, n};
    if (n && !tol_str_equal(matching, tol_str_of(usual_matching))) {
        add(info, "admin", TOL_MEMOQ_MATCHING, matching);
    }
}

static const char *word_of(const tol_category *category)
{
    for (size_t i = 0; i < N_WORDS; i++) {
        if (tol_str_equal(category->element, TOL_LIT("termNote")) &&
            tol_str_equal(category->type, tol_str_of(words[i].type)) &&
            tol_str_equal(category->text, tol_str_of(words[i].text))) {
            return words[i].word;
        }
    }
    return NULL;
}

static bool is_matching(const tol_category *category)
{
    return tol_str_equal(category->element, TOL_LIT("admin")) &&
           tol_str_equal(category->type, TOL_LIT(TOL_MEMOQ_MATCHING));
}

bool tol_memoq_holds(const tol_category *category)
{
    return is_matching(category) || word_of(category);
}

void tol_memoq_put_info(tol_buf *buf, const tol_term *term, size_t *n_written)
{
    tol_str matching = tol_str_of(usual_matching);
    *n_written = 0;
    for (size_t i = 0; i < term->n_categories; i++) {
        if (is_matching(&term->categories[i])) {
            matching = term->categories[i].text;
            ++*n_written;
        }
    }
    tol_buf_add(buf, matching);
    if (term->status == TOL_TERM_FORBIDDEN) {
        tol_buf_printf(buf, ";NonTerm");
    }
    for (size_t i = 0; i < term->n_categories; i++) {
        const char *word = word_of(&term->categories[i]);
        if (word) {
            tol_buf_printf(buf, ";%s", word);
            ++*n_written;
        }
    }
}

/* ---- dates ---- */

/* Three numbers of at most four digits, with a separator between them; *p stands behind them. */
static bool take_three(const char **p, char separator, unsigned out[3])
{
    for (size_t i = 0; i < 3; i++) {
        size_t n = 0;
        if (i && *(*p)++ != separator) {
            return false;
        }
        for (out[i] = 0; **p >= '0' && **p <= '9' && n < 4; n++) {
            out[i] = out[i] * 10 + (unsigned)(*(*p)++ - '0');
        }
        if (n == 0) {
            return false;
        }
    }
    return true;
}

tol_str tol_memoq_read_date(tol_str text, tol_arena *arena)
{
    unsigned day[3], time[3] = {0, 0, 0}; /* month, day, year; hour, minute, second */
    char cell[40], date[40];
    const char *p = cell;
    snprintf(cell, sizeof cell, "%.*s", TOL_ARG(text));
    if (text.len >= sizeof cell || !take_three(&p, '/', day) || day[0] < 1 || day[0] > 12 || day[1] < 1 ||
        day[1] > 31) {
        return text;
    }
    if (*p == '\0') {
        snprintf(date, sizeof date, "%04u-%02u-%02u", day[2], day[0], day[1]);
        return tol_arena_copy(arena, tol_str_of(date));
    }
    if (*p++ != ' ' || !take_three(&p, ':', time) || time[0] > 23 || time[1] > 59 || time[2] > 59) {
        return text;
    }
    bool is_afternoon = strcmp(p, " PM") == 0, is_morning = strcmp(p, " AM") == 0;
    if (*p && !is_afternoon && !is_morning) {
        return text;
    }
    time[0] = is_afternoon && time[0] < 12 ? time[0] + 12 : is_morning && time[0] == 12 ? 0 : time[0];
    snprintf(date, sizeof date, "%04u-%02u-%02uT%02u:%02u:%02u", day[2], day[0], day[1], time[0], time[1], time[2]);
    return tol_arena_copy(arena, tol_str_of(date));
}

void tol_memoq_put_date(tol_buf *buf, tol_str date)
{
    unsigned day[3], time[3]; /* year, month, day; hour, minute, second */
    char cell[40];
    const char *p = cell;
    snprintf(cell, sizeof cell, "%.*s", TOL_ARG(date));
    bool is_day = date.len < sizeof cell && take_three(&p, '-', day);
    bool is_time = is_day && *p == 'T' && p++ && take_three(&p, ':', time) && *p == '\0';
    if (!is_day || (!is_time && *p)) {
        tol_buf_add(buf, date);
        return;
    }
    tol_buf_printf(buf, "%u/%u/%u", day[1], day[2], day[0]);
    if (is_time) {
        unsigned half = time[0] % 12 ? time[0] % 12 : 12;
        tol_buf_printf(buf, " %u:%02u:%02u %s", half, time[1], time[2], time[0] < 12 ? "AM" : "PM");
    }
}
