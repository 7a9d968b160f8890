#include "terms/lemmas.h"

tol_status tol_lemmas_english(const tol_grammar *grammar, const tol_word *word, tol_lemmas *out, tol_word_class *class,
                              tol_error *err)
{
    return tol_lemmas_plain(grammar, word, out, class, err);
}
