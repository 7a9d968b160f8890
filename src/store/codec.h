/*
 * Units, headers and categories as blobs: compact, versioned, and read back with the bytes they were made of.
 *
 *   blob      := version(1 byte) content                         numbers are varints (bytes.h)
 *   version 1:
 *   string    := 0 (absent) | length + 1, bytes
 *   value     := 0 (absent) | 1 seconds (a date in TMX's form) | length + 2, bytes
 *   version 2, of units alone, with the bank's table of strings (strings.h):
 *   string    := 0 (absent) | (length + 1) * 2, bytes | number * 2 + 1
 *   value     := string | 1 seconds (a date in TMX's form)
 *
 *   attrs     := n, n * (name, value)       name := number of a known name | 0 string
 *   infos     := n, n * (kind, attrs, string)
 *   unit      := flags [attrs] [infos] n, n * variant                       flags: 1 attrs, 2 infos
 *   variant   := flags language-number [string: language as it stood] length text [runs] [attrs] [infos]
 *                flags: 1 attrs, 2 infos, 4 runs, 8 the language stood there in another spelling or not at all
 *   runs      := n, n * (kind * 16 + element, distance from the run before, …)
 *                … := OPEN: attrs, foreign: name | CLOSE: foreign: name | CODE: string
 *   header    := attrs infos string (version of the format)
 *   meta      := n, n * (element, type, text, language: strings)
 *
 * Known names and all numbers here are the format: names are added at the end, never moved.
 */
#ifndef TOL_STORE_CODEC_H
#define TOL_STORE_CODEC_H

#include "store/langs.h"
#include "store/strings.h"
#include "tolmach/concept.h"
#include "tolmach/unit.h"

/* SQLite keeps no blob of a gigabyte. */
#define TOL_BLOB_MAX ((size_t)900 << 20)

/*
 * Why a unit cannot be kept (no variant, a text that is too long, codes outside the text), NULL when it can. Strings
 * are checked when they are encoded.
 */
const char *tol_unit_fault(const tol_unit *unit);

/*
 * Append the blob of a unit. `langs` holds the entry of each variant's language; with `strings` the blob has version 2,
 * within a write transaction, without (NULL) version 1. Equal blobs of a version are of equal units of one bank.
 * TOL_EINVAL: a string is not UTF-8; TOL_ENOMEM; what asking the bank for a string can fail with.
 */
tol_status tol_encode_unit(const tol_unit *unit, const tol_lang_entry *langs, tol_strings *strings, tol_buf *blob,
                           tol_error *err);
tol_status tol_encode_header(const tol_header *header, tol_buf *blob, tol_error *err);
tol_status tol_encode_categories(const tol_category *categories, size_t n, tol_buf *blob, tol_error *err);

/*
 * Read a blob that stands in the arena; strings point into it. TOL_ECORRUPT (also for a language that `langs` lacks)
 * and TOL_ENOMEM without words: the caller knows which unit it was. Id, memory and tuid of the unit are left alone.
 * `strings`: of the bank; NULL reads version 1 alone. What asking for a string fails with is told in `err`.
 */
tol_status tol_decode_unit(tol_str blob, const tol_langs *langs, tol_strings *strings, tol_arena *arena, tol_unit *unit,
                           tol_error *err);
tol_status tol_decode_header(tol_str blob, tol_arena *arena, tol_header *header);
tol_status tol_decode_categories(tol_str blob, tol_arena *arena, tol_category **categories, size_t *n);

#endif
