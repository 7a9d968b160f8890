/* Memories and glossaries as things with names; what an export says in its header. */
#include "store/db.h"
#include "store/store_fixture.h"
#include "support/check.h"
#include "support/fixture.h"

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

static int64_t count(tol_store *store, const char *sql)
{
    tol_error err;
    int64_t n = 0;
    tol_error_clear(&err);
    assert_status(TOL_OK, tol_db_number(store, sql, &n, &err), &err);
    return n;
}

static void names_are_checked(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    char longest[202];
    memset(longest, 'x', sizeof longest);
    const tol_str bad[] = {TOL_LIT(""),     TOL_STR_NULL,          TOL_LIT("a\tb"), TOL_LIT("a\x7F"),
                           TOL_LIT("\xFF"), TOL_LIT("a\xC2\x85z"), {longest, 201},  {"a\0b", 3}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_status(TOL_EINVAL, tol_memory_create(bank->store, bad[i], &err), &err);
    }
    assert_status(TOL_OK, tol_memory_create(bank->store, (tol_str){longest, 200}, &err), &err);
    assert_status(TOL_OK, tol_memory_create(bank->store, TOL_LIT("Протокол № 61 «О Кубе»"), &err), &err);
    assert_status(TOL_EEXISTS, tol_memory_create(bank->store, TOL_LIT("Протокол № 61 «О Кубе»"), &err), &err);
    assert_status(TOL_EINVAL, tol_memory_rename(bank->store, (tol_str){longest, 200}, TOL_LIT(""), &err), &err);
}

static void a_memory_is_renamed(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    plain_unit unit;
    int64_t id;
    tol_unit found;
    tol_arena arena = TOL_ARENA_INIT;
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    store_add(bank->store, "a", &unit.unit, TOL_DUPLICATE_KEEP, &id);
    assert_status(TOL_OK, tol_memory_create(bank->store, TOL_LIT("b"), &err), &err);
    assert_status(TOL_EEXISTS, tol_memory_rename(bank->store, TOL_LIT("a"), TOL_LIT("b"), &err), &err);
    assert_status(TOL_ENOTFOUND, tol_memory_rename(bank->store, TOL_LIT("x"), TOL_LIT("y"), &err), &err);
    assert_status(TOL_OK, tol_memory_rename(bank->store, TOL_LIT("a"), TOL_LIT("a"), &err), &err);
    assert_status(TOL_OK, tol_memory_rename(bank->store, TOL_LIT("a"), TOL_LIT("c"), &err), &err);
    assert_status(TOL_OK, tol_unit_get(bank->store, id, &arena, &found, &err), &err);
    assert_str(found.memory, "c");
    assert_str(found.variants[1].text, "Cuba");
    assert_sound(bank->store);
    tol_arena_release(&arena);
}

static void what_is_set_for_a_memory_stays(void **state)
{
    store_fixture *bank = *state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_settings settings = {.has_penalty = true, .penalty = 10};
    tol_memory_info info;
    tol_error err;
    assert_status(TOL_OK, tol_memory_create(bank->store, TOL_LIT("a"), &err), &err);
    assert_status(TOL_OK, tol_memory_set(bank->store, TOL_LIT("a"), &settings, &err), &err);
    settings = (tol_memory_settings){.has_priority = true, .priority = -TOL_PRIORITY_MAX};
    assert_status(TOL_OK, tol_memory_set(bank->store, TOL_LIT("a"), &settings, &err), &err);
    assert_status(TOL_OK, tol_memory_rename(bank->store, TOL_LIT("a"), TOL_LIT("b"), &err), &err);
    store_reopen(bank, TOL_OPEN_WRITE);
    assert_status(TOL_OK, tol_memory_get(bank->store, TOL_LIT("b"), &arena, &info, &err), &err);
    assert_int_equal(info.penalty, 10);
    assert_int_equal(info.priority, -TOL_PRIORITY_MAX);
    assert_status(TOL_ENOTFOUND, tol_memory_set(bank->store, TOL_LIT("a"), &settings, &err), &err);
    settings.priority--;
    assert_status(TOL_EINVAL, tol_memory_set(bank->store, TOL_LIT("b"), &settings, &err), &err);
    settings = (tol_memory_settings){.has_penalty = true, .penalty = TOL_PENALTY_MAX + 1};
    assert_status(TOL_EINVAL, tol_memory_set(bank->store, TOL_LIT("b"), &settings, &err), &err);
    assert_sound(bank->store);
    tol_arena_release(&arena);
}

static void a_deleted_memory_leaves_no_row(void **state)
{
    static const char *const tables[] = {"memory", "origin", "unit", "unit_range", "likeness", "token_rows", "token"};
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("delete", 6);
    tol_error err;
    plain_unit unit;
    plain_unit_init(&unit, "1", "Куба, Куба", "Cuba");
    store_add(bank->store, "kept", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    char *before = describe_bank(bank->store);
    int64_t n_before[7];
    for (size_t i = 0; i < 7; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[i]);
        n_before[i] = count(bank->store, sql);
    }
    store_add_random(bank->store, "gone", &rng, 300);
    assert_status(TOL_OK, tol_memory_delete(bank->store, TOL_LIT("gone"), &err), &err);
    assert_status(TOL_ENOTFOUND, tol_memory_delete(bank->store, TOL_LIT("gone"), &err), &err);
    for (size_t i = 0; i < 7; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[i]);
        assert_int_equal(n_before[i], count(bank->store, sql));
    }
    char *after = describe_bank(bank->store);
    assert_string_equal(before, after);
    assert_sound(bank->store);
    /* the words that went come back with new numbers */
    store_add_random(bank->store, "again", &rng, 100);
    assert_sound(bank->store);
    free(before);
    free(after);
}

static void the_last_memory_takes_the_dictionary_along(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("delete all", 6);
    tol_error err;
    store_add_random(bank->store, "m", &rng, 50);
    assert_status(TOL_OK, tol_memory_delete(bank->store, TOL_LIT("m"), &err), &err);
    assert_int_equal(0, count(bank->store, "SELECT count(*) FROM token"));
    assert_int_equal(0, count(bank->store, "SELECT total(n_tokens) FROM dictionary"));
    store_add_random(bank->store, "m", &rng, 50);
    assert_sound(bank->store);
}

static void a_deleted_unit_is_gone_and_can_come_back(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_unit found;
    tol_arena arena = TOL_ARENA_INIT;
    plain_unit unit;
    int64_t id;
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, &id);
    assert_status(TOL_OK, tol_unit_delete(bank->store, id, &err), &err);
    assert_status(TOL_ENOTFOUND, tol_unit_delete(bank->store, id, &err), &err);
    assert_status(TOL_ENOTFOUND, tol_unit_get(bank->store, id, &arena, &found, &err), &err);
    assert_sound(bank->store);
    assert_int_equal(1, store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_SKIP, &id).added);
    assert_sound(bank->store);
    tol_arena_release(&arena);
}

static void a_list_tells_what_memories_hold(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info *infos;
    size_t n;
    plain_unit unit;
    assert_status(TOL_OK, tol_memory_create(bank->store, TOL_LIT("empty"), &err), &err);
    for (int i = 0; i < 3; i++) {
        char text[16];
        snprintf(text, sizeof text, "Куба %d", i);
        plain_unit_init(&unit, NULL, text, "Cuba");
        unit.variants[0].lang = TOL_LIT("RU_ru");
        unit.variants[1].lang = i ? TOL_LIT("en_US") : TOL_LIT("ru-RU");
        store_add(bank->store, "b", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    }
    assert_status(TOL_OK, tol_memory_list(bank->store, &arena, &infos, &n, &err), &err);
    assert_int_equal(n, 2);
    assert_str(infos[0].name, "b");
    assert_int_equal(infos[0].n_units, 3);
    assert_int_equal(infos[0].n_variants, 6);
    assert_int_equal(infos[0].n_langs, 2);
    assert_str(infos[0].langs[0], "ru-RU");
    assert_int_equal(infos[0].lang_counts[0], 4);
    assert_str(infos[0].langs[1], "en-US");
    assert_null(infos[0].source_lang.ptr);
    assert_null(infos[0].header);
    assert_true(infos[0].created > 1700000000);
    assert_str(infos[1].name, "empty");
    assert_int_equal(infos[1].n_units + infos[1].n_variants + infos[1].n_langs, 0);
    assert_status(TOL_ENOTFOUND, tol_memory_get(bank->store, TOL_LIT("x"), &arena, infos, &err), &err);
    tol_arena_release(&arena);
}

/* ---- headers of exports ---- */

#define HEADER(attributes, inside) "<tmx version=\"1.4\"><header " attributes ">" inside "</header><body>"
#define UNIT(lang, ru, en)                                                                                             \
    "<tu><tuv xml:lang=\"" lang "\"><seg>" ru "</seg></tuv><tuv xml:lang=\"en\"><seg>" en                              \
    "</seg></tuv></tu></body></tmx>"

static void add_file(store_fixture *bank, const char *memory, const char *text)
{
    tol_error err;
    tol_import *import;
    char *path = tol_path_join(bank->dir, "in.tmx");
    tol_file_write(path, tol_str_of(text));
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, path, tol_str_of(memory), TOL_DUPLICATE_KEEP, NULL, NULL, &err),
                  &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    free(path);
}

typedef struct header_copy {
    tol_arena *arena;
    tol_header *header;
} header_copy;

static tol_status copy_header(void *user, const tol_header *header, tol_error *err)
{
    header_copy *copy = user;
    (void)err;
    copy->header = tol_header_copy(copy->arena, header);
    return TOL_OK;
}

/* The header that an export of the memories has, in the arena. */
static tol_header *exported_header(store_fixture *bank, const tol_str *memories, size_t n, const char *profile,
                                   tol_arena *arena)
{
    const tol_write_opt opt = {.format = "tmx", .profile = profile};
    tol_error err;
    header_copy copy = {arena, NULL};
    tol_sink sink = {&copy, copy_header, NULL, NULL};
    char *path = tol_path_join(bank->dir, "out.tmx");
    assert_status(TOL_OK, tol_export_file(bank->store, memories, n, path, &opt, NULL, NULL, &err), &err);
    assert_status(TOL_OK, tol_read_file(path, NULL, &sink, &err), &err);
    assert_non_null(copy.header);
    free(path);
    return copy.header;
}

static void assert_srclang(store_fixture *bank, const char *memory, const char *wanted)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_str name = tol_str_of(memory);
    tol_header *header = exported_header(bank, &name, memory ? 1 : 0, NULL, &arena);
    assert_str(tol_attrs_get(&header->attrs, TOL_LIT("srclang")), wanted);
    tol_arena_release(&arena);
}

static void the_header_of_one_file_is_written_as_it_stood(void **state)
{
    store_fixture *bank = *state;
    tol_arena arena = TOL_ARENA_INIT;
    add_file(bank, "m",
             HEADER("creationtool=\"old\" srclang=\"RU\" gitCommit=\"77\" o-tmf=\"x\"",
                    "<note>n</note><note>n</note><prop type=\"p\">1</prop>") UNIT("ru", "Куба", "Cuba"));
    tol_header *header = exported_header(bank, NULL, 0, "exact", &arena);
    assert_str(tol_attrs_get(&header->attrs, TOL_LIT("creationtool")), "old");
    assert_str(tol_attrs_get(&header->attrs, TOL_LIT("srclang")), "RU");
    assert_str(tol_attrs_get(&header->attrs, TOL_LIT("gitCommit")), "77");
    assert_int_equal(header->infos.n, 3);
    tol_arena_release(&arena);
}

static void headers_of_several_files_are_united(void **state)
{
    store_fixture *bank = *state;
    tol_arena arena = TOL_ARENA_INIT;
    add_file(bank, "a",
             HEADER("creationtool=\"one\" srclang=\"ru\"", "<note>n</note><prop type=\"p\">1</prop>")
                 UNIT("ru", "Куба", "Cuba"));
    add_file(bank, "b",
             HEADER("creationtool=\"two\" srclang=\"ru\"", "<note>n</note><prop type=\"p\">2</prop>")
                 UNIT("ru", "Кубы", "Cuba"));
    tol_header *header = exported_header(bank, NULL, 0, NULL, &arena);
    assert_str(tol_attrs_get(&header->attrs, TOL_LIT("creationtool")), "one");
    assert_str(tol_attrs_get(&header->attrs, TOL_LIT("srclang")), "ru");
    assert_int_equal(header->infos.n, 3);
    assert_str(header->infos.items[2].text, "2");
    tol_arena_release(&arena);
}

static void the_source_language_is_spelt_as_the_units_spell_it(void **state)
{
    store_fixture *bank = *state;
    add_file(bank, "case", HEADER("srclang=\"RU_ru\"", "") UNIT("ru-RU", "Куба", "Cuba"));
    assert_srclang(bank, "case", "ru-RU");
    add_file(bank, "region", HEADER("srclang=\"ru\"", "") UNIT("ru-RU", "Куба", "Cuba"));
    assert_srclang(bank, "region", "ru-RU");
    add_file(bank, "all", HEADER("srclang=\"*all*\"", "") UNIT("ru", "Куба", "Cuba"));
    assert_srclang(bank, "all", "*all*");
    add_file(bank, "other", HEADER("srclang=\"en\"", "") UNIT("ru", "Куба", "Cuba"));
    assert_srclang(bank, "other", "en");
    assert_srclang(bank, NULL, "*all*"); /* all of these together */
}

static void a_memory_without_a_header_takes_the_language_of_its_first_variants(void **state)
{
    store_fixture *bank = *state;
    plain_unit unit;
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    assert_srclang(bank, "m", "ru");
    plain_unit_init(&unit, "2", "Cuba", "Куба");
    unit.variants[0].lang = TOL_LIT("EN");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    assert_srclang(bank, "m", "*all*");
}

static void an_export_names_the_memory_that_is_not_there_and_writes_nothing(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_str names[] = {TOL_LIT("a"), TOL_LIT("b")};
    char *path = tol_path_join(bank->dir, "none.tmx");
    assert_status(TOL_OK, tol_memory_create(bank->store, TOL_LIT("a"), &err), &err);
    assert_status(TOL_ENOTFOUND, tol_export_file(bank->store, names, 2, path, NULL, NULL, NULL, &err), &err);
    assert_non_null(strstr(err.message, "\"b\""));
    size_t len;
    assert_null(tol_file_read(path, &len));
    assert_status(
        TOL_EINVAL,
        tol_export_file(bank->store, names, 1, path, &(tol_write_opt){.format = "nonsense"}, NULL, NULL, &err), &err);
    free(path);
}

static bool stop_at_once(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    (void)done;
    assert_int_equal(total, 1);
    return false;
}

static void a_cancelled_export_leaves_no_file(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    plain_unit unit;
    size_t len;
    tol_listener listener = {NULL, NULL, stop_at_once};
    char *path = tol_path_join(bank->dir, "none.tmx");
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    assert_status(TOL_ECANCELLED, tol_export_file(bank->store, NULL, 0, path, NULL, &listener, NULL, &err), &err);
    assert_null(tol_file_read(path, &len));
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BANK(names_are_checked),
        WITH_BANK(a_memory_is_renamed),
        WITH_BANK(what_is_set_for_a_memory_stays),
        WITH_BANK(a_deleted_memory_leaves_no_row),
        WITH_BANK(the_last_memory_takes_the_dictionary_along),
        WITH_BANK(a_deleted_unit_is_gone_and_can_come_back),
        WITH_BANK(a_list_tells_what_memories_hold),
        WITH_BANK(the_header_of_one_file_is_written_as_it_stood),
        WITH_BANK(headers_of_several_files_are_united),
        WITH_BANK(the_source_language_is_spelt_as_the_units_spell_it),
        WITH_BANK(a_memory_without_a_header_takes_the_language_of_its_first_variants),
        WITH_BANK(an_export_names_the_memory_that_is_not_there_and_writes_nothing),
        WITH_BANK(a_cancelled_export_leaves_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
