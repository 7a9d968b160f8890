/* JSON lines on standard output. */
#include <jansson.h>
#include <stdlib.h>
#include <time.h>

#include "cli.h"

json_t *json_of_str(tol_str s)
{
    return s.ptr ? json_stringn(s.ptr, s.len) : json_null();
}

json_t *json_of_date(bool has, int64_t seconds)
{
    char text[40];
    struct tm parts;
    time_t t = (time_t)seconds;
    if (!has || !gmtime_r(&t, &parts) || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) {
        return json_null();
    }
    return json_string(text);
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
