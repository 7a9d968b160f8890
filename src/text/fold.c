#include "text/fold.h"

#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "text/unicode.h"

enum {
    GRAVE = 0x300,
    ACUTE = 0x301,
    SMALL_IE = 0x435,
    SMALL_I = 0x438,
    SMALL_IO = 0x451,
    SMALL_IE_GRAVE = 0x450,
    SMALL_I_GRAVE = 0x45D,
    CAPITAL_IO = 0x401,
    CAPITAL_IE_GRAVE = 0x400,
    CAPITAL_I_GRAVE = 0x40D
};

#define NOTHING UINT32_MAX /* a character that is dropped */

tol_fold_rules tol_fold_rules_for(const char *lang)
{
    return (tol_fold_rules){
        .turkic = strcmp(lang, "tr") == 0 || strcmp(lang, "az") == 0,
        .grave_is_stress = strcmp(lang, "ru") == 0 || strcmp(lang, "uk") == 0 || strcmp(lang, "be") == 0,
    };
}

static uint32_t fold_in_word(uint32_t cp, uint32_t props, tol_fold_rules rules)
{
    if (cp == '[' || cp == ']') {
        return NOTHING; /* only editorial brackets stand in words */
    }
    if (props & TOL_CH_APOSTROPHE) {
        return '\'';
    }
    if (cp == SMALL_IO || cp == CAPITAL_IO) {
        return SMALL_IE;
    }
    if (rules.grave_is_stress && (cp == SMALL_IE_GRAVE || cp == CAPITAL_IE_GRAVE)) {
        return SMALL_IE;
    }
    return rules.grave_is_stress && (cp == SMALL_I_GRAVE || cp == CAPITAL_I_GRAVE) ? SMALL_I : cp;
}

static uint32_t fold_in_number(uint32_t cp, uint32_t props)
{
    if (props & TOL_CH_APOSTROPHE) {
        return '\'';
    }
    return props & TOL_CH_BLANK ? ' ' : cp;
}

static uint32_t fold_in_punctuation(uint32_t cp, uint32_t props)
{
    if (props & TOL_CH_QUOTE) {
        return '"';
    }
    return props & TOL_CH_DASH ? '-' : cp;
}

static uint32_t fold_char(uint32_t cp, uint32_t props, tol_token_kind kind, tol_fold_rules rules)
{
    if (props & TOL_CH_IGNORABLE) {
        return NOTHING;
    }
    switch (kind) {
    case TOL_WORD:
        return fold_in_word(cp, props, rules);
    case TOL_NUMBER:
        return fold_in_number(cp, props);
    case TOL_PUNCT:
        return fold_in_punctuation(cp, props);
    default:
        return cp;
    }
}

/* Character by character: what one character becomes, and the stress marks on Cyrillic letters. */
static void fold_chars(tol_str text, tol_token_kind kind, tol_fold_rules rules, tol_buf *out)
{
    bool on_cyrillic = false;
    for (size_t i = 0; i < text.len;) {
        uint32_t cp = tol_utf8_next(text, &i);
        uint32_t props = tol_unicode_props(cp);
        if (tol_unicode_class(props) != TOL_WB_EXTEND) {
            on_cyrillic = (props & TOL_CH_CYRILLIC) != 0;
        } else if (on_cyrillic && (cp == ACUTE || cp == GRAVE)) {
            continue;
        }
        uint32_t folded = fold_char(cp, props, kind, rules);
        if (folded != NOTHING) {
            char bytes[4];
            tol_buf_append(out, bytes, tol_utf8_put(folded, bytes));
        }
    }
}

static tol_status fold_once(tol_str text, tol_token_kind kind, tol_fold_rules rules, tol_buf *out, tol_error *err)
{
    tol_buf chars = TOL_BUF_INIT;
    fold_chars(text, kind, rules, &chars);
    tol_status status = TOL_OK;
    if (!tol_buf_ok(&chars)) {
        status = tol_fail_nomem(err);
    } else if (kind == TOL_WORD || kind == TOL_LINK) {
        status = tol_unicode_fold(tol_buf_str(&chars), rules.turkic, out, err);
    } else {
        status = tol_unicode_nfc(tol_buf_str(&chars), out, err);
    }
    tol_buf_release(&chars);
    return status;
}

/* One step can uncover work for the next: case folding gives an apostrophe (ŉ), a dropped mark lets two others meet.
 * Hence steps until nothing changes; there is seldom a third. */
tol_status tol_fold(tol_str surface, tol_token_kind kind, tol_fold_rules rules, tol_buf *out, tol_error *err)
{
    tol_buf previous = TOL_BUF_INIT;
    tol_buf_reset(out);
    tol_status status = fold_once(surface, kind, rules, out, err);
    while (!status) {
        tol_buf_reset(&previous);
        status = fold_once(tol_buf_str(out), kind, rules, &previous, err);
        if (!status && tol_str_equal(tol_buf_str(out), tol_buf_str(&previous))) {
            break;
        }
        tol_buf swap = *out;
        *out = previous;
        previous = swap;
    }
    tol_buf_release(&previous);
    return status;
}
