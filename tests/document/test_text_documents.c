/* Plain text: how lines make paragraphs, what belongs to the page and goes. */
#include "document_fixture.h"
#include "support/check.h"

static void a_paragraph_a_line_stays_so(void **state)
{
    (void)state;
    assert_reads("Хрущев\nВернуть.\n\nI. Об ответе Кеннеди\r\n  Не вступать в перебранку. \n",
                 "body|Хрущев\nbody|Вернуть.\nbody|I. Об ответе Кеннеди\nbody|Не вступать в перебранку.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_a_line_stays_so),
    };
    return cmocka_run_group_tests_name("document.text", tests, NULL, NULL);
}
