#include "formats/table_put.h"

#include <string.h>

static bool needs_quotes(tol_str field, char delimiter)
{
    if (!field.len) {
        return false;
    }
    bool is_framed = memchr(" \t", field.ptr[0], 2) || memchr(" \t", field.ptr[field.len - 1], 2);
    return is_framed || memchr(field.ptr, delimiter, field.len) || memchr(field.ptr, '"', field.len) ||
           memchr(field.ptr, '\n', field.len) || memchr(field.ptr, '\r', field.len);
}

void tol_table_put(tol_buf *buf, tol_str field, char delimiter)
{
    if (!needs_quotes(field, delimiter)) {
        tol_buf_add(buf, field);
        return;
    }
    tol_buf_byte(buf, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.ptr[i] == '"') {
            tol_buf_byte(buf, '"');
        }
        tol_buf_byte(buf, field.ptr[i]);
    }
    tol_buf_byte(buf, '"');
}

bool tol_table_put_bare(tol_buf *buf, tol_str field)
{
    bool is_same = true;
    for (size_t i = 0; i < field.len; i++) {
        bool is_space = memchr("\t\r\n", field.ptr[i], 3) != NULL;
        bool is_crlf = field.ptr[i] == '\r' && i + 1 < field.len && field.ptr[i + 1] == '\n';
        is_same = is_same && !is_space;
        if (!is_crlf) {
            tol_buf_byte(buf, (char)(is_space ? ' ' : field.ptr[i]));
        }
    }
    return is_same;
}
