#include "formats/pair_write.h"

#include "base/fail.h"

void tol_pair_begin(tol_pair *pair, const tol_writing *writing, const tol_header *header)
{
    *pair = (tol_pair){"", ""};
    tol_str srclang = header ? tol_attrs_get(&header->attrs, TOL_LIT("srclang")) : TOL_STR_NULL;
    if (writing->opt->source_lang) {
        tol_lang_canonical(tol_str_of(writing->opt->source_lang), pair->source_lang);
    } else if (srclang.len && !tol_str_equal(srclang, TOL_LIT("*all*"))) {
        tol_lang_canonical(srclang, pair->source_lang);
    }
    if (writing->opt->target_lang) {
        tol_lang_canonical(tol_str_of(writing->opt->target_lang), pair->target_lang);
    }
}

const tol_variant *tol_pair_variant(const tol_unit *unit, const char *lang)
{
    const tol_variant *found = NULL;
    char canonical[TOL_LANG_MAX];
    for (size_t i = 0; i < unit->n_variants; i++) {
        const tol_variant *variant = &unit->variants[i];
        tol_lang_canonical(variant->lang, canonical);
        if (tol_str_equal(tol_str_of(canonical), tol_str_of(lang))) {
            return variant;
        }
        if (!found && tol_lang_matches(variant->lang, tol_str_of(lang))) {
            found = variant;
        }
    }
    return found;
}

static void learn(tol_pair *pair, const tol_unit *unit)
{
    if (!pair->source_lang[0] && unit->n_variants) {
        tol_lang_canonical(unit->variants[0].lang, pair->source_lang);
    }
    for (size_t i = 0; !pair->target_lang[0] && i < unit->n_variants; i++) {
        if (!tol_lang_matches(unit->variants[i].lang, tol_str_of(pair->source_lang))) {
            tol_lang_canonical(unit->variants[i].lang, pair->target_lang);
        }
    }
}

bool tol_pair_of(tol_pair *pair, tol_writing *writing, const tol_unit *unit, const tol_variant **source,
                 const tol_variant **target)
{
    learn(pair, unit);
    *source = tol_pair_variant(unit, pair->source_lang);
    *target = tol_pair_variant(unit, pair->target_lang);
    bool is_pair = *source && *target && *source != *target && (*source)->text.len && (*target)->text.len;
    writing->n_left_out += !is_pair;
    return is_pair;
}

void tol_put_in_line(tol_buf *buf, tol_str text, bool no_tabs)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool is_crlf = c == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n';
        if (!is_crlf) {
            tol_buf_byte(buf, c == '\n' || c == '\r' || (no_tabs && c == '\t') ? ' ' : c);
        }
    }
}

tol_status tol_pair_flush(tol_writing *writing, tol_buf *buf, tol_error *err)
{
    tol_status status = TOL_OK;
    if (tol_buf_ok(buf)) {
        tol_output_add(&writing->output, tol_buf_str(buf));
        status = tol_output_check(&writing->output, err);
    } else {
        status = tol_fail_nomem(err);
    }
    tol_buf_release(buf);
    return status;
}
