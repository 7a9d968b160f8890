/* The subcommands, one file each. */
#ifndef TOL_TOOLS_COMMANDS_H
#define TOL_TOOLS_COMMANDS_H

#include "cli.h"

extern const command command_concordance, command_import, command_export, command_lookup, command_memory,
    command_pretranslate, command_term, command_tokenize, command_verify;

/* 'term import': files of a format that holds concepts, and no others. `name` may be NULL. Returns an exit code. */
int import_glossaries(cli *c, const char *name, char **paths, size_t n);

#endif
