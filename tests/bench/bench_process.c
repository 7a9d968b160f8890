/* How long a user waits who runs the command for one text: a new process, the bank opened anew. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "bench_lookup.h"

extern char **environ;

/* Wall time of one process; its output goes nowhere. Exit code 1 says that nothing was found. */
static double run(char **argv, const posix_spawn_file_actions_t *actions)
{
    pid_t pid;
    int state;
    double start = bench_now_ms();
    int failure = posix_spawnp(&pid, argv[0], actions, NULL, argv, environ);
    if (failure) {
        bench_die("could not start \"%s\": %s", argv[0], strerror(failure));
    }
    while (waitpid(pid, &state, 0) < 0) {
        if (errno != EINTR) {
            bench_die("lost the process: %s", strerror(errno));
        }
    }
    double end = bench_now_ms();
    if (!WIFEXITED(state) || WEXITSTATUS(state) > 1) {
        bench_die("\"%s %s\" failed", argv[0], argv[1]);
    }
    return end - start;
}

static void print_samples(const char *what, bench_samples *samples)
{
    printf("%-24s", what);
    bench_row(samples);
    printf("\n");
    bench_release(samples);
}

void bench_processes(const bench_setup *setup, const char *command, size_t n)
{
    bench_samples lookups = BENCH_SAMPLES_INIT, starts = BENCH_SAMPLES_INIT;
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) ||
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) ||
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)) {
        bench_die("out of memory");
    }
    char *program = (char *)(uintptr_t)command;
    char *version[] = {program, "--version", NULL};
    for (size_t i = 0; i <= n; i++) {
        const bench_query *query = &setup->queries.items[i % setup->queries.n];
        char *lookup[] = {program, "lookup",
                          "--db",  (char *)(uintptr_t)setup->bank,
                          "-s",    (char *)(uintptr_t)setup->source_lang.ptr,
                          "-t",    (char *)(uintptr_t)setup->target_lang.ptr,
                          "-n",    "70",
                          "-k",    "5",
                          "--",    query->text,
                          NULL};
        double lookup_ms = run(lookup, &actions);
        double start_ms = run(version, &actions);
        if (i > 0) { /* the first brings the files into memory */
            bench_add(&lookups, lookup_ms);
            bench_add(&starts, start_ms);
        }
    }
    posix_spawn_file_actions_destroy(&actions);
    printf("\nA fresh process, 70 %%, wall time, ms\n");
    bench_head("                        ");
    printf("\n");
    print_samples("lookup of one text", &lookups);
    print_samples("--version", &starts);
}
