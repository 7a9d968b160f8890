#include "terms/roll.h"

#include "base/fail.h"
#include "base/mem.h"
#include "tolmach/buf.h"
#include "tolmach/lang.h"

/* What is being read, and where to. */
typedef struct reading {
    tol_roll *roll;
    tol_str lang;
    tol_str glossary; /* of the concept before, in the roll's arena */
    tol_arena temp;
    tol_buf buf;
} reading;

tol_status tol_roll_analyser_of(tol_roll *roll, tol_str lang, tol_analyser **out, tol_error *err)
{
    for (size_t i = 0; i < roll->n_analysers; i++) {
        if (tol_str_equal(roll->analysers[i].lang, lang)) {
            *out = roll->analysers[i].analyser;
            return TOL_OK;
        }
    }
    tol_roll_analyser *grown =
        tol_mem_grow(roll->analysers, &roll->analysers_cap, roll->n_analysers + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    roll->analysers = grown;
    tol_status status = tol_analyser_new(lang, out, err);
    if (!status) {
        grown[roll->n_analysers++] = (tol_roll_analyser){tol_arena_copy(&roll->arena, lang), *out};
    }
    return status;
}

static tol_status fold(reading *r, tol_str lang, tol_str text, tol_str *folded, tol_error *err)
{
    tol_tokens tokens;
    tol_analyser *analyser = NULL;
    tol_arena_reset(&r->temp);
    tol_buf_reset(&r->buf);
    tol_status status = tol_roll_analyser_of(r->roll, lang, &analyser, err);
    if (!status) {
        status = tol_analyse(analyser, text, NULL, 0, &r->temp, &tokens, err);
    }
    for (size_t i = 0; !status && i < tokens.n; i++) {
        tol_buf_add(&r->buf, tokens.items[i].form);
        tol_buf_byte(&r->buf, ' ');
    }
    *folded = tol_arena_copy(&r->roll->arena, tol_buf_str(&r->buf));
    return status ? status : tol_buf_ok(&r->buf) && folded->ptr ? TOL_OK : tol_fail_nomem(err);
}

static tol_status add(reading *r, const tol_concept *entry, const tol_term *term, tol_error *err)
{
    tol_roll *roll = r->roll;
    char tag[TOL_LANG_MAX] = "";
    tol_roll_term *grown = tol_mem_grow(roll->items, &roll->cap, roll->n + 1, sizeof *grown);
    if (!grown) {
        return tol_fail_nomem(err);
    }
    roll->items = grown;
    if (!tol_lang_canonical(term->lang, tag)) {
        tag[0] = '\0';
    }
    tol_roll_term one = {.glossary = r->glossary,
                         .concept = tol_arena_copy(&roll->arena, entry->name),
                         .lang = tol_arena_copy(&roll->arena, tol_str_of(tag)),
                         .text = tol_arena_copy(&roll->arena, term->text),
                         .type = tol_arena_copy(&roll->arena, tol_term_says(term, TOL_CATEGORY_TYPE)),
                         .concept_id = entry->id,
                         .status = term->status};
    tol_status status = fold(r, one.lang, term->text, &one.folded, err);
    roll->items[roll->n++] = one;
    return status || tol_arena_ok(&roll->arena) ? status : tol_fail_nomem(err);
}

static tol_status take_concept(void *user, tol_str glossary, const tol_concept *entry, tol_error *err)
{
    reading *r = user;
    tol_status status = TOL_OK;
    if (!tol_str_equal(r->glossary, glossary)) {
        r->glossary = tol_arena_copy(&r->roll->arena, glossary);
    }
    for (size_t i = 0; i < entry->n_terms && !status; i++) {
        if (!r->lang.ptr || tol_lang_matches(entry->terms[i].lang, r->lang)) {
            status = add(r, entry, &entry->terms[i], err);
        }
    }
    return status;
}

tol_status tol_roll_read(tol_roll *roll, tol_store *store, tol_str glossary, tol_str lang, tol_error *err)
{
    *roll = (tol_roll){.n = 0};
    reading r = {.roll = roll, .lang = lang};
    tol_status status = tol_concept_each(store, glossary, take_concept, &r, err);
    tol_arena_release(&r.temp);
    tol_buf_release(&r.buf);
    return status;
}

void tol_roll_release(tol_roll *roll)
{
    for (size_t i = 0; i < roll->n_analysers; i++) {
        tol_analyser_free(roll->analysers[i].analyser);
    }
    tol_mem_free(roll->analysers);
    tol_mem_free(roll->items);
    tol_arena_release(&roll->arena);
}
