/* Context across the dialects: read in the way of one tool, written in the way of another, found again the same. */
#include "match/bank_fixture.h"
#include "support/check.h"
#include "support/fixture.h"
#include "tolmach/format.h"
#include "tolmach/match.h"

#define HEAD                                                                                                           \
    "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"block\" o-tmf=\"t\""          \
    " adminlang=\"en\" srclang=\"ru\" datatype=\"xml\"/><body>"
#define TAIL "</body></tmx>"
#define UNIT(props, source_props, source, target)                                                                      \
    "<tu>" props "<tuv xml:lang=\"ru\">" source_props "<seg>" source "</seg></tuv><tuv xml:lang=\"en\"><seg>" target   \
    "</seg></tuv></tu>"
#define PROP(type, text) "<prop type=\"" type "\">" text "</prop>"

#define BEFORE "а | б &amp; &lt;в&gt;"
#define AFTER  "Третье."

/* The dialects that say in words what stood beside a unit, each in its way. */
static const struct dialect {
    const char *name, *unit;
    bool says_after;
} dialects[] = {
    {"OmegaT", UNIT(PROP("file", "a.odt") PROP("id", "7") PROP("prev", BEFORE) PROP("next", AFTER), "", "Ответ", "A"),
     true},
    {"memoQ",
     UNIT(PROP("x-document", "a.odt"),
          PROP("x-context-pre", "&lt;seg&gt;а | б &amp;amp; &lt;ph&gt;{1}&lt;/ph&gt;&amp;lt;в&amp;gt;&lt;/seg&gt;")
              PROP("x-context-post", "&lt;seg>Третье.&lt;/seg>") PROP("x-context", "7"),
          "Ответ", "A"),
     true},
    {"memoQ as XTM writes it",
     UNIT("", PROP("x-context-pre", "<seg>" BEFORE "</seg>") PROP("x-context-post", "<seg>" AFTER "</seg>"), "Ответ",
          "A"),
     true},
    {"Phrase", UNIT("", PROP("context_prev", BEFORE) PROP("context_next", AFTER) PROP("context", "7"), "Ответ", "A"),
     true},
    {"XTM", UNIT(PROP("x-previous-source-text", BEFORE) PROP("x-next-source-text", AFTER), "", "Ответ", "A"), true},
    {"Trados",
     UNIT(PROP("x-Context", "12345, -678") PROP("x-IdContext", "7")
              PROP("x-ContextContent", "а || б &amp; &lt;в&gt; |  | One |  "),
          "", "Ответ", "A"),
     false},
    {"Trados, many",
     UNIT(PROP("x-ContextContent", "Иное. |  | Else. | ")
              PROP("x-ContextContent", "а || б &amp; &lt;в&gt; | PGJwdD4= | One | PGJwdD4="),
          "", "Ответ", "A"),
     false},
    {"two at once", UNIT(PROP("prev", "Иное."), PROP("context_prev", BEFORE) PROP("context_next", AFTER), "Ответ", "A"),
     true},
};

static void import_path(bank_fixture *bank, const char *path)
{
    tol_error err;
    tol_import *import;
    assert_status(TOL_OK, tol_import_begin(bank->store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, path, TOL_LIT("m"), TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
}

static void import_text(bank_fixture *bank, const char *head, const char *units, const char *tail)
{
    tol_buf file = TOL_BUF_INIT;
    char *path = tol_path_join(bank->dir, "document.tmx");
    tol_buf_printf(&file, "%s%s%s", head, units, tail);
    tol_file_write(path, tol_buf_str(&file));
    import_path(bank, path);
    tol_buf_release(&file);
    free(path);
}

static int score_of(bank_fixture *bank, const char *from, const char *to, const char *prev, const char *text,
                    const char *next)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_lookup_opt opt = TOL_LOOKUP_OPT_INIT;
    tol_lookup *lookup;
    tol_hits hits;
    tol_error err;
    const tol_query query = {tol_str_of(text), tol_str_of(prev), tol_str_of(next), NULL, 0};
    opt.source_lang = tol_str_of(from);
    opt.target_lang = tol_str_of(to);
    assert_status(TOL_OK, tol_lookup_new(bank->store, &opt, &lookup, &err), &err);
    assert_status(TOL_OK, tol_lookup_find_in_context(lookup, &query, &arena, &hits, &err), &err);
    int score = hits.n ? hits.items[0].score : 0;
    tol_lookup_free(lookup);
    tol_arena_release(&arena);
    return score;
}

static char *export_as(bank_fixture *bank, const char *profile)
{
    tol_error err;
    const tol_write_opt opt = {.format = "tmx", .profile = profile};
    char *path = tol_path_join(bank->dir, "out.tmx");
    assert_status(TOL_OK, tol_export_file(bank->store, NULL, 0, path, &opt, NULL, NULL, &err), &err);
    return path;
}

/* ---- dialects and profiles, each with each ---- */

#define QUERIES 7

/* The scores in all contexts that matter. */
static void ask_all(bank_fixture *bank, int scores[QUERIES])
{
    static const char *const beside[QUERIES][2] = {
        {"а | б & <в>", "Третье."}, {"а | б & <в>", "x"}, {"x", "Третье."}, {"x", "y"},
        {NULL, "Третье."},          {"Иное.", "x"},       {"Третье.", "а"},
    };
    for (int i = 0; i < QUERIES; i++) {
        scores[i] = score_of(bank, "ru", "en", beside[i][0], "Ответ", beside[i][1]);
    }
}

static void carry(bank_fixture *bank, const struct dialect *dialect, const char *profile, const int wanted[QUERIES])
{
    bank_fixture other;
    int scores[QUERIES];
    char *path = export_as(bank, profile);
    bank_open(&other);
    import_path(&other, path);
    ask_all(&other, scores);
    for (int i = 0; i < QUERIES; i++) {
        if (scores[i] != wanted[i]) {
            print_error("%s as %s, query %d: %d, not %d\n", dialect->name, profile, i, scores[i], wanted[i]);
            fail();
        }
    }
    bank_close(&other);
    free(path);
}

static void what_one_tool_says_the_other_finds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
        bank_fixture bank;
        int wanted[QUERIES];
        bank_open(&bank);
        import_text(&bank, HEAD, dialects[i].unit, TAIL);
        ask_all(&bank, wanted);
        assert_int_equal(wanted[0], dialects[i].says_after ? 102 : 101);
        assert_int_equal(wanted[1], 101);
        assert_int_equal(wanted[2], dialects[i].says_after ? 101 : 100);
        assert_int_equal(wanted[3], 100);
        for (const tol_profile_info *profile = tol_profiles(); profile->name; profile++) {
            carry(&bank, &dialects[i], profile->name, wanted);
        }
        bank_close(&bank);
    }
}

/* ---- where each tool looks for it ---- */

static void assert_has(const char *text, const char *wanted)
{
    if (!strstr(text, wanted)) {
        print_error("%s\nis not in\n%s\n", wanted, text);
        fail();
    }
}

static void it_stands_where_each_tool_looks_for_it(void **state)
{
    (void)state;
    static const struct {
        const char *profile, *lines[5];
    } cases[] = {
        {"omegat",
         {"  <prop type=\"file\">a.odt</prop>\n", "  <prop type=\"id\">7</prop>\n",
          "  <prop type=\"prev\">а | б &amp; &lt;в&gt;</prop>\n", "  <prop type=\"next\">Третье.</prop>\n"}},
        {"trados",
         {"  <prop type=\"x-document:SingleString\">a.odt</prop>\n", "  <prop type=\"x-IdContext\">7</prop>\n",
          "  <prop type=\"x-ContextContent\">а || б &amp; &lt;в&gt; |  |  | </prop>\n",
          "<prop type=\"x-IncludesContextContent\">True</prop>", "creationtool=\"SDL Language Platform\""}},
        {"memoq",
         {"  <prop type=\"x-document\">a.odt</prop>\n", "  <prop type=\"x-context\">7</prop>\n",
          "    <prop type=\"x-context-pre\">&lt;seg&gt;а | б &amp;amp; &amp;lt;в&amp;gt;&lt;/seg&gt;</prop>\n",
          "    <prop type=\"x-context-post\">&lt;seg&gt;Третье.&lt;/seg&gt;</prop>\n", "o-tmf=\"MemoQTM\""}},
        {"okapi", {"  <prop type=\"Txt::FileName\">a.odt</prop>\n", "  <prop type=\"x-context\">7</prop>\n"}},
        {"weblate", {"  <prop type=\"x-context\">7</prop>\n", "adminlang=\"en\"", "srclang=\"ru\""}},
    };
    static const char *const units[] = {
        UNIT(PROP("file", "a.odt") PROP("id", "7") PROP("prev", BEFORE) PROP("next", AFTER), "", "Ответ", "A"),
        UNIT(PROP("filename", "a.odt") PROP("context", "7"), PROP("context_prev", BEFORE) PROP("context_next", AFTER),
             "Ответ", "A"),
    };
    for (size_t k = 0; k < sizeof units / sizeof units[0]; k++) {
        bank_fixture bank;
        bank_open(&bank);
        import_text(&bank, HEAD, units[k], TAIL);
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            char *path = export_as(&bank, cases[i].profile), *text = tol_file_read(path, NULL);
            for (size_t n = 0; n < 5 && cases[i].lines[n]; n++) {
                assert_has(text, cases[i].lines[n]);
            }
            free(text);
            free(path);
        }
        bank_close(&bank);
    }
}

/* ---- from the order of a document ---- */

/* The units of a file that was written, the last one first. */
static void import_reversed(bank_fixture *bank, const char *text)
{
    const char *body = strstr(text, "<body>\n") + strlen("<body>\n"), *end = strstr(text, "</body>");
    tol_buf turned = TOL_BUF_INIT, head = TOL_BUF_INIT;
    for (const char *until = end; until > body;) {
        const char *from = until - 1;
        while (from > body && strncmp(from, "<tu>", 4) != 0 && strncmp(from, "<tu ", 4) != 0) {
            from--;
        }
        tol_buf_append(&turned, from, (size_t)(until - from));
        until = from;
    }
    tol_buf_append(&head, text, (size_t)(body - text));
    import_text(bank, head.ptr, turned.ptr, end);
    tol_buf_release(&turned);
    tol_buf_release(&head);
}

static void what_stood_beside_a_unit_in_its_document_is_told(void **state)
{
    (void)state;
    static const char *const lines[] = {"Раз", "Два", "Два с <ph>{1}</ph> тегом", "Четыре", "Пять"};
    static const char *const plain[] = {"", "Раз", "Два", "Два с  тегом", "Четыре", "Пять", ""};
    bank_fixture bank;
    tol_buf units = TOL_BUF_INIT;
    bank_open(&bank);
    for (int i = 0; i < 5; i++) {
        tol_buf_printf(&units, UNIT("", "", "%s", "Number %d"), lines[i], i);
    }
    import_text(&bank, HEAD, units.ptr, TAIL);
    for (const tol_profile_info *profile = tol_profiles(); profile->name; profile++) {
        if (!profile->needs_neighbours) {
            continue;
        }
        bank_fixture other;
        bank_open(&other);
        char *path = export_as(&bank, profile->name), *text = tol_file_read(path, NULL);
        import_reversed(&other, text);
        for (int i = 1; i <= 5; i++) {
            if (i != 3) { /* the one with the code cannot be asked for in plain text */
                assert_int_equal(score_of(&other, "ru", "en", plain[i - 1], plain[i], plain[i + 1]), 102);
                assert_int_equal(score_of(&other, "ru", "en", plain[i + 1], plain[i], "x"), 100);
            }
        }
        free(text);
        free(path);
        bank_close(&other);
    }
    tol_buf_release(&units);
    bank_close(&bank);
}

static void documents_end_where_another_begins(void **state)
{
    (void)state;
    bank_fixture bank, other;
    bank_open(&bank);
    bank_open(&other);
    import_text(&bank, HEAD,
                UNIT(PROP("file", "a"), "", "Раз", "One") UNIT(PROP("file", "a"), "", "Два", "Two")
                    UNIT(PROP("file", "b"), "", "Три", "Three"),
                TAIL);
    import_text(&bank, HEAD, UNIT("", "", "Иное", "Else"), TAIL);
    bank_add(&bank, "m", "Само", "By itself", NULL);
    char *path = export_as(&bank, "memoq"), *text = tol_file_read(path, NULL);
    import_reversed(&other, text);
    assert_int_equal(score_of(&other, "ru", "en", "", "Раз", "Два"), 102);
    assert_int_equal(score_of(&other, "ru", "en", "Раз", "Два", ""), 102);
    assert_int_equal(score_of(&other, "ru", "en", "", "Три", ""), 102);
    assert_int_equal(score_of(&other, "ru", "en", "", "Иное", ""), 102);
    /* one that no file brought stood nowhere: what is found is the order of this file */
    assert_null(strstr(strstr(text, "Само") - 120, "x-context-pre"));
    free(text);
    free(path);
    bank_close(&bank);
    bank_close(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_tool_says_the_other_finds),
        cmocka_unit_test(it_stands_where_each_tool_looks_for_it),
        cmocka_unit_test(what_stood_beside_a_unit_in_its_document_is_told),
        cmocka_unit_test(documents_end_where_another_begins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
