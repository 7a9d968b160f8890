/*
 * Protocol 61: its two texts become its pairs, also when its decisions stand in one paragraph and when sentences are
 * missing.
 */
#include "support/check.h"
#include "support/fixture.h"
#include "tolmach/bitext.h"
#include "tolmach/buf.h"

#define PAIRS     33
#define LINES_MAX 64

typedef struct gold {
    char *table, *files[TOL_BITEXT_SIDES];
    tol_str pairs[PAIRS][TOL_BITEXT_SIDES];
    tol_str kinds[PAIRS];
    tol_str lines[TOL_BITEXT_SIDES][LINES_MAX];
    size_t n_lines[TOL_BITEXT_SIDES];
    char *folder;
    tol_arena arena;
} gold;

static tol_str take_until(char **at, const char *ends)
{
    tol_str field = {*at, strcspn(*at, ends)};
    *at += field.len + ((*at)[field.len] != '\0');
    return field;
}

static char *read_sample(const char *name)
{
    const char *path = tol_sample_path(name);
    return path ? tol_file_read(path, NULL) : NULL;
}

static int load(void **state)
{
    static gold g;
    static const char *const texts[] = {"protocol-61/protocol-61.ru.txt", "protocol-61/protocol-61.en.txt"};
    g = (gold){.table = read_sample("protocol-61/segments.tsv"), .arena = TOL_ARENA_INIT};
    *state = NULL;
    if (!g.table) {
        return 0;
    }
    char *at = g.table;
    take_until(&at, "\n");
    for (size_t i = 0; i < PAIRS; i++) {
        take_until(&at, "\t");
        g.pairs[i][TOL_BITEXT_SOURCE] = take_until(&at, "\t");
        g.pairs[i][TOL_BITEXT_TARGET] = take_until(&at, "\t");
        g.kinds[i] = take_until(&at, "\r\n");
    }
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        at = g.files[side] = read_sample(texts[side]);
        while (*at) {
            g.lines[side][g.n_lines[side]++] = take_until(&at, "\n");
        }
    }
    g.folder = tol_temp_dir_new();
    *state = &g;
    return 0;
}

static int unload(void **state)
{
    gold *g = *state;
    if (g) {
        free(g->table);
        free(g->files[TOL_BITEXT_SOURCE]);
        free(g->files[TOL_BITEXT_TARGET]);
        tol_temp_dir_free(g->folder);
        tol_arena_release(&g->arena);
    }
    return 0;
}

/* ---- a text with something done to it ---- */

static void add_line(tol_buf *text, tol_str line)
{
    tol_buf_add(text, line);
    tol_buf_byte(text, '\n');
}

static tol_buf whole_text(const gold *g, int side)
{
    tol_buf text = TOL_BUF_INIT;
    for (size_t i = 0; i < g->n_lines[side]; i++) {
        add_line(&text, g->lines[side][i]);
    }
    return text;
}

static bool is_decision(const gold *g, int side, tol_str line)
{
    for (size_t i = 0; i < PAIRS; i++) {
        if (tol_str_starts_with(line, g->pairs[i][side])) {
            return tol_str_equal(g->kinds[i], TOL_LIT("decision"));
        }
    }
    return false;
}

/* Decisions under an agenda item as one paragraph. */
static tol_buf joined_text(const gold *g, int side)
{
    tol_buf text = TOL_BUF_INIT;
    for (size_t i = 0; i < g->n_lines[side]; i++) {
        bool follows = i && is_decision(g, side, g->lines[side][i]) && is_decision(g, side, g->lines[side][i - 1]);
        if (i) {
            tol_buf_byte(&text, follows ? ' ' : '\n');
        }
        tol_buf_add(&text, g->lines[side][i]);
    }
    tol_buf_byte(&text, '\n');
    return text;
}

/* The text without three segments, a line that is left empty gone. */
static tol_buf text_without(const gold *g, int side, const size_t missing[3])
{
    tol_buf text = TOL_BUF_INIT;
    for (size_t i = 0; i < g->n_lines[side]; i++) {
        char line[1024];
        snprintf(line, sizeof line, "%.*s", TOL_ARG(g->lines[side][i]));
        for (size_t k = 0; k < 3; k++) {
            tol_str gone = g->pairs[missing[k]][side];
            char *place = strncmp(line, gone.ptr, gone.len) == 0 ? line : strstr(line, " ");
            for (; place; place = strstr(place + 1, " ")) {
                char *start = place == line ? line : place + 1;
                bool is_end = strlen(start) >= gone.len && (start[gone.len] == '\0' || start[gone.len] == ' ');
                if (is_end && strncmp(start, gone.ptr, gone.len) == 0) {
                    size_t len = gone.len + (start[gone.len] == ' ');
                    memmove(start, start + len, strlen(start + len) + 1);
                    break;
                }
            }
        }
        if (line[0]) {
            add_line(&text, tol_str_of(line));
        }
    }
    return text;
}

static tol_bitext align(gold *g, tol_buf *source, tol_buf *target)
{
    tol_bitext bitext = TOL_BITEXT_INIT;
    tol_buf *texts[] = {source, target};
    static const char *const langs[] = {"ru", "en"};
    tol_error err;
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        char *path = tol_path_join(g->folder, side ? "b.txt" : "a.txt");
        tol_file_write(path, tol_buf_str(texts[side]));
        assert_status(TOL_OK,
                      tol_bitext_read(path, tol_str_of(langs[side]), NULL, &g->arena, &bitext.sides[side], NULL, &err),
                      &err);
        tol_buf_release(texts[side]);
        free(path);
    }
    assert_status(TOL_OK, tol_bitext_align(&bitext, NULL, &g->arena, &err), &err);
    return bitext;
}

/* Whether a bead is just this pair. */
static bool is_pair(const tol_bitext *bitext, const tol_bead *bead, const tol_str pair[TOL_BITEXT_SIDES])
{
    return bead->n_source == 1 && bead->n_target == 1 &&
           tol_str_equal(bitext->sides[TOL_BITEXT_SOURCE].segments[bead->source].text, pair[TOL_BITEXT_SOURCE]) &&
           tol_str_equal(bitext->sides[TOL_BITEXT_TARGET].segments[bead->target].text, pair[TOL_BITEXT_TARGET]);
}

static void assert_all_pairs(const gold *g, const tol_bitext *bitext)
{
    assert_int_equal(bitext->n_beads, PAIRS);
    for (size_t i = 0; i < PAIRS; i++) {
        assert_true(is_pair(bitext, &bitext->beads[i].bead, g->pairs[i]));
    }
}

/* ---- tests ---- */

static void the_texts_become_the_pairs(void **state)
{
    gold *g = *state;
    if (!g) {
        skip();
    }
    tol_buf source = whole_text(g, TOL_BITEXT_SOURCE), target = whole_text(g, TOL_BITEXT_TARGET);
    tol_bitext bitext = align(g, &source, &target);
    assert_all_pairs(g, &bitext);
}

static void decisions_in_one_paragraph_become_the_pairs(void **state)
{
    gold *g = *state;
    if (!g) {
        skip();
    }
    for (int joined = 1; joined < 4; joined++) {
        tol_buf source = joined & 1 ? joined_text(g, TOL_BITEXT_SOURCE) : whole_text(g, TOL_BITEXT_SOURCE);
        tol_buf target = joined & 2 ? joined_text(g, TOL_BITEXT_TARGET) : whole_text(g, TOL_BITEXT_TARGET);
        tol_bitext bitext = align(g, &source, &target);
        assert_all_pairs(g, &bitext);
    }
}

/* How many of the pairs that are whole did not come out. */
static size_t count_lost(const gold *g, const tol_bitext *bitext, const size_t missing[3])
{
    size_t n_lost = 0;
    for (size_t i = 0; i < PAIRS; i++) {
        bool is_found = i == missing[0] || i == missing[1] || i == missing[2];
        for (size_t k = 0; k < bitext->n_beads && !is_found; k++) {
            is_found = is_pair(bitext, &bitext->beads[k].bead, g->pairs[i]);
        }
        n_lost += !is_found;
    }
    return n_lost;
}

static void three_missing_sentences_leave_the_rest_right(void **state)
{
    gold *g = *state;
    if (!g) {
        skip();
    }
    size_t n_tried = 0, n_lost = 0;
    for (int side = 0; side < TOL_BITEXT_SIDES; side++) {
        for (size_t first = 0; first + 3 <= PAIRS; first++) {
            const size_t missing[3] = {first, first + 1, first + 2};
            tol_buf texts[] = {whole_text(g, TOL_BITEXT_SOURCE), whole_text(g, TOL_BITEXT_TARGET)};
            tol_buf_release(&texts[side]);
            texts[side] = text_without(g, side, missing);
            tol_bitext bitext = align(g, &texts[TOL_BITEXT_SOURCE], &texts[TOL_BITEXT_TARGET]);
            size_t lost = count_lost(g, &bitext, missing);
            if (lost) {
                print_message("side %d, segments %zu to %zu missing: %zu pairs lost\n", side, first + 1, first + 3,
                              lost);
            }
            n_tried++;
            n_lost += lost;
        }
    }
    print_message("%zu texts, %zu pairs lost\n", n_tried, n_lost);
    assert_int_equal(n_lost, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_texts_become_the_pairs),
        cmocka_unit_test(decisions_in_one_paragraph_become_the_pairs),
        cmocka_unit_test(three_missing_sentences_leave_the_rest_right),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
