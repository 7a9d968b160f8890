/* A project of OmegaT: what is in it, what it is called, what is refused, and that nothing half-done stays. */
#include "support/check.h"

#include <sys/stat.h>
#include <unistd.h>

#include "support/fixture.h"
#include "support/torture.h"
#include "tolmach/glossary.h"
#include "tolmach/project.h"

typedef struct bench {
    char *dir, *folder; /* the folder is not there yet */
    tol_store *store;
} bench;

/* ---- the bank ---- */

static void add(tol_store *store, const char *memory, const char *lang, const char *text, const char *other_lang,
                const char *other)
{
    tol_error err;
    tol_import *import = NULL;
    tol_variant variants[] = {{.lang = tol_str_of(lang), .text = tol_str_of(text)},
                              {.lang = tol_str_of(other_lang), .text = tol_str_of(other)}};
    tol_unit unit = {.variants = variants, .n_variants = 2};
    assert_status(TOL_OK, tol_import_begin(store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_unit(import, tol_str_of(memory), &unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err),
                  &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
}

static void add_file(bench *b, const char *name, const char *text)
{
    tol_error err;
    tol_import *import = NULL;
    char *path = tol_path_join(b->dir, name);
    tol_file_write(path, tol_str_of(text));
    assert_status(TOL_OK, tol_import_begin(b->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, path, tol_str_of(name), TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    unlink(path);
    free(path);
}

static void set_penalty(bench *b, const char *memory, int penalty)
{
    tol_error err;
    tol_memory_settings settings = {.has_penalty = true, .penalty = penalty};
    assert_status(TOL_OK, tol_memory_set(b->store, tol_str_of(memory), &settings, &err), &err);
}

static int set_up(void **state)
{
    static bench b;
    tol_error err;
    b.dir = tol_temp_dir_new();
    b.folder = tol_path_join(b.dir, "project");
    char *path = tol_path_join(b.dir, "bank.db");
    assert_status(TOL_OK, tol_store_open(path, TOL_OPEN_CREATE, NULL, &b.store, &err), &err);
    add(b.store, "main", "ru", "Вернуть.", "en", "Return it.");
    free(path);
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    bench *b = *state;
    tol_store_close(b->store);
    tol_temp_dir_free(b->dir);
    free(b->folder);
    return 0;
}

/* ---- the folder ---- */

/* The text of a file of the project; NULL when it is not there. free(). */
static char *text_of(const bench *b, const char *name)
{
    size_t len;
    char *path = tol_path_join(b->folder, name), *text = tol_file_read(path, &len);
    free(path);
    return text;
}

static bool has(const bench *b, const char *name)
{
    char *path = tol_path_join(b->folder, name);
    struct stat found;
    bool is_there = stat(path, &found) == 0;
    free(path);
    return is_there;
}

static void assert_holds(const bench *b, const char *name, const char *words)
{
    char *text = text_of(b, name);
    if (!text || !strstr(text, words)) {
        fail_msg("%s does not hold %s", name, words);
    }
    free(text);
}

static void put_file(const bench *b, const char *name, const char *text)
{
    char *path = tol_path_join(b->folder, name);
    tol_file_write(path, tol_str_of(text));
    free(path);
}

static void assert_exports(const bench *b, const tol_omegat_opt *opt, tol_status wanted, const char *words)
{
    tol_error err;
    assert_status(wanted, tol_omegat_export(b->store, b->folder, opt, NULL, &err), &err);
    if (words && !strstr(err.message, words)) {
        fail_msg("\"%s\" is not in \"%s\"", words, err.message);
    }
}

/* How many files and folders stand beside the bank's. */
static size_t others(const bench *b)
{
    static const char *const names[] = {"bank.db", "bank.db-wal", "bank.db-shm"};
    size_t n = tol_dir_count(b->dir);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *path = tol_path_join(b->dir, names[i]);
        struct stat found;
        n -= stat(path, &found) == 0;
        free(path);
    }
    return n;
}

/* ---- tests ---- */

static void a_project_has_what_omegat_looks_for(void **state)
{
    bench *b = *state;
    tol_error err;
    tol_omegat_report report;
    add(b->store, "doubtful", "ru", "Да", "en", "No");
    add(b->store, "doubtful", "ru", "Да", "de", "Nein");
    set_penalty(b, "doubtful", 5);
    add_file(
        b, "terms",
        "<martif type='TBX' xml:lang='en'><text><body><termEntry id='1'><langSet xml:lang='ru'><tig><term>корабль"
        "</term></tig></langSet><langSet xml:lang='en'><tig><term>ship</term></tig></langSet></termEntry><termEntry"
        " id='2'><langSet xml:lang='ru'><tig><term>флот</term></tig></langSet></termEntry></body></text></martif>");
    tol_omegat_opt opt = TOL_OMEGAT_OPT_INIT;
    opt.source_lang = "ru";
    opt.target_lang = "EN";
    assert_status(TOL_OK, tol_omegat_export(b->store, b->folder, &opt, &report, &err), &err);
    assert_string_equal(report.target_lang, "en");
    assert_int_equal(report.memories, 2);
    assert_int_equal(report.units, 2);
    assert_int_equal(report.left_out, 1);
    assert_int_equal(report.glossaries, 1);
    assert_int_equal(report.concepts, 1);
    assert_holds(b, "omegat.project", "<source_lang>RU</source_lang>");
    assert_holds(b, "omegat.project", "<sentence_seg>true</sentence_seg>");
    assert_holds(b, "tm/auto/main.tmx", "srclang=\"ru\"");
    assert_holds(b, "tm/auto/main.tmx", "<seg>Return it.</seg>");
    assert_holds(b, "tm/penalty-05/doubtful.tmx", "<seg>No</seg>");
    char *text = text_of(b, "tm/penalty-05/doubtful.tmx");
    assert_null(strstr(text, "Nein"));
    free(text);
    assert_true(has(b, "source") && has(b, "target") && has(b, "dictionary") && has(b, "glossary"));
    assert_int_equal(others(b), 1);
}

static void exact_matches_may_be_offered_or_enforced(void **state)
{
    bench *b = *state;
    tol_omegat_opt opt = TOL_OMEGAT_OPT_INIT;
    opt.exact = TOL_OMEGAT_OFFER;
    assert_exports(b, &opt, TOL_OK, NULL);
    assert_true(has(b, "tm/main.tmx"));
    opt.exact = TOL_OMEGAT_ENFORCE;
    opt.update = true;
    assert_exports(b, &opt, TOL_OK, NULL);
    assert_true(has(b, "tm/enforce/main.tmx"));
    assert_false(has(b, "tm/main.tmx"));
    opt.exact = TOL_OMEGAT_INSERT;
    assert_exports(b, &opt, TOL_OK, NULL);
    assert_false(has(b, "tm/enforce"));
}

static void names_are_those_of_files(void **state)
{
    bench *b = *state;
    static const struct {
        const char *memory, *file;
    } cases[] = {{"a/b", "a_b.tmx"},
                 {"MAIN", "MAIN.tmx"},
                 {"main ", "main_.tmx"},
                 {"..", "__.tmx"},
                 {"penalty-50", "penalty_50.tmx"},
                 {"Протокол 61", "Протокол 61.tmx"},
                 {"a:b", "a_b-2.tmx"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        add(b->store, cases[i].memory, "ru", "Да", "en", "Yes");
    }
    assert_exports(b, NULL, TOL_OK, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[100];
        snprintf(name, sizeof name, "tm/auto/%s", cases[i].file);
        if (!has(b, name)) {
            fail_msg("%s is not there", name);
        }
    }
    assert_true(has(b, "tm/auto/main-2.tmx")); /* "MAIN" comes before it and has the name */
}

static void a_folder_in_use_is_refused(void **state)
{
    bench *b = *state;
    tol_omegat_opt opt = TOL_OMEGAT_OPT_INIT;
    assert_int_equal(mkdir(b->folder, 0777), 0);
    put_file(b, "mine.txt", "x");
    assert_exports(b, &opt, TOL_EEXISTS, "no project");
    opt.update = true;
    assert_exports(b, &opt, TOL_EEXISTS, "no project");
    char *path = tol_path_join(b->folder, "mine.txt");
    tol_error err;
    assert_status(TOL_EEXISTS, tol_omegat_export(b->store, path, &opt, NULL, &err), &err);
    unlink(path);
    free(path);
    opt.update = false;
    assert_exports(b, &opt, TOL_OK, NULL); /* an empty one is not */
    assert_int_equal(tol_dir_count(b->folder), 7);
    assert_exports(b, &opt, TOL_EEXISTS, "already");
    char *deep = tol_path_join(b->dir, "no/where");
    assert_status(TOL_EIO, tol_omegat_export(b->store, deep, &opt, NULL, &err), &err);
    free(deep);
}

static void an_update_leaves_what_is_the_translators(void **state)
{
    bench *b = *state;
    tol_error err;
    tol_omegat_opt opt = TOL_OMEGAT_OPT_INIT;
    add(b->store, "gone", "ru", "Нет", "en", "No");
    assert_exports(b, &opt, TOL_OK, NULL);
    put_file(b, "omegat.project", "<omegat><source_lang>ru</source_lang><target_lang>EN-US</target_lang></omegat>");
    put_file(b, "tm/auto/own.tmx", "mine");
    put_file(b, "source/text.txt", "mine");
    put_file(b, "glossary/glossary.txt", "mine");
    assert_status(TOL_OK, tol_memory_delete(b->store, TOL_LIT("gone"), &err), &err);
    add(b->store, "main", "ru", "Да", "en", "Yes");
    opt.update = true;
    assert_exports(b, &opt, TOL_OK, NULL);
    assert_holds(b, "omegat.project", "EN-US");
    assert_holds(b, "tm/auto/own.tmx", "mine");
    assert_holds(b, "source/text.txt", "mine");
    assert_holds(b, "glossary/glossary.txt", "mine");
    assert_holds(b, "tm/auto/main.tmx", "<seg>Yes</seg>");
    assert_false(has(b, "tm/auto/gone.tmx"));
    assert_int_equal(tol_dir_count(b->folder), 7);
    add(b->store, "own", "ru", "Да", "en", "Yes");
    assert_exports(b, &opt, TOL_EEXISTS, "did not come from here");
    assert_holds(b, "tm/auto/own.tmx", "mine");
    opt.target_lang = "de";
    assert_exports(b, &opt, TOL_EINVAL, "en-US, not de");
    assert_int_equal(tol_dir_count(b->folder), 7);
}

static void a_list_of_files_cannot_lead_out_of_the_project(void **state)
{
    bench *b = *state;
    tol_omegat_opt opt = TOL_OMEGAT_OPT_INIT;
    assert_exports(b, &opt, TOL_OK, NULL);
    put_file(b, "source/text.txt", "mine");
    put_file(b, "omegat/tolmach.files", "tm/../source/text.txt\nsource/text.txt\n/source/text.txt\ntm/auto/main.tmx");
    opt.update = true;
    assert_exports(b, &opt, TOL_OK, NULL);
    assert_holds(b, "source/text.txt", "mine");
    assert_holds(b, "tm/auto/main.tmx", "Return it.");
}

static void languages_are_guessed_where_there_is_one_answer(void **state)
{
    bench *b = *state;
    tol_omegat_opt opt = TOL_OMEGAT_OPT_INIT;
    const tol_str both[] = {TOL_LIT("main"), TOL_LIT("other"), TOL_LIT("main")};
    add(b->store, "other", "en", "Yes", "ru", "Да");
    opt.memories = both;
    opt.n_memories = 1;
    assert_exports(b, &opt, TOL_OK, NULL);
    tol_omegat_opt wrong = TOL_OMEGAT_OPT_INIT;
    char *folder = b->folder;
    b->folder = tol_path_join(b->dir, "second");
    assert_exports(b, &wrong, TOL_EINVAL, "name the source language");
    wrong.source_lang = "ru";
    add(b->store, "third", "ru", "Да", "de", "Ja");
    assert_exports(b, &wrong, TOL_EINVAL, "name the target language");
    wrong.target_lang = "ru-RU";
    assert_exports(b, &wrong, TOL_EINVAL, "both");
    opt.n_memories = 3;
    opt.source_lang = "ru";
    assert_exports(b, &opt, TOL_OK, NULL);
    assert_true(has(b, "tm/auto/other.tmx"));
    assert_holds(b, "tm/auto/other.tmx", "srclang=\"ru\"");
    free(b->folder);
    b->folder = folder;
    const tol_str none[] = {TOL_LIT("none")};
    opt.memories = none;
    opt.n_memories = 1;
    opt.update = true;
    assert_exports(b, &opt, TOL_ENOTFOUND, NULL);
}

static void memories_of_paragraphs_are_not_cut(void **state)
{
    bench *b = *state;
    tol_error err;
    assert_status(TOL_OK, tol_memory_delete(b->store, TOL_LIT("main"), &err), &err);
    add_file(b, "blocks",
             "<tmx version='1.4'><header srclang='*all*' segtype='block'/><body><tu><tuv xml:lang='en'><seg>A. B.</seg>"
             "</tuv><tuv xml:lang='ru'><seg>А. Б.</seg></tuv></tu></body></tmx>");
    assert_exports(b, NULL, TOL_EINVAL, "no memory says");
    tol_omegat_opt opt = TOL_OMEGAT_OPT_INIT;
    opt.source_lang = "ru";
    assert_exports(b, &opt, TOL_OK, NULL);
    assert_holds(b, "omegat.project", "<sentence_seg>false</sentence_seg>");
}

static bool never(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    (void)done;
    (void)total;
    return false;
}

static void what_is_cancelled_leaves_nothing(void **state)
{
    bench *b = *state;
    tol_omegat_opt opt = TOL_OMEGAT_OPT_INIT;
    opt.listener.progress = never;
    assert_exports(b, &opt, TOL_ECANCELLED, NULL);
    assert_int_equal(others(b), 0);
    assert_int_equal(mkdir(b->folder, 0777), 0);
    assert_exports(b, &opt, TOL_ECANCELLED, NULL);
    assert_int_equal(tol_dir_count(b->folder), 0);
}

static tol_status export_anew(void *user, tol_error *err)
{
    bench *b = user;
    rmdir(b->folder);
    tol_status status = tol_omegat_export(b->store, b->folder, NULL, NULL, err);
    if (status == TOL_OK) {
        char *other = tol_path_join(b->dir, "done");
        assert_int_equal(rename(b->folder, other), 0);
        tol_temp_dir_free(other);
    }
    assert_int_equal(others(b), 0);
    return status;
}

static tol_status export_into_empty(void *user, tol_error *err)
{
    bench *b = user;
    mkdir(b->folder, 0777);
    tol_status status = tol_omegat_export(b->store, b->folder, NULL, NULL, err);
    if (status != TOL_OK) {
        assert_int_equal(tol_dir_count(b->folder), 0);
        return status;
    }
    char *other = tol_path_join(b->dir, "done");
    assert_int_equal(rename(b->folder, other), 0);
    tol_temp_dir_free(other);
    return TOL_OK;
}

static void want_of_memory_leaves_nothing(void **state)
{
    bench *b = *state;
    assert_true(tol_torture("project", export_anew, b, TOL_OK) > 20);
    assert_true(tol_torture("project in a folder", export_into_empty, b, TOL_OK) > 20);
}

#define WITH_BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BENCH(a_project_has_what_omegat_looks_for),
        WITH_BENCH(exact_matches_may_be_offered_or_enforced),
        WITH_BENCH(names_are_those_of_files),
        WITH_BENCH(a_folder_in_use_is_refused),
        WITH_BENCH(an_update_leaves_what_is_the_translators),
        WITH_BENCH(a_list_of_files_cannot_lead_out_of_the_project),
        WITH_BENCH(languages_are_guessed_where_there_is_one_answer),
        WITH_BENCH(memories_of_paragraphs_are_not_cut),
        WITH_BENCH(what_is_cancelled_leaves_nothing),
        WITH_BENCH(want_of_memory_leaves_nothing),
    };
    return cmocka_run_group_tests_name("project.omegat", tests, NULL, NULL);
}
