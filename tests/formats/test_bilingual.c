/* Bilingual text: catalogues, memories of Wordfast, Weblate and Trados, aligned files, and the round trip of all. */
#include "collect.h"
#include "support/check.h"
#include "support/fixture.h"

#include <sqlite3.h>

#define BYTES(literal) ((tol_str){literal, sizeof(literal) - 1})

static const char po[] =
    "# head\nmsgid \"\"\nmsgstr \"\"\n\"Language: ru\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
    "# by hand\n# second\n#. by the programmer\n#: a.c:1 b.c:2\n#, fuzzy, c-format\n#| msgid \"old\"\n"
    "msgctxt \"menu\"\nmsgid \"\"\n\"Open\\n\"\n\"\\t\\\"%s\\\"\"\nmsgstr \"Открыть\\n\\t«%s»\"\n"
    "msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"%d файл\"\nmsgstr[1] \"%d файла\"\nmsgstr[2] \"%d "
    "файлов\"\n\nmsgid \"not yet\"\nmsgstr \"\"\n\n#~ msgid \"gone\"\n#~ msgstr \"нет\"\n";

static const char *prop(const tol_unit *unit, const char *type)
{
    tol_str text = tol_infos_prop(&unit->infos, tol_str_of(type));
    return text.ptr ? text.ptr : "(none)";
}

static void catalogues_become_units(void **state)
{
    (void)state;
    tol_collected *got = tol_collect(BYTES(po), "x", NULL, true);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 5);
    assert_str(got->units[0]->variants[0].text, "Open\n\t\"%s\"");
    assert_str(got->units[0]->variants[0].lang, "en");
    assert_str(got->units[0]->variants[1].lang, "ru");
    assert_string_equal(prop(got->units[0], "x-context"), "menu");
    assert_string_equal(prop(got->units[0], "x-fuzzy"), "yes");
    assert_string_equal(prop(got->units[0], "x-po-flags"), "c-format");
    assert_string_equal(prop(got->units[0], "x-po-comment"), "by the programmer");
    assert_string_equal(prop(got->units[0], "x-po-reference"), "a.c:1 b.c:2");
    assert_str(got->units[0]->infos.items[0].text, "by hand\nsecond");
    assert_int_equal(got->units[0]->line, 13);
    assert_str(got->units[1]->variants[0].text, "%d file");
    assert_str(got->units[3]->variants[0].text, "%d files");
    assert_str(got->units[3]->variants[1].text, "%d файлов");
    assert_string_equal(prop(got->units[3], "x-po-form"), "2");
    assert_string_equal(prop(got->units[4], "x-obsolete"), "yes");
    assert_int_equal(tol_collected_count(got, "untranslated"), 1);
    tol_collected_free(got);
}

static void catalogues_of_other_encodings_and_broken_ones(void **state)
{
    (void)state;
    tol_collected *got =
        tol_collect(BYTES("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=koi8-r\\n\"\n\nmsgid "
                          "\"Yes\"\r\nmsgstr \"\xE4\xC1\"\n"),
                    "messages.ru.po", NULL, true);
    assert_status(TOL_OK, got->status, &got->err);
    assert_str(got->units[0]->variants[1].text, "Да");
    assert_str(got->units[0]->variants[1].lang, "ru");
    tol_collected_free(got);
    tol_str broken = BYTES("msgid \"a\"\nmsgstr \"b\nrubbish\nmsgstr \"without id\"\nmsgstr[99] \"c\"\n");
    got = tol_collect(broken, "ru.po", NULL, false);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(tol_collected_count(got, "string-without-end"), 1);
    assert_int_equal(tol_collected_count(got, "syntax"), 2);
    tol_collected_free(got);
    got = tol_collect(broken, "ru.po", NULL, true);
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_int_equal(got->err.line, 2);
    tol_collected_free(got);
    got = tol_collect(BYTES("msgid \"a\"\nmsgstr \"b\"\n"), "x.po", NULL, false);
    assert_status(TOL_EINVAL, got->status, &got->err);
    assert_string_equal(got->err.message, "the file does not say its target language");
    tol_collected_free(got);
}

/* A compiled catalogue of two messages, the second with a context and a plural; `big`: the other byte order. */
static void make_mo(tol_buf *out, bool big)
{
    static const tol_str strings[] = {{"", 0},
                                      {"c\4one\0many", 10},
                                      {"Content-Type: text/plain; charset=windows-1251\nLanguage: ru\n", 60},
                                      {"\xE4\xE0\0\xED\xE5\xF2", 6}};
    uint32_t numbers[7 + 8] = {0x950412de, 0, 2, 28, 44, 0, 0}, at = sizeof numbers;
    for (size_t i = 0; i < 4; i++) {
        numbers[7 + 2 * i] = (uint32_t)strings[i].len;
        numbers[8 + 2 * i] = at;
        at += (uint32_t)strings[i].len + 1;
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        for (unsigned k = 0; k < 4; k++) {
            tol_buf_byte(out, (char)(numbers[i] >> 8 * (big ? 3 - k : k)));
        }
    }
    for (size_t i = 0; i < 4; i++) {
        tol_buf_append(out, strings[i].ptr, strings[i].len);
        tol_buf_byte(out, '\0');
    }
}

static void compiled_catalogues_are_read_in_both_byte_orders_and_never_beyond_their_end(void **state)
{
    (void)state;
    for (int big = 0; big < 2; big++) {
        tol_buf file = TOL_BUF_INIT;
        make_mo(&file, big);
        tol_collected *got = tol_collect(tol_buf_str(&file), "x", NULL, true);
        assert_status(TOL_OK, got->status, &got->err);
        assert_int_equal(got->n_units, 2);
        assert_string_equal(prop(got->units[0], "x-context"), "c");
        assert_str(got->units[0]->variants[1].text, "да");
        assert_str(got->units[1]->variants[0].text, "many");
        assert_str(got->units[1]->variants[1].text, "нет");
        tol_collected_free(got);
        for (size_t len = 4; len < file.len - 1; len++) {
            char *part = malloc(len);
            memcpy(part, file.ptr, len);
            got = tol_collect((tol_str){part, len}, "x.mo", NULL, false);
            assert_status(TOL_EPARSE, got->status, &got->err);
            tol_collected_free(got);
            free(part);
        }
        tol_buf_release(&file);
    }
}

static void wordfast_memories_are_read_with_their_escapes(void **state)
{
    (void)state;
    tol_collected *got = tol_collect(
        BYTES("%20100801~111517\t%User ID,AB,AB\t%TU=00000002\t%EN-US\t%Wordfast TM v.546/00\t%RU-01\t%-\r\n"
              "20100727~145333\tAB\t2\tEN-US\t&tA;Why&'A0;not?&tB;\tRU-01\tПочему&'B;нет &'26;?\tLAW\r\n"
              "20100727\tshort\r\n"),
        "x.txt", NULL, false);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 1);
    const tol_unit *unit = got->units[0];
    assert_str(unit->variants[0].text, "Why\xC2\xA0not?");
    assert_int_equal(unit->variants[0].n_runs, 6);
    assert_str(unit->variants[0].runs[1].code, "&tA;");
    assert_str(unit->variants[1].text, "Почему\nнет &?");
    assert_str(tol_attrs_get(&unit->attrs, TOL_LIT("creationdate")), "20100727T145333Z");
    assert_str(tol_attrs_get(&unit->attrs, TOL_LIT("creationid")), "AB");
    assert_string_equal(prop(unit, "x-wordfast-attr1"), "LAW");
    assert_int_equal(tol_collected_count(got, "syntax"), 1);
    tol_collected_free(got);
    got = tol_collect(BYTES("Просто текст.\nЕще строка.\n"), "x.txt", NULL, false);
    assert_status(TOL_EFORMAT, got->status, &got->err);
    tol_collected_free(got);
}

static const char json[] = "[\n {\"source\": \"Yes \\\"{\", \"target\": \"Да\", \"source_language\": \"en\",\n"
                           "\"target_language\": \"ru\", \"origin\": \"p/c\", \"category\": 2, \"context\": \"k\"},\n"
                           "{\"source\": \"a\", \"target\": \"\", \"source_language\": \"en\", \"target_language\": "
                           "\"ru\"}]\n";

static void weblate_memories_are_read_object_by_object(void **state)
{
    (void)state;
    tol_collected *got = tol_collect(BYTES(json), "x", NULL, true);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 1);
    assert_str(got->units[0]->variants[0].text, "Yes \"{");
    assert_string_equal(prop(got->units[0], "x-context"), "k");
    assert_string_equal(prop(got->units[0], "x-weblate-origin"), "p/c");
    assert_string_equal(prop(got->units[0], "x-weblate-category"), "2");
    assert_int_equal(got->units[0]->line, 2);
    tol_collected_free(got);
    for (size_t len = 1; len < sizeof json - 2; len++) {
        got = tol_collect((tol_str){json, len}, "x.json", NULL, false);
        assert_status(TOL_EPARSE, got->status, &got->err);
        tol_collected_free(got);
    }
}

static void what_is_written_in_any_format_is_read_again(void **state)
{
    (void)state;
    static const char wordfast[] = "%20100801~111517\t%U\t%TU=1\t%EN-US\t%Wordfast TM v.546/00\t%RU\t%-\n"
                                   "20100727~145333\tAB\t2\tEN-US\t&tA;a &'26;tB;\tRU\tб\t\tX\n";
    const struct {
        const char *format;
        tol_str bytes;
    } rows[] = {{"po", BYTES(po)}, {"wordfast", BYTES(wordfast)}, {"weblate", BYTES(json)}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_collected *got = tol_collect(rows[i].bytes, "x", NULL, true);
        assert_status(TOL_OK, got->status, &got->err);
        tol_buf first = TOL_BUF_INIT, second = TOL_BUF_INIT;
        tol_error err;
        tol_write_opt opt = {.format = rows[i].format};
        assert_status(TOL_OK, tol_collected_write_opt(got, &opt, &first, &err), &err);
        tol_collected *again = tol_collect(tol_buf_str(&first), "x", NULL, true);
        assert_status(TOL_OK, again->status, &again->err);
        assert_units_equal(got, again);
        assert_status(TOL_OK, tol_collected_write_opt(again, &opt, &second, &err), &err);
        assert_true(tol_str_equal(tol_buf_str(&first), tol_buf_str(&second)));
        tol_collected_free(got);
        tol_collected_free(again);
        tol_buf_release(&first);
        tol_buf_release(&second);
    }
}

static tol_collected *read_two(const char *dir, const char *left, const char *right)
{
    char *a = tol_path_join(dir, "a.ru"), *b = tol_path_join(dir, "a.en");
    tol_file_write(a, tol_str_of(left));
    tol_file_write(b, tol_str_of(right));
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.companion = b;
    tol_collected *got = tol_collect_file_opt(a, &opt);
    free(a);
    free(b);
    return got;
}

static void aligned_files_are_one_text(void **state)
{
    (void)state;
    char *dir = tol_temp_dir_new();
    tol_collected *got = read_two(dir, "Да\r\n\nНет", "Yes\n\nNo\n");
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 2);
    assert_str(got->units[1]->variants[0].text, "Нет");
    assert_str(got->units[1]->variants[1].lang, "en");
    assert_int_equal(got->units[1]->line, 3);
    char *path = tol_path_join(dir, "out.en"), *left = tol_path_join(dir, "out.ru");
    tol_writer *writer = NULL;
    tol_error err;
    tol_write_opt opt = {.format = "moses"};
    assert_status(TOL_OK, tol_writer_open(path, NULL, &opt, got->header, &writer, &err), &err);
    for (size_t i = 0; i < 2; i++) {
        assert_status(TOL_OK, tol_writer_unit(writer, got->units[i], &err), &err);
    }
    assert_null(tol_file_read(path, NULL));
    assert_status(TOL_OK, tol_writer_finish(writer, &err), &err);
    tol_writer_free(writer);
    char *ru = tol_file_read(left, NULL), *en = tol_file_read(path, NULL);
    assert_string_equal(ru, "Да\nНет\n");
    assert_string_equal(en, "Yes\nNo\n");
    free(ru);
    free(en);
    free(path);
    free(left);
    tol_collected_free(got);
    got = read_two(dir, "Да\nНет\n", "Yes\n");
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_non_null(strstr(got->err.message, "unequal length: 2 lines, and 1 in"));
    tol_collected_free(got);
    got = read_two(dir, "", "Yes\n");
    assert_int_not_equal(got->status, TOL_OK);
    tol_collected_free(got);
    tol_temp_dir_free(dir);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* clang-format off */
#define SEGMENT(lang, elements)                                                                                        \
    "'<Segment xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><Elements>" elements                            \
    "</Elements><CultureName>" lang "</CultureName></Segment>'"
#define TEXT(text) "<Text><Value>" text "</Value></Text>"
static const char memory_sql[] =
    "CREATE TABLE translation_memories(id INTEGER PRIMARY KEY, source_language TEXT, target_language TEXT);"
    "INSERT INTO translation_memories VALUES(1, 'en-US', 'ru-RU');"
    "CREATE TABLE translation_units(id INTEGER PRIMARY KEY, guid BLOB, source_segment TEXT, target_segment TEXT, "
    "creation_date DATETIME, creation_user TEXT, usage_counter INT);"
    "INSERT INTO translation_units VALUES(1, x'0A0B', "
    SEGMENT("en-US", TEXT("The &lt;new&gt; ") "<Tag><Type>Start</Type><Anchor>1</Anchor><AlignmentAnchor>2"
            "</AlignmentAnchor><TagID>b</TagID><CanHide>false</CanHide></Tag>" TEXT("programme")
            "<Tag><Type>End</Type><Anchor>1</Anchor></Tag><Tag><Type>TextPlaceholder</Type><Anchor>3</Anchor>"
            "<AlignmentAnchor>0</AlignmentAnchor><TextEquivalent>%s</TextEquivalent></Tag>")
    ", " SEGMENT("ru-RU", TEXT("Новая программа")) ", '2021-02-13 18:11:35', 'DOMAIN\\user', 3);"
    "INSERT INTO translation_units VALUES(2, NULL, '<Segment><Elements>', 'x', NULL, NULL, NULL);";
/* clang-format on */

static void check_trados_unit(const tol_unit *unit)
{
    tol_buf sketch = TOL_BUF_INIT;
    tol_variant_sketch(&unit->variants[0], &sketch);
    assert_string_equal(sketch.ptr, "The <new> [bpt i=1 x=2 type=b][/bpt]programme[ept i=1][/ept][ph]{%s}[/ph]");
    assert_str(unit->variants[1].text, "Новая программа");
    assert_str(unit->variants[1].lang, "ru-RU");
    assert_str(unit->tuid, "0A0B");
    assert_str(tol_attrs_get(&unit->attrs, TOL_LIT("creationdate")), "20210213T181135Z");
    assert_str(tol_attrs_get(&unit->attrs, TOL_LIT("usagecount")), "3");
    tol_buf_release(&sketch);
}

static void trados_memories_are_read_from_their_database(void **state)
{
    (void)state;
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "x.sdltm");
    run_sql(path, memory_sql);
    tol_collected *got = tol_collect_file(path, false);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 1);
    assert_int_equal(tol_collected_count(got, "segment-unreadable"), 1);
    check_trados_unit(got->units[0]);
    assert_str(tol_attrs_get(&got->header->attrs, TOL_LIT("srclang")), "en-US");
    size_t len;
    char *bytes = tol_file_read(path, &len);
    tol_collected *again = tol_collect((tol_str){bytes, len}, "x", NULL, false);
    assert_status(TOL_OK, again->status, &again->err);
    assert_units_equal(got, again);
    tol_collected_free(again);
    tol_collected_free(got);
    got = tol_collect((tol_str){bytes, len / 2}, "x", NULL, false);
    assert_int_not_equal(got->status, TOL_OK);
    tol_collected_free(got);
    free(bytes);
    got = tol_collect_file(path, true);
    assert_status(TOL_EPARSE, got->status, &got->err);
    tol_collected_free(got);
    free(path);
    tol_temp_dir_free(dir);
}

static void other_databases_are_named(void **state)
{
    (void)state;
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "other.sdltm");
    run_sql(path, "CREATE TABLE t(a)");
    tol_collected *got = tol_collect_file(path, false);
    assert_status(TOL_EFORMAT, got->status, &got->err);
    tol_collected_free(got);
    free(path);
    tol_temp_dir_free(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(catalogues_become_units),
        cmocka_unit_test(catalogues_of_other_encodings_and_broken_ones),
        cmocka_unit_test(compiled_catalogues_are_read_in_both_byte_orders_and_never_beyond_their_end),
        cmocka_unit_test(wordfast_memories_are_read_with_their_escapes),
        cmocka_unit_test(weblate_memories_are_read_object_by_object),
        cmocka_unit_test(what_is_written_in_any_format_is_read_again),
        cmocka_unit_test(aligned_files_are_one_text),
        cmocka_unit_test(trados_memories_are_read_from_their_database),
        cmocka_unit_test(other_databases_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
