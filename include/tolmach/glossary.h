/**
 * Writing glossaries: concepts into a file of any format that holds terms (tol_formats() says which).
 *
 * No format holds all that another one says. What a file cannot carry is left out or put where it can stand, and told
 * to the listener once for each concept that it happens to; src/formats/README.md lists it format by format.
 */
#ifndef TOLMACH_GLOSSARY_H
#define TOLMACH_GLOSSARY_H

#include "tolmach/format.h"

TOL_BEGIN_DECLS

typedef struct tol_glossary_opt {
    /** For formats with a source and a target column; NULL: the two languages of the terms, that of the first term
     * first, when there are just two. */
    const char *source_lang, *target_lang;
    const char *title;     /**< what the file calls itself, where it can; NULL: "tolmach" */
    const char *date;      /**< "2026-10-25", for formats that must say when they were written; NULL: not said */
    tol_listener listener; /**< what could not be written, with the concept's id. No progress */
} tol_glossary_opt;

#define TOL_GLOSSARY_OPT_INIT                                                                                          \
    {                                                                                                                  \
        NULL, NULL, NULL, NULL,                                                                                        \
        {                                                                                                              \
            NULL, NULL, NULL                                                                                           \
        }                                                                                                              \
    }

/** A glossary that is being written. One thread at a time. */
typedef struct tol_glossary_writer tol_glossary_writer;

/**
 * Begin to write. Formats whose columns depend on the concepts keep them in memory until the end; TBX and MultiTerm
 * need memory for one concept and the ids of all.
 *
 * @param path, buf  as for tol_writer_open
 * @param format     name of a format that writes concepts
 * @param opt        NULL for TOL_GLOSSARY_OPT_INIT; its strings are borrowed until the writer is freed
 * @return TOL_OK, TOL_EINVAL (no such format), TOL_EIO, TOL_ENOMEM
 */
TOL_API tol_status tol_glossary_writer_open(const char *path, tol_buf *buf, const char *format,
                                            const tol_glossary_opt *opt, tol_glossary_writer **out, tol_error *err);
/** Write one concept. A concept without terms is left out, and told. */
TOL_API tol_status tol_glossary_writer_add(tol_glossary_writer *writer, const tol_concept *entry, tol_error *err);
/** Write what is left and put the file in its place. TOL_EINVAL: two languages are needed and cannot be guessed. */
TOL_API tol_status tol_glossary_writer_finish(tol_glossary_writer *writer, tol_error *err);
/** Free the writer; without tol_glossary_writer_finish before it, nothing is left of the file. NULL is ignored. */
TOL_API void tol_glossary_writer_free(tol_glossary_writer *writer);

TOL_END_DECLS
#endif
