/* What a file looks like, by its first bytes. */
#ifndef TOL_FORMATS_SNIFF_H
#define TOL_FORMATS_SNIFF_H

#include <stddef.h>

#include "tolmach/str.h"

typedef struct tol_looks {
    char root[64];   /* local name of the root element; "" when none was found */
    bool is_cut;     /* XML so far, but the root element does not come in these bytes */
    bool is_text;    /* characters, and neither XML nor nothing at all */
    char words[128]; /* for a message: "a ZIP archive", "an HTML page" */
} tol_looks;

/* "a PDF document", for bytes that show a kind of file at once; NULL: they do not. */
const char *tol_sniff_bytes(tol_str raw);
/* `raw`: the first bytes; `text`: the same as UTF-8. */
void tol_sniff(tol_str raw, tol_str text, tol_looks *looks);

#endif
