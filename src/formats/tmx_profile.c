#include "formats/tmx_profile.h"

#include <string.h>

#include "formats/grow.h"
#include "formats/tmx_codes.h"
#include "formats/tmx_context.h"
#include "formats/tmx_fit.h"

const tol_profile_info tol_tmx_profiles[] = {
    [TMX_DEFAULT] = {"tmx", "default", "TMX 1.4 that every tool reads, valid under its DTD", false, false},
    [TMX_EXACT] = {"tmx", "exact", "everything as it stood, be it valid or not", true, false},
    [TMX_LEVEL1] = {"tmx", "level1", "plain text without inline codes", false, false},
    [TMX_OMEGAT] = {"tmx", "omegat", "for OmegaT: its tags; file, id, prev and next", false, true},
    [TMX_TRADOS] = {"tmx", "trados", "for Trados Studio: x-ContextContent and x-IdContext", false, true},
    [TMX_MEMOQ] = {"tmx", "memoq", "for memoQ: x-context-pre and x-context-post, x-document", false, true},
    [TMX_OKAPI] = {"tmx", "okapi", "for Okapi's tools: no DTD named, Txt::FileName", false, true},
    [TMX_WEBLATE] = {"tmx", "weblate", "for Weblate and the Translate Toolkit: codes as text, x-context", false, true},
    [TMX_PROFILES] = {NULL, NULL, NULL, false, false},
};

#define DTD "tmx14.dtd"

/* Tools tell their own dialect by creationtool and o-tmf, and read it with more trust than a stranger's. */
const tol_tmx_manner tol_tmx_manners[TMX_PROFILES] = {
    [TMX_DEFAULT] = {.doctype = DTD, .is_fitted = true},
    [TMX_EXACT] = {.doctype = DTD},
    [TMX_LEVEL1] = {.doctype = DTD, .is_fitted = true, .codes = TMX_CODES_DROPPED},
    [TMX_OMEGAT] = {.doctype = DTD,
                    .header = {{"creationtool", "OmegaT"},
                               {"creationtoolversion", "5.7"},
                               {"o-tmf", "OmegaT TMX"},
                               {"adminlang", "en-US"},
                               {"datatype", "plaintext"}},
                    .is_fitted = true,
                    .codes = TMX_CODES_AS_TAGS},
    [TMX_TRADOS] = {.doctype = DTD,
                    .header = {{"creationtool", "SDL Language Platform"},
                               {"creationtoolversion", "8.0"},
                               {"o-tmf", "SDL TM8 Format"},
                               {"datatype", "xml"}},
                    .props = {{"x-IncludesContextContent", "True"},
                              {"x-TextContextMatchType", "PrecedingSourceAndTarget"}},
                    .is_fitted = true},
    [TMX_MEMOQ] = {.doctype = DTD, .header = {{"creationtool", "MemoQ"}, {"o-tmf", "MemoQTM"}}, .is_fitted = true},
    [TMX_OKAPI] = {.is_fitted = true},
    [TMX_WEBLATE] = {.doctype = DTD,
                     .header = {{"adminlang", "en"}},
                     .is_fitted = true,
                     .needs_srclang = true,
                     .codes = TMX_CODES_AS_TEXT},
};

tol_tmx_profile tol_tmx_profile_find(const char *name)
{
    int i = 0;
    while (i < TMX_PROFILES && strcmp(tol_tmx_profiles[i].name, name) != 0) {
        i++;
    }
    return (tol_tmx_profile)i;
}

/* ---- the header ---- */

/* Set an attribute, in its place when it is there. */
static void set_attr(tol_attrs *attrs, const char *name, tol_str value, tol_arena *arena)
{
    for (size_t i = 0; i < attrs->n; i++) {
        if (tol_str_equal(attrs->items[i].name, tol_str_of(name))) {
            attrs->items[i].value = value;
            return;
        }
    }
    tol_attr *items = tol_arena_alloc(arena, (attrs->n + 1) * sizeof *items);
    if (items) {
        for (size_t i = 0; i < attrs->n; i++) {
            items[i] = attrs->items[i];
        }
        items[attrs->n++] = (tol_attr){tol_str_of(name), value};
        attrs->items = items;
    }
}

/* Add a prop unless there is one of its type. */
static void need_prop(tol_infos *infos, const char *type, const char *text, tol_arena *arena)
{
    if (tol_infos_prop(infos, tol_str_of(type)).ptr) {
        return;
    }
    tol_info *items = tol_arena_alloc(arena, (infos->n + 1) * sizeof *items);
    tol_attr *attr = tol_arena_alloc(arena, sizeof *attr);
    if (items && attr) {
        for (size_t i = 0; i < infos->n; i++) {
            items[i] = infos->items[i];
        }
        *attr = (tol_attr){TOL_LIT("type"), tol_str_of(type)};
        items[infos->n++] = (tol_info){TOL_PROP, {attr, 1}, tol_str_of(text)};
        infos->items = items;
    }
}

static void copy_attrs(tol_attrs *attrs, tol_arena *arena)
{
    tol_attr *items = tol_arena_alloc(arena, (attrs->n + 1) * sizeof *items);
    if (items && attrs->n) {
        memcpy(items, attrs->items, attrs->n * sizeof *items);
    }
    attrs->items = items;
    attrs->n = items ? attrs->n : 0;
}

const tol_header *tol_tmx_profile_header(tol_tmx_profile profile, const tol_header *header, tol_str srclang,
                                         tol_arena *arena)
{
    const tol_tmx_manner *manner = &tol_tmx_manners[profile];
    const tol_header *fitted = manner->is_fitted ? tol_tmx_fit_header(header, arena) : header;
    if (!fitted || (!manner->header[0][0] && !srclang.ptr)) {
        return fitted;
    }
    tol_header *out = tol_arena_alloc(arena, sizeof *out);
    if (!out) {
        return NULL;
    }
    *out = *fitted;
    copy_attrs(&out->attrs, arena);
    for (size_t i = 0; manner->header[i][0]; i++) {
        set_attr(&out->attrs, manner->header[i][0], tol_str_of(manner->header[i][1]), arena);
    }
    for (size_t i = 0; manner->props[i][0]; i++) {
        need_prop(&out->infos, manner->props[i][0], manner->props[i][1], arena);
    }
    if (srclang.ptr) {
        set_attr(&out->attrs, "srclang", srclang, arena);
    }
    return tol_arena_ok(arena) ? out : NULL;
}

/* ---- units ---- */

const tol_unit *tol_tmx_profile_unit(tol_tmx_profile profile, const tol_unit *unit, tol_str srclang, tol_arena *arena)
{
    const tol_tmx_manner *manner = &tol_tmx_manners[profile];
    if (manner->is_fitted) {
        unit = tol_tmx_fit_unit(unit, arena);
    }
    /* a language that fits not is none now: which variant is the source goes by what is written */
    if (unit && tol_tmx_profiles[profile].needs_neighbours) {
        unit = tol_tmx_context_unit(profile, unit, srclang, arena);
    }
    return unit && manner->codes != TMX_CODES_KEPT ? tol_tmx_codes_unit(manner->codes, unit, arena) : unit;
}
