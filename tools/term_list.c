/* tolmach term list, glossaries and info: what is there. */
#include <jansson.h>
#include <string.h>

#include "term_job.h"

void term_print(const term_job *job, tol_str glossary, const tol_concept *entry, const tol_term *term)
{
    char tag[TOL_LANG_MAX];
    tol_lang_canonical(term->lang, tag);
    if (job->json) {
        json_print_line(json_pack("{s:o, s:I, s:o, s:s, s:o, s:s}", "glossary", json_of_str(glossary), "concept_id",
                                  (json_int_t)entry->id, "concept", json_of_str(entry->name), "lang", tag, "term",
                                  json_of_str(term->text), "status", tol_term_status_name(term->status)));
        return;
    }
    cli_put(stdout, glossary);
    printf("\t%lld\t", (long long)entry->id);
    cli_put(stdout, tol_str_of(tag));
    putchar('\t');
    cli_put(stdout, term->text);
    printf("\t%s\n", tol_term_status_name(term->status));
}

tol_status term_print_concept(const term_job *job, tol_store *store, int64_t id, const char *text, tol_error *err)
{
    tol_concept entry;
    tol_str glossary;
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = tol_concept_get(store, id, &arena, &glossary, &entry, err);
    for (size_t i = 0; status == TOL_OK && i < entry.n_terms; i++) {
        if (!text || tol_str_equal(entry.terms[i].text, tol_str_of(text))) {
            term_print(job, glossary, &entry, &entry.terms[i]);
        }
    }
    tol_arena_release(&arena);
    return status;
}

static tol_status list_concept(void *user, tol_str glossary, const tol_concept *entry, tol_error *err)
{
    const term_job *job = user;
    (void)err;
    for (size_t i = 0; i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        bool is_asked = !job->lang || tol_lang_matches(term->lang, tol_str_of(job->lang));
        if (is_asked && (!job->has_status || term->status == job->status)) {
            term_print(job, glossary, entry, term);
        }
    }
    return TOL_OK;
}

int term_list(term_job *job)
{
    int code;
    tol_error err;
    tol_store *store = cli_open(job->c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    if (job->lang && !cli_check_lang(job->c, store, "--lang", job->lang)) {
        code = EXIT_USAGE;
    } else {
        tol_status status = tol_concept_each(store, tol_str_of(job->out.glossary), list_concept, job, &err);
        code = status == TOL_OK ? EXIT_SUCCESS : cli_fail(job->c, &err);
    }
    tol_store_close(store);
    return code;
}

/* ---- glossaries ---- */

static json_t *json_of_glossary(const tol_glossary_info *g)
{
    json_t *langs = json_object();
    for (size_t i = 0; i < g->n_langs; i++) {
        json_object_set_new(langs, g->langs[i].ptr, json_integer((json_int_t)g->lang_counts[i]));
    }
    return json_pack("{s:o, s:I, s:I, s:o, s:i, s:o}", "glossary", json_of_str(g->name), "concepts",
                     (json_int_t)g->n_concepts, "terms", (json_int_t)g->n_terms, "languages", langs, "priority",
                     g->priority, "created", json_of_date(true, g->created));
}

static void print_glossary(const tol_glossary_info *g, bool json)
{
    if (json) {
        json_print_line(json_of_glossary(g));
        return;
    }
    cli_put(stdout, g->name);
    printf("\t%llu %s\t%llu %s", (unsigned long long)g->n_concepts, cli_noun(g->n_concepts, "concept", "concepts"),
           (unsigned long long)g->n_terms, cli_noun(g->n_terms, "term", "terms"));
    if (g->priority) {
        printf("\tpriority %d", g->priority);
    }
    putchar('\n');
}

int term_glossaries(term_job *job)
{
    int code;
    tol_error err;
    tol_store *store = cli_open(job->c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    tol_arena arena = TOL_ARENA_INIT;
    tol_glossary_info *infos = NULL;
    size_t n = 0;
    code = tol_glossary_list(store, &arena, &infos, &n, &err) == TOL_OK ? EXIT_SUCCESS : cli_fail(job->c, &err);
    for (size_t i = 0; i < n; i++) {
        print_glossary(&infos[i], job->json);
    }
    tol_arena_release(&arena);
    tol_store_close(store);
    return code;
}

static void print_glossary_info(const tol_glossary_info *g)
{
    char created[CLI_DATE_MAX];
    cli_iso_date(g->created, created);
    fputs("glossary: ", stdout);
    cli_put(stdout, g->name);
    printf("\nconcepts: %llu\nterms: %llu\nlanguages: ", (unsigned long long)g->n_concepts,
           (unsigned long long)g->n_terms);
    for (size_t i = 0; i < g->n_langs; i++) {
        fputs(i ? ", " : "", stdout);
        cli_put(stdout, g->langs[i].len ? g->langs[i] : TOL_LIT("(none)"));
        printf(" %llu", (unsigned long long)g->lang_counts[i]);
    }
    printf("\npriority: %d\ncreated: %s\n", g->priority, created);
}

static tol_status glossary_info(const term_job *job, tol_store *store, tol_arena *arena, tol_error *err)
{
    tol_glossary_info one;
    tol_status status = tol_glossary_get(store, tol_str_of(job->words[0]), arena, &one, err);
    if (status == TOL_OK && job->json) {
        print_glossary(&one, true);
    } else if (status == TOL_OK) {
        print_glossary_info(&one);
    }
    return status;
}

/* ---- concepts ---- */

static json_t *json_of_categories(const tol_category *categories, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        const tol_category *one = &categories[i];
        json_array_append_new(list, json_pack("{s:s, s:o, s:o, s:o, s:o}", "kind",
                                              tol_category_kind_name(tol_category_kind_of(one)), "element",
                                              json_of_str(one->element), "type", json_of_str(one->type), "lang",
                                              json_of_str(one->lang), "text", json_of_str(one->text)));
    }
    return list;
}

static void print_concept_json(tol_str glossary, const tol_concept *entry)
{
    json_t *terms = json_array();
    for (size_t i = 0; i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        json_array_append_new(terms, json_pack("{s:o, s:o, s:s, s:s, s:o}", "lang", json_of_str(term->lang), "term",
                                               json_of_str(term->text), "status", tol_term_status_name(term->status),
                                               "case", tol_case_rule_name(tol_term_case(term)), "categories",
                                               json_of_categories(term->categories, term->n_categories)));
    }
    json_print_line(json_pack("{s:o, s:I, s:o, s:o, s:o}", "glossary", json_of_str(glossary), "concept_id",
                              (json_int_t)entry->id, "concept", json_of_str(entry->name), "categories",
                              json_of_categories(entry->categories, entry->n_categories), "terms", terms));
}

/* "part of speech: noun"; a category without a plain name goes by its type, or else by its element. Its
 * language is told unless it is `lang`. */
static void print_category(const tol_category *one, tol_str lang, const char *indent)
{
    tol_category_kind kind = tol_category_kind_of(one);
    fputs(indent, stdout);
    if (kind != TOL_CATEGORY_OTHER) {
        fputs(tol_category_kind_name(kind), stdout);
    } else {
        cli_put(stdout, one->type.len ? one->type : one->element);
    }
    if (one->lang.len && !tol_str_equal(one->lang, lang)) {
        fputs(" (", stdout);
        cli_put(stdout, one->lang);
        putchar(')');
    }
    fputs(": ", stdout);
    cli_put(stdout, one->text);
    putchar('\n');
}

static void print_concept(tol_str glossary, const tol_concept *entry)
{
    printf("concept: %lld\nglossary: ", (long long)entry->id);
    cli_put(stdout, glossary);
    if (entry->name.len) {
        fputs("\nname: ", stdout);
        cli_put(stdout, entry->name);
    }
    putchar('\n');
    for (size_t i = 0; i < entry->n_categories; i++) {
        print_category(&entry->categories[i], TOL_STR_NULL, "");
    }
    for (size_t i = 0; i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        cli_put(stdout, term->lang);
        fputs(": ", stdout);
        cli_put(stdout, term->text);
        printf("  %s\n", tol_term_status_name(term->status));
        for (size_t k = 0; k < term->n_categories; k++) {
            if (tol_category_kind_of(&term->categories[k]) != TOL_CATEGORY_STATUS) {
                print_category(&term->categories[k], term->lang, "    ");
            }
        }
    }
}

static tol_status concept_info(const term_job *job, tol_store *store, tol_arena *arena, tol_error *err)
{
    tol_concept entry;
    tol_str glossary;
    tol_status status = tol_concept_get(store, job->concept_id, arena, &glossary, &entry, err);
    if (status == TOL_OK) {
        (job->json ? print_concept_json : print_concept)(glossary, &entry);
    }
    return status;
}

int term_info(term_job *job)
{
    int code;
    tol_error err;
    if ((job->n_words == 1) == (job->concept_id != 0) || job->n_words > 1) {
        return cli_usage(job->c, "'term info' takes a glossary, or --concept");
    }
    tol_store *store = cli_open(job->c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    tol_arena arena = TOL_ARENA_INIT;
    tol_status status = (job->concept_id ? concept_info : glossary_info)(job, store, &arena, &err);
    code = status == TOL_OK ? EXIT_SUCCESS : cli_fail(job->c, &err);
    tol_arena_release(&arena);
    tol_store_close(store);
    return code;
}
