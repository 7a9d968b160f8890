/* Cells of tables. */
#ifndef TOL_FORMATS_TABLE_PUT_H
#define TOL_FORMATS_TABLE_PUT_H

#include "tolmach/buf.h"

/* Append a field, in quotes where it must be, so that lines that did not change stay the same. */
void tol_table_put(tol_buf *buf, tol_str field, char delimiter);
/* Append a field of a table that knows no quotes: tabs and ends of lines become spaces. False: there were some. */
bool tol_table_put_bare(tol_buf *buf, tol_str field);

#endif
