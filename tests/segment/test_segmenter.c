/* The segmenter whatever its rules: spans and white space are the text, codes, files, refusals, want of memory. */
#include "base/utf8.h"
#include "support/check.h"
#include "support/fixture.h"
#include "support/rng.h"
#include "support/torture.h"
#include "text/letter.h"
#include "tolmach/buf.h"
#include "tolmach/segmenter.h"
#include "tolmach/token.h"

static tol_segmenter *segmenter_for(const char *lang, bool wrapped)
{
    tol_segmenter *segmenter;
    tol_error err;
    tol_segmenter_opt opt = TOL_SEGMENTER_OPT_INIT;
    opt.wrapped = wrapped;
    assert_status(TOL_OK, tol_segmenter_new(tol_str_of(lang), &opt, &segmenter, &err), &err);
    return segmenter;
}

static void assert_space(tol_str text, size_t from, size_t to)
{
    while (from < to) {
        assert_true(tol_letter_is_space(tol_utf8_next(text, &from)));
    }
}

/* Segments ascend, are not empty, begin and end with no space, and everything else is white space. */
static void check_spans(tol_str text, const tol_segment_spans *spans)
{
    size_t at = 0;
    for (size_t i = 0; i < spans->n; i++) {
        tol_segment_span s = spans->items[i];
        size_t first = s.start, last = s.end;
        assert_true(s.start >= at && s.end > s.start && s.end <= text.len);
        assert_space(text, at, s.start);
        assert_false(tol_letter_is_space(tol_utf8_next(text, &first)));
        assert_false(tol_letter_is_space(tol_utf8_prev(text, &last)));
        at = s.end;
    }
    assert_space(text, at, text.len);
}

/* ---- random texts ---- */

/* What makes rules work. */
static const char *const pieces[] = {" ",
                                     " ",
                                     " ",
                                     " ",
                                     "\n",
                                     "\xC2\xA0",
                                     ".",
                                     ".",
                                     "...",
                                     "!",
                                     "?",
                                     "…",
                                     "«",
                                     "»",
                                     "„",
                                     "“",
                                     "”",
                                     "\"",
                                     "'",
                                     "(",
                                     ")",
                                     "[1]",
                                     "—",
                                     "-",
                                     ",",
                                     ":",
                                     "тов",
                                     "г",
                                     "Н",
                                     "С",
                                     "Хрущев",
                                     "он",
                                     "Он",
                                     "В",
                                     "1962",
                                     "5",
                                     "XIX",
                                     "и т",
                                     "д",
                                     "Mr",
                                     "Smith",
                                     "he",
                                     "The",
                                     "U",
                                     "S",
                                     "p.m",
                                     "a",
                                     "iPhone",
                                     "\xF0\x9F\x98\x80",
                                     "\xE3\x80\x82",
                                     "\xE2\x80\xA8",
                                     "\r\n",
                                     "№",
                                     "¹",
                                     "е\xCC\x81"};

static size_t random_text(tol_rng *rng, char *text, size_t max)
{
    size_t len = 0, n = tol_rng_below(rng, 120);
    for (size_t i = 0; i < n; i++) {
        const char *piece = pieces[tol_rng_below(rng, sizeof pieces / sizeof pieces[0])];
        size_t piece_len = strlen(piece);
        if (len + piece_len > max) {
            break;
        }
        memcpy(text + len, piece, piece_len);
        len += piece_len;
    }
    return len;
}

static void segments_and_white_space_are_the_text(void **state)
{
    (void)state;
    static const char *const langs[] = {"ru", "en", "de", "ja"};
    tol_rng rng = tol_rng_new("segments_and_white_space_are_the_text", 61);
    tol_arena arena = TOL_ARENA_INIT;
    for (size_t k = 0; k < 8; k++) {
        tol_segmenter *segmenter = segmenter_for(langs[k % 4], k >= 4);
        for (size_t i = 0; i < 1500; i++) {
            char text[2048];
            tol_segment_spans spans, again;
            tol_str s = {text, random_text(&rng, text, sizeof text)};
            assert_int_equal(tol_segmenter_run(segmenter, s, NULL, 0, &arena, &spans, NULL), TOL_OK);
            check_spans(s, &spans);
            assert_int_equal(tol_segmenter_run(segmenter, s, NULL, 0, &arena, &again, NULL), TOL_OK);
            assert_int_equal(spans.n, again.n);
            tol_arena_reset(&arena);
        }
        tol_segmenter_free(segmenter);
    }
    tol_arena_release(&arena);
}

static void lines_are_segmented_alone_as_together(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("lines_are_segmented_alone_as_together", 1962);
    tol_arena arena = TOL_ARENA_INIT;
    tol_segmenter *segmenter = segmenter_for("de", false);
    for (size_t i = 0; i < 500; i++) {
        char text[4100];
        tol_segment_spans left, right, both;
        size_t len = random_text(&rng, text, 2000);
        text[len] = '\n';
        size_t rest = random_text(&rng, text + len + 1, 2000);
        tol_segmenter_run(segmenter, (tol_str){text, len}, NULL, 0, &arena, &left, NULL);
        tol_segmenter_run(segmenter, (tol_str){text + len + 1, rest}, NULL, 0, &arena, &right, NULL);
        tol_segmenter_run(segmenter, (tol_str){text, len + 1 + rest}, NULL, 0, &arena, &both, NULL);
        assert_int_equal(left.n + right.n, both.n);
        tol_arena_reset(&arena);
    }
    tol_segmenter_free(segmenter);
    tol_arena_release(&arena);
}

/* ---- codes ---- */

static void each_code_belongs_to_one_segment_in_order(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("each_code_belongs_to_one_segment_in_order", 25);
    tol_arena arena = TOL_ARENA_INIT;
    tol_segmenter *segmenter = segmenter_for("ru", false);
    for (size_t i = 0; i < 1000; i++) {
        char text[2048];
        tol_segment_code codes[20];
        tol_segment_spans with, without;
        tol_str s = {text, random_text(&rng, text, sizeof text)};
        size_t n = tol_rng_below(&rng, 20), at = 0;
        for (size_t k = 0; k < n; k++) {
            at += tol_rng_below(&rng, (uint32_t)(s.len - at + 1));
            codes[k] = (tol_segment_code){at, (tol_code_side)tol_rng_below(&rng, 3)};
        }
        assert_int_equal(tol_segmenter_run(segmenter, s, codes, n, &arena, &with, NULL), TOL_OK);
        assert_int_equal(tol_segmenter_run(segmenter, s, NULL, 0, &arena, &without, NULL), TOL_OK);
        assert_int_equal(with.n, without.n);
        size_t code = 0;
        for (size_t k = 0; k < with.n; k++) {
            assert_int_equal(with.items[k].start, without.items[k].start);
            assert_int_equal(with.items[k].first_code, code);
            code = with.items[k].end_code;
        }
        assert_true(!with.n || code == n);
        tol_arena_reset(&arena);
    }
    tol_segmenter_free(segmenter);
    tol_arena_release(&arena);
}

static void codes_at_a_break_go_to_their_side(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_segmenter *segmenter = segmenter_for("en", false);
    tol_segment_spans spans;
    /* Mr{1}. <b>Smith</b> left.</i> <x/><b>He ran. */
    tol_str text = TOL_LIT("Mr. Smith left. He ran.");
    const tol_segment_code codes[] = {{2, TOL_CODE_ISOLATED}, {4, TOL_CODE_START},     {9, TOL_CODE_END},
                                      {15, TOL_CODE_END},     {16, TOL_CODE_ISOLATED}, {16, TOL_CODE_START}};
    assert_int_equal(tol_segmenter_run(segmenter, text, codes, 6, &arena, &spans, NULL), TOL_OK);
    assert_int_equal(spans.n, 2);
    assert_int_equal(spans.items[0].end_code, 4);
    assert_int_equal(spans.items[1].first_code, 4);
    assert_int_equal(spans.items[1].end_code, 6);
    tol_segmenter_free(segmenter);
    tol_arena_release(&arena);
}

/* ---- refusals ---- */

static void bad_input_is_refused(void **state)
{
    (void)state;
    tol_arena arena = TOL_ARENA_INIT;
    tol_segmenter *segmenter = segmenter_for("en", false);
    tol_segment_spans spans;
    tol_error err;
    const tol_segment_code far = {9, TOL_CODE_START};
    assert_status(TOL_EINVAL, tol_segmenter_run(segmenter, TOL_LIT("a\xFF"), NULL, 0, &arena, &spans, &err), &err);
    assert_status(TOL_EINVAL, tol_segmenter_run(segmenter, TOL_LIT("a"), &far, 1, &arena, &spans, &err), &err);
    char *long_text = calloc(1, TOL_TEXT_MAX + 1);
    assert_non_null(long_text);
    assert_status(TOL_ELIMIT,
                  tol_segmenter_run(segmenter, (tol_str){long_text, TOL_TEXT_MAX + 1}, NULL, 0, &arena, &spans, &err),
                  &err);
    free(long_text);
    assert_status(TOL_OK, tol_segmenter_run(segmenter, TOL_LIT(""), NULL, 0, &arena, &spans, &err), &err);
    assert_int_equal(spans.n, 0);
    tol_segmenter_free(segmenter);
    tol_arena_release(&arena);
}

static void the_rules_are_named(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"ru-RU", "ru"}, {"EN_us", "en"}, {"uk", "unicode"}, {"x-mine", "unicode"}};
    for (size_t i = 0; i < 4; i++) {
        tol_segmenter *segmenter = segmenter_for(pairs[i][0], false);
        assert_string_equal(tol_segmenter_rules(segmenter), pairs[i][1]);
        tol_segmenter_free(segmenter);
    }
}

/* ---- files ---- */

static tol_status gather(void *user, const tol_file_segment *segment, tol_error *err)
{
    tol_buf *all = user;
    (void)err;
    tol_buf_add(all, segment->space);
    assert_int_equal(segment->start, all->len);
    tol_buf_add(all, segment->text);
    return TOL_OK;
}

static tol_status segment_bytes(tol_str bytes, bool wrapped, tol_buf *all, tol_error *err)
{
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "x.txt");
    tol_segmenter *segmenter = segmenter_for("ru", wrapped);
    tol_file_write(path, bytes);
    tol_buf_reset(all);
    tol_status status = tol_segment_file(segmenter, path, NULL, gather, all, err);
    tol_segmenter_free(segmenter);
    free(path);
    tol_temp_dir_free(dir);
    return status;
}

static void a_file_is_its_segments_and_spaces(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("a_file_is_its_segments_and_spaces", 8);
    tol_buf text = TOL_BUF_INIT, all = TOL_BUF_INIT;
    for (size_t i = 0; i < 4; i++) { /* the last ones are longer than a part */
        tol_buf_reset(&text);
        while (text.len < ((size_t)5 << 20) * (i & 1) + i) {
            char piece[2048];
            tol_buf_append(&text, piece, random_text(&rng, piece, sizeof piece));
            tol_buf_add(&text, i < 2 ? TOL_LIT("\n") : TOL_LIT("  \n\n"));
        }
        tol_error err;
        assert_status(TOL_OK, segment_bytes(tol_buf_str(&text), i >= 2, &all, &err), &err);
        assert_true(tol_str_equal(tol_buf_str(&text), tol_buf_str(&all)));
    }
    tol_buf_release(&text);
    tol_buf_release(&all);
}

static void files_are_decoded(void **state)
{
    (void)state;
    tol_buf all = TOL_BUF_INIT;
    tol_error err;
    /* UTF-16 with a mark: "Да. Он" */
    tol_str utf16 = TOL_LIT("\xFF\xFE\x14\x04\x30\x04.\0 \0\x1E\x04\x3D\x04");
    assert_status(TOL_OK, segment_bytes(utf16, false, &all, &err), &err);
    assert_str(tol_buf_str(&all), "Да. Он");
    tol_buf_release(&all);
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    tol_buf all = TOL_BUF_INIT;
    tol_error err;
    tol_segmenter *segmenter = segmenter_for("ru", false);
    assert_status(TOL_EFORMAT, segment_bytes(TOL_LIT("PK\3\4\0\0\0\0\0 abc"), false, &all, &err), &err);
    assert_status(TOL_EIO, tol_segment_file(segmenter, "/does/not/exist", NULL, gather, &all, &err), &err);
    tol_segmenter_free(segmenter);
    tol_buf_release(&all);
}

/* ---- memory ---- */

static tol_status make_and_run(void *user, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_segmenter *segmenter;
    tol_segment_spans spans;
    tol_status status = tol_segmenter_new(tol_str_of(user), NULL, &segmenter, err);
    if (status == TOL_OK) {
        status = tol_segmenter_run(segmenter, TOL_LIT("Микоян. Он прав. Были Козлов, Микоян. Да."), NULL, 0, &arena,
                                   &spans, err);
        tol_segmenter_free(segmenter);
    }
    tol_arena_release(&arena);
    return status;
}

static void want_of_memory_is_told(void **state)
{
    (void)state;
    char ru[] = "ru", de[] = "de";
    assert_true(tol_torture("rules", make_and_run, ru, TOL_OK) > 5);
    assert_true(tol_torture("unicode", make_and_run, de, TOL_OK) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segments_and_white_space_are_the_text),
        cmocka_unit_test(lines_are_segmented_alone_as_together),
        cmocka_unit_test(each_code_belongs_to_one_segment_in_order),
        cmocka_unit_test(codes_at_a_break_go_to_their_side),
        cmocka_unit_test(bad_input_is_refused),
        cmocka_unit_test(the_rules_are_named),
        cmocka_unit_test(a_file_is_its_segments_and_spaces),
        cmocka_unit_test(files_are_decoded),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(want_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
