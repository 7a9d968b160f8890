/* A unit of a memory as one of XLIFF: texts with their codes, state, notes, and what is known of it besides. */
#ifndef TOL_FORMATS_XLIFF_PEN_H
#define TOL_FORMATS_XLIFF_PEN_H

#include "formats/xliff_codes.h"
#include "tolmach/buf.h"

/* What XLIFF has no place of its own for stands in groups of properties with these names: attributes of the unit (and
 * its tuid, where it cannot be an id), of source and target, and props. */
#define TOL_XLIFF_UNIT_GROUP   "tolmach.unit"
#define TOL_XLIFF_SOURCE_GROUP "tolmach.source"
#define TOL_XLIFF_TARGET_GROUP "tolmach.target"
#define TOL_XLIFF_PROP_GROUP   "tolmach.prop"

typedef struct tol_xliff_pen {
    tol_buf buf;
    bool is_new; /* 2.1, else 1.2 */
    const char *source_lang, *target_lang;
    tol_arena arena; /* of the unit; reset for each */
    tol_map keys;
} tol_xliff_pen;

/*
 * Append a unit that tol_tmx_check_unit found good.
 * @param id  for the file; the unit's tuid, or one made for it
 * @return false without memory
 */
bool tol_xliff_put_unit(tol_xliff_pen *pen, const tol_unit *unit, const tol_variant *source, const tol_variant *target,
                        tol_str id);

/* A note of a unit, or of a file. `about`: "source", "target" or NULL. */
void tol_xliff_put_info_note(tol_xliff_pen *pen, const tol_info *note, const char *about, const char *indent);
/* Whether there is a note with text in them. */
bool tol_has_note(const tol_infos *infos);

#endif
