/* The walk through the trie against the plain way: every term is tried at every place. */
#include "support/check.h"
#include "support/fixture.h"
#include "support/rng.h"
#include "terms/all_capitals.h"
#include "terms/lexicon.h"

static const char *const words[] = {"ракета",
                                    "ракеты",
                                    "ракетных",
                                    "установка",
                                    "установок",
                                    "Совет",
                                    "Советом",
                                    "Безопасность",
                                    "Безопасности",
                                    "ООН",
                                    "МИД",
                                    "МИДа",
                                    "мид",
                                    "Хрущев",
                                    "Хрущева",
                                    "тов",
                                    ".",
                                    "1962",
                                    "\"",
                                    "[1]",
                                    "Р-12",
                                    "сообщение",
                                    "сообщений",
                                    "окно",
                                    "окон",
                                    "и",
                                    "Куба",
                                    "кубы",
                                    "[",
                                    "»"};
enum { N_WORDS = sizeof words / sizeof words[0], N_TERMS = 60, MOST = 4000 };

typedef struct plain_term {
    tol_tokens tokens;
    char text[256];
} plain_term;

typedef struct place {
    uint32_t start, end;
    size_t term;
} place;

typedef struct twin {
    tol_arena arena;
    tol_analyser *analyser;
    tol_morph *morph;
    plain_term terms[N_TERMS];
    place places[MOST];
    size_t n;
} twin;

static void make_text(tol_rng *rng, size_t n, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        len += (size_t)snprintf(out + len, size - len, "%s%s", i ? " " : "", words[tol_rng_below(rng, N_WORDS)]);
    }
}

static bool is_mark(const tol_token *token)
{
    return tol_lexicon_is_transparent(token->kind, token->surface);
}

static bool meets(twin *t, const tol_token *word, const tol_token *token)
{
    tol_symbols a, b;
    assert_int_equal(tol_morph_of_term(t->morph, word, &a, NULL), TOL_OK);
    assert_int_equal(tol_morph_of_form(t->morph, token, &b, NULL), TOL_OK);
    return tol_symbols_meet(a, b);
}

static bool fits(twin *t, const tol_token *word, const tol_token *token)
{
    if (word->kind != token->kind) {
        return false;
    }
    if (word->kind != TOL_WORD) {
        return tol_str_equal(word->form, token->form);
    }
    tol_str stem = tol_capitals_stem(token->surface);
    if (tol_capitals_only(word->surface)) {
        return tol_str_equal(word->surface, token->surface) || (stem.len && tol_str_equal(word->surface, stem));
    }
    tol_tokens base = {NULL, 0, 0};
    if (stem.len) {
        assert_int_equal(tol_analyse(t->analyser, stem, NULL, 0, &t->arena, &base, NULL), TOL_OK);
    }
    return meets(t, word, token) || (base.n == 1 && meets(t, word, &base.items[0]));
}

static void add_place(twin *t, uint32_t start, uint32_t end, size_t term)
{
    for (size_t i = 0; i < t->n; i++) {
        if (t->places[i].start == start && t->places[i].end == end && t->places[i].term == term) {
            return;
        }
    }
    assert_true(t->n < MOST);
    t->places[t->n++] = (place){start, end, term};
}

/* Every way in which the rest of a term, from its word `w` on, stands from the token `at` on. */
static void try_term(twin *t, size_t term, size_t w, const tol_tokens *text, size_t start, size_t at)
{
    const tol_tokens *tokens = &t->terms[term].tokens;
    bool has_words = false;
    for (size_t i = 0; i < tokens->n; i++) {
        has_words = has_words || !is_mark(&tokens->items[i]);
    }
    while (has_words && w < tokens->n && is_mark(&tokens->items[w])) {
        w++;
    }
    if (w == tokens->n) {
        add_place(t, text->items[start].start, text->items[at - 1].end, term);
        return;
    }
    for (size_t marks = 0; at + marks < text->n && marks <= 3; marks++) {
        if (fits(t, &tokens->items[w], &text->items[at + marks])) {
            try_term(t, term, w + 1, text, start, at + marks + 1);
        }
        if (at == start || !is_mark(&text->items[at + marks])) {
            break;
        }
    }
}

static int longest_first(const void *a, const void *b)
{
    const place *left = a, *right = b;
    uint32_t n_left = left->end - left->start, n_right = right->end - right->start;
    if (n_left != n_right) {
        return n_left > n_right ? -1 : 1;
    }
    return left->start < right->start ? -1 : left->start > right->start;
}

static bool overlaps(const place *a, const place *b)
{
    return a->start < b->end && b->start < a->end && !(a->start == b->start && a->end == b->end);
}

static void find_plainly(twin *t, const char *line)
{
    tol_tokens text;
    size_t n = 0;
    t->n = 0;
    assert_int_equal(tol_analyse(t->analyser, tol_str_of(line), NULL, 0, &t->arena, &text, NULL), TOL_OK);
    for (size_t term = 0; term < N_TERMS; term++) {
        for (size_t at = 0; at < text.n; at++) {
            try_term(t, term, 0, &text, at, at);
        }
    }
    qsort(t->places, t->n, sizeof *t->places, longest_first);
    for (size_t i = 0; i < t->n; i++) {
        bool is_free = true;
        for (size_t k = 0; k < n; k++) {
            is_free = is_free && !overlaps(&t->places[k], &t->places[i]);
        }
        if (is_free) {
            t->places[n++] = t->places[i];
        }
    }
    t->n = n;
}

static void check_hit(const twin *t, const tol_term_hit *hit, const char *line)
{
    for (size_t i = 0; i < t->n; i++) {
        const place *one = &t->places[i];
        if (one->start == hit->start && one->end == hit->end &&
            tol_str_equal(hit->term, tol_str_of(t->terms[one->term].text))) {
            return;
        }
    }
    print_error("%.*s at %u-%u of %s; by the plain way:\n", TOL_ARG(hit->term), hit->start, hit->end, line);
    for (size_t i = 0; i < t->n; i++) {
        print_error("%s at %u-%u\n", t->terms[t->places[i].term].text, t->places[i].start, t->places[i].end);
    }
    fail();
}

static void open_twin(twin *t, tol_rng *rng, tol_buf *file)
{
    assert_int_equal(tol_analyser_new(TOL_LIT("ru"), &t->analyser, NULL), TOL_OK);
    assert_int_equal(tol_morph_new(TOL_LIT("ru"), NULL, &t->morph, NULL), TOL_OK);
    tol_buf_add(file, TOL_LIT("<?xml version='1.0'?><martif type='TBX-Basic' xml:lang='en'><martifHeader><fileDesc>"
                              "<sourceDesc><p>t</p></sourceDesc></fileDesc></martifHeader><text><body>"));
    for (size_t i = 0; i < N_TERMS; i++) {
        plain_term *term = &t->terms[i];
        bool is_new;
        do {
            make_text(rng, 1 + tol_rng_below(rng, 3), term->text, sizeof term->text);
            is_new = true;
            for (size_t k = 0; k < i; k++) {
                is_new = is_new && strcmp(t->terms[k].text, term->text) != 0;
            }
        } while (!is_new);
        tol_str text = tol_str_of(term->text);
        assert_int_equal(tol_analyse(t->analyser, text, NULL, 0, &t->arena, &term->tokens, NULL), TOL_OK);
        tol_buf_printf(file,
                       "<termEntry id='c%zu'><langSet xml:lang='ru'><tig><term>%s</term></tig></langSet></termEntry>",
                       i, term->text);
    }
    tol_buf_add(file, TOL_LIT("</body></text></martif>"));
}

static tol_store *open_bank(const char *dir, const tol_buf *file)
{
    tol_error err;
    tol_import *import;
    tol_store *store;
    tol_import_report report = {0};
    char *path = tol_path_join(dir, "bank.db"), *tbx = tol_path_join(dir, "g.tbx");
    tol_file_write(tbx, tol_buf_str(file));
    assert_status(TOL_OK, tol_store_open(path, TOL_OPEN_CREATE, NULL, &store, &err), &err);
    assert_status(TOL_OK, tol_import_begin(store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, tbx, TOL_LIT("g"), TOL_DUPLICATE_KEEP, NULL, &report, &err), &err);
    assert_int_equal(report.added, N_TERMS);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    free(path);
    free(tbx);
    return store;
}

static void compare_lines(twin *t, tol_recogniser *recogniser, tol_rng *rng, size_t n_lines)
{
    for (size_t i = 0; i < n_lines; i++) {
        char line[1024];
        tol_term_hit *hits;
        size_t n;
        tol_arena arena = TOL_ARENA_INIT;
        make_text(rng, tol_rng_below(rng, 14), line, sizeof line);
        find_plainly(t, line);
        assert_int_equal(tol_recognise(recogniser, tol_str_of(line), &arena, &hits, &n, NULL), TOL_OK);
        for (size_t k = 0; k < n; k++) {
            check_hit(t, &hits[k], line);
        }
        if (n != t->n) {
            print_error("%zu hits, %zu by the plain way, in %s\n", n, t->n, line);
        }
        assert_int_equal(n, t->n);
        tol_arena_release(&arena);
    }
}

static void walk_finds_what_the_plain_way_finds(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        tol_rng rng = tol_rng_new("terms.recognise_twin", seed);
        tol_buf file = TOL_BUF_INIT;
        tol_recogniser *recogniser;
        char *dir = tol_temp_dir_new();
        twin *t = calloc(1, sizeof *t);
        open_twin(t, &rng, &file);
        tol_store *store = open_bank(dir, &file);
        assert_int_equal(tol_recogniser_new(store, TOL_LIT("ru"), TOL_LIT("en"), &recogniser, NULL), TOL_OK);
        compare_lines(t, recogniser, &rng, 60);
        tol_recogniser_free(recogniser);
        tol_store_close(store);
        tol_analyser_free(t->analyser);
        tol_morph_free(t->morph);
        tol_arena_release(&t->arena);
        tol_buf_release(&file);
        tol_temp_dir_free(dir);
        free(t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(walk_finds_what_the_plain_way_finds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
