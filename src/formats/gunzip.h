/* Unpacking gzip on the way to a reader: RFC 1952, any number of members one behind the other. */
#ifndef TOL_FORMATS_GUNZIP_H
#define TOL_FORMATS_GUNZIP_H

#include "base/input.h"

typedef struct tol_gunzip tol_gunzip;

/*
 * Read `packed`, which must begin with a member, through `unpacked`, which has its name. Lengths and checksums are
 * compared; zeros or other bytes behind the last member are left, as gzip does. Reading fails with TOL_EPARSE when the
 * file is damaged or cut off. Both inputs are borrowed until tol_gunzip_close.
 */
tol_status tol_gunzip_open(tol_gunzip **out, tol_input *packed, tol_input *unpacked, tol_error *err);
void tol_gunzip_close(tol_gunzip *gunzip);

#endif
