/*
 * The baseline: a set of fingerprints. The file has a line for each: the fingerprint in 16 hexadecimal digits, the rule
 * and the unit's tuid, both for its readers only. Lines that begin with "#" are remarks.
 */
#include "check/baseline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/input.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/output.h"

#define HEX_DIGITS 16
/* Longest line, and most bytes of a tuid that are written. */
#define LINE_MAX 1024
#define TUID_MAX 200

static const char headline[] = "# known findings of tolmach check: fingerprint, rule, unit\n";

struct tol_baseline {
    tol_map known; /* fingerprint in digits -> number of its line */
    tol_str *lines;
    size_t n, cap;
    tol_arena arena;
};

tol_status tol_baseline_new(tol_baseline **out, tol_error *err)
{
    tol_error_clear(err);
    *out = tol_mem_calloc(1, sizeof **out);
    return *out ? TOL_OK : tol_fail_nomem(err);
}

void tol_baseline_free(tol_baseline *baseline)
{
    if (baseline) {
        tol_map_release(&baseline->known);
        tol_mem_free(baseline->lines);
        tol_arena_release(&baseline->arena);
        tol_mem_free(baseline);
    }
}

static tol_str digits_of(const tol_finding *finding, char out[HEX_DIGITS + 1])
{
    snprintf(out, HEX_DIGITS + 1, "%016" PRIx64, finding->fingerprint);
    return (tol_str){out, HEX_DIGITS};
}

bool tol_baseline_has(const tol_baseline *baseline, const tol_finding *finding)
{
    char digits[HEX_DIGITS + 1];
    return tol_map_get(&baseline->known, digits_of(finding, digits)) != NULL;
}

/* Add a line, which begins with the digits. */
static tol_status add_line(tol_baseline *baseline, tol_str line, tol_error *err)
{
    bool is_new = false;
    tol_map_slot *slot = tol_map_put(&baseline->known, (tol_str){line.ptr, HEX_DIGITS}, &is_new);
    if (!slot) {
        return tol_fail_nomem(err);
    }
    if (!is_new) {
        return TOL_OK;
    }
    tol_str *grown = tol_mem_grow(baseline->lines, &baseline->cap, baseline->n + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    baseline->lines = grown;
    baseline->lines[baseline->n++] = tol_arena_copy(&baseline->arena, line);
    return tol_arena_ok(&baseline->arena) ? TOL_OK : tol_fail_nomem(err);
}

tol_status tol_baseline_add(tol_baseline *baseline, const tol_finding *finding, tol_error *err)
{
    tol_error_clear(err);
    char digits[HEX_DIGITS + 1];
    tol_buf line = TOL_BUF_INIT;
    tol_str tuid = finding->unit->tuid;
    tuid.len = tuid.len < TUID_MAX ? tuid.len : TUID_MAX;
    tol_buf_add(&line, digits_of(finding, digits));
    tol_buf_printf(&line, " %s ", finding->rule->id);
    for (size_t i = 0; i < tuid.len; i++) {
        tol_buf_byte(&line, (unsigned char)tuid.ptr[i] < ' ' ? ' ' : tuid.ptr[i]);
    }
    tol_status status = tol_buf_ok(&line) ? add_line(baseline, tol_buf_str(&line), err) : tol_fail_nomem(err);
    tol_buf_release(&line);
    return status;
}

/* ---- files ---- */

static tol_status take_line(tol_baseline *baseline, tol_str line, uint32_t number, const char *path, tol_error *err)
{
    if (line.len && line.ptr[line.len - 1] == '\r') {
        line.len--;
    }
    if (line.len == 0 || line.ptr[0] == '#') {
        return TOL_OK;
    }
    bool is_good = line.len >= HEX_DIGITS && (line.len == HEX_DIGITS || line.ptr[HEX_DIGITS] == ' ');
    for (size_t i = 0; i < HEX_DIGITS && is_good; i++) {
        is_good = line.ptr[i] != '\0' && strchr("0123456789abcdef", line.ptr[i]) != NULL;
    }
    if (!is_good) {
        tol_status status = tol_fail(err, TOL_EPARSE, "this is no line of a baseline");
        tol_fail_locate(err, path, number);
        return status;
    }
    line.len = line.len < LINE_MAX ? line.len : LINE_MAX;
    return add_line(baseline, line, err);
}

tol_status tol_baseline_take(tol_baseline *baseline, tol_str text, const char *name, tol_error *err)
{
    tol_status status = TOL_OK;
    uint32_t number = 1;
    for (size_t from = 0; from < text.len && status == TOL_OK; number++) {
        const char *end = memchr(text.ptr + from, '\n', text.len - from);
        size_t to = end ? (size_t)(end - text.ptr) : text.len;
        status = take_line(baseline, (tol_str){text.ptr + from, to - from}, number, name, err);
        from = to + 1;
    }
    return status;
}

static tol_status read_all(const char *path, tol_buf *out, tol_error *err)
{
    char chunk[1 << 14];
    size_t len = 0;
    tol_input input = TOL_INPUT_INIT;
    tol_status status = tol_input_open(&input, path, err);
    while (status == TOL_OK && (status = tol_input_read(&input, chunk, sizeof chunk, &len, err)) == TOL_OK && len) {
        tol_buf_append(out, chunk, len);
    }
    tol_input_close(&input);
    return status == TOL_OK && !tol_buf_ok(out) ? tol_fail_nomem(err) : status;
}

tol_status tol_baseline_read(const char *path, tol_baseline **out, tol_error *err)
{
    tol_buf all = TOL_BUF_INIT;
    tol_status status = tol_baseline_new(out, err);
    if (status == TOL_OK) {
        status = read_all(path, &all, err);
    }
    if (status == TOL_OK) {
        status = tol_baseline_take(*out, tol_buf_str(&all), path, err);
    }
    if (status != TOL_OK) {
        tol_baseline_free(*out);
        *out = NULL;
    }
    tol_buf_release(&all);
    return status;
}

static int by_bytes(const void *a, const void *b)
{
    return tol_str_compare(*(const tol_str *)a, *(const tol_str *)b);
}

tol_status tol_baseline_write(const tol_baseline *baseline, const char *path, tol_error *err)
{
    tol_error_clear(err);
    tol_output output;
    tol_str *sorted = tol_mem_alloc(baseline->n * sizeof *sorted);
    if (!sorted) {
        return tol_fail_nomem(err);
    }
    if (baseline->n) {
        memcpy(sorted, baseline->lines, baseline->n * sizeof *sorted);
        qsort(sorted, baseline->n, sizeof *sorted, by_bytes);
    }
    tol_status status = tol_output_open(&output, path, NULL, err);
    if (status == TOL_OK) {
        tol_output_add(&output, tol_str_of(headline));
        for (size_t i = 0; i < baseline->n; i++) {
            tol_output_add(&output, sorted[i]);
            tol_output_add(&output, TOL_LIT("\n"));
        }
        status = tol_output_finish(&output, err);
        tol_output_release(&output);
    }
    tol_mem_free(sorted);
    return status;
}
