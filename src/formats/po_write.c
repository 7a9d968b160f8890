/*
 * Catalogues of gettext. Units that the forms of one message became stand one behind the other and become one message
 * again. No line is wrapped, so that lines that did not change stay the same. A catalogue holds a text once in each
 * context: a unit that repeats one is left out.
 */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/mem.h"
#include "formats/pair_write.h"
#include "formats/po_units.h"

typedef struct po_state {
    tol_pair pair;
    tol_map seen;    /* hashes of what was written */
    tol_buf header;  /* of the catalogue that was read, "" for none */
    bool has_header; /* it is written */
    tol_buf forms;   /* msgstr[] lines of an open message */
    tol_buf opening; /* and what stands before them */
    size_t n_forms;
    bool is_obsolete; /* of the open message */
    tol_buf plural;   /* of the open message */
} po_state;

/* ---- strings ---- */

static void put(tol_buf *buf, const char *text)
{
    tol_buf_append(buf, text, strlen(text));
}

static void put_char(tol_buf *buf, char c)
{
    static const char values[] = "\n\r\t\a\b\v\f\"\\", names[] = "nrtabvf\"\\";
    const char *found = c ? strchr(values, c) : NULL;
    if (found) {
        tol_buf_byte(buf, '\\');
        tol_buf_byte(buf, names[found - values]);
    } else {
        tol_buf_byte(buf, c);
    }
}

static const char *mark_of(bool is_obsolete)
{
    return is_obsolete ? "#~ " : "";
}

/* A keyword and its string; with line breaks inside, a string for each line. */
static void put_string(tol_buf *buf, bool is_obsolete, const char *keyword, tol_str text)
{
    const char *lf = text.len ? memchr(text.ptr, '\n', text.len - 1) : NULL;
    put(buf, mark_of(is_obsolete));
    put(buf, keyword);
    put(buf, lf ? " \"\"\n" : " \"");
    for (size_t i = 0; i < text.len; i++) {
        bool is_begin = lf && (i == 0 || text.ptr[i - 1] == '\n');
        if (is_begin) {
            put(buf, mark_of(is_obsolete));
            put(buf, "\"");
        }
        put_char(buf, text.ptr[i]);
        if (lf && text.ptr[i] == '\n' && i + 1 < text.len) {
            put(buf, "\"\n");
        }
    }
    put(buf, "\"\n");
}

/* Lines of a comment, each with its mark. */
static void put_comment(tol_buf *buf, const char *mark, tol_str text)
{
    while (text.ptr) {
        const char *lf = text.len ? memchr(text.ptr, '\n', text.len) : NULL;
        size_t len = lf ? (size_t)(lf - text.ptr) : text.len;
        put(buf, mark);
        if (len) {
            put(buf, " ");
            tol_put_in_line(buf, (tol_str){text.ptr, len}, false);
        }
        put(buf, "\n");
        text = lf ? (tol_str){lf + 1, text.len - len - 1} : TOL_STR_NULL;
    }
}

/* ---- the header ---- */

/* A header of our own where none came with the units; it must say UTF-8 and the language. */
static void put_header(po_state *state, tol_buf *buf)
{
    static const char charset[] = "Content-Type: text/plain; charset=UTF-8\n";
    tol_buf text = TOL_BUF_INIT;
    tol_str rest = tol_buf_str(&state->header);
    while (rest.len) {
        const char *lf = memchr(rest.ptr, '\n', rest.len);
        tol_str line = {rest.ptr, lf ? (size_t)(lf - rest.ptr) + 1 : rest.len};
        bool is_type = tol_po_header_field(line, "Content-Type").ptr != NULL;
        tol_str lang = tol_po_header_field(line, "Language");
        if (!lang.ptr || lang.len) { /* an empty one is replaced */
            tol_buf_add(&text, is_type ? tol_str_of(charset) : line);
        }
        rest.ptr += line.len;
        rest.len -= line.len;
    }
    if (text.len && text.ptr[text.len - 1] != '\n') {
        tol_buf_byte(&text, '\n');
    }
    if (!tol_po_header_field(tol_buf_str(&text), "Content-Type").ptr) {
        put(&text, "MIME-Version: 1.0\n");
        put(&text, charset);
        put(&text, "Content-Transfer-Encoding: 8bit\n");
    }
    if (!tol_po_header_field(tol_buf_str(&text), "Language").len && state->pair.target_lang[0]) {
        tol_buf_printf(&text, "Language: %s\n", state->pair.target_lang);
    }
    bool is_english = strncmp(state->pair.source_lang, "en", 2) == 0;
    if (!is_english && !tol_po_header_field(tol_buf_str(&text), "X-Source-Language").ptr &&
        state->pair.source_lang[0]) {
        tol_buf_printf(&text, "X-Source-Language: %s\n", state->pair.source_lang);
    }
    put(buf, "msgid \"\"\n");
    put_string(buf, false, "msgstr", tol_buf_str(&text));
    buf->failed |= !tol_buf_ok(&text);
    tol_buf_release(&text);
    state->has_header = true;
}

/* ---- messages ---- */

static void close_message(po_state *state, tol_buf *buf)
{
    if (state->n_forms) {
        tol_buf_add(buf, tol_buf_str(&state->opening));
        if (state->plural.len) {
            put_string(buf, state->is_obsolete, "msgid_plural", tol_buf_str(&state->plural));
        }
        tol_buf_add(buf, tol_buf_str(&state->forms));
    }
    buf->failed |= !tol_buf_ok(&state->opening) || !tol_buf_ok(&state->plural) || !tol_buf_ok(&state->forms);
    tol_buf_reset(&state->opening);
    tol_buf_reset(&state->plural);
    tol_buf_reset(&state->forms);
    state->n_forms = 0;
}

/* The number of the plural form, SIZE_MAX for none. */
static size_t form_of(const tol_unit *unit)
{
    tol_str form = tol_infos_prop(&unit->infos, TOL_LIT(TOL_PO_FORM));
    size_t number = 0;
    for (size_t i = 0; i < form.len && number < TOL_PO_FORMS_MAX; i++) {
        number = number * 10 + (size_t)(form.ptr[i] - '0');
    }
    return form.len && number < TOL_PO_FORMS_MAX ? number : SIZE_MAX;
}

static void put_flags(tol_buf *buf, const tol_unit *unit)
{
    tol_str flags = tol_infos_prop(&unit->infos, TOL_LIT(TOL_PO_FLAGS));
    bool is_fuzzy = tol_infos_prop(&unit->infos, TOL_LIT(TOL_PO_FUZZY)).len > 0;
    if (is_fuzzy || flags.len) {
        put(buf, is_fuzzy ? "#, fuzzy" : "#,");
        put(buf, is_fuzzy && flags.len ? ", " : flags.len ? " " : "");
        tol_put_in_line(buf, flags, false);
        put(buf, "\n");
    }
}

static void put_notes(tol_buf *buf, const tol_unit *unit)
{
    for (size_t i = 0; i < unit->infos.n; i++) {
        if (unit->infos.items[i].kind == TOL_NOTE) {
            put_comment(buf, "#", unit->infos.items[i].text.ptr ? unit->infos.items[i].text : TOL_LIT(""));
        }
    }
}

static tol_str context_of(const tol_unit *unit)
{
    tol_str context = tol_infos_prop(&unit->infos, TOL_LIT(TOL_PO_CONTEXT));
    return context.ptr ? context : tol_infos_prop(&unit->infos, TOL_LIT("context"));
}

static void open_message(po_state *state, const tol_unit *unit, tol_str source)
{
    tol_buf *buf = &state->opening;
    tol_str context = context_of(unit);
    state->is_obsolete = tol_infos_prop(&unit->infos, TOL_LIT(TOL_PO_OBSOLETE)).len > 0;
    put(buf, "\n");
    put_notes(buf, unit);
    put_comment(buf, "#.", tol_infos_prop(&unit->infos, TOL_LIT(TOL_PO_COMMENT)));
    put_comment(buf, "#:", tol_infos_prop(&unit->infos, TOL_LIT(TOL_PO_REFERENCE)));
    put_flags(buf, unit);
    if (context.ptr) {
        put_string(buf, state->is_obsolete, "msgctxt", context);
    }
    put_string(buf, state->is_obsolete, "msgid", source);
}

/* Whether a text was not yet there in this context; -1 without memory. */
static int is_new(po_state *state, const tol_unit *unit, tol_str source)
{
    tol_str context = context_of(unit);
    uint64_t key[2] = {tol_hash(source, context.ptr ? tol_hash(context, 1) : 0), tol_hash(source, 61)};
    bool fresh = false;
    tol_map_slot *slot = tol_map_put(&state->seen, (tol_str){(const char *)key, sizeof key}, &fresh);
    return slot ? fresh : -1;
}

static tol_status put_unit(po_state *state, tol_writing *writing, const tol_unit *unit, const tol_variant *source,
                           const tol_variant *target, tol_buf *buf, tol_error *err)
{
    char keyword[32] = "msgstr";
    size_t form = form_of(unit);
    bool continues = form != SIZE_MAX && form > 0 && form == state->n_forms && state->plural.len &&
                     tol_str_equal(tol_buf_str(&state->plural), source->text);
    if (!continues) {
        int fresh = is_new(state, unit, source->text);
        close_message(state, buf);
        if (fresh <= 0) {
            writing->n_left_out++;
            return fresh < 0 ? tol_fail_nomem(err) : TOL_OK;
        }
        open_message(state, unit, source->text);
        tol_str plural = tol_infos_prop(&unit->infos, TOL_LIT(TOL_PO_PLURAL));
        if (form == 0 && plural.len) {
            tol_buf_add(&state->plural, plural);
        }
    }
    if (state->plural.len) {
        snprintf(keyword, sizeof keyword, "msgstr[%zu]", state->n_forms);
    }
    put_string(&state->forms, state->is_obsolete, keyword, target->text);
    state->n_forms++;
    return TOL_OK;
}

/* ---- the file ---- */

static tol_status write_unit(tol_writing *writing, const tol_unit *unit, tol_error *err)
{
    po_state *state = writing->state;
    const tol_variant *source, *target;
    tol_buf buf = TOL_BUF_INIT;
    if (!tol_pair_of(&state->pair, writing, unit, &source, &target)) {
        return TOL_OK;
    }
    if (!state->has_header) {
        put_header(state, &buf);
    }
    tol_status status = put_unit(state, writing, unit, source, target, &buf, err);
    tol_status flushed = tol_pair_flush(writing, &buf, err);
    return status ? status : flushed;
}

static tol_status begin(tol_writing *writing, const tol_header *header, tol_error *err)
{
    po_state *state = tol_mem_calloc(1, sizeof *state);
    if (!state) {
        return tol_fail_nomem(err);
    }
    writing->state = state;
    tol_pair_begin(&state->pair, writing, header);
    if (header) {
        tol_buf_add(&state->header, tol_infos_prop(&header->infos, TOL_LIT(TOL_PO_HEADER)));
    }
    return tol_buf_ok(&state->header) ? TOL_OK : tol_fail_nomem(err);
}

static void end(tol_writing *writing)
{
    po_state *state = writing->state;
    tol_buf buf = TOL_BUF_INIT;
    if (!state->has_header) {
        put_header(state, &buf);
    }
    close_message(state, &buf);
    tol_pair_flush(writing, &buf, &writing->output.error);
}

static void release(tol_writing *writing)
{
    po_state *state = writing->state;
    if (state) {
        tol_map_release(&state->seen);
        tol_buf_release(&state->header);
        tol_buf_release(&state->forms);
        tol_buf_release(&state->opening);
        tol_buf_release(&state->plural);
        tol_mem_free(state);
        writing->state = NULL;
    }
}

const tol_write_fns tol_po_write = {.header = begin, .unit = write_unit, .end = end, .release = release};
