#include "query_window.h"

#include <getopt.h>
#include <unistd.h>

enum { BEFORE, HERE, AFTER };

/* Read a text into the last place. */
static void read_next(query_window *w)
{
    tol_str text;
    tol_buf_reset(&w->texts[AFTER]);
    w->has[AFTER] = queries_next(&w->source, &text);
    if (w->has[AFTER]) {
        tol_buf_add(&w->texts[AFTER], text);
    }
}

static void move_on(query_window *w)
{
    tol_buf oldest = w->texts[BEFORE];
    w->texts[BEFORE] = w->texts[HERE];
    w->texts[HERE] = w->texts[AFTER];
    w->texts[AFTER] = oldest;
    w->has[BEFORE] = w->has[HERE];
    w->has[HERE] = w->has[AFTER];
    read_next(w);
}

void query_window_start(query_window *w, int argc, char **argv, const context_opt *opt)
{
    *w = (query_window){.opt = *opt, .texts = {TOL_BUF_INIT, TOL_BUF_INIT, TOL_BUF_INIT}};
    queries_start(&w->source, argc, argv);
    w->looks_ahead = !opt->is_off && !(w->source.from_input && isatty(STDIN_FILENO));
}

/* A text, which is not absent when it is empty. */
static tol_str text_at(const query_window *w, int place)
{
    tol_str text = tol_buf_str(&w->texts[place]);
    return text.len ? text : TOL_LIT("");
}

/* What stands where no text does: what the user said, else nothing, or who knows what. */
static tol_str text_beside(const char *said, bool is_alone)
{
    return said ? tol_str_of(said) : is_alone ? TOL_STR_NULL : TOL_LIT("");
}

bool query_window_next(query_window *w, tol_query *query)
{
    if (!w->looks_ahead) {
        *query = (tol_query){.prev = tol_str_of(w->opt.prev), .next = tol_str_of(w->opt.next)};
        w->number++;
        return queries_next(&w->source, &query->text);
    }
    if (!w->has_begun) {
        w->has_begun = true;
        read_next(w);
    }
    move_on(w);
    if (!w->has[HERE] || query_window_failed(w)) {
        return false;
    }
    w->number++;
    bool is_alone = !w->has[BEFORE] && !w->has[AFTER];
    query->text = text_at(w, HERE);
    query->prev = w->has[BEFORE] ? text_at(w, BEFORE) : text_beside(w->opt.prev, is_alone);
    query->next = w->has[AFTER] ? text_at(w, AFTER) : text_beside(w->opt.next, is_alone);
    return true;
}

bool query_window_failed(const query_window *w)
{
    return !tol_buf_ok(&w->texts[HERE]) || !tol_buf_ok(&w->texts[AFTER]);
}

void query_window_stop(query_window *w)
{
    queries_stop(&w->source);
    for (int i = 0; i < 3; i++) {
        tol_buf_release(&w->texts[i]);
    }
}
