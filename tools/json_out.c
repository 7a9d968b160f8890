/* JSON lines on standard output. */
#include <jansson.h>
#include <stdlib.h>

#include "cli.h"

json_t *json_of_str(tol_str s)
{
    json_t *text = s.ptr ? json_stringn(s.ptr, s.len) : NULL;
    return text ? text : json_null();
}

json_t *json_of_date(bool has, int64_t seconds)
{
    char text[CLI_DATE_MAX];
    return has && cli_iso_date(seconds, text) ? json_string(text) : json_null();
}

void json_print_line(json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT);
    if (text) {
        puts(text);
    }
    free(text);
    json_decref(value);
}
