/* When a segment of XLIFF counts as translated. */
#ifndef TOL_FORMATS_XLIFF_STATE_H
#define TOL_FORMATS_XLIFF_STATE_H

#include "formats/xliff_read.h"

/* Words, separated by commas or spaces, that count as finished unless the caller has others. */
#define TOL_XLIFF_FINISHED                                                                                             \
    "approved none translated reviewed final signed-off ApprovedTranslation ApprovedSignOff ManuallyConfirmed "        \
    "ConfirmedTranslator Proofread ConfirmedReviewer1 ConfirmedReviewer2"

/*
 * Whether a segment has a target that is finished: its status is one of the words (in any case of letters), or its unit
 * is approved and the words have "approved", or it has no status and they have "none" (then a target that is no more
 * than a copy of the source is none), or they have "all". @param words NULL for TOL_XLIFF_FINISHED
 */
bool tol_xliff_is_finished(const tol_xliff_unit *unit, const tol_xliff_segment *segment, const char *words);
/*
 * Whether a target may be put in: there is none or an empty one, or a copy of the source whose state says that it waits
 * for translation; and nothing is locked, approved or not to be translated.
 */
bool tol_xliff_is_open(const tol_xliff_unit *unit, const tol_xliff_segment *segment);

#endif
