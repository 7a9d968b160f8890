#include "collect.h"

#include <stdlib.h>
#include <string.h>

#include "formats/tmx_names.h"
#include "support/check.h"

static tol_status on_header(void *user, const tol_header *header, tol_error *err)
{
    (void)err;
    tol_collected *collected = user;
    collected->header = tol_header_copy(&collected->arena, header);
    collected->n_headers++;
    return TOL_OK;
}

static tol_status on_unit(void *user, const tol_unit *unit, tol_error *err)
{
    (void)err;
    tol_collected *collected = user;
    if (collected->n_units < sizeof collected->units / sizeof collected->units[0]) {
        collected->units[collected->n_units++] = tol_unit_copy(&collected->arena, unit);
    }
    return TOL_OK;
}

static tol_status on_entry(void *user, const tol_concept *entry, tol_error *err)
{
    (void)err;
    tol_collected *collected = user;
    if (collected->n_entries < sizeof collected->entries / sizeof collected->entries[0]) {
        collected->entries[collected->n_entries++] = tol_concept_copy(&collected->arena, entry);
    }
    return TOL_OK;
}

static void on_diag(void *user, const tol_diag *diag)
{
    tol_collected *collected = user;
    collected->n_diags++;
    tol_buf_printf(&collected->diags, "%.*s %u %.*s\n", TOL_ARG(diag->code), (unsigned)diag->line, TOL_ARG(diag->unit));
}

static tol_collected *collect(tol_str bytes, const char *name, const tol_read_opt *wanted, bool is_file)
{
    tol_collected *collected = calloc(1, sizeof *collected);
    if (!collected) {
        abort();
    }
    tol_read_opt opt = *wanted;
    opt.listener = (tol_listener){collected, on_diag, NULL};
    tol_sink sink = {collected, on_header, on_unit, on_entry};
    collected->status = is_file ? tol_read_file(name, &opt, &sink, &collected->err)
                                : tol_read_bytes(bytes, name, &opt, &sink, &collected->err);
    return collected;
}

tol_collected *tol_collect(tol_str bytes, const char *name, const char *format, bool strict)
{
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.format = format;
    opt.strict = strict;
    return collect(bytes, name, &opt, false);
}

tol_collected *tol_collect_opt(tol_str bytes, const char *name, const tol_read_opt *opt)
{
    return collect(bytes, name, opt, false);
}

tol_collected *tol_collect_file(const char *path, bool strict)
{
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.strict = strict;
    return collect(TOL_STR_NULL, path, &opt, true);
}

tol_collected *tol_collect_file_opt(const char *path, const tol_read_opt *opt)
{
    return collect(TOL_STR_NULL, path, opt, true);
}

void tol_collected_free(tol_collected *collected)
{
    tol_arena_release(&collected->arena);
    tol_buf_release(&collected->diags);
    free(collected);
}

size_t tol_collected_count(const tol_collected *collected, const char *code)
{
    size_t n = 0, len = strlen(code);
    for (const char *p = collected->diags.ptr; p && *p; p = strchr(p, '\n') + 1) {
        n += strncmp(p, code, len) == 0 && p[len] == ' ';
    }
    return n;
}

tol_status tol_collected_write_opt(const tol_collected *collected, const tol_write_opt *opt, tol_buf *out,
                                   tol_error *err)
{
    tol_writer *writer;
    tol_status status = tol_writer_open(NULL, out, opt, collected->header, &writer, err);
    for (size_t i = 0; status == TOL_OK && i < collected->n_units; i++) {
        status = tol_writer_unit(writer, collected->units[i], err);
    }
    if (status == TOL_OK) {
        status = tol_writer_finish(writer, err);
    }
    tol_writer_free(writer);
    return status;
}

tol_status tol_collected_write(const tol_collected *collected, tol_buf *out, tol_error *err)
{
    return tol_collected_write_opt(collected, &(tol_write_opt){.format = "tmx"}, out, err);
}

static void put_attrs(const tol_attrs *attrs, tol_buf *out)
{
    for (size_t i = 0; i < attrs->n; i++) {
        tol_buf_printf(out, " %.*s=%.*s", TOL_ARG(attrs->items[i].name), TOL_ARG(attrs->items[i].value));
    }
}

static void put_unit(const tol_unit *unit, tol_buf *out)
{
    tol_buf_printf(out, "tuid %.*s", TOL_ARG(unit->tuid));
    put_attrs(&unit->attrs, out);
    for (size_t i = 0; i < unit->infos.n; i++) {
        tol_buf_printf(out, "\n%d %.*s", (int)unit->infos.items[i].kind, TOL_ARG(unit->infos.items[i].text));
        put_attrs(&unit->infos.items[i].attrs, out);
    }
    for (size_t i = 0; i < unit->n_variants; i++) {
        tol_buf_printf(out, "\n%.*s ", TOL_ARG(unit->variants[i].lang));
        put_attrs(&unit->variants[i].attrs, out);
        tol_variant_sketch(&unit->variants[i], out);
    }
}

void assert_units_equal(const tol_collected *a, const tol_collected *b)
{
    assert_int_equal(a->n_units, b->n_units);
    for (size_t i = 0; i < a->n_units; i++) {
        tol_buf left = TOL_BUF_INIT, right = TOL_BUF_INIT;
        put_unit(a->units[i], &left);
        put_unit(b->units[i], &right);
        assert_string_equal(left.ptr, right.ptr);
        tol_buf_release(&left);
        tol_buf_release(&right);
    }
}

tol_str tol_tmx_of(const char *body, tol_buf *buf)
{
    tol_buf_printf(buf,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n"
                   "<tmx version=\"1.4\">\n<header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" "
                   "o-tmf=\"t\" adminlang=\"en\" srclang=\"ru\" datatype=\"plaintext\"/>\n"
                   "<body>\n%s\n</body>\n</tmx>\n",
                   body);
    return tol_buf_str(buf);
}

static void sketch_name(const tol_run *run, tol_buf *out)
{
    tol_buf_add(out, run->elem == TOL_FOREIGN ? run->name : tol_tmx[run->elem].name);
}

void tol_variant_sketch(const tol_variant *variant, tol_buf *out)
{
    size_t at = 0;
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        tol_buf_append(out, variant->text.ptr + at, run->at - at);
        at = run->at;
        if (run->kind == TOL_RUN_CODE) {
            tol_buf_printf(out, "{%.*s}", TOL_ARG(run->code));
            continue;
        }
        tol_buf_append(out, run->kind == TOL_RUN_OPEN ? "[" : "[/", run->kind == TOL_RUN_OPEN ? 1 : 2);
        sketch_name(run, out);
        for (size_t k = 0; k < run->attrs.n; k++) {
            tol_buf_printf(out, " %.*s=%.*s", TOL_ARG(run->attrs.items[k].name), TOL_ARG(run->attrs.items[k].value));
        }
        tol_buf_byte(out, ']');
    }
    tol_buf_append(out, variant->text.ptr + at, variant->text.len - at);
}
