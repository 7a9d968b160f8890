/*
 * Tables as text, CSV and TSV: rows of fields. Where a line has a separator the rows are found by libcsv; fields may be
 * quoted, with quotes doubled inside, and then hold separators and line ends.
 */
#ifndef TOL_FORMATS_TABLE_READ_H
#define TOL_FORMATS_TABLE_READ_H

#include "formats/source.h"

/* Most fields that are looked at in a row; further ones are left out. */
#define TOL_FIELDS_MAX 256

typedef struct tol_table_shape {
    char delimiter;
    bool is_quoted; /* a quote at the beginning of a field opens a quoted one */
    size_t skip;    /* bytes before the first row: Excel's line "sep=;" */
} tol_table_shape;

typedef struct tol_row {
    tol_str *fields; /* no field is absent */
    size_t n;
    uint32_t line; /* where it begins */
} tol_row;

/* Takes a row, whose strings are borrowed for the call. */
typedef tol_status (*tol_row_fn)(void *user, const tol_row *row, tol_error *err);

/*
 * Find the shape by the first bytes of a table. Of the separators (tab, semicolon, comma, bar) it is the one that gives
 * the most rows of as many fields, two or more, as the first has; `is_header` (may be NULL) may prefer one under which
 * the first row makes sense. False: there is none that does.
 */
bool tol_table_find_shape(tol_str head, bool (*is_header)(void *user, const tol_row *row), void *user,
                          tol_table_shape *shape);
/* The first row of a head. */
void tol_table_first_row(tol_str head, const tol_table_shape *shape, tol_row_fn each, void *user);
/* Read an open source to its end. Rows without any text are left out. TOL_EPARSE: a quote that is not closed;
 * TOL_ELIMIT: a field longer than TOL_TEXT_MAX; TOL_ENOMEM; what `each` returned. */
tol_status tol_table_read(tol_source *source, const tol_table_shape *shape, tol_row_fn each, void *user,
                          tol_error *err);

#endif
