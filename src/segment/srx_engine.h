/* A file of rules at work for one language. */
#ifndef TOL_SEGMENT_SRX_ENGINE_H
#define TOL_SEGMENT_SRX_ENGINE_H

#include "segment/breaks.h"
#include "tolmach/diag.h"
#include "tolmach/status.h"

typedef struct tol_srx_engine tol_srx_engine;

/* Open a file for a language; `include` receives what the file says of codes, by tol_code_side. TOL_ENOTFOUND: no rules
 * for the language; what tol_srx_read returns. */
tol_status tol_srx_engine_open(const char *path, tol_str lang, const tol_listener *listener, bool include[3],
                               tol_srx_engine **out, tol_error *err);
/* The same for a file in memory; `name` stands for its name in messages. */
tol_status tol_srx_engine_of_bytes(tol_str bytes, const char *name, tol_str lang, const tol_listener *listener,
                                   bool include[3], tol_srx_engine **out, tol_error *err);
/* Add the places where a valid paragraph breaks. TOL_ELIMIT: an expression takes too long on it. */
tol_status tol_srx_engine_run(tol_srx_engine *engine, tol_str paragraph, tol_breaks *breaks, tol_error *err);
void tol_srx_engine_close(tol_srx_engine *engine);

#endif
