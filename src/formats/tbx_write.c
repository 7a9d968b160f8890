/*
 * TBX of version 3 in both styles and of version 2 (martif), a concept at a time.
 *
 * The schemas want an order, and groups that reading opened up: the notes of a term come before all else of it, what
 * belongs to a transaction, a description or an administrative note stands in a group with it, a source behind a
 * description is the source of that description. What has no place at its level becomes an `admin` (a description, when
 * it is a term note) of the same type, and is told.
 */
#include "base/fail.h"
#include "formats/concept_file.h"
#include "formats/grow.h"
#include "formats/tbx_names.h"
#include "formats/xml_text.h"
#include "tolmach/lang.h"

/* What the versions call their parts. */
typedef struct tbx_style {
    const char *head, *tail;
    const char *entry, *lang, *term;
    bool is_dct;
} tbx_style;

static const tbx_style dca = {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n<tbxHeader>\n",
    "</body>\n</text>\n</tbx>\n",
    "conceptEntry",
    "langSec",
    "termSec",
    false,
};

static const tbx_style dct = {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<tbx type=\"TBX-Linguist\" style=\"dct\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\""
    " xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\""
    " xmlns:ling=\"http://www.tbxinfo.net/ns/linguist\">\n<tbxHeader>\n",
    "</body>\n</text>\n</tbx>\n",
    "conceptEntry",
    "langSec",
    "termSec",
    true,
};

static const tbx_style martif = {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n"
    "<martif type=\"TBX\" xml:lang=\"en\">\n<martifHeader>\n",
    "</body>\n</text>\n</martif>\n",
    "termEntry",
    "langSet",
    "tig",
    false,
};

/* Categories in their order, borrowed. */
typedef struct list {
    const tol_category **items;
    size_t n;
} list;

typedef struct tbx_writer {
    tol_concept_file *file;
    const tbx_style *style;
    tol_buf *buf;
    bool in_term;
} tbx_writer;

static bool is(tol_str text, const char *name)
{
    return tol_str_equal(text, tol_str_of(name));
}

static void add(tbx_writer *writer, list *l, const tol_category *category)
{
    const tol_category **items = tol_grow(&writer->file->arena, l->items, l->n, sizeof *items);
    if (items) {
        items[l->n++] = category;
        l->items = items;
    }
}

static void put(tbx_writer *writer, const char *text)
{
    tol_buf_add(writer->buf, tol_str_of(text));
}

static void tag(tbx_writer *writer, const char *before, const char *name, const char *after)
{
    put(writer, before);
    put(writer, name);
    put(writer, after);
}

/* ---- categories ---- */

/* A date as XML Schema has it: "2026-10-25", also with a time behind it. */
static bool is_xml_date(tol_str text)
{
    static const char pattern[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof pattern - 1; i++) {
        bool is_digit = i < text.len && (unsigned)text.ptr[i] - '0' < 10u;
        if (i >= text.len || (pattern[i] == 'd' ? !is_digit : text.ptr[i] != '-')) {
            return false;
        }
    }
    return text.len == 10 || (text.len >= 19 && text.ptr[10] == 'T');
}

/* The element that a category is written as, when it stands alone or begins a group: its own where that can be. */
static const char *head_of(tbx_writer *writer, const tol_category *category, bool has_target)
{
    static const char *const heads[] = {"descrip", "admin", "note", "transac", "ref"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (is(category->element, heads[i]) && !(i == 2 && category->type.len)) {
            return heads[i];
        }
    }
    if (is(category->element, "xref") && has_target) {
        return "xref";
    }
    if (is(category->element, "termNote")) {
        if (writer->in_term) {
            return "termNote";
        }
        tol_concept_file_tell(writer->file, "category-moved", "the term note \"%.*s\" of no term becomes a description",
                              TOL_ARG(category->type));
        return "descrip";
    }
    tol_concept_file_tell(writer->file, "category-moved",
                          "\"%.*s\" cannot stand here and becomes a category of its own", TOL_ARG(category->element));
    return "admin";
}

static const char *module_prefix(const tbx_writer *writer, const char *element, tol_str type)
{
    static const char *const prefixes[] = {NULL, "min:", "basic:", "ling:"};
    return writer->style->is_dct ? prefixes[tol_tbx_module_of(tol_str_of(element), type)] : NULL;
}

/* One element with its text. A type is required of all but notes and dates. */
static void put_category(tbx_writer *writer, const char *element, const tol_category *category,
                         const tol_category *target)
{
    bool is_typed = !is(tol_str_of(element), "note") && !is(tol_str_of(element), "date");
    tol_str type = category->type.ptr               ? category->type
                   : is(category->element, element) ? TOL_LIT("")
                                                    : category->element;
    const char *prefix = is_typed ? module_prefix(writer, element, type) : NULL;
    tol_buf *buf = writer->buf;
    put(writer, "<");
    if (prefix) {
        put(writer, prefix);
        tol_buf_add(buf, type);
    } else {
        put(writer, element);
        if (is_typed) {
            tol_xml_put_attr(buf, TOL_LIT("type"), type);
        }
    }
    if (target) {
        tol_xml_put_attr(buf, TOL_LIT("target"), target->text);
    }
    put(writer, ">");
    tol_xml_put_text(buf, category->text);
    put(writer, "</");
    put(writer, prefix ? prefix : element);
    if (prefix) {
        tol_buf_add(buf, type);
    }
    put(writer, ">\n");
}

/* The target that stands right behind a category. */
static const tol_category *target_at(const list *l, size_t i)
{
    return i < l->n && is(l->items[i]->element, "target") ? l->items[i] : NULL;
}

/* The element of one that stands in a group behind its head; NULL: it does not belong there. */
static const char *member_of(const char *head, const tol_category *category)
{
    if (is(tol_str_of(head), "transac")) {
        bool is_date = is(category->element, "date");
        return is(category->element, "transacNote") || (is_date && !is_xml_date(category->text)) ? "transacNote"
               : is_date                                                                         ? "date"
                                                                                                 : NULL;
    }
    if (is(tol_str_of(head), "descrip")) {
        bool is_source = is(category->element, "admin") && is(category->type, "source");
        return is(category->element, "descripNote") ? "descripNote" : is_source ? "admin" : NULL;
    }
    return is(tol_str_of(head), "admin") && is(category->element, "adminNote") ? "adminNote" : NULL;
}

/* Write the group that begins at `i`, and say where the next one does. A group of one is written without its tags,
 * except a transaction, which has no other place. */
static size_t put_group(tbx_writer *writer, const list *l, size_t i)
{
    const tol_category *first = l->items[i];
    const tol_category *target = target_at(l, i + 1);
    const char *head = head_of(writer, first, target != NULL);
    size_t next = i + (target ? 2 : 1);
    bool is_open = is(tol_str_of(head), "transac") || (next < l->n && member_of(head, l->items[next]));
    if (is_open) {
        tag(writer, "<", head, "Grp>\n");
    }
    put_category(writer, head, first, target);
    while (next < l->n) {
        const char *member = member_of(head, l->items[next]);
        if (!member) {
            break;
        }
        target = target_at(l, next + 1);
        put_category(writer, member, l->items[next], target);
        next += target ? 2 : 1;
    }
    if (is_open) {
        tag(writer, "</", head, "Grp>\n");
    }
    return next;
}

static void put_categories(tbx_writer *writer, const list *l)
{
    for (size_t i = 0; i < l->n;) {
        i = put_group(writer, l, i);
    }
}

/* ---- terms ---- */

/* Whether the term's categories say its status by themselves. */
static bool says_status(const tol_term *term)
{
    return term->status == TOL_TERM_UNKNOWN || tol_term_status_of(term->categories, term->n_categories) == term->status;
}

/* "forbidden" is no value of the standard's, which has nothing stronger than "deprecated": a second note says it. */
static void put_status(tbx_writer *writer, tol_term_status status)
{
    static const char *const values[] = {
        [TOL_TERM_PREFERRED] = "preferredTerm-admn-sts",
        [TOL_TERM_ADMITTED] = "admittedTerm-admn-sts",
        [TOL_TERM_DEPRECATED] = "deprecatedTerm-admn-sts",
        [TOL_TERM_FORBIDDEN] = "deprecatedTerm-admn-sts",
    };
    tol_category note = {.element = TOL_LIT("termNote"), .type = TOL_LIT("administrativeStatus")};
    note.text = tol_str_of(values[(size_t)status]);
    put_category(writer, "termNote", &note, NULL);
    if (status == TOL_TERM_FORBIDDEN) {
        note = (tol_category){.element = note.element, .type = TOL_LIT("status"), .text = TOL_LIT("forbidden")};
        put_category(writer, "termNote", &note, NULL);
    }
}

static void put_term(tbx_writer *writer, const tol_term *term)
{
    list notes = {NULL, 0}, others = {NULL, 0};
    list *last = &others;
    bool adds_status = !says_status(term);
    for (size_t i = 0; i < term->n_categories; i++) {
        const tol_category *category = &term->categories[i];
        if (adds_status && is(category->element, "termNote") && is(category->type, "administrativeStatus")) {
            continue; /* what it says is not what the term is */
        }
        last = is(category->element, "target") ? last : is(category->element, "termNote") ? &notes : &others;
        add(writer, last, category);
    }
    tag(writer, "<", writer->style->term, ">\n<term>");
    tol_xml_put_text(writer->buf, term->text);
    put(writer, "</term>\n");
    if (adds_status) {
        put_status(writer, term->status);
    }
    writer->in_term = true;
    put_categories(writer, &notes);
    put_categories(writer, &others);
    writer->in_term = false;
    tag(writer, "</", writer->style->term, ">\n");
}

/* ---- concepts ---- */

/* Whether a language has a term before the one numbered `end`. */
static bool has_lang(const tol_concept *entry, tol_str lang, size_t end)
{
    for (size_t i = 0; i < end; i++) {
        if (entry->terms[i].text.len && tol_str_equal(entry->terms[i].lang, lang)) {
            return true;
        }
    }
    return false;
}

/* The categories of the concept (absent `lang`: and those of languages that it has no term in), or of a language. */
static list categories_of(tbx_writer *writer, const tol_concept *entry, tol_str lang)
{
    list l = {NULL, 0};
    for (size_t i = 0; i < entry->n_categories; i++) {
        const tol_category *category = &entry->categories[i];
        bool is_here = category->lang.len && has_lang(entry, category->lang, entry->n_terms);
        if (lang.ptr ? is_here && tol_str_equal(category->lang, lang) : !is_here) {
            add(writer, &l, category);
            if (!lang.ptr && category->lang.len) {
                tol_concept_file_tell(writer->file, "category-moved",
                                      "what is said in \"%.*s\", which has no term, becomes a category of the concept",
                                      TOL_ARG(category->lang));
            }
        }
    }
    return l;
}

/* xml:lang as the schemas have it. */
static void put_lang(tbx_writer *writer, tol_str lang)
{
    char tag_text[TOL_LANG_MAX];
    bool is_tag = tol_lang_canonical(lang, tag_text);
    if (!is_tag) {
        tol_concept_file_tell(writer->file, "language-unknown", "\"%.*s\" is no language and is written as \"und\"",
                              TOL_ARG(lang));
    }
    tag(writer, "<", writer->style->lang, "");
    tol_xml_put_attr(writer->buf, TOL_LIT("xml:lang"), is_tag ? tol_str_of(tag_text) : TOL_LIT("und"));
    put(writer, ">\n");
}

static void put_language(tbx_writer *writer, const tol_concept *entry, size_t first)
{
    tol_str lang = entry->terms[first].lang;
    put_lang(writer, lang);
    if (lang.len) {
        list l = categories_of(writer, entry, lang);
        put_categories(writer, &l);
    }
    for (size_t i = first; i < entry->n_terms; i++) {
        if (entry->terms[i].text.len && tol_str_equal(entry->terms[i].lang, lang)) {
            put_term(writer, &entry->terms[i]);
        }
    }
    tag(writer, "</", writer->style->lang, ">\n");
}

static tol_status write_entry(tol_concept_file *file, const tol_concept *entry, const tbx_style *style, tol_error *err)
{
    tbx_writer writer = {.file = file, .style = style, .buf = &file->buf};
    tol_str id = tol_concept_file_id(file, entry->name);
    if (!id.ptr) {
        return tol_fail_nomem(err);
    }
    tag(&writer, "<", style->entry, "");
    tol_xml_put_attr(&file->buf, TOL_LIT("id"), id);
    put(&writer, ">\n");
    list l = categories_of(&writer, entry, TOL_STR_NULL);
    put_categories(&writer, &l);
    for (size_t i = 0; i < entry->n_terms; i++) {
        if (entry->terms[i].text.len && !has_lang(entry, entry->terms[i].lang, i)) {
            put_language(&writer, entry, i);
        }
    }
    tag(&writer, "</", style->entry, ">\n");
    return TOL_OK;
}

static tol_status begin(tol_concept_file *file, const tbx_style *style, tol_error *err)
{
    tbx_writer writer = {.file = file, .style = style, .buf = &file->buf};
    put(&writer, style->head);
    put(&writer, "<fileDesc>\n<titleStmt>\n<title>");
    tol_xml_put_text(&file->buf, tol_str_of(file->opt->title ? file->opt->title : "tolmach"));
    put(&writer, "</title>\n</titleStmt>\n<sourceDesc>\n<p>written by tolmach</p>\n</sourceDesc>\n</fileDesc>\n");
    put(&writer, style == &martif ? "<encodingDesc>\n<p type=\"XCSURI\">TBXXCSV02.xcs</p>\n</encodingDesc>\n"
                                    "</martifHeader>\n"
                                  : "</tbxHeader>\n");
    put(&writer, "<text>\n<body>\n");
    return tol_concept_file_flush(file, err);
}

static tol_status end(tol_concept_file *file, const tbx_style *style)
{
    tol_buf_add(&file->buf, tol_str_of(style->tail));
    return TOL_OK;
}

/* ---- the three of them ---- */

/* NOLINTBEGIN(bugprone-macro-parentheses): names that are defined cannot stand in parentheses */
#define TBX_WRITER(name, style)                                                                                        \
    static tol_status begin_##style(tol_concept_file *file, tol_error *err)                                            \
    {                                                                                                                  \
        return begin(file, &style, err);                                                                               \
    }                                                                                                                  \
    static tol_status entry_##style(tol_concept_file *file, const tol_concept *entry, tol_error *err)                  \
    {                                                                                                                  \
        return write_entry(file, entry, &style, err);                                                                  \
    }                                                                                                                  \
    static tol_status end_##style(tol_concept_file *file, tol_error *err)                                              \
    {                                                                                                                  \
        (void)err;                                                                                                     \
        return end(file, &style);                                                                                      \
    }                                                                                                                  \
    const tol_concept_write_fns name = {false, begin_##style, entry_##style, end_##style};
/* NOLINTEND(bugprone-macro-parentheses) */

TBX_WRITER(tol_tbx_dca_write, dca)
TBX_WRITER(tol_tbx_dct_write, dct)
TBX_WRITER(tol_tbx_martif_write, martif)
