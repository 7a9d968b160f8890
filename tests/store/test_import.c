/* Imports of files and of random units: what goes in comes out, whole or not at all. */
#include "store/db.h"
#include "store/memory_store.h"
#include "store/places.h"
#include "store/store_fixture.h"
#include "support/check.h"
#include "support/fixture.h"

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

#define HEAD(srclang)                                                                                                  \
    "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" "      \
    "adminlang=\"en\" srclang=\"" srclang "\" datatype=\"plaintext\"><note>рукопись</note></header><body>"
#define TU(tuid, ru, en)                                                                                               \
    "<tu tuid=\"" tuid "\"><tuv xml:lang=\"ru\"><seg>" ru "</seg></tuv>"                                               \
    "<tuv xml:lang=\"en\"><seg>" en "</seg></tuv></tu>"
#define TAIL "</body></tmx>"

/* Write a file into the bank's folder; its path is on the heap. */
static char *make_file(const store_fixture *bank, const char *name, const char *text)
{
    char *path = tol_path_join(bank->dir, name);
    tol_file_write(path, tol_str_of(text));
    return path;
}

static tol_status import_file(store_fixture *bank, const char *path, tol_on_duplicate policy, const tol_read_opt *opt,
                              tol_import_report *report, tol_error *err)
{
    tol_import *import;
    tol_error ignored;
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &ignored), &ignored);
    tol_status status = tol_import_file(import, path, TOL_LIT("m"), policy, opt, report, err);
    if (!status) {
        status = tol_import_commit(import, err);
    }
    tol_import_free(import);
    return status;
}

static void assert_report(const tol_import_report *report, uint64_t read, uint64_t added, uint64_t replaced,
                          uint64_t identical, uint64_t skipped)
{
    assert_int_equal(report->read, read);
    assert_int_equal(report->added, added);
    assert_int_equal(report->replaced, replaced);
    assert_int_equal(report->identical, identical);
    assert_int_equal(report->skipped, skipped);
    assert_int_equal(report->read,
                     report->added + report->replaced + report->identical + report->skipped + report->refused);
}

typedef struct collector {
    tol_buf text;
    size_t n;
} collector;

static tol_status collect(void *user, const tol_unit *unit, tol_error *err)
{
    collector *all = user;
    (void)err;
    describe_unit(&all->text, unit);
    all->n++;
    return TOL_OK;
}

static void units_come_out_as_they_went_in_and_in_their_order(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("import", 11);
    tol_error err;
    tol_import *import;
    tol_arena arena = TOL_ARENA_INIT;
    collector in = {TOL_BUF_INIT, 0}, out = {TOL_BUF_INIT, 0};
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    for (int i = 0; i < 1500; i++) {
        tol_import_report report;
        tol_arena_reset(&arena);
        tol_unit *unit = random_unit(&rng, &arena);
        assert_status(TOL_OK, tol_import_unit(import, TOL_LIT("m"), unit, TOL_DUPLICATE_KEEP, &report, NULL, &err),
                      &err);
        if (report.added) {
            collect(&in, unit, NULL);
        }
    }
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    store_reopen(bank, TOL_OPEN_READ);
    assert_status(TOL_OK, tol_unit_each(bank->store, NULL, 0, collect, &out, &err), &err);
    assert_int_equal(in.n, out.n);
    assert_true(tol_str_equal(tol_buf_str(&in.text), tol_buf_str(&out.text)));
    assert_sound(bank->store);
    tol_buf_release(&in.text);
    tol_buf_release(&out.text);
    tol_arena_release(&arena);
}

static void any_order_of_policies_leaves_a_sound_bank(void **state)
{
    store_fixture *bank = *state;
    static const char *const memories[] = {"a", "b"};
    tol_rng rng = tol_rng_new("policies", 12);
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    for (int step = 0; step < 6; step++) {
        tol_import *import;
        assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
        for (int i = 0; i < 300; i++) {
            tol_arena_reset(&arena);
            tol_unit *unit = random_unit(&rng, &arena);
            assert_status(TOL_OK,
                          tol_import_unit(import, tol_str_of(memories[tol_rng_below(&rng, 2)]), unit,
                                          (tol_on_duplicate)tol_rng_below(&rng, 3), NULL, NULL, &err),
                          &err);
        }
        assert_status(TOL_OK, tol_import_commit(import, &err), &err);
        tol_import_free(import);
        for (int i = 0; i < 5; i++) {
            tol_status status = tol_unit_delete(bank->store, 1 + (int64_t)tol_rng_below(&rng, 500), &err);
            assert_true(status == TOL_OK || status == TOL_ENOTFOUND);
        }
        assert_sound(bank->store);
    }
    tol_arena_release(&arena);
}

static void a_file_is_imported_once_however_often(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_import_report report;
    char *path = make_file(bank, "a.tmx", HEAD("ru") TU("1", "Куба", "Cuba") TU("2", "Ответ", "Response") TAIL);
    assert_status(TOL_OK, import_file(bank, path, TOL_DUPLICATE_KEEP, NULL, &report, &err), &err);
    assert_report(&report, 2, 2, 0, 0, 0);
    char *before = describe_bank(bank->store);
    for (int policy = 0; policy < 3; policy++) {
        assert_status(TOL_OK, import_file(bank, path, (tol_on_duplicate)policy, NULL, &report, &err), &err);
        assert_report(&report, 2, 0, 0, 2, 0);
    }
    char *after = describe_bank(bank->store);
    assert_string_equal(before, after);
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info info;
    assert_status(TOL_OK, tol_memory_get(bank->store, TOL_LIT("m"), &arena, &info, &err), &err);
    assert_str(info.source_lang, "ru");
    assert_non_null(info.header);
    assert_int_equal(info.header->infos.n, 1);
    tol_arena_release(&arena);
    assert_sound(bank->store);
    free(before);
    free(after);
    free(path);
}

/* Each is an origin and a document of its own: what ends one is no neighbour of what begins the next. */
static void files_of_an_archive_stay_apart(void **state)
{
    store_fixture *bank = *state;
    tol_import_report report;
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_header *headers = NULL;
    tol_place places[TOL_PLACES_MAX];
    size_t n = 0;
    const char *path = tol_source_path("tests/fuzz/corpus-packed/two.zip");
    assert_status(TOL_OK, import_file(bank, path, TOL_DUPLICATE_KEEP, NULL, &report, &err), &err);
    assert_report(&report, 2, 2, 0, 0, 0);
    assert_status(TOL_OK, tol_memory_headers(bank->store, 1, &arena, &headers, &n, &err), &err);
    assert_int_equal(n, 2);
    for (int64_t unit = 1; unit <= 2; unit++) {
        assert_status(TOL_OK, tol_places_of(bank->store, unit, places, &n, &err), &err);
        assert_int_equal(n, 1);
        assert_int_equal(places[0].prev, TOL_PLACE_EDGE);
        assert_int_equal(places[0].next, TOL_PLACE_EDGE);
    }
    tol_arena_release(&arena);
}

static void a_changed_file_replaces_what_it_changes(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_import_report report;
    char *path = make_file(bank, "a.tmx", HEAD("ru") TU("1", "Куба", "Cuba") TU("2", "Ответ", "Response") TAIL);
    assert_status(TOL_OK, import_file(bank, path, TOL_DUPLICATE_KEEP, NULL, &report, &err), &err);
    free(path);
    path = make_file(bank, "a.tmx",
                     HEAD("ru") TU("1", "Куба", "Cuba!") TU("2", "Ответ", "Response") TU("3", "Да", "Yes") TAIL);
    assert_status(TOL_OK, import_file(bank, path, TOL_DUPLICATE_SKIP, NULL, &report, &err), &err);
    assert_report(&report, 3, 1, 0, 1, 1);
    assert_status(TOL_OK, import_file(bank, path, TOL_DUPLICATE_REPLACE, NULL, &report, &err), &err);
    assert_report(&report, 3, 0, 1, 2, 0);
    assert_status(TOL_OK, import_file(bank, path, TOL_DUPLICATE_KEEP, NULL, &report, &err), &err);
    assert_report(&report, 3, 0, 0, 3, 0);
    assert_sound(bank->store);
    free(path);
}

/* An import that fails, in a bank that had something: nothing of it is left. */
static void assert_no_trace(store_fixture *bank, const char *path, const tol_read_opt *opt, tol_status wanted)
{
    tol_error err;
    plain_unit unit;
    plain_unit_init(&unit, "1", "Старое", "Old");
    store_add(bank->store, "old", &unit.unit, TOL_DUPLICATE_KEEP, NULL);
    char *before = describe_bank(bank->store);
    tol_import_report report;
    assert_status(wanted, import_file(bank, path, TOL_DUPLICATE_REPLACE, opt, &report, &err), &err);
    char *after = describe_bank(bank->store);
    assert_string_equal(before, after);
    assert_sound(bank->store);
    free(before);
    free(after);
}

static void a_file_that_breaks_off_leaves_no_trace(void **state)
{
    store_fixture *bank = *state;
    char *path = make_file(bank, "cut.tmx", HEAD("ru") TU("1", "Куба", "Cuba") "<tu><tuv xml:lang=\"ru\"><seg>От");
    assert_no_trace(bank, path, NULL, TOL_EPARSE);
    free(path);
}

static void a_failure_in_the_second_file_undoes_the_first(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_import *import;
    char *good = make_file(bank, "good.tmx", HEAD("ru") TU("1", "Куба", "Cuba") TAIL);
    char *before = describe_bank(bank->store);
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, good, TOL_LIT("m"), TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    assert_status(TOL_EIO,
                  tol_import_file(import, "/nowhere/x.tmx", TOL_LIT("m"), TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    assert_status(TOL_EINVAL, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    char *after = describe_bank(bank->store);
    assert_string_equal(before, after);
    assert_sound(bank->store);
    free(before);
    free(after);
    free(good);
}

/* A file of many units, more than are read at a time. */
static char *make_long_file(const store_fixture *bank, int n)
{
    tol_buf text = TOL_BUF_INIT;
    tol_buf_add(&text, TOL_LIT(HEAD("ru")));
    for (int i = 0; i < n; i++) {
        tol_buf_printf(&text, TU("%d", "Утвердить указания № %d", "Affirm instructions No. %d"), i, i, i);
    }
    tol_buf_add(&text, TOL_LIT(TAIL));
    char *path = make_file(bank, "long.tmx", text.ptr);
    tol_buf_release(&text);
    return path;
}

static bool stop_in_the_middle(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    return done < total / 2;
}

static void a_cancelled_import_leaves_no_trace(void **state)
{
    store_fixture *bank = *state;
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.listener.progress = stop_in_the_middle;
    char *path = make_long_file(bank, 5000);
    assert_no_trace(bank, path, &opt, TOL_ECANCELLED);
    free(path);
}

static void an_import_that_is_freed_leaves_no_trace(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_import *import;
    plain_unit unit;
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    unit.variants[1].lang = TOL_LIT("es");
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_unit(import, TOL_LIT("m"), &unit.unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err),
                  &err);
    tol_import_free(import);
    tol_import_free(NULL);
    char *text = describe_bank(bank->store);
    assert_string_equal(text, "\n");
    free(text);
    /* and the same again, which gives the same languages other numbers only if the handle forgot them */
    assert_int_equal(1, store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, NULL).added);
    assert_sound(bank->store);
}

static void a_unit_that_cannot_be_kept_is_an_invalid_argument(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_import *import;
    plain_unit unit;
    plain_unit_init(&unit, "1", "Ку\xFF", "Cuba");
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    assert_status(TOL_EINVAL, tol_import_unit(import, TOL_LIT("m"), &unit.unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err),
                  &err);
    unit.unit.n_variants = 0;
    assert_status(TOL_EINVAL, tol_import_unit(import, TOL_LIT("m"), &unit.unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err),
                  &err);
    plain_unit_init(&unit, "1\xFF", "Куба", "Cuba");
    assert_status(TOL_EINVAL, tol_import_unit(import, TOL_LIT("m"), &unit.unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err),
                  &err);
    assert_status(TOL_EINVAL,
                  tol_import_unit(import, TOL_LIT("a\nb"), &unit.unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    plain_unit_init(&unit, "1", "Куба", "Cuba");
    assert_status(TOL_OK, tol_import_unit(import, TOL_LIT("m"), &unit.unit, TOL_DUPLICATE_KEEP, NULL, NULL, &err),
                  &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    assert_sound(bank->store);
}

static void count_diag(void *user, const tol_diag *diag)
{
    *(int *)user += tol_str_equal(diag->code, TOL_LIT("not-stored"));
}

static void a_text_that_is_too_long_is_refused_with_a_diagnostic(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_buf text = TOL_BUF_INIT;
    tol_import_report report;
    int n_diags = 0;
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.listener = (tol_listener){&n_diags, count_diag, NULL};
    tol_buf_add(&text, TOL_LIT(HEAD("ru") TU("1", "Куба", "Cuba") "<tu tuid=\"2\"><tuv xml:lang=\"ru\"><seg>"));
    while (text.len < TOL_TEXT_MAX + 1000) {
        tol_buf_add(&text, TOL_LIT("слово и ещё одно слово, "));
    }
    tol_buf_add(&text, TOL_LIT("</seg></tuv></tu>" TAIL));
    char *path = make_file(bank, "long.tmx", text.ptr);
    tol_status status = import_file(bank, path, TOL_DUPLICATE_KEEP, &opt, &report, &err);
    /* the reader may have a limit of its own below that of the analysis */
    if (status == TOL_OK) {
        assert_int_equal(report.added, 1);
        assert_int_equal(report.refused, n_diags);
    } else {
        assert_int_equal(status, TOL_ELIMIT);
    }
    tol_buf_release(&text);
    free(path);
}

static void a_file_without_units_still_makes_its_memory(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info info;
    char *path = make_file(bank, "empty.tmx", HEAD("ru-RU") TAIL);
    assert_status(TOL_OK, import_file(bank, path, TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    assert_status(TOL_OK, tol_memory_get(bank->store, TOL_LIT("m"), &arena, &info, &err), &err);
    assert_int_equal(info.n_units, 0);
    assert_str(info.source_lang, "ru-RU");
    tol_arena_release(&arena);
    free(path);
}

static void what_ran_through_a_bank_is_the_file_again(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    const char *path = tol_source_path("tm/protocol-61.ru-en.tmx");
    char *out = tol_path_join(bank->dir, "out.tmx"), *again = tol_path_join(bank->dir, "again.tmx");
    tol_import_report report;
    uint64_t n = 0;
    size_t len;
    assert_status(TOL_OK, import_file(bank, path, TOL_DUPLICATE_KEEP, NULL, &report, &err), &err);
    assert_int_equal(report.read, report.added);
    assert_status(TOL_OK, tol_export_file(bank->store, NULL, 0, out, NULL, NULL, &n, &err), &err);
    assert_int_equal(n, report.added);
    assert_status(TOL_OK, import_file(bank, out, TOL_DUPLICATE_KEEP, NULL, &report, &err), &err);
    assert_report(&report, n, 0, 0, n, 0);
    assert_status(TOL_OK, tol_memory_delete(bank->store, TOL_LIT("m"), &err), &err);
    assert_status(TOL_OK, import_file(bank, out, TOL_DUPLICATE_KEEP, NULL, &report, &err), &err);
    assert_status(
        TOL_OK, tol_export_file(bank->store, NULL, 0, again, &(tol_write_opt){.format = "tmx"}, NULL, &n, &err), &err);
    char *first = tol_file_read(out, &len), *second = tol_file_read(again, &len);
    assert_string_equal(first, second);
    assert_sound(bank->store);
    free(first);
    free(second);
    free(out);
    free(again);
}

/* A megabyte and more in ten languages, codes and all: a file that is read ahead. */
static char *make_mixed_file(const store_fixture *bank)
{
    static const char *const langs[] = {"ru", "ru-RU", "en", "de", "th", "zh", "ja", "tt", "EN_us", "sr-Latn", "kk"};
    static const char *const words[] = {"Пленум ", "товарища",   "<ph/>",      "№ 61-го ", "<bpt i='1'>b</bpt>жил ",
                                        "The ",    "สวัสดีชาวโลก", "中央委员会", ", ",       "http://example.org/a?b ",
                                        "й ",      "Straße "};
    tol_rng rng = tol_rng_new("long file", 11);
    tol_buf file = TOL_BUF_INIT;
    tol_buf_add(&file, TOL_LIT(HEAD("ru")));
    for (int i = 0; file.len < 1200 * 1000; i++) {
        tol_buf_printf(&file, "<tu tuid=\"%d\">", i);
        for (uint32_t v = 1 + tol_rng_below(&rng, 3); v > 0; v--) {
            const char *lang = langs[tol_rng_below(&rng, i < 200 ? 3 : 11)];
            tol_buf_printf(&file, tol_rng_below(&rng, 30) ? "<tuv xml:lang=\"%s\"><seg>" : "<tuv><seg>", lang);
            for (uint32_t n = tol_rng_below(&rng, 40); n > 0; n--) {
                tol_buf_printf(&file, "%s", words[tol_rng_below(&rng, 12)]);
            }
            tol_buf_add(&file, TOL_LIT("</seg></tuv>"));
        }
        tol_buf_add(&file, TOL_LIT("</tu>\n"));
    }
    tol_buf_add(&file, TOL_LIT(TAIL));
    char *path = tol_path_join(bank->dir, "long.tmx");
    tol_file_write(path, tol_buf_str(&file));
    tol_buf_release(&file);
    return path;
}

typedef struct one_by_one {
    tol_import *import;
    uint64_t n_read;
} one_by_one;

static tol_status add_one(void *user, const tol_unit *unit, tol_error *err)
{
    one_by_one *all = user;
    all->n_read++;
    return tol_import_unit(all->import, TOL_LIT("m"), unit, TOL_DUPLICATE_KEEP, NULL, NULL, err);
}

/* All token rows and all tokens of a bank. */
static int64_t sum_of_rows(tol_store *store)
{
    int64_t sum = 0;
    tol_error err = {0};
    static const char sql[] =
        "SELECT (SELECT total(n * 7 + length(rows) * 31 + unicode(hex(rows))) FROM token_rows) +"
        " (SELECT total(length(text) * 13 + coalesce(id, 0) * 3 + coalesce(name, 0) * 5) FROM token)";
    assert_status(TOL_OK, tol_db_number(store, sql, &sum, &err), &err);
    return sum;
}

static void a_file_that_is_read_ahead_gives_the_rows_of_its_units(void **state)
{
    store_fixture *bank = *state;
    tol_error err;
    tol_import_report report;
    one_by_one all = {.n_read = 0};
    tol_sink sink = {.user = &all, .unit = add_one};
    char *path = make_mixed_file(bank);
    assert_status(TOL_OK, import_file(bank, path, TOL_DUPLICATE_KEEP, NULL, &report, &err), &err);
    assert_sound(bank->store);
    int64_t wanted = sum_of_rows(bank->store);
    assert_status(TOL_OK, tol_memory_delete(bank->store, TOL_LIT("m"), &err), &err);
    assert_status(TOL_OK, tol_import_begin(bank->store, &all.import, &err), &err);
    assert_status(TOL_OK, tol_read_file(path, NULL, &sink, &err), &err);
    assert_status(TOL_OK, tol_import_commit(all.import, &err), &err);
    tol_import_free(all.import);
    assert_int_equal(all.n_read, report.read);
    assert_int_equal(sum_of_rows(bank->store), wanted);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BANK(units_come_out_as_they_went_in_and_in_their_order),
        WITH_BANK(any_order_of_policies_leaves_a_sound_bank),
        WITH_BANK(a_file_is_imported_once_however_often),
        WITH_BANK(files_of_an_archive_stay_apart),
        WITH_BANK(a_changed_file_replaces_what_it_changes),
        WITH_BANK(a_file_that_breaks_off_leaves_no_trace),
        WITH_BANK(a_failure_in_the_second_file_undoes_the_first),
        WITH_BANK(a_cancelled_import_leaves_no_trace),
        WITH_BANK(an_import_that_is_freed_leaves_no_trace),
        WITH_BANK(a_unit_that_cannot_be_kept_is_an_invalid_argument),
        WITH_BANK(a_text_that_is_too_long_is_refused_with_a_diagnostic),
        WITH_BANK(a_file_without_units_still_makes_its_memory),
        WITH_BANK(what_ran_through_a_bank_is_the_file_again),
        WITH_BANK(a_file_that_is_read_ahead_gives_the_rows_of_its_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
