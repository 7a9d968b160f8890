#include "model/context_props.h"

#include <string.h>

#include "model/segment_text.h"
#include "tolmach/lang.h"

/* How a prop holds the text. */
typedef enum form {
    PLAIN,  /* as it is */
    SEG,    /* as XML, escaped or not */
    CONTENT /* source | tags | target | tags */
} form;

/* With their lengths: an export asks for all of them at each unit. */
#define T(text)                                                                                                        \
    {                                                                                                                  \
        (text), sizeof(text) - 1                                                                                       \
    }

static const struct {
    tol_str type;
    tol_side side;
    form form;
} kinds[] = {
    {T("prev"), TOL_BEFORE, PLAIN},
    {T("next"), TOL_AFTER, PLAIN},
    {T("x-context-pre"), TOL_BEFORE, SEG},
    {T("x-context-post"), TOL_AFTER, SEG},
    {T("context_prev"), TOL_BEFORE, PLAIN},
    {T("context_next"), TOL_AFTER, PLAIN},
    {T("x-previous-source-text"), TOL_BEFORE, SEG},
    {T("x-next-source-text"), TOL_AFTER, SEG},
    {T("x-ContextContent"), TOL_BEFORE, CONTENT},
};

static const tol_str document_types[] = {
    T("x-document"),
    T("file"),
    T("filename"),
    T("Txt::FileName"),
    T("x-filename"),
    T("Txt::Doc. No."),
    T("x-document:SingleString"),
};

static const tol_str key_types[] = {T("id"), T("x-IdContext"), T("x-context"), T("context")};
#undef T

static const tol_str separator = {" | ", 3};

/* Where field `no` of a list ends and begins; a doubled bar is none. The fields are cut at single bars. */
static tol_str field_of(tol_str list, unsigned no)
{
    size_t from = 0;
    for (size_t i = 0; i + separator.len <= list.len; i++) {
        if (memcmp(list.ptr + i, separator.ptr, separator.len) == 0) {
            if (no == 0) {
                return (tol_str){list.ptr + from, i - from};
            }
            no--;
            from = i + separator.len;
            i = from - 1;
        }
    }
    return no == 0 ? (tol_str){list.ptr + from, list.len - from} : TOL_STR_NULL;
}

/* A text in which bars were doubled. */
static tol_str single_bars(tol_str text, tol_arena *arena)
{
    char *out = tol_arena_alloc(arena, text.len + 1);
    size_t n = 0;
    for (size_t i = 0; out && i < text.len; i++) {
        out[n++] = text.ptr[i];
        i += text.ptr[i] == '|' && i + 1 < text.len && text.ptr[i + 1] == '|';
    }
    return out ? (tol_str){out, n} : TOL_STR_NULL;
}

/* One walk over the props of a unit and a variant. */
typedef struct walk {
    tol_side side;
    bool is_source; /* the variant is in the language of the first one */
    tol_arena *arena;
    bool (*each)(void *user, tol_str text);
    void *user;
    size_t n_texts;
} walk;

static bool hand_over(walk *w, tol_str text)
{
    if (!text.ptr) {
        return false;
    }
    w->n_texts++;
    return w->each(w->user, text);
}

static bool take_prop(walk *w, const tol_info *info, bool is_of_unit)
{
    tol_str type = tol_attrs_get(&info->attrs, TOL_LIT("type"));
    /* An empty prop says that there is no neighbour. */
    tol_str text = info->text.ptr ? info->text : TOL_LIT("");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].side != w->side || !tol_str_equal(type, kinds[i].type)) {
            continue;
        }
        if (kinds[i].form == CONTENT) {
            tol_str source = field_of(text, 0), field = w->is_source ? source : field_of(text, 2);
            /* A neighbour with a source has a target, though the prop may not know it. */
            return (field.len || !source.len) && hand_over(w, single_bars(field, w->arena));
        }
        if (is_of_unit && !w->is_source) {
            return false;
        }
        return hand_over(w, kinds[i].form == SEG ? tol_segment_text_of(text, w->arena) : text);
    }
    return false;
}

static bool take_props(walk *w, const tol_infos *infos, bool is_of_unit)
{
    for (size_t i = 0; i < infos->n; i++) {
        if (infos->items[i].kind == TOL_PROP && take_prop(w, &infos->items[i], is_of_unit)) {
            return true;
        }
    }
    return false;
}

static bool same_lang(tol_str a, tol_str b)
{
    char x[TOL_LANG_MAX], y[TOL_LANG_MAX];
    if (tol_str_equal(a, b)) {
        return true;
    }
    tol_lang_canonical(a, x);
    tol_lang_canonical(b, y);
    return strcmp(x, y) == 0;
}

bool tol_context_props(const tol_unit *unit, const tol_variant *variant, tol_side side, tol_arena *arena,
                       bool (*each)(void *user, tol_str text), void *user, size_t *n_texts)
{
    walk w = {.side = side, .arena = arena, .each = each, .user = user};
    w.is_source = variant == &unit->variants[0] || same_lang(variant->lang, unit->variants[0].lang);
    bool found = take_props(&w, &variant->infos, false) || take_props(&w, &unit->infos, true);
    *n_texts = w.n_texts;
    return found;
}

static tol_str first_prop(const tol_infos *infos, const tol_str *types, size_t n_types)
{
    tol_str text = TOL_STR_NULL;
    for (size_t i = 0; i < n_types && !text.len; i++) {
        text = tol_infos_prop(infos, types[i]);
    }
    return text;
}

static tol_str first_prop_of(const tol_unit *unit, const tol_str *types, size_t n_types)
{
    tol_str text = first_prop(&unit->infos, types, n_types);
    for (size_t i = 0; i < unit->n_variants && !text.len; i++) {
        text = first_prop(&unit->variants[i].infos, types, n_types);
    }
    return text;
}

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

tol_str tol_document_of(const tol_unit *unit)
{
    return first_prop_of(unit, document_types, COUNT(document_types));
}

tol_str tol_key_of(const tol_unit *unit)
{
    return first_prop_of(unit, key_types, COUNT(key_types));
}

static bool is_one_of(tol_str type, const tol_str *types, size_t n_types)
{
    for (size_t i = 0; i < n_types; i++) {
        if (tol_str_equal(type, types[i])) {
            return true;
        }
    }
    return false;
}

bool tol_is_context_prop(tol_str type)
{
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (tol_str_equal(type, kinds[i].type)) {
            return true;
        }
    }
    return is_one_of(type, document_types, COUNT(document_types)) || is_one_of(type, key_types, COUNT(key_types));
}
