/* Texts to look up with what stands before and after them. */
#ifndef TOL_TOOLS_QUERY_WINDOW_H
#define TOL_TOOLS_QUERY_WINDOW_H

#include "queries.h"

/* What the user says of the context. */
typedef struct context_opt {
    const char *prev, *next; /* before the first text, after the last; NULL: not said */
    bool is_off;             /* texts have nothing to do with each other */
} context_opt;

typedef struct query_window {
    queries source;
    context_opt opt;
    bool has_begun;
    bool looks_ahead; /* a text is answered when the one after it is known */
    tol_buf texts[3]; /* before, at hand, after */
    bool has[3];
    size_t number; /* of the text at hand, from 1 */
} query_window;

/*
 * argv[optind] and what follows it are the texts, else the lines of standard input. Two texts or more are a document:
 * each has its neighbours, the first and the last have none on one side. A text that is alone has no context but what
 * the options say. Lines typed at a terminal are answered one by one.
 */
void query_window_start(query_window *w, int argc, char **argv, const context_opt *opt);
/* The next text (valid until the next call), false at the end. */
bool query_window_next(query_window *w, tol_query *query);
/* Whether memory ran out, so that the end is none. */
bool query_window_failed(const query_window *w);
void query_window_stop(query_window *w);

#endif
