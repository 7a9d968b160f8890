/*
 * XLIFF of other tools, where it lies beside the source folder. A bank is made that knows every segment by heart, its
 * inline codes included; every file is pretranslated with it, and compared with what it was: as canonical XML, without
 * targets, matches, terms and their states. Targets that were there are the same, and what waited has one.
 */
#include "support/check.h"

#include <dirent.h>
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "formats/source.h"
#include "formats/xliff_state.h"
#include "support/fixture.h"
#include "tolmach/pretranslate.h"

/* ---- segments ---- */

typedef struct seen {
    tol_arena arena;
    struct {
        bool is_open;
        tol_str source, target;
        size_t n_codes;
    } segments[20000];
    size_t n;
    tol_import *import; /* takes the segments; may be NULL */
} seen;

static void learn(seen *s, const tol_xliff_unit *unit, const tol_xliff_segment *segment)
{
    tol_variant variants[2] = {segment->source.variant, segment->source.variant};
    tol_unit made = {.variants = variants, .n_variants = 2};
    tol_error err;
    if (!s->import || !unit->source_lang.len) {
        return;
    }
    variants[0].lang = unit->source_lang;
    variants[1].lang = unit->target_lang.len ? unit->target_lang : TOL_LIT("x-target");
    assert_status(TOL_OK, tol_import_unit(s->import, TOL_LIT("m"), &made, TOL_DUPLICATE_SKIP, NULL, NULL, &err), &err);
}

static tol_status on_unit(void *user, const tol_xliff_unit *unit, tol_error *err)
{
    seen *s = user;
    (void)err;
    for (size_t i = 0; i < unit->n_segments && s->n < 20000; i++) {
        const tol_xliff_segment *segment = &unit->segments[i];
        s->segments[s->n].is_open = tol_xliff_is_open(unit, segment);
        s->segments[s->n].source = tol_arena_copy(&s->arena, segment->source.variant.text);
        s->segments[s->n].n_codes = segment->target.codes.n;
        s->segments[s->n++].target = tol_arena_copy(&s->arena, segment->target.variant.text);
        learn(s, unit, segment);
    }
    return TOL_OK;
}

static tol_status see(tol_str bytes, tol_import *import, seen *s)
{
    tol_reporter reporter = {.file = "a.xlf"};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    tol_input input;
    tol_source source;
    tol_error err = {.code = TOL_OK};
    memset(s, 0, sizeof *s);
    s->import = import;
    tol_input_of_bytes(&input, bytes, "a.xlf");
    tol_status status = tol_source_open(&source, &input, &reporter, &opt, &err);
    if (status == TOL_OK) {
        status = tol_xliff_read_units(&source, TOL_STR_NULL, on_unit, s, &err);
    }
    tol_source_close(&source);
    return status;
}

/* ---- canonical XML without what may change ---- */

static bool is_named(const xmlNode *node, const char *name)
{
    return strcmp((const char *)node->name, name) == 0;
}

static bool is_ours(xmlNode *node)
{
    xmlChar *from = is_named(node, "note") ? xmlGetProp(node, BAD_CAST "from") : NULL;
    bool ours = from && strcmp((const char *)from, "tolmach") == 0;
    xmlFree(from);
    return ours || is_named(node, "target") || is_named(node, "alt-trans") || is_named(node, "matches") ||
           is_named(node, "glossary");
}

static void drop_attr(xmlNode *node, const char *name)
{
    for (xmlAttr *attr = node->properties, *next; attr; attr = next) {
        next = attr->next;
        if (strcmp((const char *)attr->name, name) == 0) {
            xmlRemoveProp(attr);
        }
    }
}

static void strip(xmlNode *node)
{
    static const char *const names[] = {"target-language", "trgLang", "state",         "conf",      "origin",
                                        "percent",         "status",  "origin-system", "text-match"};
    for (xmlNode *child = node->children, *next; child; child = next) {
        next = child->next;
        bool is_blank = child->type == XML_TEXT_NODE && xmlIsBlankNode(child);
        if (is_blank || (child->type == XML_ELEMENT_NODE && is_ours(child))) {
            xmlUnlinkNode(child);
            xmlFreeNode(child);
        } else if (child->type == XML_ELEMENT_NODE) {
            strip(child);
        }
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        drop_attr(node, names[i]);
    }
    xmlChar *id = xmlGetProp(node, BAD_CAST "id");
    if (id && strncmp((const char *)id, "tolmach-", 8) == 0) {
        drop_attr(node, "id");
    }
    xmlFree(id);
}

/* NULL: libxml2 does not take the file without the mending that we do. */
static xmlChar *canonical(tol_str bytes)
{
    xmlDoc *doc = xmlReadMemory(bytes.ptr, (int)bytes.len, "a.xlf", NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
    xmlChar *text = NULL;
    if (doc) {
        strip(xmlDocGetRootElement(doc));
        if (xmlC14NDocDumpMemory(doc, NULL, XML_C14N_1_0, NULL, 1, &text) < 0) { /* it refuses some namespaces */
            int len;
            xmlDocDumpMemory(doc, &text, &len);
        }
        xmlFreeDoc(doc);
    }
    return text;
}

static void assert_same_but_targets(tol_str before, tol_str after)
{
    xmlChar *a = canonical(before), *b = canonical(after);
    assert_true(!a == !b);
    if (a && strcmp((const char *)a, (const char *)b) != 0) {
        size_t i = 0;
        while (a[i] && a[i] == b[i]) {
            i++;
        }
        print_message("before: %.200s\nafter: %.200s\n", a + (i > 60 ? i - 60 : 0), b + (i > 60 ? i - 60 : 0));
        fail();
    }
    xmlFree(a);
    xmlFree(b);
}

/* ---- a file ---- */

typedef struct totals {
    size_t n_files, n_changed, n_filled, n_open, n_unfit;
} totals;

static void assert_targets_kept(const seen *before, const seen *after, totals *t)
{
    assert_int_equal(before->n, after->n);
    for (size_t i = 0; i < before->n; i++) {
        assert_true(tol_str_equal(before->segments[i].source, after->segments[i].source));
        if (!before->segments[i].is_open) {
            assert_true(tol_str_equal(before->segments[i].target, after->segments[i].target));
            assert_int_equal(before->segments[i].n_codes, after->segments[i].n_codes);
        }
        t->n_open += before->segments[i].is_open;
        t->n_filled += before->segments[i].is_open && !after->segments[i].is_open;
    }
}

static void check_file(tol_store *store, tol_str bytes, const char *name, totals *t)
{
    seen *before = calloc(1, sizeof *before), *after = calloc(1, sizeof *after);
    tol_error err;
    tol_import *import = NULL;
    assert_status(TOL_OK, tol_import_begin(store, &import, &err), &err);
    tol_status status = see(bytes, import, before);
    if (status == TOL_OK) {
        assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    }
    tol_import_free(import);
    tol_pretranslate_opt opt = TOL_PRETRANSLATE_OPT_INIT;
    tol_pretranslate_report report;
    opt.lookup.source_lang = TOL_LIT("en");
    opt.lookup.target_lang = TOL_LIT("x-target");
    tol_buf out = TOL_BUF_INIT;
    if (status == TOL_OK) {
        tol_status done = tol_pretranslate_bytes(store, bytes, name, &out, &opt, &report, &err);
        if (done != TOL_OK) {
            print_message("%-60s refused: %s\n", name, err.message);
            assert_true(done == TOL_EINVAL || done == TOL_EFORMAT);
        } else {
            assert_same_but_targets(bytes, tol_buf_str(&out));
            assert_int_equal(see(tol_buf_str(&out), NULL, after), TOL_OK);
            assert_targets_kept(before, after, t);
            print_message("%-60s open %u exact %u context %u fuzzy %u unfit %u\n", name, (unsigned)report.open,
                          (unsigned)report.exact, (unsigned)report.context, (unsigned)report.fuzzy,
                          (unsigned)report.unfit);
            t->n_files++;
            t->n_unfit += report.unfit;
            t->n_changed += !tol_str_equal(bytes, tol_buf_str(&out));
            assert_true(report.open > 0 || tol_str_equal(bytes, tol_buf_str(&out)));
        }
        const char *keep = getenv("TOL_TEST_KEEP"); /* a folder for the results, to be validated by hand */
        if (keep && done == TOL_OK) {
            char *path = tol_path_join(keep, name);
            tol_file_write(path, tol_buf_str(&out));
            free(path);
        }
    }
    tol_buf_release(&out);
    tol_arena_release(&before->arena);
    tol_arena_release(&after->arena);
    free(before);
    free(after);
}

static void check_folder(const char *relative, totals *t)
{
    const char *found = tol_sample_path(relative);
    if (!found) {
        print_message("no samples\n");
        skip();
    }
    char *dir = strdup(found), *temp = tol_temp_dir_new();
    char *path = tol_path_join(temp, "bank.db");
    tol_store *store = NULL;
    tol_error err;
    assert_status(TOL_OK, tol_store_open(path, TOL_OPEN_CREATE, NULL, &store, &err), &err);
    struct dirent **entries;
    int n = scandir(dir, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char *file = tol_path_join(dir, entries[i]->d_name);
        DIR *inner = opendir(file);
        if (inner) {
            closedir(inner);
        } else {
            size_t len = 0;
            char *bytes = tol_file_read(file, &len);
            check_file(store, (tol_str){bytes, len}, entries[i]->d_name, t);
            free(bytes);
        }
        free(file);
        free(entries[i]);
    }
    free(entries);
    tol_store_close(store);
    tol_temp_dir_free(temp);
    free(path);
    free(dir);
}

static void only_targets_and_matches_of_samples_change(void **state)
{
    (void)state;
    totals t = {0, 0, 0, 0, 0};
    check_folder("samples/xliff", &t);
    print_message("%zu files, %zu changed; of %zu open segments %zu filled, %zu unfit\n", t.n_files, t.n_changed,
                  t.n_open, t.n_filled, t.n_unfit);
    assert_true(t.n_changed >= 10);
    assert_true(t.n_filled * 100 >= t.n_open * 95);
}

static void only_targets_and_matches_of_the_suite_change(void **state)
{
    (void)state;
    totals t = {0, 0, 0, 0, 0};
    check_folder("samples/xliff/conf-valid", &t);
    assert_true(t.n_changed >= 10);
}

static void say_nothing(void *user, const char *format, ...)
{
    (void)user;
    (void)format;
}

int main(void)
{
    xmlSetGenericErrorFunc(NULL, say_nothing);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_targets_and_matches_of_samples_change),
        cmocka_unit_test(only_targets_and_matches_of_the_suite_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
