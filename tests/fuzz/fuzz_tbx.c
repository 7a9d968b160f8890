/* Any bytes as TBX: what is read has terms with text, and two runs agree. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "tolmach/format.h"

typedef struct sums {
    size_t n_concepts, n_terms, n_categories, n_bytes;
} sums;

static void add_categories(sums *summary, const tol_category *categories, size_t n)
{
    summary->n_categories += n;
    for (size_t i = 0; i < n; i++) {
        summary->n_bytes += categories[i].element.len + categories[i].type.len + categories[i].text.len;
    }
}

static tol_status on_entry(void *user, const tol_concept *entry, tol_error *err)
{
    (void)err;
    sums *summary = user;
    summary->n_concepts++;
    add_categories(summary, entry->categories, entry->n_categories);
    for (size_t i = 0; i < entry->n_terms; i++) {
        if (entry->terms[i].text.len == 0) {
            abort();
        }
        summary->n_terms++;
        summary->n_bytes += entry->terms[i].text.len;
        add_categories(summary, entry->terms[i].categories, entry->terms[i].n_categories);
    }
    return entry->n_terms ? TOL_OK : (abort(), TOL_OK);
}

static tol_status summarise(tol_str in, sums *out)
{
    *out = (sums){0, 0, 0, 0};
    tol_sink sink = {out, NULL, NULL, on_entry};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.format = "tbx";
    return tol_read_bytes(in, "fuzz.tbx", &opt, &sink, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sums first, second;
    tol_str in = {(const char *)data, size};
    tol_status status = summarise(in, &first);
    if (summarise(in, &second) != status || first.n_concepts != second.n_concepts || first.n_terms != second.n_terms ||
        first.n_categories != second.n_categories || first.n_bytes != second.n_bytes) {
        fprintf(stderr, "two runs differ\n");
        abort();
    }
    return 0;
}
