/* 'export --format omegat-project'. */
#ifndef TOL_TOOLS_EXPORT_PROJECT_H
#define TOL_TOOLS_EXPORT_PROJECT_H

#include "cli.h"

#define OMEGAT_PROJECT_FORMAT "omegat-project"

/* Read the argument of --exact-matches; false after a usage error that was reported. */
bool export_project_exact(const cli *c, const char *value, tol_omegat_exact *exact);
/* Write the project; `opt->listener` is set here. Returns an exit code. */
int export_project(cli *c, const char *folder, tol_omegat_opt *opt);

#endif
