#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "store/memory_store.h"
#include "store/neighbours.h"
#include "store/token_rows.h"
#include "store/unit_store.h"

/* Units between two reports of progress. */
#define STEP 256

typedef struct export_job {
    tol_store *store;
    const tol_listener *listener;
    tol_writer *writer;
    const tol_profile_info *profile; /* NULL: the format has none */
    tol_neighbours neighbours;
    tol_arena scratch; /* of one unit */
    tol_arena arena;
    tol_memory_info *infos; /* the memories to be written */
    size_t n_infos;
    uint64_t done, total;
} export_job;

/* ---- what is written ---- */

static bool is_listed(const tol_str *names, size_t n, tol_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (tol_str_equal(names[i], name)) {
            return true;
        }
    }
    return false;
}

static tol_status choose_memories(export_job *job, const tol_str *names, size_t n, tol_error *err)
{
    if (n == 0) {
        return tol_memory_list(job->store, &job->arena, &job->infos, &job->n_infos, err);
    }
    job->infos = tol_arena_calloc(&job->arena, n, sizeof *job->infos);
    if (!job->infos) {
        return tol_fail_nomem(err);
    }
    tol_status status = TOL_OK;
    for (size_t i = 0; i < n && !status; i++) {
        if (!is_listed(names, i, names[i])) {
            status = tol_memory_get(job->store, names[i], &job->arena, &job->infos[job->n_infos++], err);
        }
    }
    return status;
}

/* ---- the header ---- */

/* A list of headers, and how the header to be written is made of them. */
typedef struct header_sum {
    tol_arena *arena;
    tol_header out;
    size_t n;        /* headers seen */
    size_t info_cap; /* of out.infos */
    char srclang[TOL_LANG_MAX];
    bool is_mixed; /* their source languages differ */
} header_sum;

static bool same_info(const tol_info *a, const tol_info *b)
{
    if (a->kind != b->kind || a->attrs.n != b->attrs.n || !tol_str_equal(a->text, b->text)) {
        return false;
    }
    for (size_t i = 0; i < a->attrs.n; i++) {
        if (!tol_str_equal(a->attrs.items[i].name, b->attrs.items[i].name) ||
            !tol_str_equal(a->attrs.items[i].value, b->attrs.items[i].value)) {
            return false;
        }
    }
    return true;
}

static bool has_info(const tol_infos *infos, const tol_info *info)
{
    for (size_t i = 0; i < infos->n; i++) {
        if (same_info(&infos->items[i], info)) {
            return true;
        }
    }
    return false;
}

static void add_info(header_sum *sum, const tol_info *info)
{
    tol_infos *infos = &sum->out.infos;
    if (infos->n == sum->info_cap) {
        size_t cap = sum->info_cap * 2 + 8;
        tol_info *grown = tol_arena_calloc(sum->arena, cap, sizeof *grown);
        if (!grown) {
            return;
        }
        for (size_t i = 0; i < infos->n; i++) {
            grown[i] = infos->items[i];
        }
        infos->items = grown;
        sum->info_cap = cap;
    }
    infos->items[infos->n++] = *info;
}

/*
 * The source language as the units spell it: the canonical tag when units have it, else the most frequent one that
 * serves it ("en" in a header above units in en-US), else what the header says. "*all*" stays.
 */
static void resolve_srclang(const tol_memory_info *info, tol_str stood, char out[TOL_LANG_MAX])
{
    char canonical[TOL_LANG_MAX];
    if (!stood.ptr || tol_str_equal_nocase(stood, TOL_LIT("*all*")) || tol_str_equal_nocase(stood, TOL_LIT("all"))) {
        strcpy(out, "*all*");
        return;
    }
    tol_lang_canonical(stood, canonical);
    tol_str best = tol_str_of(canonical);
    bool is_there = is_listed(info->langs, info->n_langs, best);
    for (size_t i = 0; i < info->n_langs && !is_there; i++) {
        if (tol_lang_matches(info->langs[i], tol_str_of(canonical))) {
            best = info->langs[i];
            is_there = true;
        }
    }
    memcpy(out, best.ptr, best.len);
    out[best.len] = '\0';
}

static void note_srclang(header_sum *sum, const char *srclang)
{
    if (!sum->srclang[0]) {
        strcpy(sum->srclang, srclang);
    } else if (strcmp(sum->srclang, srclang) != 0) {
        sum->is_mixed = true;
    }
}

static void add_header(header_sum *sum, const tol_memory_info *info, const tol_header *header)
{
    char srclang[TOL_LANG_MAX];
    resolve_srclang(info, tol_attrs_get(&header->attrs, TOL_LIT("srclang")), srclang);
    note_srclang(sum, srclang);
    if (sum->n++ == 0) {
        sum->out.attrs = header->attrs;
        sum->out.version = header->version;
        /* One header alone keeps even what it repeats. */
        for (size_t i = 0; i < header->infos.n; i++) {
            add_info(sum, &header->infos.items[i]);
        }
        return;
    }
    for (size_t i = 0; i < header->infos.n; i++) {
        if (!has_info(&sum->out.infos, &header->infos.items[i])) {
            add_info(sum, &header->infos.items[i]);
        }
    }
}

static tol_status note_first_lang(void *user, const tol_unit *unit, tol_error *err)
{
    header_sum *sum = user;
    char lang[TOL_LANG_MAX];
    (void)err;
    tol_lang_canonical(unit->variants[0].lang, lang);
    note_srclang(sum, lang);
    return sum->is_mixed ? TOL_ECANCELLED : TOL_OK;
}

/* A memory without any header: its source language is that of all first variants, when it is one. */
static tol_status survey_memory(export_job *job, header_sum *sum, const tol_memory_info *info, tol_error *err)
{
    if (sum->is_mixed) {
        return TOL_OK;
    }
    tol_status status = tol_memory_walk(job->store, info->id, info->name, note_first_lang, sum, err);
    return status == TOL_ECANCELLED ? TOL_OK : status;
}

static tol_status sum_headers(export_job *job, header_sum *sum, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < job->n_infos && !status; i++) {
        size_t n = 0;
        tol_header *headers = NULL;
        status = tol_memory_headers(job->store, job->infos[i].id, &job->arena, &headers, &n, err);
        for (size_t j = 0; j < n && !status; j++) {
            add_header(sum, &job->infos[i], &headers[j]);
        }
        if (!status && n == 0) {
            status = survey_memory(job, sum, &job->infos[i], err);
        }
    }
    return status ? status : tol_arena_ok(&job->arena) ? TOL_OK : tol_fail_nomem(err);
}

/* Put the source language into the attributes, in its place when there is one. */
static bool set_srclang(header_sum *sum)
{
    tol_str value = tol_arena_copy(sum->arena, tol_str_of(sum->is_mixed || !sum->srclang[0] ? "*all*" : sum->srclang));
    tol_attr *items = tol_arena_calloc(sum->arena, sum->out.attrs.n + 1, sizeof *items);
    if (!items || !value.ptr) {
        return false;
    }
    bool is_set = false;
    for (size_t i = 0; i < sum->out.attrs.n; i++) {
        items[i] = sum->out.attrs.items[i];
        if (tol_str_equal(items[i].name, TOL_LIT("srclang"))) {
            items[i].value = value;
            is_set = true;
        }
    }
    if (!is_set) {
        items[sum->out.attrs.n++] = (tol_attr){TOL_LIT("srclang"), value};
    }
    sum->out.attrs.items = items;
    return true;
}

/* ---- writing ---- */

/* By the file's name: TMX where it says nothing, but no TMX under the name of something else. */
static tol_status format_of(const char *path, const char **name, tol_error *err)
{
    static const char *const packed[] = {".gz", ".bz2", ".xz", ".zst", ".zip"};
    tol_str file = path ? tol_str_of(path) : TOL_LIT("");
    const char *other = NULL;
    for (const tol_format_info *format = tol_formats(); format->name; format++) {
        bool fits = tol_format_has_ending(format, file);
        if (fits && format->writes_units) {
            *name = format->name;
            return TOL_OK;
        }
        other = fits && !other ? format->name : other;
    }
    if (other) {
        return tol_fail(err, TOL_EINVAL, "\"%s\" is named like \"%s\", which units cannot be written as", path, other);
    }
    for (size_t i = 0; i < sizeof packed / sizeof packed[0]; i++) {
        tol_format_info ending = {.endings = packed[i]};
        if (tol_format_has_ending(&ending, file)) {
            return tol_fail(err, TOL_EINVAL, "\"%s\" is named like a packed file, and nothing is packed", path);
        }
    }
    *name = "tmx";
    return TOL_OK;
}

static tol_status write_unit(void *user, const tol_unit *unit, tol_error *err)
{
    export_job *job = user;
    const tol_listener *listener = job->listener;
    if (listener && listener->progress && job->done % STEP == 0 &&
        !listener->progress(listener->user, job->done, job->total)) {
        return tol_fail(err, TOL_ECANCELLED, "cancelled");
    }
    job->done++;
    if (!job->profile || !job->profile->needs_neighbours) {
        return tol_writer_unit(job->writer, unit, err);
    }
    tol_arena_reset(&job->scratch);
    tol_status status = tol_neighbours_tell(&job->neighbours, unit, &job->scratch, &unit, err);
    return status ? status : tol_writer_unit(job->writer, unit, err);
}

/* A format of two languages cannot take every unit. */
static void tell_left_out(export_job *job)
{
    uint64_t n = tol_writer_left_out(job->writer);
    job->done -= n;
    if (!n || !job->listener || !job->listener->diag) {
        return;
    }
    char message[160];
    snprintf(message, sizeof message,
             "%" PRIu64 " %s left out: no text in both languages, or one that the format has "
             "no second place for",
             n, n == 1 ? "unit is" : "units are");
    tol_diag diag = {.severity = TOL_WARNING, .code = TOL_LIT("left-out"), .message = tol_str_of(message)};
    job->listener->diag(job->listener->user, &diag);
}

static tol_status write_memories(export_job *job, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < job->n_infos; i++) {
        job->total += job->infos[i].n_units;
    }
    for (size_t i = 0; i < job->n_infos && !status; i++) {
        status = tol_memory_walk(job->store, job->infos[i].id, job->infos[i].name, write_unit, job, err);
    }
    if (!status) {
        tell_left_out(job);
    }
    return status ? status : tol_writer_finish(job->writer, err);
}

static tol_status run(export_job *job, const tol_str *memories, size_t n_memories, const char *path,
                      const tol_write_opt *opt, tol_error *err)
{
    header_sum sum = {.arena = &job->arena};
    tol_write_opt named = opt ? *opt : (tol_write_opt)TOL_WRITE_OPT_INIT;
    tol_status status = named.format ? TOL_OK : format_of(path, &named.format, err);
    if (!status) {
        job->profile = tol_profile_of(&named);
        status = choose_memories(job, memories, n_memories, err);
    }
    if (!status) {
        status = sum_headers(job, &sum, err);
    }
    if (sum.n == 0) {
        sum.out.version = TOL_LIT("1.4");
    }
    bool is_exact = job->profile && job->profile->is_exact && sum.n == 1;
    if (!status && !is_exact && !set_srclang(&sum)) {
        status = tol_fail_nomem(err);
    }
    if (!status) {
        status = tol_writer_open(path, NULL, &named, &sum.out, &job->writer, err);
    }
    return status ? status : write_memories(job, err);
}

static tol_status run_in_snapshot(export_job *job, const tol_str *memories, size_t n_memories, const char *path,
                                  const tol_write_opt *opt, tol_error *err)
{
    tol_status status = tol_store_snapshot_begin(job->store, err);
    if (!status) {
        status = run(job, memories, n_memories, path, opt, err);
        tol_store_snapshot_end(job->store);
    }
    return status;
}

tol_status tol_export_file(tol_store *store, const tol_str *memories, size_t n_memories, const char *path,
                           const tol_write_opt *opt, const tol_listener *listener, uint64_t *n_units, tol_error *err)
{
    tol_error_clear(err);
    export_job job = {.store = store, .listener = listener, .neighbours = {.store = store}};
    /* A walk through all of a mapped file would count as the process's memory, page by page. */
    bool is_mapped = store->mode == TOL_OPEN_READ;
    tol_status status = is_mapped ? tol_db_exec(store, TOL_PRAGMA_UNMAPPED, err) : TOL_OK;
    if (!status) {
        status = run_in_snapshot(&job, memories, n_memories, path, opt, err);
    }
    if (is_mapped) {
        tol_db_exec(store, TOL_PRAGMA_MAPPED, NULL);
    }
    tol_writer_free(job.writer);
    tol_neighbours_release(&job.neighbours);
    tol_arena_release(&job.scratch);
    tol_arena_release(&job.arena);
    if (n_units) {
        *n_units = job.done;
    }
    return status;
}
