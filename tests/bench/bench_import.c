/*
 * Import of a TMX file into a fresh bank, against a parse of the same file by libxml2's SAX parser with handlers that
 * do nothing; and what the bank takes. Each run is a process of its own, so that memory and processor time are its own.
 */
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "tolmach/store.h"

typedef struct setup {
    const char *tmx, *bank;
} setup;

/* Of several runs of one kind. */
typedef struct runs {
    bench_samples wall, processor;
    long peak_kib; /* of the largest run so far of either kind */
} runs;

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                     const xmlChar **namespaces, int n_attrs, int n_defaulted, const xmlChar **attrs)
{
    (void)user, (void)name, (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
    (void)n_attrs, (void)n_defaulted, (void)attrs;
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)user, (void)name, (void)prefix, (void)uri;
}

static void on_text(void *user, const xmlChar *text, int len)
{
    (void)user, (void)text, (void)len;
}

static int read_bytes(void *user, char *buffer, int len)
{
    return (int)read(*(int *)user, buffer, (size_t)len);
}

static void parse(const setup *all)
{
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_text;
    handler.ignorableWhitespace = on_text;
    int file = open(all->tmx, O_RDONLY);
    if (file < 0) {
        bench_die("could not read \"%s\"", all->tmx);
    }
    xmlParserCtxtPtr parser = xmlCreateIOParserCtxt(&handler, NULL, read_bytes, NULL, &file, XML_CHAR_ENCODING_NONE);
    if (!parser) {
        bench_die("no parser");
    }
    xmlCtxtUseOptions(parser, XML_PARSE_HUGE);
    if (xmlParseDocument(parser) != 0 || !parser->wellFormed) {
        bench_die("libxml2 refuses \"%s\"", all->tmx);
    }
    xmlFreeParserCtxt(parser);
    close(file);
}

static void import(const setup *all)
{
    tol_error err;
    tol_store *store;
    tol_import *job;
    tol_import_report report;
    bench_check(tol_store_open(all->bank, TOL_OPEN_CREATE, NULL, &store, &err), &err, "could not make the bank");
    bench_check(tol_import_begin(store, &job, &err), &err, "could not begin");
    bench_check(tol_import_file(job, all->tmx, TOL_LIT("bench"), TOL_DUPLICATE_KEEP, NULL, &report, &err), &err,
                "could not import");
    bench_check(tol_import_commit(job, &err), &err, "could not commit");
    tol_import_free(job);
    tol_store_close(store);
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double children_ms(long *peak_kib)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    *peak_kib = usage.ru_maxrss;
    return (seconds(usage.ru_utime) + seconds(usage.ru_stime)) * 1e3;
}

static void run(void (*work)(const setup *), const setup *all, runs *out)
{
    double before = children_ms(&out->peak_kib), start = bench_now_ms();
    int state;
    pid_t pid = fork();
    if (pid == 0) {
        work(all);
        _exit(0);
    }
    if (pid < 0 || waitpid(pid, &state, 0) != pid || !WIFEXITED(state) || WEXITSTATUS(state) != 0) {
        bench_die("a run failed");
    }
    bench_add(&out->wall, bench_now_ms() - start);
    bench_add(&out->processor, children_ms(&out->peak_kib) - before);
}

static void remove_bank(const setup *all)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char path[4096];
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        snprintf(path, sizeof path, "%s%s", all->bank, endings[i]);
        unlink(path);
    }
}

typedef struct text_size {
    double bytes, n_units, n_variants;
} text_size;

static tol_status add_unit(void *user, const tol_unit *unit, tol_error *err)
{
    (void)err;
    text_size *size = user;
    size->n_units++;
    for (size_t i = 0; i < unit->n_variants; i++) {
        size->n_variants++;
        size->bytes += (double)unit->variants[i].text.len;
    }
    return TOL_OK;
}

static double ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK || sqlite3_step(stmt) != SQLITE_ROW) {
        bench_die("%s: %s", sql, sqlite3_errmsg(db));
    }
    double answer = sqlite3_column_double(stmt, 0);
    sqlite3_finalize(stmt);
    return answer;
}

/* What stands in the rows, without what SQLite adds around them; the size of the file has that in it. */
static void print_index_size(const setup *all)
{
    sqlite3 *db;
    if (sqlite3_open_v2(all->bank, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        bench_die("could not open the bank");
    }
    double heads = ask(db, "SELECT coalesce(sum(length(head)), 0) FROM segment");
    double rows = ask(db, "SELECT coalesce(sum(length(rows)), 0) FROM token_rows");
    double n = ask(db, "SELECT coalesce(sum(n), 0) FROM segment"), all_parts = heads;
    n = n > 0 ? n : 1;
    printf("index: %.0f variants, bytes a variant: heads %.1f", n, heads / n);
    static const char *const parts[] = {"signatures", "entries", "chunks", "lists", "names"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char sql[120];
        snprintf(sql, sizeof sql,
                 "SELECT coalesce(sum(length(data)), 0) FROM segment_block WHERE (id >> 24) %% 8 = %zu", i);
        double bytes = ask(db, sql);
        all_parts += bytes;
        printf(", %s %.1f", parts[i], bytes / n);
    }
    printf(", together %.1f; token rows %.1f\n", all_parts / n, rows / n);
    sqlite3_close(db);
}

static void print_bank_size(const setup *all)
{
    tol_error err;
    tol_store *store;
    text_size size = {0, 0, 0};
    bench_check(tol_store_open(all->bank, TOL_OPEN_READ, NULL, &store, &err), &err, "could not open");
    bench_check(tol_unit_each(store, NULL, 0, add_unit, &size, &err), &err, "could not read the bank");
    tol_store_close(store);
    double bank = bench_file_size(all->bank), limit = 1.5 * size.bytes + 100 * size.n_units;
    printf("bank: %.1f MB for %.0f units, %.0f variants, %.1f MB of text: %.2f times the text; %.2f of 1.5 times the "
           "text and 100 bytes a unit\n",
           bank / 1e6, size.n_units, size.n_variants, size.bytes / 1e6, bank / size.bytes, bank / limit);
}

static void print_runs(const char *name, runs *all, double megabytes)
{
    double wall = bench_quantile(&all->wall, 0.5), processor = bench_quantile(&all->processor, 0.5);
    printf("%-12s median %8.2f s wall %7.1f MB/s   %8.2f s processor %7.1f MB/s\n", name, wall / 1e3,
           megabytes / wall * 1e3, processor / 1e3, megabytes / processor * 1e3);
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        bench_die("usage: bench_import FILE.tmx NEW_BANK [RUNS]");
    }
    setup all = {argv[1], argv[2]};
    long n = argc == 4 ? bench_number("RUNS", argv[3], 1) : 3;
    runs parses = {BENCH_SAMPLES_INIT, BENCH_SAMPLES_INIT, 0}, imports = parses;
    double megabytes = bench_file_size(all.tmx) / 1e6;
    if (access(all.bank, F_OK) == 0) {
        bench_die("\"%s\" exists: name a bank to make", all.bank);
    }
    for (long i = 0; i < n; i++) {
        remove_bank(&all);
        run(parse, &all, &parses);
        run(import, &all, &imports);
    }
    printf("%s: %.1f MB, %ld runs of each in turns\n", all.tmx, megabytes, n);
    print_runs("libxml2 SAX", &parses, megabytes);
    print_runs("import", &imports, megabytes);
    printf("rate of the import: %.2f of libxml2's by wall time, %.2f by processor time\n",
           bench_quantile(&parses.wall, 0.5) / bench_quantile(&imports.wall, 0.5),
           bench_quantile(&parses.processor, 0.5) / bench_quantile(&imports.processor, 0.5));
    printf("peak memory of an import: %.1f MB\n", (double)imports.peak_kib * 1024 / 1e6);
    print_bank_size(&all);
    print_index_size(&all);
    bench_release(&parses.wall);
    bench_release(&parses.processor);
    bench_release(&imports.wall);
    bench_release(&imports.processor);
    return 0;
}
