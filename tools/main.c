/* The command: options that stand before the subcommand, and the way to it. */
#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "commands.h"

const command *const commands[] = {&command_import,
                                   &command_export,
                                   &command_lookup,
                                   &command_concordance,
                                   &command_check,
                                   &command_pretranslate,
                                   &command_memory,
                                   &command_segment,
                                   &command_align,
                                   &command_term,
                                   &command_tokenize,
                                   &command_verify,
                                   NULL};

static const command *find_command(const char *name)
{
    for (const command *const *one = commands; *one; one++) {
        if (strcmp((*one)->name, name) == 0) {
            return *one;
        }
    }
    return NULL;
}

static int unknown_command(const cli *c, const char *name)
{
    const char *names[sizeof commands / sizeof commands[0]] = {NULL};
    for (size_t i = 0; commands[i]; i++) {
        names[i] = commands[i]->name;
    }
    const char *nearest = cli_nearest(name, names);
    if (nearest) {
        return cli_usage(c, "unknown command \"%s\"; did you mean \"%s\"?", name, nearest);
    }
    return cli_usage(c, "unknown command \"%s\"", name);
}

/* What --color=auto means: colours on a terminal, not with NO_COLOR (when not empty) nor on a dumb one. */
static bool wants_color(int fd)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(fd) && !(no_color && no_color[0]) && !(term && strcmp(term, "dumb") == 0);
}

/* 'tolmach help [COMMAND]' is 'tolmach [COMMAND] --help'. */
static int show_help(cli *c, const char *name)
{
    const command *which = name ? find_command(name) : &program_command;
    if (!which) {
        return unknown_command(c, name);
    }
    cli_print_help(c, which, stdout);
    return EXIT_SUCCESS;
}

static int run(cli *c, int argc, char **argv)
{
    const char *value;
    c->parsing = &program_command;
    if (cli_option(c, argc, argv, &value) != 0) {
        return EXIT_USAGE;
    }
    if (optind >= argc) {
        return cli_usage(c, "no command given");
    }
    const char *name = argv[optind];
    if (strcmp(name, "help") == 0) {
        return show_help(c, argv[optind + 1]);
    }
    c->command = c->parsing = find_command(name);
    if (!c->command) {
        return unknown_command(c, name);
    }
    argc -= optind;
    argv += optind;
    optind = 0; /* begin anew */
    return c->command->run(c, argc, argv);
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* text is UTF-8 whatever the environment says */
    cli c = {.program = "tolmach", .color = wants_color(STDOUT_FILENO), .errors_color = wants_color(STDERR_FILENO)};
    int code = run(&c, argc, argv);
    if (interrupt_was_asked()) {
        fflush(stdout);
        interrupt_die();
    }
    return cli_end_output(&c, code);
}
