#include "formats/term_columns.h"

#include <string.h>

#include "formats/tbx_names.h"
#include "text/lang_names.h"

static bool is(tol_str text, const char *name)
{
    return tol_str_equal_nocase(text, tol_str_of(name));
}

static bool is_one_of(tol_str text, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (tol_title_is(text, names[i])) {
            return true;
        }
    }
    return false;
}

#define IS_ONE_OF(text, names) is_one_of((text), (names), sizeof(names) / sizeof((names)[0]))

static tol_str behind(tol_str text, size_t len)
{
    return (tol_str){text.ptr + len, text.len - len};
}

bool tol_is_lang_title(tol_str title)
{
    char tag[TOL_LANG_MAX];
    bool is_tag = tol_lang_canonical(title, tag) && tol_lang_is_known(title);
    return is_tag && (tag[2] == '\0' || strchr(tag, '-'));
}

/* ---- names that stand for a language ---- */

/* The language that a title's first word names; absent: none. `source` and `target` are those of the file. */
static tol_str lang_of(tol_term_columns *columns, tol_str word, tol_arena *arena)
{
    static const char *const sources[] = {"source", "src", "sourceterm", "исходныйтермин"};
    static const char *const targets[] = {"target", "tgt", "targetterm", "translation", "перевод"};
    bool is_source = IS_ONE_OF(word, sources);
    if (is_source || IS_ONE_OF(word, targets)) {
        tol_str lang = is_source ? columns->source_lang : columns->target_lang;
        columns->needs_langs |= !lang.ptr;
        return lang.ptr ? lang : TOL_LIT("und");
    }
    if (word.len > 5 && is((tol_str){word.ptr, 5}, "lang:")) {
        return behind(word, 5);
    }
    if (word.len > 5 && is((tol_str){word.ptr, 5}, "term:")) { /* UTX from 1.20 on */
        return behind(word, 5);
    }
    if (tol_is_lang_title(word) || tol_str_equal(word, TOL_LIT("und"))) {
        return word;
    }
    char tag[TOL_LANG_MAX];
    return tol_lang_of_english_name(word, tag) ? tol_arena_copy(arena, tol_str_of(tag)) : TOL_STR_NULL;
}

/* ---- names of categories ---- */

/* "termNote:register", "note": an element of TBX, with the type behind a colon. */
static bool take_element(tol_str name, tol_term_column *column)
{
    const char *colon = memchr(name.ptr, ':', name.len);
    tol_str element = {name.ptr, colon ? (size_t)(colon - name.ptr) : name.len};
    if (tol_tbx_find(element) != TBX_CATEGORY && !(colon && tol_str_equal(element, TOL_LIT("target")))) {
        return false;
    }
    column->element = element;
    column->type = colon ? behind(name, element.len + 1) : TOL_STR_NULL;
    return true;
}

/* "term ", "language ", "concept " in front say where it stands, when that is not the usual place. */
static bool take_level(tol_str *name, tol_term_level *level)
{
    static const char *const words[] = {"concept ", "language ", "term "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t len = strlen(words[i]);
        if (name->len > len && is((tol_str){name->ptr, len}, words[i])) {
            *name = behind(*name, len);
            *level = (tol_term_level)i;
            return true;
        }
    }
    return false;
}

/* What a title says without its language. */
static bool take_name(tol_str name, tol_term_column *column)
{
    static const char *const statuses[] = {"status", "termstatus", "usagestatus", "статус"};
    static const char *const forbidden[] = {"forbidden", "запрещено", "запрещен"};
    static const char *const terms[] = {"term", "термин"};
    column->kind = IS_ONE_OF(name, statuses)    ? TOL_TERM_COLUMN_STATUS
                   : IS_ONE_OF(name, forbidden) ? TOL_TERM_COLUMN_FORBIDDEN
                   : IS_ONE_OF(name, terms)     ? TOL_TERM_COLUMN_TERM
                                                : TOL_TERM_COLUMN_CATEGORY;
    column->is_told = false;
    if (column->kind != TOL_TERM_COLUMN_CATEGORY) {
        column->level = TOL_OF_TERM;
        return true;
    }
    const tol_term_field *field = tol_term_field_of_title(name);
    tol_term_level level = TOL_OF_TERM;
    bool is_told = column->is_told = !field && take_level(&name, &level);
    field = field ? field : tol_term_field_of_title(name);
    if (field) {
        column->element = tol_str_of(field->element);
        column->type = tol_str_of(field->type);
        level = is_told || field->level == TOL_OF_CONCEPT ? level : field->level;
    } else if (!take_element(name, column)) {
        return false;
    }
    column->level = column->lang.ptr ? level : TOL_OF_CONCEPT;
    return true;
}

/* ---- memoQ ---- */

static bool take_memoq(tol_str title, tol_term_column *column)
{
    static const struct {
        const char *title;
        tol_term_column_kind kind;
        const char *element, *type;
    } table[] = {
        {"Entry_ID", TOL_TERM_COLUMN_ID, NULL, NULL},
        {"Entry_Subject", TOL_TERM_COLUMN_CATEGORY, "descrip", "subjectField"},
        {"Entry_Domain", TOL_TERM_COLUMN_CATEGORY, "descrip", "domain"},
        {"Entry_ClientID", TOL_TERM_COLUMN_CATEGORY, "admin", "customerSubset"},
        {"Entry_ProjectID", TOL_TERM_COLUMN_CATEGORY, "admin", "projectSubset"},
        {"Entry_Created", TOL_TERM_COLUMN_ORIGIN, "date", NULL},
        {"Entry_Creator", TOL_TERM_COLUMN_ORIGIN, "transacNote", "responsibility"},
        {"Entry_LastModified", TOL_TERM_COLUMN_CHANGE, "date", NULL},
        {"Entry_Modifier", TOL_TERM_COLUMN_CHANGE, "transacNote", "responsibility"},
        {"Entry_Note", TOL_TERM_COLUMN_CATEGORY, "note", NULL},
        {"Term_Info", TOL_TERM_COLUMN_INFO, NULL, NULL},
        {"Term_Example", TOL_TERM_COLUMN_CATEGORY, "descrip", "context"},
        {"Term_Forbidden", TOL_TERM_COLUMN_FORBIDDEN, NULL, NULL},
        {"Term_CaseSensitivity", TOL_TERM_COLUMN_CATEGORY, "admin", "caseSensitivity"},
        {"Term_PrefixMatching", TOL_TERM_COLUMN_CATEGORY, "admin", "prefixMatching"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (is(title, table[i].title)) {
            column->kind = table[i].kind;
            column->element = tol_str_of(table[i].element);
            column->type = tol_str_of(table[i].type);
            column->level = title.ptr[0] == 'T' || title.ptr[0] == 't' ? TOL_OF_TERM : TOL_OF_CONCEPT;
            return true;
        }
    }
    return false;
}

/* "English_United_States_Def" */
static bool take_memoq_definition(tol_term_columns *columns, tol_str title, tol_arena *arena, tol_term_column *column)
{
    if (title.len <= 4 || !is(behind(title, title.len - 4), "_Def")) {
        return false;
    }
    column->lang = lang_of(columns, (tol_str){title.ptr, title.len - 4}, arena);
    column->kind = TOL_TERM_COLUMN_CATEGORY;
    column->level = TOL_OF_LANGUAGE;
    column->element = TOL_LIT("descrip");
    column->type = TOL_LIT("definition");
    return column->lang.ptr != NULL;
}

/* ---- columns ---- */

/* "ru status", "src:pos", "status:ru", "Term (ru)", "definition_en": a name and a language, in either order. */
static bool take_both(tol_term_columns *columns, tol_str title, tol_arena *arena, tol_term_column *column)
{
    for (size_t i = 1; i + 1 < title.len; i++) {
        if (!memchr(" :_(", title.ptr[i], 4)) {
            continue;
        }
        tol_str head = tol_trim((tol_str){title.ptr, i});
        tol_str tail = tol_trim(behind(title, i + 1));
        tail.len -= title.ptr[i] == '(' && tail.len && tail.ptr[tail.len - 1] == ')';
        column->lang = lang_of(columns, head, arena);
        if (column->lang.ptr && take_name(tail, column)) {
            return true;
        }
        column->lang = TOL_STR_NULL;
        if (take_name(head, column)) {
            column->lang = lang_of(columns, tail, arena);
            if (column->lang.ptr) {
                return take_name(head, column);
            }
        }
    }
    return false;
}

static bool take_plain(tol_term_columns *columns, tol_str title, tol_arena *arena, tol_term_column *column)
{
    static const char *const ids[] = {"id", "conceptid", "entryid", "key"};
    static const char *const langs[] = {"lang", "language", "locale", "язык"};
    bool is_id = IS_ONE_OF(title, ids);
    if (is_id || IS_ONE_OF(title, langs)) {
        column->kind = is_id ? TOL_TERM_COLUMN_ID : TOL_TERM_COLUMN_LANG;
        column->is_id_or_lang = is(title, "id");
        return true;
    }
    if (take_memoq(title, column) || take_memoq_definition(columns, title, arena, column)) {
        return true;
    }
    column->lang = TOL_STR_NULL;
    if (take_name(title, column)) {
        column->is_bare = column->kind == TOL_TERM_COLUMN_TERM;
        return true;
    }
    return false;
}

/* A title that is nothing but a language: its terms. */
static bool take_lang(tol_term_columns *columns, tol_str title, tol_arena *arena, tol_term_column *column)
{
    column->lang = lang_of(columns, title, arena);
    column->kind = TOL_TERM_COLUMN_TERM;
    column->level = TOL_OF_TERM;
    return column->lang.ptr != NULL;
}

static tol_term_column column_of(tol_term_columns *columns, tol_str title, tol_arena *arena)
{
    tol_term_column column = {.kind = TOL_TERM_COLUMN_SKIPPED, .term = TOL_FIELDS_MAX};
    bool is_skipped = title.len == 0 || is(title, "-");
    /* "en_note" is a note and no dialect of English */
    if (is_skipped || take_plain(columns, title, arena, &column) || take_both(columns, title, arena, &column) ||
        take_lang(columns, title, arena, &column)) {
        return column;
    }
    column = (tol_term_column){.kind = TOL_TERM_COLUMN_CATEGORY, .is_unknown = true, .term = TOL_FIELDS_MAX};
    column.element = TOL_LIT("descrip");
    column.type = title;
    return column;
}

/* MateCat's and memoQ's columns tell of the term before them. */
static bool tells_of_last(const tol_term_column *column, tol_str title)
{
    return (column->level == TOL_OF_TERM && !column->lang.ptr && !column->is_bare &&
            column->kind != TOL_TERM_COLUMN_STATUS &&
            (column->kind != TOL_TERM_COLUMN_FORBIDDEN || is(title, "Term_Forbidden"))) ||
           is(title, "Notes") || is(title, "Example of use");
}

static void add(tol_term_columns *columns, tol_str title, tol_arena *arena)
{
    if (columns->n == TOL_FIELDS_MAX) {
        return;
    }
    title = tol_arena_copy(arena, tol_trim(title));
    tol_term_column column = title.ptr ? column_of(columns, title, arena) : (tol_term_column){.term = TOL_FIELDS_MAX};
    bool to_last = tells_of_last(&column, title);
    for (size_t i = columns->n; i-- > 0 && column.term == TOL_FIELDS_MAX;) {
        const tol_term_column *other = &columns->items[i];
        bool is_its =
            to_last || (column.level == TOL_OF_TERM && column.lang.ptr && tol_str_equal(other->lang, column.lang));
        column.term = other->kind == TOL_TERM_COLUMN_TERM && is_its ? i : column.term;
    }
    if (to_last && column.term < TOL_FIELDS_MAX) {
        column.level = TOL_OF_TERM;
        column.lang = columns->items[column.term].lang;
    } else if (to_last) {
        column.level = TOL_OF_CONCEPT;
    }
    columns->items[columns->n++] = column;
}

/* What stands before its term's column. */
static void find_term(tol_term_columns *columns, size_t i)
{
    tol_term_column *column = &columns->items[i];
    bool is_lost = column->level == TOL_OF_TERM && column->kind != TOL_TERM_COLUMN_TERM && column->lang.ptr;
    for (size_t k = i + 1; k < columns->n && is_lost && column->term == TOL_FIELDS_MAX; k++) {
        const tol_term_column *other = &columns->items[k];
        bool is_its = other->kind == TOL_TERM_COLUMN_TERM && tol_str_equal(other->lang, column->lang);
        column->term = is_its ? k : TOL_FIELDS_MAX;
    }
}

/* What no title said a language for: where a column says it row by row, the row is all about one term; else the term
 * is of the source language, and what grammar says is of it. */
static void settle(tol_term_columns *columns, tol_term_column *column, bool has_lang)
{
    if (column->is_bare) {
        columns->needs_langs |= !has_lang && !columns->source_lang.ptr;
        column->lang = has_lang ? TOL_STR_NULL : columns->source_lang.ptr ? columns->source_lang : TOL_LIT("und");
    }
    const tol_term_field *field = tol_term_field_of_category(column->element, column->type);
    bool is_grammar = tol_str_equal(column->element, TOL_LIT("termNote"));
    if (column->kind == TOL_TERM_COLUMN_CATEGORY && column->level == TOL_OF_CONCEPT && !column->is_told) {
        column->of_first = is_grammar || (has_lang && field && field->level == TOL_OF_TERM);
    }
}

/* "en,id" is Indonesian beside English: a title "id" that is not the first, where there is just one other language. */
static void find_indonesian(tol_term_columns *columns)
{
    tol_term_column *found = NULL;
    size_t n_langs = 0;
    for (size_t i = 0; i < columns->n; i++) {
        tol_term_column *column = &columns->items[i];
        found = i > 0 && column->is_id_or_lang ? column : found;
        n_langs += column->kind == TOL_TERM_COLUMN_TERM || column->kind == TOL_TERM_COLUMN_LANG;
    }
    if (found && n_langs == 1) {
        found->kind = TOL_TERM_COLUMN_TERM;
        found->level = TOL_OF_TERM;
        found->lang = TOL_LIT("id");
    }
}

static void finish(tol_term_columns *columns)
{
    bool has_lang = false;
    find_indonesian(columns);
    for (size_t i = 0; i < columns->n; i++) {
        has_lang |= columns->items[i].kind == TOL_TERM_COLUMN_LANG;
    }
    for (size_t i = 0; i < columns->n; i++) {
        settle(columns, &columns->items[i], has_lang);
        find_term(columns, i);
    }
}

static void start(tol_term_columns *columns)
{
    columns->n = 0;
    columns->needs_langs = false;
}

bool tol_term_columns_of_row(const tol_row *row, tol_arena *arena, tol_term_columns *columns)
{
    start(columns);
    for (size_t i = 0; i < row->n; i++) {
        add(columns, row->fields[i], arena);
    }
    finish(columns);
    return tol_arena_ok(arena);
}

bool tol_term_columns_of_list(tol_str list, tol_arena *arena, tol_term_columns *columns)
{
    start(columns);
    for (;;) {
        const char *comma = memchr(list.ptr, ',', list.len);
        size_t len = comma ? (size_t)(comma - list.ptr) : list.len;
        add(columns, (tol_str){list.ptr, len}, arena);
        if (!comma) {
            finish(columns);
            return tol_arena_ok(arena);
        }
        list = behind(list, len + 1);
    }
}

bool tol_row_names_terms(void *unused, const tol_row *row)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_term_columns columns = {.source_lang = TOL_LIT("qaa"), .target_lang = TOL_LIT("qab")};
    (void)unused;
    size_t n_langs = 0, n_unknown = 0;
    bool has_lang = false;
    tol_str first = TOL_STR_NULL;
    bool is_read = tol_term_columns_of_row(row, &arena, &columns);
    for (size_t i = 0; is_read && i < columns.n; i++) {
        const tol_term_column *column = &columns.items[i];
        bool is_term = column->kind == TOL_TERM_COLUMN_TERM;
        n_langs += is_term && (n_langs == 0 || (n_langs == 1 && !tol_str_equal_nocase(first, column->lang)));
        first = is_term && !first.ptr ? column->lang : first;
        n_unknown += column->is_unknown;
        has_lang |= column->kind == TOL_TERM_COLUMN_LANG;
    }
    bool names_terms = n_langs > 1 || (n_langs == 1 && has_lang) || (n_langs == 1 && row->n > 1 && n_unknown == 0);
    tol_arena_release(&arena);
    return names_terms;
}

bool tol_row_is_memoq(void *unused, const tol_row *row)
{
    (void)unused;
    return row->n > 1 && is(tol_trim(row->fields[0]), "Entry_ID");
}
