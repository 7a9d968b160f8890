/* XLIFF 1.2 and 2.1 written for a memory: where everything stands, that it is valid, and that it is read again. */
#include "support/check.h"

#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "collect.h"
#include "support/fixture.h"
#include "support/rng.h"
#include "support/torture.h"

static const char *const formats[] = {"xliff", "xliff-1.2"};
enum { N_FORMATS = sizeof formats / sizeof formats[0] };

/* ---- helpers ---- */

static void write_as(const tol_collected *from, const char *format, tol_buf *out)
{
    tol_write_opt opt = TOL_WRITE_OPT_INIT;
    tol_error err;
    opt.format = format;
    assert_status(TOL_OK, tol_collected_write_opt(from, &opt, out, &err), &err);
}

static tol_collected *read_back(const tol_buf *text)
{
    tol_collected *got = tol_collect(tol_buf_str(text), "a.xlf", NULL, true);
    assert_status(TOL_OK, got->status, &got->err);
    return got;
}

static tol_collected *read_tmx(const char *body)
{
    tol_buf text = TOL_BUF_INIT;
    tol_collected *got = tol_collect(tol_tmx_of(body, &text), "a.tmx", NULL, true);
    assert_status(TOL_OK, got->status, &got->err);
    tol_buf_release(&text);
    return got;
}

static void assert_has(const tol_buf *text, const char *words)
{
    if (!strstr(text->ptr, words)) {
        fail_msg("not written: %s\nbut:\n%s", words, text->ptr);
    }
}

/* Text, elements and native code of a variant, without attributes. */
static void outline(const tol_variant *variant, tol_buf *out)
{
    static const char *const names[] = {"bpt", "ept", "ph", "it", "hi", "sub", "ut", "foreign"};
    size_t at = 0;
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        tol_buf_append(out, variant->text.ptr + at, run->at - at);
        at = run->at;
        if (run->kind == TOL_RUN_CODE) {
            tol_buf_printf(out, "{%.*s}", TOL_ARG(run->code));
        } else {
            tol_buf_printf(out, run->kind == TOL_RUN_OPEN ? "[%s]" : "[/%s]", names[run->elem]);
        }
    }
    tol_buf_append(out, variant->text.ptr + at, variant->text.len - at);
}

static void assert_same_text(const tol_unit *a, const tol_unit *b)
{
    for (size_t i = 0; i < 2; i++) {
        tol_buf left = TOL_BUF_INIT, right = TOL_BUF_INIT;
        outline(&a->variants[i], &left);
        outline(&b->variants[i], &right);
        assert_str(tol_buf_str(&left), right.ptr);
        tol_buf_release(&left);
        tol_buf_release(&right);
    }
}

/* ---- what stands where ---- */

static const char coded[] =
    "<tu tuid='u.1'><note>n</note><prop type='x-context'>menu</prop><prop type='file'>a.txt</prop>"
    "<prop type='p q'>z</prop><prop type='x-state'>ApprovedSignOff</prop>"
    "<tuv xml:lang='ru' changeid='anna'><note>s</note><seg>Да <bpt i='1' x='1' type='bold'>(</bpt>и <hi type='term'>нет"
    "</hi><ept i='1'>)</ept><ph x='2' type='fnote'>1</ph><it pos='begin' x='3'>_</it><t5:n xmlns:t5='u'/></seg></tuv>"
    "<tuv xml:lang='en'><seg><ph x='2' type='fnote'>1</ph>Yes <bpt i='7' x='1' type='bold'>(</bpt>and <bpt "
    "i='8'>[</bpt>"
    "no<ept i='7'>)</ept><ept i='8'>]</ept></seg></tuv></tu>";

static void codes_are_elements_of_xliff_2(void **state)
{
    (void)state;
    tol_collected *got = read_tmx(coded);
    tol_buf text = TOL_BUF_INIT;
    write_as(got, "xliff", &text);
    assert_has(&text, "version=\"2.1\" srcLang=\"ru\" trgLang=\"en\"");
    assert_has(&text, "<file id=\"f1\" original=\"a.txt\">\n<unit id=\"u.1\" name=\"menu\" xml:space=\"preserve\">");
    assert_has(&text,
               "<mda:metaGroup category=\"tolmach.prop\">\n      <mda:meta type=\"p q\">z</mda:meta>\n    </mda");
    assert_has(&text, "<note>n</note>\n    <note appliesTo=\"source\">s</note>");
    assert_has(&text, "<data id=\"d1\">(</data>");
    assert_has(&text, "<segment state=\"final\">");
    assert_has(&text, "<source>Да <pc id=\"1\" dataRefEnd=\"d2\" dataRefStart=\"d1\" type=\"fmt\" subType=\"xlf:b\">и "
                      "<mrk id=\"4\" type=\"term\">нет</mrk></pc><ph id=\"2\" dataRef=\"d3\" type=\"other\" "
                      "subType=\"tolmach:fnote\"/><sc id=\"3\" isolated=\"yes\" dataRef=\"d4\"/>"
                      "<ph id=\"5\" dataRef=\"d5\"/></source>");
    assert_has(&text, "<target><ph id=\"2\" dataRef=\"d3\" type=\"other\" subType=\"tolmach:fnote\"/>Yes <sc id=\"1\" "
                      "dataRef=\"d1\" type=\"fmt\" subType=\"xlf:b\"/>and <pc id=\"6\" ");
    tol_buf_release(&text);
    tol_collected_free(got);
}

static void codes_are_elements_of_xliff_1_2(void **state)
{
    (void)state;
    tol_collected *got = read_tmx(coded);
    tol_buf text = TOL_BUF_INIT;
    write_as(got, "xliff-1.2", &text);
    assert_has(&text, "<file original=\"a.txt\" source-language=\"ru\" target-language=\"en\" datatype=\"plaintext\" "
                      "tool-id=\"tolmach\">");
    assert_has(&text, "<trans-unit id=\"u.1\" resname=\"menu\" xml:space=\"preserve\">\n  <source>Да <bpt id=\"1\" "
                      "rid=\"1\" ctype=\"bold\">(</bpt>и <mrk mtype=\"term\">нет</mrk><ept id=\"1\" rid=\"1\">)</ept>"
                      "<ph id=\"2\" ctype=\"x-fnote\">1</ph><it id=\"3\" pos=\"open\">_</it><ph id=\"5\">");
    assert_has(&text, "<target state=\"final\"><ph id=\"2\" ctype=\"x-fnote\">1</ph>Yes <bpt id=\"1\" rid=\"1\" "
                      "ctype=\"bold\">(</bpt>and <bpt id=\"6\" rid=\"6\">[</bpt>no<ept id=\"1\" rid=\"1\">)</ept>");
    assert_has(&text, "<note annotates=\"source\">s</note>");
    assert_has(&text, "<prop-group name=\"tolmach.source\">\n    <prop prop-type=\"changeid\">anna</prop>");
    tol_buf_release(&text);
    tol_collected_free(got);
}

static void what_is_known_of_a_unit_comes_back(void **state)
{
    (void)state;
    tol_collected *from = read_tmx(coded);
    for (size_t f = 0; f < N_FORMATS; f++) {
        tol_buf text = TOL_BUF_INIT;
        write_as(from, formats[f], &text);
        tol_collected *got = read_back(&text);
        const tol_unit *unit = got->units[0];
        assert_str(unit->tuid, "u.1");
        assert_str(tol_infos_prop(&unit->infos, TOL_LIT("x-context")), "menu");
        assert_str(tol_infos_prop(&unit->infos, TOL_LIT("file")), "a.txt");
        assert_str(tol_infos_prop(&unit->infos, TOL_LIT("p q")), "z");
        assert_str(tol_infos_prop(&unit->infos, TOL_LIT("x-state")), "final");
        assert_str(tol_attrs_get(&unit->variants[0].attrs, TOL_LIT("changeid")), "anna");
        assert_str(tol_attrs_get(&unit->variants[0].runs[0].attrs, TOL_LIT("type")), "bold");
        tol_collected_free(got);
        tol_buf_release(&text);
    }
    tol_collected_free(from);
}

static void ids_are_names_and_no_two_are_the_same(void **state)
{
    (void)state;
    tol_collected *from =
        read_tmx("<tu tuid='a b'><tuv xml:lang='ru'><seg>а</seg></tuv><tuv xml:lang='en'><seg>a</seg></tuv></tu>"
                 "<tu tuid='u1'><tuv xml:lang='ru'><seg>б</seg></tuv><tuv xml:lang='en'><seg>b</seg></tuv></tu>"
                 "<tu tuid='u1'><tuv xml:lang='ru'><seg>в</seg></tuv><tuv xml:lang='en'><seg>v</seg></tuv></tu>"
                 "<tu tuid='№1'><tuv xml:lang='ru'><seg>г</seg></tuv><tuv xml:lang='en'><seg>g</seg></tuv></tu>"
                 "<tu><tuv xml:lang='ru'><seg>д</seg></tuv><tuv xml:lang='en'><seg>d</seg></tuv></tu>");
    static const char *const tuids[] = {"a b", "u1", "u1", "№1"};
    for (size_t f = 0; f < N_FORMATS; f++) {
        tol_buf text = TOL_BUF_INIT;
        write_as(from, formats[f], &text);
        tol_collected *got = read_back(&text);
        assert_int_equal(got->n_units, 5);
        for (size_t i = 0; i < 4; i++) {
            assert_str(got->units[i]->tuid, tuids[i]);
        }
        tol_collected_free(got);
        tol_buf_release(&text);
    }
    tol_collected_free(from);
}

static void states_say_what_is_finished(void **state)
{
    (void)state;
    static const struct {
        const char *prop, *new, *old;
    } cases[] = {{"", "translated", "translated"},
                 {"<prop type='x-state'>signed-off</prop>", "reviewed", "signed-off"},
                 {"<prop type='x-state'>needs-l10n</prop>", "initial", "needs-l10n"},
                 {"<prop type='x-state'>Draft</prop>", "initial", "needs-review-translation"},
                 {"<prop type='x-fuzzy'>yes</prop>", "initial", "needs-review-translation"},
                 {"<prop type='x-state'>nonsense</prop>", "translated", "translated"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char body[400], words[100];
        snprintf(body, sizeof body,
                 "<tu>%s<tuv xml:lang='ru'><seg>а</seg></tuv><tuv xml:lang='en'><seg>a</seg></tuv></tu>",
                 cases[i].prop);
        tol_collected *from = read_tmx(body);
        for (size_t f = 0; f < N_FORMATS; f++) {
            tol_buf text = TOL_BUF_INIT;
            write_as(from, formats[f], &text);
            snprintf(words, sizeof words, " state=\"%s\">", f ? cases[i].old : cases[i].new);
            assert_has(&text, words);
            tol_buf_release(&text);
        }
        tol_collected_free(from);
    }
}

static void documents_are_files(void **state)
{
    (void)state;
    tol_collected *from = read_tmx(
        "<tu><prop type='file'>a</prop><tuv xml:lang='ru'><seg>а</seg></tuv><tuv xml:lang='en'><seg>a</seg></tuv></tu>"
        "<tu><prop type='x-document'>a</prop><tuv xml:lang='ru'><seg>б</seg></tuv><tuv xml:lang='de'><seg>b</seg></tuv>"
        "</tu><tu><prop type='x-document'>b</prop><tuv xml:lang='ru'><seg>в</seg></tuv><tuv xml:lang='en-GB'><seg>v"
        "</seg></tuv></tu><tu><tuv xml:lang='ru'><seg>г</seg></tuv><tuv xml:lang='en'><seg>g</seg></tuv></tu>");
    static const char *const expected[][3] = {
        {"<file id=\"f1\" original=\"a\">", "<file id=\"f2\" original=\"b\">", "<file id=\"f3\">"},
        {"<file original=\"a\"", "<file original=\"b\"", "<file original=\"unknown\""}};
    for (size_t f = 0; f < N_FORMATS; f++) {
        tol_buf text = TOL_BUF_INIT;
        write_as(from, formats[f], &text);
        for (size_t i = 0; i < 3; i++) {
            assert_has(&text, expected[f][i]);
        }
        tol_collected *got = read_back(&text);
        assert_int_equal(got->n_units, 3);
        assert_str(got->units[1]->variants[1].lang, f ? "en-GB" : "en");
        assert_null(tol_infos_prop(&got->units[2]->infos, TOL_LIT("file")).ptr);
        tol_collected_free(got);
        tol_buf_release(&text);
    }
    tol_collected_free(from);
}

/* What an edited file may say does not make units that cannot be written. */
static void properties_of_other_origin_do_no_harm(void **state)
{
    (void)state;
    const char *text =
        "<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'><file original='a' source-language='ru' "
        "target-language='en' datatype='x'><body><trans-unit id='1'><source>а</source><target>a</target>"
        "<prop-group name='tolmach.target'><prop prop-type='xml:lang'>de</prop><prop prop-type='a b'>c</prop>"
        "<prop prop-type='changeid'>x</prop><prop prop-type='changeid'>y</prop><prop>z</prop></prop-group>"
        "<prop-group name='other'><prop prop-type='p'>q</prop></prop-group>"
        "<prop-group name='tolmach.prop'><prop>q</prop><x/></prop-group></trans-unit></body></file></xliff>";
    tol_collected *got = tol_collect(tol_str_of(text), "a.xlf", NULL, true);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->units[0]->variants[1].attrs.n, 1);
    assert_str(got->units[0]->variants[1].lang, "en");
    assert_null(tol_infos_prop(&got->units[0]->infos, TOL_LIT("p")).ptr);
    tol_buf out = TOL_BUF_INIT;
    write_as(got, "tmx", &out);
    tol_buf_release(&out);
    tol_collected_free(got);
}

/* ---- random units ---- */

static tol_str random_word(tol_rng *rng, tol_arena *arena)
{
    static const char *const words[] = {"Вернуть", " ",     "&", "<b>", "корабль\n", "\t",
                                        "]]>",     "\"x\"", "𝄞", "\r",  "е\xCC\x88"};
    tol_buf buf = TOL_BUF_INIT;
    for (uint32_t n = tol_rng_below(rng, 4) + 1; n > 0; n--) {
        tol_buf_add(&buf, tol_str_of(words[tol_rng_below(rng, sizeof words / sizeof words[0])]));
    }
    tol_str word = tol_arena_copy(arena, tol_buf_str(&buf));
    tol_buf_release(&buf);
    return word;
}

static tol_attrs attrs_of(tol_arena *arena, const char *name, uint32_t value, const char *type)
{
    char text[16];
    tol_attr *attrs = tol_arena_calloc(arena, 2, sizeof *attrs);
    snprintf(text, sizeof text, "%u", value);
    attrs[0] = (tol_attr){tol_str_of(name), tol_arena_copy(arena, tol_str_of(text))};
    attrs[1] = (tol_attr){TOL_LIT("type"), tol_str_of(type)};
    return (tol_attrs){attrs, type ? 2 : 1};
}

/* Pairs that may overlap, isolated halves, placeholders and marks, in any order. */
static void random_variant(tol_rng *rng, tol_arena *arena, tol_variant *variant)
{
    static const char *const types[] = {NULL, "bold", "lb", "fnote", "a b", "x-y", "link", "image"};
    tol_buf text = TOL_BUF_INIT;
    uint32_t open[20], n_open = 0, next = 1, marks = 0;
    variant->runs = tol_arena_calloc(arena, 200, sizeof *variant->runs);
    for (uint32_t n = tol_rng_below(rng, 12); n > 0 || n_open || marks; n -= n > 0) {
        tol_run run = {.at = text.len};
        uint32_t what = n ? tol_rng_below(rng, 6) : n_open ? 5 : 4;
        const char *type = types[tol_rng_below(rng, sizeof types / sizeof types[0])];
        if (what == 0) {
            run.elem = TOL_PH;
            run.attrs = attrs_of(arena, "x", tol_rng_below(rng, 5), type);
        } else if (what == 1) {
            run.elem = TOL_BPT;
            run.attrs = attrs_of(arena, "i", next, type);
            open[n_open++] = next++;
        } else if (what == 2) {
            run.elem = TOL_IT;
            run.attrs = (tol_attrs){tol_arena_calloc(arena, 1, sizeof(tol_attr)), 1};
            run.attrs.items[0] = (tol_attr){TOL_LIT("pos"), tol_rng_below(rng, 2) ? TOL_LIT("begin") : TOL_LIT("end")};
        } else if (what == 3) {
            variant->runs[variant->n_runs++] = (tol_run){.elem = TOL_HI, .at = text.len};
            marks++;
        } else if (what == 4 && marks) {
            variant->runs[variant->n_runs++] = (tol_run){.kind = TOL_RUN_CLOSE, .elem = TOL_HI, .at = text.len};
            marks--;
        } else if (what == 5 && n_open) {
            uint32_t k = tol_rng_below(rng, n_open);
            run.elem = TOL_EPT;
            run.attrs = attrs_of(arena, "i", open[k], NULL);
            open[k] = open[--n_open];
        }
        bool is_code = what < 3 || (what == 5 && run.attrs.n);
        if (is_code) {
            tol_inline elem = run.elem;
            variant->runs[variant->n_runs++] = run;
            if (tol_rng_below(rng, 4)) {
                run = (tol_run){.kind = TOL_RUN_CODE, .elem = elem, .at = text.len, .code = random_word(rng, arena)};
                variant->runs[variant->n_runs++] = run;
            }
            variant->runs[variant->n_runs++] = (tol_run){.kind = TOL_RUN_CLOSE, .elem = elem, .at = text.len};
        }
        tol_buf_add(&text, random_word(rng, arena));
    }
    tol_buf_add(&text, TOL_LIT("."));
    variant->text = tol_arena_copy(arena, tol_buf_str(&text));
    tol_buf_release(&text);
}

/* Some units, as if they had been read. */
static tol_collected *random_units(tol_rng *rng, size_t n)
{
    tol_collected *made = calloc(1, sizeof *made);
    for (size_t i = 0; i < n; i++) {
        tol_unit *unit = tol_arena_calloc(&made->arena, 1, sizeof *unit);
        unit->variants = tol_arena_calloc(&made->arena, 2, sizeof *unit->variants);
        unit->n_variants = 2;
        unit->variants[0].lang = TOL_LIT("ru");
        unit->variants[1].lang = TOL_LIT("en");
        unit->tuid = tol_rng_below(rng, 3) ? random_word(rng, &made->arena) : TOL_STR_NULL;
        random_variant(rng, &made->arena, &unit->variants[0]);
        random_variant(rng, &made->arena, &unit->variants[1]);
        made->units[made->n_units++] = unit;
    }
    return made;
}

static void random_units_are_read_as_they_were_written(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("xliff_write", 61);
    for (int round = 0; round < 200; round++) {
        tol_collected *from = random_units(&rng, 10);
        for (size_t f = 0; f < N_FORMATS; f++) {
            tol_buf text = TOL_BUF_INIT, second = TOL_BUF_INIT, third = TOL_BUF_INIT;
            write_as(from, formats[f], &text);
            tol_collected *got = read_back(&text);
            assert_int_equal(got->n_units, from->n_units);
            for (size_t i = 0; i < from->n_units; i++) {
                assert_same_text(from->units[i], got->units[i]);
                assert_true(tol_str_equal(from->units[i]->tuid, got->units[i]->tuid) || !from->units[i]->tuid.len);
            }
            write_as(got, formats[f], &second);
            tol_collected *again = read_back(&second);
            write_as(again, formats[f], &third);
            assert_string_equal(second.ptr, third.ptr); /* the first one did not know its neighbours */
            tol_collected_free(again);
            tol_collected_free(got);
            tol_buf_release(&text);
            tol_buf_release(&second);
            tol_buf_release(&third);
        }
        tol_collected_free(from);
    }
}

/* ---- validity ---- */

static xmlSchema *schema_of(const char *path, const char *catalog)
{
    xmlInitializeCatalog();
    xmlLoadCatalog(catalog);
    xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
    xmlSchemaParserCtxt *parser = xmlSchemaNewParserCtxt(path);
    xmlSchema *schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    return schema;
}

static void assert_valid(xmlSchema *schema, const tol_buf *text)
{
    xmlDoc *doc = xmlReadMemory(text->ptr, (int)text->len, "a.xlf", NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlSchemaValidCtxt *valid = xmlSchemaNewValidCtxt(schema);
    int result = xmlSchemaValidateDoc(valid, doc);
    if (result != 0) {
        fail_msg("not valid:\n%s", text->ptr);
    }
    xmlSchemaFreeValidCtxt(valid);
    xmlFreeDoc(doc);
}

/* The memory of the project, units with every code, random ones, and none at all. */
static void check_validity(const char *format, const char *schema_path, const char *catalog_path)
{
    if (!tol_sample_path(schema_path)) {
        skip();
    }
    xmlSchema *schema = schema_of(tol_sample_path(schema_path), tol_sample_path(catalog_path));
    assert_non_null(schema);
    tol_rng rng = tol_rng_new("xliff validity", 1962);
    for (int round = 0; round < 40; round++) {
        tol_collected *from = round == 0   ? tol_collect_file(tol_source_path("tm/protocol-61.ru-en.tmx"), true)
                              : round == 1 ? read_tmx(coded)
                              : round == 2 ? read_tmx("")
                                           : random_units(&rng, 10);
        tol_buf text = TOL_BUF_INIT;
        write_as(from, format, &text);
        assert_valid(schema, &text);
        tol_buf_release(&text);
        tol_collected_free(from);
    }
    xmlSchemaFree(schema);
    xmlCatalogCleanup();
}

static void xliff_2_1_is_valid(void **state)
{
    (void)state;
    check_validity("xliff", "samples/schemas/xliff2x/xliff2.1/xliff_core_2.0.xsd",
                   "samples/schemas/xliff2x/xliff2.1/catalog.xml");
}

static void xliff_1_2_is_valid(void **state)
{
    (void)state;
    check_validity("xliff-1.2", "samples/schemas/xliff12/xliff-core-1.2-transitional.xsd",
                   "samples/schemas/catalog.xml");
}

/* ---- much and little ---- */

/* Pairs that all overlap, placeholders all the same: the work grows with their number and no faster. */
static void a_segment_of_many_codes_takes_no_long(void **state)
{
    (void)state;
    enum { MANY = 30000 };
    tol_buf body = TOL_BUF_INIT;
    tol_buf_printf(&body, "<tu>");
    for (int side = 0; side < 2; side++) {
        tol_buf_printf(&body, "<tuv xml:lang='%s'><seg>x", side ? "en" : "ru");
        for (int i = 0; i < MANY; i++) {
            tol_buf_printf(&body, "<bpt i='%d'/>", i);
        }
        for (int i = 0; i < MANY; i++) {
            tol_buf_printf(&body, "<ept i='%d'/><ph>1</ph>", i);
        }
        tol_buf_printf(&body, "</seg></tuv>");
    }
    tol_buf_printf(&body, "</tu>");
    tol_collected *from = read_tmx(body.ptr);
    tol_buf text = TOL_BUF_INIT;
    write_as(from, "xliff", &text);
    assert_has(&text, "<sc id=\"1\"/>");
    tol_buf_release(&text);
    tol_collected_free(from);
    tol_buf_release(&body);
}

static tol_status write_under_torture(void *user, tol_error *err)
{
    tol_write_opt opt = TOL_WRITE_OPT_INIT;
    const tol_collected *from = user;
    tol_status status = TOL_OK;
    for (size_t f = 0; f < N_FORMATS && status == TOL_OK; f++) {
        tol_buf text = TOL_BUF_INIT;
        opt.format = formats[f];
        status = tol_collected_write_opt(from, &opt, &text, err);
        tol_buf_release(&text);
    }
    return status;
}

static void want_of_memory_is_told(void **state)
{
    (void)state;
    tol_collected *from = read_tmx(coded);
    assert_true(tol_torture("xliff", write_under_torture, from, TOL_OK) > 20);
    tol_collected_free(from);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_elements_of_xliff_2),
        cmocka_unit_test(codes_are_elements_of_xliff_1_2),
        cmocka_unit_test(what_is_known_of_a_unit_comes_back),
        cmocka_unit_test(ids_are_names_and_no_two_are_the_same),
        cmocka_unit_test(states_say_what_is_finished),
        cmocka_unit_test(documents_are_files),
        cmocka_unit_test(properties_of_other_origin_do_no_harm),
        cmocka_unit_test(random_units_are_read_as_they_were_written),
        cmocka_unit_test(xliff_2_1_is_valid),
        cmocka_unit_test(xliff_1_2_is_valid),
        cmocka_unit_test(a_segment_of_many_codes_takes_no_long),
        cmocka_unit_test(want_of_memory_is_told),
    };
    int failed = cmocka_run_group_tests_name("formats.xliff_write", tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
