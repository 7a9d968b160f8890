#include "formats/xml_edit.h"

#include "formats/xml_text.h"

/* An attribute that is to be replaced, from its value's opening quote to the closing one, or wholly. */
typedef struct change {
    tol_span span;
    tol_str value;
} change;

static void sort_changes(change *changes, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        change one = changes[i];
        size_t k = i;
        for (; k > 0 && changes[k - 1].span.begin > one.span.begin; k--) {
            changes[k] = changes[k - 1];
        }
        changes[k] = one;
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The whole attribute, with the white space before it. */
static tol_span whole_attr(tol_str text, tol_span value)
{
    size_t begin = value.begin - 1;
    while (begin > 0 && (is_space(text.ptr[begin - 1]) || text.ptr[begin - 1] == '=')) {
        begin--;
    }
    while (begin > 0 && !is_space(text.ptr[begin - 1])) {
        begin--;
    }
    while (begin > 0 && is_space(text.ptr[begin - 1])) {
        begin--;
    }
    return (tol_span){begin, value.end + 1};
}

static void put_value(tol_buf *buf, tol_str value)
{
    tol_buf attr = TOL_BUF_INIT;
    tol_xml_put_attr(&attr, TOL_LIT("a"), value);
    tol_str text = tol_buf_str(&attr);
    if (text.len > 3) {
        tol_buf_append(buf, text.ptr + 3, text.len - 3); /* behind ` a=` */
    }
    buf->failed = buf->failed || !tol_buf_ok(&attr);
    tol_buf_release(&attr);
}

/* Copy the tag up to `end` with its changes. */
static void put_changed(tol_buf *buf, tol_str text, size_t begin, size_t end, const change *changes, size_t n)
{
    size_t at = begin;
    for (size_t i = 0; i < n; i++) {
        tol_buf_append(buf, text.ptr + at, changes[i].span.begin - at);
        if (changes[i].value.ptr) {
            put_value(buf, changes[i].value);
        }
        at = changes[i].span.end;
    }
    tol_buf_append(buf, text.ptr + at, end - at);
}

/* Where the attributes of a tag end: before white space, "/" and ">". */
static size_t end_of_attrs(tol_str text, const tol_xml_tag *tag)
{
    size_t end = tag->span.end - (tag->kind == TOL_TAG_EMPTY ? 2 : 1);
    while (end > tag->span.begin && is_space(text.ptr[end - 1])) {
        end--;
    }
    return end;
}

void tol_xml_put_tag(tol_buf *buf, tol_str text, const tol_xml_tag *tag, const tol_attr *set, size_t n, tol_tag_end end)
{
    change changes[TOL_SET_MAX];
    bool is_there[TOL_SET_MAX] = {false};
    size_t n_changes = 0;
    for (size_t i = 0; i < n && i < TOL_SET_MAX; i++) {
        tol_span value;
        is_there[i] = tol_xml_tag_value(text, tag, set[i].name, &value);
        if (is_there[i]) {
            tol_span quoted = {value.begin - 1, value.end + 1};
            changes[n_changes++] = (change){set[i].value.ptr ? quoted : whole_attr(text, value), set[i].value};
        }
    }
    sort_changes(changes, n_changes);
    put_changed(buf, text, tag->span.begin, end_of_attrs(text, tag), changes, n_changes);
    for (size_t i = 0; i < n && i < TOL_SET_MAX; i++) {
        if (!is_there[i] && set[i].value.ptr) {
            tol_xml_put_attr(buf, set[i].name, set[i].value);
        }
    }
    if (end == TOL_END_AS_IT_WAS) {
        size_t from = end_of_attrs(text, tag);
        tol_buf_append(buf, text.ptr + from, tag->span.end - from);
    } else {
        tol_buf_add(buf, end == TOL_END_EMPTY ? TOL_LIT("/>") : TOL_LIT(">"));
    }
}

void tol_xml_put_end(tol_buf *buf, tol_str name)
{
    tol_buf_add(buf, TOL_LIT("</"));
    tol_buf_add(buf, name);
    tol_buf_byte(buf, '>');
}

tol_str tol_xml_prefix(tol_str qname)
{
    for (size_t i = 0; i < qname.len; i++) {
        if (qname.ptr[i] == ':') {
            return (tol_str){qname.ptr, i + 1};
        }
    }
    return (tol_str){qname.ptr ? qname.ptr : "", 0};
}

tol_str tol_xml_indent(tol_str text, const tol_xml_tag *tag)
{
    size_t begin = tag->span.begin;
    while (begin > 0 && is_space(text.ptr[begin - 1])) {
        begin--;
    }
    bool follows_tag = begin > 0 && text.ptr[begin - 1] == '>';
    return follows_tag ? (tol_str){text.ptr + begin, tag->span.begin - begin} : TOL_LIT("");
}
