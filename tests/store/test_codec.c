#include "store/codec.h"

#include "store/store_fixture.h"
#include "support/check.h"

/* A table of languages without a bank: whatever canonical tag comes along gets a number. */
static void add_lang(tol_langs *langs, tol_str stood, tol_lang_entry *entry)
{
    char tag[TOL_LANG_MAX];
    bool is_new;
    tol_lang_canonical(stood, tag);
    tol_map_slot *slot = tol_map_put(&langs->tags, tol_str_of(tag), &is_new);
    if (is_new) {
        langs->items = realloc(langs->items, (langs->n + 1) * sizeof *langs->items);
        langs->items[langs->n] = (tol_lang_entry){(int64_t)langs->n + 1, slot->key, 1};
        slot->value = ++langs->n;
    }
    *entry = langs->items[slot->value - 1];
}

static tol_str encode(const tol_unit *unit, tol_langs *langs, tol_buf *blob)
{
    tol_error err;
    tol_lang_entry entries[8];
    for (size_t i = 0; i < unit->n_variants; i++) {
        add_lang(langs, unit->variants[i].lang, &entries[i]);
    }
    tol_error_clear(&err);
    tol_buf_reset(blob);
    assert_status(TOL_OK, tol_encode_unit(unit, entries, NULL, blob, &err), &err);
    return tol_buf_str(blob);
}

static void release(tol_langs *langs)
{
    free(langs->items);
    langs->items = NULL;
    tol_langs_release(langs);
}

static void assert_same_unit(const tol_unit *a, const tol_unit *b)
{
    tol_buf text_a = TOL_BUF_INIT, text_b = TOL_BUF_INIT;
    describe_unit(&text_a, a);
    describe_unit(&text_b, b);
    assert_true(tol_str_equal(tol_buf_str(&text_a), tol_buf_str(&text_b)));
    tol_buf_release(&text_a);
    tol_buf_release(&text_b);
}

static void a_unit_is_read_back_as_it_was(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("codec", 61);
    tol_langs langs = TOL_LANGS_INIT;
    tol_buf blob = TOL_BUF_INIT;
    tol_arena arena = TOL_ARENA_INIT;
    for (int round = 0; round < 3000; round++) {
        tol_arena_reset(&arena);
        tol_unit *unit = random_unit(&rng, &arena);
        assert_null(tol_unit_fault(unit));
        tol_str bytes = tol_arena_copy(&arena, encode(unit, &langs, &blob));
        tol_unit back = {.tuid = unit->tuid};
        assert_int_equal(TOL_OK, tol_decode_unit(bytes, &langs, NULL, &arena, &back, NULL));
        assert_same_unit(unit, &back);
    }
    tol_arena_release(&arena);
    tol_buf_release(&blob);
    release(&langs);
}

static void a_damaged_blob_is_refused_or_read_as_a_sound_unit(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("codec damage", 17);
    tol_langs langs = TOL_LANGS_INIT;
    tol_buf blob = TOL_BUF_INIT;
    tol_arena arena = TOL_ARENA_INIT;
    for (int round = 0; round < 6000; round++) {
        tol_arena_reset(&arena);
        tol_str bytes = encode(random_unit(&rng, &arena), &langs, &blob);
        size_t len = tol_rng_below(&rng, 4) ? bytes.len : tol_rng_below(&rng, (uint32_t)bytes.len);
        char *exact = malloc(len ? len : 1); /* of its very length, for AddressSanitizer */
        memcpy(exact, bytes.ptr, len);
        for (uint32_t i = tol_rng_below(&rng, 4); i > 0 && len > 0; i--) {
            exact[tol_rng_below(&rng, (uint32_t)len)] = (char)(unsigned char)tol_rng_next(&rng);
        }
        tol_unit back = {0};
        tol_status status = tol_decode_unit((tol_str){exact, len}, &langs, NULL, &arena, &back, NULL);
        assert_true(status == TOL_OK || status == TOL_ECORRUPT);
        if (status == TOL_OK && back.n_variants) {
            assert_null(tol_unit_fault(&back));
        }
        free(exact);
    }
    tol_arena_release(&arena);
    tol_buf_release(&blob);
    release(&langs);
}

static void every_prefix_of_a_blob_is_refused(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("codec prefixes", 5);
    tol_langs langs = TOL_LANGS_INIT;
    tol_buf blob = TOL_BUF_INIT;
    tol_arena arena = TOL_ARENA_INIT;
    tol_str bytes = encode(random_unit(&rng, &arena), &langs, &blob);
    for (size_t len = 0; len < bytes.len; len++) {
        tol_unit back = {0};
        assert_int_equal(TOL_ECORRUPT, tol_decode_unit((tol_str){bytes.ptr, len}, &langs, NULL, &arena, &back, NULL));
    }
    tol_arena_release(&arena);
    tol_buf_release(&blob);
    release(&langs);
}

static void a_blob_may_be_altered_in_its_counts_without_much_memory(void **state)
{
    (void)state;
    /* version 1, no attributes, and a count of variants that no blob of this length can hold */
    static const char bytes[] = "\x01\x00\xFF\xFF\xFF\xFF\x0F";
    tol_langs langs = TOL_LANGS_INIT;
    tol_unit back = {0};
    tol_arena arena;
    tol_arena_init(&arena, 1000);
    assert_int_equal(TOL_ECORRUPT, tol_decode_unit(TOL_LIT(bytes), &langs, NULL, &arena, &back, NULL));
    assert_true(tol_arena_ok(&arena));
    tol_arena_release(&arena);
}

static void dates_of_tmx_take_few_bytes_and_others_stay_as_they_stood(void **state)
{
    (void)state;
    tol_langs langs = TOL_LANGS_INIT;
    tol_buf blob = TOL_BUF_INIT;
    tol_attr date = {TOL_LIT("changedate"), TOL_LIT("20261025T120000Z")};
    tol_attr odd = {TOL_LIT("changedate"), TOL_LIT("2026-10-25T12:00")};
    tol_variant variant = {.lang = TOL_LIT("ru")};
    tol_unit unit = {.variants = &variant, .n_variants = 1};
    size_t without = encode(&unit, &langs, &blob).len;
    unit.attrs = (tol_attrs){&date, 1};
    assert_in_range(encode(&unit, &langs, &blob).len, without + 4, without + 9);
    unit.attrs.items = &odd;
    assert_int_equal(encode(&unit, &langs, &blob).len, without + 3 + odd.value.len);
    tol_buf_release(&blob);
    release(&langs);
}

static void what_cannot_be_kept_is_named(void **state)
{
    (void)state;
    tol_run runs[] = {{.kind = TOL_RUN_OPEN, .elem = TOL_PH, .at = 2},
                      {.kind = TOL_RUN_CLOSE, .elem = TOL_PH, .at = 2}};
    tol_variant variant = {.lang = TOL_LIT("ru"), .text = TOL_LIT("да"), .runs = runs, .n_runs = 2};
    tol_unit unit = {.variants = &variant, .n_variants = 1};
    assert_null(tol_unit_fault(&unit));
    runs[1].at = 1;
    assert_non_null(tol_unit_fault(&unit)); /* falls */
    runs[0].at = 1;
    assert_non_null(tol_unit_fault(&unit)); /* stands inside a letter */
    runs[0].at = 4;
    runs[1].at = 5;
    assert_non_null(tol_unit_fault(&unit)); /* stands behind the end */
    unit.n_variants = 0;
    assert_non_null(tol_unit_fault(&unit));
}

static void a_string_that_is_not_utf_8_is_refused(void **state)
{
    (void)state;
    tol_error err;
    tol_buf blob = TOL_BUF_INIT;
    tol_lang_entry lang = {1, TOL_LIT("ru"), 1};
    tol_variant variant = {.lang = TOL_LIT("ru"), .text = TOL_LIT("a\xFF")};
    tol_unit unit = {.variants = &variant, .n_variants = 1};
    tol_error_clear(&err);
    assert_status(TOL_EINVAL, tol_encode_unit(&unit, &lang, NULL, &blob, &err), &err);
    tol_buf_release(&blob);
}

static void headers_and_categories_are_read_back_as_they_were(void **state)
{
    (void)state;
    tol_error err;
    tol_buf blob = TOL_BUF_INIT;
    tol_arena arena = TOL_ARENA_INIT;
    tol_attr attrs[] = {{TOL_LIT("srclang"), TOL_LIT("ru")}, {TOL_LIT("gitCommit"), TOL_LIT("")}};
    tol_info ude = {TOL_UDE, {attrs, 1}, TOL_LIT("<map/>")};
    tol_header header = {.attrs = {attrs, 2}, .infos = {&ude, 1}, .version = TOL_LIT("1.4b")}, back;
    tol_error_clear(&err);
    assert_status(TOL_OK, tol_encode_header(&header, &blob, &err), &err);
    assert_int_equal(TOL_OK, tol_decode_header(tol_buf_str(&blob), &arena, &back));
    assert_int_equal(back.attrs.n, 2);
    assert_str(back.attrs.items[1].name, "gitCommit");
    assert_int_equal(back.infos.items[0].kind, TOL_UDE);
    assert_str(back.version, "1.4b");
    tol_category category = {TOL_LIT("descrip"), TOL_LIT("definition"), TOL_LIT("высший орган"), TOL_STR_NULL};
    tol_category *categories;
    size_t n;
    tol_buf_reset(&blob);
    assert_status(TOL_OK, tol_encode_categories(&category, 1, &blob, &err), &err);
    assert_int_equal(TOL_OK, tol_decode_categories(tol_buf_str(&blob), &arena, &categories, &n));
    assert_int_equal(n, 1);
    assert_str(categories[0].text, "высший орган");
    assert_null(categories[0].lang.ptr);
    tol_buf_release(&blob);
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_is_read_back_as_it_was),
        cmocka_unit_test(a_damaged_blob_is_refused_or_read_as_a_sound_unit),
        cmocka_unit_test(every_prefix_of_a_blob_is_refused),
        cmocka_unit_test(a_blob_may_be_altered_in_its_counts_without_much_memory),
        cmocka_unit_test(dates_of_tmx_take_few_bytes_and_others_stay_as_they_stood),
        cmocka_unit_test(what_cannot_be_kept_is_named),
        cmocka_unit_test(a_string_that_is_not_utf_8_is_refused),
        cmocka_unit_test(headers_and_categories_are_read_back_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
