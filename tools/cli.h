/* What all subcommands share: options from one table, messages, colours, the bank, progress. */
#ifndef TOL_TOOLS_CLI_H
#define TOL_TOOLS_CLI_H

#include <stdarg.h>
#include <stdio.h>

#include "tolmach/tolmach.h"

/* Exit codes beside those of tol_status_exit_code(). */
enum { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_USAGE = 2, EXIT_DATA = 3, EXIT_SYSTEM = 4 };

/* One option: the table of a command yields parsing, --help, the completion and the test of the manual page. */
typedef struct option_row {
    int id;           /* its letter, or a number from 256 on when it has none */
    const char *name; /* long name */
    const char *arg;  /* what --help calls its argument; NULL for a flag */
    const char *help;
} option_row;

typedef struct cli cli;

typedef struct command {
    const char *name;
    const char *usage;         /* what stands behind the name: "[OPTION]... FILE..." */
    const char *purpose;       /* one line */
    const option_row *options; /* ended by a row with id 0 */
    const char *notes;         /* further lines of --help; may be NULL */
    int (*run)(cli *, int argc, char **argv);
} command;

struct cli {
    const char *program; /* "tolmach" */
    const command *command;
    const char *db; /* --db; NULL when not given */
    bool quiet;
    bool color; /* on standard output */
    bool errors_color;
    /* state of the option parser */
    const command *parsing;
};

/* All commands, ended by NULL. */
extern const command *const commands[];
extern const option_row common_options[];
extern const command program_command; /* the options before the command */

/* ---- opt.c ---- */

/* The next option of the command: its id with *value its argument, 0 when only operands are left (they begin at
 * argv[optind]), -1 after a usage error that was reported. Common options are handled inside; --help prints and exits.
 */
int cli_option(cli *c, int argc, char **argv, const char **value);
void cli_print_help(const cli *c, const command *which, FILE *out);
/* Report a usage error, "… Try 'tolmach X --help' for more information."; returns EXIT_USAGE. */
int cli_usage(const cli *c, const char *format, ...) TOL_PRINTF(2, 3);
/* Read a whole number from lo to hi; false after a usage error that was reported. */
bool cli_number(const cli *c, const char *option, const char *value, long lo, long hi, long *out);
/* The name in `names` (ended by NULL) that is nearest to a mistyped one; NULL when none is near. */
const char *cli_nearest(const char *typed, const char *const *names);

/* ---- message.c ---- */

/* Print "tolmach: message" on standard error. */
void cli_error(const cli *c, const char *format, ...) TOL_PRINTF(2, 3);
void cli_say(const cli *c, const char *format, va_list args) TOL_PRINTF(2, 0);
/* Report a failure as "tolmach: FILE:LINE: message"; returns its exit code. */
int cli_fail(const cli *c, const tol_error *err);
/* The same as cli_error, but silenced by --quiet: remarks and hints. */
void cli_warn(const cli *c, const char *format, ...) TOL_PRINTF(2, 3);
/* Print one diagnostic on standard error: "FILE:LINE: warning: message [code]". */
void cli_diag(const cli *c, const tol_diag *diag);
/* Write out what stands in the buffer of standard output; `code`, or EXIT_SYSTEM after a failure that was reported. */
int cli_end_output(const cli *c, int code);

/* ---- text_out.c ---- */

/* Print text that comes from a bank or a file: white space other than a space becomes a space, any other control
 * character U+FFFD, so that it cannot command the terminal or break a line of a list. */
void cli_put(FILE *out, tol_str s);
/* The noun that goes with a number. */
const char *cli_noun(uint64_t n, const char *one, const char *many);
#define CLI_DATE_MAX 40
/* "2026-10-25T12:00:00Z"; false for a date that has no such form. */
bool cli_iso_date(int64_t seconds, char out[CLI_DATE_MAX]);

/* ---- bank.c ---- */

/* The bank's path: --db, else $TOLMACH_DB, else the user's data folder. Static memory. NULL after a reported error. */
const char *cli_bank_path(const cli *c);
/* Open it; on failure the error is reported and *exit_code set. */
tol_store *cli_open(const cli *c, tol_open_mode mode, int *exit_code);
/* Whether a language can be asked for: known by name, or there in the bank. Otherwise a usage error is reported. */
bool cli_check_lang(const cli *c, tol_store *store, const char *option, const char *lang);

/* Say so when the bank has no variant that serves a language: "nothing found" has a reason then. */
void cli_note_absent_lang(const cli *c, tol_store *store, const char *lang);

/* ---- progress.c ---- */

typedef struct progress {
    const cli *c;
    const char *what; /* "importing big.tmx" */
    bool in_bytes;    /* amounts are bytes */
    bool visible;     /* a bar stands on the terminal */
    double started, shown;
} progress;
/* A progress bar for what takes longer than a second, on a terminal only. */
void progress_start(progress *p, const cli *c, const char *what, bool in_bytes);
bool progress_step(void *user, uint64_t done, uint64_t total);
void progress_stop(progress *p);
/* ---- teller.c ---- */

/* Who listens to a long call: its progress is drawn, the first few diagnostics of each kind are shown, the rest
 * counted. */
typedef struct teller {
    progress bar;
    bool all; /* show every diagnostic */
    struct {
        char code[48];
        unsigned long n;
    } kinds[32];
    size_t n_kinds;
} teller;
void teller_start(teller *t, const cli *c, const char *what, bool in_bytes, bool all);
tol_listener teller_listener(teller *t);
/* Take the bar away and say how many diagnostics were not shown. */
void teller_stop(teller *t);

/* ---- interrupt.c ---- */

/* From here on Ctrl-C asks the work at hand to stop (progress_step answers false) instead of ending the program. */
void interrupt_catch(void);
bool interrupt_was_asked(void);
/* End the program as Ctrl-C would have. */
void interrupt_die(void);

/* ---- json_out.c ---- */

struct json_t;
struct json_t *json_of_str(tol_str s);                  /* null for the absent slice, and for what is no UTF-8 */
struct json_t *json_of_date(bool has, int64_t seconds); /* "2026-10-25T12:00:00Z" or null */
/* Print on one line and free. */
void json_print_line(struct json_t *value);

#endif
