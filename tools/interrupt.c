/* Ctrl-C. */
#include <signal.h>

#include "cli.h"

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    interrupted = signal_number;
    signal(signal_number, SIG_DFL); /* a second Ctrl-C ends the program at once */
}

void interrupt_catch(void)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = SA_RESTART};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool interrupt_was_asked(void)
{
    return interrupted != 0;
}

void interrupt_die(void)
{
    signal(interrupted, SIG_DFL);
    raise(interrupted);
}
