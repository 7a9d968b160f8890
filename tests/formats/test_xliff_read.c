/* XLIFF for a memory: which segments are taken, with which texts, codes, neighbours and notes. */
#include "collect.h"
#include "formats/xliff_read.h"
#include "support/check.h"

#define OLD(body)                                                                                                      \
    "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2' xmlns:sdl='http://sdl.com/FileTypes/"          \
    "SdlXliff/1.0' xmlns:mq='MQXliff'><file original='a.txt' source-language='ru' target-language='en' "               \
    "datatype='x'><body>" body "</body></file></xliff>"
#define NEW(body)                                                                                                      \
    "<xliff version='2.0' xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='ru' trgLang='en'>"                    \
    "<file id='f' original='a.txt'>" body "</file></xliff>"

static tol_collected *read_with(const char *text, const char *states)
{
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.states = states;
    tol_collected *got = tol_collect_opt(tol_str_of(text), "a.xlf", &opt);
    assert_status(TOL_OK, got->status, &got->err);
    return got;
}

static void assert_sketch(const tol_variant *variant, const char *expected)
{
    tol_buf sketch = TOL_BUF_INIT;
    tol_variant_sketch(variant, &sketch);
    assert_str(tol_buf_str(&sketch), expected);
    tol_buf_release(&sketch);
}

static void a_finished_unit_comes_with_notes_and_neighbours(void **state)
{
    (void)state;
    tol_collected *got =
        read_with(OLD("<trans-unit id='1'><source>Да</source><target state='translated'>Yes</target></trans-unit>"
                      "<group><trans-unit id='2' resname='menu' approved='yes'><source>Нет</source><target>No</target>"
                      "<note>so</note><alt-trans><source>x</source><target>y</target></alt-trans></trans-unit></group>"
                      "<trans-unit id='3'><source>Может</source></trans-unit>"),
                  NULL);
    assert_int_equal(got->n_units, 2);
    const tol_unit *unit = got->units[1];
    assert_str(unit->tuid, "2");
    assert_str(unit->variants[0].lang, "ru");
    assert_str(unit->variants[1].lang, "en");
    assert_str(unit->variants[1].text, "No");
    assert_str(tol_infos_prop(&unit->infos, TOL_LIT("prev")), "Да");
    assert_str(tol_infos_prop(&unit->infos, TOL_LIT("next")), "Может");
    assert_str(tol_infos_prop(&unit->infos, TOL_LIT("file")), "a.txt");
    assert_str(tol_infos_prop(&unit->infos, TOL_LIT("x-context")), "menu");
    assert_int_equal(unit->infos.items[0].kind, TOL_NOTE);
    assert_str(unit->infos.items[0].text, "so");
    assert_str(tol_infos_prop(&got->units[0]->infos, TOL_LIT("prev")), "");
    assert_int_equal(tol_collected_count(got, "untranslated"), 1);
    tol_collected_free(got);
}

static void states_decide_what_is_taken(void **state)
{
    (void)state;
    const char *text =
        OLD("<trans-unit id='1'><source>а</source><target state='new'>a</target></trans-unit>"
            "<trans-unit id='2'><source>б</source><target state='final'>b</target></trans-unit>"
            "<trans-unit id='3'><source>в</source><target>v</target></trans-unit>"
            "<trans-unit id='4'><source>NATO</source><target>NATO</target></trans-unit>"
            "<trans-unit id='5' approved='yes'><source>UN</source><target>UN</target></trans-unit>"
            "<trans-unit id='6' translate='no'><source>г</source><target state='final'>g</target></trans-unit>");
    static const struct {
        const char *states, *ids;
    } cases[] = {{NULL, "2 3 5 "}, {"all", "1 2 3 4 5 "}, {"final,new", "1 2 "}, {"approved", "5 "}, {"none", "3 "}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tol_collected *got = read_with(text, cases[i].states);
        tol_buf ids = TOL_BUF_INIT;
        for (size_t k = 0; k < got->n_units; k++) {
            tol_buf_printf(&ids, "%.*s ", TOL_ARG(got->units[k]->tuid));
        }
        assert_str(tol_buf_str(&ids), cases[i].ids);
        tol_buf_release(&ids);
        tol_collected_free(got);
    }
}

static void marked_segments_are_units(void **state)
{
    (void)state;
    tol_collected *got = read_with(
        OLD("<trans-unit id='u'><source>Да. Нет.</source><seg-source><g id='7'><mrk mtype='seg' mid='0'>Да.</mrk> "
            "<mrk mtype='seg' mid='1'><g id='9'>Нет</g>.</mrk></g></seg-source><target><g id='7'>"
            "<mrk mtype='seg' mid='1'><g id='9'>No</g>.</mrk> <mrk mtype='seg' mid='0'>Yes.</mrk></g></target>"
            "<sdl:seg-defs><sdl:seg id='0' conf='Draft'/><sdl:seg id='1' conf='ApprovedSignOff'>"
            "<sdl:value key='created_by'>anna</sdl:value><sdl:value key='modified_on'>12/08/2017 11:41:26</sdl:value>"
            "</sdl:seg></sdl:seg-defs></trans-unit>"),
        NULL);
    assert_int_equal(got->n_units, 1);
    assert_str(got->units[0]->tuid, "u/1");
    assert_str(tol_infos_prop(&got->units[0]->infos, TOL_LIT("prev")), "Да.");
    const tol_variant *target = &got->units[0]->variants[1];
    assert_str(target->text, "No.");
    assert_sketch(target, "[bpt i=9 x=9][/bpt]No[ept i=9][/ept].");
    assert_str(tol_attrs_get(&target->attrs, TOL_LIT("creationid")), "anna");
    assert_str(tol_attrs_get(&target->attrs, TOL_LIT("changedate")), "20171208T114126Z");
    tol_collected_free(got);
}

static void segments_of_xliff_2_are_units(void **state)
{
    (void)state;
    tol_collected *got = read_with(
        NEW("<unit id='u' name='n'><notes><note>so</note></notes><originalData><data id='d1'>&lt;b&gt;</data>"
            "<data id='d2'>&lt;/b&gt;</data></originalData><segment id='s1' state='final'><source>"
            "<pc id='1' dataRefStart='d1' dataRefEnd='d2' type='fmt' subType='xlf:b'>Да</pc></source><target>"
            "<pc id='1' dataRefStart='d1' dataRefEnd='d2' type='fmt' subType='xlf:b'>Yes</pc></target></segment>"
            "<ignorable><source> </source></ignorable><segment id='s2' state='initial'><source>Нет</source>"
            "<target>No</target></segment></unit>"),
        NULL);
    assert_int_equal(got->n_units, 1);
    assert_str(got->units[0]->tuid, "u/s1");
    assert_sketch(&got->units[0]->variants[1], "[bpt i=1 x=1 type=bold]{<b>}[/bpt]Yes[ept i=1]{</b>}[/ept]");
    assert_str(tol_infos_prop(&got->units[0]->infos, TOL_LIT("next")), "Нет");
    assert_int_equal(tol_collected_count(got, "unfinished"), 1);
    tol_collected_free(got);
}

static void every_inline_code_has_its_run(void **state)
{
    (void)state;
    static const struct {
        const char *inside, *sketch;
    } cases[] = {
        {"a<x id='1' ctype='lb'/>b", "a[ph x=1 type=lb][/ph]b"},
        {"<ph id='1'>&lt;br/></ph>a", "[ph x=1]{<br/>}[/ph]a"},
        {"<bx id='1' rid='9'/>a<ex id='2' rid='9'/>", "[bpt i=9 x=1][/bpt]a[ept i=9][/ept]"},
        {"<bx id='1'/>a", "[it pos=begin x=1][/it]a"},
        {"<bpt id='1'>(</bpt>a<ept id='1'>)</ept>", "[bpt i=1 x=1]{(}[/bpt]a[ept i=1]{)}[/ept]"},
        {"<it id='1' pos='close'>)</it>a", "[it pos=end x=1]{)}[/it]a"},
        {"<mrk mtype='term'>a</mrk>", "[hi type=term]a[/hi]"},
        {"<sc id='1'/>a<ec startRef='1'/>", "[bpt i=1 x=1][/bpt]a[ept i=1][/ept]"},
        {"a<sm id='1'/>b<em startRef='1'/>", "ab"},
        {"<g id='1'><g id='2'>a</g></g>", "[bpt i=1 x=1][/bpt][bpt i=2 x=2][/bpt]a[ept i=2][/ept][ept i=1][/ept]"},
        {"a<cp hex='001A'/>", "a[ph type=x-character]{001A}[/ph]"},
        {"<ph id='1'>x<sub>t</sub>y</ph>a", "[ph x=1]{x}[sub]{t}[/sub]{y}[/ph]a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tol_buf text = TOL_BUF_INIT;
        tol_buf_printf(&text,
                       OLD("<trans-unit id='1'><source>z%s</source><target state='final'>%s</target>"
                           "</trans-unit>"),
                       cases[i].inside, cases[i].inside);
        tol_collected *got = read_with(text.ptr, NULL);
        assert_int_equal(got->n_units, 1);
        assert_sketch(&got->units[0]->variants[1], cases[i].sketch);
        tol_collected_free(got);
        tol_buf_release(&text);
    }
}

static void indentation_is_no_text_unless_space_is_preserved(void **state)
{
    (void)state;
    tol_collected *got = read_with(
        OLD("<trans-unit id='1'><source>\n  Да,\n  <x id='1'/> нет\n</source><target state='final'>\n  Yes,\n "
            "<x id='1'/> no\n</target></trans-unit><trans-unit id='2' xml:space='preserve'><source> \n"
            "а</source><target state='final'> \na</target></trans-unit>"),
        NULL);
    assert_sketch(&got->units[0]->variants[0], "Да, [ph x=1][/ph] нет");
    assert_sketch(&got->units[0]->variants[1], "Yes, [ph x=1][/ph] no");
    assert_str(got->units[1]->variants[1].text, " \na");
    tol_collected_free(got);
}

static void prefixes_and_files_without_namespace_are_read(void **state)
{
    (void)state;
    tol_collected *got =
        read_with("<q:xliff version='1.2' xmlns:q='urn:oasis:names:tc:xliff:document:1.2'><q:file original='a' "
                  "source-language='ru' target-language='en'><q:body><q:trans-unit id='1'><q:source>а</q:source>"
                  "<q:target>a</q:target></q:trans-unit></q:body></q:file></q:xliff>",
                  NULL);
    assert_int_equal(got->n_units, 1);
    tol_collected_free(got);
    got = read_with("<xliff version='1.0'><file source-language='ru' target-language='en'><body><trans-unit id='1'>"
                    "<source>а</source><target>a</target></trans-unit></body></file></xliff>",
                    NULL);
    assert_int_equal(got->n_units, 1);
    tol_collected_free(got);
}

/* ---- places ---- */

typedef struct places {
    tol_str text;
    size_t n;
} places;

static void assert_place(tol_str text, const tol_xliff_place *place, const char *content)
{
    tol_str found = {text.ptr + place->content.begin, place->content.end - place->content.begin};
    assert_str(found, content);
}

static tol_status check_places(void *user, const tol_xliff_unit *unit, tol_error *err)
{
    places *p = user;
    (void)err;
    assert_place(p->text, &unit->source, "Да. <!-- <source> -->Нет.");
    assert_place(p->text, &unit->segments[0].source.place, "Да.");
    assert_place(p->text, &unit->segments[1].source.place, "<x id='1'/><![CDATA[<Нет>]]>");
    assert_int_equal(unit->target.tag.kind, TOL_TAG_EMPTY);
    assert_int_equal(unit->target.end - unit->target.tag.span.begin, 9);
    p->n++;
    return TOL_OK;
}

static void the_document_says_where_everything_stands(void **state)
{
    (void)state;
    const char *text = OLD("<?a <b?><trans-unit id='1>'><source>Да. <!-- <source> -->Нет.</source><seg-source>"
                           "<mrk mtype='seg' mid='0'>Да.</mrk><mrk mtype='seg' mid='1'><x id='1'/><![CDATA[<Нет>]]>"
                           "</mrk></seg-source><target/></trans-unit>");
    places p = {.text = tol_str_of(text)};
    tol_reporter reporter = {.file = "a.xlf"};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    tol_input input;
    tol_source source;
    tol_error err = {.code = TOL_OK};
    tol_input_of_bytes(&input, p.text, "a.xlf");
    assert_status(TOL_OK, tol_source_open(&source, &input, &reporter, &opt, &err), &err);
    assert_status(TOL_OK, tol_xliff_read_units(&source, p.text, check_places, &p, &err), &err);
    tol_source_close(&source);
    assert_int_equal(p.n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finished_unit_comes_with_notes_and_neighbours),
        cmocka_unit_test(states_decide_what_is_taken),
        cmocka_unit_test(marked_segments_are_units),
        cmocka_unit_test(segments_of_xliff_2_are_units),
        cmocka_unit_test(every_inline_code_has_its_run),
        cmocka_unit_test(indentation_is_no_text_unless_space_is_preserved),
        cmocka_unit_test(prefixes_and_files_without_namespace_are_read),
        cmocka_unit_test(the_document_says_where_everything_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
