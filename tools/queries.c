#include "queries.h"

#include <getopt.h>
#include <stdlib.h>
#include <sys/types.h>

void queries_start(queries *q, int argc, char **argv)
{
    *q = (queries){.operands = argv + optind, .n_operands = (size_t)(argc - optind), .from_input = optind >= argc};
}

/* A line without its end, and without the byte order mark that some editors put before the first. */
static bool next_line(queries *q, tol_str *text)
{
    ssize_t len = getline(&q->line, &q->cap, stdin);
    if (len < 0) {
        return false;
    }
    *text = (tol_str){q->line, (size_t)len};
    if (text->len && text->ptr[text->len - 1] == '\n') {
        text->len--;
    }
    if (text->len && text->ptr[text->len - 1] == '\r') {
        text->len--;
    }
    if (q->number == 0 && tol_str_starts_with(*text, TOL_LIT("\xEF\xBB\xBF"))) {
        text->ptr += 3;
        text->len -= 3;
    }
    return true;
}

bool queries_next(queries *q, tol_str *text)
{
    if (!q->from_input && q->next == q->n_operands) {
        return false;
    }
    if (q->from_input && !next_line(q, text)) {
        return false;
    }
    if (!q->from_input) {
        *text = tol_str_of(q->operands[q->next++]);
    }
    q->number++;
    return true;
}

void queries_stop(queries *q)
{
    free(q->line);
    q->line = NULL;
}
