/*
 * How well texts are segmented: treebanks with gold sentences, the sentences of a document joined by one space.
 *
 *   eval_segment [--misses] [--speed] SAMPLES
 *
 * SAMPLES is a folder with segmentation/LANG_NAME-ud-test.conllu and srx/languagetool_segment.srx. Only boundaries
 * inside of documents count. Prints a row for each corpus and each set of rules, parted by tabs: boundaries there are,
 * wrongly found, missed; precision, recall, F1; and recall over those gold boundaries that have a final mark before
 * them. The figures are the same on every machine.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tolmach/tolmach.h"

#define LINE_MAX_BYTES 65536

typedef struct boundary {
    size_t at;      /* behind the sentence */
    bool is_marked; /* a mark stands there */
} boundary;

/* A corpus: all documents in one text, a document a line, and where its sentences end inside of documents. */
typedef struct corpus {
    tol_buf text;
    boundary *gold;
    size_t n_gold, cap;
} corpus;

typedef struct figures {
    size_t n_gold, n_found, n_right, n_marked, n_marked_right;
} figures;

/* ---- the treebank ---- */

static void put_code_point(tol_buf *out, unsigned long cp)
{
    char bytes[3];
    if (cp < 0x80) {
        tol_buf_byte(out, (char)cp);
        return;
    }
    bytes[0] = (char)(cp < 0x800 ? 0xC0 | cp >> 6 : 0xE0 | (cp >> 12 & 0xF));
    bytes[1] = (char)(cp < 0x800 ? 0x80 | (cp & 0x3F) : 0x80 | (cp >> 6 & 0x3F));
    bytes[2] = (char)(0x80 | (cp & 0x3F));
    tol_buf_append(out, bytes, cp < 0x800 ? 2 : 3);
}

/* An entity of HTML: its length, 0 when there is none. */
static size_t put_entity(const char *at, tol_buf *out)
{
    static const char *const names[] = {"&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&apos;", "'"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i += 2) {
        if (strncmp(at, names[i], strlen(names[i])) == 0) {
            tol_buf_add(out, tol_str_of(names[i + 1]));
            return strlen(names[i]);
        }
    }
    if (at[0] == '&' && at[1] == '#') {
        char *end;
        unsigned long cp = at[2] == 'x' ? strtoul(at + 3, &end, 16) : strtoul(at + 2, &end, 10);
        if (*end == ';' && cp && cp < 0x10000) {
            put_code_point(out, cp);
            return (size_t)(end + 1 - at);
        }
    }
    return 0;
}

static void put_sentence(const char *text, tol_buf *out)
{
    while (*text && *text != '\n') {
        size_t len = *text == '&' ? put_entity(text, out) : 0;
        if (!len) {
            tol_buf_byte(out, *text);
            len = 1;
        }
        text += len;
    }
}

/* Whether a mark stands at the end, perhaps before quotes and brackets. */
static bool ends_with_mark(tol_str text)
{
    static const char *const closing[] = {"\"", "'", ")", "]", "»", "”", "’"};
    for (size_t i = 0; i < sizeof closing / sizeof closing[0];) {
        bool does = tol_str_ends_with(text, tol_str_of(closing[i]));
        text.len -= does ? strlen(closing[i]) : 0;
        i = does ? 0 : i + 1;
    }
    return text.len && (strchr(".!?", text.ptr[text.len - 1]) || tol_str_ends_with(text, TOL_LIT("…")));
}

static void add_gold(corpus *c)
{
    if (c->n_gold == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 1024;
        boundary *gold = realloc(c->gold, c->cap * sizeof *gold);
        if (!gold) {
            exit(EXIT_FAILURE);
        }
        c->gold = gold;
    }
    c->gold[c->n_gold++] = (boundary){c->text.len, ends_with_mark(tol_buf_str(&c->text))};
}

static bool read_corpus(const char *path, corpus *c)
{
    static char line[LINE_MAX_BYTES];
    static const char text[] = "# text = ", document[] = "# newdoc";
    FILE *in = fopen(path, "r");
    bool begins = true; /* a document */
    *c = (corpus){.text = TOL_BUF_INIT};
    while (in && fgets(line, sizeof line, in)) {
        if (strncmp(line, document, sizeof document - 1) == 0 && c->text.len) {
            tol_buf_byte(&c->text, '\n');
            begins = true;
        } else if (strncmp(line, text, sizeof text - 1) == 0) {
            if (!begins) {
                add_gold(c);
                tol_buf_byte(&c->text, ' ');
            }
            put_sentence(line + sizeof text - 1, &c->text);
            begins = false;
        }
    }
    if (in) {
        fclose(in);
    }
    return in && tol_buf_ok(&c->text) && c->text.len;
}

/* ---- comparing ---- */

static void print_place(const char *what, tol_str text, size_t at)
{
    size_t from = at > 60 ? at - 60 : 0, to = at + 60 < text.len ? at + 60 : text.len;
    while (from < at && ((unsigned char)text.ptr[from] & 0xC0) == 0x80) {
        from++;
    }
    while (to < text.len && ((unsigned char)text.ptr[to] & 0xC0) == 0x80) {
        to++;
    }
    fprintf(stderr, "%s\t%.*s^%.*s\n", what, (int)(at - from), text.ptr + from, (int)(to - at), text.ptr + at);
}

/* Two segments of one document are parted by something else than a line end. */
static bool is_inner(tol_str text, size_t end, size_t next_start)
{
    return !memchr(text.ptr + end, '\n', next_start - end);
}

static figures compare(const corpus *c, const tol_segment_spans *spans, bool misses)
{
    figures f = {.n_gold = c->n_gold};
    tol_str text = tol_buf_str(&c->text);
    size_t g = 0;
    for (size_t i = 0; i < c->n_gold; i++) {
        f.n_marked += c->gold[i].is_marked;
    }
    for (size_t i = 0; i + 1 < spans->n; i++) {
        size_t at = spans->items[i].end;
        if (!is_inner(text, at, spans->items[i + 1].start)) {
            continue;
        }
        for (; g < c->n_gold && c->gold[g].at < at; g++) {
            if (misses) {
                print_place("missed", text, c->gold[g].at);
            }
        }
        bool is_right = g < c->n_gold && c->gold[g].at == at;
        f.n_found++;
        f.n_right += is_right;
        f.n_marked_right += is_right && c->gold[g].is_marked;
        g += is_right;
        if (!is_right && misses) {
            print_place("wrong", text, at);
        }
    }
    return f;
}

static void print_row(const char *name, const char *rules, const figures *f)
{
    double p = f->n_found ? 100.0 * (double)f->n_right / (double)f->n_found : 0;
    double r = f->n_gold ? 100.0 * (double)f->n_right / (double)f->n_gold : 0;
    double marked = f->n_marked ? 100.0 * (double)f->n_marked_right / (double)f->n_marked : 0;
    printf("%s\t%s\t%zu\t%zu\t%zu\t%.2f\t%.2f\t%.2f\t%.2f\n", name, rules, f->n_gold, f->n_found - f->n_right,
           f->n_gold - f->n_right, p, r, p + r > 0 ? 2 * p * r / (p + r) : 0, marked);
}

/* ---- running ---- */

typedef struct run {
    const char *folder;
    bool misses, speed;
} run;

static void print_speed(tol_segmenter *segmenter, tol_str text)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_segment_spans spans;
    clock_t start = clock();
    size_t n = 0;
    do {
        tol_segmenter_run(segmenter, text, NULL, 0, &arena, &spans, NULL);
        tol_arena_reset(&arena);
        n++;
    } while (clock() - start < CLOCKS_PER_SEC);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    fprintf(stderr, "%s: %.1f MB/s\n", tol_segmenter_rules(segmenter), (double)(n * text.len) / seconds / 1e6);
    tol_arena_release(&arena);
}

static bool measure(const run *r, const corpus *c, const char *name, const char *lang, const char *rules)
{
    char srx[1024];
    tol_segmenter_opt opt = TOL_SEGMENTER_OPT_INIT;
    tol_segmenter *segmenter;
    tol_segment_spans spans;
    tol_arena arena = TOL_ARENA_INIT;
    tol_error err;
    snprintf(srx, sizeof srx, "%s/srx/languagetool_segment.srx", r->folder);
    opt.srx = strcmp(rules, "languagetool") == 0 ? srx : NULL;
    opt.rules = strcmp(rules, "unicode") == 0 ? TOL_RULES_UNICODE : TOL_RULES_BEST;
    bool is_good = tol_segmenter_new(tol_str_of(lang), &opt, &segmenter, &err) == TOL_OK;
    if (is_good) {
        is_good = tol_segmenter_run(segmenter, tol_buf_str(&c->text), NULL, 0, &arena, &spans, &err) == TOL_OK;
    }
    if (is_good) {
        figures f = compare(c, &spans, r->misses && strcmp(rules, "tolmach") == 0);
        print_row(name, rules, &f);
    } else {
        fprintf(stderr, "%s\n", err.message);
    }
    if (is_good && r->speed) {
        print_speed(segmenter, tol_buf_str(&c->text));
    }
    tol_arena_release(&arena);
    tol_segmenter_free(segmenter);
    return is_good;
}

static bool measure_corpus(const run *r, const char *name, const char *lang)
{
    static const char *const rules[] = {"tolmach", "unicode", "languagetool"};
    char path[1024];
    corpus c;
    snprintf(path, sizeof path, "%s/segmentation/%s-ud-test.conllu", r->folder, name);
    bool is_good = read_corpus(path, &c);
    if (!is_good) {
        fprintf(stderr, "could not read %s\n", path);
    }
    for (size_t i = 0; is_good && i < 3; i++) {
        is_good = measure(r, &c, name, lang, rules[i]);
    }
    tol_buf_release(&c.text);
    free(c.gold);
    return is_good;
}

int main(int argc, char **argv)
{
    run r = {NULL, false, false};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--misses") == 0) {
            r.misses = true;
        } else if (strcmp(argv[i], "--speed") == 0) {
            r.speed = true;
        } else {
            r.folder = argv[i];
        }
    }
    if (!r.folder) {
        fprintf(stderr, "usage: eval_segment [--misses] [--speed] SAMPLES\n");
        return EXIT_FAILURE;
    }
    printf("corpus\trules\tboundaries\twrong\tmissed\tprecision\trecall\tf1\trecall_marked\n");
    bool is_good = measure_corpus(&r, "ru_gsd", "ru");
    return measure_corpus(&r, "en_pud", "en") && is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
