/* Threads of the library's own. */
#ifndef TOL_BASE_THREAD_H
#define TOL_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Begin a thread that no signal interrupts: they are for the caller's. False: none could be had. */
bool tol_thread_begin(pthread_t *thread, void *(*run)(void *user), void *user);

#endif
