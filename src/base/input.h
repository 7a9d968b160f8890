/* Reading bytes from a file, standard input, memory, or from whoever makes them (unpacks them), a chunk at a time. */
#ifndef TOL_BASE_INPUT_H
#define TOL_BASE_INPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "tolmach/buf.h"
#include "tolmach/status.h"

/* What unpacks to more than this many bytes for each packed one is not held in memory, but for the first 16 MB. */
#define TOL_HELD_RATIO 200

/* As much of its beginning can be looked at before it is read. */
#define TOL_INPUT_HEAD 512

/* Who makes bytes: fills `into` as tol_input_read does. */
typedef tol_status (*tol_pull_fn)(void *user, char *into, size_t cap, size_t *len, tol_error *err);

typedef struct tol_input {
    int fd;           /* -1 for memory and for bytes that are made */
    tol_str bytes;    /* memory that is left */
    const char *name; /* for messages; borrowed */
    uint64_t done;    /* bytes read so far */
    uint64_t total;   /* bytes there are; 0 when unknown */
    tol_str whole;    /* all of the memory, for random access; absent when it is none */
    tol_pull_fn pull; /* NULL: nobody makes them */
    void *user;       /* its first argument */
    /* What the bytes are made of: `done` and `total` are then its own, so that progress is that of the file. */
    const struct tol_input *beneath;
    char head[TOL_INPUT_HEAD]; /* read ahead by tol_input_peek */
    size_t n_head, head_at;
} tol_input;

#define TOL_INPUT_INIT                                                                                                 \
    {                                                                                                                  \
        .fd = -1, .name = ""                                                                                           \
    }

/* Open a file; "-" is standard input. TOL_EIO. A folder is refused. */
tol_status tol_input_open(tol_input *input, const char *path, tol_error *err);
void tol_input_of_bytes(tol_input *input, tol_str bytes, const char *name);
/* Bytes that `pull` makes of those of `beneath`; closing the input gives nothing back. */
void tol_input_of_pull(tol_input *input, tol_pull_fn pull, void *user, const tol_input *beneath, const char *name);
/* The first bytes, before any were read; they stay to be read. Borrowed until the input is closed or moved. TOL_EIO. */
tol_status tol_input_peek(tol_input *input, tol_str *head, tol_error *err);
/* Read up to `cap` bytes (fewer only at the end); *len == 0 at the end. TOL_EIO. */
tol_status tol_input_read(tol_input *input, char *into, size_t cap, size_t *len, tol_error *err);
/* Whether bytes can be read in any order: of memory and of plain files. */
bool tol_input_is_seekable(const tol_input *input);
/* The same as tol_input_read, of a seekable input, from a place of its own; what else is read knows nothing of it. */
tol_status tol_input_read_at(tol_input *input, uint64_t at, char *into, size_t cap, size_t *len, tol_error *err);
/*
 * Read all that is left into a buffer, up to `max` bytes. TOL_ELIMIT: there are more, or they were packed so tightly
 * (TOL_HELD_RATIO) that holding them in memory is what somebody made the file for.
 */
tol_status tol_input_hold(tol_input *input, tol_buf *out, size_t max, tol_error *err);
void tol_input_close(tol_input *input);

#endif
