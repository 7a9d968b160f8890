/* Where units stood: files that repeat themselves, files that meet what the bank has, units that go. */
#include "store/db.h"
#include "store/places.h"
#include "store/store_fixture.h"
#include "support/check.h"
#include "support/fixture.h"

/* Import a document of one-letter segments: "ABAC". */
static void import_letters(store_fixture *bank, const char *letters, tol_on_duplicate policy, const char *target)
{
    tol_error err;
    tol_import *import;
    tol_buf file = TOL_BUF_INIT;
    char *path = tol_path_join(bank->dir, "letters.tmx");
    tol_buf_add(&file,
                TOL_LIT("<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"block\""
                        " o-tmf=\"t\" adminlang=\"en\" srclang=\"ru\" datatype=\"xml\"/><body>"));
    for (const char *p = letters; *p; p++) {
        tol_buf_printf(&file,
                       "<tu><tuv xml:lang=\"ru\"><seg>%c</seg></tuv><tuv xml:lang=\"en\"><seg>%s</seg></tuv></tu>", *p,
                       target);
    }
    tol_buf_add(&file, TOL_LIT("</body></tmx>"));
    tol_file_write(path, tol_buf_str(&file));
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, path, TOL_LIT("m"), policy, NULL, NULL, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    tol_buf_release(&file);
    free(path);
}

/* The places of a unit as text: "0-2 4-5". */
static void assert_places(store_fixture *bank, int64_t unit, const char *wanted)
{
    tol_place places[TOL_PLACES_MAX];
    size_t n = 0;
    tol_error err;
    tol_buf text = TOL_BUF_INIT;
    assert_status(TOL_OK, tol_store_snapshot_begin(bank->store, &err), NULL);
    assert_status(TOL_OK, tol_places_of(bank->store, unit, places, &n, &err), NULL);
    tol_store_snapshot_end(bank->store);
    for (size_t i = 0; i < n; i++) {
        tol_buf_printf(&text, "%s%lld/%lld", i ? " " : "", (long long)places[i].prev, (long long)places[i].next);
    }
    assert_str(tol_buf_str(&text), wanted);
    tol_buf_release(&text);
}

static int64_t count_rows(store_fixture *bank)
{
    int64_t n = 0;
    assert_int_equal(tol_db_number(bank->store, "SELECT count(*) FROM place", &n, NULL), TOL_OK);
    return n;
}

static void ids_tell_the_order_of_a_file(void **state)
{
    store_fixture *bank = *state;
    import_letters(bank, "ABCD", TOL_DUPLICATE_KEEP, "x");
    assert_places(bank, 1, "0/2");
    assert_places(bank, 2, "1/3");
    assert_places(bank, 4, "3/0");
    assert_int_equal(count_rows(bank), 1);
    import_letters(bank, "EF", TOL_DUPLICATE_KEEP, "x");
    assert_places(bank, 4, "3/0");
    assert_places(bank, 5, "0/6");
    assert_sound(bank->store);
}

static void a_unit_that_repeats_has_all_its_places(void **state)
{
    store_fixture *bank = *state;
    import_letters(bank, "ABACCB", TOL_DUPLICATE_KEEP, "x"); /* A 1, B 2, C 3 */
    assert_places(bank, 1, "0/2 2/3");
    assert_places(bank, 2, "1/1 3/0");
    assert_places(bank, 3, "1/3 3/2");
    import_letters(bank, "XYZXYQ", TOL_DUPLICATE_KEEP, "x"); /* X 4, Y 5, Z 6, Q 7 */
    assert_places(bank, 5, "4/6 4/7");
    assert_places(bank, 4, "0/5 6/5");
    assert_sound(bank->store);
}

static void what_the_bank_has_gets_the_places_of_other_files(void **state)
{
    store_fixture *bank = *state;
    import_letters(bank, "ABC", TOL_DUPLICATE_KEEP, "x");
    int64_t before = count_rows(bank);
    import_letters(bank, "ABC", TOL_DUPLICATE_KEEP, "x");
    assert_int_equal(count_rows(bank), before);
    import_letters(bank, "BCD", TOL_DUPLICATE_KEEP, "x"); /* D 4 */
    assert_places(bank, 2, "0/3 1/3");
    assert_places(bank, 3, "2/0 2/4");
    assert_places(bank, 4, "3/0");
    import_letters(bank, "DB", TOL_DUPLICATE_SKIP, "y");
    assert_places(bank, 4, "0/2 3/0");
    assert_places(bank, 2, "0/3 1/3 4/0");
    import_letters(bank, "CA", TOL_DUPLICATE_REPLACE, "z");
    assert_places(bank, 3, "0/1 2/0 2/4");
    assert_places(bank, 2, "0/3 1/3 4/0");
    assert_sound(bank->store);
}

static void a_unit_that_no_file_brought_has_no_place(void **state)
{
    store_fixture *bank = *state;
    plain_unit unit;
    int64_t id = 0;
    import_letters(bank, "AB", TOL_DUPLICATE_KEEP, "x");
    plain_unit_init(&unit, NULL, "C", "x");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_KEEP, &id);
    import_letters(bank, "DE", TOL_DUPLICATE_KEEP, "x");
    assert_places(bank, 2, "1/0");
    assert_places(bank, id, "");
    assert_places(bank, id + 1, "0/5");
    import_letters(bank, "FCG", TOL_DUPLICATE_KEEP, "x");
    assert_places(bank, id, "6/7");
    plain_unit_init(&unit, NULL, "B", "changed by hand");
    store_add(bank->store, "m", &unit.unit, TOL_DUPLICATE_REPLACE, &id);
    assert_places(bank, id, "1/0");
    assert_sound(bank->store);
}

static void places_go_with_their_units(void **state)
{
    store_fixture *bank = *state;
    import_letters(bank, "ABACB", TOL_DUPLICATE_KEEP, "x");
    assert_int_equal(tol_unit_delete(bank->store, 2, NULL), TOL_OK);
    assert_places(bank, 2, "");
    assert_sound(bank->store);
    assert_int_equal(tol_memory_delete(bank->store, TOL_LIT("m"), NULL), TOL_OK);
    assert_int_equal(count_rows(bank), 0);
    assert_sound(bank->store);
}

static void a_frequent_unit_has_a_bounded_number_of_places(void **state)
{
    store_fixture *bank = *state;
    char letters[400];
    size_t n = 0;
    for (char c = 33; c < 126; c++) {
        if (c != '<' && c != '&' && c != 'A') {
            letters[n++] = 'A';
            letters[n++] = c;
        }
    }
    letters[n] = '\0';
    import_letters(bank, letters, TOL_DUPLICATE_KEEP, "x");
    tol_place places[TOL_PLACES_MAX];
    assert_int_equal(tol_places_of(bank->store, 1, places, &n, NULL), TOL_OK);
    assert_int_equal(n, TOL_PLACES_MAX);
    assert_sound(bank->store);
}

static tol_status note_letter(void *user, const tol_unit *unit, tol_error *err)
{
    int64_t *ids = user;
    (void)err;
    ids[unit->variants[0].text.ptr[0] - 'A'] = unit->id;
    return TOL_OK;
}

/* Whether a place, or so many others that it could not be kept, is known of a unit. */
static void assert_has_place(store_fixture *bank, int64_t unit, tol_place wanted)
{
    tol_place places[TOL_PLACES_MAX];
    size_t n = 0, at = 0;
    assert_int_equal(tol_places_of(bank->store, unit, places, &n, NULL), TOL_OK);
    while (at < n && (places[at].prev != wanted.prev || places[at].next != wanted.next)) {
        at++;
    }
    assert_true(at < n || n == TOL_PLACES_MAX);
}

/* The place of each unit against the document itself. */
static void any_document_is_kept_in_order(void **state)
{
    store_fixture *bank = *state;
    tol_rng rng = tol_rng_new("places", 1962);
    for (int round = 0; round < 30; round++) {
        char letters[24] = "";
        int64_t ids[26] = {0};
        uint32_t n = 1 + tol_rng_below(&rng, 20);
        for (uint32_t i = 0; i < n; i++) {
            letters[i] = (char)('A' + tol_rng_below(&rng, 26));
        }
        import_letters(bank, letters, TOL_DUPLICATE_KEEP, "x");
        assert_int_equal(tol_unit_each(bank->store, NULL, 0, note_letter, ids, NULL), TOL_OK);
        for (uint32_t i = 0; i < n; i++) {
            assert_has_place(bank, ids[letters[i] - 'A'],
                             (tol_place){i ? ids[letters[i - 1] - 'A'] : TOL_PLACE_EDGE,
                                         i + 1 < n ? ids[letters[i + 1] - 'A'] : TOL_PLACE_EDGE});
        }
    }
    assert_sound(bank->store);
}

#define WITH_BANK(test) cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BANK(ids_tell_the_order_of_a_file),
        WITH_BANK(a_unit_that_repeats_has_all_its_places),
        WITH_BANK(what_the_bank_has_gets_the_places_of_other_files),
        WITH_BANK(a_unit_that_no_file_brought_has_no_place),
        WITH_BANK(places_go_with_their_units),
        WITH_BANK(a_frequent_unit_has_a_bounded_number_of_places),
        WITH_BANK(any_document_is_kept_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
