/**
 * How failure is told: a status code returned, and a detail object that the caller supplies.
 *
 * Every function that can fail returns a tol_status and takes a `tol_error *err` last, which may be NULL. Public
 * functions clear it on entry; the first failure fills it and later ones leave it alone. "Nothing found" is TOL_OK with
 * an empty list; a limit that was hit is TOL_ELIMIT and never looks like an absence. What does not stop a call (a bad
 * unit in a large file) is no error: it goes to a tol_diag callback, see diag.h.
 */
#ifndef TOLMACH_STATUS_H
#define TOLMACH_STATUS_H

#include <stdint.h>

#include "tolmach/str.h"

TOL_BEGIN_DECLS

/** Name, exit code of the command, HTTP status, text: the only list there is. */
#define TOL_STATUS_TABLE(X)                                                                                            \
    X(TOL_OK, 0, 200, "success")                                                                                       \
    X(TOL_EINVAL, 2, 400, "invalid argument")                                                                          \
    X(TOL_ENOTFOUND, 2, 404, "no such object")                                                                         \
    X(TOL_EEXISTS, 2, 409, "object exists already")                                                                    \
    X(TOL_EPARSE, 3, 400, "malformed input")                                                                           \
    X(TOL_EFORMAT, 3, 415, "unknown or unsupported format")                                                            \
    X(TOL_ELIMIT, 3, 413, "limit exceeded")                                                                            \
    X(TOL_EIO, 4, 500, "input or output failed")                                                                       \
    X(TOL_ESTORE, 4, 500, "the bank failed")                                                                           \
    X(TOL_ECORRUPT, 4, 500, "the bank is damaged")                                                                     \
    X(TOL_EVERSION, 4, 500, "the bank is of a newer version")                                                          \
    X(TOL_EBUSY, 4, 503, "the bank is in use")                                                                         \
    X(TOL_ENOMEM, 4, 500, "out of memory")                                                                             \
    X(TOL_ECANCELLED, 4, 499, "cancelled")

typedef enum tol_status {
#define TOL_STATUS_ENUM(name, exit_code, http, text) name,
    TOL_STATUS_TABLE(TOL_STATUS_ENUM)
#undef TOL_STATUS_ENUM
} tol_status;

typedef struct tol_error {
    tol_status code;
    uint32_t line;     /**< 1-based; 0 when unknown */
    uint32_t column;   /**< 1-based, in bytes; 0 when unknown */
    uint64_t offset;   /**< bytes from the start of the input */
    char where[160];   /**< name of the file; may be cut */
    char message[320]; /**< one line, lower case, no full stop at its end */
} tol_error;

/** Name of a code as in this header, "TOL_EPARSE". Static. */
TOL_API const char *tol_status_name(tol_status status);
/** A few words on a code. Static. */
TOL_API const char *tol_status_text(tol_status status);
/** Exit code of the command for a status, 0 to 4. */
TOL_API int tol_status_exit_code(tol_status status);
/** HTTP status for a status. */
TOL_API int tol_status_http(tol_status status);

/** Empty an error object. NULL is ignored. */
TOL_API void tol_error_clear(tol_error *err);

TOL_END_DECLS
#endif
