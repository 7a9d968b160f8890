/* What 'align' says of its work. */
#include <jansson.h>

#include "align_job.h"

/* ---- as text ---- */

static void put_count(size_t n, const char *one, const char *many)
{
    fprintf(stderr, "%zu %s", n, cli_noun(n, one, many));
}

static void put_side(const align_job *job, int side)
{
    const tol_bitext_side *text = &job->bitext.sides[side];
    fputs(side ? "; " : "", stderr);
    cli_put(stderr, text->name);
    fputs(" (", stderr);
    cli_put(stderr, text->lang);
    fputs("): ", stderr);
    put_count(text->n, "segment", "segments");
}

static void put_beads(const tol_bitext_summary *s)
{
    put_count(s->n_pairs, "pair", "pairs");
    if (s->n_pairs) {
        fprintf(stderr, ", mean confidence %d %%", (int)(s->mean_confidence * 100));
    }
    for (size_t i = 0; i < s->n_counts; i++) {
        fprintf(stderr, "%s%zu of %u-%u", i ? ", " : ": ", s->counts[i].n, s->counts[i].n_source,
                s->counts[i].n_target);
    }
    fputc('\n', stderr);
}

/* "lines 12-15 (4 segments)", or by numbers of segments where lines are not known. */
static void put_passage(const tol_bitext_side *side, uint32_t start, uint32_t n)
{
    bool has_lines = n && side->lines[start] && side->lines[start + n - 1];
    uint32_t from = has_lines ? side->lines[start] : start + 1;
    uint32_t to = has_lines ? side->lines[start + n - 1] : start + n;
    if (from == to) {
        fprintf(stderr, "%s %u", has_lines ? "line" : "segment", from);
    } else {
        fprintf(stderr, "%s %u-%u", has_lines ? "lines" : "segments", from, to);
    }
    if (has_lines) {
        fprintf(stderr, " (%u %s)", n, cli_noun(n, "segment", "segments"));
    }
}

static void put_gap(const align_job *job, const tol_passage *gap)
{
    const uint32_t starts[] = {gap->source, gap->target}, ns[] = {gap->n_source, gap->n_target};
    fputs("without a partner: ", stderr);
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        const tol_bitext_side *text = &job->bitext.sides[side];
        if (!ns[side]) {
            continue;
        }
        fputs(side && ns[0] ? "; " : "", stderr);
        cli_put(stderr, text->name);
        fputs(", ", stderr);
        put_passage(text, starts[side], ns[side]);
    }
    fputc('\n', stderr);
}

static void put_moved(const align_job *job, const tol_passage *moved)
{
    fputs("moved: ", stderr);
    put_passage(&job->bitext.sides[TOL_BITEXT_SOURCE], moved->source, moved->n_source);
    fputs(" of the source: ", stderr);
    put_passage(&job->bitext.sides[TOL_BITEXT_TARGET], moved->target, moved->n_target);
    fputs(" of the target\n", stderr);
}

static void put_left_out(const align_job *job)
{
    const tol_bitext_unit_report *made = &job->made;
    if (!made->one_sided && !made->unsure && !made->wrong) {
        return;
    }
    fputs("left out: ", stderr);
    if (made->one_sided) {
        put_count(made->one_sided, "segment without a partner", "segments without a partner");
    }
    if (made->unsure) {
        fprintf(stderr, "%s%zu below %d %%", made->one_sided ? ", " : "", made->unsure, job->units.min_confidence);
    }
    if (made->wrong) {
        fprintf(stderr, "%s%zu marked wrong", made->one_sided || made->unsure ? ", " : "", made->wrong);
    }
    fputc('\n', stderr);
}

static void put_cleanings(const align_job *job)
{
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        for (int i = 0; i < TOL_N_CLEANINGS; i++) {
            size_t n = job->documents[side].n_cleaned[i];
            if (n) {
                cli_put(stderr, job->bitext.sides[side].name);
                fprintf(stderr, ": %zu %s\n", n, tol_cleaning_words((tol_cleaning)i));
            }
        }
    }
}

static void put_results(const align_job *job)
{
    if (job->output) {
        put_count(job->made.written, "unit", "units");
        fputs(" written to \"", stderr);
        cli_put(stderr, tol_str_of(job->output));
        fputs("\"\n", stderr);
    }
    if (job->into) {
        fputs("memory \"", stderr);
        cli_put(stderr, tol_str_of(job->into));
        fprintf(stderr, "\": %llu units added, %llu replaced, %llu there already\n",
                (unsigned long long)job->stored.added, (unsigned long long)job->stored.replaced,
                (unsigned long long)job->stored.identical);
    }
}

static void report_text(const align_job *job)
{
    const tol_bitext_summary *s = &job->summary;
    put_cleanings(job);
    put_side(job, TOL_BITEXT_SOURCE);
    put_side(job, TOL_BITEXT_TARGET);
    fputc('\n', stderr);
    if (job->review) {
        fprintf(stderr, "review: %zu marked ok, %zu wrong, %zu changed by hand\n", job->marks.n_right,
                job->marks.n_wrong, job->marks.n_changed);
    }
    if (job->n_pairs) {
        put_count(job->n_pairs, "pair of words", "pairs of words");
        fputs(" taken from the bank\n", stderr);
    }
    put_beads(s);
    for (size_t i = 0; i < s->n_gaps; i++) {
        put_gap(job, &s->gaps[i]);
    }
    for (size_t i = 0; i < s->n_moved; i++) {
        put_moved(job, &s->moved[i]);
    }
    put_left_out(job);
    put_results(job);
}

/* ---- as JSON ---- */

static json_t *side_json(const align_job *job, int side)
{
    const tol_bitext_side *text = &job->bitext.sides[side];
    return json_pack("{s:o, s:o, s:I}", "name", json_of_str(text->name), "lang", json_of_str(text->lang), "segments",
                     (json_int_t)text->n);
}

static json_t *lines_json(const tol_bitext_side *side, uint32_t start, uint32_t n)
{
    return n ? json_pack("{s:i, s:i, s:i, s:i}", "first", (int)start + 1, "last", (int)(start + n), "first_line",
                         (int)side->lines[start], "last_line", (int)side->lines[start + n - 1])
             : json_null();
}

static json_t *passages_json(const align_job *job, const tol_passage *passages, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        const tol_passage *one = &passages[i];
        json_array_append_new(
            list, json_pack("{s:o, s:o}", "source",
                            lines_json(&job->bitext.sides[TOL_BITEXT_SOURCE], one->source, one->n_source), "target",
                            lines_json(&job->bitext.sides[TOL_BITEXT_TARGET], one->target, one->n_target)));
    }
    return list;
}

static json_t *kinds_json(const tol_bitext_summary *s)
{
    json_t *kinds = json_object();
    for (size_t i = 0; i < s->n_counts; i++) {
        char name[32];
        snprintf(name, sizeof name, "%u-%u", s->counts[i].n_source, s->counts[i].n_target);
        json_object_set_new(kinds, name, json_integer((json_int_t)s->counts[i].n));
    }
    return kinds;
}

static void report_json(const align_job *job)
{
    const tol_bitext_summary *s = &job->summary;
    const tol_bitext_unit_report *made = &job->made;
    json_print_line(json_pack(
        "{s:o, s:o, s:I, s:i, s:o, s:o, s:o, s:I, s:I, s:I, s:I}", "source", side_json(job, TOL_BITEXT_SOURCE),
        "target", side_json(job, TOL_BITEXT_TARGET), "pairs", (json_int_t)s->n_pairs, "mean_confidence",
        (int)(s->mean_confidence * 100), "beads", kinds_json(s), "gaps", passages_json(job, s->gaps, s->n_gaps),
        "moved", passages_json(job, s->moved, s->n_moved), "written", (json_int_t)made->written, "one_sided",
        (json_int_t)made->one_sided, "unsure", (json_int_t)made->unsure, "wrong", (json_int_t)made->wrong));
}

void align_report(const align_job *job)
{
    if (job->json) {
        report_json(job);
    }
    if (!job->c->quiet) {
        report_text(job);
    }
}
