/* Texts: segments ascend, are never empty, and cover all that is no white space; twice the same. */
#include <stdlib.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "text/letter.h"
#include "tolmach/segmenter.h"

static void ask(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

static void ask_space(tol_str text, size_t from, size_t to)
{
    while (from < to) {
        ask(tol_letter_is_space(tol_utf8_next(text, &from)));
    }
}

static void segment_twice(const char *lang, bool wrapped, tol_str text, const tol_segment_code *codes, size_t n)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_segmenter *segmenter;
    tol_segmenter_opt opt = TOL_SEGMENTER_OPT_INIT;
    tol_segment_spans spans, again;
    opt.wrapped = wrapped;
    ask(tol_segmenter_new(tol_str_of(lang), &opt, &segmenter, NULL) == TOL_OK);
    tol_status status = tol_segmenter_run(segmenter, text, codes, n, &arena, &spans, NULL);
    ask(status == (tol_utf8_is_valid(text) ? TOL_OK : TOL_EINVAL));
    if (status == TOL_OK) {
        size_t at = 0;
        for (size_t i = 0; i < spans.n; i++) {
            ask(spans.items[i].start >= at && spans.items[i].end > spans.items[i].start);
            ask_space(text, at, spans.items[i].start);
            at = spans.items[i].end;
        }
        ask_space(text, at, text.len);
        ask(!spans.n || spans.items[spans.n - 1].end_code == n);
        ask(tol_segmenter_run(segmenter, text, NULL, 0, &arena, &again, NULL) == TOL_OK && again.n == spans.n);
    }
    tol_arena_release(&arena);
    tol_segmenter_free(segmenter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const langs[] = {"ru", "en", "de", "th"};
    if (size < 2) {
        return 0;
    }
    tol_str text = {(const char *)data + 2, size - 2};
    tol_segment_code codes[8];
    size_t n = data[1] % 8;
    for (size_t i = 0; i < n; i++) {
        codes[i] = (tol_segment_code){text.len * (i + 1) / 8, (tol_code_side)((data[1] >> 3) % 3)};
    }
    segment_twice(langs[data[0] & 3], data[0] & 4, text, codes, n);
    return 0;
}
