#include "bitext/review_form.h"

#include <inttypes.h>

static void put_numbers(tol_buf *out, tol_bead_part part)
{
    if (!part.n) {
        tol_buf_add(out, TOL_LIT("none"));
    }
    for (uint32_t i = 0; i < part.n; i++) {
        tol_buf_printf(out, "%s%" PRIu32, i ? " " : "", part.start + i + 1);
    }
}

void tol_review_put_found(tol_buf *out, tol_bead_part source, tol_bead_part target)
{
    put_numbers(out, source);
    tol_buf_add(out, TOL_LIT(" to "));
    put_numbers(out, target);
}
