#include "collect.h"
#include "support/check.h"
#include "support/fixture.h"

#define BYTES(literal) ((tol_str){literal, sizeof(literal) - 1})

static void the_table_says_what_each_format_can(void **state)
{
    (void)state;
    const tol_format_info *info = tol_formats();
    assert_string_equal(info[0].name, "tmx");
    assert_true(info[0].reads_units && info[0].writes_units && !info[0].reads_concepts);
    assert_string_equal(info[1].name, "tbx");
    assert_true(info[1].reads_concepts && !info[1].reads_units && info[1].writes_concepts);
    for (; info->name; info++) {
        bool is_moses = strcmp(info->name, "moses") == 0; /* two files, so no buffer, and no ending of its own */
        assert_true(info->description[0] && (is_moses || info->endings[0] == '.'));
        tol_buf buf = TOL_BUF_INIT;
        tol_writer *writer = NULL;
        tol_status status = tol_writer_open(NULL, &buf, &(tol_write_opt){.format = info->name}, NULL, &writer, NULL);
        assert_int_equal(status, info->writes_units && !is_moses ? TOL_OK : TOL_EINVAL);
        tol_writer_free(writer);
        tol_buf_release(&buf);
    }
}

static void what_is_no_known_file_is_named(void **state)
{
    (void)state;
    const struct {
        tol_str bytes;
        const char *looks;
    } rows[] = {
        {BYTES(""), "an empty file"},
        {BYTES("\xEF\xBB\xBF"), "an empty file"},
        {BYTES(" \n\n"), "a file of white space"},
        {BYTES("<?xml version='1.0'?>\n<!-- x --><map version=\"1.0\" tiledversion=\"1\"><tileset/></map>"),
         "a map of the Tiled editor"},
        {BYTES("<srx version=\"2.0\"/>"), "a file of segmentation rules (SRX)"},
        {BYTES("<x:srx xmlns:x='u'/>"), "a file of segmentation rules (SRX)"},
        {BYTES("<!DOCTYPE html>\n<p>"), "an HTML page"},
        {BYTES("<html><body>"), "an HTML page"},
        {BYTES("<root a='1'/>"), "XML with the root element \"root\""},
        {BYTES("Утвердить указания"), "plain text"},
        {BYTES("a\0b"), "a binary file"},
        {BYTES("%PDF-1.7\n%\xE2\xE3"), "a PDF document"},
        {BYTES("{\\rtf1\\ansi \\b Да}"), "an RTF document"},
        {BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), "an image (PNG)"},
        {BYTES("\xFF\xD8\xFF\xE0\0\x10JFIF"), "an image (JPEG)"},
        {BYTES("\x7F"
               "ELF\2\1\1"),
         "a program (ELF)"},
        {BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "an old Office document (DOC, XLS, PPT)"},
        {BYTES("7z\xBC\xAF\x27\x1C"), "a 7z archive"},
        {BYTES("Rar!\x1A\x07\1\0"), "a RAR archive"},
        {BYTES("<?xml version='1.0'?><omegat><project version='1.0'/></omegat>"), "an OmegaT project file"},
        {BYTES("<svg xmlns='http://www.w3.org/2000/svg'/>"), "an image (SVG)"},
        {BYTES("<?xml version"), "XML that is cut off before its root element"},
        {BYTES("<"), "XML that is cut off before its root element"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char wanted[160];
        tol_collected *got = tol_collect(rows[i].bytes, "x", NULL, false);
        assert_status(TOL_EFORMAT, got->status, &got->err);
        snprintf(wanted, sizeof wanted, "not a file of a known format: it looks like %s", rows[i].looks);
        assert_string_equal(got->err.message, wanted);
        assert_string_equal(got->err.where, "x");
        assert_int_equal(got->n_headers, 0);
        tol_collected_free(got);
    }
}

static void content_counts_before_the_ending(void **state)
{
    (void)state;
    tol_collected *got = tol_collect(TOL_LIT("<tmx version='1.4'><header/><body/></tmx>"), "x.tbx", NULL, false);
    assert_status(TOL_OK, got->status, &got->err);
    tol_collected_free(got);
    got = tol_collect(TOL_LIT("<map/>"), "x.tmx", NULL, false);
    assert_status(TOL_EFORMAT, got->status, &got->err);
    tol_collected_free(got);
    got = tol_collect(TOL_LIT("<!-- cut"), "X.TMX", NULL, false);
    assert_status(TOL_EPARSE, got->status, &got->err);
    tol_collected_free(got);
}

static void a_format_that_is_asked_for_must_be_there(void **state)
{
    (void)state;
    tol_collected *got = tol_collect(TOL_LIT("<martif/>"), "x", "tmx", false);
    assert_status(TOL_EFORMAT, got->status, &got->err);
    assert_string_equal(got->err.message, "not a file of the format \"tmx\": it looks like a TBX file");
    tol_collected_free(got);
    got = tol_collect(TOL_LIT("<martif/>"), "x", "docx", false);
    assert_status(TOL_EINVAL, got->status, &got->err);
    tol_collected_free(got);
}

static void files_that_cannot_be_read_are_io_errors(void **state)
{
    (void)state;
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "none.tmx");
    tol_collected *got = tol_collect_file(path, false);
    assert_status(TOL_EIO, got->status, &got->err);
    tol_collected_free(got);
    got = tol_collect_file(dir, false);
    assert_status(TOL_EIO, got->status, &got->err);
    tol_collected_free(got);
    free(path);
    tol_temp_dir_free(dir);
}

static void the_doors_refuse_nonsense(void **state)
{
    (void)state;
    tol_error err;
    tol_sink sink = {NULL, NULL, NULL, NULL};
    tol_buf buf = TOL_BUF_INIT;
    tol_writer *writer;
    assert_status(TOL_EINVAL, tol_read_file(NULL, NULL, &sink, &err), &err);
    assert_status(TOL_EINVAL, tol_read_file("x", NULL, NULL, &err), &err);
    assert_status(TOL_EINVAL, tol_read_bytes((tol_str){NULL, 3}, "x", NULL, &sink, &err), &err);
    assert_status(TOL_EINVAL, tol_writer_open(NULL, NULL, &(tol_write_opt){.format = "tmx"}, NULL, &writer, &err),
                  &err);
    assert_status(TOL_EINVAL, tol_writer_open("x", &buf, &(tol_write_opt){.format = "tmx"}, NULL, &writer, &err), &err);
    assert_status(TOL_EINVAL, tol_writer_open(NULL, &buf, &(tol_write_opt){.format = "docx"}, NULL, &writer, &err),
                  &err);
    assert_status(TOL_EINVAL, tol_writer_unit(NULL, NULL, &err), &err);
    assert_status(TOL_EINVAL, tol_writer_finish(NULL, &err), &err);
    tol_writer_free(NULL);
    tol_buf_release(&buf);
    assert_int_equal(tol_read_bytes(TOL_LIT("<tmx version='1.4'><header/></tmx>"), NULL, NULL, &sink, NULL), TOL_OK);
}

static void every_encoding_gives_the_same_unit(void **state)
{
    (void)state;
    /* "ЖЖ" in a file that is cut to the least */
    const struct {
        const char *declaration, *bytes;
        size_t n_bytes;
    } rows[] = {
        {"", "\xD0\x96\xD0\x96", 4},
        {"<?xml version='1.0' encoding='utf-16'?>", "\xD0\x96\xD0\x96", 4},
        {"<?xml version='1.0' encoding='us-ascii'?>", "&#1046;&#x416;", 14},
        {"<?xml version='1.0' encoding='windows-1251'?>", "\xC6\xC6", 2},
        {"<?xml version='1.0' encoding='koi8-r'?>", "\xF6\xF6", 2},
        {"\n<?xml version='1.0' encoding='ISO-8859-5'?>", "\xB6\xB6", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_buf file = TOL_BUF_INIT;
        tol_buf_printf(&file, "%s<tmx version='1.4'><header/><body><tu><tuv xml:lang='ru'><seg>", rows[i].declaration);
        tol_buf_append(&file, rows[i].bytes, rows[i].n_bytes);
        tol_buf_printf(&file, "</seg></tuv></tu></body></tmx>");
        tol_collected *got = tol_collect(tol_buf_str(&file), "x", NULL, false);
        assert_status(TOL_OK, got->status, &got->err);
        assert_str(got->units[0]->variants[0].text, "ЖЖ");
        assert_int_equal(tol_collected_count(got, "wrong-encoding-declaration"), i == 1);
        assert_int_equal(tol_collected_count(got, "misplaced-declaration"), rows[i].declaration[0] == '\n');
        tol_collected_free(got);
        tol_buf_release(&file);
    }
    tol_collected *got = tol_collect(TOL_LIT("<?xml version='1.0' encoding='klingon'?><tmx/>"), "x.tmx", NULL, false);
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_string_equal(got->err.message, "unknown encoding \"klingon\" in the XML declaration");
    tol_collected_free(got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_says_what_each_format_can),
        cmocka_unit_test(what_is_no_known_file_is_named),
        cmocka_unit_test(content_counts_before_the_ending),
        cmocka_unit_test(a_format_that_is_asked_for_must_be_there),
        cmocka_unit_test(files_that_cannot_be_read_are_io_errors),
        cmocka_unit_test(the_doors_refuse_nonsense),
        cmocka_unit_test(every_encoding_gives_the_same_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
