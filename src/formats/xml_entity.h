/* The entities that a DOCTYPE declares. */
#ifndef TOL_FORMATS_XML_ENTITY_H
#define TOL_FORMATS_XML_ENTITY_H

#include "tolmach/arena.h"
#include "tolmach/status.h"

/* Longest text of an entity, in bytes. */
#define TOL_ENTITY_MAX 1000

typedef enum tol_entity_kind {
    TOL_ENTITY_TEXT,     /* may be expanded */
    TOL_ENTITY_EXTERNAL, /* stands in another file */
    TOL_ENTITY_NESTED,   /* refers to entities */
    TOL_ENTITY_LONG
} tol_entity_kind;

typedef struct tol_xml_entity {
    tol_str name, text; /* text: as it is to be inserted */
    tol_entity_kind kind;
} tol_xml_entity;

/* Length of the DOCTYPE declaration that `text` begins with, 0 when its end is not there. */
size_t tol_doctype_len(tol_str text);
/* The general entities that a whole DOCTYPE declares, in the arena. TOL_EPARSE: it refers to a parameter entity;
 * TOL_ELIMIT: too many; TOL_ENOMEM. */
tol_status tol_doctype_entities(tol_str doctype, tol_arena *arena, tol_xml_entity **entities, size_t *n,
                                tol_error *err);
/* Code point of a numeric reference `&#...;` that `text` begins with, and its length; a number beyond Unicode gives
 * UINT32_MAX. False: it is none. */
bool tol_char_reference(tol_str text, uint32_t *cp, size_t *len);
/* The name of the entity reference `&name;` that `text` begins with; absent: it begins with none. */
tol_str tol_entity_reference(tol_str text);
/* Whether it is one of the five entities that every XML file has. */
bool tol_is_predefined_entity(tol_str name);
/* The code point that HTML 4 means by a name such as "nbsp"; 0: it means none. */
uint32_t tol_html_entity(tol_str name);
/* Whether XML 1.0 has the character. */
bool tol_is_xml_char(uint32_t cp);
/* Whether a byte can stand in a name. */
bool tol_is_name_byte(char c);

#endif
