/*
 * Any bytes as a packed file: what is in it is read the same a second time, and texts, names of files in archives and
 * messages are valid UTF-8.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tolmach/format.h"

/* Of a reading: a sum of all that was told. */
typedef struct tally {
    uint64_t n_units, n_entries, n_diags, n_bytes;
} tally;

static tol_status on_unit(void *user, const tol_unit *unit, tol_error *err)
{
    (void)err;
    tally *t = user;
    t->n_units++;
    for (size_t i = 0; i < unit->n_variants; i++) {
        if (!tol_utf8_is_valid(unit->variants[i].text)) {
            abort();
        }
        t->n_bytes += unit->variants[i].text.len;
    }
    return TOL_OK;
}

static tol_status on_entry(void *user, const tol_concept *entry, tol_error *err)
{
    (void)err;
    tally *t = user;
    t->n_entries += 1 + entry->n_terms;
    return TOL_OK;
}

static void on_diag(void *user, const tol_diag *diag)
{
    tally *t = user;
    t->n_diags++;
    if (!tol_utf8_is_valid(diag->file) || !tol_utf8_is_valid(diag->message)) {
        abort();
    }
}

static tol_status read_all(tol_str bytes, tally *t)
{
    tol_error err;
    tol_sink sink = {t, NULL, on_unit, on_entry};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.source_lang = "en";
    opt.target_lang = "ru";
    opt.listener = (tol_listener){t, on_diag, NULL};
    tol_status status = tol_read_bytes(bytes, "x", &opt, &sink, &err);
    if (status != err.code || !tol_utf8_is_valid(tol_str_of(err.where)) || (status != TOL_OK && !err.message[0])) {
        abort();
    }
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tally first = {0}, second = {0};
    tol_str bytes = {(const char *)data, size};
    tol_status status = read_all(bytes, &first);
    if (read_all(bytes, &second) != status || memcmp(&first, &second, sizeof first) != 0) {
        fprintf(stderr, "two readings differ\n");
        abort();
    }
    return 0;
}
