/* Tables of units: what spreadsheets and programs write is read, and what is written is read again. */
#include "collect.h"
#include "support/check.h"

#define BYTES(literal) ((tol_str){literal, sizeof(literal) - 1})

static tol_collected *read_table(tol_str bytes, const char *name, const char *langs, const char *columns)
{
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.source_lang = langs ? "ru" : NULL;
    opt.target_lang = langs ? langs : NULL;
    opt.columns = columns;
    return tol_collect_opt(bytes, name, &opt);
}

static void the_first_row_names_languages_and_more(void **state)
{
    (void)state;
    tol_collected *got = read_table(BYTES("en,RU,id,Комментарий,Domain,changedate,context,-\n"
                                          "Yes,Да,7,so,law,20260101T000000Z,menu,dropped\n"),
                                    "x.csv", NULL, NULL);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 1);
    const tol_unit *unit = got->units[0];
    assert_int_equal(unit->line, 2);
    assert_str(unit->tuid, "7");
    assert_str(unit->variants[0].lang, "en");
    assert_str(unit->variants[0].text, "Yes");
    assert_str(unit->variants[1].lang, "RU");
    assert_str(unit->variants[1].text, "Да");
    assert_str(tol_infos_prop(&unit->infos, TOL_LIT("Комментарий")), "so");
    assert_str(tol_infos_prop(&unit->infos, TOL_LIT("Domain")), "law");
    assert_str(tol_infos_prop(&unit->infos, TOL_LIT("x-context")), "menu");
    assert_str(tol_attrs_get(&unit->attrs, TOL_LIT("changedate")), "20260101T000000Z");
    assert_int_equal(unit->infos.n, 3);
    assert_str(tol_attrs_get(&got->header->attrs, TOL_LIT("srclang")), "en");
    tol_collected_free(got);
}

static void the_source_that_was_asked_for_comes_first(void **state)
{
    (void)state;
    tol_collected *got = read_table(BYTES("en,ru,de\nYes,Да,Ja\n"), "x.csv", "en", NULL);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->units[0]->n_variants, 3);
    assert_str(got->units[0]->variants[0].text, "Да");
    assert_str(got->units[0]->variants[2].text, "Ja");
    tol_collected_free(got);
}

static void source_and_target_need_languages(void **state)
{
    (void)state;
    tol_str bytes = BYTES("source;target\nДа;Yes\n");
    tol_collected *got = read_table(bytes, "x.csv", NULL, NULL);
    assert_status(TOL_EINVAL, got->status, &got->err);
    assert_string_equal(got->err.message, "the file does not say its languages");
    tol_collected_free(got);
    got = read_table(bytes, "x.csv", "en-US", NULL);
    assert_status(TOL_OK, got->status, &got->err);
    assert_str(got->units[0]->variants[1].lang, "en-US");
    tol_collected_free(got);
}

static void a_table_without_names_needs_languages_or_columns(void **state)
{
    (void)state;
    tol_str bytes = BYTES("Да;Yes;1\nНет;No;2\n");
    tol_collected *got = read_table(bytes, "x.csv", NULL, NULL);
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_int_equal(got->err.line, 1);
    tol_collected_free(got);
    got = read_table(bytes, "x.csv", "en", NULL);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 2);
    assert_int_equal(tol_collected_count(got, "no-header"), 1);
    assert_str(tol_infos_prop(&got->units[1]->infos, TOL_LIT("column-3")), "2");
    tol_collected_free(got);
    got = read_table(bytes, "x", NULL, "ru,en,-");
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 2);
    assert_int_equal(got->units[0]->infos.n, 0);
    tol_collected_free(got);
    got = read_table(bytes, "x.csv", NULL, "ru,note");
    assert_status(TOL_EINVAL, got->status, &got->err);
    tol_collected_free(got);
    got = read_table(BYTES("RU;EN\nДа;Yes\n"), "x.csv", NULL, "ru,en");
    assert_int_equal(got->n_units, 1);
    tol_collected_free(got);
}

static void what_spreadsheets_write_is_read(void **state)
{
    (void)state;
    const struct {
        const char *what;
        tol_str bytes;
    } rows[] = {
        {"commas", BYTES("ru,en\n\"Да, \"\"так\"\"\",Yes\n")},
        {"semicolons", BYTES("ru;en\n\"Да, \"\"так\"\"\";Yes\n")},
        {"tabs", BYTES("ru\ten\n\"Да, \"\"так\"\"\"\tYes\n")},
        {"tabs and no quoting", BYTES("ru\ten\nДа, \"так\"\tYes\n\"Да\" и\tYes\n")},
        {"bars", BYTES("ru|en\nДа, \"так\"|Yes\n")},
        {"a mark", BYTES("\xEF\xBB\xBFru,en\r\n\"Да, \"\"так\"\"\",Yes\r\n")},
        {"line ends of the old Macintosh", BYTES("ru;en\rДа, \"так\";Yes\r")},
        {"no line end at the end", BYTES("ru;en\nДа, \"так\";Yes")},
        {"a line for Excel", BYTES("sep=;\r\nru;en\r\n\"Да, \"\"так\"\"\";Yes\r\n")},
        {"windows-1251", BYTES("ru;en\n\xC4\xE0, \"\xF2\xE0\xEA\";Yes\n")},
        {"UTF-16 without a mark",
         BYTES("r\0u\0;\0e\0n\0\n\0\x14\x04\x30\x04,\0 \0\"\0\x42\x04\x30\x04\x3A\x04\"\0;\0Y\0"
               "e\0s\0\n\0")},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_collected *got = read_table(rows[i].bytes, "x", NULL, NULL);
        print_message("%s\n", rows[i].what);
        assert_status(TOL_OK, got->status, &got->err);
        assert_true(got->n_units >= 1);
        assert_str(got->units[0]->variants[0].text, "Да, \"так\"");
        assert_str(got->units[0]->variants[1].text, "Yes");
        tol_collected_free(got);
    }
}

static void rows_know_their_lines_and_broken_ones_are_told(void **state)
{
    (void)state;
    tol_collected *got =
        read_table(BYTES("ru,en\r\n\r\n\"a\r\nb\",B\r\n,\r\nc,\r\nd,D,more\r\ne,E\r\n"), "x.csv", NULL, NULL);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 3);
    assert_int_equal(got->units[0]->line, 3);
    assert_str(got->units[0]->variants[0].text, "a\r\nb");
    assert_int_equal(got->units[2]->line, 8);
    assert_non_null(strstr(got->diags.ptr, "untranslated 6 "));
    assert_non_null(strstr(got->diags.ptr, "extra-field 7 "));
    tol_collected_free(got);
    got = tol_collect(BYTES("ru,en\na,b,c\n"), "x.csv", NULL, true);
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_int_equal(got->err.line, 2);
    tol_collected_free(got);
    got = read_table(BYTES("ru,en\na,b\n\"c,d\ne,f\n"), "x.csv", NULL, NULL);
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_int_equal(got->err.line, 3);
    tol_collected_free(got);
}

static void a_field_without_end_is_a_limit(void **state)
{
    (void)state;
    tol_buf file = TOL_BUF_INIT;
    tol_buf_printf(&file, "ru,en\n\"");
    for (int i = 0; i < 18; i++) {
        char block[1 << 10];
        memset(block, 'a' + i, sizeof block);
        for (int k = 0; k < 1 << 10; k++) {
            tol_buf_append(&file, block, sizeof block);
        }
    }
    tol_collected *got = read_table(tol_buf_str(&file), "x.csv", NULL, NULL);
    assert_status(TOL_ELIMIT, got->status, &got->err);
    assert_int_equal(got->err.line, 2);
    tol_collected_free(got);
    tol_buf_release(&file);
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    static const char *const formats[] = {"csv", "tsv"};
    tol_collected *got = read_table(
        BYTES("ru;en;tuid;context\n\" Да\t\";\"a\n\"\"b\"\"\";1;m\n\"\"\"Нет\"\", мол\";No;2;\n"), "x.csv", NULL, NULL);
    assert_int_equal(got->n_units, 2);
    for (size_t i = 0; i < 2; i++) {
        tol_buf first = TOL_BUF_INIT, second = TOL_BUF_INIT;
        tol_error err;
        tol_write_opt opt = {.format = formats[i]};
        assert_status(TOL_OK, tol_collected_write_opt(got, &opt, &first, &err), &err);
        tol_collected *again = tol_collect(tol_buf_str(&first), "x", NULL, true);
        assert_status(TOL_OK, again->status, &again->err);
        assert_units_equal(got, again);
        assert_status(TOL_OK, tol_collected_write_opt(again, &opt, &second, &err), &err);
        assert_true(tol_str_equal(tol_buf_str(&first), tol_buf_str(&second)));
        tol_collected_free(again);
        tol_buf_release(&first);
        tol_buf_release(&second);
    }
    tol_collected_free(got);
}

static void columns_choose_what_is_written(void **state)
{
    (void)state;
    tol_collected *got = read_table(BYTES("ru,en,de,note,Domain\nДа,Yes,Ja,n,law\nНет,,Nein,,\n"), "x.csv", NULL, NULL);
    assert_int_equal(got->n_units, 2);
    tol_buf out = TOL_BUF_INIT;
    tol_error err;
    tol_write_opt opt = {.format = "csv", .target_lang = "de", .columns = "source,target,Domain,en"};
    assert_status(TOL_OK, tol_collected_write_opt(got, &opt, &out, &err), &err);
    assert_string_equal(out.ptr, "source,target,Domain,en\nДа,Ja,law,Yes\nНет,Nein,,\n");
    tol_buf_reset(&out);
    opt = (tol_write_opt){.format = "csv"};
    assert_status(TOL_OK, tol_collected_write_opt(got, &opt, &out, &err), &err);
    assert_string_equal(out.ptr, "ru,en,tuid,context\nДа,Yes,,\n");
    tol_buf_release(&out);
    tol_collected_free(got);
}

static void any_text_may_be_a_table_when_it_is_called_one(void **state)
{
    (void)state;
    tol_collected *got = tol_collect(BYTES("Утвердить указания"), "x.csv", NULL, false);
    assert_status(TOL_EPARSE, got->status, &got->err);
    tol_collected_free(got);
    got = tol_collect(BYTES("ru,en\n"), "x", NULL, false);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_headers, 1);
    tol_collected_free(got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_row_names_languages_and_more),
        cmocka_unit_test(the_source_that_was_asked_for_comes_first),
        cmocka_unit_test(source_and_target_need_languages),
        cmocka_unit_test(a_table_without_names_needs_languages_or_columns),
        cmocka_unit_test(what_spreadsheets_write_is_read),
        cmocka_unit_test(rows_know_their_lines_and_broken_ones_are_told),
        cmocka_unit_test(a_field_without_end_is_a_limit),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(columns_choose_what_is_written),
        cmocka_unit_test(any_text_may_be_a_table_when_it_is_called_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
