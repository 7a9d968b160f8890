/* What 'check' was asked to do, and the glossaries it does it with. */
#ifndef TOL_TOOLS_CHECK_JOB_H
#define TOL_TOOLS_CHECK_JOB_H

#include "check_report.h"

#define CHECK_INPUTS_MAX     1000
#define CHECK_GLOSSARIES_MAX 100

typedef struct check_job {
    cli *c;
    tol_check_input inputs[CHECK_INPUTS_MAX];
    size_t n_inputs;
    const char *glossary_files[CHECK_GLOSSARIES_MAX];
    size_t n_glossary_files;
    tol_str glossaries[CHECK_GLOSSARIES_MAX]; /* of the bank */
    size_t n_glossaries;
    tol_check_opt opt;
    tol_read_opt read;
    const char *report, *output, *baseline, *new_baseline;
    bool list_rules, json, verbose;
} check_job;

/* Read options and operands; false after a usage error that was reported. */
bool check_parse(check_job *job, int argc, char **argv);
extern const option_row check_options[];

/* A bank for the time of the run, with the glossaries of files in it. */
typedef struct glossary_bank {
    tol_store *store;
    char folder[4096], path[4200];
} glossary_bank;

/* False after a failure that was reported; *code is then set. */
bool glossary_bank_open(glossary_bank *bank, const check_job *job, int *code);
void glossary_bank_close(glossary_bank *bank);

#endif
