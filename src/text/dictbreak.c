#include "text/dictbreak.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

void tol_dictbreak_init(tol_dictbreak *breaker, const char *lang)
{
    *breaker = (tol_dictbreak){0};
    strncpy(breaker->lang, lang, sizeof breaker->lang - 1);
}

void tol_dictbreak_begin(tol_dictbreak *breaker, tol_str run)
{
    UErrorCode status = U_ZERO_ERROR;
    breaker->len = run.len;
    if (!breaker->iterator) {
        breaker->iterator = ubrk_open(UBRK_WORD, breaker->lang, NULL, 0, &status);
    }
    breaker->text = utext_openUTF8(breaker->text, run.ptr, (int64_t)run.len, &status);
    ubrk_setUText(breaker->iterator, breaker->text, &status);
    if (U_FAILURE(status)) {
        ubrk_close(breaker->iterator);
        breaker->iterator = NULL;
    }
}

size_t tol_dictbreak_end(tol_dictbreak *breaker, size_t at)
{
    if (!breaker->iterator) {
        return breaker->len;
    }
    int32_t end = ubrk_following(breaker->iterator, (int32_t)at);
    return end == UBRK_DONE ? breaker->len : (size_t)end;
}

void tol_dictbreak_release(tol_dictbreak *breaker)
{
    if (breaker->iterator) {
        ubrk_close(breaker->iterator);
    }
    if (breaker->text) {
        utext_close(breaker->text);
    }
    *breaker = (tol_dictbreak){0};
}
