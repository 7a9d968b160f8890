/* The tables of a bank and how older banks become newer ones. */
#ifndef TOL_STORE_SCHEMA_H
#define TOL_STORE_SCHEMA_H

#include "store/db.h"

/* "tolm", in the header of every bank. */
#define TOL_APPLICATION_ID 0x746F6C6D
/* The newest schema that this code knows. */
#define TOL_SCHEMA_VERSION 8

/* Whether a file with these marks is a bank that this code can open: TOL_ECORRUPT, TOL_EVERSION. *version is 0 for a
 * file without any content. */
tol_status tol_schema_check(tol_store *store, int64_t *version, tol_error *err);
/* Bring the bank up to TOL_SCHEMA_VERSION, in one transaction; nothing to do for a bank that is. */
tol_status tol_schema_migrate(tol_store *store, tol_error *err);

/* A number of the table `setting`; 0 when it is not there. */
tol_status tol_setting_get(tol_store *store, const char *name, int64_t *value, tol_error *err);
tol_status tol_setting_put(tol_store *store, const char *name, int64_t value, tol_error *err);

#endif
