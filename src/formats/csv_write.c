/*
 * Tables of units. The first row names the columns, a row ends with a line feed, and a field is quoted only where it
 * must be, so that lines that did not change stay the same. Which columns: the caller's, or the two languages, the tuid
 * and the context.
 */
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/pair_write.h"
#include "formats/table_columns.h"
#include "formats/table_put.h"

typedef struct csv_state {
    tol_pair pair;
    tol_arena arena;
    tol_columns columns;
    bool has_columns; /* their names are written */
    char delimiter;
} csv_state;

/* ---- fields ---- */

static tol_str text_in(const tol_unit *unit, tol_str lang)
{
    for (size_t i = 0; i < unit->n_variants; i++) {
        if (tol_lang_matches(unit->variants[i].lang, lang)) {
            return unit->variants[i].text;
        }
    }
    return TOL_STR_NULL;
}

static tol_str first_note(const tol_unit *unit)
{
    for (size_t i = 0; i < unit->infos.n; i++) {
        if (unit->infos.items[i].kind == TOL_NOTE) {
            return unit->infos.items[i].text;
        }
    }
    return TOL_STR_NULL;
}

/* Of the unit, else of the first variant that has it. */
static tol_str attr_of(const tol_unit *unit, tol_str name)
{
    tol_str value = tol_attrs_get(&unit->attrs, name);
    for (size_t i = 0; i < unit->n_variants && !value.ptr; i++) {
        value = tol_attrs_get(&unit->variants[i].attrs, name);
    }
    return value;
}

static tol_str prop_of(const tol_unit *unit, tol_str type)
{
    tol_str text = tol_infos_prop(&unit->infos, type);
    for (size_t i = 0; i < unit->n_variants && !text.ptr; i++) {
        text = tol_infos_prop(&unit->variants[i].infos, type);
    }
    return text;
}

static tol_str field_of(const tol_unit *unit, const tol_column *column, const tol_pair *pair)
{
    switch (column->kind) {
    case TOL_COLUMN_SOURCE:
        return text_in(unit, tol_str_of(pair->source_lang));
    case TOL_COLUMN_TARGET:
        return text_in(unit, tol_str_of(pair->target_lang));
    case TOL_COLUMN_LANG:
        return text_in(unit, column->name);
    case TOL_COLUMN_TUID:
        return unit->tuid;
    case TOL_COLUMN_NOTE:
        return first_note(unit);
    case TOL_COLUMN_ATTR:
        return attr_of(unit, column->name);
    case TOL_COLUMN_PROP:
        return prop_of(unit, column->name);
    default:
        return TOL_STR_NULL;
    }
}

/* ---- rows ---- */

static tol_status choose_columns(csv_state *state, const tol_writing *writing, tol_error *err)
{
    tol_buf list = TOL_BUF_INIT;
    tol_buf_printf(&list, "lang:%s,lang:%s,tuid,context", state->pair.source_lang, state->pair.target_lang);
    tol_str wanted = writing->opt->columns ? tol_str_of(writing->opt->columns) : tol_buf_str(&list);
    bool is_done = tol_buf_ok(&list) && tol_columns_of_list(wanted, &state->arena, &state->columns);
    for (size_t i = 0; i < 2 && is_done && !writing->opt->columns; i++) {
        state->columns.items[i].title = state->columns.items[i].name;
    }
    tol_buf_release(&list);
    return is_done ? TOL_OK : tol_fail_nomem(err);
}

static void put_titles(const csv_state *state, tol_buf *buf)
{
    for (size_t i = 0; i < state->columns.n; i++) {
        if (i) {
            tol_buf_byte(buf, state->delimiter);
        }
        tol_table_put(buf, state->columns.items[i].title, state->delimiter);
    }
    tol_buf_byte(buf, '\n');
}

static void put_row(const csv_state *state, const tol_unit *unit, tol_buf *buf)
{
    for (size_t i = 0; i < state->columns.n; i++) {
        if (i) {
            tol_buf_byte(buf, state->delimiter);
        }
        tol_table_put(buf, field_of(unit, &state->columns.items[i], &state->pair), state->delimiter);
    }
    tol_buf_byte(buf, '\n');
}

static tol_status write_unit(tol_writing *writing, const tol_unit *unit, tol_error *err)
{
    csv_state *state = writing->state;
    const tol_variant *source, *target;
    tol_buf buf = TOL_BUF_INIT;
    bool is_pair = tol_pair_of(&state->pair, writing, unit, &source, &target);
    if (!is_pair && !writing->opt->columns) {
        return TOL_OK;
    }
    writing->n_left_out -= !is_pair;
    if (!state->has_columns) {
        tol_status status = choose_columns(state, writing, err);
        if (status) {
            return status;
        }
        state->has_columns = true;
        put_titles(state, &buf);
    }
    put_row(state, unit, &buf);
    return tol_pair_flush(writing, &buf, err);
}

/* ---- the file ---- */

static tol_status begin(tol_writing *writing, const tol_header *header, char delimiter, tol_error *err)
{
    csv_state *state = tol_mem_calloc(1, sizeof *state);
    if (!state) {
        return tol_fail_nomem(err);
    }
    writing->state = state;
    state->delimiter = delimiter;
    state->arena = (tol_arena)TOL_ARENA_INIT;
    tol_pair_begin(&state->pair, writing, header);
    return TOL_OK;
}

static tol_status begin_csv(tol_writing *writing, const tol_header *header, tol_error *err)
{
    return begin(writing, header, ',', err);
}

static tol_status begin_tsv(tol_writing *writing, const tol_header *header, tol_error *err)
{
    return begin(writing, header, '\t', err);
}

static void end(tol_writing *writing)
{
    (void)writing;
}

static void release(tol_writing *writing)
{
    csv_state *state = writing->state;
    if (state) {
        tol_arena_release(&state->arena);
        tol_mem_free(state);
        writing->state = NULL;
    }
}

const tol_write_fns tol_csv_write = {.header = begin_csv, .unit = write_unit, .end = end, .release = release};
const tol_write_fns tol_tsv_write = {.header = begin_tsv, .unit = write_unit, .end = end, .release = release};
