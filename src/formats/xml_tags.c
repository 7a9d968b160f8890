#include "formats/xml_tags.h"

#include <string.h>

#include "base/fail.h"
#include "formats/xml_entity.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static tol_str rest_of(const tol_xml_tags *tags)
{
    return (tol_str){tags->text.ptr + tags->at, tags->text.len - tags->at};
}

/* Move behind the next `end`, or to the end of the text. */
static void skip_to(tol_xml_tags *tags, tol_str end)
{
    for (;;) {
        tol_str rest = rest_of(tags);
        const char *found = rest.len ? memchr(rest.ptr, end.ptr[0], rest.len) : NULL;
        if (!found) {
            tags->at = tags->text.len;
            return;
        }
        tags->at = (size_t)(found - tags->text.ptr);
        if (tol_str_starts_with(rest_of(tags), end)) {
            tags->at += end.len;
            return;
        }
        tags->at++;
    }
}

/* Move over what begins like a tag and is none; false when it is one. */
static bool skip_other(tol_xml_tags *tags)
{
    tol_str rest = rest_of(tags);
    if (tol_str_starts_with(rest, TOL_LIT("<!--"))) {
        tags->at += 4;
        skip_to(tags, TOL_LIT("-->"));
    } else if (tol_str_starts_with(rest, TOL_LIT("<![CDATA["))) {
        skip_to(tags, TOL_LIT("]]>"));
    } else if (tol_str_starts_with(rest, TOL_LIT("<?"))) {
        skip_to(tags, TOL_LIT("?>"));
    } else if (tol_str_starts_with(rest, TOL_LIT("<!"))) {
        size_t len = tol_doctype_len(rest);
        tags->at = len ? tags->at + len : tags->text.len;
    } else {
        return false;
    }
    return true;
}

/* Where the tag that begins at `from` ends: behind its ">", the one outside quotes. */
static size_t end_of_tag(tol_str text, size_t from)
{
    char quote = '\0';
    for (size_t i = from; i < text.len; i++) {
        char c = text.ptr[i];
        if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return text.len;
}

bool tol_xml_tags_next(tol_xml_tags *tags, tol_xml_tag *tag)
{
    do {
        tol_str rest = rest_of(tags);
        const char *found = rest.len ? memchr(rest.ptr, '<', rest.len) : NULL;
        if (!found) {
            return false;
        }
        tags->at = (size_t)(found - tags->text.ptr);
    } while (skip_other(tags));
    const char *text = tags->text.ptr;
    tag->span = (tol_span){tags->at, end_of_tag(tags->text, tags->at)};
    bool is_end = tags->at + 1 < tags->text.len && text[tags->at + 1] == '/';
    size_t begin = tags->at + 1 + is_end, end = begin;
    while (end < tag->span.end && !is_space(text[end]) && text[end] != '/' && text[end] != '>') {
        end++;
    }
    bool is_empty = tag->span.end - tag->span.begin > 2 && text[tag->span.end - 2] == '/';
    tag->name = (tol_str){text + begin, end > begin ? end - begin : 0};
    tag->kind = is_end ? TOL_TAG_END : is_empty ? TOL_TAG_EMPTY : TOL_TAG_START;
    tags->at = tag->span.end;
    return true;
}

static bool is_local_name(tol_str qname, tol_str local)
{
    return tol_str_ends_with(qname, local) && (qname.len == local.len || qname.ptr[qname.len - local.len - 1] == ':');
}

tol_status tol_xml_tags_follow(tol_xml_tags *tags, bool is_end, tol_str name, tol_xml_tag *tag, tol_error *err)
{
    bool fits;
    if (tags->is_inside_empty && is_end) {
        tags->is_inside_empty = false;
        *tag = (tol_xml_tag){TOL_TAG_END, tags->last.name, {tags->at, tags->at}};
        fits = true;
    } else {
        fits = tol_xml_tags_next(tags, tag) && is_end == (tag->kind == TOL_TAG_END) && !tags->is_inside_empty;
        tags->is_inside_empty = fits && tag->kind == TOL_TAG_EMPTY;
        tags->last = *tag;
    }
    return fits && (is_end || is_local_name(tag->name, name))
               ? TOL_OK
               : tol_fail(err, TOL_EFORMAT, "the file keeps tags in entities, and cannot be written back as it was");
}

bool tol_xml_tag_value(tol_str text, const tol_xml_tag *tag, tol_str name, tol_span *value)
{
    size_t i = (size_t)(tag->name.ptr - text.ptr) + tag->name.len;
    while (i < tag->span.end) {
        while (i < tag->span.end && is_space(text.ptr[i])) {
            i++;
        }
        size_t begin = i;
        while (i < tag->span.end && !is_space(text.ptr[i]) && !memchr("=/>", text.ptr[i], 3)) {
            i++;
        }
        tol_str found = {text.ptr + begin, i - begin};
        while (i < tag->span.end && text.ptr[i] != '"' && text.ptr[i] != '\'') {
            i++;
        }
        const char *open = text.ptr + i;
        const char *close = i + 1 < tag->span.end ? memchr(open + 1, *open, tag->span.end - i - 1) : NULL;
        if (!close) {
            return false;
        }
        i = (size_t)(close - text.ptr) + 1;
        if (tol_str_equal(found, name)) {
            *value = (tol_span){(size_t)(open - text.ptr) + 1, (size_t)(close - text.ptr)};
            return true;
        }
    }
    return false;
}
