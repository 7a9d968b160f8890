#include "text/decode.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucnv.h>

#include "base/fail.h"
#include "base/utf8.h"

/* Where an XML declaration is looked for. */
#define DECLARATION_MAX 1024

/* From so many invalid bytes on, and when they are more than one in so many of those beyond ASCII, it is not UTF-8. */
#define MISLED_MIN   8
#define MISLED_SHARE 20

static const char replacement[] = "\xEF\xBF\xBD";

/* ---- which encoding ---- */

/* Encodings that the first bytes show: by a mark, or by where the zero bytes of the first character (`<`, white space)
 * are. UTF-32 stands before UTF-16, whose mark it begins with. */
static const struct {
    const char *encoding;
    size_t len, mark_len;
    const char *bytes; /* with '?' for white space or '<' */
} patterns[] = {
    {"UTF-8", 3, 3, "\xEF\xBB\xBF"}, {"UTF-32LE", 4, 4, "\xFF\xFE\0\0"}, {"UTF-32BE", 4, 4, "\0\0\xFE\xFF"},
    {"UTF-16LE", 2, 2, "\xFF\xFE"},  {"UTF-16BE", 2, 2, "\xFE\xFF"},     {"UTF-32LE", 4, 0, "?\0\0\0"},
    {"UTF-32BE", 4, 0, "\0\0\0?"},   {"UTF-16LE", 2, 0, "?\0"},          {"UTF-16BE", 2, 0, "\0?"},
};

static bool is_pattern(tol_str head, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (i >= head.len) {
            return false;
        }
        bool matches = bytes[i] == '?' ? memchr("< \t\r\n", head.ptr[i], 5) != NULL : head.ptr[i] == bytes[i];
        if (!matches) {
            return false;
        }
    }
    return true;
}

static const char *encoding_by_bytes(tol_str head, size_t *mark_len)
{
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        if (is_pattern(head, patterns[i].bytes, patterns[i].len)) {
            *mark_len = patterns[i].mark_len;
            return patterns[i].encoding;
        }
    }
    *mark_len = 0;
    return NULL;
}

/* The characters of the head that are ASCII, without zero bytes: enough to read a declaration in any encoding that has
 * ASCII letters. */
static size_t ascii_of(tol_str head, char out[DECLARATION_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < head.len && n < DECLARATION_MAX; i++) {
        unsigned char c = (unsigned char)head.ptr[i];
        if (c > 0 && c < 0x80) {
            out[n++] = (char)c;
        }
    }
    return n;
}

static size_t find_in(tol_str text, const char *what, size_t from)
{
    size_t len = strlen(what);
    for (size_t i = from; i + len <= text.len; i++) {
        if (memcmp(text.ptr + i, what, len) == 0) {
            return i;
        }
    }
    return text.len;
}

/* The value of encoding="…" in an XML declaration. */
static void declared_encoding(tol_str head, char *out, size_t size)
{
    char ascii[DECLARATION_MAX];
    tol_str text = {ascii, ascii_of(head, ascii)};
    size_t begin = 0;
    while (begin < text.len && memchr(" \t\r\n", text.ptr[begin], 4)) {
        begin++;
    }
    out[0] = '\0';
    if (!tol_str_starts_with((tol_str){text.ptr + begin, text.len - begin}, TOL_LIT("<?xml"))) {
        return;
    }
    text.len = find_in(text, "?>", begin);
    size_t i = find_in(text, "encoding", begin) + sizeof "encoding" - 1;
    while (i < text.len && memchr(" \t\r\n=", text.ptr[i], 5)) {
        i++;
    }
    if (i >= text.len || (text.ptr[i] != '"' && text.ptr[i] != '\'')) {
        return;
    }
    char quote[2] = {text.ptr[i], '\0'};
    size_t end = find_in(text, quote, i + 1);
    if (end < text.len) {
        snprintf(out, size, "%.*s", (int)(end - i - 1), text.ptr + i + 1);
    }
}

/* Whether a converter reads ASCII bytes as ASCII; if not, the declaration that named it could not have been read. */
static bool reads_ascii(UConverter *converter)
{
    static const char sample[] = "<?xml 09AZaz";
    UChar out[sizeof sample];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = ucnv_toUChars(converter, out, (int32_t)sizeof sample, sample, -1, &status);
    bool is_same = U_SUCCESS(status) && n == (int32_t)sizeof sample - 1;
    for (int32_t i = 0; is_same && i < n; i++) {
        is_same = out[i] == (UChar)sample[i];
    }
    ucnv_reset(converter);
    return is_same;
}

static tol_status open_converter(tol_decoder *decoder, const char *name, const char *where, tol_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = strchr(name, ',') ? NULL : ucnv_open(name, &status);
    if (status == U_MEMORY_ALLOCATION_ERROR) {
        return tol_fail_nomem(err);
    }
    if (!converter || U_FAILURE(status)) {
        return tol_fail(err, TOL_EPARSE, "unknown encoding \"%s\"%s", name, where);
    }
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    decoder->converter = converter;
    return TOL_OK;
}

/* ASCII is read as UTF-8, which contains it: files that claim it do hold more. */
static bool is_utf8_name(const char *name)
{
    static const char *const names[] = {"UTF-8", "UTF8", "US-ASCII", "ASCII", "ANSI_X3.4-1968", "ISO646-US"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (tol_str_equal_nocase(tol_str_of(name), tol_str_of(names[i]))) {
            return true;
        }
    }
    return false;
}

static tol_status begin_by_declaration(tol_decoder *decoder, tol_error *err)
{
    decoder->encoding = "UTF-8";
    if (!decoder->declared[0] || is_utf8_name(decoder->declared)) {
        return TOL_OK;
    }
    tol_status status = open_converter(decoder, decoder->declared, " in the XML declaration", err);
    if (status != TOL_OK) {
        return status;
    }
    UConverter *converter = decoder->converter;
    decoder->is_declaration_wrong = !reads_ascii(converter);
    if (decoder->is_declaration_wrong || ucnv_getType(converter) == UCNV_UTF8) {
        ucnv_close(converter);
        decoder->converter = NULL;
    } else {
        decoder->encoding = decoder->declared;
    }
    return TOL_OK;
}

tol_status tol_decoder_begin(tol_decoder *decoder, tol_str head, tol_error *err)
{
    declared_encoding(head, decoder->declared, sizeof decoder->declared);
    decoder->encoding = encoding_by_bytes(head, &decoder->mark_len);
    if (!decoder->encoding) {
        return begin_by_declaration(decoder, err);
    }
    /* UTF-16 declared and UTF-16LE found is no contradiction */
    tol_str family = {decoder->encoding, strlen("UTF-xx")};
    if (family.len > strlen(decoder->encoding)) {
        family.len = strlen(decoder->encoding);
    }
    bool is_utf8 = strcmp(decoder->encoding, "UTF-8") == 0;
    tol_str declared = tol_str_of(decoder->declared);
    bool agrees = is_utf8
                      ? is_utf8_name(decoder->declared)
                      : declared.len >= family.len && tol_str_equal_nocase((tol_str){declared.ptr, family.len}, family);
    decoder->is_declaration_wrong = declared.len && !agrees;
    return is_utf8 ? TOL_OK : open_converter(decoder, decoder->encoding, "", err);
}

tol_status tol_decoder_begin_as(tol_decoder *decoder, tol_str head, const char *encoding, tol_error *err)
{
    size_t mark_len = 0;
    const char *found = encoding_by_bytes(head, &mark_len);
    bool has_mark = found && mark_len && tol_str_equal_nocase(tol_str_of(found), tol_str_of(encoding));
    snprintf(decoder->declared, sizeof decoder->declared, "%s", encoding);
    decoder->encoding = decoder->declared;
    decoder->mark_len = has_mark ? mark_len : 0;
    return is_utf8_name(encoding) ? TOL_OK : open_converter(decoder, encoding, "", err);
}

/* ---- lines, for messages ---- */

static void count_lines(tol_decoder *decoder, tol_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        decoder->line += c == '\r' || (c == '\n' && !decoder->after_cr);
        decoder->after_cr = c == '\r';
    }
}

/* The same, fast, for the usual text without carriage returns. */
static void pass_lines(tol_decoder *decoder, tol_str text)
{
    if (decoder->after_cr || (text.len && memchr(text.ptr, '\r', text.len))) {
        count_lines(decoder, text);
        return;
    }
    const char *end = text.ptr + text.len;
    for (const char *p = text.ptr; p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        decoder->line++;
    }
}

static void emit(tol_decoder *decoder, tol_str text, tol_buf *out)
{
    pass_lines(decoder, text);
    tol_buf_add(out, text);
}

static void emit_replacement(tol_decoder *decoder, tol_buf *out)
{
    tol_buf_append(out, replacement, sizeof replacement - 1);
    decoder->after_cr = false;
    if (decoder->replaced) {
        decoder->replaced(decoder->user, decoder->line);
    }
}

/* ---- UTF-8 ---- */

static size_t count_beyond_ascii(tol_str bytes)
{
    size_t n = 0, i = 0;
    for (; bytes.len - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, bytes.ptr + i, sizeof word);
        word = (word >> 7) & UINT64_C(0x0101010101010101);
        n += (size_t)((word * UINT64_C(0x0101010101010101)) >> 56);
    }
    for (; i < bytes.len; i++) {
        n += (unsigned char)bytes.ptr[i] >= 0x80;
    }
    return n;
}

/* Pass valid text, replace what is not: one U+FFFD for each byte that opens no character. */
static void decode_utf8(tol_decoder *decoder, tol_str bytes, bool is_last, tol_buf *out)
{
    while (bytes.len) {
        size_t valid = tol_utf8_valid_prefix(bytes);
        emit(decoder, (tol_str){bytes.ptr, valid}, out);
        bytes.ptr += valid;
        bytes.len -= valid;
        if (!bytes.len) {
            return;
        }
        if (!is_last && bytes.len < 4 && tol_utf8_cut(bytes.ptr, bytes.len) == 0) {
            memcpy(decoder->rest, bytes.ptr, bytes.len);
            decoder->n_rest = bytes.len;
            return;
        }
        if (decoder->n_invalid++ == 0) {
            decoder->invalid_line = decoder->line;
        }
        emit_replacement(decoder, out);
        bytes.ptr++;
        bytes.len--;
    }
}

/* Complete the character that the last chunk cut off, byte by byte. */
static void finish_rest(tol_decoder *decoder, tol_str *bytes, bool is_last, tol_buf *out)
{
    while (decoder->n_rest && (bytes->len || is_last)) {
        if (bytes->len) {
            decoder->rest[decoder->n_rest++] = *bytes->ptr++;
            bytes->len--;
        }
        tol_str piece = {decoder->rest, decoder->n_rest};
        char copy[sizeof decoder->rest];
        memcpy(copy, piece.ptr, piece.len);
        decoder->n_rest = 0;
        decode_utf8(decoder, (tol_str){copy, piece.len}, is_last && !bytes->len, out);
    }
}

/* ---- everything else ---- */

static void emit_utf16(tol_decoder *decoder, const UChar *units, const UChar *end, tol_buf *out)
{
    for (; units < end; units++) {
        uint32_t cp = *units; /* NOLINT(clang-analyzer-core.uninitialized.Assign): ICU wrote all before `end` */
        if (cp >= 0xD800 && cp < 0xDC00) {
            decoder->high_surrogate = (uint16_t)cp;
            continue;
        }
        if (cp >= 0xDC00 && cp < 0xE000) {
            cp = 0x10000 + (((uint32_t)decoder->high_surrogate - 0xD800) << 10) + (cp - 0xDC00);
        }
        char utf8[4];
        emit(decoder, (tol_str){utf8, tol_utf8_put(cp, utf8)}, out);
    }
}

static tol_status decode_other(tol_decoder *decoder, tol_str bytes, bool is_last, tol_buf *out, tol_error *err)
{
    UChar units[2048];
    const char *source = bytes.ptr ? bytes.ptr : "";
    const char *source_end = source + bytes.len;
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        UChar *target = units;
        ucnv_toUnicode(decoder->converter, &target, units + sizeof units / sizeof units[0], &source, source_end, NULL,
                       is_last, &status);
        emit_utf16(decoder, units, target, out);
        if (status == U_BUFFER_OVERFLOW_ERROR) {
            continue;
        }
        if (status == U_MEMORY_ALLOCATION_ERROR) {
            return tol_fail_nomem(err);
        }
        if (U_SUCCESS(status)) {
            return TOL_OK;
        }
        emit_replacement(decoder, out);
        if (status == U_TRUNCATED_CHAR_FOUND && source == source_end) {
            return TOL_OK;
        }
    }
}

tol_status tol_decode(tol_decoder *decoder, tol_str bytes, bool is_last, tol_buf *out, tol_error *err)
{
    size_t skip = bytes.len < decoder->mark_len ? bytes.len : decoder->mark_len;
    bytes.ptr += skip;
    bytes.len -= skip;
    decoder->mark_len -= skip;
    tol_status status = TOL_OK;
    if (decoder->converter) {
        status = decode_other(decoder, bytes, is_last, out, err);
    } else {
        decoder->n_beyond += count_beyond_ascii(bytes);
        finish_rest(decoder, &bytes, is_last, out);
        decode_utf8(decoder, bytes, is_last, out);
    }
    return status == TOL_OK && !tol_buf_ok(out) ? tol_fail_nomem(err) : status;
}

bool tol_decoder_is_misled(const tol_decoder *decoder)
{
    return decoder->n_invalid >= MISLED_MIN && decoder->n_invalid > decoder->n_beyond / MISLED_SHARE;
}

void tol_decoder_release(tol_decoder *decoder)
{
    if (decoder->converter) {
        ucnv_close(decoder->converter);
        decoder->converter = NULL;
    }
}
