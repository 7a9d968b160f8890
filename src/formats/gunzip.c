#include "formats/gunzip.h"

#include <zlib.h>

#include "base/fail.h"
#include "base/mem.h"

#define PIECE ((size_t)64 << 10)

struct tol_gunzip {
    tol_input *packed;
    z_stream z;
    bool in_member; /* between the head of a member and its checksum */
    bool is_at_end;
    char *piece; /* PIECE bytes, packed */
};

static void *z_alloc(void *user, unsigned n, unsigned size)
{
    (void)user;
    return tol_mem_calloc(n, size);
}

static void z_free(void *user, void *ptr)
{
    (void)user;
    tol_mem_free(ptr);
}

/* Have packed bytes at hand; at the end there are none. */
static tol_status feed(tol_gunzip *gunzip, tol_error *err)
{
    size_t len = 0;
    if (gunzip->z.avail_in) {
        return TOL_OK;
    }
    tol_status status = tol_input_read(gunzip->packed, gunzip->piece, PIECE, &len, err);
    gunzip->z.next_in = (unsigned char *)gunzip->piece;
    gunzip->z.avail_in = (unsigned)len;
    return status;
}

/* Between members: what follows is another one, or nothing that matters. */
static void look_behind_member(tol_gunzip *gunzip)
{
    gunzip->is_at_end = !gunzip->z.avail_in || *gunzip->z.next_in != 0x1F;
    if (!gunzip->is_at_end) {
        inflateReset(&gunzip->z);
        gunzip->in_member = true;
    }
}

static tol_status inflate_some(tol_gunzip *gunzip, tol_error *err)
{
    if (!gunzip->z.avail_in) {
        return tol_fail(err, TOL_EPARSE, "the file is cut off: the gzip data has no end");
    }
    int code = inflate(&gunzip->z, Z_NO_FLUSH);
    gunzip->in_member = code != Z_STREAM_END;
    if (code == Z_MEM_ERROR) {
        return tol_fail_nomem(err);
    }
    return code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR
               ? TOL_OK
               : tol_fail(err, TOL_EPARSE, "the gzip data is damaged: %s",
                          gunzip->z.msg ? gunzip->z.msg : "they need a dictionary");
}

static tol_status pull(void *user, char *into, size_t cap, size_t *len, tol_error *err)
{
    tol_gunzip *gunzip = user;
    tol_status status = TOL_OK;
    *len = 0;
    while (status == TOL_OK && *len < cap && !gunzip->is_at_end) {
        size_t room = cap - *len < PIECE ? cap - *len : PIECE;
        gunzip->z.next_out = (unsigned char *)into + *len;
        gunzip->z.avail_out = (unsigned)room;
        status = feed(gunzip, err);
        if (status == TOL_OK && gunzip->in_member) {
            status = inflate_some(gunzip, err);
        } else if (status == TOL_OK) {
            look_behind_member(gunzip);
        }
        *len += room - gunzip->z.avail_out;
    }
    return status;
}

tol_status tol_gunzip_open(tol_gunzip **out, tol_input *packed, tol_input *unpacked, tol_error *err)
{
    *out = NULL;
    tol_gunzip *gunzip = tol_mem_calloc(1, sizeof *gunzip);
    if (!gunzip) {
        return tol_fail_nomem(err);
    }
    gunzip->packed = packed;
    gunzip->in_member = true;
    gunzip->z.zalloc = z_alloc;
    gunzip->z.zfree = z_free;
    gunzip->piece = tol_mem_alloc(PIECE);
    /* 15 bits of window, and 16 for "gzip and nothing else" */
    if (!gunzip->piece || inflateInit2(&gunzip->z, 15 + 16) != Z_OK) {
        tol_mem_free(gunzip->piece);
        tol_mem_free(gunzip);
        return tol_fail_nomem(err);
    }
    tol_input_of_pull(unpacked, pull, gunzip, packed, packed->name);
    *out = gunzip;
    return TOL_OK;
}

void tol_gunzip_close(tol_gunzip *gunzip)
{
    if (gunzip) {
        inflateEnd(&gunzip->z);
        tol_mem_free(gunzip->piece);
        tol_mem_free(gunzip);
    }
}
