/* A progress bar on standard error. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

#define SHOW_AFTER_S 1.0
#define REDRAW_S     0.1
#define BAR_CELLS    20

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void progress_start(progress *p, const cli *c, const char *what, bool in_bytes)
{
    *p = (progress){.c = c, .what = what, .in_bytes = in_bytes, .started = now()};
}

/* "146.2 MB", "1,200 units" would need a word for what is counted: plain numbers do. */
static void amount(char *out, size_t size, double value, bool in_bytes)
{
    if (in_bytes) {
        snprintf(out, size, "%.1f MB", value / 1e6);
    } else {
        snprintf(out, size, "%.0f", value);
    }
}

static void draw(progress *p, uint64_t done, uint64_t total, double elapsed)
{
    char rate[32], so_far[32];
    double per_second = elapsed > 0 ? (double)done / elapsed : 0;
    amount(rate, sizeof rate, per_second, p->in_bytes);
    amount(so_far, sizeof so_far, (double)done, p->in_bytes);
    fputs("\r\033[K", stderr);
    cli_put(stderr, tol_str_of(p->what));
    if (total == 0) {
        fprintf(stderr, "  %s  %s/s", so_far, rate);
        return;
    }
    double share = done < total ? (double)done / (double)total : 1.0;
    int cells = (int)(share * BAR_CELLS);
    char bar[BAR_CELLS + 1];
    memset(bar, '#', (size_t)cells);
    memset(bar + cells, '.', (size_t)(BAR_CELLS - cells));
    bar[BAR_CELLS] = '\0';
    long left = per_second > 0 ? (long)((double)(total - (done < total ? done : total)) / per_second + 0.5) : 0;
    fprintf(stderr, " %3d %% [%s] %s  %s/s  %ld:%02ld left", (int)(share * 100), bar, so_far, rate, left / 60,
            left % 60);
}

bool progress_step(void *user, uint64_t done, uint64_t total)
{
    progress *p = user;
    double t = now();
    if (!p->c->quiet && t - p->started >= SHOW_AFTER_S && t - p->shown >= REDRAW_S && isatty(STDERR_FILENO)) {
        draw(p, done, total, t - p->started);
        fflush(stderr);
        p->visible = true;
        p->shown = t;
    }
    return !interrupt_was_asked();
}

void progress_stop(progress *p)
{
    if (p->visible) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
        p->visible = false;
    }
}
