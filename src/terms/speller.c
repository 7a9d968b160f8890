#include "terms/speller.h"

#include <hunspell.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/decode.h"
#include "text/encode.h"
#include "text/fold.h"
#include "tolmach/lang.h"

/* No word is longer; hunspell takes no more than 100 characters. */
#define WORD_MAX 180

static const char usual_folders[] = "/usr/share/hunspell:/usr/local/share/hunspell:/usr/share/myspell:"
                                    "/usr/share/myspell/dicts:/opt/homebrew/share/hunspell:/Library/Spelling";

/* Whose spelling serves when the tag names no country. */
static const struct {
    const char *lang, *country;
} countries[] = {{"be", "BY"}, {"da", "DK"}, {"de", "DE"}, {"en", "US"}, {"es", "ES"}, {"fr", "FR"}, {"it", "IT"},
                 {"kk", "KZ"}, {"nl", "NL"}, {"pl", "PL"}, {"pt", "PT"}, {"ru", "RU"}, {"sv", "SE"}, {"uk", "UA"}};

struct tol_speller {
    Hunhandle *handle;
    char encoding[64];
    bool is_utf8;
    tol_fold_rules rules;
    tol_buf query, bytes, text, form; /* scratch */
};

/* hunspell builds tables of its own while it opens a dictionary, without a lock of its own. */
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

/* ---- finding ---- */

static bool is_readable(tol_buf *path, const char *ending)
{
    size_t len = path->len;
    tol_buf_add(path, tol_str_of(ending));
    bool is_there = tol_buf_ok(path) && access(path->ptr, R_OK) == 0;
    if (tol_buf_ok(path)) {
        path->len = len;
        path->ptr[len] = '\0';
    }
    return is_there;
}

static bool is_in_folder(tol_buf *path, tol_str folder, const char *name)
{
    tol_buf_reset(path);
    tol_buf_printf(path, "%.*s/%s", TOL_ARG(folder), name);
    return is_readable(path, ".aff") && is_readable(path, ".dic");
}

static bool is_in_folders(tol_buf *path, const char *folders, const char *name)
{
    for (const char *p = folders; p && *p;) {
        tol_str folder = {p, strcspn(p, ":")};
        if (folder.len && is_in_folder(path, folder, name)) {
            return true;
        }
        p += folder.len + (p[folder.len] == ':');
    }
    return false;
}

static bool is_anywhere(tol_buf *path, const char *folders, const char *name)
{
    if (!folders) {
        folders = getenv("TOLMACH_DICTIONARIES");
    }
    return folders ? is_in_folders(path, folders, name)
                   : is_in_folders(path, getenv("DICPATH"), name) || is_in_folders(path, usual_folders, name);
}

static const char *usual_country(const char *lang)
{
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
        if (strcmp(countries[i].lang, lang) == 0) {
            return countries[i].country;
        }
    }
    return "";
}

/* "en_GB", then "en_US", then "en". */
static bool find_names(tol_buf *path, const char *folders, char *tag)
{
    for (char *p = tag; *p; p++) {
        *p = *p == '-' ? '_' : *p;
    }
    if (is_anywhere(path, folders, tag)) {
        return true;
    }
    char name[TOL_LANG_MAX + 4];
    tag[strcspn(tag, "_")] = '\0';
    snprintf(name, sizeof name, "%s_%s", tag, usual_country(tag));
    return is_anywhere(path, folders, name) || is_anywhere(path, folders, tag);
}

tol_status tol_speller_find(tol_str lang, const char *folders, char **path, tol_error *err)
{
    char tag[TOL_LANG_MAX];
    tol_buf found = TOL_BUF_INIT;
    *path = NULL;
    bool is_found = tol_lang_canonical(lang, tag) && !strchr(tag, '/') && find_names(&found, folders, tag);
    *path = is_found ? tol_mem_strdup(found.ptr) : NULL;
    bool ok = tol_buf_ok(&found) && (*path || !is_found);
    tol_buf_release(&found);
    return ok ? TOL_OK : tol_fail_nomem(err);
}

/* ---- reading ---- */

/* Names of encodings as hunspell's files have them: "UTF-8", "KOI8-R", "microsoft-cp1251". */
static bool take_encoding(tol_speller *speller)
{
    const char *name = Hunspell_get_dic_encoding(speller->handle);
    if (strncmp(name, "microsoft-", 10) == 0) {
        name += 10;
    }
    snprintf(speller->encoding, sizeof speller->encoding, "%s", name);
    speller->is_utf8 = strcmp(name, "UTF-8") == 0;
    tol_buf probe = TOL_BUF_INIT;
    bool is_known = tol_encode(speller->encoding, TOL_LIT("a"), &probe, NULL) != TOL_EPARSE;
    tol_buf_release(&probe);
    return is_known;
}

tol_status tol_speller_open(const char *path, const char *lang, tol_speller **out, tol_error *err)
{
    *out = NULL;
    tol_speller *speller = tol_mem_calloc(1, sizeof *speller);
    tol_buf aff = TOL_BUF_INIT, dic = TOL_BUF_INIT;
    tol_buf_printf(&aff, "%s.aff", path);
    tol_buf_printf(&dic, "%s.dic", path);
    if (!speller || !tol_buf_ok(&aff) || !tol_buf_ok(&dic)) {
        tol_mem_free(speller);
        speller = NULL;
    } else {
        speller->rules = tol_fold_rules_for(lang);
        pthread_mutex_lock(&opening);
        speller->handle = Hunspell_create(aff.ptr, dic.ptr);
        pthread_mutex_unlock(&opening);
    }
    tol_buf_release(&aff);
    tol_buf_release(&dic);
    if (!speller) {
        return tol_fail_nomem(err);
    }
    if (!speller->handle || !take_encoding(speller)) {
        tol_speller_close(speller);
        speller = NULL;
    }
    *out = speller;
    return TOL_OK;
}

void tol_speller_close(tol_speller *speller)
{
    if (!speller) {
        return;
    }
    if (speller->handle) {
        pthread_mutex_lock(&opening);
        Hunspell_destroy(speller->handle);
        pthread_mutex_unlock(&opening);
    }
    tol_buf_release(&speller->query);
    tol_buf_release(&speller->bytes);
    tol_buf_release(&speller->text);
    tol_buf_release(&speller->form);
    tol_mem_free(speller);
}

/* ---- asking ---- */

/* The bytes of a hunspell answer as folded UTF-8, in speller->form, empty for nonsense; whether folding changed its
 * first letter. */
static tol_status fold_answer(tol_speller *speller, tol_str answer, bool *is_proper, tol_error *err)
{
    tol_buf_reset(&speller->form);
    if (!speller->is_utf8) {
        tol_decoder decoder = TOL_DECODER_INIT;
        tol_buf_reset(&speller->text);
        tol_status status = tol_decoder_begin_as(&decoder, answer, speller->encoding, err);
        status = status ? status : tol_decode(&decoder, answer, true, &speller->text, err);
        tol_decoder_release(&decoder);
        if (status) {
            return status;
        }
        answer = tol_buf_str(&speller->text);
    }
    if (!answer.len || !tol_utf8_is_valid(answer)) {
        return TOL_OK;
    }
    tol_status status = tol_fold(answer, TOL_WORD, speller->rules, &speller->form, err);
    size_t i = 0, j = 0;
    tol_str form = tol_buf_str(&speller->form);
    *is_proper = !status && form.len && tol_utf8_next(answer, &i) != tol_utf8_next(form, &j) &&
                 !tol_str_starts_with(answer, TOL_LIT("ё"));
    return status;
}

/* The stem in an answer of the analysis, " st:окно fl:K": the field that begins with st. */
static tol_str stem_of(const char *answer)
{
    const char *at = strstr(answer, "st:");
    while (at && at > answer && at[-1] != ' ' && at[-1] != '\t') {
        at = strstr(at + 1, "st:");
    }
    return at ? (tol_str){at + 3, strcspn(at + 3, " \t\n")} : TOL_STR_NULL;
}

static tol_status add_stem(tol_speller *speller, const char *answer, tol_str folded_word, tol_arena *arena,
                           tol_stems *out, tol_error *err)
{
    tol_str stem = stem_of(answer);
    bool is_proper = false;
    tol_status status = stem.len ? fold_answer(speller, stem, &is_proper, err) : TOL_OK;
    tol_str form = tol_buf_str(&speller->form);
    if (status || !stem.len || !form.len) {
        return status;
    }
    for (size_t i = 0; i < out->n; i++) {
        if (out->items[i].is_proper == is_proper && tol_str_equal(out->items[i].text, form)) {
            return TOL_OK;
        }
    }
    out->items[out->n++] = (tol_stem){tol_arena_copy(arena, form), !tol_str_equal(form, folded_word), is_proper};
    return TOL_OK;
}

tol_status tol_speller_stems(tol_speller *speller, tol_str word, tol_arena *arena, tol_stems *out, tol_error *err)
{
    *out = (tol_stems){NULL, 0};
    if (word.len == 0 || word.len > WORD_MAX) {
        return TOL_OK;
    }
    tol_buf_reset(&speller->query);
    tol_status status = tol_fold(word, TOL_WORD, speller->rules, &speller->form, err);
    tol_str folded = tol_arena_copy(arena, tol_buf_str(&speller->form));
    status = status ? status : tol_encode(speller->is_utf8 ? "UTF-8" : speller->encoding, word, &speller->query, err);
    if (status) {
        return status;
    }
    char **answers = NULL;
    int n = Hunspell_analyze(speller->handle, &answers, speller->query.ptr);
    out->items = n > 0 ? tol_arena_calloc(arena, (size_t)n, sizeof *out->items) : NULL;
    for (int i = 0; i < n && out->items && !status; i++) {
        status = add_stem(speller, answers[i], folded, arena, out, err);
    }
    Hunspell_free_list(speller->handle, &answers, n);
    return !status && !tol_arena_ok(arena) ? tol_fail_nomem(err) : status;
}
