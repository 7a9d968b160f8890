#include "formats/xml_filter.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "formats/xml_entity.h"

/* Longest reference `&name;` that is recognised, in bytes. */
#define REFERENCE_MAX 128
#define DOCTYPE_MAX   ((size_t)64 << 10)
/* The XML parser gathers a whole CDATA section, and takes no more than 10 MB: a longer one becomes several. */
#define CDATA_MAX ((size_t)1 << 20)
/* Entities may bring this much, and this many times the bytes of the file so far. */
#define EXPANDED_MAX    ((uint64_t)1 << 20)
#define EXPANDED_FACTOR 2

/* Bytes at which the scan of text must stop and look: controls but tab and line feed, `<`, `&`, and the first byte of
 * U+FFFE and U+FFFF. In CDATA `]` instead of `<` and `&`. */
enum { STOP_TEXT = 1, STOP_CDATA = 2 };
static const unsigned char stops[256] = {
    [0] = 3,  [1] = 3,  [2] = 3,  [3] = 3,   [4] = 3,   [5] = 3,   [6] = 3,    [7] = 3,  [8] = 3,
    [11] = 3, [12] = 3, [13] = 3, [14] = 3,  [15] = 3,  [16] = 3,  [17] = 3,   [18] = 3, [19] = 3,
    [20] = 3, [21] = 3, [22] = 3, [23] = 3,  [24] = 3,  [25] = 3,  [26] = 3,   [27] = 3, [28] = 3,
    [29] = 3, [30] = 3, [31] = 3, ['<'] = 1, ['&'] = 1, [']'] = 2, [0xEF] = 3,
};

/* One run's view: what is left to read, and where it goes. `p` is moved by the steps below. */
typedef struct run {
    tol_xml_filter *filter;
    const char *p, *end;
    bool is_last;
    tol_buf *out;
    tol_error *err;
    tol_status status;
} run;

/* What a step says: go on, or wait for the next chunk because the bytes left cannot be judged. */
typedef enum verdict { GO_ON, WAIT } verdict;

static void count_lines(tol_xml_filter *filter, const tol_buf *out)
{
    const char *p = out->ptr ? out->ptr + filter->counted : NULL, *end = out->ptr ? out->ptr + out->len : NULL;
    for (; p && p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        filter->line++;
    }
    filter->counted = out->len;
}

static uint32_t line_of(run *r)
{
    count_lines(r->filter, r->out);
    return r->filter->line;
}

static verdict fail(run *r, tol_status code, const char *message)
{
    r->status = tol_fail(r->err, code, "%s", message);
    tol_fail_locate(r->err, r->filter->reporter->file, line_of(r));
    return WAIT;
}

static void put(run *r, const char *literal)
{
    tol_buf_append(r->out, literal, strlen(literal));
}

static tol_str left(const run *r)
{
    return (tol_str){r->p, (size_t)(r->end - r->p)};
}

/* Whether what is left might, with more bytes, begin with `token`. */
static bool may_become(const run *r, tol_str token)
{
    tol_str rest = left(r);
    return !r->is_last && rest.len < token.len && tol_str_starts_with(token, rest);
}

static verdict replace_forbidden(run *r, size_t len)
{
    tol_report_repair(r->filter->reporter, TOL_REPAIR_CHARACTER, line_of(r));
    put(r, " ");
    r->p += len;
    return GO_ON;
}

/* ---- single characters ---- */

static verdict step_control(run *r)
{
    if (*r->p != '\r') {
        return replace_forbidden(r, 1);
    }
    if (r->p + 1 == r->end && !r->is_last) {
        return WAIT;
    }
    r->p += r->p + 1 < r->end && r->p[1] == '\n' ? 2 : 1;
    put(r, "\n");
    return GO_ON;
}

static verdict step_high(run *r)
{
    tol_str rest = left(r);
    if (rest.len < 3 && !r->is_last) {
        return WAIT;
    }
    if (tol_str_starts_with(rest, TOL_LIT("\xEF\xBF\xBE")) || tol_str_starts_with(rest, TOL_LIT("\xEF\xBF\xBF"))) {
        return replace_forbidden(r, 3);
    }
    tol_buf_append(r->out, r->p, 1);
    r->p++;
    return GO_ON;
}

/* ---- references ---- */

static const tol_xml_entity *find_entity(const tol_xml_filter *filter, tol_str name)
{
    for (size_t i = 0; i < filter->n_entities; i++) {
        if (tol_str_equal(filter->entities[i].name, name)) {
            return &filter->entities[i];
        }
    }
    return NULL;
}

static verdict expand(run *r, const tol_xml_entity *entity, size_t reference_len)
{
    tol_xml_filter *filter = r->filter;
    switch (entity->kind) {
    case TOL_ENTITY_EXTERNAL:
        return fail(r, TOL_EPARSE, "the file uses an external entity, and nothing that a file names is ever fetched");
    case TOL_ENTITY_NESTED:
        return fail(r, TOL_ELIMIT, "the file uses an entity that is made of entities");
    case TOL_ENTITY_LONG:
        return fail(r, TOL_ELIMIT, "the file uses an entity whose text is too long");
    case TOL_ENTITY_TEXT:
        break;
    }
    filter->n_expanded += entity->text.len;
    if (filter->n_expanded > EXPANDED_MAX + EXPANDED_FACTOR * filter->n_in) {
        return fail(r, TOL_ELIMIT, "the file's entities grow beyond all measure");
    }
    tol_buf_add(r->out, entity->text);
    r->p += reference_len;
    return GO_ON;
}

static verdict pass(run *r, size_t len)
{
    tol_buf_append(r->out, r->p, len);
    r->p += len;
    return GO_ON;
}

static verdict step_entity(run *r, tol_str name)
{
    const size_t len = name.len + 2; /* with "&" and ";" */
    if (tol_is_predefined_entity(name)) {
        return pass(r, len);
    }
    const tol_xml_entity *entity = find_entity(r->filter, name);
    if (entity) {
        return expand(r, entity, len);
    }
    uint32_t cp = tol_html_entity(name);
    if (cp) {
        char utf8[4];
        tol_buf_append(r->out, utf8, tol_utf8_put(cp, utf8));
        tol_report_repair(r->filter->reporter, TOL_REPAIR_ENTITY, line_of(r));
        r->p += len;
        return GO_ON;
    }
    char message[REFERENCE_MAX + 40];
    snprintf(message, sizeof message, "the entity \"%.*s\" is not declared", TOL_ARG(name));
    return fail(r, TOL_EPARSE, message);
}

/* No "&" goes to the parser unless it begins a reference: it would wait for the ";" to the end of the file. */
static verdict step_reference(run *r)
{
    tol_str rest = left(r);
    rest.len = rest.len < REFERENCE_MAX ? rest.len : REFERENCE_MAX;
    size_t len = 1;
    while (len < rest.len && (tol_is_name_byte(rest.ptr[len]) || (len == 1 && rest.ptr[1] == '#'))) {
        len++;
    }
    if (len == rest.len && len < REFERENCE_MAX && !r->is_last) {
        return WAIT;
    }
    uint32_t cp;
    if (tol_char_reference(rest, &cp, &len)) {
        return tol_is_xml_char(cp) ? pass(r, len) : replace_forbidden(r, len);
    }
    tol_str name = tol_entity_reference(rest);
    if (name.len) {
        return step_entity(r, name);
    }
    tol_report_repair(r->filter->reporter, TOL_REPAIR_AMPERSAND, line_of(r));
    put(r, "&amp;");
    r->p++;
    return GO_ON;
}

/* ---- markup ---- */

static void enter(run *r, tol_xml_state state, size_t skip)
{
    r->filter->state = state;
    r->p += skip;
}

static verdict step_pi(run *r)
{
    tol_xml_filter *filter = r->filter;
    tol_str rest = left(r);
    if (may_become(r, TOL_LIT("<?xml "))) {
        return WAIT;
    }
    bool is_declaration =
        tol_str_starts_with(rest, TOL_LIT("<?xml")) && rest.len > 5 && memchr(" \t\r\n?", rest.ptr[5], 5) != NULL;
    if (is_declaration && filter->has_root) {
        return fail(r, TOL_EPARSE, "an XML declaration stands inside the file (two files in one?)");
    }
    if (is_declaration && !filter->at_start) {
        filter->reporter->line = line_of(r);
        r->status = tol_report(filter->reporter, TOL_WARNING, "misplaced-declaration", r->err,
                               "the XML declaration is not at the file's start");
    }
    put(r, "<!--");
    enter(r, TOL_XML_PI, 2);
    return r->status == TOL_OK ? GO_ON : WAIT;
}

static verdict step_markup(run *r)
{
    tol_xml_filter *filter = r->filter;
    tol_str rest = left(r);
    if (rest.len == 1 && !r->is_last) {
        return WAIT;
    }
    char next = rest.len > 1 ? rest.ptr[1] : ' ';
    if (next == '?') {
        return step_pi(r);
    }
    if (next == '!') {
        if (may_become(r, TOL_LIT("<!--")) || may_become(r, TOL_LIT("<![CDATA[")) ||
            may_become(r, TOL_LIT("<!DOCTYPE"))) {
            return WAIT;
        }
        filter->at_start = false;
        if (tol_str_starts_with(rest, TOL_LIT("<!--"))) {
            put(r, "<!--");
            enter(r, TOL_XML_COMMENT, 4);
            return GO_ON;
        }
        if (tol_str_starts_with(rest, TOL_LIT("<![CDATA["))) {
            put(r, "<![CDATA[");
            enter(r, TOL_XML_CDATA, 9);
            filter->cdata_len = 0;
            return GO_ON;
        }
        if (tol_str_starts_with(rest, TOL_LIT("<!DOCTYPE")) && !filter->has_root && !filter->has_doctype) {
            filter->has_doctype = true;
            enter(r, TOL_XML_DOCTYPE, 0);
            return GO_ON;
        }
    }
    filter->at_start = false;
    filter->has_root |= tol_is_name_byte(next);
    put(r, "<");
    r->p++;
    return GO_ON;
}

/* ---- states ---- */

/* Whether one of eight bytes is a stop of text, or may be one: white space is taken for one too. */
static bool may_stop(const char *p)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = UINT64_C(0x8080808080808080);
    uint64_t word;
    memcpy(&word, p, sizeof word);
    uint64_t low = (word - ones * 0x20) & ~word; /* high bit: a byte below 0x20 stands here or further down */
    uint64_t amp = word ^ ones * '&', less = word ^ ones * '<', high = word ^ ones * 0xEF;
    uint64_t zeros = ((amp - ones) & ~amp) | ((less - ones) & ~less) | ((high - ones) & ~high);
    return ((low | zeros) & highs) != 0;
}

static const char *find_stop(const char *p, const char *end)
{
    for (;;) {
        while (end - p >= 8 && !may_stop(p)) {
            p += 8;
        }
        const char *limit = end - p >= 8 ? p + 8 : end;
        while (p < limit && !(stops[(unsigned char)*p] & STOP_TEXT)) {
            p++;
        }
        if (p < limit || p == end) {
            return p;
        }
    }
}

/* A tag of an element, which is none of our business: its "<" is passed with the text around it. */
static bool is_element(run *r)
{
    if (*r->p != '<' || r->end - r->p < 2 || r->p[1] == '!' || r->p[1] == '?') {
        return false;
    }
    r->filter->has_root |= tol_is_name_byte(r->p[1]);
    return true;
}

static verdict run_text(run *r)
{
    const char *begin = r->p;
    r->p = find_stop(r->p, r->end);
    while (r->p < r->end && is_element(r)) {
        r->p = find_stop(r->p + 1, r->end);
    }
    r->filter->at_start &= r->p == begin;
    tol_buf_append(r->out, begin, (size_t)(r->p - begin));
    if (r->p == r->end) {
        return GO_ON;
    }
    switch (*r->p) {
    case '<':
        return step_markup(r);
    case '&':
        return step_reference(r);
    case '\xEF':
        return step_high(r);
    default:
        return step_control(r);
    }
}

static void split_cdata(run *r, tol_str passed)
{
    r->filter->cdata_len += passed.len;
    if (r->filter->cdata_len >= CDATA_MAX && tol_utf8_cut(passed.ptr, passed.len) == passed.len) {
        put(r, "]]><![CDATA[");
        r->filter->cdata_len = 0;
    }
}

static verdict run_cdata(run *r)
{
    const char *begin = r->p;
    while (r->p < r->end && !(stops[(unsigned char)*r->p] & STOP_CDATA)) {
        r->p++;
    }
    tol_buf_append(r->out, begin, (size_t)(r->p - begin));
    split_cdata(r, (tol_str){begin, (size_t)(r->p - begin)});
    if (r->p == r->end) {
        return GO_ON;
    }
    if (*r->p == '\xEF') {
        return step_high(r);
    }
    if (*r->p != ']') {
        return step_control(r);
    }
    if (may_become(r, TOL_LIT("]]>"))) {
        return WAIT;
    }
    bool is_end = tol_str_starts_with(left(r), TOL_LIT("]]>"));
    put(r, is_end ? "]]>" : "]");
    enter(r, is_end ? TOL_XML_TEXT : TOL_XML_CDATA, is_end ? 3 : 1);
    return GO_ON;
}

/* A comment or a processing instruction: only its line breaks go on, inside a comment. */
static verdict run_comment(run *r, tol_str closing)
{
    while (r->p < r->end) {
        char c = *r->p;
        if (c == closing.ptr[0]) {
            if (may_become(r, closing)) {
                return WAIT;
            }
            if (tol_str_starts_with(left(r), closing)) {
                put(r, "-->");
                enter(r, TOL_XML_TEXT, closing.len);
                return GO_ON;
            }
        }
        if (c == '\r') {
            if (step_control(r) == WAIT) {
                return WAIT;
            }
            continue;
        }
        if (c == '\n') {
            put(r, "\n");
        }
        r->p++;
    }
    return GO_ON;
}

static verdict run_doctype(run *r)
{
    tol_xml_filter *filter = r->filter;
    size_t before = filter->doctype.len;
    tol_str rest = left(r);
    size_t take = rest.len < DOCTYPE_MAX + 1 - before ? rest.len : DOCTYPE_MAX + 1 - before;
    tol_buf_append(&filter->doctype, rest.ptr, take);
    size_t len = tol_doctype_len(tol_buf_str(&filter->doctype));
    if (!len) {
        if (filter->doctype.len > DOCTYPE_MAX) {
            return fail(r, TOL_ELIMIT, "the DOCTYPE is too long");
        }
        r->p += take;
        return GO_ON;
    }
    tol_str doctype = {filter->doctype.ptr, len};
    tol_status status = tol_doctype_entities(doctype, &filter->arena, &filter->entities, &filter->n_entities, r->err);
    if (status != TOL_OK) {
        r->status = status;
        tol_fail_locate(r->err, filter->reporter->file, line_of(r));
        return WAIT;
    }
    for (size_t i = 0; i < len; i++) {
        bool is_line_end =
            doctype.ptr[i] == '\n' || (doctype.ptr[i] == '\r' && (i + 1 == len || doctype.ptr[i + 1] != '\n'));
        if (is_line_end) {
            put(r, "\n");
        }
    }
    enter(r, TOL_XML_TEXT, len - before);
    tol_buf_release(&filter->doctype);
    return GO_ON;
}

static verdict run_state(run *r)
{
    switch (r->filter->state) {
    case TOL_XML_CDATA:
        return run_cdata(r);
    case TOL_XML_COMMENT:
        return run_comment(r, TOL_LIT("-->"));
    case TOL_XML_PI:
        return run_comment(r, TOL_LIT("?>"));
    case TOL_XML_DOCTYPE:
        return run_doctype(r);
    case TOL_XML_TEXT:
        break;
    }
    return run_text(r);
}

static void check_end(run *r)
{
    static const char *const inside[] = {[TOL_XML_TEXT] = NULL,
                                         [TOL_XML_CDATA] = "the file ends inside a CDATA section",
                                         [TOL_XML_COMMENT] = "the file ends inside a comment",
                                         [TOL_XML_PI] = "the file ends inside a processing instruction",
                                         [TOL_XML_DOCTYPE] = "the file ends inside the DOCTYPE"};
    if (r->is_last && r->status == TOL_OK && inside[r->filter->state]) {
        fail(r, TOL_EPARSE, inside[r->filter->state]);
    }
}

/* ---- the door ---- */

void tol_xml_filter_init(tol_xml_filter *filter, tol_reporter *reporter)
{
    *filter = (tol_xml_filter){.reporter = reporter, .at_start = true, .line = 1};
}

tol_status tol_xml_filter_run(tol_xml_filter *filter, tol_str in, bool is_last, tol_buf *out, tol_error *err)
{
    filter->n_in += in.len;
    bool has_rest = filter->rest.len > 0;
    if (has_rest) {
        tol_buf_add(&filter->rest, in);
        in = tol_buf_str(&filter->rest);
        if (!tol_buf_ok(&filter->rest)) {
            return tol_fail_nomem(err);
        }
    }
    run r = {filter, in.ptr, in.ptr + in.len, is_last, out, err, TOL_OK};
    while (r.p < r.end && run_state(&r) == GO_ON && tol_buf_ok(out)) {
    }
    if (tol_buf_ok(out)) { /* else it did not come to the end */
        check_end(&r);
    }
    size_t n_left = (size_t)(r.end - r.p);
    if (has_rest && n_left) {
        memmove(filter->rest.ptr, r.p, n_left);
        filter->rest.len = n_left;
    } else {
        tol_buf_reset(&filter->rest);
        tol_buf_append(&filter->rest, r.p, n_left);
    }
    if (r.status == TOL_OK && (!tol_buf_ok(out) || !tol_buf_ok(&filter->rest) || !tol_buf_ok(&filter->doctype))) {
        return tol_fail_nomem(err);
    }
    return r.status;
}

void tol_xml_filter_flush(tol_xml_filter *filter, const tol_buf *out)
{
    count_lines(filter, out);
    filter->counted = 0;
}

void tol_xml_filter_release(tol_xml_filter *filter)
{
    tol_buf_release(&filter->rest);
    tol_buf_release(&filter->doctype);
    tol_arena_release(&filter->arena);
}
