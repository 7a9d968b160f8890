#include "base/fail.h"
#include "store/index_build.h"
#include "store/index_format.h"

static tol_status measure(tol_store *store, uint64_t *bytes, uint64_t *segments, tol_error *err)
{
    int64_t pages = 0, size = 0, n = 0;
    tol_status status = tol_db_number(store, "PRAGMA page_count", &pages, err);
    if (!status) {
        status = tol_db_number(store, "PRAGMA page_size", &size, err);
    }
    if (!status) {
        status = tol_db_number(store, "SELECT count(*) FROM segment", &n, err);
    }
    *bytes = (uint64_t)(pages * size);
    *segments = (uint64_t)n;
    return status;
}

tol_status tol_store_optimize(tol_store *store, tol_optimize_report *report, tol_error *err)
{
    tol_optimize_report r = {0, 0, 0, 0};
    tol_error_clear(err);
    tol_status status = measure(store, &r.bytes_before, &r.segments_before, err);
    if (!status) {
        status = tol_db_write_begin(store, err);
    }
    if (!status) {
        store->segment_memory = TOL_SEGMENT_MEMORY_OPTIMIZING;
        status = tol_db_write_end(store, tol_index_rebuild(store, err), err);
        store->segment_memory = TOL_SEGMENT_MEMORY;
    }
    if (!status) {
        status = tol_db_exec(store, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", err);
    }
    if (!status) {
        status = measure(store, &r.bytes_after, &r.segments_after, err);
    }
    if (report) {
        *report = r;
    }
    return status;
}
