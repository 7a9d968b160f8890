#include "formats/xliff_names.h"

/* Which namespace an element is of. */
typedef enum home { OURS, SDL, MATCHES, GLOSSARY, METADATA } home;

static const struct {
    const char *name;
    home home;
    tol_xliff_element element;
} table[] = {
    {"source", OURS, XLF_SOURCE},
    {"target", OURS, XLF_TARGET},
    {"segment", OURS, XLF_SEGMENT},
    {"ignorable", OURS, XLF_SEGMENT},
    {"trans-unit", OURS, XLF_TRANS_UNIT},
    {"unit", OURS, XLF_UNIT},
    {"seg-source", OURS, XLF_SEG_SOURCE},
    {"mrk", OURS, XLF_MARK},
    {"note", OURS, XLF_NOTE},
    {"notes", OURS, XLF_NOTES},
    {"originalData", OURS, XLF_DATA_LIST},
    {"data", OURS, XLF_DATA},
    {"group", OURS, XLF_CONTAINER},
    {"body", OURS, XLF_CONTAINER},
    {"bin-unit", OURS, XLF_CONTAINER},
    {"file", OURS, XLF_FILE},
    {"xliff", OURS, XLF_ROOT},
    {"seg-defs", SDL, XLF_SDL_DEFS},
    {"seg", SDL, XLF_SDL_SEGMENT},
    {"value", SDL, XLF_SDL_VALUE},
    {"matches", MATCHES, XLF_MATCHES},
    {"glossary", GLOSSARY, XLF_GLOSSARY},
    {"metadata", METADATA, XLF_METADATA},
    {"metaGroup", METADATA, XLF_META_GROUP},
    {"meta", METADATA, XLF_META},
    {"prop-group", OURS, XLF_PROP_GROUP},
    {"prop", OURS, XLF_PROP},
};

tol_xliff_element tol_xliff_find(tol_str name, tol_str space, tol_str root_space)
{
    static const char *const spaces[] = {[SDL] = "http://sdl.com/FileTypes/SdlXliff/1.0",
                                         [MATCHES] = TOL_XLIFF_MATCHES_SPACE,
                                         [GLOSSARY] = TOL_XLIFF_GLOSSARY_SPACE,
                                         [METADATA] = TOL_XLIFF_METADATA_SPACE};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (tol_str_equal(name, tol_str_of(table[i].name)) &&
            tol_str_equal(space, table[i].home == OURS ? root_space : tol_str_of(spaces[table[i].home]))) {
            return table[i].element;
        }
    }
    return XLF_OTHER;
}
