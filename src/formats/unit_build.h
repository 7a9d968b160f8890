/*
 * Units out of formats that have no markup of their own: a source text, a target text, and what is told about them.
 *
 * A reader begins a unit, adds what it finds, and ends it, which hands it over. Everything is copied into the builder's
 * arena, which is reset with the next unit.
 */
#ifndef TOL_FORMATS_UNIT_BUILD_H
#define TOL_FORMATS_UNIT_BUILD_H

#include "formats/report.h"
#include "tolmach/lang.h"
#include "tolmach/token.h"

typedef struct tol_builder {
    tol_reporter *reporter;
    const tol_sink *sink;
    tol_arena arena;
    tol_unit unit;
    bool is_refused; /* it is left out */
    bool has_header; /* a header was handed over */
} tol_builder;

void tol_builder_init(tol_builder *builder, tol_reporter *reporter, const tol_sink *sink);
void tol_builder_release(tol_builder *builder);

/* Hand over a header with the source language (absent: not known) and these notes and props. */
tol_status tol_build_header(tol_builder *builder, tol_str source_lang, tol_info *infos, size_t n_infos, tol_error *err);

/* Begin a unit that stands on this line. */
void tol_build_begin(tol_builder *builder, uint32_t line);
/* What follows is nothing where the text is absent. */
void tol_build_tuid(tol_builder *builder, tol_str tuid);
void tol_build_attr(tol_builder *builder, const char *name, tol_str value);
/* The name must live as long as the unit. */
void tol_build_attr_named(tol_builder *builder, tol_str name, tol_str value);
void tol_build_prop(tol_builder *builder, const char *type, tol_str text);
void tol_build_prop_named(tol_builder *builder, tol_str type, tol_str text);
void tol_build_note(tol_builder *builder, tol_str text);
/* Add a variant; its markup may be added to it afterwards. NULL without memory. */
tol_variant *tol_build_variant(tol_builder *builder, tol_str lang, tol_str text);
/* Leave the unit out, with a diagnostic of this code. */
tol_status tol_build_refuse(tol_builder *builder, tol_severity severity, const char *code, const char *why,
                            tol_error *err);
/*
 * Report the repairs up to the reporter's line and hand the unit over. One that has less than two variants with text is
 * untranslated: it is left out and told for information.
 */
tol_status tol_build_end(tol_builder *builder, tol_error *err);

/* The languages of a file of two: the options' word, else the file's own. TOL_EINVAL: one of them is not known. */
tol_status tol_build_langs(const tol_read_opt *opt, tol_str source, tol_str target, tol_str *source_lang,
                           tol_str *target_lang, tol_error *err);

#endif
