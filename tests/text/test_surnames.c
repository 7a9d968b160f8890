/* Russian surnames: every form of a paradigm has one key, but for those that are listed here. */
#include "support/check.h"
#include "tolmach/buf.h"
#include "tolmach/token.h"

/* Surnames by their nominative, which ends in `ending`; the other forms have one of `endings` in its place. */
typedef struct declension {
    const char *ending, *endings, *surnames;
} declension;

static const declension declensions[] = {
    /* possessive: Иванов, Иванова */
    {"", "а у ым е ы ых ыми ой",
     "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев "
     "Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв "
     "Борисов Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв "
     "Ильин Максимов Поляков Сорокин Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов "
     "Комаров Давыдов Беляев Герасимов Богданов Осипов Сидоров Матвеев Титов Марков Миронов Крылов Куликов Карпов "
     "Власов Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин Чернов Абрамов "
     "Мартынов Ефимов Федотов Щербаков Назаров Калинин Исаев Чернышёв Быков Родионов Коновалов Лазарев Воронин "
     "Климов Пономарёв Голубев Кудрявцев Прохоров Наумов Журавлёв Овчинников Трофимов Ермаков Емельянов Никифоров "
     "Ефремов Архипов Малышев Моисеев Акимов Кондратьев Анисимов Лукьянов Прокофьев Софронов Мальцев Елисеев "
     "Фадеев Ершов Ушаков Дементьев Леонтьев Евдокимов Некрасов Игнатьев Муравьёв Лавров Зуев Терентьев Устинов "
     "Сахаров Носов Карасёв Ульянов Любимов Львов Горбачёв Шаповалов Куприянов Зиновьев Зорин Завьялов Алиев "
     "Гейдаров Кунаев Рашидов Мухитдинов Ибрагимов Каримов Хрущёв Брежнев Суслов Косыгин Андропов Булганин "
     "Маленков Молотов Ворошилов Ильичёв Шелепин Шепилов Первухин Сабуров Фурцев Ленин Сталин Бухарин Рыков Киров "
     "Куйбышев Ежов Снегов Огнев Ветров Чуйков Воротников Чебриков Лигачёв Рыжков Демичев Аристов Добрынин "
     "Царапкин Пегов Патоличев Куницын Солженицын Голицын Спицын Садов Долгов Языков Корнев"},
    /* adjectives in -ский, -цкий */
    {"ий", "ий ого ому им ом ая ой ую ие их ими",
     "Покровский Никольский Тухачевский Полянский Малиновский Рокоссовский Василевский Чайковский Дзержинский "
     "Вышинский Луначарский Троцкий Высоцкий Трубецкий Яворский Черняховский"},
    /* adjectives in -ый */
    {"ый", "ый ого ому ым ом ая ой ую ые ых ыми", "Подгорный Будённый Нагорный Лютый"},
    /* adjectives in -ой */
    {"ой", "ой ого ому ым ом ая ую ые ых ыми", "Толстой Мостовой Береговой Луговой Яровой Лановой"},
    /* and after к */
    {"ой", "ой ого ому им ом ая ую ие их ими", "Трубецкой Руцкой Шаховской Волконской"},
    /* consonants: Микоян */
    {"", "а у ом е ы ов ам ами ах",
     "Микоян Баграмян Петросян Хачатурян Куусинен Берман Шмидт Щербак Кравчук Шевчук Трумэн Эйзенхауэр Раск Кадар "
     "Литвин Мельник Баран Левитан Макмиллан Мандельштам"},
    /* and hushing ones: Каганович */
    {"", "а у ем е и ей ам ами ах", "Каганович Рабинович Ростропович Матусевич Грач Маркович"},
    /* -ь */
    {"ь", "ь я ю ем е", "Гоголь Бабель Коваль Соболь Врубель"},
    /* -й */
    {"й", "й я ю ем е", "Аджубей Гай Шахрай Бабай"},
    /* -а: Окуджава */
    {"а", "а ы е у ой", "Окуджава Ягода Скорина"},
    /* none: Громыко */
    {"", "", "Громыко Шевченко Орджоникидзе Шеварднадзе Джугашвили Кеннеди Кастро Тито"},
};

/*
 * Known limits: a form of the name is one of another word too (Садов: of gardens, beside садовый), or ends as a
 * participle does (Баран), or as a case (Мандельштам, Шахрая).
 */
static const char *const still_split[] = {"Садов",   "Долгов",    "Языков",      "Корнев", "Баран",
                                          "Левитан", "Макмиллан", "Мандельштам", "Шахрай", "Бабай"};

static tol_str next_word(const char **rest)
{
    tol_str word = {*rest, strcspn(*rest, " ")};
    *rest += word.len;
    *rest += **rest == ' ';
    return word;
}

/* The nominative and all its forms, masculine, feminine and plural, with spaces between. */
static void decline(const declension *d, tol_str surname, tol_buf *forms)
{
    tol_buf_reset(forms);
    tol_buf_add(forms, surname);
    surname.len -= strlen(d->ending);
    for (const char *rest = d->endings; *rest;) {
        tol_str ending = next_word(&rest);
        tol_buf_printf(forms, " %.*s%.*s", TOL_ARG(surname), TOL_ARG(ending));
    }
}

static size_t count_keys(tol_analyser *analyser, tol_str text)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_tokens tokens;
    tol_error err;
    assert_status(TOL_OK, tol_analyse(analyser, text, NULL, 0, &arena, &tokens, &err), &err);
    size_t n = 0;
    for (size_t i = 0; i < tokens.n; i++) {
        size_t j = 0;
        while (j < i && !tol_str_equal(tokens.items[j].key, tokens.items[i].key)) {
            j++;
        }
        n += j == i;
    }
    tol_arena_release(&arena);
    return n;
}

static bool is_known_to_split(tol_str surname)
{
    for (size_t i = 0; i < sizeof still_split / sizeof *still_split; i++) {
        if (tol_str_equal(surname, tol_str_of(still_split[i]))) {
            return true;
        }
    }
    return false;
}

static size_t check_declension(tol_analyser *analyser, const declension *d, size_t *n_split)
{
    size_t n = 0;
    tol_buf forms = TOL_BUF_INIT;
    for (const char *rest = d->surnames; *rest; n++) {
        tol_str surname = next_word(&rest);
        assert_true(tol_str_ends_with(surname, tol_str_of(d->ending)));
        decline(d, surname, &forms);
        bool is_split = count_keys(analyser, tol_buf_str(&forms)) != 1;
        if (is_split != is_known_to_split(surname)) {
            print_error("%s: %s\n", forms.ptr, is_split ? "more than one key" : "no longer split");
        }
        assert_int_equal(is_split, is_known_to_split(surname));
        *n_split += is_split;
    }
    tol_buf_release(&forms);
    return n;
}

static void a_surname_has_one_key_in_all_its_forms(void **state)
{
    (void)state;
    tol_analyser *analyser = NULL;
    tol_error err;
    assert_status(TOL_OK, tol_analyser_new(tol_str_of("ru"), &analyser, &err), &err);
    size_t n = 0, n_split = 0;
    for (size_t i = 0; i < sizeof declensions / sizeof *declensions; i++) {
        n += check_declension(analyser, &declensions[i], &n_split);
    }
    assert_int_equal(n, 269);
    assert_int_equal(n_split, 10);
    tol_analyser_free(analyser);
}

static void surnames_of_different_people_have_different_keys(void **state)
{
    (void)state;
    static const char *const people =
        "Хрущев Козлов Брежнев Косыгин Громыко Микоян Пономарев Суслов Зорин Кузнецов Малиновский Ильичев Шелепин "
        "Подгорный Полянский Демичев Андропов Куусинен Аджубей Кириленко Шверник Воронов Маленков Молотов Каганович "
        "Максимов Васильев Ульянов Зиновьев Григорьев Афанасьев Прокофьев Леонтьев Воробьев Герасимов Трофимов "
        "Евдокимов Ефремов Коновалов Ковалев Лукьянов Емельянов Дмитриев Алиев Зуев Носов Снегов";
    tol_analyser *analyser = NULL;
    tol_error err;
    assert_status(TOL_OK, tol_analyser_new(tol_str_of("ru"), &analyser, &err), &err);
    assert_int_equal(count_keys(analyser, tol_str_of(people)), 47);
    tol_analyser_free(analyser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_surname_has_one_key_in_all_its_forms),
        cmocka_unit_test(surnames_of_different_people_have_different_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
