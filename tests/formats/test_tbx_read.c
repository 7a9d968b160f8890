#include "collect.h"
#include "support/check.h"

static tol_collected *read_martif(const char *body, bool strict)
{
    tol_buf buf = TOL_BUF_INIT;
    tol_buf_printf(
        &buf,
        "<?xml version='1.0'?>\n<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n"
        "<martif type=\"TBX\" xml:lang=\"en\"><martifHeader><fileDesc><titleStmt><title>T</title></titleStmt>"
        "</fileDesc></martifHeader><text><body>%s</body><back><refObjectList><refObject/></refObjectList>"
        "</back></text></martif>",
        body);
    tol_collected *got = tol_collect(tol_buf_str(&buf), "x.tbx", NULL, strict);
    tol_buf_release(&buf);
    return got;
}

static void assert_category(const tol_category *category, const char *element, const char *type, const char *text,
                            const char *lang)
{
    assert_str(category->element, element);
    assert_str(category->type, type ? type : "");
    assert_int_equal(category->type.ptr != NULL, type != NULL);
    assert_str(category->text, text);
    assert_str(category->lang, lang ? lang : "");
    assert_int_equal(category->lang.ptr != NULL, lang != NULL);
}

static void a_concept_of_version_2_is_kept_with_its_categories(void **state)
{
    (void)state;
    tol_collected *got = read_martif(
        "<termEntry id=\"2_1\"><descrip type=\"subjectField\">dip<hi>lom</hi>acy</descrip><note>\n n </note>"
        "<langSet xml:lang=\"RU\"><descripGrp><descrip type=\"definition\">d</descrip>"
        "<xref type=\"x\" target=\"http://localhost/\">l</xref></descripGrp>"
        "<tig id=\"t\"><term> Мин.\n  ин. <hi>дел</hi></term><termNote type=\"partOfSpeech\">noun</termNote>"
        "<termNote type=\"normativeAuthorization\">preferredTerm</termNote>"
        "<termNote type=\"administrativeStatus\"> deprecatedTerm-admn-sts </termNote></tig></langSet>"
        "<langSet lang=\"en\"><ntig><termGrp><term>MFA</term><termNoteGrp><termNote "
        "type=\"termType\">acronym</termNote>"
        "</termNoteGrp></termGrp><transacGrp><transac type=\"transactionType\">origination</transac><date>2005-04-22"
        "</date></transacGrp></ntig></langSet></termEntry>",
        true);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_entries, 1);
    assert_int_equal(got->n_headers, 1);
    assert_str(got->header->version, "2");
    const tol_concept *entry = got->entries[0];
    assert_str(entry->name, "2_1");
    assert_int_equal(entry->line, 3);
    assert_int_equal(entry->n_categories, 5);
    assert_category(&entry->categories[0], "descrip", "subjectField", "diplomacy", NULL);
    assert_category(&entry->categories[1], "note", NULL, "\n n ", NULL);
    assert_category(&entry->categories[2], "descrip", "definition", "d", "RU");
    assert_category(&entry->categories[3], "xref", "x", "l", "RU");
    assert_category(&entry->categories[4], "target", "x", "http://localhost/", "RU");
    assert_int_equal(entry->n_terms, 2);
    assert_str(entry->terms[0].text, "Мин. ин. дел");
    assert_str(entry->terms[0].lang, "RU");
    assert_int_equal(entry->terms[0].status, TOL_TERM_DEPRECATED);
    assert_int_equal(entry->terms[0].n_categories, 3);
    assert_category(&entry->terms[0].categories[0], "termNote", "partOfSpeech", "noun", "RU");
    assert_str(entry->terms[1].text, "MFA");
    assert_str(entry->terms[1].lang, "en");
    assert_int_equal(entry->terms[1].status, TOL_TERM_UNKNOWN);
    assert_int_equal(entry->terms[1].n_categories, 3);
    assert_category(&entry->terms[1].categories[2], "date", NULL, "2005-04-22", "en");
    tol_collected_free(got);
}

static tol_collected *read_v3(const char *style, const char *body)
{
    tol_buf buf = TOL_BUF_INIT;
    tol_buf_printf(&buf,
                   "<tbx type=\"TBX-Basic\" style=\"%s\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\" "
                   "xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\">"
                   "<tbxHeader><fileDesc><sourceDesc><p>s</p></sourceDesc></fileDesc></tbxHeader>"
                   "<text><body>%s</body></text></tbx>",
                   style, body);
    tol_collected *got = tol_collect(tol_buf_str(&buf), "x.tbx", NULL, true);
    tol_buf_release(&buf);
    assert_status(TOL_OK, got->status, &got->err);
    assert_str(got->header->version, "3");
    return got;
}

static void both_styles_of_version_3_give_the_same_concept(void **state)
{
    (void)state;
    tol_collected *dca = read_v3(
        "dca",
        "<conceptEntry id=\"c1\"><descrip type=\"subjectField\">s</descrip><langSec xml:lang=\"ru\"><termSec>"
        "<term>ЦК</term><termNote type=\"administrativeStatus\">admittedTerm-admn-sts</termNote>"
        "<descrip type=\"context\">c</descrip><admin type=\"source\">q</admin></termSec></langSec></conceptEntry>");
    tol_collected *dct = read_v3(
        "dct", "<conceptEntry id=\"c1\"><min:subjectField>s</min:subjectField><langSec xml:lang=\"ru\"><termSec>"
               "<term>ЦК</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>"
               "<basic:context>c</basic:context><basic:source>q</basic:source></termSec></langSec></conceptEntry>");
    const tol_concept *a = dca->entries[0], *b = dct->entries[0];
    assert_category(&a->categories[0], "descrip", "subjectField", "s", NULL);
    assert_category(&b->categories[0], "descrip", "subjectField", "s", NULL);
    assert_int_equal(a->terms[0].status, TOL_TERM_ADMITTED);
    assert_int_equal(b->terms[0].status, TOL_TERM_ADMITTED);
    assert_int_equal(a->terms[0].n_categories, 3);
    assert_int_equal(b->terms[0].n_categories, 3);
    for (size_t i = 0; i < 3; i++) {
        const tol_category *x = &a->terms[0].categories[i], *y = &b->terms[0].categories[i];
        assert_true(tol_str_equal(x->element, y->element) && tol_str_equal(x->type, y->type) &&
                    tol_str_equal(x->text, y->text));
    }
    tol_collected_free(dca);
    tol_collected_free(dct);
}

static void the_first_tbx_min_is_read(void **state)
{
    (void)state;
    tol_collected *got = tol_collect(
        TOL_LIT("<TBX dialect=\"TBX-Min\"><header><description>d</description></header><body><entry id=\"1\">"
                "<langGroup code=\"en\"><termGroup><term>a</term><termStatus>notRecommended</termStatus>"
                "<customer>c</customer></termGroup></langGroup></entry></body></TBX>"),
        "x", NULL, true);
    assert_status(TOL_OK, got->status, &got->err);
    const tol_term *term = &got->entries[0]->terms[0];
    assert_str(term->lang, "en");
    assert_int_equal(term->status, TOL_TERM_DEPRECATED);
    assert_category(&term->categories[1], "admin", "customer", "c", "en");
    tol_collected_free(got);
}

static void flaws_are_mended_and_told(void **state)
{
    (void)state;
    static const struct {
        const char *body, *diags;
        size_t n_entries, n_terms;
    } rows[] = {
        {"<termEntry id=\"a\"><langSet><tig><term>x</term></tig></langSet></termEntry>",
         "section-without-language 3 a\n", 1, 1},
        {"<termEntry id=\"a\"><langSet xml:lang=\"ru\"><tig><term> </term></tig><tig/></langSet></termEntry>",
         "empty-term 3 a\nempty-term 3 a\nconcept-without-terms 3 a\n", 0, 0},
        {"<termEntry id=\"a\"/>", "concept-without-terms 3 a\n", 0, 0},
        {"<termEntry><langSet xml:lang=\"ru\"><tig><term>x</term><term>y</term></tig></langSet></termEntry>",
         "second-term 3 \n", 1, 2},
        {"<termEntry><langSet xml:lang=\"ru\"><term>z</term><tig><term>x</term></tig></langSet></termEntry>",
         "stray-term 3 \n", 1, 1},
        {"<termEntry><termEntry/><langSet xml:lang=\"ru\"><tig><term>x</term></tig></langSet></termEntry>",
         "nested-concept 3 \n", 1, 1},
        {"<termEntry id=\"a\"><langSet xml:lang=\"ru\"><tig><term>x&#1;</term></tig></langSet></termEntry>",
         "forbidden-character 3 a\n", 1, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_collected *got = read_martif(rows[i].body, false);
        assert_status(TOL_OK, got->status, &got->err);
        assert_str(tol_buf_str(&got->diags), rows[i].diags);
        assert_int_equal(got->n_entries, rows[i].n_entries);
        if (got->n_entries) {
            assert_int_equal(got->entries[0]->n_terms, rows[i].n_terms);
        }
        tol_collected_free(got);
        got = read_martif(rows[i].body, true);
        assert_status(TOL_EPARSE, got->status, &got->err);
        assert_int_equal(got->err.line, 3);
        tol_collected_free(got);
    }
}

static void what_is_cut_off_is_refused(void **state)
{
    (void)state;
    tol_collected *got =
        tol_collect(TOL_LIT("<martif type=\"TBX\">\n<text><body>\n<termEntry id=\"1\">"), "x", NULL, false);
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_string_equal(got->err.message, "the file ends inside element \"termEntry\"");
    assert_int_equal(got->err.line, 3);
    tol_collected_free(got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_concept_of_version_2_is_kept_with_its_categories),
        cmocka_unit_test(both_styles_of_version_3_give_the_same_concept),
        cmocka_unit_test(the_first_tbx_min_is_read),
        cmocka_unit_test(flaws_are_mended_and_told),
        cmocka_unit_test(what_is_cut_off_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
