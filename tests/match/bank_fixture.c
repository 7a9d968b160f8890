#include "match/bank_fixture.h"

#include "support/check.h"
#include "support/fixture.h"

void bank_open(bank_fixture *bank)
{
    tol_error err;
    bank->dir = tol_temp_dir_new();
    bank->path = tol_path_join(bank->dir, "bank.db");
    assert_status(TOL_OK, tol_store_open(bank->path, TOL_OPEN_CREATE, NULL, &bank->store, &err), &err);
}

void bank_close(bank_fixture *bank)
{
    tol_store_close(bank->store);
    free(bank->path);
    tol_temp_dir_free(bank->dir);
}

static int64_t add_unit(tol_import *import, const char *memory, const tol_unit *unit)
{
    int64_t id = 0;
    tol_error err;
    assert_status(TOL_OK, tol_import_unit(import, tol_str_of(memory), unit, TOL_DUPLICATE_KEEP, NULL, &id, &err), &err);
    return id;
}

int64_t bank_add(bank_fixture *bank, const char *memory, const char *ru, const char *en, const char *changedate)
{
    tol_error err;
    tol_import *import;
    tol_attr date = {TOL_LIT("changedate"), tol_str_of(changedate)};
    tol_variant variants[] = {{.lang = TOL_LIT("ru"), .text = tol_str_of(ru)},
                              {.lang = TOL_LIT("en"), .text = tol_str_of(en)}};
    tol_unit unit = {.variants = variants, .n_variants = 2, .attrs = {&date, changedate ? 1 : 0}};
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    int64_t id = add_unit(import, memory, &unit);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    return id;
}

tol_str bank_random_text(tol_rng *rng, char *buffer)
{
    static const char *const pieces[] = {"Куба", "Кубу", "Кубы", "куба",  "ответ", "ответа",   "Зорину", "Зорин",
                                         "не",   "и",    "61",   "1 234", ".",     ",",        "«",      "»",
                                         "\"",   "тов.", "ООН",  "—",     "[1]",   "U[nited]", "ё",      "е"};
    static const char *const gaps[] = {" ", " ", " ", "", "  ", "\xC2\xA0"};
    uint32_t n = tol_rng_below(rng, 10);
    size_t len = 0;
    buffer[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        len += (size_t)snprintf(buffer + len, 512 - len, "%s%s", i ? gaps[tol_rng_below(rng, 6)] : "",
                                pieces[tol_rng_below(rng, sizeof pieces / sizeof pieces[0])]);
    }
    return (tol_str){buffer, len};
}

static const char *const people[] = {"ivanov", "smith", "MT!"};
static const char *const domains[] = {"Cuba", "Laos"};

/* Some attributes and props of a unit or a variant. */
typedef struct labels {
    tol_attr attrs[2], types[2];
    tol_info infos[2];
    size_t n_attrs, n_infos;
} labels;

static void add_label(labels *l, const char *type, const char *text)
{
    l->types[l->n_infos] = (tol_attr){TOL_LIT("type"), tol_str_of(type)};
    l->infos[l->n_infos] = (tol_info){.kind = TOL_PROP, .attrs = {&l->types[l->n_infos], 1}, .text = tol_str_of(text)};
    l->n_infos++;
}

static void random_labels(tol_rng *rng, labels *l)
{
    static const char *const dates[] = {"20261001T000000Z", "20261002T000000Z", "no date"};
    l->n_attrs = l->n_infos = 0;
    if (tol_rng_below(rng, 2)) {
        l->attrs[l->n_attrs++] = (tol_attr){TOL_LIT("changedate"), tol_str_of(dates[tol_rng_below(rng, 3)])};
    }
    if (tol_rng_below(rng, 4) == 0) {
        l->attrs[l->n_attrs++] = (tol_attr){TOL_LIT("creationid"), tol_str_of(people[tol_rng_below(rng, 3)])};
    }
    if (tol_rng_below(rng, 4) == 0) {
        add_label(l, "domain", domains[tol_rng_below(rng, 2)]);
    }
    if (tol_rng_below(rng, 6) == 0) {
        add_label(l, "x-Origin", tol_rng_below(rng, 2) ? "Alignment" : "MachineTranslation");
    }
}

/* Two to four variants: languages with and without regions, some twice, some with inline codes, some labelled. */
static void add_random_unit(tol_import *import, tol_rng *rng, size_t number)
{
    static const char *const memories[] = {"a", "b", "c"};
    static const char *const langs[] = {"ru", "RU-ru", "en", "en_US", "en-GB", "de"};
    static const char *const targets[] = {"one", "two", "one two"};
    char texts[4][512], tuid[32];
    labels of_unit, of_variants[4];
    tol_attr kind = {TOL_LIT("type"), TOL_LIT("bold")};
    tol_run runs[] = {{.kind = TOL_RUN_OPEN, .elem = TOL_PH, .attrs = {&kind, 1}},
                      {.kind = TOL_RUN_CLOSE, .elem = TOL_PH}};
    tol_variant variants[4] = {{.lang = TOL_LIT("ru")}};
    tol_unit unit = {.variants = variants, .n_variants = 2 + tol_rng_below(rng, 3)};
    for (size_t i = 0; i < unit.n_variants; i++) {
        tol_str text = bank_random_text(rng, texts[i]);
        variants[i].lang = i ? tol_str_of(langs[tol_rng_below(rng, 6)]) : variants[i].lang;
        variants[i].text = i == 0 || tol_rng_below(rng, 3) == 0 ? text : tol_str_of(targets[tol_rng_below(rng, 3)]);
        variants[i].runs = runs;
        variants[i].n_runs = tol_rng_below(rng, 4) == 0 ? 2 : 0;
        random_labels(rng, &of_variants[i]);
        variants[i].attrs = (tol_attrs){of_variants[i].attrs, of_variants[i].n_attrs};
        variants[i].infos = (tol_infos){of_variants[i].infos, of_variants[i].n_infos};
    }
    random_labels(rng, &of_unit);
    unit.attrs = (tol_attrs){of_unit.attrs, of_unit.n_attrs};
    unit.infos = (tol_infos){of_unit.infos, of_unit.n_infos};
    snprintf(tuid, sizeof tuid, "t%zu", number);
    unit.tuid = tol_rng_below(rng, 2) ? tol_str_of(tuid) : TOL_STR_NULL;
    add_unit(import, memories[tol_rng_below(rng, 3)], &unit);
}

void bank_add_random(bank_fixture *bank, tol_rng *rng, size_t n)
{
    tol_error err;
    tol_import *import;
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    for (size_t i = 0; i < n; i++) {
        add_random_unit(import, rng, i);
    }
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
}

static bool has_memory(const bank_fixture *bank, tol_str name)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info info;
    bool has = tol_memory_get(bank->store, name, &arena, &info, NULL) == TOL_OK;
    tol_arena_release(&arena);
    return has;
}

static tol_memory_settings random_settings(tol_rng *rng)
{
    static const int penalties[] = {0, 1, 5, 10, 40, 100};
    return (tol_memory_settings){.has_penalty = tol_rng_below(rng, 2),
                                 .has_priority = tol_rng_below(rng, 2),
                                 .penalty = penalties[tol_rng_below(rng, 6)],
                                 .priority = (int)tol_rng_below(rng, 3) - 1};
}

static void random_filter(tol_rng *rng, tol_unit_filter *filter, bank_wishes *wishes)
{
    tol_filter_date_parse(TOL_LIT("2026-10-02"), &filter->changed_after, NULL);
    filter->changed_before = filter->changed_after;
    filter->has_changed_after = tol_rng_below(rng, 6) == 0;
    filter->has_changed_before = tol_rng_below(rng, 6) == 0;
    wishes->creators[0] = tol_str_of(people[tol_rng_below(rng, 3)]);
    filter->creators = wishes->creators;
    filter->n_creators = tol_rng_below(rng, 6) == 0;
    for (size_t i = 0; i < 2; i++) {
        wishes->tests[i] = (tol_field_test){TOL_LIT("domain"), tol_rng_below(rng, 2) ? TOL_FIELD_IS : TOL_FIELD_IS_NOT,
                                            tol_str_of(domains[tol_rng_below(rng, 2)])};
    }
    filter->tests = wishes->tests;
    filter->n_tests = tol_rng_below(rng, 4) ? 0 : 1 + tol_rng_below(rng, 2);
}

void bank_random_wishes(const bank_fixture *bank, tol_rng *rng, tol_lookup_opt *opt, bank_wishes *wishes)
{
    static const tol_memory_settings none = {.has_penalty = false};
    const tol_str names[] = {TOL_LIT("a"), TOL_LIT("b"), TOL_LIT("c")};
    if (tol_rng_below(rng, 3) == 0) {
        return;
    }
    random_filter(rng, &opt->filter, wishes);
    wishes->excluded[0] = names[tol_rng_below(rng, 3)];
    opt->excluded = wishes->excluded;
    opt->n_excluded = tol_rng_below(rng, 4) == 0 && has_memory(bank, wishes->excluded[0]);
    opt->overrides = wishes->overrides;
    for (size_t i = 0; i < 2; i++) {
        tol_str name = names[tol_rng_below(rng, 3)];
        wishes->overrides[i] = (tol_memory_override){name, tol_rng_below(rng, 2) ? random_settings(rng) : none};
        opt->n_overrides = opt->n_overrides == i && has_memory(bank, name) ? i + 1 : opt->n_overrides;
    }
    wishes->trusted[0] = tol_str_of(people[tol_rng_below(rng, 3)]);
    opt->penalties = (tol_penalties){.machine_translation = (int)tol_rng_below(rng, 2) * 15,
                                     .alignment = (int)tol_rng_below(rng, 2) * 3,
                                     .other_creator = (int)tol_rng_below(rng, 2) * 7,
                                     .trusted = wishes->trusted,
                                     .n_trusted = 1};
}

void bank_set_memories(bank_fixture *bank, tol_rng *rng)
{
    const tol_str names[] = {TOL_LIT("a"), TOL_LIT("b"), TOL_LIT("c")};
    for (size_t i = 0; i < 3; i++) {
        tol_memory_settings settings = random_settings(rng);
        tol_status status = tol_memory_set(bank->store, names[i], &settings, NULL);
        assert_true(status == TOL_OK || status == TOL_ENOTFOUND);
    }
}
