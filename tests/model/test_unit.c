#include "support/check.h"

#include "support/torture.h"
#include "tolmach/unit.h"

static tol_attr attrs_of_bpt[] = {{{"i", 1}, {"1", 1}}, {{"type", 4}, {"bold", 4}}};
static tol_attr attrs_of_prop[] = {{{"type", 4}, {"x-kind", 6}}};
static tol_attr attrs_of_second[] = {{{"type", 4}, {"x-kind", 6}}};

/* "On <hi>the</hi> <bpt i="1" type="bold">{<sub>s</sub></bpt>reply<ept/><t5:n/>" */
static tol_run runs[] = {
    {.kind = TOL_RUN_OPEN, .elem = TOL_HI, .at = 3},
    {.kind = TOL_RUN_CLOSE, .elem = TOL_HI, .at = 6},
    {.kind = TOL_RUN_OPEN, .elem = TOL_BPT, .at = 7, .attrs = {attrs_of_bpt, 2}},
    {.kind = TOL_RUN_CODE, .elem = TOL_BPT, .at = 7, .code = {"{", 1}},
    {.kind = TOL_RUN_OPEN, .elem = TOL_SUB, .at = 7},
    {.kind = TOL_RUN_CODE, .elem = TOL_SUB, .at = 7, .code = {"s", 1}},
    {.kind = TOL_RUN_CLOSE, .elem = TOL_SUB, .at = 7},
    {.kind = TOL_RUN_CLOSE, .elem = TOL_BPT, .at = 7},
    {.kind = TOL_RUN_OPEN, .elem = TOL_EPT, .at = 12},
    {.kind = TOL_RUN_CLOSE, .elem = TOL_EPT, .at = 12},
    {.kind = TOL_RUN_OPEN, .elem = TOL_FOREIGN, .at = 12, .name = {"t5:n", 4}},
    {.kind = TOL_RUN_CLOSE, .elem = TOL_FOREIGN, .at = 12, .name = {"t5:n", 4}},
};
static tol_variant variants[] = {
    {.lang = {"en", 2}, .text = {"On the reply", 12}, .runs = runs, .n_runs = sizeof runs / sizeof runs[0]},
    {.lang = {NULL, 0}, .text = {"", 0}},
};
static tol_info infos[] = {{TOL_NOTE, {NULL, 0}, {"n", 1}},
                           {TOL_PROP, {attrs_of_prop, 1}, {"first", 5}},
                           {TOL_PROP, {attrs_of_second, 1}, {"second", 6}}};
static const tol_unit unit = {
    .id = 7, .tuid = {"", 0}, .infos = {infos, 3}, .variants = variants, .n_variants = 2, .line = 9};

static void the_first_prop_of_a_type_is_found(void **state)
{
    (void)state;
    assert_str(tol_infos_prop(&unit.infos, TOL_LIT("x-kind")), "first");
    assert_null(tol_infos_prop(&unit.infos, TOL_LIT("kind")).ptr);
    assert_null(tol_infos_prop(&unit.infos, TOL_LIT("")).ptr);
    tol_attrs attrs = {attrs_of_bpt, 2};
    assert_str(tol_attrs_get(&attrs, TOL_LIT("type")), "bold");
    assert_null(tol_attrs_get(&attrs, TOL_LIT("x")).ptr);
}

static void a_copy_is_deep_and_keeps_absence(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_unit *copy = tol_unit_copy(&arena, &unit);
    assert_non_null(copy);
    assert_int_equal(copy->id, 7);
    assert_int_equal(copy->line, 9);
    assert_non_null(copy->tuid.ptr);
    assert_int_equal(copy->tuid.len, 0);
    assert_null(copy->memory.ptr);
    assert_null(copy->variants[1].lang.ptr);
    assert_ptr_not_equal(copy->variants, unit.variants);
    assert_ptr_not_equal(copy->variants[0].runs[2].attrs.items, attrs_of_bpt);
    assert_str(copy->variants[0].runs[2].attrs.items[1].value, "bold");
    assert_str(copy->variants[0].runs[10].name, "t5:n");
    assert_str(copy->infos.items[2].text, "second");
    tol_arena_release(&arena);
}

static void tags_are_the_elements_outside_native_code(void **state)
{
    (void)state;
    static const char *const surfaces[] = {"{hi}", "{/hi}", "{bpt bold}", "{ept}", "{t5:n}", "{/t5:n}"};
    static const size_t places[] = {3, 6, 7, 12, 12, 12};
    tol_arena arena = TOL_ARENA_INIT;
    size_t n;
    tol_tag *tags = tol_variant_tags(&variants[0], &arena, &n);
    assert_int_equal(n, 6);
    for (size_t i = 0; i < n; i++) {
        assert_str(tags[i].surface, surfaces[i]);
        assert_int_equal(tags[i].at, places[i]);
    }
    assert_null(tol_variant_tags(&variants[1], &arena, &n));
    assert_int_equal(n, 0);
    assert_true(tol_arena_ok(&arena));
    tol_arena_release(&arena);
}

static tol_attr date_attrs[] = {{{"creationdate", 12}, {"20200101T000000Z", 16}},
                                {{"creationdate", 12}, {"20190101T000000Z", 16}},
                                {{"changedate", 10}, {"20180101T000000Z", 16}},
                                {{"changedate", 10}, {"yesterday", 9}}};

static void the_newest_date_of_change_counts(void **state)
{
    (void)state;
    int64_t seconds;
    tol_variant dated[2] = {{.attrs = {date_attrs + 1, 2}}, {.attrs = {date_attrs, 1}}};
    tol_unit of_variants = {.variants = dated, .n_variants = 2};
    assert_true(tol_unit_changed(&of_variants, &seconds));
    assert_int_equal(seconds, 1514764800); /* 2018: a change, though older than the creations */
    assert_true(tol_unit_created(&of_variants, &seconds));
    assert_int_equal(seconds, 1546300800); /* 2019: the older creation */
    of_variants.attrs = (tol_attrs){date_attrs, 1};
    assert_true(tol_unit_created(&of_variants, &seconds));
    assert_int_equal(seconds, 1577836800); /* 2020: the unit's own */
    tol_unit without_change = {.attrs = {date_attrs, 1}, .variants = dated + 1, .n_variants = 1};
    assert_true(tol_unit_changed(&without_change, &seconds));
    assert_int_equal(seconds, 1577836800);
    tol_unit unreadable = {.attrs = {date_attrs + 3, 1}};
    assert_false(tol_unit_changed(&unreadable, &seconds));
    assert_false(tol_unit_created(&unreadable, &seconds));
}

static tol_status copy_and_tag(void *user, tol_error *err)
{
    (void)user;
    tol_arena arena = TOL_ARENA_INIT;
    size_t n;
    tol_error_clear(err);
    tol_unit *copy = tol_unit_copy(&arena, &unit);
    tol_tag *tags = copy ? tol_variant_tags(&copy->variants[0], &arena, &n) : NULL;
    bool is_ok = copy && tags && n == 6;
    assert_true(is_ok == tol_arena_ok(&arena));
    tol_arena_release(&arena);
    if (!is_ok) {
        err->code = TOL_ENOMEM;
    }
    return is_ok ? TOL_OK : TOL_ENOMEM;
}

static void copies_survive_want_of_memory(void **state)
{
    (void)state;
    assert_true(tol_torture(__func__, copy_and_tag, NULL, TOL_OK) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_prop_of_a_type_is_found),
        cmocka_unit_test(a_copy_is_deep_and_keeps_absence),
        cmocka_unit_test(tags_are_the_elements_outside_native_code),
        cmocka_unit_test(the_newest_date_of_change_counts),
        cmocka_unit_test(copies_survive_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
