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

/* Two to four variants: languages with and without regions, some twice, some with inline codes, some dated. */
static void add_random_unit(tol_import *import, tol_rng *rng, size_t number)
{
    static const char *const memories[] = {"a", "b", "c"};
    static const char *const langs[] = {"ru", "RU-ru", "en", "en_US", "en-GB", "de"};
    static const char *const dates[] = {"20261001T000000Z", "20261002T000000Z", "no date"};
    static const char *const targets[] = {"one", "two", "one two"};
    char texts[4][512], tuid[32];
    tol_attr kind = {TOL_LIT("type"), TOL_LIT("bold")},
             date = {TOL_LIT("changedate"), tol_str_of(dates[tol_rng_below(rng, 3)])};
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
    }
    unit.attrs = (tol_attrs){&date, tol_rng_below(rng, 2)};
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
