/* Which bank, and opening it. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* A variable that is set, not empty, and (for folders) absolute, as the XDG base directories ask. */
static const char *folder_of(const char *variable)
{
    const char *value = getenv(variable);
    return value && value[0] == '/' ? value : NULL;
}

const char *cli_bank_path(const cli *c)
{
    static char path[4096];
    const char *named = c->db ? c->db : getenv("TOLMACH_DB");
    if (named && named[0]) {
        return named;
    }
    const char *data = folder_of("XDG_DATA_HOME"), *home = folder_of("HOME");
    if (!data && !home) {
        cli_usage(c, "no bank: give --db FILE, or set TOLMACH_DB or HOME");
        return NULL;
    }
    int n = snprintf(path, sizeof path, "%s%s/tolmach/tolmach.db", data ? data : home, data ? "" : "/.local/share");
    return n > 0 && (size_t)n < sizeof path ? path : NULL;
}

tol_store *cli_open(const cli *c, tol_open_mode mode, int *exit_code)
{
    const char *path = cli_bank_path(c);
    *exit_code = EXIT_USAGE;
    if (!path) {
        return NULL;
    }
    tol_error err;
    tol_store *store = NULL;
    progress bar;
    progress_start(&bar, c, "preparing the bank", false);
    tol_listener listener = {&bar, NULL, progress_step};
    tol_status status = tol_store_open(path, mode, &listener, &store, &err);
    progress_stop(&bar);
    if (status == TOL_ENOTFOUND) {
        cli_error(c, "there is no bank \"%s\"; 'tolmach import' makes one", path);
        *exit_code = EXIT_SYSTEM;
    } else if (status != TOL_OK) {
        *exit_code = cli_fail(c, &err);
    }
    return status == TOL_OK ? store : NULL;
}

/* The languages of the bank, "ru, en"; "" when it has none. */
static void list_langs(tol_store *store, tol_buf *out)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_str *tags = NULL;
    size_t n = 0;
    if (tol_store_langs(store, &arena, &tags, &n, NULL) == TOL_OK) {
        for (size_t i = 0; i < n; i++) {
            if (tags[i].len) {
                tol_buf_printf(out, "%s%.*s", out->len ? ", " : "", TOL_ARG(tags[i]));
            }
        }
    }
    tol_arena_release(&arena);
}

static bool bank_has_lang(tol_store *store, tol_str lang)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_str *tags = NULL;
    size_t n = 0;
    bool found = false;
    if (tol_store_langs(store, &arena, &tags, &n, NULL) == TOL_OK) {
        for (size_t i = 0; i < n && !found; i++) {
            found = tol_lang_matches(tags[i], lang);
        }
    }
    tol_arena_release(&arena);
    return found;
}

bool cli_check_lang(const cli *c, tol_store *store, const char *option, const char *lang)
{
    tol_str tag = tol_str_of(lang);
    if (tol_lang_is_known(tag) || (store && bank_has_lang(store, tag))) {
        return true;
    }
    tol_buf known = TOL_BUF_INIT;
    if (store) {
        list_langs(store, &known);
    }
    if (tol_buf_str(&known).len) {
        cli_usage(c, "unknown language \"%s\" for %s; the bank has %s", lang, option, known.ptr);
    } else {
        cli_usage(c, "unknown language \"%s\" for %s; use a tag such as ru or en-US", lang, option);
    }
    tol_buf_release(&known);
    return false;
}

void cli_note_absent_lang(const cli *c, tol_store *store, const char *lang)
{
    if (!bank_has_lang(store, tol_str_of(lang))) {
        cli_warn(c, "the bank has no variants in \"%s\"", lang);
    }
}
