/* PDF: the text that a program writes, and what programs do. The program here is a script of the test's own. */
#include "document_fixture.h"
#include "support/check.h"
#include "support/fixture.h"

#include <dirent.h>
#include <sys/stat.h>

/* A PDF begins so; the script does not care for the rest. */
#define PDF "%PDF-1.4\n"

/* Put a script "pdftotext" in front of PATH, or an empty folder in place of it. */
static char *use_program(const char *script)
{
    char *dir = tol_temp_dir_new();
    if (script) {
        char *path = tol_path_join(dir, "pdftotext"), text[4096];
        snprintf(text, sizeof text, "#!/bin/sh\nPATH=/usr/bin:/bin\n%s\n", script);
        tol_file_write(path, tol_str_of(text));
        assert_int_equal(chmod(path, 0700), 0);
        free(path);
    }
    assert_int_equal(setenv("PATH", dir, 1), 0);
    return dir;
}

static void assert_pdf(const char *script, const char *wanted)
{
    char *dir = use_program(script);
    tol_read_doc *read = tol_read_doc_of(TOL_LIT(PDF "body"), "x.pdf", NULL);
    assert_paras(read, wanted);
    assert_string_equal(read->doc.format, "pdf");
    tol_read_doc_free(read);
    tol_temp_dir_free(dir);
}

static void assert_pdf_fails(const char *script, tol_status status, const char *message)
{
    char *dir = use_program(script);
    tol_read_doc *read = tol_read_doc_of(TOL_LIT(PDF), "x.pdf", NULL);
    assert_status(status, read->status, &read->err);
    assert_string_equal(read->err.message, message);
    assert_string_equal(read->err.where, "x.pdf");
    tol_read_doc_free(read);
    tol_temp_dir_free(dir);
}

static void the_text_of_a_pdf_is_what_the_program_writes(void **state)
{
    (void)state;
    assert_pdf("printf 'The council met in the morn-\\ning to discuss the answer.\\n\\f'",
               "body|The council met in the morning to discuss the answer.\n");
    assert_pdf("echo \"$*\"; cat", "body|-enc UTF-8 -eol unix - -\nbody|%PDF-1.4\nbody|body\n");
}

static void pages_of_a_pdf_are_known(void **state)
{
    (void)state;
    char *dir = use_program("for i in 1 2 3; do printf 'Protocol\\nText %d.\\n\\n- %d -\\n\\f' $i $i; done");
    tol_read_doc *read = tol_read_doc_of(TOL_LIT(PDF), "x.pdf", NULL);
    assert_paras(read, "body|Text 1.\nbody|Text 2.\nbody|Text 3.\n");
    assert_int_equal(read->doc.n_pages, 3);
    assert_int_equal(read->doc.paras[2].page, 3);
    assert_int_equal(read->doc.paras[2].line, 0);
    assert_told(read, "0 page-number: page number \"- 2 -\" on page 2 was removed");
    assert_told(read, "0 running-head: running head \"Protocol\" on page 3 was removed");
    tol_read_doc_free(read);
    tol_temp_dir_free(dir);
}

static void a_pdf_is_read_from_files_and_packed(void **state)
{
    (void)state;
    char *dir = use_program("cat | wc -c; echo; echo done");
    char *path = tol_path_join(dir, "-x.pdf");
    tol_file_write(path, TOL_LIT(PDF "0123456789\n"));
    tol_arena arena = TOL_ARENA_INIT;
    tol_document doc;
    tol_error err;
    assert_status(TOL_OK, tol_document_read_file(path, NULL, &arena, &doc, &err), &err);
    assert_str(doc.paras[0].text, "20");
    tol_arena_release(&arena);
    free(path);
    tol_temp_dir_free(dir);
}

static void what_goes_wrong_is_told(void **state)
{
    (void)state;
    assert_pdf_fails(NULL, TOL_EIO,
                     "to read a PDF the program \"pdftotext\" is needed, and it is not there: install poppler-utils, "
                     "or save the text of the PDF");
    assert_pdf_fails("echo 'Command Line Error: Incorrect password' >&2; exit 1", TOL_EFORMAT,
                     "the PDF is protected by a password: save it without one");
    assert_pdf_fails("exit 3", TOL_EFORMAT, "the PDF does not allow that its text is copied");
    assert_pdf_fails("echo some; echo 'Syntax Error: no trailer' >&2; echo more >&2; exit 1", TOL_EPARSE,
                     "pdftotext could not read the PDF: Syntax Error: no trailer");
    assert_pdf_fails("kill -9 $$", TOL_EPARSE, "pdftotext could not read the PDF");
    assert_pdf_fails("printf '\\f\\f'", TOL_EFORMAT,
                     "there is no text in the PDF: its pages are images, it needs text recognition first");
}

static void a_program_that_floods_is_ended(void **state)
{
    (void)state;
    assert_pdf_fails("head -c 40000000 /dev/zero | tr '\\0' a", TOL_ELIMIT, "a line is longer than 16 MB: is it text?");
}

static bool stop_it(void *user, uint64_t done, uint64_t total)
{
    (void)done;
    (void)total;
    int *n = user;
    return ++*n < 2;
}

static void a_silent_program_can_be_cancelled(void **state)
{
    (void)state;
    int n = 0;
    char *dir = use_program("exec sleep 100");
    tol_document_opt opt = TOL_DOCUMENT_OPT_INIT;
    opt.listener = (tol_listener){&n, NULL, stop_it};
    tol_arena arena = TOL_ARENA_INIT;
    tol_document doc;
    tol_error err;
    assert_status(TOL_ECANCELLED, tol_document_read_bytes(TOL_LIT(PDF), "x", &opt, &arena, &doc, &err), &err);
    tol_arena_release(&arena);
    tol_temp_dir_free(dir);
}

static void nothing_stays_open_or_behind(void **state)
{
    (void)state;
    char *tmp = tol_temp_dir_new();
    setenv("TMPDIR", tmp, 1);
    size_t before = tol_dir_count("/proc/self/fd");
    assert_pdf("echo Text.", "body|Text.\n");
    assert_pdf_fails("exit 3", TOL_EFORMAT, "the PDF does not allow that its text is copied");
    assert_int_equal(tol_dir_count("/proc/self/fd"), before);
    assert_int_equal(tol_dir_count(tmp), 0);
    unsetenv("TMPDIR");
    tol_temp_dir_free(tmp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_of_a_pdf_is_what_the_program_writes),
        cmocka_unit_test(pages_of_a_pdf_are_known),
        cmocka_unit_test(a_pdf_is_read_from_files_and_packed),
        cmocka_unit_test(what_goes_wrong_is_told),
        cmocka_unit_test(a_program_that_floods_is_ended),
        cmocka_unit_test(a_silent_program_can_be_cancelled),
        cmocka_unit_test(nothing_stays_open_or_behind),
    };
    return cmocka_run_group_tests_name("document.pdf", tests, NULL, NULL);
}
