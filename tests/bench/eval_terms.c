/*
 * How well words of a text are recognised as forms of terms: recall and wrong matches.
 *
 *     eval_terms [--english] [--keys] [--no-dictionary] [--list] lemmas FILE.conllu
 *     eval_terms [--english] [--no-dictionary] [--list] forms TABLE…
 *
 * lemmas: every noun, adjective and name lemma of an annotated text is a term of one word, and meets every token of the
 * text. Recall is the share of the tokens of these classes that their own lemma is found in; a wrong match is a term
 * found in a token whose lemma is another one. --keys: what equal Snowball keys alone would find.
 *
 * forms: a table, a term a line: the term, a tab, its forms with bars between them, several words each where the term
 * has several. A line that begins with # is a comment. A wrong match is a term found in a form of another line.
 *
 * The figures are printed one a line, and with --list before them what is missed and what is wrong. With --pinned FILE
 * they are compared with those of a file, of lines "name recall wrong" ("name" is the file's, with +stems behind it for
 * --no-dictionary): worse ones end the program with 1. Then a missing dictionary or text is no failure, but ends it
 * with 77.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "terms/morph.h"
#include "tolmach/buf.h"

#define LINE_BYTES 65536
#define WORDS_MAX  16 /* tokens of a term */

/* A text as the morphology sees it: one set a token. */
typedef struct pattern {
    tol_str text;
    tol_tokens tokens;
    tol_symbols *sets;
} pattern;

typedef struct gold_token {
    pattern form;
    tol_str lemma; /* folded */
    const char *upos;
    bool is_asked; /* noun, adjective or name */
} gold_token;

typedef struct eval {
    tol_analyser *analyser;
    tol_morph *morph;
    tol_arena arena;
    bool lists, by_keys, by_stems;
    FILE *pinned;
    bool is_worse;
    pattern *terms;
    tol_str *term_lemmas; /* folded */
    size_t n_terms, cap_terms;
    gold_token *gold;
    size_t n_gold, cap_gold;
    size_t n_asked, n_found, n_wrong;
} eval;

static void die(const char *what, const char *which)
{
    fprintf(stderr, "eval_terms: %s%s\n", what, which);
    exit(2);
}

static void check(tol_status status, const tol_error *err)
{
    if (status) {
        die("failed: ", err->message);
    }
}

static pattern make_pattern(eval *e, tol_str text, bool is_term)
{
    tol_error err = {0};
    pattern p = {.text = tol_arena_copy(&e->arena, text)};
    check(tol_analyse(e->analyser, p.text, NULL, 0, &e->arena, &p.tokens, &err), &err);
    p.sets = tol_arena_calloc(&e->arena, p.tokens.n, sizeof *p.sets);
    for (size_t i = 0; i < p.tokens.n; i++) {
        tol_status status = is_term ? tol_morph_of_term(e->morph, &p.tokens.items[i], &p.sets[i], &err)
                                    : tol_morph_of_form(e->morph, &p.tokens.items[i], &p.sets[i], &err);
        check(status, &err);
    }
    return p;
}

static bool patterns_fit(const eval *e, const pattern *term, const pattern *form)
{
    bool fits = term->tokens.n == form->tokens.n;
    for (size_t i = 0; fits && i < term->tokens.n; i++) {
        fits = e->by_keys ? tol_str_equal(term->tokens.items[i].key, form->tokens.items[i].key)
                          : tol_symbols_meet(term->sets[i], form->sets[i]);
    }
    return fits;
}

/* The forms of a pattern's tokens in a row. */
static tol_str folded(eval *e, const tol_tokens *tokens)
{
    tol_buf all = TOL_BUF_INIT;
    for (size_t i = 0; i < tokens->n; i++) {
        tol_buf_add(&all, tokens->items[i].form);
    }
    tol_str copy = tol_arena_copy(&e->arena, tol_buf_str(&all));
    tol_buf_release(&all);
    return copy.ptr ? copy : TOL_LIT("");
}

/* The file to read; where figures are pinned, a text that is not there is nothing to fail for. */
static FILE *open_file(const eval *e, const char *path)
{
    FILE *in = fopen(path, "r");
    if (!in && e->pinned) {
        exit(77);
    }
    if (!in) {
        die("cannot read ", path);
    }
    return in;
}

/* Compare with the pinned figures: recall in per cent, rounded down, and wrong matches, rounded up. */
static void compare(eval *e, const char *path, double recall, double wrong)
{
    char name[256], pinned_name[256];
    double pinned_recall, pinned_wrong;
    if (!e->pinned) {
        return;
    }
    const char *slash = strrchr(path, '/');
    snprintf(name, sizeof name, "%s%s", slash ? slash + 1 : path, e->by_stems ? "+stems" : "");
    rewind(e->pinned);
    while (fscanf(e->pinned, "%255s %lf %lf", pinned_name, &pinned_recall, &pinned_wrong) == 3) {
        if (strcmp(name, pinned_name) == 0) {
            bool is_worse = recall < pinned_recall || wrong > pinned_wrong;
            if (is_worse) {
                printf("worse than the pinned recall of %.2f %% with %.2f wrong\n", pinned_recall, pinned_wrong);
            }
            e->is_worse |= is_worse;
            return;
        }
    }
    die("no figures are pinned for ", name);
}

/* ---- lemmas ---- */

static bool has_letter(tol_str s)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t cp = tol_utf8_next(s, &i);
        if (cp >= 0xC0 || (cp | 0x20) - 'a' < 26) {
            return true;
        }
    }
    return false;
}

static void take_gold(eval *e, char *line, tol_map *seen)
{
    static const char *const asked[] = {"NOUN", "ADJ", "PROPN"};
    char *fields[10] = {strtok(line, "\t")};
    for (size_t i = 1; i < 10; i++) {
        fields[i] = strtok(NULL, "\t\n");
    }
    if (!fields[9] || strpbrk(fields[0], "-.")) {
        return;
    }
    gold_token one = {.upos = tol_arena_copy(&e->arena, tol_str_of(fields[3])).ptr};
    for (size_t i = 0; i < 3; i++) {
        one.is_asked |= strcmp(fields[3], asked[i]) == 0 && has_letter(tol_str_of(fields[2]));
    }
    bool is_new = false;
    if (one.is_asked && tol_map_put(seen, tol_str_of(fields[2]), &is_new) && is_new) {
        e->terms = tol_mem_grow(e->terms, &e->cap_terms, e->n_terms + 1, sizeof *e->terms);
        e->terms[e->n_terms++] = make_pattern(e, tol_str_of(fields[2]), true);
    }
    tol_tokens lemma;
    tol_error err = {0};
    check(tol_analyse(e->analyser, tol_str_of(fields[2]), NULL, 0, &e->arena, &lemma, &err), &err);
    one.lemma = folded(e, &lemma);
    one.form.text = tol_arena_copy(&e->arena, tol_str_of(fields[1]));
    e->gold = tol_mem_grow(e->gold, &e->cap_gold, e->n_gold + 1, sizeof *e->gold);
    e->gold[e->n_gold++] = one;
}

static void read_gold(eval *e, const char *path)
{
    static char line[LINE_BYTES];
    tol_map seen = TOL_MAP_INIT;
    FILE *in = open_file(e, path);
    while (fgets(line, sizeof line, in)) {
        if (*line != '#' && *line != '\n') {
            take_gold(e, line, &seen);
        }
    }
    fclose(in);
    tol_map_release(&seen);
    e->term_lemmas = tol_arena_calloc(&e->arena, e->n_terms, sizeof *e->term_lemmas);
    for (size_t i = 0; i < e->n_terms; i++) {
        e->term_lemmas[i] = folded(e, &e->terms[i].tokens);
    }
}

static void judge_gold(eval *e, gold_token *token)
{
    bool is_found = false;
    token->form = make_pattern(e, token->form.text, false);
    for (size_t i = 0; i < e->n_terms; i++) {
        if (!patterns_fit(e, &e->terms[i], &token->form)) {
            continue;
        }
        if (tol_str_equal(e->term_lemmas[i], token->lemma)) {
            is_found = true;
            continue;
        }
        e->n_wrong++;
        if (e->lists) {
            printf("wrong\t%s\t%.*s\t%.*s\t(%.*s)\n", token->upos, TOL_ARG(token->form.text), TOL_ARG(e->terms[i].text),
                   TOL_ARG(token->lemma));
        }
    }
    e->n_asked += token->is_asked;
    e->n_found += token->is_asked && is_found;
    if (e->lists && token->is_asked && !is_found) {
        printf("missed\t%s\t%.*s\t%.*s\n", token->upos, TOL_ARG(token->form.text), TOL_ARG(token->lemma));
    }
}

static void eval_lemmas(eval *e, const char *path)
{
    read_gold(e, path);
    for (size_t i = 0; i < e->n_gold; i++) {
        judge_gold(e, &e->gold[i]);
    }
    double recall = 100.0 * (double)e->n_found / (double)e->n_asked;
    double wrong = 1000.0 * (double)e->n_wrong / (double)e->n_gold;
    printf("lemmas: %zu tokens, %zu terms, %zu of %zu found: recall %.2f %%, %.2f wrong per 1,000 tokens\n", e->n_gold,
           e->n_terms, e->n_found, e->n_asked, recall, wrong);
    compare(e, path, recall, wrong);
}

/* ---- tables ---- */

/* A form of a table and the row it stands in. */
typedef struct table_form {
    pattern form;
    size_t row;
} table_form;

typedef struct table {
    table_form *forms;
    size_t n, cap;
} table;

static void take_row(eval *e, table *t, char *line)
{
    char *forms = strchr(line, '\t');
    if (!forms) {
        die("no tab in the row ", line);
    }
    *forms++ = '\0';
    e->terms = tol_mem_grow(e->terms, &e->cap_terms, e->n_terms + 1, sizeof *e->terms);
    e->terms[e->n_terms++] = make_pattern(e, tol_str_of(line), true);
    for (char *form = strtok(forms, "|\n"); form; form = strtok(NULL, "|\n")) {
        t->forms = tol_mem_grow(t->forms, &t->cap, t->n + 1, sizeof *t->forms);
        t->forms[t->n++] = (table_form){{.text = tol_arena_copy(&e->arena, tol_str_of(form))}, e->n_terms - 1};
    }
}

static void judge_form(eval *e, const table_form *one)
{
    for (size_t i = 0; i < e->n_terms; i++) {
        bool fits = patterns_fit(e, &e->terms[i], &one->form), is_own = i == one->row;
        e->n_found += fits && is_own;
        e->n_wrong += fits && !is_own;
        if (e->lists && fits != is_own) {
            printf("%s\t%.*s\t%.*s\n", fits ? "wrong" : "missed", TOL_ARG(e->terms[i].text), TOL_ARG(one->form.text));
        }
    }
}

static void eval_forms(eval *e, const char *path)
{
    static char line[LINE_BYTES];
    table t = {NULL, 0, 0};
    FILE *in = open_file(e, path);
    e->n_terms = e->n_found = e->n_wrong = 0;
    while (fgets(line, sizeof line, in)) {
        if (*line != '#' && *line != '\n') {
            take_row(e, &t, line);
        }
    }
    fclose(in);
    for (size_t i = 0; i < t.n; i++) {
        t.forms[i].form = make_pattern(e, t.forms[i].form.text, false);
        judge_form(e, &t.forms[i]);
    }
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    double recall = 100.0 * (double)e->n_found / (double)t.n;
    printf("%s: %zu terms, %zu of %zu forms found: recall %.2f %%, %zu wrong\n", name, e->n_terms, e->n_found, t.n,
           recall, e->n_wrong);
    compare(e, path, recall, (double)e->n_wrong);
    tol_mem_free(t.forms);
}

static int usage(void)
{
    die("usage: eval_terms [--english] [--keys] [--no-dictionary] [--list] [--pinned FILE] lemmas|forms FILE...", "");
    return 2;
}

/* The options; the first argument behind them. */
static int take_options(eval *e, int argc, char **argv, tol_str *lang)
{
    int i = 1;
    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        e->lists |= strcmp(argv[i], "--list") == 0;
        e->by_keys |= strcmp(argv[i], "--keys") == 0;
        e->by_stems |= strcmp(argv[i], "--no-dictionary") == 0;
        *lang = strcmp(argv[i], "--english") == 0 ? TOL_LIT("en") : *lang;
        if (strcmp(argv[i], "--pinned") == 0 && i + 1 < argc) {
            e->pinned = fopen(argv[++i], "r");
        }
    }
    return i;
}

int main(int argc, char **argv)
{
    eval e = {.arena = TOL_ARENA_INIT};
    tol_morph_opt opt = TOL_MORPH_OPT_INIT;
    tol_error err = {0};
    tol_str lang = TOL_LIT("ru");
    int i = take_options(&e, argc, argv, &lang);
    if (argc - i < 2) {
        return usage();
    }
    opt.dictionaries = e.by_stems ? "" : NULL;
    check(tol_analyser_new(lang, &e.analyser, &err), &err);
    check(tol_morph_new(lang, &opt, &e.morph, &err), &err);
    bool is_skipped = e.pinned && !e.by_stems && !tol_morph_dictionary(e.morph);
    for (int file = i + 1; file < argc && !is_skipped; file++) {
        (strcmp(argv[i], "lemmas") == 0 ? eval_lemmas : eval_forms)(&e, argv[file]);
    }
    if (e.pinned) {
        fclose(e.pinned);
    }
    tol_mem_free(e.terms);
    tol_mem_free(e.gold);
    tol_morph_free(e.morph);
    tol_analyser_free(e.analyser);
    tol_arena_release(&e.arena);
    return is_skipped ? 77 : e.is_worse;
}
