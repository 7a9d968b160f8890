#include "collect.h"
#include "support/check.h"

static tol_collected *read_body(const char *body)
{
    tol_buf buf = TOL_BUF_INIT;
    tol_collected *got = tol_collect(tol_tmx_of(body, &buf), "x.tmx", NULL, false);
    tol_buf_release(&buf);
    return got;
}

/* What a strict reading of the same body says: the first thing that was mended. */
static void assert_strict(const char *body, const char *message, unsigned line)
{
    tol_buf buf = TOL_BUF_INIT;
    tol_collected *got = tol_collect(tol_tmx_of(body, &buf), "x.tmx", NULL, true);
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_string_equal(got->err.message, message);
    assert_int_equal(got->err.line, line);
    tol_collected_free(got);
    tol_buf_release(&buf);
}

static void assert_sketch(const tol_variant *variant, const char *wanted)
{
    tol_buf sketch = TOL_BUF_INIT;
    tol_variant_sketch(variant, &sketch);
    assert_str(tol_buf_str(&sketch), wanted);
    tol_buf_release(&sketch);
}

static void assert_segment(const char *segment, const char *text, const char *sketch)
{
    tol_buf body = TOL_BUF_INIT;
    tol_buf_printf(&body, "<tu><tuv xml:lang=\"ru\"><seg>%s</seg></tuv></tu>", segment);
    tol_collected *got = read_body(body.ptr);
    assert_status(TOL_OK, got->status, &got->err);
    assert_str(got->units[0]->variants[0].text, text);
    assert_sketch(&got->units[0]->variants[0], sketch);
    tol_collected_free(got);
    tol_buf_release(&body);
}

static void a_unit_is_kept_as_it_stood(void **state)
{
    (void)state;
    tol_collected *got =
        read_body("<tu tuid=\"7\" usagecount=\"3\" x-own=\"&lt;&amp;#38;&#10;&quot;\">\n"
                  "<note>n1</note><prop type=\"x-kind\">a</prop><prop>untyped</prop><prop type=\"x-kind\">b</prop>\n"
                  "<tuv xml:lang=\"RU\" changedate=\"20261025\"><prop type=\"p\">q</prop><seg> "
                  "Утвердить\n\tуказания&#13; </seg></tuv>"
                  "<tuv lang=\"EN_us\"><seg/></tuv></tu>");
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_headers, 1);
    assert_int_equal(got->n_diags, 0);
    const tol_unit *unit = got->units[0];
    assert_int_equal(unit->line, 6);
    assert_str(unit->tuid, "7");
    assert_int_equal(unit->attrs.n, 2);
    assert_str(unit->attrs.items[0].name, "usagecount");
    assert_str(tol_attrs_get(&unit->attrs, TOL_LIT("x-own")), "<&#38;\n\"");
    assert_int_equal(unit->infos.n, 4);
    assert_int_equal(unit->infos.items[0].kind, TOL_NOTE);
    assert_str(unit->infos.items[2].text, "untyped");
    assert_int_equal(unit->infos.items[2].attrs.n, 0);
    assert_str(unit->infos.items[3].text, "b");
    assert_int_equal(unit->n_variants, 2);
    assert_str(unit->variants[0].lang, "RU");
    assert_str(unit->variants[0].text, " Утвердить\n\tуказания\r ");
    assert_str(unit->variants[0].infos.items[0].text, "q");
    assert_int_equal(unit->variants[0].attrs.n, 1);
    assert_str(unit->variants[1].lang, "EN_us");
    assert_non_null(unit->variants[1].text.ptr);
    assert_int_equal(unit->variants[1].text.len, 0);
    tol_collected_free(got);
}

static void inline_elements_become_runs(void **state)
{
    (void)state;
    assert_segment("a<bpt i=\"1\" type=\"bold\">{\\b &amp; </bpt>b<ept i=\"1\">}</ept><ph/>", "ab",
                   "a[bpt i=1 type=bold]{{\\b & }[/bpt]b[ept i=1]{}}[/ept][ph][/ph]");
    assert_segment("x<hi type=\"t\">y<hi>z</hi></hi>", "xyz", "x[hi type=t]y[hi]z[/hi][/hi]");
    assert_segment("x<ut>{\\cf</ut><it pos=\"begin\">&lt;i&gt;</it>", "x", "x[ut]{{\\cf}[/ut][it pos=begin]{<i>}[/it]");
}

static void what_stands_in_native_code_is_native_code(void **state)
{
    (void)state;
    assert_segment("a<ph>&lt;fn <sub type=\"t\">see <bpt i=\"1\">b</bpt>x<ept i=\"1\"/> too</sub>&gt;</ph>b", "ab",
                   "a[ph]{<fn }[sub type=t]{see }[bpt i=1]{b}[/bpt]{x}[ept i=1][/ept]{ too}[/sub]{>}[/ph]b");
    assert_segment("<bpt i=\"1\"><x>c</x><hi>d</hi></bpt>e", "e", "[bpt i=1][x]{c}[/x][hi]{d}[/hi][/bpt]e");
    assert_segment("a<sub>1.1 allowed it here</sub>", "a1.1 allowed it here", "a[sub]1.1 allowed it here[/sub]");
}

static void elements_of_others_are_kept_with_their_prefix(void **state)
{
    (void)state;
    assert_segment("a<t5:n id=\"1\" t5:r=\"x\"/>b", "ab", "a[t5:n id=1 t5:r=x][/t5:n]b");
    assert_segment("<w xmlns=\"urn:tei\" lemma=\"l\">дом</w>", "дом", "[w xmlns=urn:tei lemma=l]дом[/w]");
    assert_segment("<tu>x</tu>", "x", "[tu]x[/tu]");
    tol_collected *got =
        tol_collect(TOL_LIT("<t:tmx version=\"1.4\" xmlns:t=\"urn:t\" xmlns:z=\"urn:z\"><t:header/><t:body>"
                            "<t:tu><t:tuv xml:lang=\"ru\"><t:seg><t:ph/><z:ph/></t:seg></t:tuv></t:tu>"
                            "</t:body></t:tmx>"),
                    "x", NULL, false);
    assert_status(TOL_OK, got->status, &got->err);
    assert_sketch(&got->units[0]->variants[0], "[ph][/ph][z:ph xmlns:z=urn:z][/z:ph]");
    tol_collected_free(got);
}

static void markup_of_xml_itself_leaves_no_trace(void **state)
{
    (void)state;
    assert_segment("a<!-- \n -->b<?pi\n x?>c<![CDATA[<d>&amp;]]]>e", "abc<d>&amp;]e", "abc<d>&amp;]e");
    assert_segment("&amp;amp;lt; &#x410;&#1041; &#38;#38;", "&amp;lt; АБ &#38;", "&amp;lt; АБ &#38;");
    assert_segment("a\r\nb\rc\nd", "a\nb\nc\nd", "a\nb\nc\nd");
}

static void the_header_is_handed_over_first(void **state)
{
    (void)state;
    tol_collected *got =
        tol_collect(TOL_LIT("<tmx version=\"1.4\"><header srclang=\"*all*\" gitCommit=\"x\"><note>n</note>"
                            "<ude name=\"u\" base=\"b\"><map unicode=\"#xE000\" code=\"#xF0\" ent=\"&lt;\"/><map "
                            "unicode=\"#xE001\"/></ude>"
                            "<prop type=\"x\">y</prop></header><body/></tmx>"),
                    "x", NULL, false);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_headers, 1);
    assert_str(got->header->version, "1.4");
    assert_str(tol_attrs_get(&got->header->attrs, TOL_LIT("gitCommit")), "x");
    assert_int_equal(got->header->infos.n, 3);
    assert_int_equal(got->header->infos.items[1].kind, TOL_UDE);
    assert_str(got->header->infos.items[1].text,
               "<map unicode=\"#xE000\" code=\"#xF0\" ent=\"&lt;\"/><map unicode=\"#xE001\"/>");
    assert_int_equal(got->n_units, 0);
    tol_collected_free(got);
}

static void flaws_are_mended_and_told(void **state)
{
    (void)state;
    static const struct {
        const char *body, *diags;
        size_t n_units;
        const char *strict;
    } rows[] = {
        {"<tu tuid=\"1\"><tuv><seg>a</seg></tuv></tu>", "variant-without-language 6 1\n", 1,
         "unit \"1\": the variant does not say its language"},
        {"<tu tuid=\"1\"><tuv xml:lang=\"\"><seg>a</seg></tuv></tu>", "variant-without-language 6 1\n", 1,
         "unit \"1\": the variant does not say its language"},
        {"<tu tuid=\"1\"><tuv LANG=\"a\"><seg>a</seg></tuv></tu>", "misspelt-attribute 6 1\n", 1,
         "unit \"1\": the language stands in an attribute of capitals: \"xml:lang\" is meant"},
        {"<tu tuid=\"1\"><tuv xml:lang=\"a\"><seg>a&nbsp;b</seg></tuv></tu>", "undeclared-entity 6 1\n", 1,
         "unit \"1\": an entity that the file does not declare"},
        {"<tu tuid=\"1\">\n<tuv xml:lang=\"a\"/></tu>", "variant-without-segment 7 1\n", 1,
         "unit \"1\": the variant has no segment"},
        {"\n<tu tuid=\"1\"><note/></tu>", "unit-without-variants 7 1\n", 0,
         "unit \"1\": the unit has no variant and is left out"},
        {"<tu><tuv xml:lang=\"a\"><seg/><prop>x</prop></tuv><note>y</note></tu>", "late-note 6 \nlate-note 6 \n", 1,
         "a prop stands behind what it should stand before"},
        {"<tu tuid=\"t\"><x><tuv/></x><tuv xml:lang=\"a\"><seg/></tuv></tu>", "unknown-element 6 t\n", 1,
         "unit \"t\": element \"x\" is not expected here"},
        {"<tu><tuv xml:lang=\"a\"><seg>1</seg><seg>2<x/></seg></tuv></tu>", "second-segment 6 \n", 1,
         "the variant has a second segment, which is left out"},
        {"<tu>loose<tuv xml:lang=\"a\"><seg/></tuv>loose</tu>", "stray-text 6 \n", 1,
         "text outside segments, notes and props is left out"},
        {"<tu tuid=\"9\"><tuv xml:lang=\"a\">\n<seg>a&#1;b\x02\n\x03</seg></tuv></tu>",
         "forbidden-character 7 9\nforbidden-character 8 9\n", 1, "unit \"9\": a character that XML forbids"},
        {"<tu tuid=\"9\"><tuv xml:lang=\"a\"><seg>\xFF\xD0\xD0\xB0</seg></tuv></tu>", "invalid-bytes 6 9\n", 1,
         "unit \"9\": bytes that are no character of the file's encoding"},
        {"<tu tuid=\"9\"><tuv xml:lang=\"a\" x=\"a&b\">\n<seg>AT&T a & b</seg></tuv></tu>",
         "bare-ampersand 6 9\nbare-ampersand 7 9\n", 1,
         "unit \"9\": a \"&\" that begins no reference (as text it is written \"&amp;\")"},
        {"<tu><prop type=\"c\"><seg>a &amp; <ph x=\"1\"/></seg></prop><tuv xml:lang=\"a\"><seg/></tuv></tu>",
         "markup-in-note 6 \n", 1, "element \"seg\" inside a note or prop is kept as text"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_collected *got = read_body(rows[i].body);
        assert_status(TOL_OK, got->status, &got->err);
        assert_str(tol_buf_str(&got->diags), rows[i].diags);
        assert_int_equal(got->n_units, rows[i].n_units);
        unsigned line = (unsigned)strtoul(strchr(rows[i].diags, ' '), NULL, 10);
        assert_strict(rows[i].body, rows[i].strict, line);
        tol_collected_free(got);
    }
}

static void forbidden_characters_become_spaces(void **state)
{
    (void)state;
    assert_segment("a&#x1;b\x02&#0;&#xD800;&#x110000;&#xFFFF;\xEF\xBF\xBE\x7F", "a b      \x7F", "a b      \x7F");
    assert_segment("<![CDATA[&#1;\x01]]>", "&#1; ", "&#1; ");
    assert_segment("a\xFFz", "a\xEF\xBF\xBDz", "a\xEF\xBF\xBDz");
}

static void markup_in_a_prop_is_kept_as_escaped_text(void **state)
{
    (void)state;
    tol_collected *got = read_body("<tu><prop type=\"c\">&lt;x> <seg n=\"&quot;\">a &amp;<ph x=\"1\"/> b</seg></prop>"
                                   "<tuv xml:lang=\"a\"><seg/></tuv></tu>");
    assert_str(got->units[0]->infos.items[0].text, "<x> <seg n=\"&quot;\">a &amp;<ph x=\"1\"></ph> b</seg>");
    tol_collected_free(got);
}

static void versions_and_headers_may_be_missing(void **state)
{
    (void)state;
    static const struct {
        const char *file, *diags;
    } rows[] = {
        {"<tmx><body/></tmx>", "version-missing 1 \nheader-missing 1 \n"},
        {"<tmx version=\"1.4b\"><header/><body/></tmx>", "unknown-version 1 \n"},
        {"<tmx version=\"2.0\"><header/>\n<header/><body/></tmx>", "unknown-version 1 \nunknown-element 2 \n"},
        {"<tmx version=\"1.1\"></tmx>", "header-missing 1 \n"},
        {"<tmx version=\"1.4\"><tu><tuv xml:lang=\"a\"><seg/></tuv></tu></tmx>",
         "header-missing 1 \nbody-missing 1 \n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_collected *got = tol_collect(tol_str_of(rows[i].file), "x.tmx", NULL, false);
        assert_status(TOL_OK, got->status, &got->err);
        assert_str(tol_buf_str(&got->diags), rows[i].diags);
        assert_int_equal(got->n_headers, 1);
        tol_collected_free(got);
        got = tol_collect(tol_str_of(rows[i].file), "x.tmx", NULL, true);
        assert_status(TOL_EPARSE, got->status, &got->err);
        tol_collected_free(got);
    }
}

static void what_is_not_well_formed_is_refused_with_line_and_reason(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        tol_status status;
        unsigned line;
        const char *message;
    } rows[] = {
        {"<tmx version=\"1.4\">\n<header/>\n<body>\n<tu>\n", TOL_EPARSE, 4, "the file ends inside element \"tu\""},
        {"<tmx version=\"1.4\">\n<header/>\n<body>\n<tu", TOL_EPARSE, 4, "the file ends inside element \"tu\""},
        {"<tmx version=\"1.4\">\n<!-- \n", TOL_EPARSE, 3, "the file ends inside a comment"},
        {"<tmx version=\"1.4\">\n<header><note><![CDATA[x\n", TOL_EPARSE, 3, "the file ends inside a CDATA section"},
        {"<!DOCTYPE tmx [\n<!ENTITY a \"b\">\n", TOL_EPARSE, 1, "the file ends inside the DOCTYPE"},
        {"<!-- only a comment -->\n", TOL_EPARSE, 2, "the file ends before its first element"},
        {"<tmx>\n<header>\n</heading>", TOL_EPARSE, 3, "element \"header\" of line 2 is closed by \"</heading>\""},
        {"<tmx>\n<header/>&firm;</tmx>", TOL_EPARSE, 2, "the entity \"firm\" is not declared"},
        {"<tmx version=\"1.4\"><header/><body/></tmx>\n<tmx/>", TOL_EPARSE, 2,
         "not well-formed XML: something stands behind the end of the root element"},
        {"<tmx><header/>\n<?xml version=\"1.0\"?></tmx>", TOL_EPARSE, 2,
         "an XML declaration stands inside the file (two files in one?)"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_collected *got = tol_collect(tol_str_of(rows[i].file), "dir/x.tmx", NULL, false);
        assert_status(rows[i].status, got->status, &got->err);
        assert_string_equal(got->err.message, rows[i].message);
        assert_string_equal(got->err.where, "dir/x.tmx");
        if (got->err.line != rows[i].line) {
            print_error("line %u for %s\n", (unsigned)got->err.line, rows[i].file);
            fail();
        }
        tol_collected_free(got);
    }
}

static void what_a_segment_breaks_is_said_in_plain_words(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"a < b", "a tag or attribute has no valid name (a \"<\" as text is written \"&lt;\")"},
        {"a <!b> c", "a \"<\" begins no tag (as text it is written \"&lt;\")"},
        {"a ]]> b", "\"]]>\" stands in the text (it is written \"]]&gt;\")"},
        {"<ph x=\"1/>", "a \"<\" stands in the value of an attribute (is a quote missing?)"},
        {"<ph x=1/>", "the value of an attribute is not in quotes"},
        {"<ph x/>", "attribute \"x\" has no value"},
        {"<ph x=\"1\"y=\"2\"/>", "there is no space between two attributes"},
        {"<ph x=\"1\" x=\"2\"/>", "attribute \"x\" stands twice in one tag"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_buf body = TOL_BUF_INIT, wanted = TOL_BUF_INIT;
        tol_buf_printf(&body, "<tu><tuv xml:lang=\"a\">\n<seg>%s</seg>\n</tuv></tu>", rows[i][0]);
        tol_buf_printf(&wanted, "not well-formed XML: %s", rows[i][1]);
        tol_collected *got = read_body(body.ptr);
        assert_status(TOL_EPARSE, got->status, &got->err);
        assert_string_equal(got->err.message, wanted.ptr);
        assert_int_equal(got->err.line, 7);
        tol_collected_free(got);
        tol_buf_release(&body);
        tol_buf_release(&wanted);
    }
}

static void a_bare_ampersand_is_text(void **state)
{
    (void)state;
    assert_segment("AT&T a & b &amp; &lt", "AT&T a & b & &lt", "AT&T a & b & &lt");
    assert_segment("a<ph x=\"1&2\">c & d</ph>", "a", "a[ph x=1&2]{c & d}[/ph]");
    assert_segment("<![CDATA[a & b &c;]]>", "a & b &c;", "a & b &c;");
}

/* `n` times `piece` between `head` and `tail`. */
static tol_collected *read_repeated(const char *head, const char *piece, size_t n, const char *tail)
{
    tol_buf buf = TOL_BUF_INIT;
    tol_buf_printf(&buf, "%s", head);
    for (size_t i = 0; i < n; i++) {
        tol_buf_append(&buf, piece, strlen(piece));
    }
    tol_buf_printf(&buf, "%s", tail);
    tol_collected *got = tol_collect(tol_buf_str(&buf), "x.tmx", "tmx", false);
    tol_buf_release(&buf);
    return got;
}

static void depth_has_its_limits(void **state)
{
    (void)state;
    static const char head[] = "<tmx version=\"1.4\"><header/><body><tu><tuv xml:lang=\"a\"><seg>";
    tol_collected *got = read_repeated(head, "<hi>", 65, "");
    assert_status(TOL_ELIMIT, got->status, &got->err);
    tol_collected_free(got);
    got = read_repeated("<tmx version=\"1.4\"><header/>", "<x>", 256, "");
    assert_status(TOL_ELIMIT, got->status, &got->err);
    tol_collected_free(got);
    got = read_repeated("<tmx version=\"1.4\"><header/>", "<x>", 255, "");
    assert_status(TOL_EPARSE, got->status, &got->err);
    tol_collected_free(got);
}

static void a_tag_without_end_is_refused(void **state)
{
    (void)state;
    tol_collected *got =
        read_repeated("<tmx version=\"1.4\"><header/><body><tu a=\"", "0123456789abcdef", 1 << 20, "\"/></body></tmx>");
    assert_status(TOL_ELIMIT, got->status, &got->err);
    assert_string_equal(got->err.message, "a tag is longer than the XML parser takes");
    tol_collected_free(got);
}

static void an_ampersand_before_a_long_rest_is_mended(void **state)
{
    (void)state;
    tol_collected *got =
        read_repeated("<tmx version=\"1.4\"><header/><body><tu><tuv xml:lang=\"a\"><seg>a & b</seg></tuv></tu>",
                      "<tu><tuv xml:lang=\"a\"><seg>and so on</seg></tuv></tu>\n", 300000, "</body></tmx>");
    assert_status(TOL_OK, got->status, &got->err);
    assert_str(got->units[0]->variants[0].text, "a & b");
    assert_str(tol_buf_str(&got->diags), "bare-ampersand 1 \n");
    tol_collected_free(got);
}

#define UNIT_OF(text) "<tu><tuv xml:lang=\"ru\"><seg>" text "</seg></tuv></tu>\n"
#define HEAD          "<tmx version=\"1.4\">\n<header/><body>\n"
#define CP1251        "\xD3\xEA\xE0\xE7\xE0\xED\xE8\xFF"

static void a_file_that_is_not_utf8_is_refused(void **state)
{
    (void)state;
    tol_collected *got = read_repeated(HEAD UNIT_OF("Указ" CP1251), "", 0, "</body></tmx>");
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_string_equal(got->err.message,
                        "the text is not UTF-8 (8 of 16 bytes beyond ASCII are invalid); is it windows-1251?");
    assert_int_equal(got->err.line, 3);
    tol_collected_free(got);
    /* none in the first chunk: at the end, or when there are enough */
    static const size_t counts[] = {1, 100000};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        tol_buf head = TOL_BUF_INIT;
        tol_buf_printf(&head, HEAD "%070000d\n", 0);
        got = read_repeated(head.ptr, UNIT_OF(CP1251), counts[i], "</body></tmx>");
        assert_status(TOL_EPARSE, got->status, &got->err);
        assert_int_equal(strncmp(got->err.message, "the text is not UTF-8", 21), 0);
        assert_int_equal(got->err.line, 4);
        assert_true(got->n_units < 10000);
        tol_collected_free(got);
        tol_buf_release(&head);
    }
}

static void a_few_invalid_bytes_are_mended(void **state)
{
    (void)state;
    tol_collected *got = read_repeated(HEAD, UNIT_OF("\xD3\xEA\xE0\xE7\xE0\xED\xE8"), 1, "</body></tmx>");
    assert_status(TOL_OK, got->status, &got->err);
    tol_collected_free(got);
    got = read_repeated(HEAD UNIT_OF(CP1251), UNIT_OF("Указание"), 10, "</body></tmx>"); /* 8 of 168 */
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(tol_collected_count(got, "invalid-bytes"), 1);
    tol_collected_free(got);
    got = read_repeated(HEAD UNIT_OF(CP1251), UNIT_OF("Указание"), 9, "</body></tmx>"); /* 8 of 152 */
    assert_status(TOL_EPARSE, got->status, &got->err);
    tol_collected_free(got);
}

static bool note_done(void *user, uint64_t done, uint64_t total)
{
    *(uint64_t *)user = total ? done * 100 / total : 0;
    return true;
}

static void progress_comes_to_its_end(void **state)
{
    (void)state;
    uint64_t percent = 0;
    tol_sink nobody = {NULL, NULL, NULL, NULL};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.listener = (tol_listener){&percent, NULL, note_done};
    assert_int_equal(tol_read_bytes(TOL_LIT("<tmx version='1.4'><header/></tmx>"), "x", &opt, &nobody, NULL), TOL_OK);
    assert_int_equal(percent, 100);
}

static void a_segment_that_is_too_long_costs_only_its_unit(void **state)
{
    (void)state;
    static const char head[] = "<tmx version=\"1.4\"><header/><body><tu tuid=\"1\"><tuv xml:lang=\"a\"><seg>";
    static const char tail[] = "</seg></tuv><note>n</note></tu>"
                               "<tu tuid=\"2\"><tuv xml:lang=\"a\"><seg>x</seg></tuv></tu></body></tmx>";
    tol_collected *got = read_repeated(head, "0123456789abcdef", 1 << 20, tail);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 2);
    assert_int_equal(got->units[0]->variants[0].text.len, 16 << 20);
    tol_collected_free(got);
    got = read_repeated(head, "0123456789abcdef", (1 << 20) + 1, tail);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 1);
    assert_str(got->units[0]->tuid, "2");
    assert_str(tol_buf_str(&got->diags), "segment-too-long 1 1\n");
    tol_collected_free(got);
}

static void a_long_cdata_section_is_text_like_any_other(void **state)
{
    (void)state;
    static const char head[] = "<tmx version=\"1.4\"><header/><body><tu tuid=\"1\"><tuv xml:lang=\"a\"><seg>b<![CDATA[";
    static const char tail[] =
        "]]>e</seg></tuv></tu><tu tuid=\"2\"><tuv xml:lang=\"a\"><seg>x</seg></tuv></tu></body></tmx>";
    static const char piece[] = "я]]<&ю"; /* ends in the middle of characters, everywhere */
    size_t len = sizeof piece - 1;
    tol_collected *got = read_repeated(head, piece, 1 << 20, tail);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 2);
    assert_int_equal(got->n_diags, 0);
    tol_str text = got->units[0]->variants[0].text;
    assert_int_equal(text.len, (len << 20) + 2);
    for (size_t i = 0; i < (size_t)1 << 20; i++) {
        assert_memory_equal(text.ptr + 1 + i * len, piece, len);
    }
    tol_collected_free(got);
    got = read_repeated(head, piece, 20 << 17, tail);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 1);
    assert_str(tol_buf_str(&got->diags), "segment-too-long 1 1\n");
    tol_collected_free(got);
}

static void a_unit_of_endless_codes_is_left_out(void **state)
{
    (void)state;
    tol_collected *got =
        read_repeated("<tmx version=\"1.4\"><header/><body><tu><tuv xml:lang=\"a\"><seg>", "<ph/>", 600000,
                      "</seg></tuv></tu><tu><tuv xml:lang=\"a\"><seg/></tuv></tu></body></tmx>");
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 1);
    assert_int_equal(tol_collected_count(got, "unit-too-long"), 1);
    tol_collected_free(got);
}

static void entities_of_plain_text_are_expanded(void **state)
{
    (void)state;
    tol_collected *got =
        tol_collect(TOL_LIT("<!DOCTYPE tmx PUBLIC '-//x' 'http://localhost/x.dtd' [\n<!-- ' ]> -->\n"
                            "<!ENTITY cc 'ЦК &#171;\"КПСС\"&#187;'><!ENTITY cc 'again'><!ENTITY lt '&#38;#60;'>\n"
                            "<!ENTITY % pe 'x'><!ENTITY unused SYSTEM 'file:///dev/zero'>]>\n"
                            "<tmx version='1.4'><header/><body><tu tuid='&cc;'><tuv "
                            "xml:lang='ru'><seg>&cc;&lt;</seg></tuv></tu></body></tmx>"),
                    "x", NULL, false);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_diags, 0);
    assert_str(got->units[0]->tuid, "ЦК «\"КПСС\"»");
    assert_str(got->units[0]->variants[0].text, "ЦК «\"КПСС\"»<");
    assert_int_equal(got->units[0]->line, 5);
    tol_collected_free(got);
}

static void every_other_entity_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *subset, *use;
        tol_status status;
        const char *message;
    } rows[] = {
        {"<!ENTITY x SYSTEM 'file:///etc/passwd'>", "&x;", TOL_EPARSE,
         "the file uses an external entity, and nothing that a file names is ever fetched"},
        {"<!ENTITY x PUBLIC 'p' 'http://localhost/x'>", "&x;", TOL_EPARSE,
         "the file uses an external entity, and nothing that a file names is ever fetched"},
        {"<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>", "&b;", TOL_ELIMIT, "the file uses an entity that is made of entities"},
        {"<!ENTITY b '&#37;pe;'>", "&b;", TOL_ELIMIT, "the file uses an entity that is made of entities"},
        {"<!ENTITY % p 'x'> %p;", "", TOL_EPARSE, "the DOCTYPE refers to a parameter entity, which is not supported"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_buf file = TOL_BUF_INIT;
        tol_buf_printf(&file, "<!DOCTYPE tmx [%s]>\n<tmx version='1.4'><header/><body><tu tuid=\"%s\"/></body></tmx>",
                       rows[i].subset, rows[i].use);
        tol_collected *got = tol_collect(tol_buf_str(&file), "x.tmx", NULL, false);
        assert_status(rows[i].status, got->status, &got->err);
        assert_string_equal(got->err.message, rows[i].message);
        assert_true(got->err.line == 1 || got->err.line == 2);
        tol_collected_free(got);
        tol_buf_release(&file);
    }
}

static void blowing_up_one_entity_is_refused(void **state)
{
    (void)state;
    tol_buf head = TOL_BUF_INIT;
    tol_buf_printf(&head, "<!DOCTYPE tmx [<!ENTITY a '%0990d'>]><tmx version='1.4'><header><note>", 0);
    tol_collected *got = read_repeated(head.ptr, "&a;", 100000, "</note></header></tmx>");
    assert_status(TOL_ELIMIT, got->status, &got->err);
    tol_collected_free(got);
    got = read_repeated(head.ptr, "&a;", 1000, "</note></header></tmx>");
    assert_status(TOL_OK, got->status, &got->err);
    tol_collected_free(got);
    tol_buf_release(&head);
}

static tol_status stop_at_second(void *user, const tol_unit *unit, tol_error *err)
{
    (void)unit;
    (void)err;
    return ++*(int *)user == 2 ? TOL_EBUSY : TOL_OK;
}

static bool never(void *user, uint64_t done, uint64_t total)
{
    *(uint64_t *)user = done <= total ? done : 0;
    return false;
}

static void the_sink_and_the_listener_may_stop_it(void **state)
{
    (void)state;
    tol_buf file = TOL_BUF_INIT;
    static const char tu[] = "<tu><tuv xml:lang=\"a\"><seg/></tuv></tu>";
    tol_buf body = TOL_BUF_INIT;
    for (int i = 0; i < 5000; i++) {
        tol_buf_append(&body, tu, sizeof tu - 1);
    }
    tol_tmx_of(body.ptr, &file);
    int n = 0;
    tol_sink sink = {&n, NULL, stop_at_second, NULL};
    assert_int_equal(tol_read_bytes(tol_buf_str(&file), "x", NULL, &sink, NULL), TOL_EBUSY);
    assert_int_equal(n, 2);
    uint64_t done = 0;
    tol_sink nobody = {NULL, NULL, NULL, NULL};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.listener = (tol_listener){&done, NULL, never};
    tol_error err;
    assert_status(TOL_ECANCELLED, tol_read_bytes(tol_buf_str(&file), "x", &opt, &nobody, &err), &err);
    assert_true(done > 0);
    tol_buf_release(&body);
    tol_buf_release(&file);
}

static void every_prefix_of_a_file_is_survived(void **state)
{
    (void)state;
    tol_buf buf = TOL_BUF_INIT;
    tol_str file =
        tol_tmx_of("<tu tuid=\"1\"><note>&#1040;</note><tuv xml:lang=\"ru\"><seg>Об<ph x=\"1\">&lt;</ph> <!-- c -->"
                   "<![CDATA[<]]>ответе</seg></tuv><tuv lang=\"en\"><seg/></tuv></tu>",
                   &buf);
    for (size_t len = 0; len <= file.len; len++) {
        char *exact = malloc(len ? len : 1); /* so that a step beyond its end is seen */
        assert_non_null(exact);
        memcpy(exact, file.ptr, len);
        tol_collected *got = tol_collect((tol_str){exact, len}, "x.tmx", NULL, false);
        bool is_whole = len >= file.len - 1;
        bool is_allowed = is_whole ? got->status == TOL_OK : got->status == TOL_EPARSE || got->status == TOL_EFORMAT;
        bool is_told = got->status != TOL_EPARSE || strncmp(got->err.message, "the file ends ", 14) == 0;
        if (!is_allowed || !is_told || (got->status == TOL_EPARSE && got->err.line == 0)) {
            print_error("prefix of %zu bytes: %s %s\n", len, tol_status_name(got->status), got->err.message);
            fail();
        }
        tol_collected_free(got);
        free(exact);
    }
    tol_buf_release(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_is_kept_as_it_stood),
        cmocka_unit_test(inline_elements_become_runs),
        cmocka_unit_test(what_stands_in_native_code_is_native_code),
        cmocka_unit_test(elements_of_others_are_kept_with_their_prefix),
        cmocka_unit_test(markup_of_xml_itself_leaves_no_trace),
        cmocka_unit_test(the_header_is_handed_over_first),
        cmocka_unit_test(flaws_are_mended_and_told),
        cmocka_unit_test(forbidden_characters_become_spaces),
        cmocka_unit_test(markup_in_a_prop_is_kept_as_escaped_text),
        cmocka_unit_test(versions_and_headers_may_be_missing),
        cmocka_unit_test(what_is_not_well_formed_is_refused_with_line_and_reason),
        cmocka_unit_test(what_a_segment_breaks_is_said_in_plain_words),
        cmocka_unit_test(a_bare_ampersand_is_text),
        cmocka_unit_test(an_ampersand_before_a_long_rest_is_mended),
        cmocka_unit_test(a_file_that_is_not_utf8_is_refused),
        cmocka_unit_test(a_few_invalid_bytes_are_mended),
        cmocka_unit_test(depth_has_its_limits),
        cmocka_unit_test(a_tag_without_end_is_refused),
        cmocka_unit_test(progress_comes_to_its_end),
        cmocka_unit_test(a_segment_that_is_too_long_costs_only_its_unit),
        cmocka_unit_test(a_long_cdata_section_is_text_like_any_other),
        cmocka_unit_test(a_unit_of_endless_codes_is_left_out),
        cmocka_unit_test(entities_of_plain_text_are_expanded),
        cmocka_unit_test(every_other_entity_is_refused),
        cmocka_unit_test(blowing_up_one_entity_is_refused),
        cmocka_unit_test(the_sink_and_the_listener_may_stop_it),
        cmocka_unit_test(every_prefix_of_a_file_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
