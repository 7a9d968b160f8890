/* A file is read twice at once: libxml2 says what it means, its text where that stands. What is put in is gathered as
 * pieces for places, and written at the end, when nothing can fail any more but the writing. */
#include "tolmach/pretranslate.h"

#include "base/fail.h"
#include "formats/packed.h"
#include "formats/source.h"
#include "formats/xliff_state.h"
#include "pretranslate/answer.h"

typedef struct job {
    tol_oracle oracle;
    const tol_pretranslate_opt *opt;
    tol_document document;
    tol_filler filler;
    tol_pretranslate_report report;
    tol_arena arena;    /* of a unit's answers */
    bool has_forbidden; /* characters that XML forbids were seen */
} job;

static tol_status check_state(const job *j, const tol_xliff_unit *unit, tol_error *err)
{
    tol_str state = j->opt->state;
    if (!state.ptr || tol_xliff_has_state(unit, state)) {
        return TOL_OK;
    }
    static const char *const kinds[] = {
        [TOL_XLIFF_PLAIN] = "XLIFF 1", [TOL_XLIFF_SDL] = "sdlxliff", [TOL_XLIFF_MEMOQ] = "mqxliff"};
    return tol_fail(err, TOL_EINVAL, "\"%.*s\" is no state of %s", TOL_ARG(state),
                    unit->version >= 20 ? "XLIFF 2" : kinds[unit->dialect]);
}

static tol_status turn_to_langs(job *j, const tol_xliff_unit *unit, tol_error *err)
{
    tol_str source = unit->source_lang.len ? unit->source_lang : j->opt->lookup.source_lang;
    tol_str target = unit->target_lang.len ? unit->target_lang : j->opt->lookup.target_lang;
    if (!source.len || !target.len) {
        return tol_fail(err, TOL_EINVAL, "the file does not say its %s language", source.len ? "target" : "source");
    }
    j->filler.target_lang = target;
    return tol_oracle_turn_to(&j->oracle, source, target, err);
}

static tol_status ask_all(job *j, const tol_xliff_unit *unit, tol_fill_answer *answers, size_t *n_open, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < unit->n_segments && status == TOL_OK; i++) {
        const tol_xliff_segment *segment = &unit->segments[i];
        j->report.segments++;
        if (!tol_xliff_is_open(unit, segment)) {
            continue;
        }
        tol_str prev = i ? unit->segments[i - 1].source.variant.text : unit->prev;
        tol_str next = i + 1 < unit->n_segments ? unit->segments[i + 1].source.variant.text : unit->next;
        j->report.open++;
        ++*n_open;
        status = tol_oracle_ask(&j->oracle, segment, prev, next, &j->arena, &answers[i], &j->report, err);
    }
    return status;
}

static tol_status on_unit(void *user, const tol_xliff_unit *unit, tol_error *err)
{
    job *j = user;
    size_t n_open = 0;
    tol_arena_reset(&j->arena);
    tol_fill_answer *answers = tol_arena_calloc(&j->arena, unit->n_segments, sizeof *answers);
    tol_status status = answers ? check_state(j, unit, err) : tol_fail_nomem(err);
    if (status == TOL_OK) {
        status = turn_to_langs(j, unit, err);
    }
    if (status == TOL_OK) {
        status = ask_all(j, unit, answers, &n_open, err);
    }
    return status == TOL_OK && n_open ? tol_xliff_fill(&j->filler, unit, answers, err) : status;
}

/* ---- who listens: the caller, and we ourselves ---- */

static void on_diag(void *user, const tol_diag *diag)
{
    job *j = user;
    j->has_forbidden = j->has_forbidden || tol_str_equal(diag->code, TOL_LIT("forbidden-character"));
    if (j->opt->listener.diag) {
        j->opt->listener.diag(j->opt->listener.user, diag);
    }
}

static bool on_progress(void *user, uint64_t done, uint64_t total)
{
    const job *j = user;
    return !j->opt->listener.progress || j->opt->listener.progress(j->opt->listener.user, done, total);
}

/* Reading mends such characters, for itself; in a tag it would then see other things than stand there. */
static tol_status refuse_forbidden(const job *j, tol_error *err)
{
    return j->has_forbidden ? tol_fail(err, TOL_EFORMAT, "the file has characters that XML forbids: mend it first")
                            : TOL_OK;
}

static tol_status read_units(job *j, const char *name, tol_error *err)
{
    static const tol_read_opt read_opt = TOL_READ_OPT_INIT;
    tol_reporter reporter = {.file = name, .listener = {j, on_diag, on_progress}};
    tol_input input;
    tol_source source;
    tol_input_of_bytes(&input, tol_buf_str(&j->document.raw), name);
    tol_status status = tol_source_open(&source, &input, &reporter, &read_opt, err);
    if (status == TOL_OK) {
        status = tol_xliff_read_units(&source, j->document.text, on_unit, j, err);
    }
    tol_source_close(&source);
    return status == TOL_OK ? refuse_forbidden(j, err) : status;
}

static tol_status write_document(job *j, const char *path, tol_buf *buf, tol_error *err)
{
    tol_output output;
    tol_status status = tol_output_open(&output, path, buf, err);
    if (status == TOL_OK) {
        status = tol_document_write(&j->document, &output, err);
    }
    if (status == TOL_OK) {
        status = tol_output_finish(&output, err);
    }
    tol_output_release(&output);
    return status;
}

/* What tol_document_read does, of a packed file too. */
static tol_status read_document(void *document, tol_input *input, tol_error *err)
{
    return tol_document_read(document, input, err);
}

static tol_status pretranslate(tol_store *store, tol_input *input, const char *path, tol_buf *buf,
                               const tol_pretranslate_opt *opt, tol_pretranslate_report *report, tol_error *err)
{
    static const tol_pretranslate_opt default_opt = TOL_PRETRANSLATE_OPT_INIT;
    job j = {.opt = opt ? opt : &default_opt};
    j.oracle = (tol_oracle){.store = store, .opt = j.opt};
    j.filler = (tol_filler){.document = &j.document, .state = j.opt->state};
    tol_status status = tol_packed_read_one(input, read_document, &j.document, err);
    if (status == TOL_OK) {
        status = read_units(&j, input->name, err);
    }
    if (status == TOL_OK) {
        status = write_document(&j, path, buf, err);
    } else {
        tol_fail_locate(err, input->name, 0);
    }
    if (report) {
        *report = j.report;
    }
    tol_document_release(&j.document);
    tol_oracle_release(&j.oracle);
    tol_arena_release(&j.arena);
    return status;
}

tol_status tol_pretranslate_file(tol_store *store, const char *path, const char *out, const tol_pretranslate_opt *opt,
                                 tol_pretranslate_report *report, tol_error *err)
{
    tol_error_clear(err);
    if (!store || !path || !out) {
        return tol_fail(err, TOL_EINVAL, "no bank, no file or no name for the result is given");
    }
    tol_input input;
    tol_status status = tol_input_open(&input, path, err);
    if (status == TOL_OK) {
        status = pretranslate(store, &input, out, NULL, opt, report, err);
        tol_input_close(&input);
    }
    return status;
}

tol_status tol_pretranslate_bytes(tol_store *store, tol_str bytes, const char *name, tol_buf *out,
                                  const tol_pretranslate_opt *opt, tol_pretranslate_report *report, tol_error *err)
{
    tol_error_clear(err);
    if (!store || (!bytes.ptr && bytes.len) || !out) {
        return tol_fail(err, TOL_EINVAL, "no bank, no bytes or no buffer is given");
    }
    tol_input input;
    tol_input_of_bytes(&input, bytes, name);
    return pretranslate(store, &input, NULL, out, opt, report, err);
}
