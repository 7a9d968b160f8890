/* Hits for people: the words in their context, what stands beside, where it comes from. */
#include <string.h>

#include "concordance_out.h"

/* How a word that was found begins and ends. */
static const char *const marks[2][2] = {{"*", "*"}, {"\033[1;31m", "\033[0m"}};

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The place `n` characters before `at`, moved to the next space so that no word is cut; 0 when it is the beginning. */
static size_t cut_before(tol_str text, size_t at, long n)
{
    size_t i = at;
    while (i > 0 && n > 0) {
        i--;
        n -= !is_continuation(text.ptr[i]);
    }
    const char *space = i ? memchr(text.ptr + i, ' ', at - i) : NULL;
    return space ? (size_t)(space - text.ptr) + 1 : i;
}

static size_t cut_behind(tol_str text, size_t at, long n)
{
    size_t i = at;
    while (i < text.len && (n > 0 || is_continuation(text.ptr[i]))) {
        n -= !is_continuation(text.ptr[i]);
        i++;
    }
    for (size_t j = i; i < text.len && j > at; j--) {
        if (text.ptr[j] == ' ') {
            return j;
        }
    }
    return i;
}

static bool is_blank(tol_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != ' ' && s.ptr[i] != '\t' && s.ptr[i] != '\xC2' && s.ptr[i] != '\xA0') {
            return false;
        }
    }
    return true;
}

static tol_str part(tol_str text, size_t start, size_t end)
{
    return (tol_str){text.ptr + start, end - start};
}

/* Words with nothing but white space between them are marked as one. */
static size_t end_of_run(const tol_concordance_text *text, size_t i)
{
    while (i + 1 < text->n_found && is_blank(part(text->text, text->found[i].end, text->found[i + 1].start))) {
        i++;
    }
    return i;
}

static void print_found(const tol_concordance_text *text, const concordance_style *style)
{
    const tol_found_word *last = &text->found[text->n_found - 1];
    bool is_whole = style->context == 0;
    size_t from = is_whole ? 0 : cut_before(text->text, text->found[0].start, style->context);
    size_t to = is_whole ? text->text.len : cut_behind(text->text, last->end, style->context);
    fputs(from ? "… " : "", stdout);
    for (size_t i = 0; i < text->n_found; i++) {
        size_t end = end_of_run(text, i);
        cli_put(stdout, part(text->text, from, text->found[i].start));
        fputs(marks[style->color][0], stdout);
        cli_put(stdout, part(text->text, text->found[i].start, text->found[end].end));
        fputs(marks[style->color][1], stdout);
        from = text->found[end].end;
        i = end;
    }
    cli_put(stdout, part(text->text, from, to));
    fputs(to < text->text.len ? " …" : "", stdout);
}

static void print_text(const tol_concordance_text *text, const concordance_style *style)
{
    if (text->n_found) {
        print_found(text, style);
    } else {
        cli_put(stdout, text->text);
    }
    putchar('\n');
}

static void print_origin(const tol_concordance_hit *hit, const concordance_style *style)
{
    char date[CLI_DATE_MAX];
    fputs(style->color ? "     \033[2m" : "     ", stdout);
    cli_put(stdout, hit->memory);
    fputs(hit->tuid.len ? ", " : "", stdout);
    cli_put(stdout, hit->tuid);
    if (hit->has_changed && cli_iso_date(hit->changed, date)) {
        printf(", %.10s", date);
    }
    if (hit->n_units > 1) {
        printf(", %llu units", (unsigned long long)hit->n_units);
    }
    puts(style->color ? "\033[0m" : "");
}

static void print_hit(size_t number, const tol_concordance_hit *hit, const concordance_style *style)
{
    printf(style->color ? "\033[1m%3zu.\033[0m " : "%3zu. ", number);
    for (size_t i = 0; i < hit->n_texts; i++) {
        fputs(i ? "     " : "", stdout);
        print_text(&hit->texts[i], style);
    }
    print_origin(hit, style);
}

void concordance_print_text(const concordance_result *result, const concordance_style *style)
{
    if (result->hits.n == 0) {
        return;
    }
    if (style->with_query) {
        fputs(style->color ? "\033[1m" : "", stdout);
        cli_put(stdout, result->query);
        puts(style->color ? "\033[0m" : "");
    }
    for (size_t i = 0; i < result->hits.n; i++) {
        print_hit(i + 1, &result->hits.items[i], style);
    }
    if (style->with_query) {
        putchar('\n');
    }
}
