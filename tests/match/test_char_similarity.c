/* Similarity by characters against the plain matrix over code points. */
#include "base/utf8.h"
#include "support/check.h"
#include "support/rng.h"
#include "tolmach/match.h"

#define LETTERS_MAX 300

static size_t decode(tol_str s, uint32_t *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        out[n++] = tol_utf8_next(s, &i);
    }
    return n;
}

static int naive_permille(tol_str a, tol_str b)
{
    static uint32_t x[LETTERS_MAX], y[LETTERS_MAX];
    static size_t row[LETTERS_MAX + 1];
    size_t n = decode(a, x), m = decode(b, y), longer = n > m ? n : m;
    for (size_t j = 0; j <= m; j++) {
        row[j] = j;
    }
    for (size_t i = 0; i < n; i++) {
        size_t diagonal = row[0]++;
        for (size_t j = 0; j < m; j++) {
            size_t best = diagonal + (x[i] != y[j]);
            diagonal = row[j + 1];
            best = best < diagonal + 1 ? best : diagonal + 1;
            row[j + 1] = best < row[j] + 1 ? best : row[j] + 1;
        }
    }
    return longer ? (int)(1000 * (longer - row[m]) / longer) : 1000;
}

static int permille(tol_str a, tol_str b)
{
    int out = -1;
    assert_int_equal(tol_char_similarity(a, b, &out, NULL), TOL_OK);
    return out;
}

static tol_str random_text(tol_rng *rng, char *buffer, uint32_t max_letters)
{
    static const uint32_t letters[] = {'a', 'b', 0x430, 0x431, 0x20AC, 0x1F600, ' '};
    uint32_t n = tol_rng_below(rng, max_letters);
    size_t len = 0;
    for (uint32_t i = 0; i < n; i++) {
        len += tol_utf8_put(letters[tol_rng_below(rng, 7)], buffer + len);
    }
    return (tol_str){buffer, len};
}

static void bit_vectors_equal_the_matrix(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("char similarity", 1999);
    static char a[4 * LETTERS_MAX], b[4 * LETTERS_MAX];
    for (int round = 0; round < 6000; round++) {
        uint32_t max = round % 3 == 0 ? LETTERS_MAX : round % 3 == 1 ? 66 : 12;
        tol_str x = random_text(&rng, a, max), y = random_text(&rng, b, max);
        assert_int_equal(permille(x, y), naive_permille(x, y));
    }
}

static void small_cases_are_as_defined(void **state)
{
    (void)state;
    assert_int_equal(permille(TOL_LIT(""), TOL_LIT("")), 1000);
    assert_int_equal(permille(TOL_LIT(""), TOL_LIT("Куба")), 0);
    assert_int_equal(permille(TOL_LIT("Куба"), TOL_LIT("Кубу")), 750);
    assert_int_equal(permille(TOL_LIT("Куба"), TOL_LIT("Куба")), 1000);
    assert_int_equal(permille(TOL_LIT("abc"), TOL_LIT("xyz")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bit_vectors_equal_the_matrix),
        cmocka_unit_test(small_cases_are_as_defined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
