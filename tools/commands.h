/* The subcommands, one file each. */
#ifndef TOL_TOOLS_COMMANDS_H
#define TOL_TOOLS_COMMANDS_H

#include "cli.h"

extern const command command_import, command_export, command_lookup, command_memory, command_term, command_tokenize,
    command_verify;

/* Import with the defaults: what 'term import' shares with 'import'. `name` may be NULL. Returns an exit code. */
int import_paths(cli *c, const char *name, char **paths, size_t n);

#endif
