#include "support/check.h"

#include "support/rng.h"
#include "support/torture.h"
#include "tolmach/buf.h"

static void check_sane(const tol_buf *buf)
{
    assert_true(buf->len == 0 || buf->len < buf->cap);
    if (buf->ptr) {
        assert_int_equal(buf->ptr[buf->len], '\0');
    }
    assert_non_null(tol_buf_str(buf).ptr);
}

static void an_empty_buffer_is_an_empty_string(void **state)
{
    (void)state;
    tol_buf buf = TOL_BUF_INIT;
    check_sane(&buf);
    assert_str(tol_buf_str(&buf), "");
    tol_buf_add(&buf, TOL_STR_NULL);
    tol_buf_append(&buf, NULL, 0);
    check_sane(&buf);
    assert_true(tol_buf_ok(&buf));
    tol_buf_release(&buf);
    tol_buf_release(&buf);
    tol_buf_release(NULL);
}

static void what_is_appended_is_there(void **state)
{
    (void)state;
    tol_buf buf = TOL_BUF_INIT;
    tol_buf_add(&buf, TOL_LIT("Протокол"));
    tol_buf_byte(&buf, ' ');
    tol_buf_printf(&buf, "№ %d, %s", 61, "1962");
    check_sane(&buf);
    assert_str(tol_buf_str(&buf), "Протокол № 61, 1962");
    tol_buf_reset(&buf);
    assert_str(tol_buf_str(&buf), "");
    tol_buf_printf(&buf, "%s", "");
    assert_str(tol_buf_str(&buf), "");
    tol_buf_release(&buf);
}

static void many_appends_agree_with_a_plain_array(void **state)
{
    (void)state;
    static char plain[1 << 16];
    size_t len = 0;
    tol_rng rng = tol_rng_new("buf appends", 2);
    tol_buf buf = TOL_BUF_INIT;
    while (len < sizeof plain - 300) {
        size_t piece = tol_rng_below(&rng, 300);
        for (size_t i = 0; i < piece; i++) {
            plain[len + i] = (char)tol_rng_next(&rng);
        }
        tol_buf_append(&buf, plain + len, piece);
        len += piece;
        check_sane(&buf);
    }
    assert_int_equal(buf.len, len);
    assert_memory_equal(buf.ptr, plain, len);
    tol_buf_release(&buf);
}

static void the_maximum_holds_and_failure_is_sticky(void **state)
{
    (void)state;
    tol_buf buf;
    tol_buf_init(&buf, 5);
    tol_buf_add(&buf, TOL_LIT("12345"));
    assert_true(tol_buf_ok(&buf));
    tol_buf_byte(&buf, '6');
    assert_false(tol_buf_ok(&buf));
    assert_str(tol_buf_str(&buf), "12345");
    tol_buf_reset(&buf);
    assert_true(tol_buf_ok(&buf));
    tol_buf_printf(&buf, "%d", 123456);
    assert_false(tol_buf_ok(&buf));
    tol_buf_byte(&buf, '1');
    assert_str(tol_buf_str(&buf), "");
    tol_buf_release(&buf);
    assert_int_equal(buf.max, 5);
    tol_buf_append(&buf, "x", SIZE_MAX);
    assert_false(tol_buf_ok(&buf));
    tol_buf_release(&buf);
}

static tol_status build(void *user, tol_error *err)
{
    (void)user;
    tol_buf buf = TOL_BUF_INIT;
    for (int i = 0; i < 1000; i++) {
        tol_buf_printf(&buf, "%d ", i);
    }
    tol_status status = tol_buf_ok(&buf) ? TOL_OK : TOL_ENOMEM;
    check_sane(&buf);
    tol_buf_release(&buf);
    return err->code = status;
}

static void every_failing_allocation_is_survived(void **state)
{
    (void)state;
    assert_true(tol_torture("buf", build, NULL, TOL_OK) >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_is_an_empty_string),
        cmocka_unit_test(what_is_appended_is_there),
        cmocka_unit_test(many_appends_agree_with_a_plain_array),
        cmocka_unit_test(the_maximum_holds_and_failure_is_sticky),
        cmocka_unit_test(every_failing_allocation_is_survived),
    };
    return cmocka_run_group_tests_name("base.buf", tests, NULL, NULL);
}
