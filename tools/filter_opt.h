/* Options that say which units are wanted; commands that search share them. */
#ifndef TOL_TOOLS_FILTER_OPT_H
#define TOL_TOOLS_FILTER_OPT_H

#include "cli.h"

#define FILTER_LIST_MAX 100

enum { OPT_CREATED_AFTER = 400, OPT_CREATED_BEFORE, OPT_CHANGED_AFTER, OPT_CHANGED_BEFORE, OPT_CREATOR, OPT_WHERE };

/* Rows for the option table of a command. */
#define FILTER_OPTION_ROWS                                                                                             \
    {OPT_CREATED_AFTER, "created-after", "DATE", "only units created at this date (2024-05-01, say) or later"},        \
        {OPT_CREATED_BEFORE, "created-before", "DATE", "only units created before this date"},                         \
        {OPT_CHANGED_AFTER, "changed-after", "DATE", "only units changed last at this date or later"},                 \
        {OPT_CHANGED_BEFORE, "changed-before", "DATE", "only units changed last before this date"},                    \
        {OPT_CREATOR, "creator", "NAME", "only units created by NAME; may be repeated: by one of them"},               \
    {                                                                                                                  \
        OPT_WHERE, "where", "TEST", "only units with PROP=VALUE, PROP!=VALUE or PROP~=PART; may be repeated: all hold" \
    }

typedef struct filter_opt {
    tol_unit_filter filter; /* complete after filter_opt_filter only */
    tol_str creators[FILTER_LIST_MAX];
    tol_field_test tests[FILTER_LIST_MAX];
} filter_opt;

typedef enum filter_taken { FILTER_NOT_MINE, FILTER_TAKEN, FILTER_WRONG } filter_taken;

/* Take an option when it is one of the rows above; FILTER_WRONG after a usage error that was reported. The struct
 * begins as all zeros; `value` must outlive it. */
filter_taken filter_opt_take(filter_opt *f, const cli *c, int id, const char *value);
/* The filter that the options make; it points into `f`. */
tol_unit_filter filter_opt_filter(const filter_opt *f);

#endif
