/*
 * A plain text as lines on pages, and the three steps from there to paragraphs: what belongs to the page goes
 * (page_furniture.c, page_chains.c), how lines make paragraphs is found out (line_rule.c), lines are joined
 * (line_join.c).
 */
#ifndef TOL_DOCUMENT_PAGE_TEXT_H
#define TOL_DOCUMENT_PAGE_TEXT_H

#include "document/reading.h"

/* What stands between a line and the one before. */
typedef enum tol_line_gap { TOL_GAP_NONE, TOL_GAP_BLANK, TOL_GAP_PAGE } tol_line_gap;

typedef struct tol_page_line {
    tol_str text; /* without white space at its ends, never empty */
    uint32_t line, page;
    uint32_t indent, width; /* columns: of white space, of the text */
    uint32_t n_blank;       /* blank lines before it */
    tol_line_gap gap;
    bool is_removed;
    tol_cleaning removed_as;
} tol_page_line;

typedef struct tol_page_text {
    tol_page_line *lines; /* those with something on them */
    size_t n_lines, cap_lines;
    uint32_t n_pages; /* 1 when there are no form feeds */
    bool is_pdf;
    tol_arena arena; /* of the lines' texts */
} tol_page_text;

/* Mark page numbers, running heads and feet as removed, and set the gaps; with keep_all only the gaps. TOL_ENOMEM. */
tol_status tol_page_furniture(tol_reading *reading, tol_page_text *text, tol_error *err);
/* Of a text without form feeds: find and mark page numbers that count up. TOL_ENOMEM. */
tol_status tol_page_chains(tol_page_text *text, tol_error *err);
/* Where a line stands, for messages, in `out`: the line, 0 for a PDF, whose lines nobody sees; " on page 3" for that.
 */
uint32_t tol_page_place(const tol_page_text *text, const tol_page_line *line, char out[24]);
/* How lines make paragraphs, never TOL_PARA_RULE_AUTO; gaps of a double-spaced text are closed. TOL_ENOMEM. */
tol_status tol_line_rule(tol_page_text *text, tol_para_rule *rule, tol_error *err);
/* Hand the paragraphs over, lines joined by the rule. TOL_ELIMIT, TOL_ENOMEM. */
tol_status tol_line_join(tol_reading *reading, const tol_page_text *text, tol_para_rule rule, tol_error *err);

/* ---- line_shape.c: what lines look like ---- */

/* Widths that count as the full width of the column: that nine of ten lines do not exceed. TOL_ENOMEM. */
tol_status tol_full_width(const tol_page_text *text, uint32_t *width, tol_error *err);
/* Whether the first word of `next` would have had no place in `line`: it was the width that ended the line. */
bool tol_line_is_full(const tol_page_line *line, const tol_page_line *next, uint32_t full_width);
/* Whether it begins with a small letter, behind quotes and brackets. */
bool tol_line_begins_small(tol_str text);
/* Whether it begins like an item of a list or a turn of a dialogue: "1." "а)" "—" "•". */
bool tol_line_is_item(tol_str text);
/* Whether it is nothing but what items of a list begin with; its text stands in the next line. */
bool tol_line_is_bullet(tol_str text);
/* Whether it is a line of a table of contents: dots that lead to the number at its end. */
bool tol_line_has_leader(tol_str text);
/* Whether it ends a sentence; `or_clause`: or a part of one that lists put into lines of their own, by ":" or ";". */
bool tol_line_ends_sentence(tol_str text, bool or_clause);
/* Length of the hyphen that divides a word at the end of the line; 0: there is none. */
size_t tol_line_hyphen(tol_str text);

#endif
