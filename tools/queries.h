/* Texts to work on: the operands, or else the lines of standard input. */
#ifndef TOL_TOOLS_QUERIES_H
#define TOL_TOOLS_QUERIES_H

#include "cli.h"

typedef struct queries {
    char **operands;
    size_t n_operands, next;
    char *line; /* of standard input; owned */
    size_t cap;
    size_t number; /* of the text at hand, from 1 */
    bool from_input;
} queries;

/* argv[optind] and what follows it are the texts. */
void queries_start(queries *q, int argc, char **argv);
/* The next text (valid until the next call), false at the end. */
bool queries_next(queries *q, tol_str *text);
void queries_stop(queries *q);

#endif
