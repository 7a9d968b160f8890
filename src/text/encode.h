/* UTF-8 becomes bytes of another encoding: the way back from decode.h. */
#ifndef TOL_TEXT_ENCODE_H
#define TOL_TEXT_ENCODE_H

#include "tolmach/buf.h"
#include "tolmach/status.h"

/*
 * Append the bytes of `text`, valid UTF-8, in an encoding that tol_decoder named; no byte-order mark is written.
 * Characters that the encoding lacks become references, `&#1078;`. TOL_ENOMEM, TOL_EPARSE (no such encoding).
 */
tol_status tol_encode(const char *encoding, tol_str text, tol_buf *out, tol_error *err);

#endif
