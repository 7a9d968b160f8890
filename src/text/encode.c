#include "text/encode.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ustring.h>

#include "base/fail.h"
#include "base/utf8.h"

/* Bytes of text that are converted at a time. */
#define PIECE 4096

static bool put_units(UConverter *converter, const UChar *units, int32_t n, bool is_last, tol_buf *out)
{
    char bytes[PIECE];
    const UChar *from = units;
    UErrorCode status;
    do {
        char *to = bytes;
        status = U_ZERO_ERROR;
        ucnv_fromUnicode(converter, &to, bytes + sizeof bytes, &from, units + n, NULL, is_last, &status);
        tol_buf_append(out, bytes, (size_t)(to - bytes));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    return U_SUCCESS(status);
}

static bool put_text(UConverter *converter, tol_str text, tol_buf *out)
{
    UChar units[PIECE];
    bool ok = true;
    while (ok && text.len) {
        size_t len = text.len <= PIECE ? text.len : tol_utf8_cut(text.ptr, PIECE);
        int32_t n = 0;
        UErrorCode status = U_ZERO_ERROR;
        u_strFromUTF8(units, PIECE, &n, text.ptr, (int32_t)len, &status);
        text = (tol_str){text.ptr + len, text.len - len};
        ok = U_SUCCESS(status) && put_units(converter, units, n, text.len == 0, out);
    }
    return ok;
}

tol_status tol_encode(const char *encoding, tol_str text, tol_buf *out, tol_error *err)
{
    if (strcmp(encoding, "UTF-8") == 0) {
        tol_buf_add(out, text);
        return tol_buf_ok(out) ? TOL_OK : tol_fail_nomem(err);
    }
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(encoding, &status);
    if (status == U_MEMORY_ALLOCATION_ERROR) {
        return tol_fail_nomem(err);
    }
    if (U_FAILURE(status)) {
        return tol_fail(err, TOL_EPARSE, "unknown encoding \"%s\"", encoding);
    }
    ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_ESCAPE, UCNV_ESCAPE_XML_DEC, NULL, NULL, &status);
    bool ok = U_SUCCESS(status) && put_text(converter, text, out);
    ucnv_close(converter);
    return ok && tol_buf_ok(out) ? TOL_OK : tol_fail_nomem(err);
}
