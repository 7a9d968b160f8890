/* What the analysis makes of texts: kinds, surfaces, forms, keys, weights. */
#include "support/check.h"
#include "support/fixture.h"
#include "tolmach/buf.h"
#include "tolmach/token.h"

typedef struct analysis {
    tol_analyser *analyser;
    tol_arena arena;
    tol_tokens tokens;
} analysis;

static analysis analyse(const char *lang, const char *text)
{
    analysis a = {NULL, TOL_ARENA_INIT, {NULL, 0, 0}};
    tol_error err;
    assert_status(TOL_OK, tol_analyser_new(tol_str_of(lang), &a.analyser, &err), &err);
    assert_status(TOL_OK, tol_analyse(a.analyser, tol_str_of(text), NULL, 0, &a.arena, &a.tokens, &err), &err);
    return a;
}

static void done(analysis *a)
{
    tol_analyser_free(a->analyser);
    tol_arena_release(&a->arena);
}

/* The tokens of a text as "surface|surface|…", each with the letter of its kind before it: w n l t p. */
static void assert_tokens(const char *lang, const char *text, const char *wanted)
{
    analysis a = analyse(lang, text);
    tol_buf got = TOL_BUF_INIT;
    for (size_t i = 0; i < a.tokens.n; i++) {
        const tol_token *token = &a.tokens.items[i];
        tol_buf_printf(&got, "%s%c:%.*s", i ? " | " : "", tol_token_kind_name(token->kind)[0], TOL_ARG(token->surface));
    }
    assert_str(tol_buf_str(&got), wanted);
    tol_buf_release(&got);
    done(&a);
}

static void assert_forms(const char *lang, const char *text, const char *wanted)
{
    analysis a = analyse(lang, text);
    tol_buf got = TOL_BUF_INIT;
    for (size_t i = 0; i < a.tokens.n; i++) {
        tol_buf_printf(&got, "%s%.*s", i ? " | " : "", TOL_ARG(a.tokens.items[i].form));
    }
    assert_str(tol_buf_str(&got), wanted);
    tol_buf_release(&got);
    done(&a);
}

static void assert_weight(const char *lang, const char *text, uint32_t wanted)
{
    analysis a = analyse(lang, text);
    assert_int_equal(a.tokens.weight, wanted);
    done(&a);
}

/* All words of the text have one key. */
static void assert_one_key(const char *lang, const char *text)
{
    analysis a = analyse(lang, text);
    for (size_t i = 1; i < a.tokens.n; i++) {
        if (!tol_str_equal(a.tokens.items[i].key, a.tokens.items[0].key)) {
            print_error("%.*s is not keyed as %.*s: %.*s\n", TOL_ARG(a.tokens.items[i].form),
                        TOL_ARG(a.tokens.items[0].form), TOL_ARG(a.tokens.items[i].key));
        }
        assert_true(tol_str_equal(a.tokens.items[i].key, a.tokens.items[0].key));
        assert_int_equal(a.tokens.items[i].weight, a.tokens.items[0].weight);
    }
    done(&a);
}

/* No two tokens of the text have one key. */
static void assert_different_keys(const char *lang, const char *text)
{
    analysis a = analyse(lang, text);
    for (size_t i = 0; i < a.tokens.n; i++) {
        for (size_t j = 0; j < i; j++) {
            if (tol_str_equal(a.tokens.items[i].key, a.tokens.items[j].key)) {
                print_error("%.*s is keyed as %.*s\n", TOL_ARG(a.tokens.items[i].form),
                            TOL_ARG(a.tokens.items[j].form));
            }
            assert_false(tol_str_equal(a.tokens.items[i].key, a.tokens.items[j].key));
        }
    }
    done(&a);
}

static void the_weights_of_the_golden_sentences_hold(void **state)
{
    (void)state;
    assert_weight("ru", "Утвердить указания тов. Зорину.", 36);
    assert_weight("ru", "Утвердить указания тов. Зорину", 34);
    assert_weight("ru", "Утвердить указания.", 18);
    assert_weight("ru", "Утвердить ответ У Тану.", 30);
    assert_weight("ru", "Об указаниях Зорину", 20);
    assert_weight("ru", "Об ответе Кеннеди", 20);
    assert_weight("ru", "", 0);
    assert_weight("ru", " \t\n\u00A0\u200B\u00AD", 0);
}

static void segments_of_protocol_61_are_parted(void **state)
{
    (void)state;
    assert_tokens("ru", "25 октября 1962 г.", "n:25 | w:октября | n:1962 | w:г | p:.");
    assert_tokens("ru", "Протокол № 61", "w:Протокол | p:№ | n:61");
    assert_tokens("ru", "I. Об ответе Кеннеди", "w:I | p:. | w:Об | w:ответе | w:Кеннеди");
    assert_tokens("ru", "Как [действовать] дальше.", "w:Как | p:[ | w:действовать | p:] | w:дальше | p:.");
    assert_tokens("ru", "внесенной Ганой и О[бъединенной] А[рабской] Р[еспубликой][1] в Совете Безопасности",
                  "w:внесенной | w:Ганой | w:и | w:О[бъединенной] | w:А[рабской] | w:Р[еспубликой] | p:[1] | w:в | "
                  "w:Совете | w:Безопасности");
    assert_tokens("ru", "а голосовать «за».", "w:а | w:голосовать | p:« | w:за | p:» | p:.");
    assert_tokens("ru", "предложенный Мин. ин. дел, не годится.",
                  "w:предложенный | w:Мин | p:. | w:ин | p:. | w:дел | p:, | w:не | w:годится | p:.");
    assert_tokens("ru", "о работе делегации на XVII сессии ООН",
                  "w:о | w:работе | w:делегации | w:на | w:XVII | w:сессии | w:ООН");
    assert_tokens(
        "en", "Ghana and the U[nited] A[rab] R[epublic][1] at the Security Council",
        "w:Ghana | w:and | w:the | w:U[nited] | w:A[rab] | w:R[epublic] | p:[1] | w:at | w:the | w:Security | "
        "w:Council");
    assert_tokens("en", "Cde. Gromyko’s message about the UN’s XVII Session",
                  "w:Cde | p:. | w:Gromyko’s | w:message | w:about | w:the | w:UN’s | w:XVII | w:Session");
    assert_tokens("en", "the Min. of For. Aff. is not suitable.",
                  "w:the | w:Min | p:. | w:of | w:For | p:. | w:Aff | p:. | w:is | w:not | w:suitable | p:.");
    assert_tokens("en", "“We agree with your proposal.”",
                  "p:“ | w:We | w:agree | w:with | w:your | w:proposal | p:. | p:”");
    assert_tokens("en", "October 25, 1962", "w:October | n:25 | p:, | n:1962");
}

static void editorial_brackets_are_opened_in_words_only(void **state)
{
    (void)state;
    assert_forms("ru", "О[бъединенной] О[бъединенно]й [п]рограмма", "объединенной | объединенной | программа");
    assert_tokens(
        "en", "Cde[.] a[1] [действовать] x[y z] [[a]b]",
        "w:Cde | p:[ | p:. | p:] | w:a | p:[1] | p:[ | w:действовать | p:] | w:x | p:[ | w:y | w:z | p:] | p:[ | "
        "w:[a]b | p:]");
    assert_tokens("en", "[1] [61] [123] [1234] []", "p:[1] | p:[61] | p:[123] | p:[ | n:1234 | p:] | p:[ | p:]");
    assert_tokens("en", "[O’Nei]l [a][b] wo[r][d]",
                  "w:[O’Nei]l | p:[ | w:a | p:] | p:[ | w:b | p:] | w:wo[r] | p:[ | w:d | p:]");
}

static void numbers_hold_their_signs_and_spaces(void **state)
{
    (void)state;
    assert_tokens("ru", "1 234,5 и 1 234 567, 1,234.5 1'000 ١٢٣٫٤",
                  "n:1 234,5 | w:и | n:1 234 567 | p:, | n:1,234.5 | n:1'000 | n:١٢٣٫٤");
    assert_tokens("ru", "в 1962 125 человек", "w:в | n:1962 | n:125 | w:человек");
    assert_tokens("ru", "25.10.1962 10:30 125", "n:25.10.1962 | n:10 | p:: | n:30 | n:125");
    assert_tokens("ru", "(1\u00A0234) $5\u202F000 -3 50%",
                  "p:( | n:1\u00A0234 | p:) | p:$ | n:5\u202F000 | p:- | n:3 | n:50 | p:%");
    assert_tokens("ru", "1 234а 12 3456 1 23 1  234 1;2",
                  "n:1 | w:234а | n:12 | n:3456 | n:1 | n:23 | n:1 | n:234 | n:1 | p:; | n:2");
    assert_tokens("ru", "MP3 3D 25-й №61 ½ x²", "w:MP3 | w:3D | n:25 | p:- | w:й | p:№ | n:61 | p:½ | w:x | p:²");
    assert_forms("ru", "1\u00A0234 1’000 1\u2009234", "1 234 | 1'000 | 1 234");
    assert_one_key("ru", "1 1962 1,5 ١٢");
}

static void links_are_whole_and_leave_the_sentence_its_punctuation(void **state)
{
    (void)state;
    assert_tokens("en", "See (https://a.b/c_(d)?q=1#f), http://x.y.",
                  "w:See | p:( | l:https://a.b/c_(d)?q=1#f | p:) | p:, | l:http://x.y | p:.");
    assert_tokens("en", "www.ya.ru! «www.x.рф/путь»", "l:www.ya.ru | p:! | p:« | l:www.x.рф/путь | p:»");
    assert_tokens("en", "<a.b-c@mail.example.org>, mailto:x@y.z",
                  "p:< | l:a.b-c@mail.example.org | p:> | p:, | l:mailto:x@y.z");
    assert_tokens("en", "/usr/lib /etc/fstab. ~/x ./a ../b/c /readme.txt src/text/a.c.",
                  "l:/usr/lib | l:/etc/fstab | p:. | l:~/x | l:./a | l:../b/c | l:/readme.txt | l:src/text/a.c | p:.");
    assert_tokens("en", "C:\\Temp\\x.txt \\\\srv\\share\\f \"D:\\\"",
                  "l:C:\\Temp\\x.txt | l:\\\\srv\\share\\f | p:\" | l:D:\\ | p:\"");
}

static void what_only_looks_like_a_link_is_none(void **state)
{
    (void)state;
    assert_tokens("ru", "и/или км/ч 24/7 Об/о and/or",
                  "w:и | p:/ | w:или | w:км | p:/ | w:ч | n:24 | p:/ | n:7 | w:Об | p:/ | w:о | w:and | p:/ | w:or");
    assert_tokens(
        "en", "and/or.The user@host a@b <b/> / http:// www.",
        "w:and | p:/ | w:or | p:. | w:The | w:user | p:@ | w:host | w:a | p:@ | w:b | p:< | w:b | p:/ | p:> | p:/ "
        "| w:http | p:: | p:/ | p:/ | w:www | p:.");
    assert_tokens("en", "1/2.5 x\\y", "n:1 | p:/ | n:2.5 | w:x | p:\\ | w:y");
}

static void words_part_at_hyphens_and_stops(void **state)
{
    (void)state;
    assert_tokens("ru", "т.е. конец.Начало кто-то из‑за",
                  "w:т | p:. | w:е | p:. | w:конец | p:. | w:Начало | w:кто | p:- | w:то | w:из | p:‑ | w:за");
    assert_tokens("ru", "x_1 __ d’Artagnan 👩‍🚀 🇷🇺",
                  "w:x_1 | p:__ | w:d’Artagnan | p:👩‍🚀 | p:🇷🇺");
}

static void forms_fold_what_does_not_count(void **state)
{
    (void)state;
    assert_forms("ru", "Ёлка е́лка эле\u00ADктро\u200Eн", "елка | елка | электрон");
    assert_forms("ru", "« » „ “ ” ' ’ ‹ — – - − ‑", "\" | \" | \" | \" | \" | \" | \" | \" | - | - | - | - | -");
    assert_forms("en", "Gromyko’s O'Neill STRASSE Straße", "gromyko's | o'neill | strasse | strasse");
    assert_forms("ru", "вс\u0435\u0308 \u0438\u0306од за\u0301мок", "все | йод | замок");
    assert_forms("ru", "ѐ ѝ", "е | и");
    assert_forms("bg", "ѝ", "ѝ");
    assert_forms("tr", "KIŞ İzmir", "kış | izmir");
    assert_forms("en", "e\u0301te\u0301 été", "été | été");
}

static void a_paradigm_has_one_key(void **state)
{
    (void)state;
    static const char *const paradigms[] = {
        "Хрущев Хрущёв Хрущева Хрущеву Хрущевым Хрущеве Хрущевы Хрущевых Хрущева Хрущевой",
        "Козлов Козлова Козлову Козловым Козлове",
        "Брежнев Брежнева Брежневу Брежневым Брежневе",
        "Пономарев Пономарева Пономареву",
        "Суслов Суслова Сусловым",
        "Ильичев Ильичева Ильичеву",
        "Косыгин Косыгина Косыгину Косыгиным",
        "Пушкин Пушкина Пушкину Пушкиным",
        "Громыко",
        "Микоян Микояна Микояну",
        "установка установки установке установку установкой установок",
        "список списка списку списком списки списков",
        "отец отца отцу отцом отцы отцов",
        "посол посла послу послом послы послов",
        "день дня дню днем дни дней",
        "окно окна окну окон окнами",
        "Совет Совета Совету Советом Советы Советов",
        "письмо письма писем письмам",
        "время времени временем времен",
        "система системы системе систему системой систем",
        "финал финала финалу финале",
        "гражданин гражданина граждане граждан",
        "указание указания указанию указанием указаний указаниях",
        "был была были быть будет есть",
        "его ему он она ими них",
        "этот эта этого этим эти",
        "который которая которым которых",
        "о об обо",
        "в во",
        "ракета ракеты ракету ракет",
        "прийти пришел пришла придет",
        "роман романа роману",
        "готов готово готова готовый",
    };
    for (size_t i = 0; i < sizeof paradigms / sizeof *paradigms; i++) {
        assert_one_key("ru", paradigms[i]);
    }
    static const char *const english[] = {
        "Gromyko Gromyko’s",
        "instruction instructions",
        "is are was were be been being am",
        "a an",
        "affirm affirms affirmed affirming",
        "man men",
        "write wrote written writes writing",
        "the The THE",
        "he him his",
        "U[nited] united",
    };
    for (size_t i = 0; i < sizeof english / sizeof *english; i++) {
        assert_one_key("en", english[i]);
    }
}

static void a_verb_and_its_participle_have_one_key(void **state)
{
    (void)state;
    static const char *const verbs[] = {
        "утвердить утвержден утверждена утверждено утверждены утвержденный утвержденного утверждение",
        "обсудить обсужден обсуждено обсуждение обсуждения",
        "возвратить возвращен возвращено возвращение",
        "запретить запрещено запрещен запрещение",
        "установить установлен установлено установленный установление",
        "направить направлено направлена направление",
        "подготовить подготовлен подготовленный",
        "поручить поручено поручен поручение",
        "предложить предложено предложен предложенный предложенная",
        "принять принято принят приняты принятого",
        "внести внесено внесен внесенной",
        "согласиться согласен согласна согласны",
        "рассмотреть рассмотрено рассмотрен рассмотрел",
    };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        assert_one_key("ru", verbs[i]);
    }
}

static void different_words_have_different_keys(void **state)
{
    (void)state;
    assert_different_keys("ru", "совет советский игра игровой мир мировой прием при план плановый нет не но");
    assert_different_keys("ru", "плащ плата борщ борт рождение род кровля кровь вождь вода священный святой");
    assert_different_keys("ru", "восстание восстановить рубль рубить игра играл");
    assert_different_keys("en", "the a to be not he she it proposal");
}

static void assert_function_words(const char *lang, const char *text, bool wanted)
{
    analysis a = analyse(lang, text);
    for (size_t i = 0; i < a.tokens.n; i++) {
        bool is_function_word = a.tokens.items[i].weight == TOL_WEIGHT_FUNCTION_WORD;
        if (is_function_word != wanted) {
            print_error("%.*s weighs %u\n", TOL_ARG(a.tokens.items[i].form), a.tokens.items[i].weight);
        }
        assert_int_equal(is_function_word, wanted);
    }
    done(&a);
}

static void closed_classes_weigh_half(void **state)
{
    (void)state;
    assert_function_words("ru", "и в во на с со к у о об но не ни же ли бы который кто что весь себя мой этот был есть",
                          true);
    assert_function_words("ru", "совет прием мир год дело слово предложение стать сказать Кеннеди XVII быт", false);
    assert_function_words("en", "the a an of to and or not he their which is are been isn't It's", true);
    assert_function_words("en", "council affirm proposal UN have go", false);
    assert_function_words("uk", "і та в на не він його який був", true);
    assert_function_words("be", "і ў на не ён яго які быў", true);
    assert_function_words("de", "der die das und nicht ich sein ist war mit", true);
    assert_function_words("fr", "le la les et ne pas il son est était avec", true);
    assert_function_words("es", "el la los y no él su es era con ser", true);
    assert_function_words("it", "il la gli e non lui suo è era con", true);
    assert_function_words("pt", "o a os e não ele seu é era com", true);
    assert_function_words("pl", "i w na nie on jego który był z", true);
    assert_function_words("und", "the и der", false);
}

static void scripts_without_spaces_are_parted_by_dictionary(void **state)
{
    (void)state;
    assert_tokens("th", "ภาษาไทย", "w:ภาษา | w:ไทย");
    analysis a = analyse("zh", "中华人民共和国成立了");
    assert_true(a.tokens.n > 1 && a.tokens.n < 10);
    done(&a);
    a = analyse("ja", "東京タワーへ行きました。");
    assert_true(a.tokens.n > 3);
    assert_int_equal(a.tokens.items[a.tokens.n - 1].kind, TOL_PUNCT);
    done(&a);
    a = analyse("km", "ភាសាខ្មែរ");
    assert_true(a.tokens.n >= 1);
    done(&a);
}

static void all_segments_of_the_protocol_have_tokens_and_weights(void **state)
{
    (void)state;
    const char *path = tol_sample_path("protocol-61/segments.tsv");
    char *text = path ? tol_file_read(path, NULL) : NULL;
    if (!text) {
        skip();
    }
    size_t n = 0;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"), n++) {
        analysis a = analyse("ru", line);
        assert_true(a.tokens.n > 0 && a.tokens.weight >= a.tokens.n * TOL_WEIGHT_LIGHT);
        done(&a);
    }
    assert_true(n > 30);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_weights_of_the_golden_sentences_hold),
        cmocka_unit_test(segments_of_protocol_61_are_parted),
        cmocka_unit_test(editorial_brackets_are_opened_in_words_only),
        cmocka_unit_test(numbers_hold_their_signs_and_spaces),
        cmocka_unit_test(links_are_whole_and_leave_the_sentence_its_punctuation),
        cmocka_unit_test(what_only_looks_like_a_link_is_none),
        cmocka_unit_test(words_part_at_hyphens_and_stops),
        cmocka_unit_test(forms_fold_what_does_not_count),
        cmocka_unit_test(a_paradigm_has_one_key),
        cmocka_unit_test(a_verb_and_its_participle_have_one_key),
        cmocka_unit_test(different_words_have_different_keys),
        cmocka_unit_test(closed_classes_weigh_half),
        cmocka_unit_test(scripts_without_spaces_are_parted_by_dictionary),
        cmocka_unit_test(all_segments_of_the_protocol_have_tokens_and_weights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
