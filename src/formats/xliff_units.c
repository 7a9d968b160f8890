/*
 * XLIFF for a memory: its finished segments as units.
 *
 * A unit of a memory is a segment: its tuid is that of the unit, with the segment's behind a slash when there are
 * several. What stands before and after it in the file goes into the props prev and next, since segments that are not
 * finished are no units and the order of those that are would tell of the wrong neighbours.
 */
#include "base/fail.h"
#include "formats/readers.h"
#include "formats/unit_build.h"
#include "formats/xliff_names.h"
#include "formats/xliff_state.h"

typedef struct importer {
    tol_builder builder;
    const tol_read_opt *opt;
} importer;

/* `told`: attributes that tolmach wrote, when there are any. */
static void add_side(tol_builder *builder, const tol_variant *from, const tol_attrs *told)
{
    tol_variant *made = tol_build_variant(builder, from->lang, from->text);
    if (made) { /* runs and attributes live as long as the call */
        made->runs = from->runs;
        made->n_runs = from->n_runs;
        made->attrs = told->n ? *told : from->attrs;
    }
}

/* ---- what tolmach wrote ---- */

static void add_attrs(tol_builder *builder, const tol_attrs *attrs)
{
    for (size_t i = 0; i < attrs->n; i++) {
        if (!tol_str_equal(attrs->items[i].name, TOL_LIT("tuid"))) {
            tol_build_attr_named(builder, attrs->items[i].name, attrs->items[i].value);
        }
    }
}

static void add_props(tol_builder *builder, const tol_infos *props)
{
    for (size_t i = 0; i < props->n; i++) {
        tol_build_prop_named(builder, tol_attrs_get(&props->items[i].attrs, TOL_LIT("type")), props->items[i].text);
    }
}

/* A file's word for documents that it does not know. */
static bool is_document(tol_str name)
{
    return name.len && !tol_str_equal(name, TOL_LIT(TOL_XLIFF_NO_DOCUMENT)) && !tol_str_equal(name, TOL_LIT("NoName"));
}

/* A neighbour: what the unit itself says comes before what stands beside it. */
static void add_neighbour(tol_builder *builder, const tol_xliff_unit *unit, const char *type, tol_str text)
{
    if (!tol_infos_prop(&unit->props, tol_str_of(type)).ptr) {
        tol_build_prop(builder, type, text);
    }
}

/* ---- units ---- */

static tol_str tuid_of(const tol_xliff_unit *unit, const tol_xliff_segment *segment, tol_buf *buf)
{
    tol_buf_add(buf, unit->id);
    if (unit->is_segmented && segment->id.len && unit->n_segments > 1) {
        tol_buf_byte(buf, '/');
        tol_buf_add(buf, segment->id);
    }
    return unit->id.ptr || buf->len ? tol_buf_str(buf) : TOL_STR_NULL;
}

static void build(importer *job, const tol_xliff_unit *unit, size_t i)
{
    tol_builder *builder = &job->builder;
    const tol_xliff_segment *segment = &unit->segments[i];
    tol_buf tuid = TOL_BUF_INIT;
    tol_build_begin(builder, unit->line);
    tol_str told = tol_attrs_get(&unit->unit_attrs, TOL_LIT("tuid"));
    tol_build_tuid(builder, told.ptr ? told : tuid_of(unit, segment, &tuid));
    add_attrs(builder, &unit->unit_attrs);
    for (size_t k = 0; k < unit->infos.n; k++) {
        tol_build_note(builder, unit->infos.items[k].text);
    }
    tol_build_prop(builder, "file", is_document(unit->file) ? unit->file : TOL_STR_NULL);
    tol_build_prop(builder, "x-context", unit->name.len ? unit->name : TOL_STR_NULL);
    add_neighbour(builder, unit, "prev", i ? unit->segments[i - 1].source.variant.text : unit->prev);
    add_neighbour(builder, unit, "next",
                  i + 1 < unit->n_segments ? unit->segments[i + 1].source.variant.text : unit->next);
    tol_build_prop(builder, "x-state", segment->status.len ? segment->status : TOL_STR_NULL);
    add_props(builder, &unit->props);
    add_side(builder, &segment->source.variant, &unit->source_attrs);
    add_side(builder, &segment->target.variant, &unit->target_attrs);
    tol_buf_release(&tuid);
}

/* The file's own languages come first; the options help where it names none. */
static tol_status check_langs(importer *job, tol_xliff_segment *segment, tol_error *err)
{
    tol_str *source = &segment->source.variant.lang, *target = &segment->target.variant.lang;
    *source = source->len ? *source : tol_str_of(job->opt->source_lang);
    *target = target->len ? *target : tol_str_of(job->opt->target_lang);
    if (source->len && target->len) {
        return TOL_OK;
    }
    return tol_report(job->builder.reporter, TOL_WARNING, "variant-without-language", err,
                      "the file does not say the language of the %s", source->len ? "target" : "source");
}

static tol_status tell_unfinished(importer *job, const tol_xliff_segment *segment, tol_error *err)
{
    tol_reporter *reporter = job->builder.reporter;
    tol_str text = segment->target.variant.text;
    if (!segment->target.is_there || tol_is_blank(text)) {
        return tol_report(reporter, TOL_INFO, "untranslated", err, "not translated");
    }
    if (segment->status.len) {
        return tol_report(reporter, TOL_INFO, "unfinished", err, "the translation is not finished (state \"%.*s\")",
                          TOL_ARG(segment->status));
    }
    return tol_report(reporter, TOL_INFO, "unfinished", err,
                      tol_str_equal(text, segment->source.variant.text)
                          ? "not translated: the target repeats the source and has no state"
                          : "the translation has no state that says it is finished");
}

static tol_status take_unit(void *user, const tol_xliff_unit *unit, tol_error *err)
{
    importer *job = user;
    tol_status status = TOL_OK;
    if (!job->builder.has_header) {
        status = tol_build_header(&job->builder, unit->source_lang, NULL, 0, err);
    }
    for (size_t i = 0; i < unit->n_segments && status == TOL_OK; i++) {
        tol_xliff_segment *segment = &unit->segments[i];
        job->builder.reporter->unit = unit->id;
        if (!tol_xliff_is_finished(unit, segment, job->opt->states)) {
            status = tell_unfinished(job, segment, err);
            continue;
        }
        status = check_langs(job, segment, err);
        if (status == TOL_OK) {
            build(job, unit, i);
            status = tol_build_end(&job->builder, err);
        }
    }
    return status;
}

tol_status tol_xliff_read(tol_source *source, const tol_sink *sink, tol_error *err)
{
    importer job = {.opt = source->opt};
    tol_builder_init(&job.builder, source->reporter, sink);
    tol_status status = tol_xliff_read_units(source, TOL_STR_NULL, take_unit, &job, err);
    if (status == TOL_OK && !job.builder.has_header) {
        status = tol_build_header(&job.builder, TOL_STR_NULL, NULL, 0, err);
    }
    tol_builder_release(&job.builder);
    return status;
}
