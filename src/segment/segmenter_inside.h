/* What the reading of files asks of a segmenter. */
#ifndef TOL_SEGMENT_SEGMENTER_INSIDE_H
#define TOL_SEGMENT_SEGMENTER_INSIDE_H

#include "tolmach/segmenter.h"

/* Whether it takes line ends for white space. */
bool tol_segmenter_is_wrapped(const tol_segmenter *segmenter);

#endif
