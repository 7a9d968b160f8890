/* What the columns of a table of units hold, by their names: of the first row, or of a list. */
#ifndef TOL_FORMATS_TABLE_COLUMNS_H
#define TOL_FORMATS_TABLE_COLUMNS_H

#include "formats/table_read.h"

typedef enum tol_column_kind {
    TOL_COLUMN_SKIPPED,
    TOL_COLUMN_SOURCE, /* the text in the source language, whichever that is */
    TOL_COLUMN_TARGET,
    TOL_COLUMN_LANG, /* the text in the language that is its name */
    TOL_COLUMN_TUID,
    TOL_COLUMN_NOTE,
    TOL_COLUMN_ATTR, /* an attribute of the unit */
    TOL_COLUMN_PROP
} tol_column_kind;

typedef struct tol_column {
    tol_column_kind kind;
    tol_str title; /* as it stood; in the arena */
    tol_str name;  /* language, attribute, or type of the prop */
} tol_column;

typedef struct tol_columns {
    tol_column items[TOL_FIELDS_MAX];
    size_t n;
} tol_columns;

/* By the names in a row. TOL_ENOMEM. */
bool tol_columns_of_row(const tol_row *row, tol_arena *arena, tol_columns *columns);
/* By a list of names, separated by commas. */
bool tol_columns_of_list(tol_str list, tol_arena *arena, tol_columns *columns);
/* Whether two of them hold text, so that their names make sense as such. */
bool tol_columns_hold_text(const tol_columns *columns);
/* Whether two of the names in a row do. */
bool tol_row_is_header(void *unused, const tol_row *row);

#endif
