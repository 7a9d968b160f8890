/* Rows of a glossary become concepts: one each, or one of several rows in a row that have the same id. */
#ifndef TOL_FORMATS_TERM_ROWS_H
#define TOL_FORMATS_TERM_ROWS_H

#include "formats/term_columns.h"

typedef struct tol_term_rows {
    tol_reporter *reporter;
    const tol_sink *sink;
    tol_term_columns columns;
    tol_arena arena;        /* of the concept */
    tol_arena column_arena; /* of the columns */
    tol_buf id;             /* of the concept; empty: it has none */
    tol_concept entry;
    bool is_utx;                  /* a status is in the words of UTX */
    tol_str row_lang;             /* of terms whose columns name none */
    size_t first;                 /* the row's first term; SIZE_MAX: it has none */
    size_t n_before;              /* terms of the rows before */
    bool is_open, goes_on;        /* goes_on: the row is not the first of its concept */
    size_t terms[TOL_FIELDS_MAX]; /* for each column of terms: the term of this row, SIZE_MAX: none */
    size_t width_told;            /* rows that were too wide */
} tol_term_rows;

void tol_term_rows_init(tol_term_rows *rows, tol_reporter *reporter, const tol_sink *sink);
void tol_term_rows_release(tol_term_rows *rows);
/* Take a row of data. */
tol_status tol_term_rows_take(tol_term_rows *rows, const tol_row *row, tol_error *err);
/* Hand over what is left. */
tol_status tol_term_rows_end(tol_term_rows *rows, tol_error *err);

#endif
