#include "formats/tmx_names.h"

#include <string.h>

static const char *const none[] = {NULL};
static const char *const tmx[] = {"version", NULL};
static const char *const header[] = {
    "creationtool", "creationtoolversion", "segtype",    "o-tmf",      "adminlang", "srclang", "datatype",
    "o-encoding",   "creationdate",        "creationid", "changedate", "changeid",  NULL};
static const char *const note[] = {"o-encoding", "xml:lang", NULL};
static const char *const prop[] = {"type", "xml:lang", "o-encoding", NULL};
static const char *const ude[] = {"name", "base", NULL};
static const char *const map[] = {"unicode", "code", "ent", "subst", NULL};
static const char *const tu[] = {"tuid",
                                 "o-encoding",
                                 "datatype",
                                 "usagecount",
                                 "lastusagedate",
                                 "creationtool",
                                 "creationtoolversion",
                                 "creationdate",
                                 "creationid",
                                 "changedate",
                                 "segtype",
                                 "changeid",
                                 "o-tmf",
                                 "srclang",
                                 NULL};
static const char *const tuv[] = {"xml:lang",
                                  "o-encoding",
                                  "datatype",
                                  "usagecount",
                                  "lastusagedate",
                                  "creationtool",
                                  "creationtoolversion",
                                  "creationdate",
                                  "creationid",
                                  "changedate",
                                  "o-tmf",
                                  "changeid",
                                  NULL};
static const char *const bpt[] = {"i", "x", "type", NULL};
static const char *const ept[] = {"i", NULL};
static const char *const ph[] = {"x", "assoc", "type", NULL};
static const char *const it[] = {"pos", "x", "type", NULL};
static const char *const hi[] = {"x", "type", NULL};
static const char *const sub[] = {"datatype", "type", NULL};
static const char *const ut[] = {"x", NULL};

#define ROW(name, attrs)                                                                                               \
    {                                                                                                                  \
        {(name), sizeof(name) - 1}, (attrs)                                                                            \
    }

const tol_tmx_names tol_tmx[TMX_ELEMENTS] = {
    [TOL_BPT] = ROW("bpt", bpt),    [TOL_EPT] = ROW("ept", ept),
    [TOL_PH] = ROW("ph", ph),       [TOL_IT] = ROW("it", it),
    [TOL_HI] = ROW("hi", hi),       [TOL_SUB] = ROW("sub", sub),
    [TOL_UT] = ROW("ut", ut),       [TOL_FOREIGN] = ROW("", none),
    [TMX_TMX] = ROW("tmx", tmx),    [TMX_HEADER] = ROW("header", header),
    [TMX_BODY] = ROW("body", none), [TMX_TU] = ROW("tu", tu),
    [TMX_TUV] = ROW("tuv", tuv),    [TMX_SEG] = ROW("seg", none),
    [TMX_NOTE] = ROW("note", note), [TMX_PROP] = ROW("prop", prop),
    [TMX_UDE] = ROW("ude", ude),    [TMX_MAP] = ROW("map", map),
};

int tol_tmx_find(tol_str name)
{
    /* the elements of units first: there are many of them */
    for (int i = TMX_ELEMENTS - 1; name.len && i >= 0; i--) {
        tol_str ours = tol_tmx[i].name;
        if (ours.len == name.len && ours.ptr[0] == name.ptr[0] && memcmp(ours.ptr, name.ptr, name.len) == 0) {
            return i;
        }
    }
    return TOL_FOREIGN;
}
