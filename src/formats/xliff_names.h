/* The elements of XLIFF that are structure; inline ones stand in xliff_inline.c. */
#ifndef TOL_FORMATS_XLIFF_NAMES_H
#define TOL_FORMATS_XLIFF_NAMES_H

#include "tolmach/str.h"

typedef enum tol_xliff_element {
    XLF_ROOT,
    XLF_FILE,
    XLF_CONTAINER, /* body, group, bin-unit */
    XLF_TRANS_UNIT,
    XLF_UNIT,
    XLF_SEGMENT,
    XLF_SOURCE,
    XLF_SEG_SOURCE,
    XLF_TARGET,
    XLF_MARK,
    XLF_NOTES,
    XLF_NOTE,
    XLF_DATA_LIST,
    XLF_DATA,
    XLF_MATCHES,  /* of the matches module */
    XLF_GLOSSARY, /* of the glossary module */
    XLF_METADATA, /* of the metadata module */
    XLF_META_GROUP,
    XLF_META,
    XLF_PROP_GROUP,
    XLF_PROP,
    XLF_SDL_DEFS,
    XLF_SDL_SEGMENT,
    XLF_SDL_VALUE,
    XLF_OTHER
} tol_xliff_element;

#define TOL_XLIFF_MATCHES_SPACE  "urn:oasis:names:tc:xliff:matches:2.0"
#define TOL_XLIFF_GLOSSARY_SPACE "urn:oasis:names:tc:xliff:glossary:2.0"
#define TOL_XLIFF_METADATA_SPACE "urn:oasis:names:tc:xliff:metadata:2.0"

/* What the document of a file is called that is of none: our word, which is that of Okapi too. */
#define TOL_XLIFF_NO_DOCUMENT "unknown"

/* What an element is. `space`: its namespace, absent when it has none; `root_space`: that of the root. */
tol_xliff_element tol_xliff_find(tol_str name, tol_str space, tol_str root_space);

#endif
