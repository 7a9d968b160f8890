/* tolmach memory: list, info, create, rename, set, delete, optimize. */
#include <getopt.h>
#include <jansson.h>
#include <string.h>

#include "commands.h"

enum { OPT_JSON = 256, OPT_PENALTY, OPT_PRIORITY };

static const option_row options[] = {
    {OPT_JSON, "json", NULL, "list and info: one JSON line a memory; optimize: one"},
    {OPT_PENALTY, "penalty", "N", "set: take N % off the scores of its units in lookups"},
    {OPT_PRIORITY, "priority", "N", "set: of equal scores show its units before those of a smaller N"},
    {0, NULL, NULL, NULL},
};

/* A note, prop or ude: its attributes and its text. */
static json_t *json_of_info(const tol_info *info)
{
    json_t *out = json_object();
    for (size_t i = 0; i < info->attrs.n; i++) {
        const tol_attr *attr = &info->attrs.items[i];
        json_object_setn_new(out, attr->name.ptr, attr->name.len, json_of_str(attr->value));
    }
    json_object_set_new(out, "text", json_of_str(info->text));
    return out;
}

static json_t *json_of_header(const tol_header *header)
{
    json_t *lists[] = {[TOL_NOTE] = json_array(), [TOL_PROP] = json_array(), [TOL_UDE] = json_array()};
    json_t *attributes = json_object();
    for (size_t i = 0; i < header->attrs.n; i++) {
        const tol_attr *attr = &header->attrs.items[i];
        json_object_setn_new(attributes, attr->name.ptr, attr->name.len, json_of_str(attr->value));
    }
    for (size_t i = 0; i < header->infos.n; i++) {
        json_array_append_new(lists[header->infos.items[i].kind], json_of_info(&header->infos.items[i]));
    }
    return json_pack("{s:o, s:o, s:o, s:o}", "attributes", attributes, "notes", lists[TOL_NOTE], "props",
                     lists[TOL_PROP], "udes", lists[TOL_UDE]);
}

static json_t *json_of_memory(const tol_memory_info *m)
{
    json_t *langs = json_object();
    for (size_t i = 0; i < m->n_langs; i++) {
        json_object_set_new(langs, m->langs[i].ptr, json_integer((json_int_t)m->lang_counts[i]));
    }
    return json_pack("{s:o, s:I, s:I, s:o, s:o, s:o, s:i, s:i}", "memory", json_of_str(m->name), "units",
                     (json_int_t)m->n_units, "variants", (json_int_t)m->n_variants, "languages", langs, "source_lang",
                     json_of_str(m->source_lang), "created", json_of_date(true, m->created), "penalty", m->penalty,
                     "priority", m->priority);
}

static void print_langs(const tol_memory_info *m)
{
    for (size_t i = 0; i < m->n_langs; i++) {
        fputs(i ? ", " : "", stdout);
        cli_put(stdout, m->langs[i].len ? m->langs[i] : TOL_LIT("(none)"));
        printf(" %llu", (unsigned long long)m->lang_counts[i]);
    }
}

static void print_row(const tol_memory_info *m)
{
    cli_put(stdout, m->name);
    printf("\t%llu %s\t", (unsigned long long)m->n_units, cli_noun(m->n_units, "unit", "units"));
    print_langs(m);
    if (m->penalty) {
        printf("\tpenalty %d", m->penalty);
    }
    if (m->priority) {
        printf("\tpriority %d", m->priority);
    }
    putchar('\n');
}

/* "  KIND NAME: VALUE"; kind or name may be empty. */
static void print_entry(const char *kind, tol_str name, tol_str value)
{
    printf("  %s%s", kind, kind[0] && name.len ? " " : "");
    cli_put(stdout, name);
    fputs(": ", stdout);
    cli_put(stdout, value);
    putchar('\n');
}

static void print_header(const tol_header *header)
{
    for (size_t i = 0; i < header->attrs.n; i++) {
        print_entry("", header->attrs.items[i].name, header->attrs.items[i].value);
    }
    for (size_t i = 0; i < header->infos.n; i++) {
        const tol_info *info = &header->infos.items[i];
        tol_str type = tol_attrs_get(&info->attrs, TOL_LIT("type"));
        const char *kind = info->kind == TOL_NOTE ? "note" : info->kind == TOL_PROP ? "prop" : "ude";
        print_entry(kind, type, info->text);
    }
}

static void print_info(const tol_memory_info *m)
{
    char created[CLI_DATE_MAX];
    cli_iso_date(m->created, created);
    fputs("memory: ", stdout);
    cli_put(stdout, m->name);
    printf("\nunits: %llu\nvariants: %llu\nlanguages: ", (unsigned long long)m->n_units,
           (unsigned long long)m->n_variants);
    print_langs(m);
    printf("\ncreated: %s\n", created);
    if (m->penalty || m->priority) {
        printf("penalty: %d\npriority: %d\n", m->penalty, m->priority);
    }
    if (m->source_lang.len) {
        fputs("source language: ", stdout);
        cli_put(stdout, m->source_lang);
        putchar('\n');
    }
    if (m->header) {
        puts("header:");
        print_header(m->header);
    }
}

/* What an action is given: as many names as it takes. */
typedef struct request {
    char **names;
    bool json, quiet;
    tol_memory_settings settings;
} request;

static tol_status list(tol_store *store, const request *r, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info *infos;
    size_t n = 0;
    tol_status status = tol_memory_list(store, &arena, &infos, &n, err);
    for (size_t i = 0; i < n && status == TOL_OK; i++) {
        if (r->json) {
            json_print_line(json_of_memory(&infos[i]));
        } else {
            print_row(&infos[i]);
        }
    }
    tol_arena_release(&arena);
    return status;
}

static tol_status info(tol_store *store, const request *r, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_memory_info one;
    tol_status status = tol_memory_get(store, tol_str_of(r->names[0]), &arena, &one, err);
    if (status == TOL_OK && r->json) {
        json_t *line = json_of_memory(&one);
        json_object_set_new(line, "header", one.header ? json_of_header(one.header) : json_null());
        json_print_line(line);
    } else if (status == TOL_OK) {
        print_info(&one);
    }
    tol_arena_release(&arena);
    return status;
}

static tol_status create(tol_store *store, const request *r, tol_error *err)
{
    return tol_memory_create(store, tol_str_of(r->names[0]), err);
}

static tol_status rename_one(tol_store *store, const request *r, tol_error *err)
{
    return tol_memory_rename(store, tol_str_of(r->names[0]), tol_str_of(r->names[1]), err);
}

static tol_status set(tol_store *store, const request *r, tol_error *err)
{
    return tol_memory_set(store, tol_str_of(r->names[0]), &r->settings, err);
}

static tol_status delete_one(tol_store *store, const request *r, tol_error *err)
{
    return tol_memory_delete(store, tol_str_of(r->names[0]), err);
}

static void print_optimized(const tol_optimize_report *report)
{
    printf("%.1f MB, %llu %s of the index", (double)report->bytes_after / 1e6,
           (unsigned long long)report->segments_after, cli_noun(report->segments_after, "segment", "segments"));
    printf(" (%.1f MB, %llu before)\n", (double)report->bytes_before / 1e6,
           (unsigned long long)report->segments_before);
}

static tol_status optimize(tol_store *store, const request *r, tol_error *err)
{
    tol_optimize_report report;
    tol_status status = tol_store_optimize(store, &report, err);
    if (status == TOL_OK && r->json) {
        json_print_line(json_pack("{s:I, s:I, s:I, s:I}", "bytes_before", (json_int_t)report.bytes_before,
                                  "bytes_after", (json_int_t)report.bytes_after, "segments_before",
                                  (json_int_t)report.segments_before, "segments_after",
                                  (json_int_t)report.segments_after));
    } else if (status == TOL_OK && !r->quiet) {
        print_optimized(&report);
    }
    return status;
}

static const struct {
    const char *name;
    int n_names;
    tol_open_mode mode;
    tol_status (*run)(tol_store *, const request *, tol_error *);
} actions[] = {
    {"list", 0, TOL_OPEN_READ, list},          {"info", 1, TOL_OPEN_READ, info},
    {"create", 1, TOL_OPEN_CREATE, create},    {"rename", 2, TOL_OPEN_WRITE, rename_one},
    {"set", 1, TOL_OPEN_WRITE, set},           {"delete", 1, TOL_OPEN_WRITE, delete_one},
    {"optimize", 0, TOL_OPEN_WRITE, optimize},
};

static bool take_option(cli *c, request *r, int id, const char *value)
{
    bool ok = true;
    long number = 0;
    if (id == OPT_PENALTY) {
        ok = cli_number(c, "penalty", value, 0, TOL_PENALTY_MAX, &number);
        r->settings.has_penalty = true;
        r->settings.penalty = (int)number;
    } else if (id == OPT_PRIORITY) {
        ok = cli_number(c, "priority", value, -TOL_PRIORITY_MAX, TOL_PRIORITY_MAX, &number);
        r->settings.has_priority = true;
        r->settings.priority = (int)number;
    } else {
        r->json = true;
    }
    return ok;
}

/* Whether there is something to set, and only where it can be. */
static bool check_settings(const cli *c, const request *r, const char *action)
{
    bool is_set = strcmp(action, "set") == 0, has_settings = r->settings.has_penalty || r->settings.has_priority;
    if (is_set != has_settings) {
        cli_usage(c, is_set ? "'memory set' needs --penalty or --priority"
                            : "--penalty and --priority are for 'memory set'");
    }
    return is_set == has_settings;
}

static int memory(cli *c, int argc, char **argv)
{
    const char *value;
    request r = {.quiet = false};
    int id, code;
    size_t n = sizeof actions / sizeof actions[0], which = 0;
    while ((id = cli_option(c, argc, argv, &value)) > 0) {
        if (!take_option(c, &r, id, value)) {
            return EXIT_USAGE;
        }
    }
    if (id < 0) {
        return EXIT_USAGE;
    }
    const char *action = optind < argc ? argv[optind++] : "list";
    while (which < n && strcmp(actions[which].name, action) != 0) {
        which++;
    }
    if (which == n) {
        return cli_usage(c, "unknown action \"%s\": list, info, create, rename, set, delete or optimize", action);
    }
    if (argc - optind != actions[which].n_names) {
        return cli_usage(c, "'memory %s' takes %d %s, not %d", action, actions[which].n_names,
                         cli_noun((uint64_t)actions[which].n_names, "name", "names"), argc - optind);
    }
    if (!check_settings(c, &r, action)) {
        return EXIT_USAGE;
    }
    tol_store *store = cli_open(c, actions[which].mode, &code);
    if (!store) {
        return code;
    }
    tol_error err;
    r.names = argv + optind;
    r.quiet = c->quiet;
    tol_status status = actions[which].run(store, &r, &err);
    code = status == TOL_OK ? EXIT_SUCCESS : cli_fail(c, &err);
    tol_store_close(store);
    return code;
}

const command command_memory = {
    "memory",
    "[OPTION]... [list | info NAME | create NAME | rename NAME NEW | set NAME | delete NAME | optimize]",
    "List, show, make, rename, rank and delete memories; make the bank compact.",
    options,
    "optimize builds the match index of the whole bank anew and gives unused space of its file back.",
    memory,
};
