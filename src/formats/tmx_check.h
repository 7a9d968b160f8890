/* Checks at the door of the writer: what cannot be written as XML. */
#ifndef TOL_FORMATS_TMX_CHECK_H
#define TOL_FORMATS_TMX_CHECK_H

#include "tolmach/status.h"
#include "tolmach/unit.h"

/* Deepest nesting of inline elements that is written. */
#define TOL_TMX_DEPTH_MAX 64

/* TOL_EINVAL: names that are none, text that is not UTF-8, inline elements that do not nest. */
tol_status tol_tmx_check_unit(const tol_unit *unit, tol_error *err);
tol_status tol_tmx_check_header(const tol_header *header, tol_error *err);

#endif
