/* tolmach verify: is the bank sound? */
#include <getopt.h>
#include <jansson.h>

#include "commands.h"

enum { OPT_LOOKUPS = 256, OPT_SEED, OPT_JSON, OPT_VERBOSE };

static const option_row options[] = {
    {OPT_LOOKUPS, "lookups", "N", "compare N lookups with the scoring of every unit instead"},
    {'n', "min-score", "PERCENT", "the least score of these lookups (70)"},
    {OPT_SEED, "seed", "N", "what their texts are drawn by (1962)"},
    {OPT_JSON, "json", NULL, "report as a JSON line"},
    {OPT_VERBOSE, "verbose", NULL, "show every fault, not only the first of each kind"},
    {0, NULL, NULL, NULL},
};

typedef struct verify_job {
    cli *c;
    long lookups, min_score, seed;
    bool json, verbose;
} verify_job;

static bool parse_options(verify_job *job, int argc, char **argv)
{
    const char *value;
    int id;
    bool ok = true;
    while (ok && (id = cli_option(job->c, argc, argv, &value)) > 0) {
        switch (id) {
        case OPT_LOOKUPS:
            ok = cli_number(job->c, "lookups", value, 1, 1000000, &job->lookups);
            break;
        case 'n':
            ok = cli_number(job->c, "min-score", value, 1, 100, &job->min_score);
            break;
        case OPT_SEED:
            ok = cli_number(job->c, "seed", value, 0, 2000000000, &job->seed);
            break;
        case OPT_JSON:
            job->json = true;
            break;
        default:
            job->verbose = true;
        }
    }
    if (ok && id == 0 && optind < argc) {
        cli_usage(job->c, "\"%s\" is one word too many", argv[optind]);
        return false;
    }
    return ok && id == 0;
}

static void report(const verify_job *job, uint64_t n_faults)
{
    const char *bank = cli_bank_path(job->c);
    if (job->json) {
        json_print_line(json_pack("{s:o, s:I, s:b, s:I}", "bank", json_of_str(tol_str_of(bank)), "faults",
                                  (json_int_t)n_faults, "sound", n_faults == 0, "lookups", (json_int_t)job->lookups));
    } else if (job->lookups) {
        printf("%s: %ld %s at %ld %%, seed %ld: %llu %s\n", bank, job->lookups,
               cli_noun((uint64_t)job->lookups, "lookup", "lookups"), job->min_score, job->seed,
               (unsigned long long)n_faults, cli_noun(n_faults, "differs", "differ"));
    } else if (n_faults) {
        printf("%s: %llu %s\n", bank, (unsigned long long)n_faults, cli_noun(n_faults, "fault", "faults"));
    } else if (!job->c->quiet) {
        printf("%s: sound\n", bank);
    }
}

static int verify(cli *c, int argc, char **argv)
{
    verify_job job = {.c = c, .min_score = 70, .seed = 1962};
    int code;
    if (!parse_options(&job, argc, argv)) {
        return EXIT_USAGE;
    }
    tol_store *store = cli_open(c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    teller t;
    tol_error err;
    uint64_t n_faults = 0;
    interrupt_catch();
    teller_start(&t, c, job.lookups ? "comparing lookups" : "verifying", false, job.verbose);
    tol_listener listener = teller_listener(&t);
    tol_status status = job.lookups ? tol_lookup_verify(store, (uint64_t)job.lookups, (uint64_t)job.seed,
                                                        (int)job.min_score, &listener, &n_faults, &err)
                                    : tol_store_verify(store, &listener, &n_faults, &err);
    teller_stop(&t);
    if (status != TOL_OK) {
        code = cli_fail(c, &err);
    } else {
        report(&job, n_faults);
        code = n_faults ? EXIT_SYSTEM : EXIT_SUCCESS;
    }
    tol_store_close(store);
    return code;
}

const command command_verify = {
    "verify",
    "[OPTION]...",
    "Check the bank: its file, its rows, its index, or that lookups are exact.",
    options,
    "Without --lookups the file's structure, every row, every token row against its text and the index against the "
    "rows\n"
    "are checked. Exit status: 0 when the bank is sound, 4 when it has faults or cannot be read.",
    verify,
};
