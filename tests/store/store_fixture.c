#include "store/store_fixture.h"

#include "support/check.h"
#include "support/fixture.h"

int store_setup(void **state)
{
    tol_error err;
    store_fixture *bank = calloc(1, sizeof *bank);
    bank->dir = tol_temp_dir_new();
    bank->path = tol_path_join(bank->dir, "bank.db");
    assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_CREATE, NULL, &bank->store, &err), &err);
    *state = bank;
    return 0;
}

int store_teardown(void **state)
{
    store_fixture *bank = *state;
    tol_store_close(bank->store);
    tol_temp_dir_free(bank->dir);
    free(bank->path);
    free(bank);
    return 0;
}

void store_reopen(store_fixture *bank, tol_open_mode mode)
{
    tol_error err;
    tol_store_close(bank->store);
    assert_status(TOL_OK, tol_store_open(bank->path, mode, NULL, &bank->store, &err), &err);
}

void plain_unit_init(plain_unit *unit, const char *tuid, const char *ru, const char *en)
{
    *unit = (plain_unit){
        .variants = {{.lang = TOL_LIT("ru"), .text = tol_str_of(ru)}, {.lang = TOL_LIT("en"), .text = tol_str_of(en)}}};
    unit->unit = (tol_unit){.tuid = tol_str_of(tuid), .variants = unit->variants, .n_variants = 2};
}

tol_import_report store_add(tol_store *store, const char *memory, const tol_unit *unit, tol_on_duplicate policy,
                            int64_t *id)
{
    tol_error err;
    tol_import *import;
    tol_import_report report;
    assert_status(TOL_OK, tol_import_begin(store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_unit(import, tol_str_of(memory), unit, policy, &report, id, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    return report;
}

void store_add_random(tol_store *store, const char *memory, tol_rng *rng, size_t n)
{
    tol_error err;
    tol_import *import;
    tol_arena arena = TOL_ARENA_INIT;
    assert_status(TOL_OK, tol_import_begin(store, &import, &err), &err);
    for (size_t i = 0; i < n; i++) {
        tol_arena_reset(&arena);
        tol_unit *unit = random_unit(rng, &arena);
        assert_status(TOL_OK, tol_import_unit(import, tol_str_of(memory), unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err),
                      &err);
    }
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    tol_arena_release(&arena);
}

/* ---- random units ---- */

static tol_str pick(tol_rng *rng, const char *const *words, uint32_t n)
{
    return tol_str_of(words[tol_rng_below(rng, n)]);
}
#define PICK(rng, words) pick(rng, words, sizeof words / sizeof words[0])

/* A few words; also empty, with spaces at its ends, with characters beyond the BMP and with a NUL. */
static tol_str random_text(tol_rng *rng, tol_arena *arena)
{
    static const char *const words[] = {
        "Утвердить", "указания", "тов.",         "Зорину",   "ответ", "ООН",     "и",    "Affirm",
        "the",       "Cde.",     "Zorin",        "U[nited]", "61",    "1 234,5", "ёлка", "\xF0\x9F\x8C\xB2",
        "%s",        "<f0>",     "http://a.b/c", " ",        "«»"};
    char text[512];
    size_t len = 0;
    uint32_t n = tol_rng_below(rng, 7);
    for (uint32_t i = 0; i < n; i++) {
        tol_str word = PICK(rng, words);
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s", i ? " " : "", TOL_ARG(word));
    }
    if (tol_rng_below(rng, 50) == 0) {
        text[len++] = '\0';
    }
    return tol_arena_copy(arena, (tol_str){text, len});
}

static tol_attrs random_attrs(tol_rng *rng, tol_arena *arena)
{
    static const char *const names[] = {"creationdate", "changedate", "creationid", "t5:n", "usagecount", "segtype"};
    static const char *const values[] = {"20261025T120000Z",
                                         "20261025T120000",
                                         "19690101T000000Z",
                                         "00010101T000000Z",
                                         "99991231T235959Z",
                                         "20261025T240000Z",
                                         "",
                                         "ПЕТРОВ",
                                         "DOMAIN\\user",
                                         "0"};
    tol_attrs attrs = {tol_arena_calloc(arena, 6, sizeof(tol_attr)), 0};
    for (size_t i = 0; i < 6; i++) {
        if (tol_rng_below(rng, 3) == 0) {
            attrs.items[attrs.n++] = (tol_attr){tol_str_of(names[i]), PICK(rng, values)};
        }
    }
    return attrs;
}

static tol_infos random_infos(tol_rng *rng, tol_arena *arena)
{
    static const char *const types[] = {"x-origin", "prev", "x-context", "client", "file"};
    tol_infos infos = {tol_arena_calloc(arena, 3, sizeof(tol_info)), tol_rng_below(rng, 4)};
    for (size_t i = 0; i < infos.n; i++) {
        tol_info *info = &infos.items[i];
        info->kind = tol_rng_below(rng, 3) ? TOL_PROP : TOL_NOTE;
        info->text = random_text(rng, arena);
        info->attrs.items = tol_arena_calloc(arena, 2, sizeof(tol_attr));
        if (info->kind == TOL_PROP && tol_rng_below(rng, 9)) {
            info->attrs.items[info->attrs.n++] = (tol_attr){TOL_LIT("type"), PICK(rng, types)};
        }
        if (tol_rng_below(rng, 4) == 0) {
            info->attrs.items[info->attrs.n++] = (tol_attr){TOL_LIT("xml:lang"), TOL_LIT("ru")};
        }
    }
    return infos;
}

/* Places of runs: the beginning, an end of a word, the end. */
static size_t random_place(tol_rng *rng, tol_str text, size_t from)
{
    for (size_t at = from; at < text.len; at++) {
        if (text.ptr[at] == ' ' && tol_rng_below(rng, 3) == 0) {
            return at;
        }
    }
    return tol_rng_below(rng, 2) ? from : text.len;
}

static void add_random_runs(tol_rng *rng, tol_arena *arena, tol_variant *variant)
{
    size_t n = tol_rng_below(rng, 3), at = 0;
    variant->runs = tol_arena_calloc(arena, n * 3, sizeof(tol_run));
    for (size_t i = 0; i < n; i++) {
        tol_inline elem = (tol_inline)tol_rng_below(rng, TOL_FOREIGN + 1);
        bool has_text = elem == TOL_HI || elem == TOL_FOREIGN;
        tol_str name = elem == TOL_FOREIGN ? TOL_LIT("tei:name") : TOL_STR_NULL;
        at = random_place(rng, variant->text, at);
        variant->runs[variant->n_runs++] =
            (tol_run){TOL_RUN_OPEN, elem, at, name, TOL_STR_NULL, random_attrs(rng, arena)};
        if (!has_text) {
            variant->runs[variant->n_runs++] =
                (tol_run){.kind = TOL_RUN_CODE, .elem = elem, .at = at, .code = random_text(rng, arena)};
        }
        at = has_text ? random_place(rng, variant->text, at) : at;
        variant->runs[variant->n_runs++] = (tol_run){.kind = TOL_RUN_CLOSE, .elem = elem, .at = at, .name = name};
    }
}

tol_unit *random_unit(tol_rng *rng, tol_arena *arena)
{
    static const char *const langs[] = {"ru", "RU-ru", "en", "en_US", "EN-GB", "de", "x-klingon", "---", "", "zh-Hant"};
    static const char *const tuids[] = {"1", "2", "3", "", "ключ"};
    tol_unit *unit = tol_arena_calloc(arena, 1, sizeof *unit);
    unit->tuid = tol_rng_below(rng, 2) ? PICK(rng, tuids) : TOL_STR_NULL;
    unit->attrs = random_attrs(rng, arena);
    unit->infos = random_infos(rng, arena);
    unit->n_variants = 1 + tol_rng_below(rng, 4);
    unit->variants = tol_arena_calloc(arena, unit->n_variants, sizeof *unit->variants);
    for (size_t i = 0; i < unit->n_variants; i++) {
        tol_variant *variant = &unit->variants[i];
        variant->lang = tol_rng_below(rng, 20) ? PICK(rng, langs) : TOL_STR_NULL;
        variant->text = random_text(rng, arena);
        add_random_runs(rng, arena, variant);
        if (tol_rng_below(rng, 3) == 0) {
            variant->attrs = random_attrs(rng, arena);
            variant->infos = random_infos(rng, arena);
        }
    }
    return unit;
}

/* ---- descriptions ---- */

/* Absent and empty are told apart, and no string can be taken for two. */
static void describe_str(tol_buf *out, tol_str s)
{
    if (s.ptr) {
        tol_buf_printf(out, " %zu:", s.len);
        tol_buf_add(out, s);
    } else {
        tol_buf_add(out, TOL_LIT(" -"));
    }
}

static void describe_attrs(tol_buf *out, const tol_attrs *attrs)
{
    tol_buf_printf(out, " attrs %zu", attrs->n);
    for (size_t i = 0; i < attrs->n; i++) {
        describe_str(out, attrs->items[i].name);
        describe_str(out, attrs->items[i].value);
    }
}

static void describe_infos(tol_buf *out, const tol_infos *infos)
{
    tol_buf_printf(out, " infos %zu", infos->n);
    for (size_t i = 0; i < infos->n; i++) {
        tol_buf_printf(out, " kind %d", (int)infos->items[i].kind);
        describe_attrs(out, &infos->items[i].attrs);
        describe_str(out, infos->items[i].text);
    }
}

static void describe_variant(tol_buf *out, const tol_variant *variant)
{
    tol_buf_add(out, TOL_LIT("\n  variant"));
    describe_str(out, variant->lang);
    describe_str(out, variant->text);
    describe_attrs(out, &variant->attrs);
    describe_infos(out, &variant->infos);
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        tol_buf_printf(out, "\n    run %d %d %zu", (int)run->kind, (int)run->elem, run->at);
        describe_str(out, run->name);
        describe_str(out, run->code);
        describe_attrs(out, &run->attrs);
    }
}

void describe_unit(tol_buf *out, const tol_unit *unit)
{
    tol_buf_add(out, TOL_LIT("\nunit"));
    describe_str(out, unit->tuid);
    describe_attrs(out, &unit->attrs);
    describe_infos(out, &unit->infos);
    for (size_t i = 0; i < unit->n_variants; i++) {
        describe_variant(out, &unit->variants[i]);
    }
}

static tol_status describe_each(void *user, const tol_unit *unit, tol_error *err)
{
    (void)err;
    tol_buf_printf(user, "\n%lld in \"%.*s\"", (long long)unit->id, TOL_ARG(unit->memory));
    describe_unit(user, unit);
    return TOL_OK;
}

static void describe_categories(tol_buf *out, const tol_category *categories, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        describe_str(out, categories[i].element);
        describe_str(out, categories[i].type);
        describe_str(out, categories[i].text);
        describe_str(out, categories[i].lang);
    }
}

static tol_status describe_concept(void *user, tol_str glossary, const tol_concept *entry, tol_error *err)
{
    (void)err;
    tol_buf_printf(user, "\nconcept %lld in \"%.*s\"", (long long)entry->id, TOL_ARG(glossary));
    describe_str(user, entry->name);
    describe_categories(user, entry->categories, entry->n_categories);
    for (size_t i = 0; i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        tol_buf_printf(user, "\n  term %d", (int)term->status);
        describe_str(user, term->lang);
        describe_str(user, term->text);
        describe_categories(user, term->categories, term->n_categories);
    }
    return TOL_OK;
}

char *describe_bank(tol_store *store)
{
    tol_error err;
    tol_buf out = TOL_BUF_INIT;
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info *infos;
    size_t n;
    assert_status(TOL_OK, tol_memory_list(store, &arena, &infos, &n, &err), &err);
    tol_buf_byte(&out, '\n');
    for (size_t i = 0; i < n; i++) {
        tol_buf_printf(&out, "memory \"%.*s\" %llu units\n", TOL_ARG(infos[i].name),
                       (unsigned long long)infos[i].n_units);
    }
    assert_status(TOL_OK, tol_unit_each(store, NULL, 0, describe_each, &out, &err), &err);
    assert_status(TOL_OK, tol_concept_each(store, TOL_STR_NULL, describe_concept, &out, &err), &err);
    assert_true(tol_buf_ok(&out));
    char *text = malloc(out.len + 1);
    for (size_t i = 0; i <= out.len; i++) {
        text[i] = out.ptr[i] || i == out.len ? out.ptr[i] : '?';
    }
    tol_buf_release(&out);
    tol_arena_release(&arena);
    return text;
}

/* ---- soundness ---- */

static void print_fault(void *user, const tol_diag *diag)
{
    (void)user;
    print_error("%.*s: %.*s\n", TOL_ARG(diag->code), TOL_ARG(diag->message));
}

void assert_sound(tol_store *store)
{
    tol_error err;
    uint64_t n_faults = 0;
    tol_listener listener = {NULL, print_fault, NULL};
    assert_status(TOL_OK, tol_store_verify(store, &listener, &n_faults, &err), &err);
    assert_int_equal(n_faults, 0);
}

uint64_t count_faults(tol_store *store)
{
    tol_error err;
    uint64_t n_faults = 0;
    assert_status(TOL_OK, tol_store_verify(store, NULL, &n_faults, &err), &err);
    return n_faults;
}
