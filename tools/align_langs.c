/* Languages by the names of files. */
#include <ctype.h>
#include <string.h>

#include "align_job.h"

static bool is_separator(char c)
{
    return c == '.' || c == '_' || c == '-' || c == '/';
}

/* "ru" of "texts/protocol-61.ru.txt": the last part of the name before its ending, when it is a code of two letters. */
static bool lang_of_name(const char *path, char out[3])
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    size_t len = dot ? (size_t)(dot - name) : strlen(name);
    if (len < 3 || !is_separator(name[len - 3]) || !isalpha((unsigned char)name[len - 2]) ||
        !isalpha((unsigned char)name[len - 1])) {
        return false;
    }
    out[0] = (char)tolower((unsigned char)name[len - 2]);
    out[1] = (char)tolower((unsigned char)name[len - 1]);
    out[2] = '\0';
    return tol_lang_is_known((tol_str){out, 2});
}

bool align_languages(align_job *job)
{
    static char guesses[TOL_BITEXT_SIDES][3];
    static const char *const options[] = {"source-lang", "target-lang"};
    static const char *const examples[] = {"-s ru", "-t en"};
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        char option[20];
        snprintf(option, sizeof option, "--%s", options[side]);
        if (job->langs[side] ? !cli_check_lang(job->c, NULL, option, job->langs[side])
                             : !lang_of_name(job->files[side], guesses[side])) {
            if (!job->langs[side]) {
                cli_usage(job->c, "no language given for \"%s\", and its name does not tell it: %s, say",
                          job->files[side], examples[side]);
            }
            return false;
        }
        job->langs_are_guessed |= !job->langs[side];
        job->langs[side] = job->langs[side] ? job->langs[side] : guesses[side];
    }
    if (strcmp(job->langs[TOL_BITEXT_SOURCE], job->langs[TOL_BITEXT_TARGET]) == 0) {
        cli_usage(job->c, "both files are in \"%s\"", job->langs[TOL_BITEXT_SOURCE]);
        return false;
    }
    if (job->langs_are_guessed) {
        cli_warn(job->c, "the languages are those of the files' names: %s and %s", job->langs[TOL_BITEXT_SOURCE],
                 job->langs[TOL_BITEXT_TARGET]);
    }
    return true;
}
