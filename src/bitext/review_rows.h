/* A table with tabs in memory, row by row, as spreadsheets and people leave it. */
#ifndef TOL_BITEXT_REVIEW_ROWS_H
#define TOL_BITEXT_REVIEW_ROWS_H

#include <stdint.h>

#include "tolmach/arena.h"

/* Cells beyond are ignored. */
#define TOL_REVIEW_CELLS_MAX 64

typedef struct tol_review_rows {
    tol_str text;
    size_t at;
    uint32_t next_line;
    tol_arena *arena;                    /* receives cells that stood in quotation marks */
    tol_str cells[TOL_REVIEW_CELLS_MAX]; /* of the row at hand, without white space at their ends */
    size_t n;
    uint32_t line; /* where it begins, from 1 */
} tol_review_rows;

/*
 * The next row; false at the end. A cell may stand in quotation marks, doubled inside it, and then hold tabs and line
 * ends; one that only begins with such a mark is as it stands.
 */
bool tol_review_next_row(tol_review_rows *rows);
/* A cell of the row, empty when the row is shorter. */
tol_str tol_review_cell(const tol_review_rows *rows, size_t column);

#endif
