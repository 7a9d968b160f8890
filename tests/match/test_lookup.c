/* Lookups against an oracle that reads every unit, filters, analyses every text anew, subtracts and sorts everything.
 */
#include "match/bank_fixture.h"
#include "support/check.h"
#include "tolmach/lang.h"
#include "tolmach/match.h"

/* ---- the oracle ---- */

typedef struct found {
    tol_score score;
    int final, priority; /* score after penalties */
    int permille;
    bool has_changed;
    int64_t changed;
    const tol_unit *unit;
    size_t source, target;
} found;

typedef struct oracle {
    tol_arena arena;
    tol_analyser *analyser;
    const tol_lookup_opt *opt;
    tol_str query;
    tol_tokens tokens;
    tol_memory_info *memories;
    size_t n_memories;
    found items[8192];
    size_t n;
} oracle;

static bool is_chosen_memory(const oracle *o, tol_str memory)
{
    for (size_t i = 0; i < o->opt->n_memories; i++) {
        if (tol_str_equal(o->opt->memories[i], memory)) {
            return true;
        }
    }
    return o->opt->n_memories == 0;
}

static bool is_excluded(const oracle *o, tol_str memory)
{
    return o->opt->n_excluded && tol_str_equal(o->opt->excluded[0], memory);
}

/* What the bank and the options say of a memory. */
static void rules_of(const oracle *o, tol_str memory, int *penalty, int *priority)
{
    for (size_t i = 0; i < o->n_memories; i++) {
        if (tol_str_equal(o->memories[i].name, memory)) {
            *penalty = o->memories[i].penalty;
            *priority = o->memories[i].priority;
        }
    }
    for (size_t i = 0; i < o->opt->n_overrides; i++) {
        const tol_memory_override *one = &o->opt->overrides[i];
        if (tol_str_equal(one->memory, memory)) {
            *penalty = one->settings.has_penalty ? one->settings.penalty : *penalty;
            *priority = one->settings.has_priority ? one->settings.priority : *priority;
        }
    }
}

/* The score after penalties, and whether the pair is wanted at all. */
static bool judge(const oracle *o, found *one)
{
    const tol_unit *unit = one->unit;
    const tol_variant *source = &unit->variants[one->source], *target = &unit->variants[one->target];
    const tol_penalties *p = &o->opt->penalties;
    int penalty = 0;
    rules_of(o, unit->memory, &penalty, &one->priority);
    penalty += tol_unit_is_machine_translation(unit, source, target) ? p->machine_translation : 0;
    penalty += tol_unit_is_aligned(unit, source, target) ? p->alignment : 0;
    penalty += tol_unit_is_by(unit, source, target, p->trusted, p->n_trusted) ? 0 : p->other_creator;
    one->final = one->score.score > penalty ? one->score.score - penalty : 0;
    return one->final >= o->opt->min_score && tol_unit_filter_passes(&o->opt->filter, unit, source, target);
}

static bool is_very_lang(tol_str lang, tol_str wanted)
{
    char a[TOL_LANG_MAX], b[TOL_LANG_MAX];
    tol_lang_canonical(lang, a);
    tol_lang_canonical(wanted, b);
    return strcmp(a, b) == 0;
}

static void score_variant(oracle *o, const tol_unit *unit, size_t source)
{
    found one = {.unit = unit, .source = source};
    size_t n_tags;
    tol_tokens tokens;
    const tol_variant *variant = &unit->variants[source];
    tol_tag *tags = tol_variant_tags(variant, &o->arena, &n_tags);
    assert_int_equal(tol_analyse(o->analyser, variant->text, tags, n_tags, &o->arena, &tokens, NULL), TOL_OK);
    assert_int_equal(tol_score_tokens(&o->tokens, &tokens, &one.score, NULL), TOL_OK);
    assert_int_equal(tol_char_similarity(o->query, variant->text, &one.permille, NULL), TOL_OK);
    one.has_changed = tol_unit_changed(unit, &one.changed);
    bool very = false;
    for (size_t i = 0; i < unit->n_variants; i++) {
        very = very || (i != source && is_very_lang(unit->variants[i].lang, o->opt->target_lang));
    }
    for (size_t i = 0; i < unit->n_variants && tokens.n && o->tokens.n; i++) {
        bool serves = very ? is_very_lang(unit->variants[i].lang, o->opt->target_lang)
                           : tol_lang_matches(unit->variants[i].lang, o->opt->target_lang);
        one.target = i;
        if (i != source && serves && judge(o, &one)) {
            assert_true(o->n < sizeof o->items / sizeof o->items[0]);
            o->items[o->n++] = one;
        }
    }
}

static tol_status score_unit(void *user, const tol_unit *unit, tol_error *err)
{
    oracle *o = user;
    (void)err;
    unit = tol_unit_copy(&o->arena, unit);
    bool is_searched = is_chosen_memory(o, unit->memory) && !is_excluded(o, unit->memory);
    for (size_t i = 0; is_searched && i < unit->n_variants; i++) {
        if (tol_lang_matches(unit->variants[i].lang, o->opt->source_lang)) {
            score_variant(o, unit, i);
        }
    }
    return TOL_OK;
}

static int by_the_rules(const void *left, const void *right)
{
    const found *a = left, *b = right;
    long long keys[][2] = {{b->final, a->final},
                           {b->priority, a->priority},
                           {b->permille, a->permille},
                           {b->has_changed, a->has_changed},
                           {b->has_changed ? b->changed : 0, a->has_changed ? a->changed : 0},
                           {a->unit->id, b->unit->id},
                           {(long long)a->source, (long long)b->source},
                           {(long long)a->target, (long long)b->target}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return 0;
}

static bool same_texts(const found *a, const found *b)
{
    return tol_str_equal(a->unit->variants[a->source].text, b->unit->variants[b->source].text) &&
           tol_str_equal(a->unit->variants[a->target].text, b->unit->variants[b->target].text);
}

/* The hits in order, each once: what is left in o->items. */
static void find_by_hand(oracle *o, tol_store *store)
{
    o->n = 0;
    assert_int_equal(tol_analyse(o->analyser, o->query, NULL, 0, &o->arena, &o->tokens, NULL), TOL_OK);
    assert_int_equal(tol_memory_list(store, &o->arena, &o->memories, &o->n_memories, NULL), TOL_OK);
    assert_int_equal(tol_unit_each(store, NULL, 0, score_unit, o, NULL), TOL_OK);
    qsort(o->items, o->n, sizeof *o->items, by_the_rules);
    size_t kept = 0;
    for (size_t i = 0; i < o->n && (o->opt->limit == 0 || kept < o->opt->limit); i++) {
        bool is_twin = false;
        for (size_t j = 0; j < kept; j++) {
            is_twin = is_twin || same_texts(&o->items[j], &o->items[i]);
        }
        if (!is_twin) {
            o->items[kept++] = o->items[i];
        }
    }
    o->n = kept;
}

static void compare(const oracle *o, const tol_hits *hits)
{
    assert_int_equal(hits->n, o->n);
    for (size_t i = 0; i < hits->n; i++) {
        const tol_hit *hit = &hits->items[i];
        const found *wanted = &o->items[i];
        uint32_t sum = 0;
        for (size_t k = 0; k < hit->n_edits; k++) {
            sum += hit->edits[k].cost;
        }
        assert_int_equal(hit->unit_id, wanted->unit->id);
        assert_int_equal(hit->score, wanted->final);
        assert_int_equal(hit->base_score, wanted->score.score);
        assert_int_equal(hit->cost, wanted->score.cost);
        assert_int_equal(hit->max_weight, wanted->score.max_weight);
        assert_int_equal(hit->char_permille, wanted->permille);
        assert_int_equal(sum, hit->cost);
        assert_true(tol_str_equal(hit->source, wanted->unit->variants[wanted->source].text));
        assert_true(tol_str_equal(hit->target, wanted->unit->variants[wanted->target].text));
        assert_true(tol_str_equal(hit->memory, wanted->unit->memory));
    }
}

static void look_up_both_ways(bank_fixture *bank, oracle *o, tol_rng *rng, size_t n_queries)
{
    char buffer[512];
    tol_lookup *lookup;
    assert_int_equal(tol_lookup_new(bank->store, o->opt, &lookup, NULL), TOL_OK);
    for (size_t i = 0; i < n_queries; i++) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_hits hits;
        tol_error err;
        o->query = bank_random_text(rng, buffer);
        find_by_hand(o, bank->store);
        assert_status(TOL_OK, tol_lookup_find(lookup, o->query, &arena, &hits, &err), &err);
        compare(o, &hits);
        tol_arena_release(&arena);
        tol_arena_reset(&o->arena);
    }
    tol_lookup_free(lookup);
}

static void every_lookup_equals_the_oracle(void **state)
{
    (void)state;
    static const char *const langs[] = {"ru", "en", "en-US", "EN_gb", "ru-RU"};
    tol_rng rng = tol_rng_new("lookup", 610061);
    oracle *o = calloc(1, sizeof *o);
    for (int round = 0; round < 6; round++) {
        bank_fixture bank;
        bank_open(&bank);
        bank_add_random(&bank, &rng, 120);
        for (int turn = 0; turn < 12; turn++) {
            bank_wishes wishes;
            if (turn > 4) {
                bank_set_memories(&bank, &rng);
            }
            tol_str memories[] = {TOL_LIT("b"), TOL_LIT("a")};
            tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
            opt.source_lang = tol_str_of(langs[tol_rng_below(&rng, 5)]);
            opt.target_lang = tol_str_of(langs[tol_rng_below(&rng, 5)]);
            opt.min_score = (int[]){0, 30, 50, 70, 85, 100}[tol_rng_below(&rng, 6)];
            opt.limit = tol_rng_below(&rng, 7);
            opt.memories = memories;
            opt.n_memories = tol_rng_below(&rng, 3);
            bank_random_wishes(&bank, &rng, &opt, &wishes);
            o->opt = &opt;
            assert_int_equal(tol_analyser_new(opt.source_lang, &o->analyser, NULL), TOL_OK);
            look_up_both_ways(&bank, o, &rng, 10);
            tol_analyser_free(o->analyser);
        }
        bank_close(&bank);
    }
    tol_arena_release(&o->arena);
    free(o);
}

/* ---- what people rely on ---- */

static tol_hits look_up(bank_fixture *bank, tol_arena *arena, const char *text, int min_score)
{
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    tol_lookup *lookup;
    tol_hits hits;
    opt.source_lang = TOL_LIT("ru");
    opt.target_lang = TOL_LIT("en");
    opt.min_score = min_score;
    assert_int_equal(tol_lookup_new(bank->store, &opt, &lookup, NULL), TOL_OK);
    assert_int_equal(tol_lookup_find(lookup, tol_str_of(text), arena, &hits, NULL), TOL_OK);
    tol_lookup_free(lookup);
    return hits;
}

static void ties_go_to_the_newer_and_then_the_older_unit(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    bank_open(&bank);
    int64_t first = bank_add(&bank, "a", "Вернуть.", "Return it.", NULL);
    int64_t second = bank_add(&bank, "a", "Вернуть.", "Give it back.", NULL);
    int64_t newer = bank_add(&bank, "a", "Вернуть.", "To be returned.", "19621025T000000Z");
    tol_hits hits = look_up(&bank, &arena, "Вернуть.", 70);
    assert_int_equal(hits.n, 3);
    assert_int_equal(hits.items[0].unit_id, newer);
    assert_int_equal(hits.items[1].unit_id, first);
    assert_int_equal(hits.items[2].unit_id, second);
    tol_arena_release(&arena);
    bank_close(&bank);
}

static void same_pair_in_several_memories_is_one_hit(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    bank_open(&bank);
    int64_t first = bank_add(&bank, "one", "Вернуть.", "Return it.", NULL);
    int64_t other = bank_add(&bank, "two", "Вернуть.", "Return it.", NULL);
    tol_hits hits = look_up(&bank, &arena, "Вернуть.", 70);
    assert_int_equal(hits.n, 1);
    assert_int_equal(hits.items[0].unit_id, first);
    assert_int_equal(hits.items[0].n_twins, 1);
    assert_int_equal(hits.items[0].twins[0].unit_id, other);
    assert_str(hits.items[0].twins[0].memory, "two");
    tol_arena_release(&arena);
    bank_close(&bank);
}

static void penalties_hold_hits_back_and_are_told(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_settings settings = {.has_penalty = true, .penalty = 25};
    bank_open(&bank);
    int64_t exact = bank_add(&bank, "rough", "Вернуть.", "Return it.", NULL);
    int64_t near = bank_add(&bank, "fine", "Вернуть!", "Return it!", NULL);
    assert_int_equal(tol_memory_set(bank.store, TOL_LIT("rough"), &settings, NULL), TOL_OK);
    tol_hits hits = look_up(&bank, &arena, "Вернуть.", 70);
    assert_int_equal(hits.n, 2);
    assert_int_equal(hits.items[0].unit_id, near);
    assert_int_equal(hits.items[0].score, 80);
    assert_int_equal(hits.items[1].unit_id, exact);
    assert_int_equal(hits.items[1].score, 75);
    assert_int_equal(hits.items[1].base_score, 100);
    assert_int_equal(hits.items[1].penalties[TOL_PENALTY_MEMORY], 25);
    assert_int_equal(look_up(&bank, &arena, "Вернуть.", 76).n, 1);
    tol_arena_release(&arena);
    bank_close(&bank);
}

static void priorities_come_before_similarity(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_settings settings = {.has_priority = true, .priority = 1};
    bank_open(&bank);
    int64_t alike = bank_add(&bank, "a", "Вернуть!", "Return it!", NULL);
    int64_t other = bank_add(&bank, "b", "Вернуть …", "Return it …", NULL);
    assert_int_equal(look_up(&bank, &arena, "Вернуть.", 70).items[0].unit_id, alike);
    assert_int_equal(tol_memory_set(bank.store, TOL_LIT("b"), &settings, NULL), TOL_OK);
    assert_int_equal(look_up(&bank, &arena, "Вернуть.", 70).items[0].unit_id, other);
    tol_arena_release(&arena);
    bank_close(&bank);
}

static void open_lookups_follow_the_settings_of_memories(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    tol_lookup *lookup;
    tol_hits hits;
    tol_str excluded = TOL_LIT("secret");
    tol_memory_settings settings = {.has_penalty = true, .penalty = 40};
    bank_open(&bank);
    bank_add(&bank, "secret", "Вернуть.", "Return it.", NULL);
    opt.source_lang = TOL_LIT("ru");
    opt.target_lang = TOL_LIT("en");
    opt.excluded = &excluded;
    opt.n_excluded = 1;
    assert_int_equal(tol_lookup_new(bank.store, &opt, &lookup, NULL), TOL_OK);
    assert_int_equal(tol_lookup_find(lookup, TOL_LIT("Вернуть."), &arena, &hits, NULL), TOL_OK);
    assert_int_equal(hits.n, 0);
    bank_add(&bank, "open", "Вернуть.", "Return it.", NULL);
    assert_int_equal(tol_lookup_find(lookup, TOL_LIT("Вернуть."), &arena, &hits, NULL), TOL_OK);
    assert_int_equal(hits.n, 1);
    assert_str(hits.items[0].memory, "open");
    assert_int_equal(tol_memory_set(bank.store, TOL_LIT("open"), &settings, NULL), TOL_OK);
    assert_int_equal(tol_lookup_find(lookup, TOL_LIT("Вернуть."), &arena, &hits, NULL), TOL_OK);
    assert_int_equal(hits.n, 0);
    tol_lookup_free(lookup);
    tol_arena_release(&arena);
    bank_close(&bank);
}

static void white_space_is_said_not_charged(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    bank_open(&bank);
    bank_add(&bank, "a", "Об ответе  Кеннеди", "On the response to Kennedy", NULL);
    tol_hits hits = look_up(&bank, &arena, "Об ответе Кеннеди", 100);
    assert_int_equal(hits.n, 1);
    assert_true(hits.items[0].white_space_only);
    hits = look_up(&bank, &arena, "Об ответе  Кеннеди", 100);
    assert_false(hits.items[0].white_space_only);
    hits = look_up(&bank, &arena, "Об\xE2\x80\x8B ответе Кеннеди", 100); /* a zero-width space */
    assert_int_equal(hits.n, 1);
    assert_true(hits.items[0].white_space_only);
    hits = look_up(&bank, &arena, "Об ответе Кен неди", 1); /* other words, so other tokens */
    assert_int_equal(hits.n, 1);
    assert_false(hits.items[0].white_space_only);
    tol_arena_release(&arena);
    bank_close(&bank);
}

/* A lookup that has its dictionary already must see units with new words. */
static void units_added_later_are_found(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    tol_lookup *lookup;
    tol_hits hits;
    opt.source_lang = TOL_LIT("ru");
    opt.target_lang = TOL_LIT("en");
    bank_open(&bank);
    bank_add(&bank, "a", "Хрущев", "Khrushchev", NULL);
    assert_int_equal(tol_lookup_new(bank.store, &opt, &lookup, NULL), TOL_OK);
    assert_int_equal(tol_lookup_find(lookup, TOL_LIT("Вернуть."), &arena, &hits, NULL), TOL_OK);
    assert_int_equal(hits.n, 0);
    bank_add(&bank, "a", "Вернуть.", "Return it.", NULL);
    assert_int_equal(tol_lookup_find(lookup, TOL_LIT("Вернуть."), &arena, &hits, NULL), TOL_OK);
    assert_int_equal(hits.n, 1);
    tol_lookup_free(lookup);
    tol_arena_release(&arena);
    bank_close(&bank);
}

static void bad_requests_are_refused(void **state)
{
    (void)state;
    bank_fixture bank;
    tol_arena arena = TOL_ARENA_INIT;
    tol_lookup *lookup;
    tol_hits hits;
    tol_error err;
    tol_str nowhere = TOL_LIT("nowhere");
    bank_open(&bank);
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    assert_status(TOL_EINVAL, tol_lookup_new(bank.store, &opt, &lookup, &err), &err);
    opt.source_lang = TOL_LIT("ru");
    opt.target_lang = TOL_LIT("en");
    opt.min_score = TOL_SCORE_MAX + 1;
    assert_status(TOL_EINVAL, tol_lookup_new(bank.store, &opt, &lookup, &err), &err);
    opt.min_score = 70;
    opt.memories = &nowhere;
    opt.n_memories = 1;
    assert_status(TOL_ENOTFOUND, tol_lookup_new(bank.store, &opt, &lookup, &err), &err);
    opt.n_memories = 0;
    tol_memory_override override = {nowhere, {.has_penalty = true, .penalty = 101}};
    opt.overrides = &override;
    opt.n_overrides = 1;
    assert_status(TOL_EINVAL, tol_lookup_new(bank.store, &opt, &lookup, &err), &err);
    override.settings.penalty = 1;
    assert_status(TOL_ENOTFOUND, tol_lookup_new(bank.store, &opt, &lookup, &err), &err);
    opt.n_overrides = 0;
    opt.penalties.alignment = -1;
    assert_status(TOL_EINVAL, tol_lookup_new(bank.store, &opt, &lookup, &err), &err);
    opt.penalties.alignment = 0;
    assert_status(TOL_OK, tol_lookup_new(bank.store, &opt, &lookup, &err), &err);
    assert_status(TOL_EINVAL, tol_lookup_find(lookup, TOL_LIT("\xFF"), &arena, &hits, &err), &err);
    tol_lookup_free(lookup);
    tol_arena_release(&arena);
    bank_close(&bank);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lookup_equals_the_oracle),
        cmocka_unit_test(ties_go_to_the_newer_and_then_the_older_unit),
        cmocka_unit_test(same_pair_in_several_memories_is_one_hit),
        cmocka_unit_test(penalties_hold_hits_back_and_are_told),
        cmocka_unit_test(priorities_come_before_similarity),
        cmocka_unit_test(open_lookups_follow_the_settings_of_memories),
        cmocka_unit_test(white_space_is_said_not_charged),
        cmocka_unit_test(units_added_later_are_found),
        cmocka_unit_test(bad_requests_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
