#include "support/check.h"

#include "formats/xml_filter.h"
#include "support/rng.h"

/* Filter in pieces of `step` bytes. */
static tol_status filter_in_steps(tol_str in, size_t step, tol_reporter *reporter, tol_buf *out, tol_error *err)
{
    tol_xml_filter filter;
    tol_error_clear(err);
    *reporter = (tol_reporter){.file = "x.xml"};
    tol_xml_filter_init(&filter, reporter);
    tol_status status = TOL_OK;
    for (size_t i = 0; status == TOL_OK; i += step) {
        size_t len = in.len - i < step ? in.len - i : step;
        bool is_last = i + len == in.len;
        status = tol_xml_filter_run(&filter, (tol_str){in.ptr + i, len}, is_last, out, err);
        if (is_last) {
            break;
        }
    }
    tol_xml_filter_release(&filter);
    return status;
}

static void check_filtered(const char *in, const char *wanted, size_t n_repairs)
{
    for (size_t step = 1; step < 20; step++) {
        tol_reporter reporter;
        tol_error err;
        tol_buf out = TOL_BUF_INIT;
        assert_status(TOL_OK, filter_in_steps(tol_str_of(in), step, &reporter, &out, &err), &err);
        assert_str(tol_buf_str(&out), wanted);
        assert_int_equal(reporter.n_repairs, n_repairs);
        tol_buf_release(&out);
    }
}

static void what_the_parser_must_not_see_goes_and_leaves_its_lines(void **state)
{
    (void)state;
    check_filtered("<?xml version='1.0'\n encoding='x'?><a/>", "<!--\n--><a/>", 0);
    check_filtered("<!DOCTYPE a SYSTEM 'x>' [\n<!ENTITY b \"]>\">\n<!-- ]> -->\n<?x ]> ?>]\n><a/>", "\n\n\n\n<a/>", 0);
    check_filtered("<!DOCTYPE a PUBLIC \"-//x\"\r\n \"http://x/\"><a/>", "\n<a/>", 0);
    check_filtered("<a><!-- & <x>\n - -- \x01--><?p >\r\n?></a>", "<a><!--\n--><!--\n--></a>", 0);
}

static void what_is_in_order_passes(void **state)
{
    (void)state;
    check_filtered("<a b='&amp;&#38;&lt;&#x10FFFF;'>x&#9;\t\n]]&gt;Я😀\xEF\xBF\xBD\xEF\xBB\xBF</a>",
                   "<a b='&amp;&#38;&lt;&#x10FFFF;'>x&#9;\t\n]]&gt;Я😀\xEF\xBF\xBD\xEF\xBB\xBF</a>", 0);
    check_filtered("<a><![CDATA[]]]><![CDATA[&#1;<!--]]]]></a>", "<a><![CDATA[]]]><![CDATA[&#1;<!--]]]]></a>", 0);
    check_filtered("<a/><!DOCTYPE b><!x>", "<a/><!DOCTYPE b><!x>", 0);
    check_filtered("", "", 0);
    check_filtered("<", "<", 0);
}

static void an_ampersand_that_begins_no_reference_is_escaped(void **state)
{
    (void)state;
    check_filtered("<a>& &; &#; &#x; &#xZ; &#1 &lt &</a>",
                   "<a>&amp; &amp;; &amp;#; &amp;#x; &amp;#xZ; &amp;#1 &amp;lt &amp;</a>", 1);
    check_filtered("<a b='AT&T' c='?x=1&y=2'>\n&1; &-a; &a«;\n&&amp;&</a>",
                   "<a b='AT&amp;T' c='?x=1&amp;y=2'>\n&amp;1; &amp;-a; &amp;a«;\n&amp;&amp;&amp;</a>", 3);
    check_filtered("<a><![CDATA[a & b]]><!-- & --><?p & ?></a>", "<a><![CDATA[a & b]]><!----><!----></a>", 0);
    check_filtered("<!DOCTYPE a [<!ENTITY b 'AT&T'>]><a>&</a>", "<a>&amp;</a>", 1);
    check_filtered("&", "&amp;", 1);
}

static void a_name_without_end_is_no_reference(void **state)
{
    (void)state;
    tol_buf in = TOL_BUF_INIT, wanted = TOL_BUF_INIT;
    tol_buf_printf(&in, "<a>&%0200d;&#%0200d;&a%0200d;</a>", 1, 65, 1);
    tol_buf_printf(&wanted, "<a>&amp;%0200d;&amp;#%0200d;&amp;a%0200d;</a>", 1, 65, 1);
    check_filtered(in.ptr, wanted.ptr, 1);
    tol_buf_release(&in);
    tol_buf_release(&wanted);
}

static void an_entity_that_html_knows_is_its_character(void **state)
{
    (void)state;
    check_filtered("<a b='&nbsp;'>&para;&eacute;&amp;</a>", "<a b='\xC2\xA0'>\xC2\xB6\xC3\xA9&amp;</a>", 1);
}

static void an_entity_that_is_not_declared_is_refused(void **state)
{
    (void)state;
    static const char *const files[][2] = {
        {"<a>\n&firm;</a>", "the entity \"firm\" is not declared"},
        {"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;\n&т-1;", "the entity \"т-1\" is not declared"},
        {"<a>\n<b c='&a:b.c_d;'", "the entity \"a:b.c_d\" is not declared"},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        for (size_t step = 1; step < 20; step++) {
            tol_reporter reporter;
            tol_error err;
            tol_buf out = TOL_BUF_INIT;
            assert_status(TOL_EPARSE, filter_in_steps(tol_str_of(files[i][0]), step, &reporter, &out, &err), &err);
            assert_string_equal(err.message, files[i][1]);
            assert_int_equal(err.line, 2);
            tol_buf_release(&out);
        }
    }
}

static void what_xml_forbids_becomes_a_space(void **state)
{
    (void)state;
    check_filtered("<a>\x01&#1;&#x0;&#xFFFE;\xEF\xBF\xBE\xEF\xBF\xBF&#99999999999999999999;\x1F</a>", "<a>        </a>",
                   1);
    check_filtered("<a>\x01\n\x02\r\n\x03\r\x04</a>", "<a> \n \n \n </a>", 4);
    check_filtered("<a><![CDATA[\x01\r\n]]></a>", "<a><![CDATA[ \n]]></a>", 1);
}

static void entities_of_the_doctype_are_expanded(void **state)
{
    (void)state;
    check_filtered("<!DOCTYPE a [<!ENTITY x 'y'><!ENTITY x 'z'><!ENTITY q '\"&#39;&#10;'>]><a b='&x;'>&q;</a>",
                   "<a b='y'>&#34;&#39;&#10;</a>", 0);
    check_filtered("<!DOCTYPE a [<!ENTITY x '<b c=\"d\"/>'><!ENTITY amp 'no'>]><a>&x;&amp;</a>",
                   "<a><b c=\"d\"/>&amp;</a>", 0);
    check_filtered("<!DOCTYPE a [<!ENTITY x SYSTEM 'y'><!ENTITY z '&x;'><!ENTITY >]><a></a>", "<a></a>", 0);
}

static void a_doctype_without_end_is_bounded(void **state)
{
    (void)state;
    tol_buf in = TOL_BUF_INIT, out = TOL_BUF_INIT;
    tol_buf_printf(&in, "<!DOCTYPE a [%0100000d", 1);
    tol_reporter reporter;
    tol_error err;
    assert_status(TOL_ELIMIT, filter_in_steps(tol_buf_str(&in), 4096, &reporter, &out, &err), &err);
    tol_buf_release(&in);
    tol_buf_release(&out);
}

/* However the file is cut into chunks, the same comes out. */
static void chunks_make_no_difference(void **state)
{
    (void)state;
    static const char *const pieces[] = {"<",
                                         ">",
                                         "!",
                                         "--",
                                         "[CDATA[",
                                         "]]>",
                                         "?",
                                         "xml ",
                                         "&",
                                         "#",
                                         "x",
                                         "1;",
                                         "amp;",
                                         "\r",
                                         "\n",
                                         "\x01",
                                         "text",
                                         "\xEF\xBF\xBF",
                                         "\xEF\xBB\xBF",
                                         "<!--",
                                         "-->",
                                         "<![CDATA[",
                                         "<?",
                                         "?>",
                                         "<!DOCTYPE a [<!ENTITY e 'f'>]>",
                                         "&e;",
                                         "<a>",
                                         "Я"};
    tol_rng rng = tol_rng_new(__func__, 61);
    for (int round = 0; round < 4000; round++) {
        tol_buf in = TOL_BUF_INIT, whole = TOL_BUF_INIT, cut = TOL_BUF_INIT;
        for (unsigned n = tol_rng_below(&rng, 30); n > 0; n--) {
            const char *piece = pieces[tol_rng_below(&rng, sizeof pieces / sizeof pieces[0])];
            tol_buf_append(&in, piece, strlen(piece));
        }
        tol_reporter a, b;
        tol_error err_a, err_b;
        tol_status wanted = filter_in_steps(tol_buf_str(&in), in.len + 1, &a, &whole, &err_a);
        tol_status got = filter_in_steps(tol_buf_str(&in), 1 + tol_rng_below(&rng, 8), &b, &cut, &err_b);
        if (got != wanted || !tol_str_equal(tol_buf_str(&whole), tol_buf_str(&cut)) || a.n_repairs != b.n_repairs ||
            err_a.line != err_b.line) {
            print_error("differs: \"%s\"\nwhole \"%s\"\ncut   \"%s\"\n", tol_buf_str(&in).ptr, tol_buf_str(&whole).ptr,
                        tol_buf_str(&cut).ptr);
            fail();
        }
        tol_buf_release(&in);
        tol_buf_release(&whole);
        tol_buf_release(&cut);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_parser_must_not_see_goes_and_leaves_its_lines),
        cmocka_unit_test(what_is_in_order_passes),
        cmocka_unit_test(an_ampersand_that_begins_no_reference_is_escaped),
        cmocka_unit_test(a_name_without_end_is_no_reference),
        cmocka_unit_test(an_entity_that_html_knows_is_its_character),
        cmocka_unit_test(an_entity_that_is_not_declared_is_refused),
        cmocka_unit_test(what_xml_forbids_becomes_a_space),
        cmocka_unit_test(entities_of_the_doctype_are_expanded),
        cmocka_unit_test(a_doctype_without_end_is_bounded),
        cmocka_unit_test(chunks_make_no_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
