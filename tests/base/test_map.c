#include "support/check.h"

#include "base/map.h"
#include "support/rng.h"
#include "support/torture.h"

static void an_empty_map_has_nothing(void **state)
{
    (void)state;
    tol_map map = TOL_MAP_INIT;
    assert_null(tol_map_get(&map, TOL_LIT("a")));
    tol_map_reset(&map);
    tol_map_release(&map);
    assert_null(tol_map_get(&map, TOL_LIT("")));
}

static void a_key_is_copied_and_found_again(void **state)
{
    (void)state;
    tol_map map = TOL_MAP_INIT;
    char key[] = "зорину";
    bool is_new;
    tol_map_slot *slot = tol_map_put(&map, tol_str_of(key), &is_new);
    assert_true(is_new);
    assert_int_equal(slot->value, 0);
    slot->value = 7;
    key[0] = 'x';
    assert_int_equal(tol_map_get(&map, TOL_LIT("зорину"))->value, 7);
    assert_int_equal(tol_map_put(&map, TOL_LIT("зорину"), &is_new)->value, 7);
    assert_false(is_new);
    assert_null(tol_map_get(&map, TOL_LIT("зорин")));
    assert_int_equal(map.n, 1);
    tol_map_release(&map);
}

static void the_empty_key_is_a_key_and_the_absent_one_is_the_same(void **state)
{
    (void)state;
    tol_map map = TOL_MAP_INIT;
    bool is_new;
    tol_map_put(&map, TOL_STR_NULL, &is_new)->value = 3;
    assert_true(is_new);
    assert_int_equal(tol_map_get(&map, TOL_LIT(""))->value, 3);
    tol_map_put(&map, TOL_LIT(""), &is_new);
    assert_false(is_new);
    tol_map_release(&map);
}

enum { KEYS = 3000 };

/* Key number k, in a form that shares beginnings and lengths with others. */
static tol_str key_of(uint32_t k, char bytes[16])
{
    int len = snprintf(bytes, 16, "%s%u", k % 3 ? "key" : "", k / 2);
    bytes[len] = (char)(k % 2);
    return (tol_str){bytes, (size_t)len + 1};
}

static void random_work_agrees_with_an_array(void **state)
{
    (void)state;
    static uint64_t values[KEYS];
    static bool present[KEYS];
    tol_rng rng = tol_rng_new("map against an array", 5);
    tol_map map = TOL_MAP_INIT;
    size_t n = 0;
    for (int round = 0; round < 200000; round++) {
        uint32_t k = tol_rng_below(&rng, KEYS);
        char bytes[16];
        tol_str key = key_of(k, bytes);
        if (tol_rng_below(&rng, 40000) == 0) {
            tol_map_reset(&map);
            memset(present, 0, sizeof present);
            n = 0;
        } else if (tol_rng_below(&rng, 2)) {
            bool is_new;
            tol_map_slot *slot = tol_map_put(&map, key, &is_new);
            assert_int_equal(is_new, !present[k]);
            assert_true(is_new ? slot->value == 0 : slot->value == values[k]);
            n += is_new;
            present[k] = true;
            slot->value = values[k] = tol_rng_next(&rng);
        } else {
            tol_map_slot *slot = tol_map_get(&map, key);
            assert_int_equal(slot != NULL, present[k]);
            assert_true(!slot || (slot->value == values[k] && tol_str_equal(slot->key, key)));
        }
        assert_int_equal(map.n, n);
    }
    tol_map_release(&map);
}

/* Banks may store hashes, so these must never change. */
static void hashes_are_the_same_in_every_version(void **state)
{
    (void)state;
    const struct {
        tol_str bytes;
        uint64_t seed, hash;
    } golden[] = {
        {TOL_LIT(""), 0, UINT64_C(0x0000000000000000)},          {TOL_LIT(""), 1, UINT64_C(0x1CC140088F3B6BEC)},
        {TOL_LIT("a"), 0, UINT64_C(0x511BC6BE53F3B765)},         {TOL_LIT("зорину"), 0, UINT64_C(0x22385B2E63973615)},
        {TOL_LIT("зорину"), 61, UINT64_C(0x2C33D7CDAC6D0A55)},   {TOL_LIT("12345678"), 0, UINT64_C(0xB40867B3E6ADFC66)},
        {TOL_LIT("123456789"), 0, UINT64_C(0x3A589796FBB04A99)}, {TOL_LIT("a\0b"), 0, UINT64_C(0xC974C8DA2124EB06)},
    };
    for (size_t i = 0; i < sizeof golden / sizeof golden[0]; i++) {
        uint64_t hash = tol_hash(golden[i].bytes, golden[i].seed);
        if (hash != golden[i].hash) {
            fail_msg("%zu: 0x%016llX", i, (unsigned long long)hash);
        }
    }
}

static void hashes_of_like_keys_differ_in_half_of_their_bits(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("hash bits", 6);
    uint64_t flipped = 0;
    enum { ROUNDS = 20000 };
    for (int round = 0; round < ROUNDS; round++) {
        unsigned char bytes[20];
        size_t len = 1 + tol_rng_below(&rng, sizeof bytes);
        for (size_t i = 0; i < len; i++) {
            bytes[i] = (unsigned char)tol_rng_next(&rng);
        }
        uint64_t before = tol_hash((tol_str){(char *)bytes, len}, 0);
        bytes[tol_rng_below(&rng, (uint32_t)len)] ^= (unsigned char)(1u << tol_rng_below(&rng, 8));
        uint64_t change = before ^ tol_hash((tol_str){(char *)bytes, len}, 0);
        for (; change; change &= change - 1) {
            flipped++;
        }
    }
    double mean = (double)flipped / ROUNDS;
    assert_true(mean > 31.5 && mean < 32.5);
}

static tol_status fill(void *user, tol_error *err)
{
    (void)user;
    tol_map map = TOL_MAP_INIT;
    tol_status status = TOL_OK;
    size_t n = 0;
    for (uint32_t k = 0; k < 500 && status == TOL_OK; k++) {
        char bytes[16];
        bool is_new;
        if (tol_map_put(&map, key_of(k, bytes), &is_new)) {
            n++;
        } else {
            status = TOL_ENOMEM;
        }
    }
    assert_int_equal(map.n, n);
    for (uint32_t k = 0; k < n; k++) {
        char bytes[16];
        assert_non_null(tol_map_get(&map, key_of(k, bytes)));
    }
    tol_map_release(&map);
    return err->code = status;
}

static void every_failing_allocation_is_survived(void **state)
{
    (void)state;
    assert_true(tol_torture("map", fill, NULL, TOL_OK) >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_has_nothing),
        cmocka_unit_test(a_key_is_copied_and_found_again),
        cmocka_unit_test(the_empty_key_is_a_key_and_the_absent_one_is_the_same),
        cmocka_unit_test(random_work_agrees_with_an_array),
        cmocka_unit_test(hashes_are_the_same_in_every_version),
        cmocka_unit_test(hashes_of_like_keys_differ_in_half_of_their_bits),
        cmocka_unit_test(every_failing_allocation_is_survived),
    };
    return cmocka_run_group_tests_name("base.map", tests, NULL, NULL);
}
