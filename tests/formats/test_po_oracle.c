/* Our reading of catalogues against that of libgettextpo: the same messages, in the same order. */
#include "collect.h"
#include "support/check.h"
#include "support/fixture.h"

#include <gettext-po.h>

/* The library does not free all that it made for obsolete messages; ASan asks this function what it need not tell. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libgettextpo_xmalloc";
}

static void on_error(int severity, po_message_t message, const char *filename, size_t lineno, size_t column,
                     int multiline_p, const char *text)
{
    (void)message;
    (void)column;
    (void)multiline_p;
    print_message("%s:%zu: %s\n", filename ? filename : "", lineno, text);
    if (severity == PO_SEVERITY_FATAL_ERROR) {
        abort();
    }
}

static void on_error2(int severity, po_message_t message1, const char *filename1, size_t lineno1, size_t column1,
                      int multiline_p1, const char *text1, po_message_t message2, const char *filename2, size_t lineno2,
                      size_t column2, int multiline_p2, const char *text2)
{
    (void)message2;
    (void)filename2;
    (void)lineno2;
    (void)column2;
    (void)multiline_p2;
    print_message("%s\n", text2);
    on_error(severity, message1, filename1, lineno1, column1, multiline_p1, text1);
}

/* One form of a message, as "context|source|target|marks". */
static void put_form(tol_buf *out, po_message_t message, const char *source, const char *target)
{
    const char *context = po_message_msgctxt(message);
    if (target[0]) {
        tol_buf_printf(out, "%s|%s|%s|%d%d\n", context ? context : "-", source, target, po_message_is_fuzzy(message),
                       po_message_is_obsolete(message));
    }
}

static void read_with_library(const char *path, tol_buf *out)
{
    static const struct po_xerror_handler handler = {on_error, on_error2};
    po_file_t file = po_file_read(path, &handler);
    assert_non_null(file);
    po_message_iterator_t each = po_message_iterator(file, NULL);
    for (po_message_t message = po_next_message(each); message; message = po_next_message(each)) {
        const char *id = po_message_msgid(message), *plural = po_message_msgid_plural(message), *form;
        if (!id[0] && !po_message_msgctxt(message)) {
            continue;
        }
        if (!plural) {
            put_form(out, message, id, po_message_msgstr(message));
        }
        for (int i = 0; plural && (form = po_message_msgstr_plural(message, i)) != NULL; i++) {
            put_form(out, message, i ? plural : id, form);
        }
    }
    po_message_iterator_free(each);
    po_file_free(file);
}

static bool has(const tol_unit *unit, const char *type)
{
    return tol_infos_prop(&unit->infos, tol_str_of(type)).len > 0;
}

static tol_status on_unit(void *user, const tol_unit *unit, tol_error *err)
{
    tol_str context = tol_infos_prop(&unit->infos, TOL_LIT("x-context"));
    (void)err;
    tol_buf_printf(user, "%.*s|%.*s|%.*s|%d%d\n", TOL_ARG(context.ptr ? context : TOL_LIT("-")),
                   TOL_ARG(unit->variants[0].text), TOL_ARG(unit->variants[1].text), has(unit, "x-fuzzy"),
                   has(unit, "x-obsolete"));
    return TOL_OK;
}

static void compare(const char *path)
{
    tol_buf theirs = TOL_BUF_INIT, ours = TOL_BUF_INIT;
    tol_error err;
    tol_sink sink = {&ours, NULL, on_unit, NULL};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.target_lang = "ru";
    read_with_library(path, &theirs);
    assert_status(TOL_OK, tol_read_file(path, &opt, &sink, &err), &err);
    assert_true(theirs.len > 0);
    assert_string_equal(ours.ptr, theirs.ptr);
    print_message("%s: %zu bytes of messages\n", path, ours.len);
    tol_buf_release(&theirs);
    tol_buf_release(&ours);
}

static void escapes_and_strange_layouts_are_read_alike(void **state)
{
    (void)state;
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "x.po");
    tol_file_write(path, TOL_LIT("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                                 "#,fuzzy\n#: a:1\n  msgid   \"a\\tb\\\\\" \"c\"\n\"\\x41\\101\\\"\"\nmsgstr\"d\\n\"\n"
                                 "\t\"e\"\nmsgctxt \"\"\nmsgid \"one\"\nmsgid_plural \"many\"\nmsgstr[0] \"один\"\n"
                                 "msgstr[1] \"много\"\n# last\n#~ msgctxt \"c\"\n#~ msgid \"old\"\n#~ \"er\"\n"
                                 "#~ msgstr \"старый\"\n"));
    compare(path);
    free(path);
    tol_temp_dir_free(dir);
}

static void catalogues_of_programs_are_read_alike(void **state)
{
    (void)state;
    static const char *const names[] = {"samples/po/git_ru.po", "samples/po/poedit_ru.po"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path = tol_sample_path(names[i]);
        if (!path) {
            skip();
        }
        compare(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_and_strange_layouts_are_read_alike),
        cmocka_unit_test(catalogues_of_programs_are_read_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
