/* A segment of a Trados memory, XML of its own, as the text and runs of a variant. */
#ifndef TOL_FORMATS_SDLTM_SEGMENT_H
#define TOL_FORMATS_SDLTM_SEGMENT_H

#include "formats/report.h"

/*
 * Read `<Segment><Elements>…</Elements><CultureName>…</CultureName></Segment>` into a variant in the arena. TOL_EPARSE:
 * it is no such thing. An error does not name the file.
 */
tol_status tol_sdltm_segment(tol_str xml, tol_reporter *reporter, tol_arena *arena, tol_variant *variant,
                             tol_error *err);

#endif
