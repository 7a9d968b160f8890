/*
 * Files of other tools, where they lie beside the source folder: each is read, or refused with a reason; what is read
 * and written is read again and written the same. Prints a table.
 */
#include "support/check.h"

#include <dirent.h>

#include "collect.h"
#include "support/fixture.h"

static void print_row(const char *name, const tol_collected *got)
{
    print_message("%-72s %s", name, tol_status_name(got->status));
    if (got->status == TOL_OK) {
        print_message(" units %zu concepts %zu diagnostics %zu", got->n_units, got->n_entries, got->n_diags);
    } else {
        print_message(" line %u: %s", (unsigned)got->err.line, got->err.message);
    }
    print_message("\n");
    for (const char *p = got->diags.ptr; p && *p; p = strchr(p, '\n') + 1) {
        int len = (int)(strchr(p, '\n') - p);
        print_message("    %.*s\n", len, p);
        if (p - got->diags.ptr > 120) {
            print_message("    …\n");
            break;
        }
    }
}

static void check_written_twice(const char *name, const tol_collected *got)
{
    tol_buf first = TOL_BUF_INIT, second = TOL_BUF_INIT;
    tol_error err;
    assert_status(TOL_OK, tol_collected_write(got, &first, &err), &err);
    tol_collected *again = tol_collect(tol_buf_str(&first), name, NULL, false);
    assert_status(TOL_OK, again->status, &again->err);
    assert_int_equal(again->n_units, got->n_units);
    assert_status(TOL_OK, tol_collected_write(again, &second, &err), &err);
    assert_true(tol_str_equal(tol_buf_str(&first), tol_buf_str(&second)));
    const char *keep = getenv("TOL_TEST_KEEP"); /* a folder for what was written, to be validated by hand */
    if (keep) {
        char *path = tol_path_join(keep, name);
        tol_file_write(path, tol_buf_str(&first));
        free(path);
    }
    tol_collected_free(again);
    tol_buf_release(&first);
    tol_buf_release(&second);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* The entries of a folder of samples, and its path; skips the test when there is none. */
static int list_folder(const char *relative, char **dir, struct dirent ***entries)
{
    const char *found = tol_sample_path(relative);
    if (!found) {
        print_message("no samples\n");
        skip();
    }
    *dir = strdup(found);
    int n = scandir(*dir, entries, NULL, by_name);
    assert_true(n > 2);
    return n;
}

static void check_folder(const char *relative, bool all_are_good)
{
    char *dir;
    struct dirent **entries;
    int n = list_folder(relative, &dir, &entries);
    for (int i = 0; i < n; i++) {
        if (entries[i]->d_name[0] != '.') {
            char *path = tol_path_join(dir, entries[i]->d_name);
            tol_collected *got = tol_collect_file(path, false);
            print_row(entries[i]->d_name, got);
            assert_true(got->status == TOL_OK || (!all_are_good && got->err.message[0] != '\0'));
            if (got->status == TOL_OK && got->n_entries == 0) {
                check_written_twice(entries[i]->d_name, got);
            }
            tol_collected_free(got);
            free(path);
        }
        free(entries[i]);
    }
    free(entries);
    free(dir);
}

static void tmx_samples_are_read_or_refused_with_a_reason(void **state)
{
    (void)state;
    check_folder("samples/tmx", false);
}

static void catalogues_are_read_or_refused_with_a_reason(void **state)
{
    (void)state;
    check_folder("samples/po", false);
}

static void tbx_samples_are_read_or_refused_with_a_reason(void **state)
{
    (void)state;
    check_folder("samples/tbx", false);
}

static void xliff_samples_are_read_or_refused_with_a_reason(void **state)
{
    (void)state;
    check_folder("samples/xliff", false);
}

static void no_valid_file_of_the_xliff_2_suites_is_refused(void **state)
{
    (void)state;
    check_folder("samples/xliff/conf-valid", true);
}

/* Of a folder: concepts in all files, each of which is read, when the languages are named that it does not name. */
static size_t count_concepts(const char *relative)
{
    char *dir;
    struct dirent **entries;
    size_t n_concepts = 0;
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.takes = TOL_TAKE_CONCEPTS;
    opt.source_lang = "en";
    opt.target_lang = "ru";
    int n = list_folder(relative, &dir, &entries);
    for (int i = 0; i < n; i++) {
        if (strchr(entries[i]->d_name, '.') > entries[i]->d_name) {
            char *path = tol_path_join(dir, entries[i]->d_name);
            tol_collected *got = tol_collect_file_opt(path, &opt);
            print_row(entries[i]->d_name, got);
            assert_int_equal(got->status, TOL_OK);
            n_concepts += got->n_entries;
            tol_collected_free(got);
            free(path);
        }
        free(entries[i]);
    }
    free(entries);
    free(dir);
    return n_concepts;
}

static void glossaries_of_other_tools_are_read(void **state)
{
    (void)state;
    assert_true(count_concepts("samples/glossary") >= 1170);
    assert_true(count_concepts("samples/glossary/matecat") >= 76);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tmx_samples_are_read_or_refused_with_a_reason),
        cmocka_unit_test(catalogues_are_read_or_refused_with_a_reason),
        cmocka_unit_test(tbx_samples_are_read_or_refused_with_a_reason),
        cmocka_unit_test(glossaries_of_other_tools_are_read),
        cmocka_unit_test(xliff_samples_are_read_or_refused_with_a_reason),
        cmocka_unit_test(no_valid_file_of_the_xliff_2_suites_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
