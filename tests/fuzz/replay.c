/*
 * Runs a fuzz target without libFuzzer, so that ordinary tests replay its corpus under any compiler.
 *
 *     fuzz_tmx PATH...                             give it every file, folders sorted by name
 *     fuzz_tmx --mutate ROUNDS --seed N PATH...    then ROUNDS mutations of them, the same for the same seed and files
 *
 * When an input ends the program, it is saved as fuzz-failure.bin in the current folder.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz/fuzz.h"
#include "support/rng.h"

#define INPUT_SECONDS_MAX 60
#define MUTANT_MAX        ((size_t)1 << 16)
#define FAILURE_FILE      "fuzz-failure.bin"

struct sample {
    uint8_t *bytes;
    size_t len;
};

static struct {
    struct sample *items;
    size_t n, cap;
} corpus;

/* The input that the target has at the moment, for the last words. */
static struct sample current;

static void *must(void *made)
{
    if (!made) {
        perror("fuzz driver");
        exit(2);
    }
    return made;
}

/* Called while the program dies: only system calls. */
static void save_current(void)
{
    static const char words[] = "fuzz driver: the input that ended the program is in " FAILURE_FILE "\n";
    int fd = open(FAILURE_FILE, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd >= 0 && write(fd, current.bytes, current.len) == (ssize_t)current.len &&
        write(STDERR_FILENO, words, sizeof words - 1) > 0) {
        close(fd);
    }
}

static void on_signal(int number)
{
    save_current();
    signal(number, SIG_DFL);
    raise(number);
}

/* A sanitizer ends the program by itself; it calls this first when it is linked in. */
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static void watch_for_death(void)
{
    signal(SIGALRM, on_signal);
    signal(SIGABRT, on_signal);
    if (__sanitizer_set_death_callback) {
        __sanitizer_set_death_callback(save_current);
    } else {
        signal(SIGSEGV, on_signal);
        signal(SIGBUS, on_signal);
        signal(SIGFPE, on_signal);
    }
}

/* The target gets a block of exactly the input's size, so that a sanitizer sees a step beyond it. */
static void run(const uint8_t *bytes, size_t len)
{
    current.bytes = must(malloc(len ? len : 1));
    current.len = len;
    memcpy(current.bytes, bytes, len);
    alarm(INPUT_SECONDS_MAX);
    LLVMFuzzerTestOneInput(current.bytes, current.len);
    alarm(0);
    free(current.bytes);
}

static void add_file(const char *path, size_t size)
{
    FILE *file = must(fopen(path, "rb"));
    struct sample sample = {must(malloc(size ? size : 1)), size};
    if (fread(sample.bytes, 1, size, file) != size) {
        fprintf(stderr, "fuzz driver: could not read %s\n", path);
        exit(2);
    }
    fclose(file);
    if (corpus.n == corpus.cap) {
        corpus.cap = corpus.cap ? corpus.cap * 2 : 64;
        corpus.items = must(realloc(corpus.items, corpus.cap * sizeof *corpus.items));
    }
    corpus.items[corpus.n++] = sample;
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void add_path(const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0) {
        fprintf(stderr, "fuzz driver: %s: %s\n", path, strerror(errno));
        exit(2);
    }
    if (!S_ISDIR(about.st_mode)) {
        add_file(path, (size_t)about.st_size);
        return;
    }
    struct dirent **entries;
    int n = scandir(path, &entries, is_visible, alphasort);
    for (int i = 0; i < n; i++) {
        char inside[4096];
        snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name);
        if (stat(inside, &about) == 0 && S_ISREG(about.st_mode)) {
            add_file(inside, (size_t)about.st_size);
        }
        free(entries[i]);
    }
    free(entries);
}

/* ---- mutation ---- */

struct mutant {
    uint8_t bytes[MUTANT_MAX];
    size_t len;
};

/* Replace `gone` bytes at `at` by `n` bytes, as far as there is room. `with` is not inside the mutant. */
static void splice(struct mutant *mutant, size_t at, size_t gone, const void *with, size_t n)
{
    size_t tail = mutant->len - at - gone;
    if (at + n + tail > MUTANT_MAX) {
        return;
    }
    memmove(mutant->bytes + at + n, mutant->bytes + at + gone, tail);
    memcpy(mutant->bytes + at, with, n);
    mutant->len = at + n + tail;
}

static void mutate_bytes(struct mutant *mutant, tol_rng *rng, size_t at)
{
    static const uint8_t telling[] = {0x00, 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x26, 0x2F, 0x3B, 0x3C, 0x3E, 0x7F,
                                      0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xFE, 0xFF};
    uint8_t byte = telling[tol_rng_below(rng, sizeof telling)];
    if (at == mutant->len) {
        splice(mutant, at, 0, &byte, 1);
    } else if (tol_rng_below(rng, 2)) {
        mutant->bytes[at] = byte;
    } else {
        mutant->bytes[at] ^= (uint8_t)(1u << tol_rng_below(rng, 8));
    }
}

static void insert_word(struct mutant *mutant, tol_rng *rng, size_t at)
{
    static const char *const words[] = {
        "<seg>",
        "</seg>",
        "<tuv xml:lang=\"en\">",
        "</tuv>",
        "<bpt i=\"1\">",
        "</bpt>",
        "<!--",
        "]]>",
        "&#x41;",
        "&#x1F600;",
        "&#0;",
        "&lt;",
        "&e;",
        "<?x?>",
        "<![CDATA[",
        "\xEF\xBB\xBF",
        "\xCC\x81",
        "\xE2\x80\x8D",
        "\xC2\xAD",
        "\xD1\x91",
        "1 234,5",
        "№ 61",
        "[1]",
        "U[nited]",
        "Cde. ",
        "http://a.example/",
        "\xF0\x9F\x87\xB7",
        "\xE2\x80\x99",
        "<term>",
        "<note/>",
        "xmlns:x=\"y\"",
        "<sub>",
    };
    const char *word = words[tol_rng_below(rng, sizeof words / sizeof words[0])];
    splice(mutant, at, 0, word, strlen(word));
}

static void mutate_once(struct mutant *mutant, tol_rng *rng)
{
    static uint8_t piece[MUTANT_MAX];
    size_t at = tol_rng_below(rng, (uint32_t)mutant->len + 1);
    size_t span = tol_rng_below(rng, 1u << tol_rng_below(rng, 10));
    size_t here = span < mutant->len - at ? span : mutant->len - at;
    const struct sample *other = &corpus.items[tol_rng_below(rng, (uint32_t)corpus.n)];
    switch (tol_rng_below(rng, 6)) {
    case 0:
        splice(mutant, at, here, "", 0);
        break;
    case 1: /* the same piece again, somewhere else */
        memcpy(piece, mutant->bytes + at, here);
        splice(mutant, tol_rng_below(rng, (uint32_t)mutant->len + 1), 0, piece, here);
        break;
    case 2: /* a piece of another input */
        at = at < other->len ? at : other->len;
        span = span < other->len - at ? span : other->len - at;
        splice(mutant, tol_rng_below(rng, (uint32_t)mutant->len + 1), 0, other->bytes + at, span);
        break;
    case 3:
        insert_word(mutant, rng, at);
        break;
    default:
        mutate_bytes(mutant, rng, at);
    }
}

static void run_mutants(unsigned long rounds, uint64_t seed)
{
    static struct mutant mutant;
    tol_rng rng = tol_rng_new("fuzz driver", seed);
    for (unsigned long round = 0; round < rounds; round++) {
        const struct sample *parent = &corpus.items[tol_rng_below(&rng, (uint32_t)corpus.n)];
        mutant.len = parent->len < MUTANT_MAX ? parent->len : MUTANT_MAX;
        memcpy(mutant.bytes, parent->bytes, mutant.len);
        for (uint32_t steps = 1 + tol_rng_below(&rng, 8); steps > 0; steps--) {
            mutate_once(&mutant, &rng);
        }
        run(mutant.bytes, mutant.len);
    }
}

int main(int argc, char **argv)
{
    unsigned long rounds = 0;
    uint64_t seed = 1;
    int i = 1;
    for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2) {
        bool is_seed = strcmp(argv[i], "--seed") == 0;
        unsigned long long value = strtoull(argv[i + 1], NULL, 10);
        if (is_seed) {
            seed = value;
        } else {
            rounds = (unsigned long)value;
        }
    }
    for (; i < argc; i++) {
        add_path(argv[i]);
    }
    if (corpus.n == 0) {
        fprintf(stderr, "fuzz driver: no input\n");
        return 2;
    }
    watch_for_death();
    for (size_t k = 0; k < corpus.n; k++) {
        run(corpus.items[k].bytes, corpus.items[k].len);
    }
    run_mutants(rounds, seed);
    printf("%zu inputs, %lu mutations\n", corpus.n, rounds);
    for (size_t k = 0; k < corpus.n; k++) {
        free(corpus.items[k].bytes);
    }
    free(corpus.items);
    return 0;
}
