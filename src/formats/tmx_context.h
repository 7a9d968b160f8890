/*
 * Context in the props in which a tool looks for it: what a unit's props say of its neighbours, key and document in the
 * way of any tool, said in the way of one.
 *
 *   profile   before, after                             key            document
 *   omegat    prev, next (unit)                         id             file
 *   trados    x-ContextContent, next (unit)             x-IdContext    x-document:SingleString
 *   memoq     x-context-pre, x-context-post (source)    x-context      x-document
 *   okapi     prev, next (unit)                         x-context      Txt::FileName
 *   weblate   prev, next (unit)                         x-context      x-document
 *
 * Okapi and Weblate look for no neighbours, Trados for none behind: there they are kept for who reads the file next.
 * What holds no text (hashes, checksums) cannot be carried over and stays as it stands.
 */
#ifndef TOL_FORMATS_TMX_CONTEXT_H
#define TOL_FORMATS_TMX_CONTEXT_H

#include "formats/tmx_profile.h"

/* The unit itself when it says nothing, else a changed copy in the arena, which borrows from it; NULL without memory.
 */
const tol_unit *tol_tmx_context_unit(tol_tmx_profile profile, const tol_unit *unit, tol_str srclang, tol_arena *arena);

#endif
