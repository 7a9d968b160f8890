/* Glossaries out and in again, in every format that holds terms. */
#include "collect.h"
#include "concept_sketch.h"
#include "support/check.h"
#include "tolmach/glossary.h"
#include "tolmach/lang.h"

/* ---- writing ---- */

typedef struct diags {
    tol_buf text; /* "code unit\n" for each */
    size_t n;
} diags;

static void on_diag(void *user, const tol_diag *diag)
{
    diags *d = user;
    d->n++;
    tol_buf_printf(&d->text, "%.*s %.*s\n", TOL_ARG(diag->code), TOL_ARG(diag->unit));
}

static tol_status write_concepts(tol_concept *const *entries, size_t n, const char *format,
                                 const tol_glossary_opt *given, tol_buf *out, diags *d, tol_error *err)
{
    tol_glossary_writer *writer = NULL;
    tol_glossary_opt opt = *given;
    opt.listener.user = d;
    opt.listener.diag = d ? on_diag : NULL;
    tol_status status = tol_glossary_writer_open(NULL, out, format, &opt, &writer, err);
    for (size_t i = 0; i < n && !status; i++) {
        status = tol_glossary_writer_add(writer, entries[i], err);
    }
    if (!status) {
        status = tol_glossary_writer_finish(writer, err);
    }
    tol_glossary_writer_free(writer);
    return status;
}

static tol_collected *read_concepts(tol_str bytes, const char *format)
{
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.format = format;
    opt.takes = TOL_TAKE_CONCEPTS;
    opt.source_lang = "ru";
    opt.target_lang = "en";
    return tol_collect_opt(bytes, "glossary", &opt);
}

/* What is read from `in` (a table of terms), written in a format. */
static void assert_written(const char *in, const char *format, const char *wanted, const char *wanted_diags)
{
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.takes = TOL_TAKE_CONCEPTS;
    tol_collected *got = tol_collect_opt(tol_str_of(in), "in.csv", &opt);
    assert_status(TOL_OK, got->status, &got->err);
    tol_glossary_opt out_opt = TOL_GLOSSARY_OPT_INIT;
    out_opt.date = "2026-10-25";
    tol_buf out = TOL_BUF_INIT;
    diags d = {.text = TOL_BUF_INIT};
    tol_error err;
    assert_status(TOL_OK, write_concepts(got->entries, got->n_entries, format, &out_opt, &out, &d, &err), &err);
    assert_str(tol_buf_str(&out), wanted);
    assert_str(tol_buf_str(&d.text), wanted_diags);
    tol_buf_release(&out);
    tol_buf_release(&d.text);
    tol_collected_free(got);
}

#define ONE                                                                                                            \
    "concept id,subject,ru,ru status,ru note,ru definition,en,en status,en pos\n"                                      \
    "7,law,суд,,о суде,где судят,court,,noun\n7,,,,,,tribunal,deprecated,noun\n"

static void a_table_has_the_columns_that_its_concepts_need(void **state)
{
    (void)state;
    assert_written(ONE, "glossary-csv",
                   "concept id,subject,ru,ru definition,ru note,en,en status,en part of speech\n"
                   "7,law,суд,где судят,о суде,court,,noun\n7,,,,,tribunal,deprecated,noun\n",
                   "");
    assert_written("ru;en\nмир;peace\n", "glossary-tsv", "ru\ten\nмир\tpeace\n", "");
    assert_written("ru;en\nмир;peace\nмир;\n", "glossary-csv", "ru,en\nмир,peace\nмир,\n", "");
}

static void omegat_gets_pairs_with_a_comment(void **state)
{
    (void)state;
    assert_written(ONE, "omegat",
                   "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"
                   "суд\tcourt\tpart of speech: noun; subject: law; definition: где судят\n"
                   "суд\ttribunal\tstatus: deprecated; part of speech: noun; subject: law; definition: где судят\n",
                   "source-left-out 7\nid-left-out 7\n");
    assert_written("ru,en,de,note\n#1,a,b,\"c\nd\"\nx,,,\n", "glossary-csv", "note,ru,en,de\n\"c\nd\",#1,a,b\n,x,,\n",
                   "");
}

static void utx_gets_its_columns_and_words_for_a_status(void **state)
{
    (void)state;
    assert_written(ONE, "utx",
                   "#UTX 1.11; ru/en; 2026-10-25;\r\n"
                   "#src\ttgt\tsrc:pos\ttgt:pos\tterm status\tsrc:comment\tsrc:definition\tsubject\tconcept ID\r\n"
                   "суд\tcourt\t-\tnoun\t-\tо суде\tгде судят\tlaw\t7\r\n"
                   "суд\ttribunal\t-\tnoun\tnon-standard\tо суде\tгде судят\tlaw\t7\r\n",
                   "");
}

static void memoq_gets_a_row_a_concept(void **state)
{
    (void)state;
    assert_written(
        ONE, "memoq",
        "Entry_ID;Entry_Subject;Entry_Domain;Entry_ClientID;Entry_ProjectID;Entry_Created;Entry_Creator;"
        "Entry_LastModified;Entry_Modifier;Entry_Note;Russian_Def;Russian;Term_Info;Term_Example;English_Def;"
        "English;Term_Info;Term_Example;English;Term_Info;Term_Example\r\n"
        "7;law;;;;;;;;суд: о суде;где судят;суд;\"CasePermissive;HalfPrefix\";;;court;"
        "\"CasePermissive;HalfPrefix;Noun\";;tribunal;\"CasePermissive;HalfPrefix;Noun\";\r\n",
        "category-moved 7\nstatus-left-out 7\n");
}

static void multiterm_gets_fields_under_its_names(void **state)
{
    (void)state;
    assert_written("concept id;ru;en-US;en-US status;en-US part of speech\nx-1;мир;peace;forbidden;noun\n", "multiterm",
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mtf>\n<conceptGrp><concept>1</concept>\n"
                   "<descripGrp><descrip type=\"Entry ID\">x-1</descrip></descripGrp>\n"
                   "<languageGrp><language type=\"Russian\" lang=\"RU\"/>\n<termGrp><term>мир</term>\n</termGrp>\n"
                   "</languageGrp>\n<languageGrp><language type=\"English (United States)\" lang=\"EN-US\"/>\n"
                   "<termGrp><term>peace</term>\n"
                   "<descripGrp><descrip type=\"Status\">forbidden</descrip></descripGrp>\n"
                   "<descripGrp><descrip type=\"Part of speech\">noun</descrip></descripGrp>\n"
                   "</termGrp>\n</languageGrp>\n</conceptGrp>\n</mtf>\n",
                   "");
}

static void formats_of_two_languages_need_to_know_which(void **state)
{
    (void)state;
    tol_concept entry = {.terms = (tol_term[]){{.lang = TOL_LIT("ru"), .text = TOL_LIT("мир")},
                                               {.lang = TOL_LIT("en"), .text = TOL_LIT("peace")},
                                               {.lang = TOL_LIT("de"), .text = TOL_LIT("Frieden")}},
                         .n_terms = 3};
    tol_concept *entries[] = {&entry};
    tol_glossary_opt opt = TOL_GLOSSARY_OPT_INIT;
    tol_buf out = TOL_BUF_INIT;
    tol_error err;
    assert_status(TOL_EINVAL, write_concepts(entries, 1, "omegat", &opt, &out, NULL, &err), &err);
    opt.source_lang = "de";
    opt.target_lang = "ru";
    diags d = {.text = TOL_BUF_INIT};
    tol_buf_reset(&out);
    assert_status(TOL_OK, write_concepts(entries, 1, "omegat", &opt, &out, &d, &err), &err);
    assert_str(tol_buf_str(&out), "# Glossary in tab-separated format -*- coding: utf-8 -*-\nFrieden\tмир\n");
    assert_str(tol_buf_str(&d.text), "language-left-out \n");
    tol_buf_release(&out);
    tol_buf_release(&d.text);
}

/* ---- what is not told comes back ---- */

static uint64_t seed_state;

static uint32_t any(uint32_t below)
{
    seed_state = seed_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed_state >> 33) % below;
}

static void add_categories(tol_arena *arena, tol_category **list, size_t *n, bool in_term, bool is_simple, tol_str lang)
{
    static const char *const kinds[][3] = {
        {"note", NULL, "мелочь; \"x\", y"},
        {"descrip", "definition", "one\nand two"},
        {"descrip", "subjectField", "law"},
        {"descrip", "Usage note", "rare"},
        {"descrip", "context", "in a text"},
        {"admin", "customerSubset", "A & B"},
        {"admin", "projectSubset", "П"},
        {"admin", "source", "<book>"},
        {"descrip", "own kind", "z"},
        {"admin", "process: x", "tab\there"},
        {"termNote", "partOfSpeech", "noun"},
        {"termNote", "register", "neutral"},
        {"termNote", "grammaticalGender", "feminine"},
    };
    size_t n_kinds = sizeof kinds / sizeof kinds[0];
    *list = tol_arena_alloc(arena, 16 * sizeof **list);
    for (size_t left = any(is_simple ? 2 : 4); left > 0; left--) {
        const char *const *kind = kinds[any((uint32_t)n_kinds - (in_term ? 0 : 3))];
        (*list)[(*n)++] = (tol_category){.element = tol_str_of(kind[0]),
                                         .type = tol_str_of(kind[1]),
                                         .text = tol_str_of(kind[2]),
                                         .lang = in_term || any(3) == 0 ? lang : TOL_STR_NULL};
    }
    for (size_t i = 0; !in_term && i < any(is_simple ? 2 : 3); i++) {
        (*list)[(*n)++] = (tol_category){.element = TOL_LIT("transac"),
                                         .type = TOL_LIT("transactionType"),
                                         .text = i ? TOL_LIT("modification") : TOL_LIT("origination")};
        if (any(2)) {
            (*list)[(*n)++] = (tol_category){
                .element = TOL_LIT("transacNote"), .type = TOL_LIT("responsibility"), .text = TOL_LIT("Анна")};
        }
        if (any(4)) {
            (*list)[(*n)++] = (tol_category){.element = TOL_LIT("date"), .text = TOL_LIT("2026-10-25T13:02:03")};
        }
    }
}

/* `is_simple`: of two languages, with little told. */
static tol_concept *make_concept(tol_arena *arena, size_t number, bool is_simple)
{
    static const char *const langs[] = {"ru", "en", "sr-Latn", "fil"};
    static const char *const texts[] = {"мир", "peace", "a, b", "\"q\"", "#x", "партия", "x|y", "со всем"};
    tol_concept *entry = tol_arena_alloc(arena, sizeof *entry);
    *entry = (tol_concept){.n_terms = 1 + any(4)};
    if (any(2)) {
        char *name = tol_arena_alloc(arena, 16);
        snprintf(name, 16, "%s%zu", any(2) ? "" : "c-", number + 1);
        entry->name = tol_str_of(name);
    }
    entry->terms = tol_arena_alloc(arena, 8 * sizeof *entry->terms);
    for (size_t i = 0; i < entry->n_terms; i++) {
        char *text = tol_arena_alloc(arena, 64);
        snprintf(text, 64, "%s %zu", texts[any(8)], i);
        tol_term term = {.lang = tol_str_of(langs[any(is_simple || any(3) ? 2 : 4)]),
                         .text = tol_str_of(text),
                         .status = any(is_simple ? 5 : 2) ? TOL_TERM_UNKNOWN : (tol_term_status)any(5)};
        add_categories(arena, &term.categories, &term.n_categories, true, is_simple, term.lang);
        entry->terms[i] = term;
    }
    add_categories(arena, &entry->categories, &entry->n_categories, false, is_simple, entry->terms[0].lang);
    return entry;
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All that is told of a concept, in lines that are sorted: formats have orders of their own. */
static void facts_of(const tol_concept *entry, bool with_name, tol_buf *out)
{
    char *lines[128];
    size_t n = 0;
    for (size_t t = 0; t <= entry->n_terms; t++) {
        const tol_term *term = t ? &entry->terms[t - 1] : NULL;
        const tol_category *list = term ? term->categories : entry->categories;
        char tag[TOL_LANG_MAX] = "", head[200] = "";
        if (term) {
            tol_lang_canonical(term->lang, tag);
            snprintf(head, sizeof head, "%s %.*s (%s)", tag, TOL_ARG(term->text), tol_term_status_name(term->status));
            lines[n++] = strdup(head);
        }
        for (size_t i = 0; i < (term ? term->n_categories : entry->n_categories); i++) {
            char line[600];
            tag[0] = '\0';
            if (!term && list[i].lang.ptr) {
                tol_lang_canonical(list[i].lang, tag);
            }
            snprintf(line, sizeof line, "%s [%s] %.*s/%.*s=%.*s", head, tag, TOL_ARG(list[i].element),
                     TOL_ARG(list[i].type), TOL_ARG(list[i].text));
            lines[n++] = strdup(line);
        }
    }
    qsort(lines, n, sizeof *lines, compare_lines);
    if (with_name) {
        tol_buf_printf(out, "%.*s:\n", TOL_ARG(entry->name));
    }
    for (size_t i = 0; i < n; i++) {
        tol_buf_printf(out, "  %s\n", lines[i]);
        free(lines[i]);
    }
}

/* One concept through a format. Whether nothing was told, and so it had to be the same. */
static bool check_concept(tol_concept *entry, const char *format)
{
    tol_glossary_opt opt = TOL_GLOSSARY_OPT_INIT;
    tol_buf out = TOL_BUF_INIT, wanted = TOL_BUF_INIT, got_facts = TOL_BUF_INIT;
    diags d = {.text = TOL_BUF_INIT};
    tol_error err;
    opt.source_lang = "ru";
    opt.target_lang = "en";
    assert_status(TOL_OK, write_concepts(&entry, 1, format, &opt, &out, &d, &err), &err);
    tol_collected *got = read_concepts(tol_buf_str(&out), format);
    assert_status(TOL_OK, got->status, &got->err);
    if (d.n == 0) {
        assert_int_equal(got->n_entries, 1);
        /* MultiTerm numbers what has no id */
        bool with_name = entry->name.len || strcmp(format, "multiterm") != 0;
        facts_of(entry, with_name, &wanted);
        facts_of(got->entries[0], with_name, &got_facts);
        if (!tol_str_equal(tol_buf_str(&wanted), tol_buf_str(&got_facts))) {
            print_error("%s:\n%.*s\n", format, TOL_ARG(tol_buf_str(&out)));
        }
        assert_str(tol_buf_str(&got_facts), tol_buf_str(&wanted).ptr);
        assert_int_equal(got->n_diags, 0);
    }
    tol_collected_free(got);
    tol_buf_release(&out);
    tol_buf_release(&wanted);
    tol_buf_release(&got_facts);
    tol_buf_release(&d.text);
    return d.n == 0;
}

static void what_is_not_told_comes_back_the_same(void **state)
{
    (void)state;
    /* how many of 400 must come through with nothing told, at least */
    static const struct {
        const char *format;
        size_t least;
        bool is_simple;
    } rows[] = {{"glossary-csv", 400, false},
                {"glossary-tsv", 400, false},
                {"multiterm", 100, false},
                {"memoq", 10, true},
                {"utx", 5, true}};
    const char *given = getenv("TOL_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 61;
    for (size_t f = 0; f < sizeof rows / sizeof rows[0]; f++) {
        size_t n_clean = 0;
        seed_state = seed;
        for (size_t i = 0; i < 400; i++) {
            tol_arena arena = TOL_ARENA_INIT;
            n_clean += check_concept(make_concept(&arena, i, rows[f].is_simple), rows[f].format);
            tol_arena_release(&arena);
        }
        print_message("%s: %zu of 400 with nothing told, seed %llu\n", rows[f].format, n_clean,
                      (unsigned long long)seed);
        assert_true(n_clean >= rows[f].least);
    }
}

static void written_twice_is_the_same_bytes(void **state)
{
    (void)state;
    seed_state = 7;
    tol_arena arena = TOL_ARENA_INIT;
    tol_concept *entries[50];
    for (size_t i = 0; i < 50; i++) {
        entries[i] = make_concept(&arena, i, false);
    }
    for (const tol_format_info *f = tol_formats(); f->name; f++) {
        tol_glossary_opt opt = TOL_GLOSSARY_OPT_INIT;
        tol_buf first = TOL_BUF_INIT, second = TOL_BUF_INIT;
        tol_error err;
        opt.source_lang = "ru";
        opt.target_lang = "en";
        if (f->writes_concepts) {
            assert_status(TOL_OK, write_concepts(entries, 50, f->name, &opt, &first, NULL, &err), &err);
            tol_collected *got = read_concepts(tol_buf_str(&first), f->name);
            assert_status(TOL_OK, got->status, &got->err);
            assert_status(TOL_OK, write_concepts(got->entries, got->n_entries, f->name, &opt, &second, NULL, &err),
                          &err);
            tol_collected *again = read_concepts(tol_buf_str(&second), f->name);
            assert_int_equal(again->n_entries, got->n_entries);
            tol_collected_free(again);
            tol_collected_free(got);
            tol_buf_reset(&second);
            assert_status(TOL_OK, write_concepts(entries, 50, f->name, &opt, &second, NULL, &err), &err);
            assert_str(tol_buf_str(&second), tol_buf_str(&first).ptr);
        }
        tol_buf_release(&first);
        tol_buf_release(&second);
    }
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_has_the_columns_that_its_concepts_need),
        cmocka_unit_test(omegat_gets_pairs_with_a_comment),
        cmocka_unit_test(utx_gets_its_columns_and_words_for_a_status),
        cmocka_unit_test(memoq_gets_a_row_a_concept),
        cmocka_unit_test(multiterm_gets_fields_under_its_names),
        cmocka_unit_test(formats_of_two_languages_need_to_know_which),
        cmocka_unit_test(what_is_not_told_comes_back_the_same),
        cmocka_unit_test(written_twice_is_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
