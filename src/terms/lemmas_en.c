#include "terms/lemmas.h"

tol_status tol_lemmas_english(tol_speller *speller, const tol_word *word, tol_lemmas *out, bool *is_known,
                              tol_error *err)
{
    tol_stems stems;
    tol_status status = tol_lemmas_of_dictionary(speller, word, out, &stems, err);
    *is_known = stems.n > 0;
    return status;
}
