/**
 * libtolmach, a bilingual translation-memory toolkit: every public header at once.
 *
 * Reading order: str.h and status.h (how text and failure look), arena.h and buf.h (memory), diag.h (what long calls
 * tell), lang.h and token.h (text analysis), unit.h and concept.h (what is kept), format.h and glossary.h (files of
 * tools), document.h (texts), store.h (the bank), filter.h (which units are wanted), match.h (lookups), concordance.h
 * (words in their context), term.h (terms), lint.h (faults of glossaries), checks.h (findings), project.h (folders of a
 * tool).
 */
#ifndef TOLMACH_TOLMACH_H
#define TOLMACH_TOLMACH_H

#include "tolmach/align.h"
#include "tolmach/api.h"
#include "tolmach/arena.h"
#include "tolmach/bitext.h"
#include "tolmach/buf.h"
#include "tolmach/checks.h"
#include "tolmach/concept.h"
#include "tolmach/concordance.h"
#include "tolmach/diag.h"
#include "tolmach/document.h"
#include "tolmach/filter.h"
#include "tolmach/format.h"
#include "tolmach/glossary.h"
#include "tolmach/lang.h"
#include "tolmach/lint.h"
#include "tolmach/match.h"
#include "tolmach/pretranslate.h"
#include "tolmach/project.h"
#include "tolmach/segmenter.h"
#include "tolmach/status.h"
#include "tolmach/store.h"
#include "tolmach/str.h"
#include "tolmach/term.h"
#include "tolmach/token.h"
#include "tolmach/unit.h"

#endif
