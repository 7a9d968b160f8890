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

const tol_tmx_names tol_tmx[TMX_ELEMENTS] = {
    [TOL_BPT] = {"bpt", bpt},    [TOL_EPT] = {"ept", ept},
    [TOL_PH] = {"ph", ph},       [TOL_IT] = {"it", it},
    [TOL_HI] = {"hi", hi},       [TOL_SUB] = {"sub", sub},
    [TOL_UT] = {"ut", ut},       [TOL_FOREIGN] = {"", none},
    [TMX_TMX] = {"tmx", tmx},    [TMX_HEADER] = {"header", header},
    [TMX_BODY] = {"body", none}, [TMX_TU] = {"tu", tu},
    [TMX_TUV] = {"tuv", tuv},    [TMX_SEG] = {"seg", none},
    [TMX_NOTE] = {"note", note}, [TMX_PROP] = {"prop", prop},
    [TMX_UDE] = {"ude", ude},    [TMX_MAP] = {"map", map},
};

int tol_tmx_find(tol_str name)
{
    for (int i = 0; i < TMX_ELEMENTS; i++) {
        if (name.len && tol_str_equal(name, tol_str_of(tol_tmx[i].name))) {
            return i;
        }
    }
    return TOL_FOREIGN;
}
