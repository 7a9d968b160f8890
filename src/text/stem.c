#include "text/stem.h"

#include <libstemmer.h>
#include <string.h>

#include "base/fail.h"
#include "text/mend.h"
#include "text/words.h"
#include "tolmach/token.h"

/* No word of a language is longer; what is, is data, and stays as it is. */
#define STEM_MAX 256

/* Algorithms of Snowball by primary language. One that the installed library lacks is as none. */
static const struct {
    const char *lang, *algorithm;
} algorithms[] = {
    {"ar", "arabic"},    {"ca", "catalan"},    {"da", "danish"},     {"de", "german"},   {"el", "greek"},
    {"en", "english"},   {"es", "spanish"},    {"eu", "basque"},     {"fi", "finnish"},  {"fr", "french"},
    {"ga", "irish"},     {"hi", "hindi"},      {"hu", "hungarian"},  {"hy", "armenian"}, {"id", "indonesian"},
    {"it", "italian"},   {"lt", "lithuanian"}, {"nb", "norwegian"},  {"ne", "nepali"},   {"nl", "dutch"},
    {"nn", "norwegian"}, {"no", "norwegian"},  {"pt", "portuguese"}, {"ro", "romanian"}, {"ru", "russian"},
    {"sr", "serbian"},   {"sv", "swedish"},    {"ta", "tamil"},      {"tr", "turkish"},  {"yi", "yiddish"},
};

static const char *algorithm_for(const char *lang)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
        if (strcmp(algorithms[i].lang, lang) == 0) {
            return algorithms[i].algorithm;
        }
    }
    return NULL;
}

static bool is_installed(const char *algorithm)
{
    const char **names = sb_stemmer_list();
    while (*names && strcmp(*names, algorithm) != 0) {
        names++;
    }
    return *names != NULL;
}

static tol_str first_word(const char *row)
{
    return (tol_str){row, strcspn(row, " ")};
}

/* A form that stands in several rows belongs to the first. */
static bool add_row(tol_map *forms, const char *row)
{
    for (const char *p = row; *p;) {
        tol_str form = first_word(p);
        bool is_new;
        tol_map_slot *slot = tol_map_put(forms, form, &is_new);
        if (!slot) {
            return false;
        }
        if (is_new) {
            slot->value = (uint64_t)(uintptr_t)row;
        }
        p += form.len;
        p += *p == ' ';
    }
    return true;
}

static bool add_rows(tol_map *forms, const char *const *rows)
{
    for (; rows && *rows; rows++) {
        if (!add_row(forms, *rows)) {
            return false;
        }
    }
    return true;
}

static bool add_keys(tol_map *keys, const char *const *rows)
{
    for (; *rows; rows++) {
        bool is_new;
        if (!tol_map_put(keys, first_word(*rows), &is_new)) {
            return false;
        }
    }
    return true;
}

tol_status tol_stemmer_init(tol_stemmer *stemmer, const char *lang, tol_error *err)
{
    *stemmer = (tol_stemmer){NULL, NULL, TOL_MAP_INIT, TOL_MAP_INIT, TOL_MAP_INIT};
    const char *algorithm = algorithm_for(lang);
    if (algorithm && is_installed(algorithm)) {
        stemmer->snowball = sb_stemmer_new(algorithm, NULL);
        if (!stemmer->snowball) {
            return tol_fail_nomem(err);
        }
    }
    stemmer->mend = strcmp(lang, "ru") == 0 ? tol_mend_russian : NULL;
    const tol_words *words = tol_words_for(lang);
    if (words && !(add_rows(&stemmer->function_forms, words->function_words) &&
                   add_keys(&stemmer->function_keys, words->function_words) &&
                   add_rows(&stemmer->irregular, words->irregular))) {
        return tol_fail_nomem(err);
    }
    return TOL_OK;
}

/* The first word of the row that a form stands in; the form itself when it stands in none. */
static tol_str lemma_of(const tol_map *forms, tol_str form)
{
    const tol_map_slot *slot = tol_map_get(forms, form);
    return slot ? first_word((const char *)(uintptr_t)slot->value) : form;
}

static tol_status add_stem(tol_stemmer *stemmer, tol_str form, tol_buf *key, tol_error *err)
{
    if (!stemmer->snowball || form.len > STEM_MAX) {
        tol_buf_add(key, form);
        return TOL_OK;
    }
    const sb_symbol *stem = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)form.ptr, (int)form.len);
    if (!stem) {
        return tol_fail_nomem(err);
    }
    tol_buf_append(key, stem, (size_t)sb_stemmer_length(stemmer->snowball));
    if (stemmer->mend && tol_buf_ok(key)) {
        stemmer->mend(key);
    }
    /* A word that is not of the closed classes does not fall among them by the loss of an ending: прием is not при. */
    if (tol_map_get(&stemmer->function_keys, tol_buf_str(key))) {
        tol_buf_reset(key);
    }
    if (key->len == 0) {
        tol_buf_add(key, form);
    }
    return TOL_OK;
}

tol_status tol_stemmer_key(tol_stemmer *stemmer, tol_str form, tol_buf *key, uint32_t *weight, tol_error *err)
{
    tol_buf_reset(key);
    tol_status status = TOL_OK;
    if (tol_map_get(&stemmer->function_forms, form)) {
        tol_buf_add(key, lemma_of(&stemmer->function_forms, form));
    } else {
        status = add_stem(stemmer, lemma_of(&stemmer->irregular, form), key, err);
    }
    if (!status && !tol_buf_ok(key)) {
        status = tol_fail_nomem(err);
    }
    if (!status) {
        *weight = tol_map_get(&stemmer->function_keys, tol_buf_str(key)) ? TOL_WEIGHT_FUNCTION_WORD : TOL_WEIGHT_WORD;
    }
    return status;
}

void tol_stemmer_release(tol_stemmer *stemmer)
{
    if (stemmer->snowball) {
        sb_stemmer_delete(stemmer->snowball);
    }
    tol_map_release(&stemmer->function_forms);
    tol_map_release(&stemmer->irregular);
    tol_map_release(&stemmer->function_keys);
    *stemmer = (tol_stemmer){NULL, NULL, TOL_MAP_INIT, TOL_MAP_INIT, TOL_MAP_INIT};
}
