/*
 * How well keys stand for lemmas, measured on a treebank with gold lemmas (CoNLL-U): key_quality FILE LANG [-v]
 *
 * Recall is the share of tokens whose key is the key of their lemma. Wrong is how many other lemmas of the set have the
 * token's key, per 1,000 tokens. Prints both for names, nouns and adjectives, and for verbs; -v also names each split
 * paradigm and each false friend.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "tolmach/token.h"

#define LINE_MAX_BYTES 65536
#define COLUMNS        4 /* id, form, lemma, part of speech */

typedef struct word {
    char *form_key, *lemma, *lemma_key;
} word;

typedef struct sample {
    word *items;
    size_t n, cap;
} sample;

static bool verbose;

/* The key of a text that is one word, allocated; NULL for any other text. `*form` gets its form. */
static char *key_of(tol_analyser *analyser, const char *text, char **form)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_tokens tokens;
    char *key = NULL;
    if (!tol_analyse(analyser, tol_str_of(text), NULL, 0, &arena, &tokens, NULL) && tokens.n == 1 &&
        tokens.items[0].kind == TOL_WORD) {
        key = strndup(tokens.items[0].key.ptr, tokens.items[0].key.len);
        *form = strndup(tokens.items[0].form.ptr, tokens.items[0].form.len);
    }
    tol_arena_release(&arena);
    return key;
}

static void add_word(sample *set, tol_analyser *analyser, const char *form, const char *lemma)
{
    word w = {NULL, NULL, NULL};
    char *unused = NULL;
    w.form_key = key_of(analyser, form, &unused);
    w.lemma_key = key_of(analyser, lemma, &w.lemma);
    if (verbose && w.form_key && w.lemma_key && strcmp(w.form_key, w.lemma_key) != 0) {
        printf("split\t%s\t%s\t%s\t%s\n", unused, w.lemma, w.form_key, w.lemma_key);
    }
    free(unused);
    if (!w.form_key || !w.lemma_key) {
        free(w.form_key);
        free(w.lemma);
        free(w.lemma_key);
        return;
    }
    if (set->n == set->cap) {
        set->cap = set->cap ? set->cap * 2 : 1024;
        set->items = realloc(set->items, set->cap * sizeof *set->items);
        if (!set->items) {
            abort();
        }
    }
    set->items[set->n++] = w;
}

static bool split_columns(char *line, char *columns[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++) {
        columns[i] = line;
        line = strchr(line, '\t');
        if (!line) {
            return false;
        }
        *line++ = '\0';
    }
    return true;
}

static void read_sample(FILE *file, tol_analyser *analyser, const char *const *classes, sample *set)
{
    static char line[LINE_MAX_BYTES];
    while (fgets(line, sizeof line, file)) {
        char *columns[COLUMNS];
        if (line[0] == '#' || !split_columns(line, columns)) {
            continue;
        }
        for (const char *const *class = classes; *class; class ++) {
            if (strcmp(columns[3], *class) == 0) {
                add_word(set, analyser, columns[1], columns[2]);
            }
        }
    }
}

static tol_map_slot *put(tol_map *map, const char *key, bool *is_new)
{
    tol_map_slot *slot = tol_map_put(map, tol_str_of(key), is_new);
    if (!slot) {
        abort();
    }
    return slot;
}

/* Key -> number of distinct lemmas of the sample that have it. */
static void count_lemmas(const sample *set, tol_map *counts)
{
    tol_map seen = TOL_MAP_INIT;
    for (size_t i = 0; i < set->n; i++) {
        bool is_new, is_new_key;
        put(&seen, set->items[i].lemma, &is_new);
        if (is_new) {
            put(counts, set->items[i].lemma_key, &is_new_key)->value++;
        }
    }
    tol_map_release(&seen);
}

static void report(const char *name, const sample *set)
{
    tol_map counts = TOL_MAP_INIT;
    count_lemmas(set, &counts);
    size_t right = 0, wrong = 0;
    for (size_t i = 0; i < set->n; i++) {
        const word *w = &set->items[i];
        bool same = strcmp(w->form_key, w->lemma_key) == 0;
        const tol_map_slot *slot = tol_map_get(&counts, tol_str_of(w->form_key));
        size_t others = slot ? (size_t)slot->value - same : 0;
        right += same;
        wrong += others;
        if (verbose && others) {
            printf("wrong\t%s\t%s\n", w->form_key, w->lemma);
        }
    }
    double n = set->n ? (double)set->n : 1;
    printf("%s: %zu tokens, recall %.2f %%, wrong %.1f per 1,000\n", name, set->n, 100 * (double)right / n,
           1000 * (double)wrong / n);
    tol_map_release(&counts);
}

static int measure(FILE *file, tol_analyser *analyser)
{
    static const char *const nominal[] = {"NOUN", "ADJ", "PROPN", NULL}, *const verbal[] = {"VERB", NULL};
    sample nouns = {NULL, 0, 0}, verbs = {NULL, 0, 0};
    read_sample(file, analyser, nominal, &nouns);
    rewind(file);
    read_sample(file, analyser, verbal, &verbs);
    report("names, nouns, adjectives", &nouns);
    report("verbs", &verbs);
    return 0; /* what the words hold is left to the end of the process */
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: key_quality FILE LANG [-v]\n");
        return 2;
    }
    verbose = argc > 3;
    FILE *file = fopen(argv[1], "r");
    tol_analyser *analyser = NULL;
    if (!file || tol_analyser_new(tol_str_of(argv[2]), &analyser, NULL)) {
        perror(argv[1]);
        return 4;
    }
    int exit_code = measure(file, analyser);
    tol_analyser_free(analyser);
    fclose(file);
    return exit_code;
}
