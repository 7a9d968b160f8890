/**
 * Diagnostics and progress: what a long call tells while it runs.
 */
#ifndef TOLMACH_DIAG_H
#define TOLMACH_DIAG_H

#include <stdint.h>

#include "tolmach/str.h"

TOL_BEGIN_DECLS

typedef enum tol_severity { TOL_INFO, TOL_WARNING, TOL_ERROR } tol_severity;

/** One finding about the input that did not stop the call. All strings are borrowed for the time of the callback. */
typedef struct tol_diag {
    tol_severity severity;
    tol_str code;    /**< stable, in kebab case: "variant-without-language" */
    tol_str file;    /**< as the caller named it; absent when there is none */
    uint32_t line;   /**< 1-based; 0 when unknown */
    tol_str unit;    /**< the unit's tuid or the concept's id; absent when it has none */
    tol_str message; /**< one line, lower case, no full stop at its end */
    bool is_concept; /**< `unit` names a concept of a glossary */
} tol_diag;

typedef void (*tol_diag_fn)(void *user, const tol_diag *diag);

/**
 * Told now and then by long calls, on the thread of the call.
 *
 * @param done, total  in units of the work at hand (bytes of a file, units of a bank); total is 0 when unknown
 * @return true to go on; false cancels the call, which then returns TOL_ECANCELLED and leaves no trace
 */
typedef bool (*tol_progress_fn)(void *user, uint64_t done, uint64_t total);

/** Where a call sends what it has to tell; any member may be NULL. */
typedef struct tol_listener {
    void *user;
    tol_diag_fn diag;
    tol_progress_fn progress;
} tol_listener;

TOL_END_DECLS
#endif
