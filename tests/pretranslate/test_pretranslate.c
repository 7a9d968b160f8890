/* Files filled from a small bank: what is put in and where, in every dialect and encoding; what is left alone. */
#include "support/check.h"

#include <string.h>

#include "support/fixture.h"
#include "tolmach/pretranslate.h"

#define OLD(body)                                                                                                      \
    "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2' xmlns:sdl='http://sdl.com/FileTypes/"          \
    "SdlXliff/1.0' xmlns:mq='MQXliff'><file original='a' source-language='ru' target-language='en' datatype='x'>"      \
    "<body>" body "</body></file></xliff>"
#define NEW(body)                                                                                                      \
    "<xliff version='2.0' xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='ru' trgLang='en'>"                    \
    "<file id='f'><unit id='u'>" body "</unit></file></xliff>"

typedef struct bench {
    char *dir, *path;
    tol_store *store;
} bench;

/* What the bank knows. */
static const char memory[] =
    "<tmx version='1.4'><header srclang='ru' segtype='sentence' o-tmf='x' adminlang='en' datatype='x' creationtool='x' "
    "creationtoolversion='1'/><body>"
    "<tu><tuv xml:lang='ru'><seg>Начало</seg></tuv><tuv xml:lang='en'><seg>Beginning</seg></tuv></tu>"
    "<tu><tuv xml:lang='ru'><seg>Вернуть корабль.</seg></tuv><tuv xml:lang='en'><seg>Return the ship.</seg></tuv></tu>"
    "<tu><tuv xml:lang='ru'><seg>Утвердить указания тов. Зорину.</seg></tuv><tuv xml:lang='en'>"
    "<seg>Affirm the instructions to Cde. Zorin.</seg></tuv></tu>"
    "<tu><tuv xml:lang='ru'><seg>Да <bpt i='1' x='1'>(</bpt>и нет<ept i='1'>)</ept>.</seg></tuv><tuv xml:lang='en'>"
    "<seg><bpt i='1' x='1'>(</bpt>Yes and no<ept i='1'>)</ept>.</seg></tuv></tu>"
    "<tu><tuv xml:lang='ru'><seg>Конец</seg></tuv><tuv xml:lang='en'><seg>End</seg></tuv></tu>"
    "</body></tmx>";

static void set_up(bench *b)
{
    tol_error err;
    tol_import *import = NULL;
    b->dir = tol_temp_dir_new();
    b->path = tol_path_join(b->dir, "bank.db");
    char *file = tol_path_join(b->dir, "m.tmx");
    tol_file_write(file, tol_str_of(memory));
    assert_status(TOL_OK, tol_store_open(b->path, TOL_OPEN_CREATE, NULL, &b->store, &err), &err);
    assert_status(TOL_OK, tol_import_begin(b->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, file, TOL_LIT("m"), TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    free(file);
}

static void tear_down(bench *b)
{
    tol_store_close(b->store);
    tol_temp_dir_free(b->dir);
    free(b->path);
}

static int make_bench(void **state)
{
    static bench b;
    set_up(&b);
    *state = &b;
    return 0;
}

static int free_bench(void **state)
{
    tear_down(*state);
    return 0;
}

static void assert_bytes(void **state, tol_str before, tol_str expected, const tol_pretranslate_opt *opt)
{
    bench *b = *state;
    tol_error err;
    tol_buf out = TOL_BUF_INIT;
    assert_status(TOL_OK, tol_pretranslate_bytes(b->store, before, "a.xlf", &out, opt, NULL, &err), &err);
    if (!tol_str_equal(tol_buf_str(&out), expected)) {
        print_message("got      %.*s\nexpected %.*s\n", (int)out.len, out.ptr, TOL_ARG(expected));
        fail();
    }
    tol_buf_release(&out);
}

static void assert_filled(void **state, const char *before, const char *expected, const tol_pretranslate_opt *opt)
{
    assert_bytes(state, tol_str_of(before), tol_str_of(expected), opt);
}

static void assert_refused(void **state, const char *before, tol_status status, const char *words,
                           const tol_pretranslate_opt *opt)
{
    bench *b = *state;
    tol_error err;
    tol_buf out = TOL_BUF_INIT;
    assert_int_equal(tol_pretranslate_bytes(b->store, tol_str_of(before), "a.xlf", &out, opt, NULL, &err), status);
    if (!strstr(err.message, words)) {
        print_message("%s\n", err.message);
        fail();
    }
    assert_int_equal(out.len, 0);
    tol_buf_release(&out);
}

#define RETURN "<source>Вернуть корабль.</source>"

static void exact_matches_become_targets(void **state)
{
    assert_filled(state, OLD("<trans-unit id='1'>\n  " RETURN "\n</trans-unit>"),
                  OLD("<trans-unit id='1'>\n  " RETURN "\n  <target state=\"translated\" "
                      "state-qualifier=\"leveraged-tm\">Return the ship.</target>\n</trans-unit>"),
                  NULL);
    assert_filled(state, OLD("<trans-unit id='1'>" RETURN "<target  state = 'new' xml:lang='en' /></trans-unit>"),
                  OLD("<trans-unit id='1'>" RETURN "<target  state = \"translated\" xml:lang='en' "
                      "state-qualifier=\"leveraged-tm\">Return the ship.</target></trans-unit>"),
                  NULL);
    assert_filled(state, NEW("<segment>" RETURN "</segment>"),
                  NEW("<segment state=\"translated\">" RETURN "<target>Return the ship.</target></segment>"), NULL);
    assert_filled(state, NEW("<segment state='initial'>" RETURN "<target></target></segment>"),
                  NEW("<segment state=\"translated\">" RETURN "<target>Return the ship.</target></segment>"), NULL);
}

static void a_match_in_context_says_so(void **state)
{
    assert_filled(state,
                  OLD("<trans-unit id='0'><source>Начало</source><target>x</target></trans-unit>"
                      "<trans-unit id='1'>" RETURN "</trans-unit>"),
                  OLD("<trans-unit id='0'><source>Начало</source><target>x</target></trans-unit>"
                      "<trans-unit id='1'>" RETURN "<target state=\"translated\" "
                      "state-qualifier=\"exact-match\">Return the ship.</target></trans-unit>"),
                  NULL);
}

static void white_space_at_the_ends_is_the_segments(void **state)
{
    assert_filled(state,
                  OLD("<trans-unit id='1' xml:space='preserve'><source>\t Вернуть корабль.\n</source>"
                      "</trans-unit>"),
                  OLD("<trans-unit id='1' xml:space='preserve'><source>\t Вернуть корабль.\n</source><target "
                      "state=\"translated\" state-qualifier=\"leveraged-tm\">\t Return the ship.\n</target>"
                      "</trans-unit>"),
                  NULL);
}

static void what_is_done_is_left_alone(void **state)
{
    static const char *const files[] = {
        OLD("<trans-unit id='1'>" RETURN "<target>x</target></trans-unit>"),
        OLD("<trans-unit id='1' approved='yes'>" RETURN "</trans-unit>"),
        OLD("<trans-unit id='1' translate='no'>" RETURN "</trans-unit>"),
        OLD("<group translate='no'><trans-unit id='1'>" RETURN "</trans-unit></group>"),
        OLD("<trans-unit id='1' mq:locked='locked'>" RETURN "</trans-unit>"),
        OLD("<trans-unit id='1'>" RETURN "<target state='new'>x</target></trans-unit>"),
        OLD("<trans-unit id='1'>" RETURN "<target>Вернуть корабль.</target></trans-unit>"),
        OLD("<trans-unit id='1'><source>Совсем другое</source></trans-unit>"),
        NEW("<segment state='final'>" RETURN "<target>x</target></segment>"),
        NEW("<ignorable>" RETURN "</ignorable>"),
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_filled(state, files[i], files[i], NULL);
    }
}

static void fuzzy_matches_stand_beside(void **state)
{
    const char *source = "<source>Утвердить указания тов. Громыко.</source>";
    tol_buf before = TOL_BUF_INIT, after = TOL_BUF_INIT;
    tol_buf_printf(&before, OLD("<trans-unit id='1'>%s</trans-unit>"), source);
    tol_buf_printf(&after,
                   OLD("<trans-unit id='1'>%s<alt-trans match-quality=\"77%%\" origin=\"m\"><source>Утвердить указания "
                       "тов. Зорину.</source><target state-qualifier=\"fuzzy-match\">Affirm the instructions to Cde. "
                       "Zorin.</target><note from=\"tolmach\" annotates=\"source\">Утвердить указания тов. "
                       "[-Зорину-]{+Громыко+}.</note></alt-trans></trans-unit>"),
                   source);
    assert_filled(state, before.ptr, after.ptr, NULL);
    tol_pretranslate_opt opt = TOL_PRETRANSLATE_OPT_INIT;
    opt.exact_only = true;
    assert_filled(state, before.ptr, before.ptr, &opt);
    opt.exact_only = false;
    opt.lookup.min_score = 80;
    assert_filled(state, before.ptr, before.ptr, &opt);
    tol_buf_reset(&before);
    tol_buf_reset(&after);
    tol_buf_printf(&before, NEW("<segment id='s'>%s</segment>"), source);
    tol_buf_printf(
        &after,
        NEW("<mtc:matches xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\"><mtc:match ref=\"#s\" similarity=\"77.0\" "
            "matchSuitability=\"77.0\" origin=\"m\" type=\"tm\"><mda:metadata xmlns:mda=\"urn:oasis:names:tc:xliff:"
            "metadata:2.0\"><mda:metaGroup category=\"tolmach\"><mda:meta type=\"differences\">Утвердить указания тов. "
            "[-Зорину-]{+Громыко+}.</mda:meta></mda:metaGroup></mda:metadata><source>Утвердить указания тов. "
            "Зорину.</source><target>Affirm the instructions to Cde. Zorin.</target></mtc:match></mtc:matches>"
            "<segment id='s'>%s</segment>"),
        source);
    assert_filled(state, before.ptr, after.ptr, NULL);
    tol_buf_release(&before);
    tol_buf_release(&after);
}

static void a_fuzzy_target_asks_for_review(void **state)
{
    tol_pretranslate_opt opt = TOL_PRETRANSLATE_OPT_INIT;
    opt.fill_fuzzy = true;
    bench *b = *state;
    tol_error err;
    tol_buf out = TOL_BUF_INIT;
    tol_str file = TOL_LIT(OLD("<trans-unit id='1'><source>Утвердить указания тов. Громыко.</source></trans-unit>"));
    assert_status(TOL_OK, tol_pretranslate_bytes(b->store, file, "a", &out, &opt, NULL, &err), &err);
    assert_non_null(
        strstr(out.ptr, "<target state=\"needs-review-translation\" state-qualifier=\"fuzzy-match\">Affirm"));
    assert_non_null(strstr(out.ptr, "<alt-trans"));
    tol_buf_release(&out);
}

static void inline_codes_are_those_of_the_segment(void **state)
{
    assert_filled(state, OLD("<trans-unit id='1'><source>Да <g id='7' ctype='bold'>и нет</g>.</source></trans-unit>"),
                  OLD("<trans-unit id='1'><source>Да <g id='7' ctype='bold'>и нет</g>.</source><alt-trans "
                      "match-quality=\"94%\" origin=\"m\"><source>Да <g id='7' ctype='bold'>и нет</g>.</source><target "
                      "state-qualifier=\"fuzzy-match\"><g id='7' ctype='bold'>Yes and no</g>.</target></alt-trans>"
                      "</trans-unit>"),
                  NULL);
    assert_filled(state, OLD("<trans-unit id='1'><source>Да <g id='7'>и нет</g>.</source></trans-unit>"),
                  OLD("<trans-unit id='1'><source>Да <g id='7'>и нет</g>.</source><target state=\"translated\" "
                      "state-qualifier=\"leveraged-tm\"><g id='7'>Yes and no</g>.</target></trans-unit>"),
                  NULL);
    assert_filled(state,
                  OLD("<trans-unit id='1'><source>Да <bpt id='1'>&lt;b></bpt>и нет<ept id='1'>&lt;/b></ept>."
                      "</source></trans-unit>"),
                  OLD("<trans-unit id='1'><source>Да <bpt id='1'>&lt;b></bpt>и нет<ept id='1'>&lt;/b></ept>.</source>"
                      "<target state=\"translated\" state-qualifier=\"leveraged-tm\"><bpt id='1'>&lt;b></bpt>Yes and no"
                      "<ept id='1'>&lt;/b></ept>.</target></trans-unit>"),
                  NULL);
    assert_filled(state, NEW("<segment><source>Да <sc id='1'/>и нет<ec startRef='1'/>.</source></segment>"),
                  NEW("<segment state=\"translated\"><source>Да <sc id='1'/>и нет<ec startRef='1'/>.</source><target>"
                      "<sc id='1'/>Yes and no<ec startRef='1'/>.</target></segment>"),
                  NULL);
}

static void marked_segments_are_filled_each(void **state)
{
    const char *source = "<source>Вернуть корабль. Так.</source><seg-source><g id='9'><mrk mtype='seg' mid='0'>Вернуть "
                         "корабль.</mrk> <mrk mtype='seg' mid='1'>Так.</mrk></g></seg-source>";
    tol_buf before = TOL_BUF_INIT, after = TOL_BUF_INIT;
    tol_buf_printf(&before, OLD("<trans-unit id='1'>%s</trans-unit>"), source);
    tol_buf_printf(&after,
                   OLD("<trans-unit id='1'>%s<target state=\"needs-translation\"><g id='9'><mrk mtype='seg' mid='0'>"
                       "Return the ship.</mrk> <mrk mtype='seg' mid='1'></mrk></g></target></trans-unit>"),
                   source);
    assert_filled(state, before.ptr, after.ptr, NULL);
    tol_buf_reset(&before);
    tol_buf_reset(&after);
    tol_buf_printf(&before,
                   OLD("<trans-unit id='1'>%s<target><mrk mtype='seg' mid='0'/> <mrk mtype='seg' mid='1'>So.</mrk>"
                       "</target><sdl:seg-defs><sdl:seg id='0' /><sdl:seg id='1' conf='Translated'/></sdl:seg-defs>"
                       "</trans-unit>"),
                   source);
    tol_buf_printf(&after,
                   OLD("<trans-unit id='1'>%s<target><mrk mtype='seg' mid='0'>Return the ship.</mrk> "
                       "<mrk mtype='seg' mid='1'>So.</mrk></target><sdl:seg-defs><sdl:seg id='0' conf=\"Translated\" "
                       "origin=\"tm\" origin-system=\"m\" percent=\"100\" /><sdl:seg id='1' conf='Translated'/>"
                       "</sdl:seg-defs></trans-unit>"),
                   source);
    assert_filled(state, before.ptr, after.ptr, NULL);
    tol_buf_release(&before);
    tol_buf_release(&after);
}

static void memoq_has_its_own_status(void **state)
{
    assert_filled(state, OLD("<trans-unit id='1' mq:status='NotStarted'>" RETURN "<target></target></trans-unit>"),
                  OLD("<trans-unit id='1' mq:status=\"PreTranslated\" mq:percent=\"100\">" RETURN
                      "<target>Return the ship.</target></trans-unit>"),
                  NULL);
}

static void modules_that_are_there_are_added_to(void **state)
{
    bench *b = *state;
    tol_error err;
    tol_buf out = TOL_BUF_INIT;
    tol_str file = TOL_LIT(NEW("<m:matches xmlns:m='urn:oasis:names:tc:xliff:matches:2.0'><m:match ref='#s'><source>a"
                               "</source><target>b</target></m:match></m:matches><segment id='s'><source>Утвердить "
                               "указания тов. Громыко.</source></segment>"));
    assert_status(TOL_OK, tol_pretranslate_bytes(b->store, file, "a", &out, NULL, NULL, &err), &err);
    assert_non_null(strstr(out.ptr, "</m:match><m:match ref=\"#s\" similarity=\"77.0\""));
    assert_non_null(strstr(out.ptr, "</target></m:match></m:matches>"));
    tol_buf_release(&out);
}

static void every_other_byte_stays(void **state)
{
    assert_filled(state,
                  "<?xml version='1.0' encoding='utf-8' ?>\r\n<!-- <source> -->\r\n" OLD(
                      "<!-- ' --><?pi > ?><trans-unit id=\"1\"\r\n\t extradata='a&gt;b'  >" RETURN
                      "\r\n<x:y xmlns:x='u'><![CDATA[</source>]]></x:y></trans-unit >") "\r\n",
                  "<?xml version='1.0' encoding='utf-8' ?>\r\n<!-- <source> -->\r\n" OLD(
                      "<!-- ' --><?pi > ?><trans-unit id=\"1\"\r\n\t extradata='a&gt;b'  >" RETURN
                      "<target state=\"translated\" state-qualifier=\"leveraged-tm\">Return the ship.</target>"
                      "\r\n<x:y xmlns:x='u'><![CDATA[</source>]]></x:y></trans-unit >") "\r\n",
                  NULL);
}

static void put_utf16(tol_buf *buf, const char *text)
{
    tol_buf_append(buf, "\xFF\xFE", 2);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        unsigned unit = *p < 0x80 ? *p : (unsigned)((p[0] & 0x1F) << 6 | (p[1] & 0x3F)); /* Latin and Cyrillic do */
        p += *p >= 0x80;
        tol_buf_byte(buf, (char)(unit & 0xFF));
        tol_buf_byte(buf, (char)(unit >> 8));
    }
}

static void encodings_stay_as_they_are(void **state)
{
    const char *before = OLD("<trans-unit id='1'>" RETURN "</trans-unit>");
    const char *after = OLD("<trans-unit id='1'>" RETURN "<target state=\"translated\" "
                            "state-qualifier=\"leveraged-tm\">Return the ship.</target></trans-unit>");
    tol_buf in = TOL_BUF_INIT, out = TOL_BUF_INIT;
    put_utf16(&in, before);
    put_utf16(&out, after);
    assert_bytes(state, tol_buf_str(&in), tol_buf_str(&out), NULL);
    tol_buf_reset(&in);
    tol_buf_reset(&out);
    tol_buf_printf(&in, "\xEF\xBB\xBF%s", before);
    tol_buf_printf(&out, "\xEF\xBB\xBF%s", after);
    assert_bytes(state, tol_buf_str(&in), tol_buf_str(&out), NULL);
    tol_buf_release(&in);
    tol_buf_release(&out);
    assert_filled(state,
                  "<?xml version='1.0' encoding='windows-1251'?><xliff version='1.2'><file source-language='ru' "
                  "target-language='en'><body><trans-unit id='1'><source>\xC2\xE5\xF0\xED\xF3\xF2\xFC "
                  "\xEA\xEE\xF0\xE0\xE1\xEB\xFC.</source></trans-unit></body></file></xliff>",
                  "<?xml version='1.0' encoding='windows-1251'?><xliff version='1.2'><file source-language='ru' "
                  "target-language='en'><body><trans-unit id='1'><source>\xC2\xE5\xF0\xED\xF3\xF2\xFC "
                  "\xEA\xEE\xF0\xE0\xE1\xEB\xFC.</source><target state=\"translated\" "
                  "state-qualifier=\"leveraged-tm\">Return the ship.</target></trans-unit></body></file></xliff>",
                  NULL);
}

static void what_cannot_be_done_is_refused_with_a_reason(void **state)
{
    tol_pretranslate_opt opt = TOL_PRETRANSLATE_OPT_INIT;
    opt.state = TOL_LIT("reviewed");
    const char *file = OLD("<trans-unit id='1'>" RETURN "</trans-unit>");
    assert_refused(state, file, TOL_EINVAL, "\"reviewed\" is no state of XLIFF 1", &opt);
    assert_refused(state, "<tmx version='1.4'/>", TOL_EFORMAT, "not an XLIFF file", NULL);
    assert_refused(state, "", TOL_EFORMAT, "empty", NULL);
    assert_refused(state, OLD("<trans-unit id='1'><source>\xFF</source></trans-unit>"), TOL_EFORMAT,
                   "could not be written back", NULL);
    assert_refused(state,
                   "<xliff version='2.0' srcLang='ru'><file id='f'><unit id='u'><segment>" RETURN
                   "</segment></unit></file></xliff>",
                   TOL_EINVAL, "target language", NULL);
    assert_refused(state,
                   "<!DOCTYPE xliff [<!ENTITY e '<g/>'>]>" OLD("<trans-unit id='1'><source>&e;</source>"
                                                               "</trans-unit>"),
                   TOL_EFORMAT, "in entities", NULL);
    assert_refused(state, OLD("<trans-unit id='1'\x01 >" RETURN "</trans-unit>"), TOL_EFORMAT, "forbids", NULL);
    assert_refused(state, "<xliff><file>", TOL_EPARSE, "ends inside", NULL);
}

static void an_absent_target_language_is_named(void **state)
{
    tol_pretranslate_opt opt = TOL_PRETRANSLATE_OPT_INIT;
    opt.lookup.target_lang = TOL_LIT("en");
    opt.state = TOL_LIT("x-tm");
    assert_filled(
        state,
        "<xliff version='1.2'><file source-language='ru'><body><trans-unit id='1'>" RETURN
        "</trans-unit><trans-unit id='2'>" RETURN "</trans-unit></body></file></xliff>",
        "<xliff version='1.2'><file source-language='ru' target-language=\"en\"><body><trans-unit id='1'>" RETURN
        "<target state=\"x-tm\" state-qualifier=\"leveraged-tm\">Return the ship.</target></trans-unit>"
        "<trans-unit id='2'>" RETURN "<target state=\"x-tm\" state-qualifier=\"leveraged-tm\">Return the "
        "ship.</target></trans-unit></body></file></xliff>",
        &opt);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_matches_become_targets),
        cmocka_unit_test(a_match_in_context_says_so),
        cmocka_unit_test(white_space_at_the_ends_is_the_segments),
        cmocka_unit_test(what_is_done_is_left_alone),
        cmocka_unit_test(fuzzy_matches_stand_beside),
        cmocka_unit_test(a_fuzzy_target_asks_for_review),
        cmocka_unit_test(inline_codes_are_those_of_the_segment),
        cmocka_unit_test(marked_segments_are_filled_each),
        cmocka_unit_test(memoq_has_its_own_status),
        cmocka_unit_test(modules_that_are_there_are_added_to),
        cmocka_unit_test(every_other_byte_stays),
        cmocka_unit_test(encodings_stay_as_they_are),
        cmocka_unit_test(what_cannot_be_done_is_refused_with_a_reason),
        cmocka_unit_test(an_absent_target_language_is_named),
    };
    return cmocka_run_group_tests(tests, make_bench, free_bench);
}
