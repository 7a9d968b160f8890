/* Scripts of characters and languages: as far as the checks want to tell them apart. */
#ifndef TOL_TEXT_SCRIPT_H
#define TOL_TEXT_SCRIPT_H

#include <stdint.h>

#include "tolmach/str.h"

typedef enum tol_script {
    TOL_SCRIPT_NONE, /* digits, punctuation, marks: what stands in any script */
    TOL_SCRIPT_LATIN,
    TOL_SCRIPT_CYRILLIC,
    TOL_SCRIPT_GREEK,
    TOL_SCRIPT_OTHER /* any other script */
} tol_script;

/* The script of a letter. Any thread. */
tol_script tol_script_of_char(uint32_t cp);
/* The script that a language is usually written in ("sr-Latn" says it itself); TOL_SCRIPT_NONE for no language. */
tol_script tol_script_of_lang(tol_str lang);
/* The letters of a text: how many are there of a script. */
uint32_t tol_script_count(tol_str text, tol_script script);

/* Whether a letter is a capital one, in Latin, Greek and Cyrillic. Any thread. */
bool tol_script_is_capital(uint32_t cp);
/* The letter of the script that looks like this one in any upright typeface; 0 when there is none. Latin and Cyrillic.
 */
uint32_t tol_script_twin(uint32_t cp, tol_script wanted);

#endif
