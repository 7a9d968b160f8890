/* Every allocation of a pretranslation is made to fail; and it can be cancelled. */
#include "support/check.h"

#include <string.h>

#include "support/fixture.h"
#include "support/torture.h"
#include "tolmach/pretranslate.h"

static const char file[] =
    "<?xml version='1.0' encoding='windows-1251'?><xliff version='1.2' xmlns:sdl='http://sdl.com/FileTypes/SdlXliff/"
    "1.0'><file original='a' source-language='ru'><body><trans-unit id='2'><source>aa bb. aa bb "
    "cc</source><seg-source><mrk mtype='seg' mid='0'>aa <g id='1'>"
    "bb</g></mrk><mrk mtype='seg' mid='1'>aa bb cc</mrk></seg-source><sdl:seg-defs><sdl:seg id='0'/></sdl:seg-defs>"
    "</trans-unit></body></file></xliff>";

typedef struct job {
    tol_store *store;
    tol_listener listener;
} job;

static tol_status fill(void *user, tol_error *err)
{
    job *j = user;
    tol_buf out = TOL_BUF_INIT;
    tol_pretranslate_opt opt = TOL_PRETRANSLATE_OPT_INIT;
    opt.lookup.target_lang = TOL_LIT("en");
    opt.lookup.min_score = 50;
    opt.fill_fuzzy = true;
    opt.no_terms = true;
    opt.listener = j->listener;
    tol_status status = tol_pretranslate_bytes(j->store, tol_str_of(file), "a.xlf", &out, &opt, NULL, err);
    if (status == TOL_OK) {
        assert_non_null(strstr(out.ptr, "xx yy"));
    }
    tol_buf_release(&out);
    return status;
}

static void add(tol_store *store, const char *ru, const char *en)
{
    tol_error err;
    tol_import *import = NULL;
    tol_variant variants[] = {{.lang = TOL_LIT("ru"), .text = tol_str_of(ru)},
                              {.lang = TOL_LIT("en"), .text = tol_str_of(en)}};
    tol_unit unit = {.variants = variants, .n_variants = 2};
    assert_status(TOL_OK, tol_import_begin(store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_unit(import, TOL_LIT("m"), &unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
}

static bool never(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    (void)done;
    (void)total;
    return false;
}

/* Where libxml2 or SQLite has no memory it sometimes finds fault with its input instead. */
static void pretranslation_survives_want_of_memory(void **state)
{
    (void)state;
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "bank.db");
    job j = {.store = NULL};
    tol_error err;
    assert_status(TOL_OK, tol_store_open(path, TOL_OPEN_CREATE, NULL, &j.store, &err), &err);
    add(j.store, "aa bb", "xx yy");
    add(j.store, "aa bb dd", "xx yy zz");
    assert_status(TOL_OK, fill(&j, &err), &err);
    unsigned n = tol_torture(__func__, fill, &j, TOL_EPARSE);
    print_message("%u allocations\n", n);
    assert_true(n > 50);
    j.listener.progress = never;
    assert_status(TOL_ECANCELLED, fill(&j, &err), &err);
    tol_store_close(j.store);
    tol_temp_dir_free(dir);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pretranslation_survives_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
