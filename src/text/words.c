#include "text/words.h"

#include <stddef.h>
#include <string.h>

static const tol_words lists[] = {
    {"ru", tol_words_ru_function, tol_words_ru_irregular},
    {"en", tol_words_en_function, tol_words_en_irregular},
    {"uk", tol_words_uk_function, NULL},
    {"be", tol_words_be_function, NULL},
    {"de", tol_words_de_function, NULL},
    {"fr", tol_words_fr_function, NULL},
    {"es", tol_words_es_function, NULL},
    {"it", tol_words_it_function, NULL},
    {"pt", tol_words_pt_function, NULL},
    {"pl", tol_words_pl_function, NULL},
};

const tol_words *tol_words_for(const char *lang)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (strcmp(lists[i].lang, lang) == 0) {
            return &lists[i];
        }
    }
    return NULL;
}
