#include "formats/table_columns.h"

#include <string.h>

#include "tolmach/lang.h"

/* Names that programs and people give to columns; all others are languages or props. */
static const struct {
    const char *title;
    tol_column_kind kind;
    const char *name;
} known[] = {
    {"-", TOL_COLUMN_SKIPPED, ""},
    {"", TOL_COLUMN_SKIPPED, ""},
    {"source", TOL_COLUMN_SOURCE, ""},
    {"source text", TOL_COLUMN_SOURCE, ""},
    {"source_text", TOL_COLUMN_SOURCE, ""},
    {"source segment", TOL_COLUMN_SOURCE, ""},
    {"src", TOL_COLUMN_SOURCE, ""},
    {"original", TOL_COLUMN_SOURCE, ""},
    {"исходный текст", TOL_COLUMN_SOURCE, ""},
    {"Исходный текст", TOL_COLUMN_SOURCE, ""},
    {"Оригинал", TOL_COLUMN_SOURCE, ""},
    {"оригинал", TOL_COLUMN_SOURCE, ""},
    {"target", TOL_COLUMN_TARGET, ""},
    {"target text", TOL_COLUMN_TARGET, ""},
    {"target_text", TOL_COLUMN_TARGET, ""},
    {"target segment", TOL_COLUMN_TARGET, ""},
    {"tgt", TOL_COLUMN_TARGET, ""},
    {"translation", TOL_COLUMN_TARGET, ""},
    {"перевод", TOL_COLUMN_TARGET, ""},
    {"Перевод", TOL_COLUMN_TARGET, ""},
    {"tuid", TOL_COLUMN_TUID, ""},
    {"id", TOL_COLUMN_TUID, ""},
    {"note", TOL_COLUMN_NOTE, ""},
    {"notes", TOL_COLUMN_NOTE, ""},
    {"comment", TOL_COLUMN_NOTE, ""},
    {"comments", TOL_COLUMN_NOTE, ""},
    {"context", TOL_COLUMN_PROP, "x-context"},
    {"creationdate", TOL_COLUMN_ATTR, "creationdate"},
    {"creationid", TOL_COLUMN_ATTR, "creationid"},
    {"changedate", TOL_COLUMN_ATTR, "changedate"},
    {"changeid", TOL_COLUMN_ATTR, "changeid"},
    {"lastusagedate", TOL_COLUMN_ATTR, "lastusagedate"},
    {"usagecount", TOL_COLUMN_ATTR, "usagecount"},
};

static tol_str trim(tol_str text)
{
    while (text.len && memchr(" \t\r\n", text.ptr[0], 4)) {
        text.ptr++;
        text.len--;
    }
    while (text.len && memchr(" \t\r\n", text.ptr[text.len - 1], 4)) {
        text.len--;
    }
    return text;
}

static tol_str behind(tol_str text, tol_str prefix)
{
    bool is_there = tol_str_starts_with(text, prefix);
    return is_there ? (tol_str){text.ptr + prefix.len, text.len - prefix.len} : TOL_STR_NULL;
}

/* Tags of two letters, alone or with more behind, and of three with more behind: "key" is a language too. */
static bool is_lang(tol_str title)
{
    char tag[TOL_LANG_MAX];
    bool is_tag = tol_lang_canonical(title, tag) && tol_lang_is_known(title);
    return is_tag && (tag[2] == '\0' || strchr(tag, '-'));
}

static tol_column column_of(tol_str title)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (tol_str_equal_nocase(title, tol_str_of(known[i].title))) {
            return (tol_column){known[i].kind, title, tol_str_of(known[i].name)};
        }
    }
    tol_str lang = behind(title, TOL_LIT("lang:")), prop = behind(title, TOL_LIT("prop:"));
    if (lang.ptr || is_lang(title)) {
        return (tol_column){TOL_COLUMN_LANG, title, lang.ptr ? lang : title};
    }
    return (tol_column){TOL_COLUMN_PROP, title, prop.ptr ? prop : title};
}

static void add(tol_columns *columns, tol_str title, tol_arena *arena)
{
    if (columns->n < TOL_FIELDS_MAX) {
        columns->items[columns->n++] = column_of(tol_arena_copy(arena, trim(title)));
    }
}

bool tol_columns_of_row(const tol_row *row, tol_arena *arena, tol_columns *columns)
{
    columns->n = 0;
    for (size_t i = 0; i < row->n; i++) {
        add(columns, row->fields[i], arena);
    }
    return tol_arena_ok(arena);
}

bool tol_columns_of_list(tol_str list, tol_arena *arena, tol_columns *columns)
{
    columns->n = 0;
    for (;;) {
        const char *comma = memchr(list.ptr, ',', list.len);
        size_t len = comma ? (size_t)(comma - list.ptr) : list.len;
        add(columns, (tol_str){list.ptr, len}, arena);
        if (!comma) {
            return tol_arena_ok(arena);
        }
        list.ptr += len + 1;
        list.len -= len + 1;
    }
}

bool tol_columns_hold_text(const tol_columns *columns)
{
    size_t n_source = 0, n_target = 0, n_lang = 0;
    for (size_t i = 0; i < columns->n; i++) {
        n_source += columns->items[i].kind == TOL_COLUMN_SOURCE;
        n_target += columns->items[i].kind == TOL_COLUMN_TARGET;
        n_lang += columns->items[i].kind == TOL_COLUMN_LANG;
    }
    return n_source <= 1 && n_target <= 1 && n_source + n_target + n_lang >= 2;
}

bool tol_row_is_header(void *unused, const tol_row *row)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_columns columns;
    (void)unused;
    bool is_header = tol_columns_of_row(row, &arena, &columns) && tol_columns_hold_text(&columns);
    tol_arena_release(&arena);
    return is_header;
}
