/* Options: getopt_long driven by the tables of the commands. */
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define OPTIONS_MAX 64

enum { OPT_DB = 1000, OPT_COLOR, OPT_HELP, OPT_VERSION };

const option_row common_options[] = {
    {OPT_DB, "db", "FILE", "the bank (else $TOLMACH_DB, else tolmach/tolmach.db in the user's data folder)"},
    {'q', "quiet", NULL, "no progress, no warnings, no remarks"},
    {OPT_COLOR, "color", "WHEN", "colours: auto (not with NO_COLOR), always (also with it), never"},
    {'h', "help", NULL, "show this help"},
    {0, NULL, NULL, NULL},
};

static const option_row program_options[] = {
    {OPT_VERSION, "version", NULL, "show the version"},
    {0, NULL, NULL, NULL},
};

const command program_command = {
    NULL, "[OPTION]... COMMAND [ARGUMENT]...", "A bilingual translation-memory toolkit.", program_options, NULL, NULL};

/* ---- help ---- */

static void print_row(const option_row *row, FILE *out)
{
    char left[64];
    int n = row->id < 256 ? snprintf(left, sizeof left, "  -%c, --%s", row->id, row->name)
                          : snprintf(left, sizeof left, "      --%s", row->name);
    if (row->arg && n > 0 && (size_t)n < sizeof left) {
        snprintf(left + n, sizeof left - (size_t)n, "=%s", row->arg);
    }
    fprintf(out, "%-28s %s\n", left, row->help);
}

static void print_rows(const option_row *rows, FILE *out)
{
    for (; rows->id; rows++) {
        print_row(rows, out);
    }
}

static void print_commands(FILE *out)
{
    fputs("\nCommands:\n", out);
    for (const command *const *one = commands; *one; one++) {
        fprintf(out, "  %-12s %s\n", (*one)->name, (*one)->purpose);
    }
    fputs("\n'tolmach COMMAND --help' explains a command; 'man tolmach' explains all of them.\n", out);
}

static bool has_option(const command *which, const char *name)
{
    const option_row *row = which->options;
    while (row->id && !(row->name && strcmp(row->name, name) == 0)) {
        row++;
    }
    return row->id != 0;
}

static void print_profiles(FILE *out)
{
    fputs("\nProfiles, the first one when none is named:\n", out);
    for (const tol_profile_info *profile = tol_profiles(); profile->name; profile++) {
        fprintf(out, "  %-10s %s\n", profile->name, profile->description);
    }
}

static bool is_read(const tol_format_info *format)
{
    return format->reads_units || format->reads_concepts;
}

static bool is_written(const tol_format_info *format)
{
    return format->writes_units;
}

static bool has_terms(const tol_format_info *format)
{
    return format->reads_concepts;
}

/* The formats that a command knows, from the library's table. */
static void print_formats(const char *name, FILE *out)
{
    static const struct {
        const char *command, *title;
        bool (*test)(const tol_format_info *format);
    } lists[] = {
        {"import", "Formats that are read; which one it is, a file's content says, else its ending:", is_read},
        {"export", "Formats that are written:", is_written},
        {"align", "Formats that are written:", is_written},
        {"term", "Formats of glossaries, read and written:", has_terms},
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (!name || strcmp(lists[i].command, name) != 0) {
            continue;
        }
        fprintf(out, "\n%s\n", lists[i].title);
        for (const tol_format_info *f = tol_formats(); f->name; f++) {
            if (lists[i].test(f)) {
                fprintf(out, "  %-13s %s%s%s\n", f->name, f->description, f->endings[0] ? ": " : "", f->endings);
            }
        }
    }
}

void cli_print_help(const cli *c, const command *which, FILE *out)
{
    fprintf(out, "Usage: %s%s%s %s\n%s\n\nOptions:\n", c->program, which->name ? " " : "",
            which->name ? which->name : "", which->usage, which->purpose);
    print_rows(which->options, out);
    print_rows(common_options, out);
    if (which->notes) {
        fprintf(out, "\n%s\n", which->notes);
    }
    print_formats(which->name, out);
    if (has_option(which, "profile")) {
        print_profiles(out);
    }
    if (!which->name) {
        print_commands(out);
    }
}

/* ---- usage errors ---- */

int cli_usage(const cli *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    cli_say(c, format, args);
    va_end(args);
    const char *name = c->command && c->command->name ? c->command->name : NULL;
    fprintf(stderr, "Try '%s%s%s --help' for more information.\n", c->program, name ? " " : "", name ? name : "");
    return EXIT_USAGE;
}

bool cli_number(const cli *c, const char *option, const char *value, long lo, long hi, long *out)
{
    char *end;
    errno = 0;
    *out = strtol(value, &end, 10);
    if (errno || end == value || *end || *out < lo || *out > hi) {
        cli_usage(c, "--%s must be a whole number from %ld to %ld, not \"%s\"", option, lo, hi, value);
        return false;
    }
    return true;
}

/* Letters to insert, delete or replace, up to a limit that short names need. */
static size_t typing_distance(const char *a, const char *b)
{
    size_t row[32], n = strlen(b);
    if (n >= sizeof row / sizeof row[0]) {
        return SIZE_MAX;
    }
    for (size_t j = 0; j <= n; j++) {
        row[j] = j;
    }
    for (; *a; a++) {
        size_t diagonal = row[0]++;
        for (size_t j = 0; j < n; j++) {
            size_t best = diagonal + (*a != b[j]);
            diagonal = row[j + 1];
            best = best < row[j] + 1 ? best : row[j] + 1;
            row[j + 1] = best < diagonal + 1 ? best : diagonal + 1;
        }
    }
    return row[n];
}

const char *cli_nearest(const char *typed, const char *const *names)
{
    const char *nearest = NULL;
    size_t least = 3;
    for (; *names; names++) {
        size_t d = typing_distance(typed, *names);
        if (d < least && d < strlen(*names)) {
            least = d;
            nearest = *names;
        }
    }
    return nearest;
}

/* ---- parsing ---- */

typedef struct getopt_tables {
    struct option rows[OPTIONS_MAX];
    const char *names[OPTIONS_MAX];
    char letters[2 * OPTIONS_MAX + 3];
    size_t n;
} getopt_tables;

static void add_rows(getopt_tables *t, const option_row *rows)
{
    for (; rows->id && t->n + 1 < OPTIONS_MAX; rows++) {
        t->rows[t->n] = (struct option){rows->name, rows->arg ? required_argument : no_argument, NULL, rows->id};
        t->names[t->n++] = rows->name;
        if (rows->id < 256) {
            char letter[3] = {(char)rows->id, rows->arg ? ':' : '\0', '\0'};
            strcat(t->letters, letter);
        }
    }
}

/* The options that a long name may abbreviate, as "--memory, --min-score"; how many they are. */
static size_t list_candidates(const getopt_tables *t, const char *name, tol_buf *list)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n && name[0]; i++) {
        if (strcmp(t->names[i], name) == 0) {
            tol_buf_reset(list);
            tol_buf_printf(list, "--%s", name);
            return 1;
        }
        if (strncmp(t->names[i], name, strlen(name)) == 0) {
            tol_buf_printf(list, "%s--%s", n++ ? ", " : "", t->names[i]);
        }
    }
    return n;
}

/* A long option that is unknown or ambiguous, or has an argument that it does not take. */
static void report_bad_long(const cli *c, const getopt_tables *t, const char *word)
{
    char name[32];
    tol_buf list = TOL_BUF_INIT;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    size_t n = list_candidates(t, name, &list);
    const char *nearest = n ? NULL : cli_nearest(name, t->names);
    if (n > 1) {
        cli_usage(c, "option \"--%s\" is ambiguous: %s", name, list.ptr);
    } else if (n == 1) {
        cli_usage(c, "option \"%s\" takes no argument", list.ptr);
    } else if (nearest) {
        cli_usage(c, "unknown option \"%s\"; did you mean \"--%s\"?", word, nearest);
    } else {
        cli_usage(c, "unknown option \"%s\"", word);
    }
    tol_buf_release(&list);
}

static int report_bad_option(const cli *c, const getopt_tables *t, const char *word, bool lacks_argument)
{
    if (lacks_argument) {
        cli_usage(c, "option \"%s\" needs an argument", word);
    } else if (strncmp(word, "--", 2) == 0) {
        report_bad_long(c, t, word);
    } else {
        cli_usage(c, "unknown option \"%s\"", word);
    }
    return -1;
}

static bool set_color(cli *c, const char *when)
{
    if (strcmp(when, "auto") != 0 && strcmp(when, "always") != 0 && strcmp(when, "never") != 0) {
        cli_usage(c, "--color must be auto, always or never, not \"%s\"", when);
        return false;
    }
    if (strcmp(when, "auto") != 0) {
        c->color = c->errors_color = strcmp(when, "always") == 0;
    }
    return true;
}

/* True when the option is one that every command has and was dealt with; *bad after a usage error. */
static bool take_common(cli *c, int id, const char *value, bool *bad)
{
    switch (id) {
    case OPT_DB:
        c->db = value;
        *bad = value[0] == '\0';
        if (*bad) {
            cli_usage(c, "--db needs the name of a file");
        }
        return true;
    case 'q':
        c->quiet = true;
        return true;
    case OPT_COLOR:
        *bad = !set_color(c, value);
        return true;
    case 'h':
        cli_print_help(c, c->parsing, stdout);
        exit(cli_end_output(c, EXIT_SUCCESS));
    case OPT_VERSION:
        printf("tolmach %s\nscore %d, text analysis %d\nCopyright (c) 2026 the tolmach authors. Licence: MIT.\n"
               "There is no warranty.\n",
               tol_version(), TOL_SCORE_VERSION, TOL_ANALYSER_VERSION);
        exit(cli_end_output(c, EXIT_SUCCESS));
    default:
        return false;
    }
}

int cli_option(cli *c, int argc, char **argv, const char **value)
{
    getopt_tables t = {.n = 0};
    /* ':' tells a missing argument from an unknown option; '+' stops at the command. */
    strcpy(t.letters, c->parsing->name ? ":" : "+:");
    add_rows(&t, c->parsing->options);
    add_rows(&t, common_options);
    opterr = 0;
    for (;;) {
        int word = optind > 0 ? optind : 1;
        int id = getopt_long(argc, argv, t.letters, t.rows, NULL);
        if (id == -1) {
            return 0;
        }
        if (id == '?' || id == ':') {
            const char *typed =
                optopt && optopt < 256 && argv[word][0] == '-' && argv[word][1] != '-' ? argv[word] : argv[optind - 1];
            return report_bad_option(c, &t, typed, id == ':');
        }
        bool bad = false;
        *value = optarg;
        if (!take_common(c, id, optarg, &bad)) {
            return id;
        }
        if (bad) {
            return -1;
        }
    }
}
