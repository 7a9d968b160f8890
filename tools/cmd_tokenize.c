/* tolmach tokenize: what the text analysis makes of a text. */
#include <jansson.h>

#include "commands.h"
#include "queries.h"

enum { OPT_JSON = 256 };

static const option_row options[] = {
    {'l', "lang", "LANG", "the language of the text; needed"},
    {OPT_JSON, "json", NULL, "one JSON line a text"},
    {0, NULL, NULL, NULL},
};

static json_t *json_of_token(const tol_token *token)
{
    return json_pack("{s:s, s:o, s:o, s:o, s:i, s:i, s:i}", "kind", tol_token_kind_name(token->kind), "surface",
                     json_of_str(token->surface), "form", json_of_str(token->form), "key", json_of_str(token->key),
                     "weight", (int)token->weight, "start", (int)token->start, "end", (int)token->end);
}

/* `error` is NULL for a text that could be analysed. */
static void print_json(tol_str text, const tol_tokens *tokens, const char *error)
{
    json_t *list = json_array();
    for (size_t i = 0; i < tokens->n; i++) {
        json_array_append_new(list, json_of_token(&tokens->items[i]));
    }
    json_t *out = json_pack("{s:o, s:o}", "text", json_of_str(text), "tokens", list);
    if (error) {
        json_object_set_new(out, "error", json_of_str(tol_str_of(error)));
    }
    json_print_line(out);
}

/* Columns are as wide as terminals make them: tabs keep the table readable for programs too. */
static void print_text(tol_str text, const tol_tokens *tokens)
{
    cli_put(stdout, text);
    printf("\t(weight %u)\n", tokens->weight);
    for (size_t i = 0; i < tokens->n; i++) {
        const tol_token *t = &tokens->items[i];
        const tol_str columns[] = {t->surface, t->form, t->key};
        printf("%u-%u\t%s\t%u", t->start, t->end, tol_token_kind_name(t->kind), t->weight);
        for (size_t k = 0; k < 3; k++) {
            putchar('\t');
            cli_put(stdout, columns[k]);
        }
        putchar('\n');
    }
}

static int tokenize_all(cli *c, tol_analyser *analyser, queries *q, bool json)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_error err;
    tol_str text;
    int code = EXIT_SUCCESS;
    while (code != EXIT_SYSTEM && queries_next(q, &text)) {
        tol_tokens tokens = {.n = 0};
        tol_arena_reset(&arena);
        if (tol_analyse(analyser, text, NULL, 0, &arena, &tokens, &err) != TOL_OK) {
            cli_error(c, "text %zu: %s", q->number, err.message);
            if (json) {
                print_json(text, &(tol_tokens){.n = 0}, err.message);
            }
            code = err.code == TOL_EINVAL ? EXIT_DATA : tol_status_exit_code(err.code);
        } else if (json) {
            print_json(text, &tokens, NULL);
        } else {
            print_text(text, &tokens);
        }
    }
    tol_arena_release(&arena);
    return code;
}

static int tokenize(cli *c, int argc, char **argv)
{
    const char *value, *lang = NULL;
    bool json = false;
    int id;
    while ((id = cli_option(c, argc, argv, &value)) > 0) {
        lang = id == 'l' ? value : lang;
        json = json || id == OPT_JSON;
    }
    if (id < 0) {
        return EXIT_USAGE;
    }
    if (!lang) {
        return cli_usage(c, "no language given: --lang ru, say");
    }
    if (!cli_check_lang(c, NULL, "--lang", lang)) {
        return EXIT_USAGE;
    }
    tol_error err;
    tol_analyser *analyser;
    if (tol_analyser_new(tol_str_of(lang), &analyser, &err) != TOL_OK) {
        return cli_fail(c, &err);
    }
    queries q;
    queries_start(&q, argc, argv);
    int code = tokenize_all(c, analyser, &q, json);
    queries_stop(&q);
    tol_analyser_free(analyser);
    return code;
}

const command command_tokenize = {
    "tokenize",
    "--lang=LANG [OPTION]... [TEXT]...",
    "Show the tokens of a text: place, kind, weight, surface, form, key.",
    options,
    "Without TEXT the lines of standard input are taken. Places are bytes. Equal keys mean the same class of words.",
    tokenize,
};
