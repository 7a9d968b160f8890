/*
 * Bytes of a file become UTF-8: finds the encoding and converts, a chunk at a time.
 *
 * The encoding is that of the byte-order mark, else the one that the first bytes show (UTF-16 and UTF-32 without a
 * mark), else the one that an XML declaration names, else UTF-8. A declaration that the bytes contradict is ignored.
 * What comes out is valid UTF-8 in whole characters, without the mark; bytes that mean nothing become U+FFFD.
 */
#ifndef TOL_TEXT_DECODE_H
#define TOL_TEXT_DECODE_H

#include <stdint.h>

#include "tolmach/buf.h"
#include "tolmach/status.h"

typedef struct tol_decoder {
    const char *encoding;      /* what the bytes are read as, for messages */
    char declared[64];         /* what the XML declaration or the caller says; "" when neither says anything */
    bool is_declaration_wrong; /* the bytes contradict it */
    /* Told of each piece that became U+FFFD, with the line where it stands; may be NULL. */
    void (*replaced)(void *user, uint32_t line);
    void *user;
    /* Of UTF-8: bytes beyond ASCII so far, how many of them became U+FFFD, and the line of the first that did. */
    uint64_t n_beyond, n_invalid;
    uint32_t invalid_line;
    /* private */
    void *converter; /* of ICU; NULL while the bytes are UTF-8 */
    size_t mark_len; /* bytes of the mark that are still to be skipped */
    char rest[4];    /* a character cut off by the end of the chunk */
    size_t n_rest;
    uint16_t high_surrogate; /* one cut off from its other half; 0: none */
    uint32_t line;           /* of the end of what came out */
    bool after_cr;           /* what came out last ends with a carriage return */
} tol_decoder;

#define TOL_DECODER_INIT                                                                                               \
    {                                                                                                                  \
        .line = 1                                                                                                      \
    }

/* Look at the first bytes (all that there are, or 1 KB and more). TOL_EPARSE: the encoding is unknown. */
tol_status tol_decoder_begin(tol_decoder *decoder, tol_str head, tol_error *err);
/* The same for bytes of a known encoding; a mark that agrees with it is skipped. */
tol_status tol_decoder_begin_as(tol_decoder *decoder, tol_str head, const char *encoding, tol_error *err);
/* Append the UTF-8 of `bytes` (not longer than 1 MB) to `out`; `is_last`: no more come. TOL_ENOMEM. */
tol_status tol_decode(tol_decoder *decoder, tol_str bytes, bool is_last, tol_buf *out, tol_error *err);
/* Whether so many bytes are invalid that the text is not UTF-8 but something else: a few are flaws of a file that is.
 */
bool tol_decoder_is_misled(const tol_decoder *decoder);
void tol_decoder_release(tol_decoder *decoder);

#endif
