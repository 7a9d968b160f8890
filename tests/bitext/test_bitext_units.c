/* Units of beads, their context, memories, and reading both sides. */
#include "bitext_fixture.h"
#include "support/check.h"
#include "support/fixture.h"
#include "support/torture.h"
#include "tolmach/match.h"

/* What a sink was told, as lines: "tuid kind source|target <source before >source after". */
static void put_prop(tol_buf *log, const char *sign, const tol_variant *variant, const char *type)
{
    tol_str text = tol_infos_prop(&variant->infos, tol_str_of(type));
    if (text.ptr) {
        tol_buf_printf(log, " %s%.*s", sign, TOL_ARG(text));
    }
}

static tol_status log_unit(void *user, const tol_unit *unit, tol_error *err)
{
    tol_buf *log = user;
    (void)err;
    tol_str kind = tol_infos_prop(&unit->infos, TOL_LIT("x-bead"));
    tol_buf_printf(log, "%.*s %.*s", TOL_ARG(unit->tuid), TOL_ARG(kind));
    for (size_t i = 0; i < unit->n_variants; i++) {
        const tol_variant *variant = &unit->variants[i];
        tol_buf_printf(log, " %.*s=%.*s", TOL_ARG(variant->lang), TOL_ARG(variant->text));
        put_prop(log, "<", variant, "context_prev");
        put_prop(log, ">", variant, "context_next");
    }
    tol_buf_byte(log, '\n');
    return TOL_OK;
}

static void assert_units(const tol_bitext *bitext, const tol_bitext_unit_opt *opt, const char *wanted,
                         tol_bitext_unit_report *report)
{
    tol_buf log = TOL_BUF_INIT;
    tol_sink sink = {&log, NULL, log_unit, NULL};
    assert_int_equal(tol_bitext_units(bitext, opt, &sink, report, NULL), TOL_OK);
    assert_str(tol_buf_str(&log), wanted);
    tol_buf_release(&log);
}

static tol_bitext gapped(tol_arena *arena)
{
    static const uint32_t beads[][4] = {{0, 1, 0, 1}, {1, 2, 1, 1}, {3, 1, 2, 0},
                                        {4, 0, 2, 1}, {4, 1, 3, 1}, {5, 1, 4, 1}};
    tol_bitext bitext = bitext_of("а|б|в|г|д|е", "a|b|c|d|e", arena);
    bitext_set_beads(&bitext, beads, 6, arena);
    return bitext;
}

static void units_name_the_neighbours_that_were_left_out(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext = gapped(&arena);
    tol_bitext_unit_report report;
    assert_units(&bitext, NULL,
                 "a.txt:1 1-1 ru=а en=a\na.txt:2 2-1 ru=б в >г en=b >c\na.txt:5 1-1 ru=д <г en=d <c\n"
                 "a.txt:6 1-1 ru=е en=e\n",
                 &report);
    assert_int_equal(report.written, 4);
    assert_int_equal(report.one_sided, 2);
    tol_bitext_unit_opt opt = {0, true};
    assert_units(&bitext, &opt,
                 "a.txt:1 1-1 ru=а en=a\na.txt:2 2-1 ru=б в en=b >c\na.txt:4 1-0 ru=г >д\nb.txt:3 0-1 en=c <b\n"
                 "a.txt:5 1-1 ru=д <г en=d\na.txt:6 1-1 ru=е en=e\n",
                 &report);
    tol_arena_release(&arena);
}

static void what_is_unsure_or_wrong_is_left_out(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext = gapped(&arena);
    tol_bitext_unit_report report;
    tol_bitext_unit_opt opt = {75, false};
    bitext.beads[0].bead.confidence = 0.749F;
    bitext.beads[5].verdict = TOL_VERDICT_WRONG;
    assert_units(&bitext, &opt, "a.txt:2 2-1 ru=б в <а >г en=b <a >c\na.txt:5 1-1 ru=д <г >е en=d <c >e\n", &report);
    assert_int_equal(report.unsure, 1);
    assert_int_equal(report.wrong, 1);
    tol_arena_release(&arena);
}

static void a_passage_that_moved_has_its_own_neighbours(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    static const uint32_t beads[][4] = {{0, 1, 0, 1}, {1, 1, 2, 1}, {2, 1, 1, 1}};
    tol_bitext bitext = bitext_of("а|б|в", "a|v|b", &arena);
    bitext_set_beads(&bitext, beads, 3, &arena);
    assert_units(&bitext, NULL, "a.txt:1 1-1 ru=а en=a >v\na.txt:2 1-1 ru=б en=b <v >\na.txt:3 1-1 ru=в en=v <a >b\n",
                 NULL);
    tol_arena_release(&arena);
}

static void languages_without_spaces_are_joined_without(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    static const uint32_t beads[][4] = {{0, 2, 0, 2}};
    tol_bitext bitext = bitext_of("一。|二。", "One.|Two.", &arena);
    bitext.sides[0].lang = TOL_LIT("zh-CN");
    bitext_set_beads(&bitext, beads, 1, &arena);
    assert_units(&bitext, NULL, "a.txt:1 2-2 zh-CN=一。二。 en=One. Two.\n", NULL);
    tol_arena_release(&arena);
}

/* ---- a memory ---- */

static tol_import_report import_into(tol_store *store, const tol_bitext *bitext)
{
    tol_import *import;
    tol_import_report report;
    tol_error err;
    assert_status(TOL_OK, tol_import_begin(store, &import, &err), &err);
    assert_status(TOL_OK, tol_bitext_import(bitext, NULL, import, TOL_LIT("m"), NULL, &report, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    return report;
}

static int score_of(tol_store *store, const char *text, const char *prev, const char *next)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    tol_lookup *lookup;
    tol_hits hits;
    tol_error err;
    opt.source_lang = TOL_LIT("ru");
    opt.target_lang = TOL_LIT("en");
    assert_status(TOL_OK, tol_lookup_new(store, &opt, &lookup, &err), &err);
    tol_query query = {.text = tol_str_of(text), .prev = tol_str_of(prev), .next = tol_str_of(next)};
    assert_status(TOL_OK, tol_lookup_find_in_context(lookup, &query, &arena, &hits, &err), &err);
    int score = hits.n ? hits.items[0].score : 0;
    tol_lookup_free(lookup);
    tol_arena_release(&arena);
    return score;
}

static void a_memory_knows_the_context(void **state)
{
    (void)state;
    char *folder = tol_temp_dir_new(), *path = tol_path_join(folder, "bank.db");
    tol_arena arena = TOL_ARENA_INIT;
    tol_store *store;
    tol_error err;
    static const uint32_t beads[][4] = {{0, 1, 0, 1}, {1, 1, 1, 1}, {2, 1, 2, 0}, {3, 1, 2, 1}, {4, 1, 3, 1}};
    tol_bitext bitext = bitext_of("Хрущев пришел.|Он сел.|Лишнее.|Кеннеди писал.|Все молчали.",
                                  "Khrushchev came.|He sat down.|Kennedy wrote.|All were silent.", &arena);
    bitext_set_beads(&bitext, beads, 5, &arena);
    assert_status(TOL_OK, tol_store_open(path, TOL_OPEN_CREATE, NULL, &store, &err), &err);
    assert_int_equal(import_into(store, &bitext).added, 4);
    assert_int_equal(score_of(store, "Хрущев пришел.", "", "Он сел."), 102);
    assert_int_equal(score_of(store, "Он сел.", "Хрущев пришел.", "Лишнее."), 102);
    assert_int_equal(score_of(store, "Он сел.", "Хрущев пришел.", "Кеннеди писал."), 101);
    assert_int_equal(score_of(store, "Кеннеди писал.", "Лишнее.", "Все молчали."), 102);
    assert_int_equal(score_of(store, "Все молчали.", "Кеннеди писал.", ""), 102);
    /* again: nothing new; a translation that was mended takes the old one's place */
    assert_int_equal(import_into(store, &bitext).identical, 4);
    bitext.sides[1].segments[1].text = TOL_LIT("He took a seat.");
    tol_import_report report = import_into(store, &bitext);
    assert_int_equal(report.replaced, 1);
    assert_int_equal(report.added, 0);
    assert_int_equal(score_of(store, "Он сел.", "Хрущев пришел.", "Лишнее."), 102);
    tol_store_close(store);
    tol_arena_release(&arena);
    free(path);
    tol_temp_dir_free(folder);
}

/* ---- pairs of a bank ---- */

static void a_bank_gives_terms_and_short_units(void **state)
{
    (void)state;
    char *folder = tol_temp_dir_new(), *path = tol_path_join(folder, "bank.db");
    tol_arena arena = TOL_ARENA_INIT;
    tol_store *store;
    tol_error err;
    tol_align_pair *pairs;
    size_t n;
    static const uint32_t beads[][4] = {{0, 1, 0, 1}, {1, 1, 1, 1}};
    tol_bitext bitext = bitext_of("Хрущев пришел.|Он сел и долго молчал.", "Khrushchev came.|He sat down.", &arena);
    bitext_set_beads(&bitext, beads, 2, &arena);
    tol_term terms[] = {{.lang = TOL_LIT("ru"), .text = TOL_LIT("указание")},
                        {.lang = TOL_LIT("en"), .text = TOL_LIT("instruction")},
                        {.lang = TOL_LIT("en"), .text = TOL_LIT("order"), .status = TOL_TERM_FORBIDDEN},
                        {.lang = TOL_LIT("de"), .text = TOL_LIT("Anweisung")}};
    tol_concept entry = {.terms = terms, .n_terms = 4};
    const tol_str memories[] = {TOL_LIT("m")}, absent[] = {TOL_LIT("x")};
    assert_status(TOL_OK, tol_store_open(path, TOL_OPEN_CREATE, NULL, &store, &err), &err);
    import_into(store, &bitext);
    assert_status(TOL_OK, tol_concept_add(store, TOL_LIT("g"), &entry, NULL, &err), &err);
    tol_str ru = TOL_LIT("ru"), en = TOL_LIT("en-GB");
    assert_status(TOL_OK, tol_bitext_pairs(store, ru, en, memories, 1, true, &arena, &pairs, &n, &err), &err);
    assert_int_equal(n, 2);
    assert_str(pairs[0].source, "указание");
    assert_str(pairs[0].target, "instruction");
    assert_str(pairs[1].source, "Хрущев пришел.");
    assert_status(TOL_OK, tol_bitext_pairs(store, ru, en, NULL, 0, false, &arena, &pairs, &n, &err), &err);
    assert_int_equal(n, 0);
    assert_status(TOL_ENOTFOUND, tol_bitext_pairs(store, ru, en, absent, 1, true, &arena, &pairs, &n, &err), &err);
    tol_store_close(store);
    tol_arena_release(&arena);
    free(path);
    tol_temp_dir_free(folder);
}

/* ---- reading ---- */

static void paragraphs_and_lines_are_kept(void **state)
{
    (void)state;
    char *folder = tol_temp_dir_new(), *path = tol_path_join(folder, "a.ru.txt");
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext_side side;
    tol_document document;
    tol_error err;
    tol_file_write(path, TOL_LIT("Первое. Второе.\nТретье.\n\nЧетвертое! Пятое?\n"));
    assert_status(TOL_OK, tol_bitext_read(path, TOL_LIT("ru"), NULL, &arena, &side, &document, &err), &err);
    static const struct {
        const char *text;
        bool starts;
        uint32_t line;
    } wanted[] = {{"Первое.", true, 1},
                  {"Второе.", false, 1},
                  {"Третье.", true, 2},
                  {"Четвертое!", true, 4},
                  {"Пятое?", false, 4}};
    assert_int_equal(side.n, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < side.n; i++) {
        assert_str(side.segments[i].text, wanted[i].text);
        assert_int_equal(side.segments[i].starts_paragraph, wanted[i].starts);
        assert_int_equal(side.lines[i], wanted[i].line);
    }
    assert_str(side.name, "a.ru.txt");
    assert_int_equal(document.n_paras, 3);
    tol_arena_release(&arena);
    free(path);
    tol_temp_dir_free(folder);
}

static void a_text_in_other_letters_is_refused(void **state)
{
    (void)state;
    char *folder = tol_temp_dir_new(), *path = tol_path_join(folder, "a.txt");
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext_side side;
    tol_error err;
    tol_file_write(path, TOL_LIT("Утвердить указания тов. Зорину.\nUN\n"));
    assert_status(TOL_EINVAL, tol_bitext_read(path, TOL_LIT("en"), NULL, &arena, &side, NULL, &err), &err);
    assert_non_null(strstr(err.message, "not in the language \"en\""));
    assert_non_null(strstr(err.where, "a.txt"));
    assert_status(TOL_OK, tol_bitext_read(path, TOL_LIT("uk"), NULL, &arena, &side, NULL, &err), &err);
    tol_file_write(path, TOL_LIT("1962\n25\nИтого\n")); /* too little to judge by */
    assert_status(TOL_OK, tol_bitext_read(path, TOL_LIT("en"), NULL, &arena, &side, NULL, &err), &err);
    tol_arena_release(&arena);
    free(path);
    tol_temp_dir_free(folder);
}

static tol_status read_and_make(void *user, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_buf file = TOL_BUF_INIT;
    tol_bitext bitext = TOL_BITEXT_INIT;
    tol_sink sink = {&file, NULL, log_unit, NULL};
    tol_status status = tol_bitext_read(user, TOL_LIT("ru"), NULL, &arena, &bitext.sides[0], NULL, err);
    static tol_bitext_bead beads[2];
    if (status == TOL_OK) {
        bitext.sides[1] = bitext.sides[0];
        beads[0].bead = (tol_bead){0, 2, 0, 1, 1, false};
        beads[1].bead = (tol_bead){2, 1, 1, 2, 1, false};
        bitext.beads = beads;
        bitext.n_beads = 2;
        status = tol_bitext_units(&bitext, NULL, &sink, NULL, err);
    }
    tol_buf_release(&file);
    tol_arena_release(&arena);
    return status;
}

static void want_of_memory_is_told(void **state)
{
    (void)state;
    char *folder = tol_temp_dir_new(), *path = tol_path_join(folder, "a.txt");
    tol_file_write(path, TOL_LIT("Первое. Второе.\nТретье.\n"));
    assert_true(tol_torture("units", read_and_make, path, TOL_OK) > 10);
    free(path);
    tol_temp_dir_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_name_the_neighbours_that_were_left_out),
        cmocka_unit_test(what_is_unsure_or_wrong_is_left_out),
        cmocka_unit_test(a_passage_that_moved_has_its_own_neighbours),
        cmocka_unit_test(languages_without_spaces_are_joined_without),
        cmocka_unit_test(a_memory_knows_the_context),
        cmocka_unit_test(a_bank_gives_terms_and_short_units),
        cmocka_unit_test(paragraphs_and_lines_are_kept),
        cmocka_unit_test(a_text_in_other_letters_is_refused),
        cmocka_unit_test(want_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
