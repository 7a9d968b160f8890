/*
 * Any bytes as each of the formats of glossaries: what can be read is written and can be read again, with as many
 * concepts and terms; from then on nothing changes any more. The first byte chooses the format.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tolmach/glossary.h"

typedef struct copy_job {
    tol_glossary_writer *writer;
    size_t n_concepts, n_terms;
} copy_job;

static tol_status on_entry(void *user, const tol_concept *entry, tol_error *err)
{
    copy_job *job = user;
    job->n_concepts++;
    job->n_terms += entry->n_terms;
    for (size_t i = 0; i < entry->n_terms; i++) {
        if (entry->terms[i].text.len == 0) {
            abort();
        }
    }
    return tol_glossary_writer_add(job->writer, entry, err);
}

static void fault(const char *format, const char *what, const tol_error *err)
{
    fprintf(stderr, "%s: %s: %s: %s\n", format, what, tol_status_name(err->code), err->message);
    abort();
}

/* Read `in` and write it to `out`. */
static tol_status copy(tol_str in, const char *format, const char *out_format, tol_buf *out, copy_job *job,
                       tol_error *err)
{
    tol_glossary_opt opt = TOL_GLOSSARY_OPT_INIT;
    opt.source_lang = "en";
    opt.target_lang = "ru";
    *job = (copy_job){NULL, 0, 0};
    if (tol_glossary_writer_open(NULL, out, out_format, &opt, &job->writer, err) != TOL_OK) {
        fault(out_format, "could not begin", err);
    }
    tol_sink sink = {job, NULL, NULL, on_entry};
    tol_read_opt read_opt = TOL_READ_OPT_INIT;
    read_opt.format = format;
    read_opt.takes = TOL_TAKE_CONCEPTS;
    read_opt.source_lang = "en";
    read_opt.target_lang = "ru";
    tol_status status = tol_read_bytes(in, "fuzz", &read_opt, &sink, err);
    if (status == TOL_OK && tol_glossary_writer_finish(job->writer, err) != TOL_OK) {
        fault(out_format, "could not finish", err);
    }
    tol_glossary_writer_free(job->writer);
    return status;
}

/* `is_whole`: the format holds every term, in any language. */
static void check(tol_str in, const char *format, const char *out_format, bool is_whole)
{
    tol_buf texts[3] = {TOL_BUF_INIT, TOL_BUF_INIT, TOL_BUF_INIT};
    copy_job jobs[3];
    tol_error err;
    tol_status status = copy(in, format, out_format, &texts[0], &jobs[0], &err);
    for (size_t i = 1; i < 3 && status == TOL_OK && jobs[0].n_concepts; i++) {
        if (copy(tol_buf_str(&texts[i - 1]), out_format, out_format, &texts[i], &jobs[i], &err) != TOL_OK) {
            fprintf(stderr, "%s\n", texts[i - 1].ptr);
            fault(out_format, "could not read what was written", &err);
        }
        if (is_whole && (jobs[i].n_concepts != jobs[0].n_concepts || jobs[i].n_terms != jobs[0].n_terms)) {
            fprintf(stderr, "%s: %zu concepts, %zu terms became %zu, %zu:\n%s\n", out_format, jobs[0].n_concepts,
                    jobs[0].n_terms, jobs[i].n_concepts, jobs[i].n_terms, texts[i - 1].ptr);
            abort();
        }
        if (is_whole && i == 2 && !tol_str_equal(tol_buf_str(&texts[1]), tol_buf_str(&texts[2]))) {
            fprintf(stderr, "%s: two writings differ:\n%s\n---\n%s\n", out_format, texts[1].ptr, texts[2].ptr);
            abort();
        }
    }
    for (size_t i = 0; i < 3; i++) {
        tol_buf_release(&texts[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct {
        const char *name, *out;
        bool is_whole;
    } formats[] = {{"glossary-csv", "glossary-csv", true},
                   {"glossary-tsv", "glossary-tsv", true},
                   {"omegat", "omegat", false},
                   {"utx", "utx", false},
                   {"memoq", "memoq", true},
                   {"multiterm", "multiterm", true},
                   {"multiterm", "glossary-csv", true}};
    if (size) {
        size_t i = data[0] % (sizeof formats / sizeof formats[0]);
        check((tol_str){(const char *)data + 1, size - 1}, formats[i].name, formats[i].out, formats[i].is_whole);
    }
    return 0;
}
