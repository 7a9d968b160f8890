/* Reading by a thread of its own tells what reading without one tells, in the same order. */
#include "formats/read_ahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "support/check.h"
#include "support/fixture.h"
#include "support/rng.h"

typedef struct told {
    tol_buf text;            /* all that was told, as text */
    size_t n_units, stop_at; /* the unit that the sink refuses; 0: none */
    size_t n_progress, cancel_at;
    pthread_t thread;
    tol_preparer preparer; /* without `prepare` when there is no thread */
} told;

static char *dir;

static void tell_infos(told *all, const tol_infos *infos)
{
    for (size_t i = 0; i < infos->n; i++) {
        tol_buf_printf(&all->text, " %d=%.*s", (int)infos->items[i].kind, TOL_ARG(infos->items[i].text));
    }
}

static tol_status on_header(void *user, const tol_header *header, tol_error *err)
{
    (void)err;
    told *all = user;
    assert_true(pthread_equal(all->thread, pthread_self()));
    tol_buf_printf(&all->text, "header %.*s\n", TOL_ARG(header->version));
    return TOL_OK;
}

static tol_status on_unit(void *user, const tol_unit *unit, tol_error *err)
{
    told *all = user;
    assert_true(pthread_equal(all->thread, pthread_self()));
    if (++all->n_units == all->stop_at) {
        return tol_fail(err, TOL_EBUSY, "no more");
    }
    const tol_str *prepared = all->preparer.prepared;
    assert_true(!prepared == !(all->preparer.prepare && unit->tuid.len % 2));
    assert_true(!prepared || tol_str_equal(*prepared, unit->tuid));
    tol_buf_printf(&all->text, "unit %.*s line %u", TOL_ARG(unit->tuid), unit->line);
    tell_infos(all, &unit->infos);
    for (size_t i = 0; i < unit->n_variants; i++) {
        tol_buf_printf(&all->text, " [%.*s] ", TOL_ARG(unit->variants[i].lang));
        tol_buf_add(&all->text, unit->variants[i].text);
    }
    tol_buf_byte(&all->text, '\n');
    return TOL_OK;
}

static tol_status on_entry(void *user, const tol_concept *entry, tol_error *err)
{
    (void)err;
    tol_buf_printf(&((told *)user)->text, "entry %.*s\n", TOL_ARG(entry->name));
    return TOL_OK;
}

static void on_diag(void *user, const tol_diag *diag)
{
    told *all = user;
    assert_true(pthread_equal(all->thread, pthread_self()));
    tol_buf_printf(&all->text, "%s:%u %.*s %.*s %.*s\n", diag->file.ptr, diag->line, TOL_ARG(diag->code),
                   TOL_ARG(diag->unit), TOL_ARG(diag->message));
}

static bool on_progress(void *user, uint64_t done, uint64_t total)
{
    told *all = user;
    assert_true(pthread_equal(all->thread, pthread_self()));
    assert_true(done <= total);
    return ++all->n_progress != all->cancel_at;
}

/* On the other thread: the tuid, when its length is odd. */
static const void *prepare(void *user, tol_arena *arena, const tol_unit *unit)
{
    const told *all = user;
    bool is_wanted = unit->tuid.len % 2 && !pthread_equal(all->thread, pthread_self());
    tol_str *copy = is_wanted ? tol_arena_alloc(arena, sizeof *copy) : NULL;
    if (copy) {
        *copy = unit->tuid;
    }
    return copy;
}

static const tol_sink sink_fns = {NULL, on_header, on_unit, on_entry};

static tol_status read_as(bool by_thread, const char *path, bool strict, told *all, tol_error *err)
{
    tol_sink sink = sink_fns;
    tol_read_opt opt = {.strict = strict, .listener = {all, on_diag, on_progress}};
    sink.user = all;
    all->thread = pthread_self();
    all->preparer = (tol_preparer){all, by_thread ? prepare : NULL, NULL};
    tol_buf_init(&all->text, 0);
    return by_thread ? tol_read_with_thread(path, &opt, &sink, &all->preparer, err)
                     : tol_read_file(path, &opt, &sink, err);
}

/* Units of many lengths, some with something to tell; one of `long_len` bytes. */
static char *write_units(const char *name, size_t n, size_t long_len, const char *end)
{
    tol_rng rng = tol_rng_new(name, 8);
    tol_buf file = TOL_BUF_INIT;
    tol_buf_add(&file, TOL_LIT("<tmx version=\"1.4\"><header srclang=\"ru\"/><body>\n"));
    for (size_t i = 0; i < n; i++) {
        tol_buf_printf(&file, "<tu tuid=\"%zu\">%s<prop type=\"x\">%zu</prop><tuv xml:lang=\"ru\"><seg>", i,
                       tol_rng_below(&rng, 7) ? "" : "<odd/>", i * i);
        size_t len = i == n / 2 ? long_len : tol_rng_below(&rng, 300);
        for (size_t k = 0; k < len; k++) {
            tol_buf_add(&file, k % 9 ? TOL_LIT("ж") : TOL_LIT(" "));
        }
        tol_buf_printf(&file, "</seg></tuv>%s</tu>\n", tol_rng_below(&rng, 9) ? "" : "<tuv><seg>AT&T</seg></tuv>");
    }
    tol_buf_add(&file, tol_str_of(end));
    char *path = tol_path_join(dir, name);
    tol_file_write(path, tol_buf_str(&file));
    tol_buf_release(&file);
    return path;
}

static void assert_same(const char *path, bool strict, told pattern)
{
    told plain = pattern, ahead = pattern;
    tol_error plain_err, ahead_err;
    tol_status wanted = read_as(false, path, strict, &plain, &plain_err);
    assert_status(wanted, read_as(true, path, strict, &ahead, &ahead_err), &ahead_err);
    assert_true(tol_buf_ok(&plain.text) && tol_str_equal(tol_buf_str(&plain.text), tol_buf_str(&ahead.text)));
    assert_int_equal(plain.n_progress, ahead.n_progress);
    assert_string_equal(plain_err.message, ahead_err.message);
    assert_string_equal(plain_err.where, ahead_err.where);
    assert_int_equal(plain_err.line, ahead_err.line);
    tol_buf_release(&plain.text);
    tol_buf_release(&ahead.text);
}

static void everything_is_told_in_order(void **state)
{
    (void)state;
    char *path = write_units("many.tmx", 4000, 3000000, "</body></tmx>\n");
    assert_same(path, false, (told){.n_units = 0});
    assert_same(path, true, (told){.n_units = 0}); /* refused at the first finding */
    free(path);
    path = write_units("none.tmx", 1, 1, "</body></tmx>\n");
    assert_same(path, false, (told){.n_units = 0});
    free(path);
    assert_same(tol_source_path("glossaries/presidium.ru-en.tbx"), false, (told){.n_units = 0});
    assert_same(tol_source_path("README.md"), false, (told){.n_units = 0});
    assert_same("/nonexistent/file.tmx", false, (told){.n_units = 0});
}

static void a_flaw_is_told_behind_what_stands_before_it(void **state)
{
    (void)state;
    char *path = write_units("flaw.tmx", 3000, 10, "<tu><tuv></tu>");
    assert_same(path, false, (told){.n_units = 0});
    free(path);
}

static void the_sink_can_stop_the_reading(void **state)
{
    (void)state;
    char *path = write_units("stop.tmx", 3000, 10, "</body></tmx>\n");
    for (size_t at = 1; at < 3000; at += 413) {
        assert_same(path, false, (told){.stop_at = at});
    }
    free(path);
}

static void the_listener_can_cancel_the_reading(void **state)
{
    (void)state;
    char *path = write_units("cancel.tmx", 3000, 10, "</body></tmx>\n");
    for (size_t at = 1; at < 12; at += 5) {
        assert_same(path, false, (told){.cancel_at = at});
    }
    free(path);
}

/* Which thread meets the failure is chance; that the call ends, tells it and leaks nothing is not. */
static void lack_of_memory_ends_the_reading(void **state)
{
    (void)state;
    char *path = write_units("memory.tmx", 2000, 10, "</body></tmx>\n");
    for (uint64_t countdown = 1; countdown < 400; countdown += 1 + countdown / 8) {
        told all = {.n_units = 0};
        tol_error err;
        tol_mem_fail_after(countdown, true);
        tol_status status = read_as(true, path, false, &all, &err);
        tol_mem_fail_after(0, false);
        assert_true(status == TOL_OK || status == TOL_ENOMEM);
        tol_buf_release(&all.text);
    }
    free(path);
}

static int make_dir(void **state)
{
    (void)state;
    dir = tol_temp_dir_new();
    return 0;
}

static int remove_dir(void **state)
{
    (void)state;
    tol_temp_dir_free(dir);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_told_in_order),
        cmocka_unit_test(a_flaw_is_told_behind_what_stands_before_it),
        cmocka_unit_test(the_sink_can_stop_the_reading),
        cmocka_unit_test(the_listener_can_cancel_the_reading),
        cmocka_unit_test(lack_of_memory_ends_the_reading),
    };
    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
