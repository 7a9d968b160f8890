#include "text/sentence_break.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/fail.h"

tol_status tol_sentence_break_open(tol_sentence_break *breaker, const char *lang, tol_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    *breaker = (tol_sentence_break){0};
    breaker->iterator = ubrk_open(UBRK_SENTENCE, lang, NULL, 0, &status);
    if (U_FAILURE(status)) {
        breaker->iterator = NULL;
        return tol_fail_nomem(err);
    }
    return TOL_OK;
}

tol_status tol_sentence_break_begin(tol_sentence_break *breaker, tol_str text, tol_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    breaker->len = text.len;
    breaker->text = utext_openUTF8(breaker->text, text.ptr, (int64_t)text.len, &status);
    ubrk_setUText(breaker->iterator, breaker->text, &status);
    ubrk_first(breaker->iterator);
    return U_FAILURE(status) ? tol_fail_nomem(err) : TOL_OK;
}

size_t tol_sentence_break_next(tol_sentence_break *breaker)
{
    int32_t at = ubrk_next(breaker->iterator);
    return at == UBRK_DONE ? breaker->len : (size_t)at;
}

void tol_sentence_break_close(tol_sentence_break *breaker)
{
    if (breaker->iterator) {
        ubrk_close(breaker->iterator);
    }
    if (breaker->text) {
        utext_close(breaker->text);
    }
    *breaker = (tol_sentence_break){0};
}
