#include "base/intern.h"

#include <stdio.h>

#include "base/map.h"
#include "base/mem.h"
#include "support/check.h"
#include "support/rng.h"

/* A string of up to 40 bytes of few kinds, so that many share their beginning or their end. */
static tol_str random_string(tol_rng *rng, char bytes[40])
{
    size_t len = tol_rng_below(rng, tol_rng_below(rng, 4) ? 9 : 41);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)("ab\0\xD0"[tol_rng_below(rng, i % 7 ? 2 : 4)]);
    }
    return (tol_str){bytes, len};
}

static void it_knows_what_a_plain_map_knows(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("intern", 5);
    tol_intern intern = TOL_INTERN_INIT;
    tol_map map = TOL_MAP_INIT;
    for (uint32_t i = 0; i < 60000; i++) {
        char bytes[40];
        tol_str key = random_string(&rng, bytes);
        const uint32_t *value = tol_intern_get(&intern, key);
        const tol_map_slot *slot = tol_map_get(&map, key);
        assert_int_equal(value != NULL, slot != NULL);
        if (slot) {
            assert_int_equal(*value, slot->value);
            continue;
        }
        bool is_new = false;
        tol_map_put(&map, key, &is_new)->value = i;
        assert_true(tol_intern_put(&intern, key, i));
    }
    assert_int_equal(intern.n, map.n);
    for (size_t i = 0; i < map.cap; i++) {
        tol_intern_query queries[2] = {{.key = map.slots[i].key.ptr ? map.slots[i].key : TOL_LIT("none")},
                                       {.key = TOL_LIT("another")}};
        tol_intern_get_all(&intern, queries, 2);
        assert_int_equal(map.slots[i].key.ptr != NULL, queries[0].value != NULL);
        assert_true(!queries[0].value || *queries[0].value == map.slots[i].value);
        assert_null(queries[1].value);
    }
    tol_map_release(&map);
    tol_intern_release(&intern);
    assert_null(tol_intern_get(&intern, TOL_LIT("a")));
}

static void without_memory_nothing_is_lost(void **state)
{
    (void)state;
    tol_intern intern = TOL_INTERN_INIT;
    char name[16];
    for (uint32_t i = 0; i < 1000; i++) {
        tol_str key = {name, (size_t)snprintf(name, sizeof name, "%u", i)};
        tol_mem_fail_after(1, true);
        if (!tol_intern_put(&intern, key, i)) {
            tol_mem_fail_after(0, false);
            assert_null(tol_intern_get(&intern, key));
            assert_true(tol_intern_put(&intern, key, i));
        }
        tol_mem_fail_after(0, false);
    }
    for (uint32_t i = 0; i < 1000; i++) {
        tol_str key = {name, (size_t)snprintf(name, sizeof name, "%u", i)};
        assert_int_equal(*tol_intern_get(&intern, key), i);
    }
    tol_intern_release(&intern);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_knows_what_a_plain_map_knows),
        cmocka_unit_test(without_memory_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
