#include "formats/xliff_state.h"

#include <string.h>

static bool has_word(const char *words, tol_str word)
{
    for (const char *p = words; *p;) {
        size_t len = strcspn(p, ", ");
        if (len && tol_str_equal_nocase((tol_str){p, len}, word)) {
            return true;
        }
        p += len + (p[len] != '\0');
    }
    return false;
}

static bool is_copy(const tol_xliff_segment *segment)
{
    return tol_str_equal(segment->source.variant.text, segment->target.variant.text);
}

bool tol_xliff_is_finished(const tol_xliff_unit *unit, const tol_xliff_segment *segment, const char *words)
{
    words = words ? words : TOL_XLIFF_FINISHED;
    if (!segment->target.is_there || tol_is_blank(segment->target.variant.text)) {
        return false;
    }
    if (has_word(words, TOL_LIT("all")) || (unit->is_approved && has_word(words, TOL_LIT("approved")))) {
        return true;
    }
    if (segment->status.len) {
        return has_word(words, segment->status);
    }
    return !is_copy(segment) && has_word(words, TOL_LIT("none"));
}

/* States and statuses of what nobody has translated yet. */
static bool waits(const tol_xliff_segment *segment)
{
    return has_word("new needs-translation initial NotStarted", segment->status);
}

bool tol_xliff_is_open(const tol_xliff_unit *unit, const tol_xliff_segment *segment)
{
    if (segment->is_locked || unit->is_approved || !unit->is_translatable) {
        return false;
    }
    bool is_empty =
        !segment->target.is_there || (tol_is_blank(segment->target.variant.text) && segment->target.codes.n == 0);
    return is_empty || (is_copy(segment) && waits(segment));
}
