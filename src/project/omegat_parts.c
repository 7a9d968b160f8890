/* Memories and glossaries of a project, in the two languages that it has. */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "formats/pair_write.h"
#include "project/file_name.h"
#include "project/folder.h"
#include "project/omegat.h"
#include "tolmach/glossary.h"

/* Units between two reports of progress. */
#define STEP 256

/* A name that OmegaT reads as UTF-8 in every version. */
#define GLOSSARY_FORMAT "omegat"
#define GLOSSARY_ENDING ".utf8"

/* ---- paths ---- */

/* A file of the stage is about to be written: `relative` is noted, its whole path comes into `path`. */
static tol_status note_file(tol_omegat_job *job, const tol_buf *relative, tol_buf *path, tol_error *err)
{
    tol_buf_add(&job->files, tol_buf_str(relative));
    tol_buf_byte(&job->files, '\n');
    bool ok = tol_buf_ok(relative) && tol_buf_ok(&job->files) &&
              tol_path_of(path, tol_buf_str(&job->stage), tol_buf_str(relative));
    return ok ? TOL_OK : tol_fail_nomem(err);
}

static tol_status make_folder(const tol_omegat_job *job, const char *name, tol_error *err)
{
    tol_buf path = TOL_BUF_INIT;
    const char *whole = tol_path_of(&path, tol_buf_str(&job->stage), tol_str_of(name));
    tol_status status = whole ? tol_folder_make(whole, err) : tol_fail_nomem(err);
    tol_buf_release(&path);
    return status;
}

/* ---- memories ---- */

typedef struct memory_run {
    tol_omegat_job *job;
    const tol_memory_info *info;
    tol_writer *writer; /* made with the first unit */
    uint64_t units;
    bool is_omegats; /* OmegaT wrote the file that the memory comes from */
    tol_arena arena; /* of a unit */
} memory_run;

static void folder_of(const tol_omegat_job *job, const tol_memory_info *info, char out[32])
{
    static const char *const names[] = {
        [TOL_OMEGAT_INSERT] = "tm/auto", [TOL_OMEGAT_OFFER] = "tm", [TOL_OMEGAT_ENFORCE] = "tm/enforce"};
    if (info->penalty > 0) {
        snprintf(out, 32, "tm/penalty-%02d", info->penalty);
    } else {
        snprintf(out, 32, "%s", names[job->opt->exact]);
    }
}

/* What the memory's own header says, but that it is from the project's language. */
static tol_header header_for(const tol_memory_info *info, tol_attr *attrs, size_t attrs_max, const char *source_lang)
{
    tol_header header = info->header ? *info->header : (tol_header){.version = TOL_STR_NULL};
    size_t n = 0;
    for (size_t i = 0; i < header.attrs.n && n + 1 < attrs_max; i++) {
        if (!tol_str_equal(header.attrs.items[i].name, TOL_LIT("srclang"))) {
            attrs[n++] = header.attrs.items[i];
        }
    }
    attrs[n++] = (tol_attr){TOL_LIT("srclang"), tol_str_of(source_lang)};
    header.attrs = (tol_attrs){attrs, n};
    return header;
}

static tol_status open_memory(memory_run *run, tol_error *err)
{
    tol_omegat_job *job = run->job;
    char folder[32];
    tol_attr attrs[64];
    tol_buf relative = TOL_BUF_INIT, path = TOL_BUF_INIT;
    tol_write_opt opt = TOL_WRITE_OPT_INIT;
    opt.format = "tmx";
    folder_of(job, run->info, folder);
    tol_buf_printf(&relative, "%s/", folder);
    tol_file_name_add(&relative, run->info->name, ".tmx", &job->tm_names);
    tol_header header = header_for(run->info, attrs, sizeof attrs / sizeof attrs[0], job->report.source_lang);
    tol_status status = make_folder(job, folder, err);
    if (status == TOL_OK) {
        status = note_file(job, &relative, &path, err);
    }
    if (status == TOL_OK) {
        status = tol_writer_open(path.ptr, NULL, &opt, &header, &run->writer, err);
    }
    tol_buf_release(&relative);
    tol_buf_release(&path);
    return status;
}

static tol_status tell_progress(tol_omegat_job *job, tol_error *err)
{
    const tol_listener *listener = &job->opt->listener;
    bool is_due = listener->progress && job->done++ % STEP == 0;
    return is_due && !listener->progress(listener->user, job->done, job->total)
               ? tol_fail(err, TOL_ECANCELLED, "cancelled")
               : TOL_OK;
}

/*
 * OmegaT takes a unit that names its document and a neighbour or key for one that is good in that very place only.
 * Where it did not write these props itself, the unit is good anywhere: the document goes under another name.
 */
static bool free_of_document(tol_unit *unit, tol_arena *arena)
{
    tol_info *items = tol_arena_calloc(arena, unit->infos.n + 1, sizeof *items);
    tol_attr *type = tol_arena_calloc(arena, 1, sizeof *type);
    if (!items || !type) {
        return false;
    }
    *type = (tol_attr){TOL_LIT("type"), TOL_LIT("x-document")};
    for (size_t i = 0; i < unit->infos.n; i++) {
        items[i] = unit->infos.items[i];
        if (tol_str_equal(tol_attrs_get(&items[i].attrs, TOL_LIT("type")), TOL_LIT("file"))) {
            items[i].attrs = (tol_attrs){type, 1};
        }
    }
    unit->infos.items = items;
    return true;
}

static tol_status write_unit(void *user, const tol_unit *unit, tol_error *err)
{
    memory_run *run = user;
    tol_omegat_job *job = run->job;
    const tol_variant *source = tol_pair_variant(unit, job->report.source_lang);
    const tol_variant *target = tol_pair_variant(unit, job->report.target_lang);
    tol_status status = tell_progress(job, err);
    if (status != TOL_OK) {
        return status;
    }
    if (!source || !target || !source->text.len || !target->text.len) {
        job->report.left_out++;
        return TOL_OK;
    }
    if (!run->writer) {
        status = open_memory(run, err);
    }
    tol_variant both[] = {*source, *target};
    tol_unit pair = *unit;
    pair.variants = both;
    pair.n_variants = 2;
    run->units++;
    tol_arena_reset(&run->arena);
    if (status == TOL_OK && !run->is_omegats && !free_of_document(&pair, &run->arena)) {
        status = tol_fail_nomem(err);
    }
    return status == TOL_OK ? tol_writer_unit(run->writer, &pair, err) : status;
}

static tol_status write_memory(tol_omegat_job *job, const tol_memory_info *info, tol_error *err)
{
    tol_str tool = info->header ? tol_attrs_get(&info->header->attrs, TOL_LIT("creationtool")) : TOL_STR_NULL;
    memory_run run = {.job = job, .info = info, .is_omegats = tol_str_equal_nocase(tool, TOL_LIT("OmegaT"))};
    tol_status status = tol_unit_each(job->store, &info->name, 1, write_unit, &run, err);
    if (status == TOL_OK && run.writer) {
        status = tol_writer_finish(run.writer, err);
        job->report.memories++;
        job->report.units += run.units;
    }
    tol_writer_free(run.writer);
    tol_arena_release(&run.arena);
    return status;
}

/* ---- glossaries ---- */

typedef struct glossary_run {
    tol_omegat_job *job;
    tol_str name;
    tol_glossary_opt opt;
    tol_glossary_writer *writer; /* made with the first concept */
} glossary_run;

static bool has_lang(const tol_concept *entry, const char *lang)
{
    size_t i = 0;
    while (i < entry->n_terms && !tol_lang_matches(entry->terms[i].lang, tol_str_of(lang))) {
        i++;
    }
    return i < entry->n_terms;
}

static tol_status open_glossary(glossary_run *run, tol_error *err)
{
    tol_omegat_job *job = run->job;
    tol_buf relative = TOL_BUF_INIT, path = TOL_BUF_INIT;
    tol_buf_add(&relative, TOL_LIT("glossary/"));
    tol_file_name_add(&relative, run->name, GLOSSARY_ENDING, &job->glossary_names);
    tol_status status = note_file(job, &relative, &path, err);
    if (status == TOL_OK) {
        status = tol_glossary_writer_open(path.ptr, NULL, GLOSSARY_FORMAT, &run->opt, &run->writer, err);
    }
    tol_buf_release(&relative);
    tol_buf_release(&path);
    return status;
}

static tol_status write_concept(void *user, tol_str glossary, const tol_concept *entry, tol_error *err)
{
    glossary_run *run = user;
    tol_omegat_job *job = run->job;
    (void)glossary;
    if (!has_lang(entry, job->report.source_lang) || !has_lang(entry, job->report.target_lang)) {
        return TOL_OK;
    }
    tol_status status = run->writer ? TOL_OK : open_glossary(run, err);
    if (status == TOL_OK) {
        status = tol_glossary_writer_add(run->writer, entry, err);
        job->report.concepts++;
    }
    return status;
}

static tol_status write_glossary(tol_omegat_job *job, const tol_glossary_info *info, tol_error *err)
{
    glossary_run run = {.job = job, .name = info->name, .opt = TOL_GLOSSARY_OPT_INIT};
    tol_buf title = TOL_BUF_INIT;
    tol_buf_add(&title, info->name);
    run.opt.title = tol_buf_ok(&title) ? title.ptr : NULL;
    run.opt.source_lang = job->report.source_lang;
    run.opt.target_lang = job->report.target_lang;
    tol_status status = tol_concept_each(job->store, info->name, write_concept, &run, err);
    if (status == TOL_OK && run.writer) {
        status = tol_glossary_writer_finish(run.writer, err);
        job->report.glossaries++;
    }
    tol_glossary_writer_free(run.writer);
    tol_buf_release(&title);
    return status;
}

/* ---- all of it ---- */

/* Memories of whole paragraphs match where OmegaT does not cut them. */
static bool is_by_sentence(const tol_omegat_job *job)
{
    size_t n = 0;
    for (size_t i = 0; i < job->n_memories; i++) {
        const tol_header *header = job->memories[i].header;
        tol_str type = header ? tol_attrs_get(&header->attrs, TOL_LIT("segtype")) : TOL_STR_NULL;
        n += tol_str_equal(type, TOL_LIT("paragraph")) || tol_str_equal(type, TOL_LIT("block"));
    }
    return n == 0 || n < job->n_memories;
}

static tol_status write_text(const tol_omegat_job *job, const char *name, const tol_buf *text, tol_error *err)
{
    tol_output output;
    tol_buf path = TOL_BUF_INIT;
    const char *whole = tol_path_of(&path, tol_buf_str(&job->stage), tol_str_of(name));
    if (!whole || !tol_buf_ok(text)) {
        tol_buf_release(&path);
        return tol_fail_nomem(err);
    }
    tol_status status = tol_output_open(&output, whole, NULL, err);
    if (status == TOL_OK) {
        tol_output_add(&output, tol_buf_str(text));
        status = tol_output_finish(&output, err);
    }
    tol_output_release(&output);
    tol_buf_release(&path);
    return status;
}

static tol_status write_project(const tol_omegat_job *job, tol_error *err)
{
    tol_buf text = TOL_BUF_INIT;
    tol_omegat_put(&text, job->report.source_lang, job->report.target_lang, is_by_sentence(job));
    tol_status status = write_text(job, TOL_OMEGAT_PROJECT, &text, err);
    tol_buf_release(&text);
    return status == TOL_OK ? write_text(job, TOL_OMEGAT_FILES, &job->files, err) : status;
}

tol_status tol_omegat_write_parts(tol_omegat_job *job, tol_error *err)
{
    static const char *const folders[] = {"source", "target", "tm", "glossary", "dictionary", "omegat"};
    tol_status status = TOL_OK;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0] && status == TOL_OK; i++) {
        status = make_folder(job, folders[i], err);
    }
    for (size_t i = 0; i < job->n_memories && status == TOL_OK; i++) {
        status = write_memory(job, &job->memories[i], err);
    }
    tol_glossary_info *glossaries = NULL;
    size_t n = 0;
    if (status == TOL_OK) {
        status = tol_glossary_list(job->store, &job->arena, &glossaries, &n, err);
    }
    for (size_t i = 0; i < n && status == TOL_OK; i++) {
        status = write_glossary(job, &glossaries[i], err);
    }
    return status == TOL_OK ? write_project(job, err) : status;
}
