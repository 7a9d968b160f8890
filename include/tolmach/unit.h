/**
 * The translation unit: plain structs, as rich as TMX.
 *
 * A unit has two or more variants (one is possible, files have it), each a text in one language. The text is plain:
 * inline codes stand beside it as a list of runs. Attributes, notes and props are kept as they stood and in their
 * order, so that a file can be written back. Everything is borrowed: the strings of a unit live where its maker says
 * (an arena, a callback).
 */
#ifndef TOLMACH_UNIT_H
#define TOLMACH_UNIT_H

#include <stdint.h>

#include "tolmach/arena.h"
#include "tolmach/token.h"

TOL_BEGIN_DECLS

/** An attribute as it stood, its value unescaped. A name may bear a prefix ("t5:n"). */
typedef struct tol_attr {
    tol_str name, value;
} tol_attr;

typedef struct tol_attrs {
    tol_attr *items;
    size_t n;
} tol_attrs;

/** A note, a prop, or a user-defined encoding of a header. */
typedef enum tol_info_kind { TOL_NOTE, TOL_PROP, TOL_UDE } tol_info_kind;

typedef struct tol_info {
    tol_info_kind kind;
    tol_attrs attrs; /**< of a prop: type, xml:lang, o-encoding, …; of a ude: name, base */
    tol_str text;    /**< of a ude: its map elements as XML */
} tol_info;

typedef struct tol_infos {
    tol_info *items;
    size_t n;
} tol_infos;

/** Inline elements of TMX; TOL_FOREIGN is any other element met inside a segment. */
typedef enum tol_inline { TOL_BPT, TOL_EPT, TOL_PH, TOL_IT, TOL_HI, TOL_SUB, TOL_UT, TOL_FOREIGN } tol_inline;

/**
 * Inline markup is a flat list of runs in document order: an element opens, native code stands inside it, it closes.
 * `at` is the place in the plain text where the run stands; it never falls. The text of hi and of foreign elements is
 * part of the plain text (it is between two runs); what stands inside bpt, ept, ph, it, ut (and sub in them) is native
 * code and is not.
 */
typedef enum tol_run_kind { TOL_RUN_OPEN, TOL_RUN_CLOSE, TOL_RUN_CODE } tol_run_kind;

typedef struct tol_run {
    tol_run_kind kind;
    tol_inline elem;
    size_t at;       /**< byte offset in the variant's text */
    tol_str name;    /**< OPEN and CLOSE of TOL_FOREIGN: the element's name with its prefix */
    tol_str code;    /**< CODE: the native code, unescaped */
    tol_attrs attrs; /**< OPEN: the element's attributes */
} tol_run;

typedef struct tol_variant {
    tol_str lang; /**< as it stood; absent when the file gave none */
    tol_str text; /**< plain, valid UTF-8 */
    tol_run *runs;
    size_t n_runs;
    /** Without the language, but where the file said it in a way that is not usual in its version (lang in TMX 1.4,
     * xml:lang in 1.1, both): what stood there stays here too. */
    tol_attrs attrs;
    tol_infos infos;
} tol_variant;

typedef struct tol_unit {
    int64_t id;      /**< in the bank; 0 for a unit that is in none */
    tol_str memory;  /**< name of its memory; absent for a unit that is in none */
    tol_str tuid;    /**< absent when it has none; "" when it is empty */
    tol_attrs attrs; /**< without the tuid */
    tol_infos infos; /**< notes and props in their order */
    tol_variant *variants;
    size_t n_variants;
    uint32_t line; /**< of the file it was read from; 0 when unknown */
} tol_unit;

/** What a file says of itself: header attributes (srclang, creationtool, …), notes, props, udes; `version` of the
 * format. */
typedef struct tol_header {
    tol_attrs attrs;
    tol_infos infos;
    tol_str version;
    tol_str file; /**< that a reader reads, as messages name it: "a.zip/b.tmx"; absent when none does */
} tol_header;

/** Value of an attribute, absent when it is not there. Any thread. */
TOL_API tol_str tol_attrs_get(const tol_attrs *attrs, tol_str name);
/** Text of the first prop of a type, absent when there is none. Any thread. */
TOL_API tol_str tol_infos_prop(const tol_infos *infos, tol_str type);

/** A deep copy; on failure the arena's failure is set. */
TOL_API tol_unit *tol_unit_copy(tol_arena *arena, const tol_unit *unit);
TOL_API tol_header *tol_header_copy(tol_arena *arena, const tol_header *header);

/**
 * The inline codes of a variant as tags for the analysis: one for each element outside native code, two for hi and
 * foreign elements (where they open and where they close). Surfaces are "{bpt bold}", "{ph}", "{/hi}": kind and type.
 * @return the array in the arena, NULL when there are none or on failure (the arena's failure is then set)
 */
TOL_API tol_tag *tol_variant_tags(const tol_variant *variant, tol_arena *arena, size_t *n_tags);

/**
 * Seconds since 1970 UTC of a date as translation files write it: `20261025T120000Z`, also without the Z, with dashes
 * and colons, with a fraction, `20261025`. Any thread.
 * @return whether `date` could be read
 */
TOL_API bool tol_date_parse(tol_str date, int64_t *seconds);
/** `YYYYMMDDThhmmssZ`, the form of TMX, for years 0 to 9999; "" otherwise. */
TOL_API void tol_date_format(int64_t seconds, char out[24]);

/** Newest date of change: the greatest changedate of unit and variants, else the greatest creationdate. False: none. */
TOL_API bool tol_unit_changed(const tol_unit *unit, int64_t *seconds);
/** creationdate of the unit, else the smallest of its variants. False: none. */
TOL_API bool tol_unit_created(const tol_unit *unit, int64_t *seconds);

TOL_END_DECLS
#endif
