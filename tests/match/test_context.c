/* Matches in their context: what each tool writes beside a unit, the order of files, and documents at random. */
#include "match/bank_fixture.h"
#include "model/segment_text.h"
#include "support/check.h"
#include "support/fixture.h"
#include "support/torture.h"
#include "tolmach/match.h"

#define HEAD                                                                                                           \
    "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"block\" o-tmf=\"t\""          \
    " adminlang=\"en\" srclang=\"ru\" datatype=\"xml\"/><body>"
#define TAIL "</body></tmx>"
/* A unit of a source and a target, with props of the unit and of the source variant. */
#define UNIT(props, source_props, source, target)                                                                      \
    "<tu>" props "<tuv xml:lang=\"ru\">" source_props "<seg>" source "</seg></tuv><tuv xml:lang=\"en\"><seg>" target   \
    "</seg></tuv></tu>"
#define PROP(type, text) "<prop type=\"" type "\">" text "</prop>"

static void import_text(bank_fixture *bank, const char *tmx)
{
    tol_error err;
    tol_import *import;
    char *path = tol_path_join(bank->dir, "document.tmx");
    tol_file_write(path, tol_str_of(tmx));
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, path, TOL_LIT("m"), TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    free(path);
}

/* All hits with cost 0, through the index or by the scan. */
static tol_hits find_all(bank_fixture *bank, const char *from, const char *to, const tol_query *query, bool exhaustive,
                         tol_arena *arena)
{
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    tol_lookup *lookup;
    tol_hits hits;
    tol_error err;
    opt.source_lang = tol_str_of(from);
    opt.target_lang = tol_str_of(to);
    opt.min_score = 100;
    opt.limit = 0;
    opt.exhaustive = exhaustive;
    assert_status(TOL_OK, tol_lookup_new(bank->store, &opt, &lookup, &err), &err);
    assert_status(TOL_OK, tol_lookup_find_in_context(lookup, query, arena, &hits, &err), &err);
    tol_lookup_free(lookup);
    return hits;
}

/* The context of the first hit, whose score agrees with it. */
static tol_context context_between(bank_fixture *bank, const char *from, const char *prev, const char *text,
                                   const char *next)
{
    tol_arena arena = TOL_ARENA_INIT;
    const tol_query query = {tol_str_of(text), tol_str_of(prev), tol_str_of(next), NULL, 0};
    tol_hits hits = find_all(bank, from, from[0] == 'r' ? "en" : "ru", &query, false, &arena);
    assert_true(hits.n > 0);
    static const int scores[] = {100, 101, 101, 102};
    tol_context context = hits.items[0].context;
    assert_int_equal(hits.items[0].score, scores[context]);
    assert_int_equal(hits.items[0].base_score, scores[context]);
    tol_arena_release(&arena);
    return context;
}

/* ---- props ---- */

static void check_tool(const char *unit)
{
    bank_fixture bank;
    tol_buf file = TOL_BUF_INIT;
    bank_open(&bank);
    tol_buf_printf(&file, "%s%s%s", HEAD, unit, TAIL);
    import_text(&bank, file.ptr);
    assert_int_equal(context_between(&bank, "ru", "Первое.", "Ответ", "Третье."), TOL_CONTEXT_BOTH);
    assert_int_equal(context_between(&bank, "ru", "Первое.", "Ответ", ""), TOL_CONTEXT_PREV);
    assert_int_equal(context_between(&bank, "ru", "", "Ответ", "Третье."), TOL_CONTEXT_NEXT);
    assert_int_equal(context_between(&bank, "ru", "Третье.", "Ответ", "Первое."), TOL_CONTEXT_NONE);
    assert_int_equal(context_between(&bank, "ru", NULL, "Ответ", "Третье."), TOL_CONTEXT_NEXT);
    assert_int_equal(context_between(&bank, "ru", NULL, "Ответ", NULL), TOL_CONTEXT_NONE);
    /* what is said of the source says nothing of the target: there the order counts */
    assert_int_equal(context_between(&bank, "en", "", "Answer", ""), TOL_CONTEXT_BOTH);
    tol_buf_release(&file);
    bank_close(&bank);
}

static void each_tool_names_neighbours_in_its_way(void **state)
{
    (void)state;
    check_tool(UNIT(PROP("prev", "Первое.") PROP("next", "Третье."), "", "Ответ", "Answer"));
    check_tool(UNIT("", PROP("context_prev", "Первое.") PROP("context_next", "Третье."), "Ответ", "Answer"));
    check_tool(UNIT("",
                    PROP("x-context-pre", "&lt;seg&gt;Первое&lt;ph&gt;{1}&lt;/ph&gt;.&lt;/seg&gt;")
                        PROP("x-context-post", "&lt;seg>Третье.&lt;/seg>"),
                    "Ответ", "Answer"));
    check_tool(UNIT(PROP("x-previous-source-text", "<seg>Первое.</seg>") PROP("x-next-source-text", "Третье."), "",
                    "Ответ", "Answer"));
}

static void an_empty_prop_says_that_nothing_stands_there(void **state)
{
    (void)state;
    bank_fixture bank;
    bank_open(&bank);
    import_text(&bank, HEAD UNIT("", "", "Начало", "Start") UNIT(PROP("prev", ""), "", "Ответ", "Answer") TAIL);
    assert_int_equal(context_between(&bank, "ru", "", "Ответ", ""), TOL_CONTEXT_BOTH);
    assert_int_equal(context_between(&bank, "ru", "Начало", "Ответ", "x"), TOL_CONTEXT_NONE);
    assert_int_equal(context_between(&bank, "en", "Start", "Answer", "x"), TOL_CONTEXT_PREV);
    bank_close(&bank);
}

static void trados_names_what_stood_before_on_both_sides(void **state)
{
    (void)state;
    bank_fixture bank;
    bank_open(&bank);
    import_text(&bank, HEAD UNIT(PROP("x-Context", "12345, -678") PROP("x-ContextContent", "Первое. |  | First. | ")
                                     PROP("x-ContextContent", "а || б | PGJwdD4= | a || b | PGJwdD4="),
                                 "", "Ответ", "Answer") TAIL);
    assert_int_equal(context_between(&bank, "ru", "Первое.", "Ответ", "x"), TOL_CONTEXT_PREV);
    assert_int_equal(context_between(&bank, "ru", "а | б", "Ответ", "x"), TOL_CONTEXT_PREV);
    assert_int_equal(context_between(&bank, "ru", "First.", "Ответ", "x"), TOL_CONTEXT_NONE);
    assert_int_equal(context_between(&bank, "en", "First.", "Answer", "x"), TOL_CONTEXT_PREV);
    assert_int_equal(context_between(&bank, "en", "a | b", "Answer", ""), TOL_CONTEXT_BOTH);
    bank_close(&bank);
}

static void props_count_before_the_order(void **state)
{
    (void)state;
    bank_fixture bank;
    bank_open(&bank);
    import_text(&bank, HEAD UNIT("", "", "Первое.", "First.") UNIT(PROP("prev", "Иное."), "", "Ответ", "Answer")
                           UNIT("", "", "Третье.", "Third.") TAIL);
    assert_int_equal(context_between(&bank, "ru", "Первое.", "Ответ", "Третье."), TOL_CONTEXT_NEXT);
    assert_int_equal(context_between(&bank, "ru", "Иное.", "Ответ", "Третье."), TOL_CONTEXT_BOTH);
    bank_close(&bank);
}

/* ---- the order ---- */

static void the_order_of_a_file_is_context_in_both_directions(void **state)
{
    (void)state;
    bank_fixture bank;
    bank_open(&bank);
    import_text(&bank, HEAD UNIT("", "", "Первое <ph>{1}</ph>слово.", "First word.") UNIT("", "", "Ответ", "Answer")
                           UNIT("", "", "Третье.", "Third.") TAIL);
    import_text(&bank, HEAD UNIT("", "", "Другой файл", "Another file") TAIL);
    assert_int_equal(context_between(&bank, "ru", "Первое  слово .", "Ответ", "Третье."), TOL_CONTEXT_BOTH);
    assert_int_equal(context_between(&bank, "ru", "первое слово.", "Ответ", "третье."), TOL_CONTEXT_NONE);
    assert_int_equal(context_between(&bank, "en", "First word.", "Answer", "Third."), TOL_CONTEXT_BOTH);
    assert_int_equal(context_between(&bank, "ru", "Ответ", "Третье.", ""), TOL_CONTEXT_BOTH);
    assert_int_equal(context_between(&bank, "ru", "Ответ", "Третье.", "Другой файл"), TOL_CONTEXT_PREV);
    assert_int_equal(context_between(&bank, "ru", "\xFF", "Третье.", ""), TOL_CONTEXT_NEXT);
    bank_close(&bank);
}

static void documents_of_one_file_are_kept_apart(void **state)
{
    (void)state;
    bank_fixture bank;
    bank_open(&bank);
    import_text(&bank, HEAD UNIT(PROP("x-document", "a.doc"), "", "Первое.", "First.")
                           UNIT(PROP("x-document", "b.doc"), "", "Ответ", "Answer")
                               UNIT(PROP("x-document", "b.doc"), "", "Третье.", "Third.") TAIL);
    assert_int_equal(context_between(&bank, "ru", "Первое.", "Ответ", "Третье."), TOL_CONTEXT_NEXT);
    assert_int_equal(context_between(&bank, "ru", "", "Ответ", "Третье."), TOL_CONTEXT_BOTH);
    bank_close(&bank);
}

static void sides_of_two_places_are_not_put_together(void **state)
{
    (void)state;
    bank_fixture bank;
    bank_open(&bank);
    import_text(&bank, HEAD UNIT("", "", "а", "a") UNIT("", "", "Да", "Yes") UNIT("", "", "б", "b")
                           UNIT("", "", "в", "c") UNIT("", "", "Да", "Yes") UNIT("", "", "г", "d") TAIL);
    assert_int_equal(context_between(&bank, "ru", "а", "Да", "б"), TOL_CONTEXT_BOTH);
    assert_int_equal(context_between(&bank, "ru", "в", "Да", "г"), TOL_CONTEXT_BOTH);
    assert_int_equal(context_between(&bank, "ru", "а", "Да", "г"), TOL_CONTEXT_PREV);
    bank_close(&bank);
}

static void what_is_gone_or_was_never_in_a_file_is_not_known(void **state)
{
    (void)state;
    bank_fixture bank;
    bank_open(&bank);
    import_text(&bank, HEAD UNIT("", "", "а", "a") UNIT("", "", "Да", "Yes") UNIT("", "", "б", "b") TAIL);
    assert_int_equal(tol_unit_delete(bank.store, 1, NULL), TOL_OK);
    assert_int_equal(context_between(&bank, "ru", "а", "Да", "б"), TOL_CONTEXT_NEXT);
    assert_int_equal(context_between(&bank, "ru", "", "Да", "б"), TOL_CONTEXT_NEXT);
    bank_add(&bank, "m", "Нет", "No", NULL);
    bank_add(&bank, "m", "Может быть", "Perhaps", NULL);
    assert_int_equal(context_between(&bank, "ru", "б", "Нет", "Может быть"), TOL_CONTEXT_NONE);
    assert_int_equal(context_between(&bank, "ru", "", "Нет", ""), TOL_CONTEXT_NONE);
    bank_close(&bank);
}

static void context_outweighs_penalties_and_minimum(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    tol_lookup *lookup;
    tol_hits hits;
    tol_memory_settings settings = {.has_penalty = true, .penalty = 1};
    const tol_query query = {TOL_LIT("Да"), TOL_LIT("а"), TOL_LIT("б"), NULL, 0};
    bank_open(&bank);
    import_text(&bank, HEAD UNIT("", "", "а", "a") UNIT("", "", "Да", "Yes") UNIT("", "", "б", "b") TAIL);
    bank_add(&bank, "other", "Да", "Aye", NULL);
    assert_int_equal(tol_memory_set(bank.store, TOL_LIT("m"), &settings, NULL), TOL_OK);
    opt.source_lang = TOL_LIT("ru");
    opt.target_lang = TOL_LIT("en");
    opt.min_score = 101;
    assert_int_equal(tol_lookup_new(bank.store, &opt, &lookup, NULL), TOL_OK);
    assert_int_equal(tol_lookup_find_in_context(lookup, &query, &arena, &hits, NULL), TOL_OK);
    assert_int_equal(hits.n, 1);
    assert_int_equal(hits.items[0].score, 101);
    assert_int_equal(hits.items[0].base_score, 102);
    assert_int_equal(tol_lookup_find(lookup, query.text, &arena, &hits, NULL), TOL_OK);
    assert_int_equal(hits.n, 0);
    tol_lookup_free(lookup);
    tol_arena_release(&arena);
    bank_close(&bank);
}

/* A lookup that failed once must answer the next time, so the same one is tortured all along. */
static tol_status find_once_more(void *user, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_hits hits;
    const tol_query query = {TOL_LIT("Да"), TOL_LIT("а"), TOL_LIT("б б"), NULL, 0};
    tol_status status = tol_lookup_find_in_context(user, &query, &arena, &hits, err);
    if (status == TOL_OK) {
        assert_int_equal(hits.n, 1);
        assert_int_equal(hits.items[0].score, 94); /* 101, less 2 and 5 */
    }
    tol_arena_release(&arena);
    return status;
}

static void lookups_bear_failing_allocations(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_lookup *lookup;
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    tol_str excluded = TOL_LIT("other"), creator = TOL_LIT("nobody");
    tol_field_test test = {TOL_LIT("client"), TOL_FIELD_IS_NOT, TOL_LIT("MFA")};
    tol_memory_override override = {TOL_LIT("m"), {.has_penalty = true, .penalty = 2}};
    bank_open(&bank);
    import_text(&bank, HEAD UNIT("", "", "а", "a") UNIT("", "", "Да", "Yes") UNIT("", "", "б", "b") TAIL);
    bank_add(&bank, "other", "Да", "Aye", NULL);
    opt.source_lang = TOL_LIT("ru");
    opt.target_lang = TOL_LIT("en");
    opt.excluded = &excluded;
    opt.overrides = &override;
    opt.filter.tests = &test;
    opt.n_excluded = opt.n_overrides = opt.filter.n_tests = 1;
    opt.penalties = (tol_penalties){.other_creator = 5, .trusted = &creator, .n_trusted = 1};
    assert_int_equal(tol_lookup_new(bank.store, &opt, &lookup, NULL), TOL_OK);
    tol_torture("lookup", find_once_more, lookup, TOL_OK);
    tol_lookup_free(lookup);
    bank_close(&bank);
}

/* ---- documents at random ---- */

#define SEGMENTS_MAX 40

typedef struct document {
    const char *sources[SEGMENTS_MAX], *targets[SEGMENTS_MAX];
    uint32_t n;
} document;

static const char *const words[] = {"Куба", "ответ", "Зорин", "Да.", "Нет", "61"};

static const char *source_at(const document *d, uint32_t i)
{
    return i < d->n ? d->sources[i] : ""; /* also before the first: i wraps around */
}

static void import_document(bank_fixture *bank, tol_rng *rng, document *d)
{
    static const char *const targets[] = {"one", "two"};
    tol_buf file = TOL_BUF_INIT;
    tol_buf_add(&file, TOL_LIT(HEAD));
    d->n = 1 + tol_rng_below(rng, SEGMENTS_MAX);
    for (uint32_t i = 0; i < d->n; i++) {
        d->sources[i] = words[tol_rng_below(rng, 6)];
        d->targets[i] = targets[tol_rng_below(rng, 2)];
        tol_buf_printf(&file, UNIT("", "", "%s", "%s"), d->sources[i], d->targets[i]);
    }
    tol_buf_add(&file, TOL_LIT(TAIL));
    import_text(bank, file.ptr);
    tol_buf_release(&file);
}

/* The best score of a pair over all its places in all documents; 0 when it is in none. */
static int best_by_hand(const document *documents, size_t n, const tol_query *query, tol_str target)
{
    int best = 0;
    for (size_t k = 0; k < n; k++) {
        const document *d = &documents[k];
        for (uint32_t i = 0; i < d->n; i++) {
            if (tol_str_equal(tol_str_of(d->sources[i]), query->text) &&
                tol_str_equal(tol_str_of(d->targets[i]), target)) {
                int score = 100 + tol_str_equal(tol_str_of(source_at(d, i - 1)), query->prev) +
                            tol_str_equal(tol_str_of(source_at(d, i + 1)), query->next);
                best = score > best ? score : best;
            }
        }
    }
    return best;
}

static const char *random_segment(tol_rng *rng)
{
    uint32_t i = tol_rng_below(rng, 7);
    return i < 6 ? words[i] : "";
}

static void check_random(bank_fixture *bank, tol_rng *rng, const document *documents, size_t n)
{
    tol_arena arena = TOL_ARENA_INIT;
    const tol_query query = {tol_str_of(words[tol_rng_below(rng, 6)]), tol_str_of(random_segment(rng)),
                             tol_str_of(random_segment(rng)), NULL, 0};
    tol_hits fast = find_all(bank, "ru", "en", &query, false, &arena);
    tol_hits slow = find_all(bank, "ru", "en", &query, true, &arena);
    size_t n_wanted = best_by_hand(documents, n, &query, TOL_LIT("one")) > 0 ? 1 : 0;
    n_wanted += best_by_hand(documents, n, &query, TOL_LIT("two")) > 0 ? 1 : 0;
    assert_int_equal(fast.n, n_wanted);
    assert_int_equal(slow.n, n_wanted);
    for (size_t i = 0; i < fast.n; i++) {
        assert_int_equal(fast.items[i].score, best_by_hand(documents, n, &query, fast.items[i].target));
        assert_int_equal(fast.items[i].score, slow.items[i].score);
        assert_int_equal(fast.items[i].unit_id, slow.items[i].unit_id);
        assert_int_equal(fast.items[i].context, slow.items[i].context);
        assert_true(i == 0 || fast.items[i - 1].score >= fast.items[i].score);
    }
    tol_arena_release(&arena);
}

static void any_documents_give_the_context_of_their_places(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("context", 102);
    for (int round = 0; round < 12; round++) {
        bank_fixture bank;
        document documents[4];
        size_t n = 1 + tol_rng_below(&rng, 4);
        bank_open(&bank);
        for (size_t i = 0; i < n; i++) {
            import_document(&bank, &rng, &documents[i]);
        }
        for (int i = 0; i < 40; i++) {
            check_random(&bank, &rng, documents, n);
        }
        bank_close(&bank);
    }
}

/* ---- segments in props ---- */

static void segments_in_props_become_plain_text(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"no segment", "no segment"},
        {"<seg>plain</seg>", "plain"},
        {"<seg/>", ""},
        {"<seg></seg>", ""},
        {"<seg>a &amp; b &lt;c&gt; &#x416;&#1078;</seg>", "a & b <c> Жж"},
        {"<seg>a<bpt i=\"1\">&lt;b&gt;</bpt>b<ept i=\"1\">x<sub>y</sub></ept>c<ph/>d</seg>", "abcd"},
        {"<seg>a <hi type=\"x\">b</hi> c</seg>", "a b c"},
        {"<seg>broken < here & there &nope; &#xD800; &#0;", "broken < here & there &nope; &#xD800; &#0;"},
        {"<seg>open<ph>never closed", "open"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tol_arena arena = TOL_ARENA_INIT;
        assert_str(tol_segment_text_of(tol_str_of(cases[i][0]), &arena), cases[i][1]);
        tol_arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_tool_names_neighbours_in_its_way),
        cmocka_unit_test(an_empty_prop_says_that_nothing_stands_there),
        cmocka_unit_test(trados_names_what_stood_before_on_both_sides),
        cmocka_unit_test(props_count_before_the_order),
        cmocka_unit_test(the_order_of_a_file_is_context_in_both_directions),
        cmocka_unit_test(documents_of_one_file_are_kept_apart),
        cmocka_unit_test(sides_of_two_places_are_not_put_together),
        cmocka_unit_test(what_is_gone_or_was_never_in_a_file_is_not_known),
        cmocka_unit_test(context_outweighs_penalties_and_minimum),
        cmocka_unit_test(lookups_bear_failing_allocations),
        cmocka_unit_test(any_documents_give_the_context_of_their_places),
        cmocka_unit_test(segments_in_props_become_plain_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
