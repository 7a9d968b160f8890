/* What the columns of a glossary hold, by their titles. src/formats/README.md tells how titles are spelled. */
#ifndef TOL_FORMATS_TERM_COLUMNS_H
#define TOL_FORMATS_TERM_COLUMNS_H

#include "formats/table_read.h"
#include "formats/term_fields.h"

typedef enum tol_term_column_kind {
    TOL_TERM_COLUMN_SKIPPED,
    TOL_TERM_COLUMN_TERM,
    TOL_TERM_COLUMN_ID,        /* of the concept */
    TOL_TERM_COLUMN_LANG,      /* of the row's terms whose columns name none */
    TOL_TERM_COLUMN_STATUS,    /* of a term; without a language, of the row's terms behind the first */
    TOL_TERM_COLUMN_FORBIDDEN, /* the same, yes or no */
    TOL_TERM_COLUMN_INFO,      /* memoQ's Term_Info */
    TOL_TERM_COLUMN_ORIGIN,    /* date or person of the concept's first version: its category */
    TOL_TERM_COLUMN_CHANGE,    /* of its last one */
    TOL_TERM_COLUMN_CATEGORY
} tol_term_column_kind;

typedef struct tol_term_column {
    tol_term_column_kind kind;
    tol_term_level level;
    bool is_bare;          /* a column of terms that names no language, also not the source's */
    bool of_first;         /* it tells of the row's first term */
    bool is_id_or_lang;    /* "id": a number, or Indonesian */
    bool is_told;          /* the title says the level */
    bool is_unknown;       /* a title that says nothing: a description under that name */
    tol_str lang;          /* absent: none */
    tol_str element, type; /* of the category */
    size_t term;           /* the column of the term that it tells of; TOL_FIELDS_MAX: none */
} tol_term_column;

typedef struct tol_term_columns {
    tol_term_column items[TOL_FIELDS_MAX];
    size_t n;
    tol_str source_lang, target_lang; /* what "source" and "target" stand for; absent: not known */
    bool needs_langs;                 /* there is such a column, and it is not known */
} tol_term_columns;

/* By the titles in a row. The languages of `columns` are given. False without memory. */
bool tol_term_columns_of_row(const tol_row *row, tol_arena *arena, tol_term_columns *columns);
/* By a list of titles, separated by commas. */
bool tol_term_columns_of_list(tol_str list, tol_arena *arena, tol_term_columns *columns);
/* Whether a row's texts make sense as titles: a column of terms for two languages, or one and nothing unknown. */
bool tol_row_names_terms(void *unused, const tol_row *row);
/* Whether they are memoQ's. */
bool tol_row_is_memoq(void *unused, const tol_row *row);
/* Whether a text is the tag of a language as a title: two letters, or with more behind a hyphen. */
bool tol_is_lang_title(tol_str title);

#endif
