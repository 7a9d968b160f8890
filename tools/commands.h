/* The subcommands, one file each. */
#ifndef TOL_TOOLS_COMMANDS_H
#define TOL_TOOLS_COMMANDS_H

#include "cli.h"

extern const command command_align, command_check, command_concordance, command_import, command_export, command_lookup,
    command_memory, command_pretranslate, command_segment, command_term, command_tokenize, command_verify;

typedef struct glossary_import {
    const char *name;  /* of the glossary; NULL: that of the file */
    tol_read_opt read; /* without a listener */
    bool json, verbose;
} glossary_import;

/* 'term import': files of formats that hold concepts, and no others. Returns an exit code. */
int import_glossaries(cli *c, const glossary_import *in, char **paths, size_t n);

/* What to do about a file that was refused with this message; NULL: nothing that the message does not say. */
const char *format_hint(const char *message);
/* Whether a file that was refused as a memory is named like a table of terms, and may be one. */
bool may_be_glossary(const char *path, const char *message);

#endif
