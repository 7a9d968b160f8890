/*
 * The library's own rules, kind of text by kind of text. Each example is a paragraph with "|" where it breaks.
 */
#include "support/check.h"
#include "support/fixture.h"
#include "tolmach/segmenter.h"

#define MAX 4096

/* Segment a paragraph without its bars and put bars where it breaks. */
static void bars_of(const char *lang, const char *example, char out[MAX])
{
    char text[MAX];
    size_t len = 0, at = 0;
    tol_arena arena = TOL_ARENA_INIT;
    tol_segmenter *segmenter;
    tol_segment_spans spans;
    tol_error err;
    for (const char *c = example; *c; c++) {
        if (*c != '|') {
            text[len++] = *c;
        }
    }
    assert_status(TOL_OK, tol_segmenter_new(tol_str_of(lang), NULL, &segmenter, &err), &err);
    assert_status(TOL_OK, tol_segmenter_run(segmenter, (tol_str){text, len}, NULL, 0, &arena, &spans, &err), &err);
    for (size_t i = 0, next = 0; i < len; i++) {
        if (next < spans.n && spans.items[next].start == i) {
            if (next++) {
                out[at++] = '|';
            }
        }
        out[at++] = text[i];
    }
    out[at] = '\0';
    tol_arena_release(&arena);
    tol_segmenter_free(segmenter);
}

static void check_all(const char *lang, const char *const *examples)
{
    int n_wrong = 0;
    for (; *examples; examples++) {
        char got[MAX];
        bars_of(lang, *examples, got);
        if (strcmp(got, *examples) != 0) {
            print_error("wanted: %s\ngot:    %s\n", *examples, got);
            n_wrong++;
        }
    }
    assert_int_equal(n_wrong, 0);
}

#define CHECK(lang, ...) check_all(lang, (const char *const[]){__VA_ARGS__, NULL})

/* ---- Russian ---- */

static void dialogue_with_dashes(void **state)
{
    (void)state;
    CHECK("ru", "— Привет! — сказал он. |— Как дела?",
          "— Куда ты идёшь? — спросил Иван. |— Домой, — ответил Пётр. |— А ты?",
          "— Не знаю... — протянула она. |— Может быть.", "— Стой! |— Кто там? |— Свои.",
          "— Я всё понял, — сказал он. |— Пойдём!.. |— И они пошли.",
          "«Где он?» — Иван кивнул на дверь. |Никто не ответил.", "«Согласиться». |— Товарищи! |Начнём.",
          "Он спросил: «Кто там?» |Никто не ответил.", "«Уходи!» — крикнула она и заплакала. |Он ушёл.");
}

static void years_and_centuries(void **state)
{
    (void)state;
    CHECK("ru", "В 1962 г. Хрущев приехал в Вену. |Потом он уехал.", "Он приехал в 1962 г. |Он сказал речь.",
          "Завод построен в 1934 г. |Директором стал Иванов.", "12 октября 1962 г. состоялось заседание. |Всё.",
          "Родился 5 мая 1920 г. |Окончил школу в 1938 г. |Воевал.", "В XIX в. Россия вела войны. |Много войн.",
          "Это было ещё в XIX в. |Россия вела войны.", "Известно, что в 1961 г. Хрущев выступил. |Его слушали.",
          "С 1958 по 1972 г. Египет носил другое имя. |Потом нет.", "Рим основан в 753 г. до н. э. |Так говорят.",
          "25 октября 1962 г.");
}

static void and_so_on(void **state)
{
    (void)state;
    CHECK("ru", "Хлеб, соль и т. д. |Далее идут сласти.", "Хлеб, соль и т.д. |Далее идут сласти.",
          "Привезли хлеб, соль, спички и т. п. товары. |Всё продали.",
          "Были Козлов, Суслов и др. |Председательствовал "
          "Хрущев.",
          "Это, т. е. Москва, столица. |Да.", "Это т. н. Большой дом. |Да.", "Собралось 5 тыс. человек. |Пришли все.",
          "Потратили 5 тыс. |Больше нет.");
}

static void units_and_parts_of_countries(void **state)
{
    (void)state;
    CHECK("ru", "Длина 5 м. |Ширина 3 м. |Вес 2 т. |Цена 100 руб. |Всё.", "Начало в 10 час. 30 мин. утра. |Конец в 12.",
          "Население 1,5 млн чел. |Площадь 2,5 тыс. кв. км. |Столица — г. Душанбе.", "В этот час. |Хрущев молчал.",
          "Родился в Курской губ. |Отец был шахтёром.", "Длина 5 см. |Он измерил.", "Завод им. Ленина стоит. |Да.",
          "Он был к.т.н. |Работал в НИИ.", "Файл readme.txt. |Конец.", "Письмо от 25.X.1962 г. № 123. |Секретно.",
          "Это было в 60-х гг. XX в. |Потом нет.", "Принято. |тов. Громыко против.", "Да (см. стр. 5) и нет. |Всё.");
}

static void initials_and_titles(void **state)
{
    (void)state;
    CHECK("ru", "Н. С. Хрущев выступил. |Его слушали.", "Выступил Н.С. Хрущев. |Его слушали.",
          "Тов. Хрущев Н. С. выступил. |Далее говорил А. И. Микоян.", "Указать тов. Зорину. |Тов. Зорин согласен.",
          "Текст, предложенный Мин. ин. дел, не годится. |Переписать.",
          "Пришли Иванов И. И., Петров П. П. |Они "
          "молчали.",
          "Письмо Дж. Ф. Кеннеди получено. |Ответить.", "Живёт на ул. Ленина, д. 5, кв. 3. |Один.",
          "В нём есть витамин А. |Он полезен.", "Правил Николай I. |Потом правил Александр.",
          "Приехал в г. Горький. |Там завод.", "Читал проф. В. В. Виноградов. |Потом обсуждали.");
}

static void lists_and_agendas(void **state)
{
    (void)state;
    CHECK("ru", "1. Утвердить ответ. |2. Послать письмо.", "1) Утвердить. |2) Послать.", "а) Утвердить; б) послать.",
          "VI. Сообщение тов. Громыко о работе делегации", "III. Об ответе Кеннеди. |Составить письмо.",
          "Решили: 1. Утвердить ответ. |2. Послать письмо.", "1.2. Общие положения. |Они просты.",
          "ф. 3, оп. 16, д. 947, л. 36. |Подлинник.", "См. рис. 5 и табл. 2. |Там всё видно.",
          "Это было в 1961. |Потом стало лучше.", "Купил 5. |Продал 3.");
}

static void marks_in_rows(void **state)
{
    (void)state;
    CHECK("ru", "Стой!.. |Кто идёт?", "Ну и ну!.. сказал он. |Да.", "Что?! |Не может быть!!! |Правда?..  |Да.",
          "Он думал... и молчал. |Потом заговорил…  |Все слушали.", "Это было (?) давно. |Да.",
          "Он сказал [...] Хрущеву всё. |Тот молчал.", "...И он ушёл. |Навсегда.", "Текст.[1] |Далее текст.",
          "Текст.¹ |Далее текст.", "Конец предложения.12 |Начало другого.");
}

static void quotations_inside_quotations(void **state)
{
    (void)state;
    CHECK("ru", "Он сказал: «Я читал „Войну и мир“. |Это роман». |Все молчали.",
          "Он крикнул «Стой! Кто идёт?» и выстрелил. |Все легли.",
          "«Он спросил: „Кто там?“ |Я не ответил», — сказала "
          "она. |Мы ушли.",
          "Фильм «Берегись автомобиля!» вышел давно. |Его помнят.",
          "Сказать кратко: «Мы согласны с вашим предложением». |Так и сделали.", "Голосовать «за». |Принято.",
          "Он ушёл (я видел. Он смеялся) и не вернулся. |Вот.", "(Смеётся.) |Он ушёл.", "Он ушёл. |(Смеётся.) |Вот.");
}

static void speakers_and_parts_of_titles(void **state)
{
    (void)state;
    CHECK("ru", "Тов. Микоян. Предлагает воздержаться. |Принято.", "Полянский. Предлагает голосовать. |Принято.",
          "Вернуть. |Потом послать.", "Нет. |Он не пришёл.", "Президиум Центрального Комитета. Протокол № 61");
}

static void tags_that_stand_in_the_text(void **state)
{
    (void)state;
    CHECK("ru", "<h1>Нос</h1>|Марта 25 числа. |<i>Иван ушёл.</i> |<b>Он</b> пришёл.", "Одно<br/>|другое <i>третье</i>",
          "Если a < b. |То c > d.");
}

/* ---- English ---- */

static void english_abbreviations(void **state)
{
    (void)state;
    CHECK("en", "Mr. Smith met Dr. Jones. |They talked.", "The U.S. Army left. |It was over.",
          "He left the U.S. |He went home.", "At 5 p.m. the bell rang. |All left.", "We met at 5 p.m. |The bell rang.",
          "The show is at 5 p.m. Friday. |Come.", "He works for Acme Inc. |They sell tools.",
          "Acme Inc. Chairman Jones left. |He was old.", "See fig. 5 and No. 3. |It is there.", "No. |He did not.",
          "Cde. Zorin has proposed this. |Affirm it.", "The text of the Min. of For. Aff. is bad. |Write it anew.",
          "J. F. Kennedy wrote. |We read it.", "He met John F. Kennedy. |They talked.",
          "He likes vitamin C. |It helps.", "Bring eggs, milk, etc. |Then go.", "So do I. |She does too.",
          "He has a Ph.D. |It took years.", "In Jan. 1962 he left. |In Feb. he came.",
          "It is 5 ft. 3 in. tall. |It weighs 10 lbs. |That is heavy.", "So did C. S. Lewis. |He wrote.",
          "I. Introduction. |II. Methods.", "(a) First; (b) second. |(c) Third.",
          "He studied at the School of Art. |“I loved it,” he said.");
}

static void english_marks_and_quotations(void **state)
{
    (void)state;
    CHECK("en", "“Why?” he asked. |“Because,” she said.", "Say briefly: “We agree.” |Then stop.",
          "Vote “in favor.” |He did.", "Text.[1] |Next.", "VI. Cde. Gromyko’s message about the work",
          "1. Affirm it. |2. Send it.", "He said (I heard it. It was loud) that he goes. |He went.",
          "(He laughed.) |He went.", "He wrote: “They … We left.” |Then he stopped.", "I wonder ... |He left.",
          "“I do not like it. …” |The doctor left.", "I like eBay. |iPhones are fine.",
          "How [to proceed] further. |Think.", "Cde. Zorin. He proposes to wait. |Accepted.", "Yes. |He did.");
}

/* ---- real text ---- */

/* Both columns of the gold segments are what the rules make of the two texts. */
static void check_protocol(const char *lang, const char *path, size_t column)
{
    const char *gold_path = tol_sample_path("protocol-61/segments.tsv");
    size_t len;
    char *gold = tol_file_read(gold_path, NULL), *text = tol_file_read(tol_sample_path(path), &len);
    tol_arena arena = TOL_ARENA_INIT;
    tol_segmenter *segmenter;
    tol_segment_spans spans;
    tol_error err;
    assert_status(TOL_OK, tol_segmenter_new(tol_str_of(lang), NULL, &segmenter, &err), &err);
    assert_status(TOL_OK, tol_segmenter_run(segmenter, (tol_str){text, len}, NULL, 0, &arena, &spans, &err), &err);
    char *line = strchr(gold, '\n');
    for (size_t i = 0; i < spans.n; i++) {
        assert_non_null(line);
        char *cell = line + 1;
        for (size_t k = 0; k < column; k++) {
            cell = strchr(cell, '\t') + 1;
        }
        tol_str wanted = {cell, strcspn(cell, "\t\n")};
        tol_str got = {text + spans.items[i].start, spans.items[i].end - spans.items[i].start};
        if (!tol_str_equal(wanted, got)) {
            fail_msg("%.*s is not %.*s", TOL_ARG(got), TOL_ARG(wanted));
        }
        line = strchr(line + 1, '\n');
    }
    assert_true(!line || !line[1]);
    tol_arena_release(&arena);
    tol_segmenter_free(segmenter);
    free(gold);
    free(text);
}

static void protocol_61_has_its_gold_segments(void **state)
{
    (void)state;
    if (!tol_sample_path("protocol-61/segments.tsv")) {
        skip();
    }
    check_protocol("ru", "protocol-61/protocol-61.ru.txt", 1);
    check_protocol("en", "protocol-61/protocol-61.en.txt", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dialogue_with_dashes),
        cmocka_unit_test(years_and_centuries),
        cmocka_unit_test(and_so_on),
        cmocka_unit_test(units_and_parts_of_countries),
        cmocka_unit_test(initials_and_titles),
        cmocka_unit_test(lists_and_agendas),
        cmocka_unit_test(marks_in_rows),
        cmocka_unit_test(quotations_inside_quotations),
        cmocka_unit_test(speakers_and_parts_of_titles),
        cmocka_unit_test(tags_that_stand_in_the_text),
        cmocka_unit_test(english_abbreviations),
        cmocka_unit_test(english_marks_and_quotations),
        cmocka_unit_test(protocol_61_has_its_gold_segments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
