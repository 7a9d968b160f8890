#include "base/thread.h"

#include <signal.h>

bool tol_thread_begin(pthread_t *thread, void *(*run)(void *user), void *user)
{
    sigset_t every, old;
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &old);
    bool is_begun = pthread_create(thread, NULL, run, user) == 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return is_begun;
}
