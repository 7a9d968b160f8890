/* tolmach verify: is the bank sound? */
#include <getopt.h>
#include <jansson.h>

#include "commands.h"

enum { OPT_JSON = 256, OPT_VERBOSE };

static const option_row options[] = {
    {OPT_JSON, "json", NULL, "report as a JSON line"},
    {OPT_VERBOSE, "verbose", NULL, "show every fault, not only the first of each kind"},
    {0, NULL, NULL, NULL},
};

static void report(const cli *c, bool json, uint64_t n_faults)
{
    if (json) {
        json_print_line(json_pack("{s:s, s:I, s:b}", "bank", cli_bank_path(c), "faults", (json_int_t)n_faults, "sound",
                                  n_faults == 0));
    } else if (n_faults) {
        printf("%s: %llu faults\n", cli_bank_path(c), (unsigned long long)n_faults);
    } else if (!c->quiet) {
        printf("%s: sound\n", cli_bank_path(c));
    }
}

static int verify(cli *c, int argc, char **argv)
{
    const char *value;
    bool json = false, verbose = false;
    int id, code;
    while ((id = cli_option(c, argc, argv, &value)) > 0) {
        json = json || id == OPT_JSON;
        verbose = verbose || id == OPT_VERBOSE;
    }
    if (id < 0 || optind < argc) {
        return id < 0 ? EXIT_USAGE : cli_usage(c, "\"%s\" is one word too many", argv[optind]);
    }
    tol_store *store = cli_open(c, TOL_OPEN_READ, &code);
    if (!store) {
        return code;
    }
    teller t;
    tol_error err;
    uint64_t n_faults = 0;
    interrupt_catch();
    teller_start(&t, c, "verifying", false, verbose);
    tol_listener listener = teller_listener(&t);
    tol_status status = tol_store_verify(store, &listener, &n_faults, &err);
    teller_stop(&t);
    if (status != TOL_OK) {
        code = cli_fail(c, &err);
    } else {
        report(c, json, n_faults);
        code = n_faults ? EXIT_SYSTEM : EXIT_SUCCESS;
    }
    tol_store_close(store);
    return code;
}

const command command_verify = {
    "verify",
    "[OPTION]...",
    "Check the bank: its file, its rows, and every token row against its text.",
    options,
    "Exit status: 0 when the bank is sound, 4 when it has faults or cannot be read.",
    verify,
};
