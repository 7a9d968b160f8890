#include "formats/tmx_names.h"

#include <string.h>

/* Attributes in the order of the DTD. */
#define N(text)                                                                                                        \
    {                                                                                                                  \
        (text), sizeof(text) - 1                                                                                       \
    }
#define END                                                                                                            \
    {                                                                                                                  \
        NULL, 0                                                                                                        \
    }

static const tol_str none_attrs[] = {END};
static const tol_str tmx_attrs[] = {N("version"), END};
static const tol_str header_attrs[] = {N("creationtool"),
                                       N("creationtoolversion"),
                                       N("segtype"),
                                       N("o-tmf"),
                                       N("adminlang"),
                                       N("srclang"),
                                       N("datatype"),
                                       N("o-encoding"),
                                       N("creationdate"),
                                       N("creationid"),
                                       N("changedate"),
                                       N("changeid"),
                                       END};
static const tol_str note_attrs[] = {N("o-encoding"), N("xml:lang"), END};
static const tol_str prop_attrs[] = {N("type"), N("xml:lang"), N("o-encoding"), END};
static const tol_str ude_attrs[] = {N("name"), N("base"), END};
static const tol_str map_attrs[] = {N("unicode"), N("code"), N("ent"), N("subst"), END};
static const tol_str tu_attrs[] = {N("tuid"),
                                   N("o-encoding"),
                                   N("datatype"),
                                   N("usagecount"),
                                   N("lastusagedate"),
                                   N("creationtool"),
                                   N("creationtoolversion"),
                                   N("creationdate"),
                                   N("creationid"),
                                   N("changedate"),
                                   N("segtype"),
                                   N("changeid"),
                                   N("o-tmf"),
                                   N("srclang"),
                                   END};
static const tol_str tuv_attrs[] = {N("xml:lang"),
                                    N("o-encoding"),
                                    N("datatype"),
                                    N("usagecount"),
                                    N("lastusagedate"),
                                    N("creationtool"),
                                    N("creationtoolversion"),
                                    N("creationdate"),
                                    N("creationid"),
                                    N("changedate"),
                                    N("o-tmf"),
                                    N("changeid"),
                                    END};
static const tol_str bpt_attrs[] = {N("i"), N("x"), N("type"), END};
static const tol_str ept_attrs[] = {N("i"), END};
static const tol_str ph_attrs[] = {N("x"), N("assoc"), N("type"), END};
static const tol_str it_attrs[] = {N("pos"), N("x"), N("type"), END};
static const tol_str hi_attrs[] = {N("x"), N("type"), END};
static const tol_str sub_attrs[] = {N("datatype"), N("type"), END};
static const tol_str ut_attrs[] = {N("x"), END};
#undef N
#undef END

#define ROW(name, attrs)                                                                                               \
    {                                                                                                                  \
        {(name), sizeof(name) - 1}, (attrs)                                                                            \
    }

const tol_tmx_names tol_tmx[TMX_ELEMENTS] = {
    [TOL_BPT] = ROW("bpt", bpt_attrs),    [TOL_EPT] = ROW("ept", ept_attrs),
    [TOL_PH] = ROW("ph", ph_attrs),       [TOL_IT] = ROW("it", it_attrs),
    [TOL_HI] = ROW("hi", hi_attrs),       [TOL_SUB] = ROW("sub", sub_attrs),
    [TOL_UT] = ROW("ut", ut_attrs),       [TOL_FOREIGN] = ROW("", none_attrs),
    [TMX_TMX] = ROW("tmx", tmx_attrs),    [TMX_HEADER] = ROW("header", header_attrs),
    [TMX_BODY] = ROW("body", none_attrs), [TMX_TU] = ROW("tu", tu_attrs),
    [TMX_TUV] = ROW("tuv", tuv_attrs),    [TMX_SEG] = ROW("seg", none_attrs),
    [TMX_NOTE] = ROW("note", note_attrs), [TMX_PROP] = ROW("prop", prop_attrs),
    [TMX_UDE] = ROW("ude", ude_attrs),    [TMX_MAP] = ROW("map", map_attrs),
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

bool tol_tmx_says_lang(tol_str version)
{
    return tol_str_equal(version, TOL_LIT("1.1")) || tol_str_equal(version, TOL_LIT("1.2"));
}

int tol_tmx_attr(int element, tol_str name)
{
    const tol_str *listed = tol_tmx[element].attrs;
    for (int i = 0; name.len && listed[i].ptr; i++) {
        if (listed[i].len == name.len && listed[i].ptr[0] == name.ptr[0] &&
            memcmp(listed[i].ptr, name.ptr, name.len) == 0) {
            return i;
        }
    }
    return -1;
}
