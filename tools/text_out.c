/* Text for people: what a terminal may see, numbers with their nouns, dates. */
#include <time.h>

#include "cli.h"

/* Bytes of the control character at `i`, C0, DEL or C1; 0 when there is none. */
static size_t control_at(tol_str s, size_t i)
{
    unsigned char byte = (unsigned char)s.ptr[i];
    unsigned char next = i + 1 < s.len ? (unsigned char)s.ptr[i + 1] : 0;
    if (byte < 0x20 || byte == 0x7F) {
        return 1;
    }
    return byte == 0xC2 && next >= 0x80 && next < 0xA0 ? 2 : 0;
}

void cli_put(FILE *out, tol_str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.len;) {
        size_t n = control_at(s, i);
        if (n) {
            fwrite(s.ptr + from, 1, i - from, out);
            fputs(s.ptr[i] >= '\t' && s.ptr[i] <= '\r' ? " " : "\xEF\xBF\xBD", out);
            from = i + n;
        }
        i += n ? n : 1;
    }
    if (from < s.len) {
        fwrite(s.ptr + from, 1, s.len - from, out);
    }
}

const char *cli_noun(uint64_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

bool cli_iso_date(int64_t seconds, char out[CLI_DATE_MAX])
{
    struct tm parts;
    time_t t = (time_t)seconds;
    out[0] = '\0';
    return gmtime_r(&t, &parts) && strftime(out, CLI_DATE_MAX, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0;
}
