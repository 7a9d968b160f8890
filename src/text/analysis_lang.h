/* The language of analysis of a tag: what decides which stemmer and which list of function words serve it. */
#ifndef TOL_TEXT_ANALYSIS_LANG_H
#define TOL_TEXT_ANALYSIS_LANG_H

#include "tolmach/lang.h"

/* The canonical primary language of a tag ("ru" for "ru-RU", "EN_us" gives "en"); "und" for a text that is no tag. */
void tol_lang_analysis(tol_str tag, char out[TOL_LANG_MAX]);

#endif
