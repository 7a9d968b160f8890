/* Full stops of labels: the speaker's name before the words recorded, and the parts of a title. */
#ifndef TOL_SEGMENT_LABEL_H
#define TOL_SEGMENT_LABEL_H

#include "segment/end_judge.h"

/* `Микоян. Предлагает …`, `Cde. Zorin. He says …`: a name, alone at the beginning of its paragraph. */
bool tol_is_speaker(const tol_judged *judged, const tol_stop *stop);
/* `Президиум … . Протокол № 61`: what follows ends its paragraph with a number and without a mark. */
bool tol_is_title_part(const tol_judged *judged, const tol_stop *stop);

#endif
