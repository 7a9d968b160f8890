/* Glossaries from files: a bank of their own, in the folder for temporary files, for the time of the run. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check_job.h"

static bool make_folder(glossary_bank *bank, const cli *c)
{
    const char *base = getenv("TMPDIR");
    snprintf(bank->folder, sizeof bank->folder, "%s/tolmach-XXXXXX", base && base[0] ? base : "/tmp");
    if (!mkdtemp(bank->folder)) {
        cli_error(c, "could not make a folder for the glossaries: %s", strerror(errno));
        bank->folder[0] = '\0';
        return false;
    }
    snprintf(bank->path, sizeof bank->path, "%s/glossaries.db", bank->folder);
    return true;
}

static tol_status import_files(tol_store *store, const check_job *job, teller *t, tol_error *err)
{
    tol_import *import = NULL;
    tol_read_opt opt = job->read;
    opt.format = NULL;
    opt.columns = NULL;
    opt.takes = TOL_TAKE_CONCEPTS;
    opt.listener = teller_listener(t);
    tol_status status = tol_import_begin(store, &import, err);
    for (size_t i = 0; i < job->n_glossary_files && status == TOL_OK; i++) {
        const char *path = job->glossary_files[i];
        status = tol_import_file(import, path, tol_str_of(path), TOL_DUPLICATE_KEEP, &opt, NULL, err);
    }
    if (status == TOL_OK) {
        status = tol_import_commit(import, err);
    }
    tol_import_free(import);
    return status;
}

bool glossary_bank_open(glossary_bank *bank, const check_job *job, int *code)
{
    tol_error err;
    teller t;
    *bank = (glossary_bank){.store = NULL};
    *code = EXIT_SYSTEM;
    if (!make_folder(bank, job->c)) {
        return false;
    }
    teller_start(&t, job->c, "reading glossaries", true, job->verbose);
    tol_status status = tol_store_open(bank->path, TOL_OPEN_CREATE, NULL, &bank->store, &err);
    if (status == TOL_OK) {
        status = import_files(bank->store, job, &t, &err);
    }
    teller_stop(&t);
    if (status != TOL_OK) {
        *code = cli_fail(job->c, &err);
        glossary_bank_close(bank);
    }
    return status == TOL_OK;
}

void glossary_bank_close(glossary_bank *bank)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    char path[4300];
    tol_store_close(bank->store);
    bank->store = NULL;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0] && bank->folder[0]; i++) {
        snprintf(path, sizeof path, "%s%s", bank->path, endings[i]);
        unlink(path);
    }
    if (bank->folder[0]) {
        rmdir(bank->folder);
    }
}
