/* Plain text: how lines make paragraphs, what belongs to the page and goes. */
#include "document_fixture.h"
#include "support/check.h"
#include "support/rng.h"
#include "support/torture.h"

#define FILLER                                                                                                         \
    "the council met in the morning to discuss the answer\n"                                                           \
    "to the letter that had come during the night before\n"

static tol_document_opt with_rule(tol_para_rule rule)
{
    tol_document_opt opt = TOL_DOCUMENT_OPT_INIT;
    opt.rule = rule;
    return opt;
}

static tol_read_doc *read_text(const char *text)
{
    return tol_read_doc_of(tol_str_of(text), "x.txt", NULL);
}

/* ---- how lines make paragraphs ---- */

static void a_paragraph_a_line_stays_so(void **state)
{
    (void)state;
    assert_reads("Хрущев\nВернуть.\n\nI. Об ответе Кеннеди\r\n  Не вступать в перебранку. \n",
                 "body|Хрущев\nbody|Вернуть.\nbody|I. Об ответе Кеннеди\nbody|Не вступать в перебранку.\n");
    assert_reads("apple\nbread\nbutter and jam\ncheese\n",
                 "body|apple\nbody|bread\nbody|butter and jam\nbody|cheese\n");
    assert_reads("хлеб, который был вчера и позавчера;\nмолоко, которого не было ни разу;\nсоль.\n",
                 "body|хлеб, который был вчера и позавчера;\nbody|молоко, которого не было ни разу;\nbody|соль.\n");
}

static void wrapped_lines_are_joined(void **state)
{
    (void)state;
    tol_read_doc *read = read_text("В этот день Президиум собрался в полном\nсоставе, чтобы обсудить ответ на письмо\n"
                                   "президента.\n\nРешили: составить письмо так, как было\nпродиктовано.\n");
    assert_paras(read, "body|В этот день Президиум собрался в полном составе, чтобы обсудить ответ на письмо "
                       "президента.\nbody|Решили: составить письмо так, как было продиктовано.\n");
    assert_int_equal(read->doc.rule, TOL_PARA_RULE_WRAPPED);
    assert_int_equal(read->doc.paras[1].line, 5);
    assert_told(read, "0 line-joined: line ends inside paragraphs removed (3)");
    tol_read_doc_free(read);
}

static void the_rule_may_be_said(void **state)
{
    (void)state;
    const char *text = "One two\nThree four\n\nFive\n";
    tol_document_opt line = with_rule(TOL_PARA_RULE_LINE), blank = with_rule(TOL_PARA_RULE_BLANK);
    assert_reads_with(&line, text, "body|One two\nbody|Three four\nbody|Five\n");
    assert_reads_with(&blank, text, "body|One two Three four\nbody|Five\n");
}

static void indents_and_short_lines_part_wrapped_text(void **state)
{
    (void)state;
    assert_reads("        HEADING\n    The press and " FILLER "and nobody slept.\n    " FILLER
                 "and all slept.\n    — Good, he said.\n"
                 "    — Well, she said.\nShe " FILLER "It was late.\n",
                 "body|HEADING\n"
                 "body|The press and the council met in the morning to discuss the answer to the letter that had come "
                 "during the night before and nobody slept.\n"
                 "body|the council met in the morning to discuss the answer to the letter that had come during the "
                 "night before and all slept.\n"
                 "item1|— Good, he said.\nitem1|— Well, she said.\n"
                 "body|She the council met in the morning to discuss the answer to the letter that had come during the "
                 "night before It was late.\n");
}

static void items_of_lists_stay_apart(void **state)
{
    (void)state;
    assert_reads(FILLER "and decided:\n1. that the ships should return at once\n   and not sail again;\n"
                        "2) that the letter be answered;\n• that nobody be told;\n•\nthat everybody go home.\n",
                 "body|the council met in the morning to discuss the answer to the letter that had come during the "
                 "night before and decided:\nitem1|1. that the ships should return at once and not sail again;\n"
                 "item1|2) that the letter be answered;\nitem1|• that nobody be told;\n"
                 "item1|• that everybody go home.\n");
}

static void lines_of_contents_stay_apart(void **state)
{
    (void)state;
    assert_reads(FILLER "and decided.\n\nOf the letter to the president . . . . . . . . . . 12\n"
                        "Of the ships that should return at once . . . . . . 14\n",
                 "body|the council met in the morning to discuss the answer to the letter that had come during the "
                 "night before and decided.\nbody|Of the letter to the president . . . . . . . . . . 12\n"
                 "body|Of the ships that should return at once . . . . . . 14\n");
}

static void double_spaced_text_is_joined(void **state)
{
    (void)state;
    assert_reads(
        "The council met in the morning to discuss the answer\n\nto the letter that had come during the night\n\n"
        "before, and nobody slept.\n\n\nThen it decided that the ships should return at once\n\n"
        "and not sail again.\n",
        "body|The council met in the morning to discuss the answer to the letter that had come during the "
        "night before, and nobody slept.\n"
        "body|Then it decided that the ships should return at once and not sail again.\n");
}

static void spaces_that_justify_are_one(void **state)
{
    (void)state;
    assert_reads("The  council   met in the morning to discuss\nthe\tanswer to the letter.\n",
                 "body|The council met in the morning to discuss the answer to the letter.\n");
    assert_reads("One  two\nThree.\n", "body|One  two\nbody|Three.\n");
}

static void text_of_any_encoding_is_read(void **state)
{
    (void)state;
    assert_reads("\xCF\xF0\xE5\xE7\xE8\xE4\xE8\xF3\xEC \xF0\xE5\xF8\xE8\xEB.\n", "body|Президиум решил.\n");
    tol_read_doc *read = tol_read_doc_of((tol_str){"\xFF\xFE\x14\x04\x30\x04\n\0a\0", 10}, "x", NULL);
    assert_paras(read, "body|Да\nbody|a\n");
    tol_read_doc_free(read);
    assert_reads("One\rTwo\rThree\r", "body|One\nbody|Two\nbody|Three\n");
}

/* ---- hyphens ---- */

/* A word at the end of a line, and its other half. */
static void assert_joins(const char *head, const char *tail, const char *elsewhere, const char *wanted)
{
    char text[1024], want[1024];
    snprintf(text, sizeof text,
             "Он сказал в тот вечер всем, кто это слышал, %s\n%s и замолчал, а потом говорили другие люди\n"
             "и тоже замолчали, %s\nпотому что было поздно.\n",
             head, tail, elsewhere);
    snprintf(want, sizeof want,
             "body|Он сказал в тот вечер всем, кто это слышал, %s и замолчал, а потом говорили другие люди и тоже "
             "замолчали, %s потому что было поздно.\n",
             wanted, elsewhere);
    assert_reads(text, want);
}

static void divided_words_are_joined(void **state)
{
    (void)state;
    assert_joins("обсу-", "дить", "да", "обсудить");
    assert_joins("обсу\xC2\xAC", "дить", "да", "обсудить");
    assert_joins("обсу\xC2\xAD", "дить", "да", "обсудить");
    assert_joins("мес-", "то", "да", "место");
    assert_joins("ОБСУ-", "ДИТЬ", "да", "ОБСУДИТЬ");
    assert_joins("govern-", "ment", "да", "government");
    assert_joins("нау-", "ка", "да", "наука");
}

static void compounds_keep_their_hyphen(void **state)
{
    (void)state;
    assert_joins("из-", "за", "да", "из-за");
    assert_joins("что-", "то", "да", "что-то");
    assert_joins("кто-", "нибудь", "да", "кто-нибудь");
    assert_joins("по-", "прежнему", "да", "по-прежнему");
    assert_joins("по-", "тому", "да", "потому");
    assert_joins("Нью-", "Йорк", "да", "Нью-Йорк");
    assert_joins("1941-", "1945", "да", "1941-1945");
    assert_joins("научно-", "технический", "технический совет научно", "научно-технический");
    assert_joins("self-", "defence", "да", "self-defence");
}

static void the_text_itself_knows_best(void **state)
{
    (void)state;
    assert_joins("социал-", "демократы", "да", "социалдемократы");
    assert_joins("социал-", "демократы", "Социал-демократы", "социал-демократы");
    assert_joins("из-", "за", "иззазаза изза", "изза");
    assert_joins("well-", "known", "well-known", "well-known");
}

static void a_dash_is_no_hyphen(void **state)
{
    (void)state;
    assert_reads("The council met in the morning to discuss the -\nanswer to the letter.\n",
                 "body|The council met in the morning to discuss the - answer to the letter.\n");
}

static void joined_words_are_told_with_their_line(void **state)
{
    (void)state;
    tol_read_doc *read = read_text("The council met in the morn-\ning to discuss the answer to\nthe letter, and it\n"
                                   "dis\xC2\xADmissed it.\n");
    assert_paras(read,
                 "body|The council met in the morning to discuss the answer to the letter, and it dismissed it.\n");
    assert_told(read, "1 hyphen-joined: \"morn-\" and \"ing\" were joined: \"morning\"");
    assert_told(read, "0 soft-hyphen: soft hyphens removed (1)");
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_HYPHEN], 1);
    tol_read_doc_free(read);
}

/* ---- pages ---- */

/* Append a line, "#" in it being the number. */
static size_t put_numbered(char *text, size_t len, const char *line, int number)
{
    for (; *line; line++) {
        len += *line == '#' ? (size_t)sprintf(text + len, "%d", number) : (size_t)sprintf(text + len, "%c", *line);
    }
    return len + (size_t)sprintf(text + len, "\n");
}

/* Pages with form feeds: head, text, foot. The text of each is its own. NULL: none. "#" is the page's number. */
static char *make_pages(int n, const char *const *heads, int n_heads, const char *foot, int first)
{
    static char text[1 << 16];
    size_t len = 0;
    for (int p = 0; p < n; p++) {
        char word = (char)('a' + p);
        if (n_heads) {
            len = put_numbered(text, len, heads[p % n_heads], first + p);
            text[len++] = '\n';
        }
        len += (size_t)snprintf(text + len, sizeof text - len,
                                "the council of page %c met in the morning to discuss\nthe answer to letter %c that "
                                "had come in the night\n",
                                word, word);
        if (foot) {
            text[len++] = '\n';
            len = put_numbered(text, len, foot, first + p);
        }
        len += (size_t)snprintf(text + len, sizeof text - len, "\f");
    }
    return text;
}

/* All pages are one sentence, with nothing between. */
static void assert_one_sentence(const char *text, int n, size_t n_numbers, size_t n_heads)
{
    char want[4096] = "body|";
    for (int p = 0; p < n; p++) {
        size_t len = strlen(want);
        snprintf(want + len, sizeof want - len,
                 "the council of page %c met in the morning to discuss the answer to letter %c that had come in the "
                 "night%s",
                 'a' + p, 'a' + p, p + 1 < n ? " " : "\n");
    }
    tol_read_doc *read = read_text(text);
    assert_paras(read, want);
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_PAGE_NUMBER], n_numbers);
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_RUNNING_HEAD], n_heads);
    tol_read_doc_free(read);
}

static void page_numbers_go_in_every_dress(void **state)
{
    (void)state;
    static const char *const dresses[] = {"#", "- # -", "— # —", "[#]", "стр. #", "Page # of 300", "#/300"};
    for (size_t i = 0; i < sizeof dresses / sizeof dresses[0]; i++) {
        assert_one_sentence(make_pages(4, NULL, 0, dresses[i], 98), 4, 4, 0);
        assert_one_sentence(make_pages(4, &dresses[i], 1, NULL, 98), 4, 4, 0);
    }
    assert_one_sentence(make_pages(2, NULL, 0, "#", 98), 2, 2, 0);
}

static void running_heads_go_with_their_numbers(void **state)
{
    (void)state;
    static const char *const one[] = {"ПРОТОКОЛ № 61 #"}, *const two[] = {"#  А. Автор", "Глава первая  #"};
    assert_one_sentence(make_pages(5, one, 1, NULL, 7), 5, 0, 5);
    assert_one_sentence(make_pages(6, two, 2, NULL, 7), 6, 0, 6);
    assert_one_sentence(make_pages(4, two, 2, "- # -", 7), 4, 4, 4);
}

static void removed_lines_are_told_in_order(void **state)
{
    (void)state;
    static const char *const head[] = {"ПРОТОКОЛ № 61"};
    tol_read_doc *read = read_text(make_pages(3, head, 1, "- # -", 7));
    assert_true(strstr(read->told, "1 running-head: running head \"ПРОТОКОЛ № 61\" was removed\n"
                                   "6 page-number: page number \"- 7 -\" was removed\n"
                                   "7 running-head: running head \"ПРОТОКОЛ № 61\" was removed\n"));
    assert_told(read, "0 form-feed: form feeds removed (3)");
    assert_int_equal(read->doc.n_pages, 3);
    assert_int_equal(read->doc.paras[0].page, 1);
    tol_read_doc_free(read);
}

static void what_only_looks_like_a_page_number_stays(void **state)
{
    (void)state;
    tol_read_doc *read = read_text("One.\n5\n\fTwo.\n17\n\fThree.\n3\n\fFour.\n40\n");
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_PAGE_NUMBER], 0);
    assert_int_equal(read->doc.n_paras, 8);
    tol_read_doc_free(read);
    read = read_text("— Да.\nОдин.\n\f— Да.\nДва.\n\f— Да.\nТри.\n\fЧетыре.\n");
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_RUNNING_HEAD], 0);
    tol_read_doc_free(read);
    read = read_text("Head\nOne.\n\fTwo.\n\fHead\nThree.\n\fFour.\n\fFive.\n\fSix.\n");
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_RUNNING_HEAD], 0);
    tol_read_doc_free(read);
}

/* Text with numbers in lines of their own, no form feeds. */
static char *make_numbered(int n, const char *number, const char *end)
{
    static char text[1 << 16];
    size_t len = 0;
    for (int p = 0; p < n; p++) {
        for (int l = 0; l < 1 + p * 3 % 5; l++) {
            len += (size_t)snprintf(text + len, sizeof text - len,
                                    "the council %c met in the morning to discuss the answer\n"
                                    "to letter %c that had come during the night before\n",
                                    'a' + p, 'a' + p);
        }
        len += (size_t)snprintf(text + len, sizeof text - len, "and ministry %c wrote a letter to the president%s\n",
                                'a' + p, end);
        len = put_numbered(text, len, number, p + 12);
    }
    snprintf(text + len, sizeof text - len, "%s", FILLER);
    return text;
}

static void numbers_that_cut_sentences_are_of_pages(void **state)
{
    (void)state;
    tol_read_doc *read = read_text(make_numbered(6, "#", ""));
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_PAGE_NUMBER], 6);
    assert_int_equal(read->doc.n_paras, 1);
    tol_read_doc_free(read);
    read = read_text(make_numbered(6, "Протокол № 61   #", ""));
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_RUNNING_HEAD], 6);
    assert_int_equal(read->doc.n_paras, 1);
    tol_read_doc_free(read);
}

static void numbers_of_chapters_stay(void **state)
{
    (void)state;
    tol_read_doc *read = read_text(make_numbered(6, "#", "."));
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_PAGE_NUMBER], 0);
    tol_read_doc_free(read);
    read = read_text(make_numbered(6, "Глава #", "."));
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_RUNNING_HEAD], 0);
    tol_read_doc_free(read);
    read = read_text(make_numbered(2, "#", ""));
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_PAGE_NUMBER], 0);
    tol_read_doc_free(read);
}

static void with_keep_all_every_line_stays(void **state)
{
    (void)state;
    static const char *const head[] = {"ПРОТОКОЛ № 61"};
    tol_document_opt opt = TOL_DOCUMENT_OPT_INIT;
    opt.keep_all = true;
    tol_read_doc *read = tol_read_doc_of(tol_str_of(make_pages(4, head, 1, "- # -", 7)), "x", &opt);
    assert_int_equal(read->doc.n_paras, 16);
    for (int i = 0; i < TOL_N_CLEANINGS; i++) {
        assert_int_equal(read->doc.n_cleaned[i], 0);
    }
    assert_string_equal(read->told, "");
    tol_read_doc_free(read);
    assert_reads_with(&opt,
                      "The council met in the morn-\ning to dis\xC2\xAD"
                      "cuss.\n",
                      "body|The council met in the morn-\nbody|ing to dis\xC2\xAD"
                      "cuss.\n");
    opt.rule = TOL_PARA_RULE_BLANK;
    assert_reads_with(&opt, "The morn-\ning\n\nTwo\n", "body|The morn- ing\nbody|Two\n");
}

/* ---- the whole way: paragraphs are set as a book and found again ---- */

static size_t put(char *text, size_t len, const char *word)
{
    strcpy(text + len, word);
    return len + strlen(word);
}

static void make_word(tol_rng *rng, char *out)
{
    static const char *const syllables[] = {"ва", "ро", "ми",  "ну",  "тель", "ство",
                                            "ле", "гу", "сти", "пре", "ка",   "до"};
    size_t n = 1 + tol_rng_below(rng, 4), len = 0;
    for (size_t i = 0; i < n; i++) {
        len = put(out, len, syllables[tol_rng_below(rng, 12)]);
    }
}

typedef struct book {
    char text[1 << 17], want[1 << 17];
    size_t len, n_want;
    size_t column, n_lines, page;
    bool has_feeds;
} book;

static size_t width_of(const char *word)
{
    size_t n = 0;
    for (; *word; word++) {
        n += ((unsigned char)*word & 0xC0) != 0x80;
    }
    return n;
}

static void end_line(book *b)
{
    b->len = put(b->text, b->len, "\n");
    b->column = 0;
    if (++b->n_lines % 30 == 0) {
        b->page++;
        b->len += (size_t)snprintf(b->text + b->len, 100, "\n                    - %zu -\n%s\n%s\n\n", b->page + 10,
                                   b->has_feeds ? "\f" : "", b->page % 2 ? "А. А. Фурсенко" : "Архивы Кремля");
    }
}

/* Divided behind two letters, where it does not fit: a half that is a word elsewhere would be taken for one. */
static void set_word(book *b, const char *word, bool is_first)
{
    size_t width = width_of(word), room = b->column < 60 ? 59 - b->column : 0;
    b->n_want = put(b->want, b->n_want, is_first ? "" : " ");
    b->n_want = put(b->want, b->n_want, word);
    if (is_first) {
        b->column += width;
        b->len = put(b->text, b->len, word);
        return;
    }
    if (width <= room) {
        b->len = put(b->text, b->len, " ");
        b->column += width + 1;
    } else if (width >= 6 && room >= 4) {
        size_t cut = strlen("ва");
        b->len += (size_t)snprintf(b->text + b->len, 100, " %.*s-", (int)cut, word);
        end_line(b);
        word += cut;
        b->column = width_of(word);
    } else {
        end_line(b);
        b->column = width;
    }
    b->len = put(b->text, b->len, word);
}

static void set_paragraph(book *b, tol_rng *rng)
{
    size_t n_sentences = 1 + tol_rng_below(rng, 6);
    b->n_want = put(b->want, b->n_want, "body|");
    b->len = put(b->text, b->len, "    ");
    b->column = 4;
    for (size_t s = 0; s < n_sentences; s++) {
        size_t n = 4 + tol_rng_below(rng, 12);
        for (size_t i = 0; i < n; i++) {
            char word[64] = "Ж";
            make_word(rng, word + (i == 0 ? 2 : 0));
            strcat(word, i + 1 == n ? "." : "");
            set_word(b, word, s == 0 && i == 0);
        }
    }
    b->n_want = put(b->want, b->n_want, "\n");
    end_line(b);
}

static void a_book_is_read_as_it_was_written(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new("a_book_is_read_as_it_was_written", 61);
    book *b = malloc(sizeof *b);
    for (int round = 0; round < 40; round++) {
        memset(b, 0, sizeof *b);
        b->has_feeds = round % 2;
        for (int p = 0; p < 60 && b->len < sizeof b->text / 2; p++) {
            set_paragraph(b, &rng);
        }
        tol_read_doc *read = read_text(b->text);
        assert_paras(read, b->want);
        assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_PAGE_NUMBER], b->page);
        assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_RUNNING_HEAD], b->page);
        tol_read_doc_free(read);
    }
    free(b);
}

/* ---- refusals ---- */

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    static const struct {
        tol_str bytes;
        const char *message;
    } cases[] = {
        {{"", 0}, "not a document that can be read: it looks like an empty file"},
        {{" \n\t\n", 4}, "not a document that can be read: it looks like a file of white space"},
        {{"a\0b\0\0c\1\2", 8}, "not a document that can be read: it looks like a binary file"},
        {{"\x89PNG\r\n\x1A\n", 8},
         "not a document that can be read: it looks like an image (PNG): it needs text recognition first"},
        {{"<?xml version='1.0'?><svg/>", 27},
         "not a document that can be read: it looks like an image (SVG): it needs "
         "text recognition first"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tol_read_doc *read = tol_read_doc_of(cases[i].bytes, "x", NULL);
        assert_status(TOL_EFORMAT, read->status, &read->err);
        assert_string_equal(read->err.message, cases[i].message);
        tol_read_doc_free(read);
    }
}

static void a_text_that_is_too_long_is_refused(void **state)
{
    (void)state;
    size_t n = ((size_t)17 << 20);
    char *line = malloc(n);
    memset(line, 'a', n);
    tol_read_doc *read = tol_read_doc_of((tol_str){line, n}, "x", NULL);
    assert_status(TOL_ELIMIT, read->status, &read->err);
    assert_string_equal(read->err.message, "a line is longer than 16 MB: is it text?");
    tol_read_doc_free(read);
    for (size_t i = 1; i < n; i += 2) {
        line[i] = '\n';
    }
    read = tol_read_doc_of((tol_str){line, n}, "x", NULL);
    assert_status(TOL_ELIMIT, read->status, &read->err);
    assert_string_equal(read->err.message, "the text has more than 5000000 lines: divide it");
    tol_read_doc_free(read);
    free(line);
}

/* ---- want of memory ---- */

static tol_status read_once(void *user, tol_error *err)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_document doc;
    tol_status status = tol_document_read_bytes(tol_str_of(user), "x", NULL, &arena, &doc, err);
    tol_arena_release(&arena);
    return status;
}

static void want_of_memory_is_told(void **state)
{
    (void)state;
    static const char *const head[] = {"ПРОТОКОЛ № 61"};
    static char text[1 << 16];
    snprintf(text, sizeof text, "%s", make_pages(4, head, 1, "- # -", 7));
    tol_torture("pages", read_once, text, TOL_OK);
    tol_torture("numbers", read_once, make_numbered(4, "Протокол № 61 #", "-"), TOL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_a_line_stays_so),
        cmocka_unit_test(wrapped_lines_are_joined),
        cmocka_unit_test(the_rule_may_be_said),
        cmocka_unit_test(indents_and_short_lines_part_wrapped_text),
        cmocka_unit_test(items_of_lists_stay_apart),
        cmocka_unit_test(lines_of_contents_stay_apart),
        cmocka_unit_test(double_spaced_text_is_joined),
        cmocka_unit_test(spaces_that_justify_are_one),
        cmocka_unit_test(text_of_any_encoding_is_read),
        cmocka_unit_test(divided_words_are_joined),
        cmocka_unit_test(compounds_keep_their_hyphen),
        cmocka_unit_test(the_text_itself_knows_best),
        cmocka_unit_test(a_dash_is_no_hyphen),
        cmocka_unit_test(joined_words_are_told_with_their_line),
        cmocka_unit_test(page_numbers_go_in_every_dress),
        cmocka_unit_test(running_heads_go_with_their_numbers),
        cmocka_unit_test(removed_lines_are_told_in_order),
        cmocka_unit_test(what_only_looks_like_a_page_number_stays),
        cmocka_unit_test(numbers_that_cut_sentences_are_of_pages),
        cmocka_unit_test(numbers_of_chapters_stay),
        cmocka_unit_test(with_keep_all_every_line_stays),
        cmocka_unit_test(a_book_is_read_as_it_was_written),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(a_text_that_is_too_long_is_refused),
        cmocka_unit_test(want_of_memory_is_told),
    };
    return cmocka_run_group_tests_name("document.text", tests, NULL, NULL);
}
