/* Reading bytes from a file, standard input or memory, a chunk at a time. */
#ifndef TOL_BASE_INPUT_H
#define TOL_BASE_INPUT_H

#include <stdint.h>

#include "tolmach/status.h"

typedef struct tol_input {
    int fd;           /* -1 for memory */
    tol_str bytes;    /* memory that is left */
    const char *name; /* for messages; borrowed */
    uint64_t done;    /* bytes read so far */
    uint64_t total;   /* bytes there are; 0 when unknown */
} tol_input;

#define TOL_INPUT_INIT                                                                                                 \
    {                                                                                                                  \
        -1, {NULL, 0}, "", 0, 0                                                                                        \
    }

/* Open a file; "-" is standard input. TOL_EIO. A folder is refused. */
tol_status tol_input_open(tol_input *input, const char *path, tol_error *err);
void tol_input_of_bytes(tol_input *input, tol_str bytes, const char *name);
/* Read up to `cap` bytes (fewer only at the end); *len == 0 at the end. TOL_EIO. */
tol_status tol_input_read(tol_input *input, char *into, size_t cap, size_t *len, tol_error *err);
void tol_input_close(tol_input *input);

#endif
