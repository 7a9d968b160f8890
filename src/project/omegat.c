/*
 * A project is written whole into a folder beside its place, the stage; then the stage becomes the project, or, where a
 * folder is there already, its files are moved one by one, the project's own file last. Files that came from here
 * before are known by a list that the project keeps, so that an update touches nothing else.
 */
#include <string.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/input.h"
#include "project/folder.h"
#include "project/omegat.h"
#include "store/token_rows.h"

#define FILES_TITLE "# Written by tolmach; its next export into this project replaces these.\n"

/* ---- what is there ---- */

typedef struct place {
    tol_buf folder; /* without slashes at its end */
    tol_folder_state state;
    tol_buf before; /* the list of files of the export before; "" for none */
    tol_buf spare;  /* room for the path of a folder in it, so that cleaning up needs no memory */
} place;

static const char *path_in(const place *p, tol_str name, tol_buf *buf)
{
    return tol_path_of(buf, tol_buf_str(&p->folder), name);
}

static tol_status read_list(place *p, const char *path, tol_error *err)
{
    tol_input input;
    char chunk[4096];
    size_t len = 1;
    if (!tol_is_file(path)) {
        return TOL_OK;
    }
    tol_status status = tol_input_open(&input, path, err);
    if (status != TOL_OK) {
        return status;
    }
    while (status == TOL_OK && len) {
        status = tol_input_read(&input, chunk, sizeof chunk, &len, err);
        tol_buf_append(&p->before, chunk, status == TOL_OK ? len : 0);
    }
    tol_input_close(&input);
    return status == TOL_OK && !tol_buf_ok(&p->before) ? tol_fail_nomem(err) : status;
}

/* A folder in use must be a project, and be meant. */
static tol_status look_at_project(place *p, tol_omegat_job *job, tol_error *err)
{
    tol_buf path = TOL_BUF_INIT;
    const char *project = path_in(p, TOL_LIT(TOL_OMEGAT_PROJECT), &path);
    tol_status status = TOL_OK;
    if (!project) {
        status = tol_fail_nomem(err);
    } else if (!tol_is_file(project)) {
        status = tol_fail(err, TOL_EEXISTS, "the folder \"%s\" is not empty, and no project of OmegaT", p->folder.ptr);
    } else if (!job->opt->update) {
        status = tol_fail(err, TOL_EEXISTS, "there is a project of OmegaT in \"%s\" already", p->folder.ptr);
    } else {
        status = tol_omegat_get_langs(project, job->report.source_lang, job->report.target_lang, err);
    }
    if (status == TOL_OK) {
        const char *list = path_in(p, TOL_LIT(TOL_OMEGAT_FILES), &path);
        status = list ? read_list(p, list, err) : tol_fail_nomem(err);
    }
    tol_buf_release(&path);
    return status;
}

static tol_status look(place *p, tol_omegat_job *job, const char *folder, tol_error *err)
{
    tol_str name = tol_str_of(folder);
    while (name.len > 1 && name.ptr[name.len - 1] == '/') {
        name.len--;
    }
    tol_buf_add(&p->folder, name);
    tol_buf_add(&p->spare, name);
    tol_buf_add(&p->spare, TOL_LIT("/dictionary"));
    if (!tol_buf_ok(&p->folder) || !tol_buf_ok(&p->spare)) {
        return tol_fail_nomem(err);
    }
    tol_status status = tol_folder_look(p->folder.ptr, &p->state, err);
    return status == TOL_OK && p->state == TOL_FOLDER_USED ? look_at_project(p, job, err) : status;
}

/* ---- lists of files ---- */

/* The next line of a list that names a file; false at its end. */
static bool next_file(tol_str *list, tol_str *file)
{
    while (list->len) {
        const char *lf = memchr(list->ptr, '\n', list->len);
        *file = (tol_str){list->ptr, lf ? (size_t)(lf - list->ptr) : list->len};
        list->ptr += file->len + (lf != NULL);
        list->len -= file->len + (lf != NULL);
        bool is_ours = tol_str_starts_with(*file, TOL_LIT("tm/")) || tol_str_starts_with(*file, TOL_LIT("glossary/"));
        bool climbs = false;
        for (size_t i = 0; i + 1 < file->len; i++) {
            climbs |= file->ptr[i] == '.' && file->ptr[i + 1] == '.' && i && file->ptr[i - 1] == '/';
        }
        if (is_ours && !climbs) {
            return true;
        }
    }
    return false;
}

static bool has_file(const tol_buf *list, tol_str wanted)
{
    tol_str rest = tol_buf_str(list), file;
    while (next_file(&rest, &file)) {
        if (tol_str_equal(file, wanted)) {
            return true;
        }
    }
    return false;
}

/* ---- putting it in its place ---- */

/* The translator's own files are not replaced. */
static tol_status check_files(const place *p, const tol_omegat_job *job, tol_error *err)
{
    tol_buf path = TOL_BUF_INIT;
    tol_str rest = tol_buf_str(&job->files), file;
    tol_status status = TOL_OK;
    while (status == TOL_OK && next_file(&rest, &file)) {
        const char *there = path_in(p, file, &path);
        if (!there) {
            status = tol_fail_nomem(err);
        } else if (tol_is_file(there) && !has_file(&p->before, file)) {
            status = tol_fail(err, TOL_EEXISTS, "\"%s\" is there and did not come from here", there);
        }
    }
    tol_buf_release(&path);
    return status;
}

/* Make the folders on the way to a file. */
static tol_status make_way(const place *p, tol_str file, tol_error *err)
{
    tol_buf path = TOL_BUF_INIT;
    tol_status status = TOL_OK;
    for (size_t i = 0; i < file.len && status == TOL_OK; i++) {
        if (file.ptr[i] == '/') {
            const char *folder = path_in(p, (tol_str){file.ptr, i}, &path);
            status = folder ? tol_folder_make(folder, err) : tol_fail_nomem(err);
        }
    }
    tol_buf_release(&path);
    return status;
}

static tol_status move_file(const place *p, const tol_omegat_job *job, tol_str file, tol_error *err)
{
    tol_buf from = TOL_BUF_INIT, to = TOL_BUF_INIT;
    tol_status status = make_way(p, file, err);
    if (status == TOL_OK) {
        bool ok = tol_path_of(&from, tol_buf_str(&job->stage), file) && path_in(p, file, &to);
        status = ok ? tol_move(from.ptr, to.ptr, err) : tol_fail_nomem(err);
    }
    tol_buf_release(&from);
    tol_buf_release(&to);
    return status;
}

/* Files of the export before that are no more; a folder below tm/ that loses its last one goes too. */
static void remove_old(const place *p, const tol_omegat_job *job)
{
    tol_buf path = TOL_BUF_INIT;
    tol_str rest = tol_buf_str(&p->before), file;
    while (next_file(&rest, &file)) {
        if (has_file(&job->files, file) || !path_in(p, file, &path)) {
            continue;
        }
        unlink(path.ptr);
        size_t depth = 0, last = 0;
        for (size_t i = 0; i < file.len; i++) {
            depth += file.ptr[i] == '/';
            last = file.ptr[i] == '/' ? i : last;
        }
        if (depth > 1 && path_in(p, (tol_str){file.ptr, last}, &path)) {
            rmdir(path.ptr);
        }
    }
    tol_buf_release(&path);
}

static tol_status fill_folder(const place *p, const tol_omegat_job *job, tol_error *err)
{
    static const char *const folders[] = {"source/", "target/", "tm/", "glossary/", "dictionary/", "omegat/"};
    tol_str rest = tol_buf_str(&job->files), file;
    tol_status status = check_files(p, job, err);
    for (size_t i = 0; i < sizeof folders / sizeof folders[0] && status == TOL_OK; i++) {
        status = make_way(p, tol_str_of(folders[i]), err);
    }
    while (status == TOL_OK && next_file(&rest, &file)) {
        status = move_file(p, job, file, err);
    }
    if (status == TOL_OK) {
        remove_old(p, job);
        status = move_file(p, job, TOL_LIT(TOL_OMEGAT_FILES), err);
    }
    if (status == TOL_OK && p->state == TOL_FOLDER_EMPTY) {
        status = move_file(p, job, TOL_LIT(TOL_OMEGAT_PROJECT), err);
    }
    return status;
}

/* A folder that was empty is so again. */
static void empty_folder(place *p)
{
    static const char *const names[] = {"source", "target", "tm", "glossary", "dictionary", "omegat"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        tol_folder_remove(path_in(p, tol_str_of(names[i]), &p->spare));
    }
}

static tol_status put_in_place(place *p, const tol_omegat_job *job, tol_error *err)
{
    if (p->state == TOL_FOLDER_ABSENT) {
        return tol_move(job->stage.ptr, p->folder.ptr, err);
    }
    tol_status status = fill_folder(p, job, err);
    if (status != TOL_OK && p->state == TOL_FOLDER_EMPTY) {
        empty_folder(p);
    }
    return status;
}

/* ---- all of it ---- */

static tol_status choose_memories(tol_omegat_job *job, tol_error *err)
{
    const tol_omegat_opt *opt = job->opt;
    if (opt->n_memories == 0) {
        return tol_memory_list(job->store, &job->arena, &job->memories, &job->n_memories, err);
    }
    job->memories = tol_arena_calloc(&job->arena, opt->n_memories, sizeof *job->memories);
    tol_status status = job->memories ? TOL_OK : tol_fail_nomem(err);
    for (size_t i = 0; i < opt->n_memories && status == TOL_OK; i++) {
        bool is_twice = false;
        for (size_t k = 0; k < i; k++) {
            is_twice |= tol_str_equal(opt->memories[i], opt->memories[k]);
        }
        if (!is_twice) {
            status = tol_memory_get(job->store, opt->memories[i], &job->arena, &job->memories[job->n_memories], err);
            job->n_memories++;
        }
    }
    return status;
}

static tol_status make_stage(tol_omegat_job *job, const place *p, tol_error *err)
{
    tol_buf stem = TOL_BUF_INIT;
    tol_buf_add(&stem, tol_buf_str(&p->folder));
    tol_buf_add(&stem, p->state == TOL_FOLDER_ABSENT ? TOL_LIT("") : TOL_LIT("/.tolmach"));
    tol_status status = tol_buf_ok(&stem) ? tol_folder_make_temp(stem.ptr, &job->stage, err) : tol_fail_nomem(err);
    tol_buf_release(&stem);
    return status;
}

/* From one snapshot of the bank. */
static tol_status write_stage(tol_omegat_job *job, const place *p, tol_error *err)
{
    tol_status status = tol_store_snapshot_begin(job->store, err);
    if (status != TOL_OK) {
        return status;
    }
    status = choose_memories(job, err);
    for (size_t i = 0; i < job->n_memories; i++) {
        job->total += job->memories[i].n_units;
    }
    if (status == TOL_OK) {
        status = tol_omegat_choose_langs(job, err);
    }
    if (status == TOL_OK) {
        status = make_stage(job, p, err);
    }
    if (status == TOL_OK) {
        status = tol_omegat_write_parts(job, err);
    }
    tol_store_snapshot_end(job->store);
    return status;
}

static void release(tol_omegat_job *job, place *p)
{
    if (job->stage.len) {
        tol_folder_remove(job->stage.ptr); /* what was moved away is not there */
    }
    tol_arena_release(&job->arena);
    tol_buf_release(&job->stage);
    tol_buf_release(&job->files);
    tol_map_release(&job->tm_names);
    tol_map_release(&job->glossary_names);
    tol_buf_release(&p->folder);
    tol_buf_release(&p->before);
    tol_buf_release(&p->spare);
}

tol_status tol_omegat_export(tol_store *store, const char *folder, const tol_omegat_opt *opt, tol_omegat_report *report,
                             tol_error *err)
{
    static const tol_omegat_opt default_opt = TOL_OMEGAT_OPT_INIT;
    tol_error_clear(err);
    if (!store || !folder || !folder[0]) {
        return tol_fail(err, TOL_EINVAL, "no bank or no folder is given");
    }
    tol_omegat_job job = {.store = store, .opt = opt ? opt : &default_opt};
    place p = {.state = TOL_FOLDER_ABSENT};
    tol_buf_add(&job.files, TOL_LIT(FILES_TITLE));
    tol_status status = look(&p, &job, folder, err);
    if (status == TOL_OK) {
        status = write_stage(&job, &p, err);
    }
    if (status == TOL_OK) {
        status = put_in_place(&p, &job, err);
    }
    if (report) {
        *report = job.report;
    }
    release(&job, &p);
    return status;
}
