/* Glossaries as tables: of OmegaT, UTX, memoQ, MateCat and of spreadsheets. */
#include "collect.h"
#include "concept_sketch.h"
#include "support/check.h"

#define BYTES(literal) ((tol_str){literal, sizeof(literal) - 1})

static tol_collected *read_terms(tol_str bytes, const char *name, bool with_langs)
{
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.takes = TOL_TAKE_CONCEPTS;
    opt.source_lang = with_langs ? "ru" : NULL;
    opt.target_lang = with_langs ? "en" : NULL;
    return tol_collect_opt(bytes, name, &opt);
}

static void assert_concepts(tol_collected *got, const char *wanted)
{
    tol_buf sketch = TOL_BUF_INIT;
    assert_status(TOL_OK, got->status, &got->err);
    for (size_t i = 0; i < got->n_entries; i++) {
        tol_concept_sketch(got->entries[i], &sketch);
    }
    assert_str(tol_buf_str(&sketch), wanted);
    tol_buf_release(&sketch);
    tol_collected_free(got);
}

/* ---- OmegaT ---- */

static void three_columns_are_source_target_and_comment(void **state)
{
    (void)state;
    assert_concepts(read_terms(BYTES("# Glossary -*- coding: utf-8 -*-\nпартия\tparty\tполит.\n\n# x\nсъезд\tcongress\n"
                                     "\"ЦК\"\t CC \t\"a\" and \"b\"\tmore\n"),
                               "glossary.txt", true),
                    " {note=полит.} | ru партия | en party\n | ru съезд | en congress\n"
                    " {note=\"a\" and \"b\"} | ru \"ЦК\" | en CC\n");
    assert_concepts(read_terms(BYTES("kde,csv kde\n\"kde, qu\",\"\"\"q\"\"\"\n"), "x.csv", true),
                    " | ru kde | en csv kde\n | ru kde, qu | en \"q\"\n");
}

static void a_glossary_without_languages_is_refused_until_they_are_named(void **state)
{
    (void)state;
    tol_collected *got = read_terms(BYTES("партия\tparty\n"), "glossary.txt", false);
    assert_status(TOL_EINVAL, got->status, &got->err);
    assert_int_equal(got->err.line, 1);
    tol_collected_free(got);
    got = read_terms(BYTES("only one field\n"), "glossary.txt", true);
    assert_status(TOL_EPARSE, got->status, &got->err);
    tol_collected_free(got);
}

static void the_encoding_is_what_the_comment_says_or_what_the_bytes_show(void **state)
{
    (void)state;
    const char *wanted = " | ru мир | en peace\n";
    assert_concepts(read_terms(BYTES("# -*- coding: windows-1251 -*-\n\xEC\xE8\xF0\tpeace\n"), "a.tab", true), wanted);
    assert_concepts(read_terms(BYTES("#-*- mode: x; coding: koi8-r; -*-\n\xCD\xC9\xD2\tpeace\n"), "a.txt", true),
                    wanted);
    assert_concepts(read_terms(BYTES("\xFF\xFE<\x04"
                                     "8\x04@\x04\t\0p\0e\0a\0c\0e\0\n\0"),
                               "a.txt", true),
                    wanted);
    assert_concepts(read_terms(BYTES("\xEF\xBB\xBF# -*- coding: utf-8 -*-\nмир\tpeace\n"), "a.utf8", true), wanted);
}

/* ---- titles ---- */

static void titles_name_languages_in_any_spelling(void **state)
{
    (void)state;
    const char *wanted = " | ru-RU мир | en peace\n";
    assert_concepts(read_terms(BYTES("ru-RU\ten\nмир\tpeace\n"), "a.tsv", false), wanted);
    assert_concepts(read_terms(BYTES("Russian (Russia);English\nмир;peace\n"), "a.csv", false), wanted);
    assert_concepts(read_terms(BYTES("Russian_Russia,English\nмир,peace\n"), "a.csv", false), wanted);
    assert_concepts(read_terms(BYTES("term:ru-RU\tterm:en\nмир\tpeace\n"), "a.tsv", false), wanted);
    assert_concepts(read_terms(BYTES("Исходный термин;Перевод\nмир;peace\n"), "a.csv", true), " | ru мир | en peace\n");
    assert_concepts(read_terms(BYTES("term,translation\nмир,peace\n"), "a.csv", true), " | ru мир | en peace\n");
}

static void titles_name_what_is_told_of_a_concept_a_language_and_a_term(void **state)
{
    (void)state;
    assert_concepts(
        read_terms(BYTES("ID,Domain,ru,ru status,ru pos,Definition (en),en,en_status,note_en,termNote:register,x\n"
                         "7,law,суд,preferred,сущ.,where judges are,court,Forbidden,n,neutral,y\n"),
                   "a.csv", false),
        "7 {descrip/subjectField=law} {en descrip/definition=where judges are} {descrip/x=y}"
        " | ru суд (preferred) {termNote/partOfSpeech=noun} {termNote/register=neutral}"
        " | en court (forbidden) {note=n}\n");
}

static void a_title_id_is_a_number_or_indonesian(void **state)
{
    (void)state;
    assert_concepts(read_terms(BYTES("en,id\npeace,damai\n"), "a.csv", false), " | en peace | id damai\n");
    assert_concepts(read_terms(BYTES("id,en,ru\n7,peace,мир\n"), "a.csv", false), "7 | en peace | ru мир\n");
    assert_concepts(read_terms(BYTES("en,ru,id\npeace,мир,7\n"), "a.csv", false), "7 | en peace | ru мир\n");
}

static void a_status_of_the_row_is_that_of_the_translations(void **state)
{
    (void)state;
    assert_concepts(read_terms(BYTES("ru;en;en;status\nсуд;court;tribunal;deprecated\nмир;;;forbidden\nда;yes;;odd\n"),
                               "a.csv", false),
                    " | ru суд | en court (deprecated) | en tribunal (deprecated)\n | ru мир (forbidden)\n"
                    " | ru да | en yes {termNote/status=odd}\n");
}

static void a_row_may_be_one_term_and_its_concept_go_on_in_the_next(void **state)
{
    (void)state;
    assert_concepts(read_terms(BYTES("concept id,lang,term,pos,status,definition\n1,ru,суд,noun,preferred,d\n"
                                     "1,English,court,noun,,d\n2,ru,мир,,,\n"),
                               "a.csv", false),
                    "1 {descrip/definition=d} | ru суд (preferred) {termNote/partOfSpeech=noun}"
                    " | en court {termNote/partOfSpeech=noun}\n2 | ru мир\n");
}

static void what_stands_nowhere_is_told(void **state)
{
    (void)state;
    tol_collected *got = read_terms(BYTES("id,ru,en,en note\n1,суд,,lost\n2,,,\n3,a,b,c,d\n"), "a.csv", false);
    assert_status(TOL_OK, got->status, &got->err);
    assert_str(tol_buf_str(&got->diags), "field-without-term 2 1\nconcept-without-terms 3 2\nrow-too-wide 4 3\n");
    tol_collected_free(got);
}

/* ---- tools ---- */

static void matecat_tells_of_the_language_before(void **state)
{
    (void)state;
    assert_concepts(read_terms(BYTES("Forbidden,Domain,Subdomain,Definition,en-GB,Notes,Example of use,it-IT,Notes,"
                                     "Example of use\nTRUE,Uber,Partner,d,House,n,,Orso,,e\n"),
                               "a.csv", false),
                    " {descrip/subjectField=Uber} {descrip/subdomain=Partner} {descrip/definition=d}"
                    " | en-GB House {note=n} | it-IT Orso (forbidden) {descrip/context=e}\n");
}

static void memoq_repeats_its_columns_for_each_term(void **state)
{
    (void)state;
    assert_concepts(
        read_terms(BYTES("\xEF\xBB\xBF"
                         "Entry_ID;Entry_Subject;Entry_Created;Entry_Creator;Entry_Note;Russian_Def;Russian;Term_Info;"
                         "Term_Example;English_United_States_Def;English_United_States;Term_Info;Term_Example;"
                         "English_United_States;Term_Info;Term_Example\r\n"
                         "3;law;10/25/2026 1:02:03 PM;ann;n;о;суд;\"CasePermissive;HalfPrefix\";;;court;;;;;\r\n"
                         "4;;;;;;суд;\"CaseSense;NoPrefix;Noun;Masculine\";пример;;court;\"CasePermissive;HalfPrefix\";"
                         ";trial;\"CasePermissive;HalfPrefix;NonTerm\";\r\n"),
                   "a.csv", false),
        "3 {descrip/subjectField=law} {transac/transactionType=origination} {date=2026-10-25T13:02:03}"
        " {transacNote/responsibility=ann} {note=n} {ru descrip/definition=о}"
        " | ru суд | en-US court\n"
        "4 | ru суд {termNote/partOfSpeech=noun} {termNote/grammaticalGender=masculine}"
        " {admin/memoQ matching=CaseSense;NoPrefix} {descrip/context=пример}"
        " | en-US court | en-US trial (forbidden)\n");
}

static void utx_says_its_languages_and_columns_in_comments(void **state)
{
    (void)state;
    assert_concepts(
        read_terms(BYTES("#UTX 1.11; en-US/ru; 2026-10-25T10:00:00Z; copyright: AAMT; license: CC-BY 4.0;\r\n"
                         "#description: test;\r\n#src\ttgt\tsrc:pos\ttgt:pos\tterm status\tconcept ID\tsrc:comment\r\n"
                         "Moon\tЛуна\tproperNoun\tnoun\tapproved\t1\t-\r\n# x\r\nSun\tСолнце\tnoun\t-\tnon-standard\t"
                         "2\tstar\r\n"),
                   "a.utx", false),
        "1 | en-US Moon {termNote/partOfSpeech=properNoun}"
        " | ru Луна (preferred) {termNote/partOfSpeech=noun}\n"
        "2 | en-US Sun {termNote/partOfSpeech=noun} {note=star}"
        " | ru Солнце (deprecated)\n");
    assert_concepts(read_terms(BYTES("#UTX 1.20; 2018-01-01;\n#concept ID\tterm:en\tterm:ru\tterm status:ru\n"
                                     "1\tMoon\tМесяц\trejected\n"),
                               "a.txt", false),
                    "1 | en Moon | ru Месяц (forbidden) {termNote/status=rejected}\n");
    tol_collected *got = read_terms(BYTES("#UTX 1.11; en/ru;\nMoon\tЛуна\n"), "a.utx", false);
    assert_status(TOL_EPARSE, got->status, &got->err);
    tol_collected_free(got);
}

/* ---- units or terms ---- */

static void one_table_is_units_or_terms_as_it_is_asked_for(void **state)
{
    (void)state;
    tol_str bytes = BYTES("ru,en\nмир,peace\n");
    tol_read_opt opt = TOL_READ_OPT_INIT;
    tol_collected *got = tol_collect_opt(bytes, "x.csv", &opt);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 1);
    assert_int_equal(got->n_entries, 0);
    tol_collected_free(got);
    assert_concepts(read_terms(bytes, "x.csv", false), " | ru мир | en peace\n");
}

static void plain_text_is_a_glossary_only_to_who_asks_for_one(void **state)
{
    (void)state;
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.source_lang = "ru";
    opt.target_lang = "en";
    tol_collected *got = tol_collect_opt(BYTES("мир\tpeace\n"), "glossary.utf8", &opt);
    assert_status(TOL_EFORMAT, got->status, &got->err);
    tol_collected_free(got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_columns_are_source_target_and_comment),
        cmocka_unit_test(a_glossary_without_languages_is_refused_until_they_are_named),
        cmocka_unit_test(the_encoding_is_what_the_comment_says_or_what_the_bytes_show),
        cmocka_unit_test(titles_name_languages_in_any_spelling),
        cmocka_unit_test(titles_name_what_is_told_of_a_concept_a_language_and_a_term),
        cmocka_unit_test(a_title_id_is_a_number_or_indonesian),
        cmocka_unit_test(a_status_of_the_row_is_that_of_the_translations),
        cmocka_unit_test(a_row_may_be_one_term_and_its_concept_go_on_in_the_next),
        cmocka_unit_test(what_stands_nowhere_is_told),
        cmocka_unit_test(matecat_tells_of_the_language_before),
        cmocka_unit_test(memoq_repeats_its_columns_for_each_term),
        cmocka_unit_test(utx_says_its_languages_and_columns_in_comments),
        cmocka_unit_test(one_table_is_units_or_terms_as_it_is_asked_for),
        cmocka_unit_test(plain_text_is_a_glossary_only_to_who_asks_for_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
