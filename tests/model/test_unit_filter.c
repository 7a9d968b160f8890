/* Filters of units, and what a unit says of its origin. */
#include "support/check.h"
#include "tolmach/filter.h"

/* A slice that may stand in a static object. */
#define S(literal)                                                                                                     \
    {                                                                                                                  \
        literal, sizeof(literal) - 1                                                                                   \
    }
#define PROP(name, value)                                                                                              \
    {                                                                                                                  \
        .kind = TOL_PROP, .attrs = {(tol_attr[]){{S("type"), S(name)}}, 1}, .text = S(value)                           \
    }

/* A unit by Ivanov of 1 May 2024, changed on the 3rd; its English by Smith, its German by MT. */
static tol_attr unit_attrs[] = {{S("creationdate"), S("20240501T120000Z")},
                                {S("changedate"), S("20240503T000000Z")},
                                {S("creationid"), S("OFFICE\\ivanov")},
                                {S("usagecount"), S("4")}};
static tol_attr english_attrs[] = {{S("creationid"), S("smith")}};
static tol_attr german_attrs[] = {{S("creationid"), S("MT!")}};
static tol_info unit_infos[] = {
    PROP("Att::Domain", "Diplomacy"), PROP("Att::Domain", "Cuba"), {.kind = TOL_NOTE, .text = S("client")}};
static tol_info english_infos[] = {PROP("client", "MFA=1")};
static tol_variant variants[] = {
    {.lang = S("ru"), .text = S("Вернуть.")},
    {.lang = S("en"), .text = S("Return it."), .attrs = {english_attrs, 1}, .infos = {english_infos, 1}},
    {.lang = S("de"), .text = S("Zurück."), .attrs = {german_attrs, 1}}};
static const tol_unit unit = {
    .tuid = S("u61"), .attrs = {unit_attrs, 4}, .infos = {unit_infos, 3}, .variants = variants, .n_variants = 3};

static bool english_passes(const tol_unit_filter *filter)
{
    return tol_unit_filter_passes(filter, &unit, &variants[0], &variants[1]);
}

static bool passes_where(const char *text)
{
    tol_field_test test;
    tol_unit_filter filter = TOL_UNIT_FILTER_INIT;
    assert_int_equal(tol_field_test_parse(tol_str_of(text), &test, NULL), TOL_OK);
    filter.tests = &test;
    filter.n_tests = 1;
    assert_false(tol_unit_filter_is_open(&filter));
    return english_passes(&filter);
}

static void an_open_filter_wants_everything(void **state)
{
    (void)state;
    tol_unit_filter filter = TOL_UNIT_FILTER_INIT;
    tol_unit bare = {.n_variants = 0};
    assert_true(tol_unit_filter_is_open(&filter));
    assert_true(tol_unit_filter_passes(&filter, &bare, NULL, NULL));
}

static void props_of_the_pair_are_asked_and_may_repeat(void **state)
{
    (void)state;
    assert_true(passes_where("Att::Domain=Cuba"));
    assert_true(passes_where("Att::Domain=Diplomacy"));
    assert_false(passes_where("Att::Domain=cuba"));
    assert_false(passes_where("Att::Domain!=Cuba"));
    assert_true(passes_where("Att::Domain!=Laos"));
    assert_true(passes_where("Att::Domain~=plom"));
    assert_true(passes_where("client=MFA=1"));
    assert_false(passes_where("client="));
    assert_true(passes_where("client~="));
    assert_false(passes_where("absent~="));
    assert_true(passes_where("absent!="));
}

static void attributes_are_asked_by_an_at_sign(void **state)
{
    (void)state;
    assert_true(passes_where("@usagecount=4"));
    assert_true(passes_where("@tuid=u61"));
    assert_true(passes_where("@creationid=smith"));
    assert_true(passes_where("@creationid~=ivanov"));
    assert_false(passes_where("@creationid=MT!"));
    assert_true(passes_where("@changeid!=smith"));
    assert_false(passes_where("usagecount=4"));
}

static void tests_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "client", "=x", "!=x", "~=x", "@=x", "@!=x"};
    tol_field_test test;
    tol_error err;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_status(TOL_EINVAL, tol_field_test_parse(tol_str_of(wrong[i]), &test, &err), &err);
    }
}

static bool passes_dates(const char *after, const char *before, bool is_created)
{
    tol_unit_filter f = TOL_UNIT_FILTER_INIT;
    bool *has_after = is_created ? &f.has_created_after : &f.has_changed_after;
    bool *has_before = is_created ? &f.has_created_before : &f.has_changed_before;
    *has_after = after != NULL;
    *has_before = before != NULL;
    int64_t *from = is_created ? &f.created_after : &f.changed_after;
    int64_t *to = is_created ? &f.created_before : &f.changed_before;
    assert_true(!after || tol_filter_date_parse(tol_str_of(after), from, NULL) == TOL_OK);
    assert_true(!before || tol_filter_date_parse(tol_str_of(before), to, NULL) == TOL_OK);
    return english_passes(&f);
}

static void after_takes_the_moment_and_before_does_not(void **state)
{
    (void)state;
    assert_true(passes_dates("2024-05-01T12:00Z", NULL, true));
    assert_false(passes_dates("2024-05-01T12:00:01Z", NULL, true));
    assert_false(passes_dates(NULL, "20240501T120000Z", true));
    assert_true(passes_dates("2024", "2025", true));
    assert_true(passes_dates("2024-05", "2024-06", true));
    assert_true(passes_dates("2024-05-01T15:00+03:00", NULL, true));
    assert_false(passes_dates("2024-06", NULL, true));
    assert_true(passes_dates("2024-05-03", "2024-05-04", false));
    assert_false(passes_dates(NULL, "2024-05-03", false));
    assert_false(passes_dates("2024-05-04", NULL, false));
}

static void a_unit_without_a_date_fails_both_ways(void **state)
{
    (void)state;
    tol_unit bare = {.n_variants = 0};
    tol_unit_filter filter = TOL_UNIT_FILTER_INIT;
    filter.has_changed_before = true;
    filter.changed_before = INT64_MAX;
    assert_false(tol_unit_filter_passes(&filter, &bare, NULL, NULL));
    filter = (tol_unit_filter)TOL_UNIT_FILTER_INIT;
    filter.has_created_after = true;
    filter.created_after = INT64_MIN;
    assert_false(tol_unit_filter_passes(&filter, &bare, NULL, NULL));
}

static void dates_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "May", "2024-13", "24-05-01", "2024-05-01T25:00Z", "yest", "2024-5-"};
    int64_t seconds;
    tol_error err;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_status(TOL_EINVAL, tol_filter_date_parse(tol_str_of(wrong[i]), &seconds, &err), &err);
    }
}

static void one_of_the_creators_is_enough(void **state)
{
    (void)state;
    tol_str names[] = {TOL_LIT("nobody"), TOL_LIT("smith")};
    tol_unit_filter filter = TOL_UNIT_FILTER_INIT;
    filter.creators = names;
    filter.n_creators = 1;
    assert_false(english_passes(&filter));
    filter.n_creators = 2;
    assert_true(english_passes(&filter));
    assert_false(tol_unit_filter_passes(&filter, &unit, &variants[0], &variants[2]));
    tol_info phrase[] = {PROP("created_by", "smith")};
    tol_variant target = {.infos = {phrase, 1}};
    assert_true(tol_unit_filter_passes(&filter, &unit, &variants[0], &target));
}

static void the_last_hand_tells_machine_translation(void **state)
{
    (void)state;
    assert_true(tol_unit_is_machine_translation(&unit, &variants[0], &variants[2]));
    assert_false(tol_unit_is_machine_translation(&unit, &variants[0], &variants[1]));
    tol_attr edited[] = {{TOL_LIT("creationid"), TOL_LIT("MT!")}, {TOL_LIT("changeid"), TOL_LIT("smith")}};
    tol_variant target = {.attrs = {edited, 2}};
    assert_false(tol_unit_is_machine_translation(&unit, &variants[0], &target));
    tol_unit whole = {.attrs = {german_attrs, 1}};
    assert_true(tol_unit_is_machine_translation(&whole, NULL, NULL));
    assert_false(tol_unit_is_machine_translation(&whole, &variants[0], &variants[1]));
}

static void origin_props_tell_machine_translation_and_alignment(void **state)
{
    (void)state;
    tol_info infos[] = {PROP("x-Origin", "MachineTranslation")};
    tol_unit one = {.infos = {infos, 1}};
    assert_true(tol_unit_is_machine_translation(&one, NULL, NULL));
    assert_false(tol_unit_is_aligned(&one, NULL, NULL));
    infos[0].text = TOL_LIT("Alignment");
    assert_false(tol_unit_is_machine_translation(&one, NULL, NULL));
    assert_true(tol_unit_is_aligned(&one, NULL, NULL));
    infos[0].text = TOL_LIT("TM");
    assert_false(tol_unit_is_machine_translation(&one, NULL, NULL));
    assert_false(tol_unit_is_aligned(&one, NULL, NULL));
    tol_info memoq[] = {PROP("aligned", "yes")};
    one.infos.items = memoq;
    assert_true(tol_unit_is_aligned(&one, NULL, NULL));
    memoq[0].text = TOL_LIT("no");
    assert_false(tol_unit_is_aligned(&one, NULL, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_open_filter_wants_everything),
        cmocka_unit_test(props_of_the_pair_are_asked_and_may_repeat),
        cmocka_unit_test(attributes_are_asked_by_an_at_sign),
        cmocka_unit_test(tests_that_are_none_are_refused),
        cmocka_unit_test(after_takes_the_moment_and_before_does_not),
        cmocka_unit_test(a_unit_without_a_date_fails_both_ways),
        cmocka_unit_test(dates_that_are_none_are_refused),
        cmocka_unit_test(one_of_the_creators_is_enough),
        cmocka_unit_test(the_last_hand_tells_machine_translation),
        cmocka_unit_test(origin_props_tell_machine_translation_and_alignment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
