/* Listening to a long call. */
#include <string.h>

#include "cli.h"

#define SHOWN_OF_A_KIND 5

void teller_start(teller *t, const cli *c, const char *what, bool in_bytes, bool all)
{
    memset(t, 0, sizeof *t);
    progress_start(&t->bar, c, what, in_bytes);
    t->all = all;
}

/* The place of a kind in the table, added when it is new; the table's size when there is no room. */
static size_t kind_of(teller *t, tol_str code)
{
    size_t n = sizeof t->kinds / sizeof t->kinds[0], i = 0;
    while (i < t->n_kinds && !tol_str_equal(tol_str_of(t->kinds[i].code), code)) {
        i++;
    }
    if (i == t->n_kinds && i < n) {
        snprintf(t->kinds[i].code, sizeof t->kinds[i].code, "%.*s", TOL_ARG(code));
        t->n_kinds++;
    }
    return i;
}

static void take_diag(void *user, const tol_diag *diag)
{
    teller *t = user;
    size_t i = kind_of(t, diag->code);
    bool show = i >= t->n_kinds || t->kinds[i].n++ < SHOWN_OF_A_KIND || t->all;
    if (show && (!t->bar.c->quiet || diag->severity == TOL_ERROR)) {
        progress_stop(&t->bar);
        cli_diag(t->bar.c, diag);
    }
}

static bool take_progress(void *user, uint64_t done, uint64_t total)
{
    teller *t = user;
    return progress_step(&t->bar, done, total);
}

tol_listener teller_listener(teller *t)
{
    return (tol_listener){t, take_diag, take_progress};
}

void teller_stop(teller *t)
{
    progress_stop(&t->bar);
    for (size_t i = 0; i < t->n_kinds && !t->all; i++) {
        if (t->kinds[i].n > SHOWN_OF_A_KIND) {
            cli_warn(t->bar.c, "%lu more of [%s]; --verbose shows all", t->kinds[i].n - SHOWN_OF_A_KIND,
                     t->kinds[i].code);
        }
    }
}
