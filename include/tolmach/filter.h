/**
 * Which units are wanted: by dates, creator, props and attributes; and what a unit says of where its text came from.
 *
 * A unit belongs to all its variants, but a hit is a pair of them. So every function here looks at the unit's own
 * attributes and props and at those of the two variants it is given; a variant in a third language has no say.
 * Everything is borrowed. Any thread.
 */
#ifndef TOLMACH_FILTER_H
#define TOLMACH_FILTER_H

#include "tolmach/status.h"
#include "tolmach/unit.h"

TOL_BEGIN_DECLS

typedef enum tol_field_op {
    TOL_FIELD_IS,      /**< a value of the field is this one */
    TOL_FIELD_IS_NOT,  /**< no value of the field is this one; also when there is no such field */
    TOL_FIELD_CONTAINS /**< a value of the field has this in it */
} tol_field_op;

/** A test of one field. A field may have several values: a prop may be repeated, and stand in unit and variants. */
typedef struct tol_field_test {
    tol_str field; /**< the type of a prop, or "@" and the name of an attribute: "@usagecount", "@tuid" */
    tol_field_op op;
    tol_str value; /**< compared byte by byte */
} tol_field_test;

/**
 * Read "FIELD=VALUE", "FIELD!=VALUE" or "FIELD~=VALUE" (contains). The field ends at the first "=".
 * @param test  out; borrows from `text`
 * @return TOL_OK, TOL_EINVAL (no "=", no field)
 */
TOL_API tol_status tol_field_test_parse(tol_str text, tol_field_test *test, tol_error *err);

/**
 * Read the date of a filter: what tol_date_parse reads, and "2024" and "2024-05" for the beginning of a year or month.
 * A date without a zone is in UTC, as those of translation files are.
 * @param seconds  out: since 1970 UTC
 * @return TOL_OK, TOL_EINVAL
 */
TOL_API tol_status tol_filter_date_parse(tol_str text, int64_t *seconds, tol_error *err);

/** All that is set must hold. TOL_UNIT_FILTER_INIT wants every unit. */
typedef struct tol_unit_filter {
    bool has_created_after, has_created_before, has_changed_after, has_changed_before;
    /** Seconds since 1970 UTC; "after" includes the moment itself, "before" does not. Dates are those of
     * tol_unit_created and tol_unit_changed; a unit without one fails. */
    int64_t created_after, created_before, changed_after, changed_before;
    const tol_str *creators; /**< one of them must have created the unit (tol_unit_is_by); none: anybody may */
    size_t n_creators;
    const tol_field_test *tests;
    size_t n_tests;
} tol_unit_filter;

#define TOL_UNIT_FILTER_INIT                                                                                           \
    {                                                                                                                  \
        false, false, false, false, 0, 0, 0, 0, NULL, 0, NULL, 0                                                       \
    }

/** Whether the filter wants every unit, so that units need not be read to ask it. */
TOL_API bool tol_unit_filter_is_open(const tol_unit_filter *filter);
/**
 * Whether the filter wants a unit.
 * @param source, target  variants of the unit that are looked at beside it; NULL: none
 */
TOL_API bool tol_unit_filter_passes(const tol_unit_filter *filter, const tol_unit *unit, const tol_variant *source,
                                    const tol_variant *target);

/** Whether one of the names created the unit: attribute creationid, or prop created_by (Phrase). */
TOL_API bool tol_unit_is_by(const tol_unit *unit, const tol_variant *source, const tol_variant *target,
                            const tol_str *names, size_t n_names);
/**
 * Whether a machine translated the unit and nobody has changed it since. What is known: the last hand (changeid, else
 * creationid, the target's before the unit's) is "MT" or begins with "MT!" (Rainbow, Olifant, Wordfast); a prop that
 * names an origin (x-Origin, Origin, origin) is MT, NMT, AMT, MachineTranslation, AdaptiveMachineTranslation,
 * NeuralMachineTranslation or AutomaticTranslation (Trados and others), in any case of letters.
 */
TOL_API bool tol_unit_is_machine_translation(const tol_unit *unit, const tol_variant *source,
                                             const tol_variant *target);
/**
 * Whether texts and translations were put together by an alignment: prop aligned with the value yes (memoQ); a prop
 * that names an origin is Alignment, AutomatedAlignment, ReverseAlignment or Aligned (Trados, tolmach).
 */
TOL_API bool tol_unit_is_aligned(const tol_unit *unit, const tol_variant *source, const tol_variant *target);

TOL_END_DECLS
#endif
