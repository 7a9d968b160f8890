#include "text/words.h"

#include <stddef.h>
#include <string.h>

static const tol_words lists[] = {
    {"ru", tol_words_ru_function, tol_words_ru_irregular},
    {"en", tol_words_en_function, tol_words_en_irregular},
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
