/* Reviews: written and read back, changed by people and spreadsheets, and what is refused. */
#include "bitext_fixture.h"
#include "support/check.h"
#include "support/torture.h"

#define HEAD "bead\tstatus\tconfidence\tfound\tru, 3 segments: a.txt\ten, 2 segments: b.txt\n"

static tol_status read_text(const char *text, tol_arena *arena, tol_bitext *bitext, tol_review_report *report,
                            tol_error *err)
{
    return tol_review_read_bytes(tol_str_of(text), "r.tsv", arena, bitext, report, err);
}

static void read_good(const char *text, tol_arena *arena, tol_bitext *bitext, tol_review_report *report)
{
    tol_error err;
    assert_status(TOL_OK, read_text(text, arena, bitext, report, &err), &err);
    assert_whole(bitext);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("what_is_written_is_read_back", 33);
    tol_arena arena = TOL_ARENA_INIT;
    for (size_t round = 0; round < 1000; round++) {
        tol_buf written = TOL_BUF_INIT, twice = TOL_BUF_INIT;
        tol_bitext again, bitext = bitext_random(&rng, &arena);
        tol_review_report report;
        tol_error err;
        assert_status(TOL_OK, tol_review_write(&bitext, NULL, &written, &err), &err);
        tol_status status = tol_review_read_bytes(tol_buf_str(&written), "r", &arena, &again, &report, &err);
        assert_status(TOL_OK, status, &err);
        assert_int_equal(report.n_changed, 0);
        assert_same_bitext(&bitext, &again);
        assert_true(tol_str_equal(bitext.sides[0].name, again.sides[0].name));
        for (size_t i = 0; i < again.n_beads; i++) {
            again.beads[i].bead.confidence = bitext.beads[i].bead.confidence;
        }
        assert_status(TOL_OK, tol_review_write(&again, NULL, &twice, &err), &err);
        assert_true(tol_str_equal(tol_buf_str(&written), tol_buf_str(&twice)));
        tol_buf_release(&written);
        tol_buf_release(&twice);
        tol_arena_reset(&arena);
    }
    tol_arena_release(&arena);
}

static void a_row_says_what_it_holds(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_buf written = TOL_BUF_INIT;
    tol_bitext bitext = bitext_of("Да.|Нет.|A\tb \\n \xE2\x9F\xA6", "Yes.|No.", &arena);
    static const uint32_t beads[][4] = {{0, 1, 0, 1}, {1, 2, 1, 0}, {3, 0, 1, 1}};
    bitext_set_beads(&bitext, beads, 3, &arena);
    bitext.beads[0].verdict = TOL_VERDICT_RIGHT;
    bitext.beads[2].verdict = TOL_VERDICT_WRONG;
    assert_int_equal(tol_review_write(&bitext, NULL, &written, NULL), TOL_OK);
    assert_str(tol_buf_str(&written), HEAD "1\tok\t75\t1 to 1\t⟦1⟧ Да.\t⟦1⟧ Yes.\n"
                                           "2\t\t75\t2 3 to none\t⟦2⟧ Нет. ⟦¶3⟧ A\\tb \\\\n \\⟦\t\n"
                                           "3\twrong\t75\tnone to 2\t\t⟦2⟧ No.\n");
    tol_buf_release(&written);
    tol_arena_release(&arena);
}

static void a_row_that_was_changed_is_right(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext;
    tol_review_report report;
    read_good(HEAD "1\t\t99\t1 to 1\t⟦1⟧ Да.\t⟦1⟧ Yes.\n2\t\t40\t2 to 2\t⟦2⟧ Нет. ⟦3⟧ Вот.\t⟦2⟧ No.\n"
                   "3\t\t40\t3 to none\t\t\n",
              &arena, &bitext, &report);
    assert_int_equal(report.n_changed, 1);
    assert_int_equal(report.n_right, 0);
    assert_int_equal(bitext.n_beads, 2);
    assert_int_equal(bitext.beads[0].verdict, TOL_VERDICT_NONE);
    assert_int_equal(bitext.beads[1].verdict, TOL_VERDICT_RIGHT);
    /* a wrong row stays wrong, and a row that somebody added is right */
    read_good(HEAD "1\twrong\t99\t1 to none\t⟦1⟧ Да.\t⟦1⟧ Yes.\n2\t\t40\t2 3 to 2\t⟦3⟧ Вот. ⟦2⟧ Нет.\t⟦2⟧ No.\n",
              &arena, &bitext, &report);
    assert_int_equal(bitext.beads[0].verdict, TOL_VERDICT_WRONG);
    assert_int_equal(bitext.beads[1].verdict, TOL_VERDICT_NONE); /* the order inside a row does not matter */
    assert_str(bitext.sides[0].segments[1].text, "Нет.");
    read_good(HEAD "\t\t\t\t⟦1⟧ Да. ⟦2⟧ Нет. ⟦3⟧ Вот.\t⟦1⟧ Yes. ⟦2⟧ No.\n", &arena, &bitext, &report);
    assert_int_equal(report.n_changed, 1);
    tol_arena_release(&arena);
}

static void texts_that_were_edited_are_taken(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext;
    tol_review_report report;
    read_good(
        HEAD "1\tOK\t0,99\t1 to 1\t⟦¶1⟧   Да,   да.  \t⟦1⟧ Yes.\n2\t\t\t2 3 to 2\t⟦2⟧ Нет\\⟦!\\⟧.⟦3⟧Вот.\t⟦2⟧ C:\\no\n",
        &arena, &bitext, &report);
    assert_int_equal(report.n_right, 1);
    assert_str(bitext.sides[0].segments[0].text, "Да,   да.");
    assert_true(bitext.sides[0].segments[0].starts_paragraph);
    assert_false(bitext.sides[0].segments[1].starts_paragraph);
    assert_str(bitext.sides[0].segments[1].text, "Нет⟦!\\⟧.");
    assert_str(bitext.sides[0].segments[2].text, "Вот.");
    assert_str(bitext.sides[1].segments[1].text, "C:\no"); /* \n is a line feed: a backslash is written \\ */
    tol_arena_release(&arena);
}

static void what_a_spreadsheet_made_of_it_is_read(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext;
    tol_review_report report;
    /* a byte order mark, another order of rows and columns, a column more, quotation marks, line ends */
    read_good("\xEF\xBB\xBF"
              "remark\tSTATUS\t\"ru, 3 segments: a.txt\"\tfound\ten, 2 segments: b.txt\r\n"
              "\"not \"\"sure\"\"\nat all\"\t\t\"⟦2⟧ \"\"Нет\"\".\n⟦3⟧ Вот.\"\t2 3 to 2\t⟦2⟧ No.\r\n"
              "\"open\twrong\t⟦1⟧ Да.\t1 to 1\t⟦1⟧ \"Yes\".\r\n\t\t\t\t\r\n",
              &arena, &bitext, &report);
    assert_str(bitext.sides[0].segments[1].text, "\"Нет\".");
    assert_str(bitext.sides[1].segments[0].text, "\"Yes\".");
    assert_int_equal(bitext.beads[0].verdict, TOL_VERDICT_WRONG);
    assert_int_equal(report.n_changed, 0);
    tol_arena_release(&arena);
}

static void utf_16_is_read(void **state)
{
    (void)state;
    static const char text[] = HEAD "\t\t\t\t<1> a <2> b <3> c\t<1> d <2> e\n";
    static const char openers[] = "\xE6\x27", closers[] = "\xE7\x27";
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext;
    tol_error err;
    tol_buf wide = TOL_BUF_INIT;
    tol_buf_append(&wide, "\xFF\xFE", 2);
    for (size_t i = 0; i + 1 < sizeof text; i++) {
        const char plain[2] = {text[i], '\0'};
        tol_buf_append(&wide, text[i] == '<' ? openers : text[i] == '>' ? closers : plain, 2);
    }
    tol_status status = tol_review_read_bytes(tol_buf_str(&wide), "r", &arena, &bitext, NULL, &err);
    assert_status(TOL_OK, status, &err);
    assert_str(bitext.sides[1].segments[1].text, "e");
    tol_buf_release(&wide);
    tol_arena_release(&arena);
}

#define FIRST  "1\t\t\t\t⟦1⟧ Да.\t⟦1⟧ Yes.\n"
#define SECOND "2\t\t\t\t⟦2⟧ Нет. ⟦3⟧ Вот.\t⟦2⟧ No.\n"

static void what_is_lost_or_torn_is_refused_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        tol_status status;
        uint32_t line;
        const char *words;
    } cases[] = {
        {"", TOL_EFORMAT, 0, "no review"},
        {"bead\tstatus\n", TOL_EFORMAT, 0, "no review"},
        {"bead\tstatus\tru, x segments: a\ten, 2 segments: b\n", TOL_EFORMAT, 0, "no review"},
        {"bead\tru, 1 segments: a\ten, 1 segments: b\n1\t⟦1⟧ a\t⟦1⟧ b\n", TOL_EFORMAT, 0, "no review"},
        {"status\tru, 4000000000 segments: a\ten, 1 segments: b\n", TOL_EPARSE, 1, "too short"},
        {HEAD, TOL_EPARSE, 1, "segment 1 of the source is missing"},
        {HEAD FIRST, TOL_EPARSE, 2, "segment 2 of the source is missing"},
        {HEAD FIRST "\n2\t\t\t\t⟦2⟧ Нет. ⟦3⟧ Вот.\t\n", TOL_EPARSE, 2, "segment 2 of the target is missing"},
        {HEAD FIRST FIRST SECOND, TOL_EPARSE, 3, "segment 1 of the source stands in line 2 already"},
        {HEAD FIRST "2\t\t\t\t⟦2⟧ Нет. ⟦2⟧ Нет.\t\n", TOL_EPARSE, 3,
         "segment 2 of the source stands in line 3 already"},
        {HEAD FIRST "2\t\t\t\tНет. ⟦2⟧ Нет.\t\n", TOL_EPARSE, 3, "without the number"},
        {HEAD FIRST "2\t\t\t\t⟦2] Нет.\t\n", TOL_EPARSE, 3, "begins no number"},
        {HEAD FIRST "2\t\t\t\t⟦⟧ Нет.\t\n", TOL_EPARSE, 3, "begins no number"},
        {HEAD FIRST "2\t\t\t\t⟦99999999999⟧ Нет.\t\n", TOL_EPARSE, 3, "begins no number"},
        {HEAD FIRST "2\t\t\t\t⟦2⟧ Нет. ⟦0⟧ Вот.\t\n", TOL_EPARSE, 3, "no segment 0 of the source"},
        {HEAD FIRST "2\t\t\t\t⟦2⟧ Нет. ⟦4⟧ Вот.\t\n", TOL_EPARSE, 3, "no segment 4 of the source, which has 3"},
        {HEAD FIRST "2\t\t\t\t⟦2⟧ ⟦3⟧ Вот.\t⟦2⟧ No.\n", TOL_EPARSE, 3, "segment 2 of the source has no text"},
        {HEAD "1\t\t\t\t⟦1⟧ Да. ⟦3⟧ Вот.\t⟦1⟧ Yes.\n", TOL_EPARSE, 2, "segments 1 and 3 of the source are in one row"},
        {HEAD FIRST "2\tdone\t\t\t⟦2⟧ Нет. ⟦3⟧ Вот.\t⟦2⟧ No.\n", TOL_EPARSE, 3, "the status \"done\" is none"},
        {HEAD "1\t\t\t\t\"⟦1⟧\nДа.\"\t⟦1⟧ Yes.\n2\tx\t\t\t⟦2⟧ Нет.\t\n", TOL_EPARSE, 4, "the status \"x\""},
    };
    tol_arena arena = TOL_ARENA_INIT;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tol_bitext bitext;
        tol_error err;
        print_message("case %zu\n", i);
        assert_status(cases[i].status, read_text(cases[i].text, &arena, &bitext, NULL, &err), &err);
        if (!strstr(err.message, cases[i].words)) {
            fail_msg("\"%s\" does not say \"%s\"", err.message, cases[i].words);
        }
        assert_int_equal(err.line, cases[i].line);
        assert_string_equal(err.where, "r.tsv");
        tol_arena_reset(&arena);
    }
    tol_arena_release(&arena);
}

static void any_beginning_of_a_review_is_refused_or_whole(void **state)
{
    (void)state;
    static const char text[] = HEAD FIRST SECOND;
    tol_arena arena = TOL_ARENA_INIT;
    for (size_t len = 0; len < sizeof text; len++) {
        char *part = malloc(len + 1);
        tol_bitext bitext;
        tol_error err;
        memcpy(part, text, len);
        if (tol_review_read_bytes((tol_str){part, len}, "r", &arena, &bitext, NULL, &err) == TOL_OK) {
            assert_whole(&bitext);
            assert_true(len > sizeof text - 8); /* all but the end of the last segment */
        }
        free(part);
        tol_arena_reset(&arena);
    }
    tol_arena_release(&arena);
}

static tol_status write_and_read(void *user, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_buf written = TOL_BUF_INIT;
    tol_bitext again;
    tol_status status = tol_review_write(user, NULL, &written, err);
    if (status == TOL_OK) {
        status = tol_review_read_bytes(tol_buf_str(&written), "r", &arena, &again, NULL, err);
    }
    tol_buf_release(&written);
    tol_arena_release(&arena);
    return status;
}

static void want_of_memory_is_told(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_bitext bitext = bitext_of("Да.|Нет.", "Yes.|No.", &arena);
    static const uint32_t beads[][4] = {{0, 1, 0, 1}, {1, 1, 1, 1}};
    bitext_set_beads(&bitext, beads, 2, &arena);
    assert_true(tol_torture("review", write_and_read, &bitext, TOL_OK) > 5);
    tol_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(a_row_says_what_it_holds),
        cmocka_unit_test(a_row_that_was_changed_is_right),
        cmocka_unit_test(texts_that_were_edited_are_taken),
        cmocka_unit_test(what_a_spreadsheet_made_of_it_is_read),
        cmocka_unit_test(utf_16_is_read),
        cmocka_unit_test(what_is_lost_or_torn_is_refused_with_its_line),
        cmocka_unit_test(any_beginning_of_a_review_is_refused_or_whole),
        cmocka_unit_test(want_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
