#include "support/check.h"

#include "tolmach/tolmach.h"

static void the_version_is_that_of_the_project(void **state)
{
    (void)state;
    assert_string_equal(tol_version(), TOL_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_version_is_that_of_the_project)};
    return cmocka_run_group_tests_name("base.version", tests, NULL, NULL);
}
