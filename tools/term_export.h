/* 'term export'. */
#ifndef TOL_TOOLS_TERM_EXPORT_H
#define TOL_TOOLS_TERM_EXPORT_H

#include "cli.h"

typedef struct term_export {
    const char *glossary;                  /* NULL: all */
    const char *format;                    /* NULL: by the ending of `output` */
    const char *output;                    /* "-": standard output */
    const char *source_lang, *target_lang; /* NULL: the library finds them */
    bool verbose;
} term_export;

/* Returns an exit code. */
int export_glossaries(cli *c, const term_export *job);

#endif
