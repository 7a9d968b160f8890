/* The survey: tallies of texts, renderings of names and of abbreviations. */
#include "check/survey.h"

#include "base/fail.h"
#include "base/mem.h"
#include "check/capital_words.h"
#include "check/initials.h"
#include "check/names.h"
#include "check/renderings.h"
#include "check/tally.h"
#include "text/unicode.h"

/* Bytes of texts that are kept to be quoted; beyond it findings quote none. */
#define QUOTES_MAX ((size_t)64 << 20)

/* Comparing names is slow, and names come again: so many answers are remembered. A power of two. */
#define ANSWERS_MAX 8192

struct tol_survey {
    uint32_t wanted;
    tol_tally targets, sources; /* partners of sources, of targets */
    tol_map quotes;             /* hash of a text, as bytes -> number of its text */
    tol_str *texts;
    size_t n_texts, texts_cap;
    tol_arena arena;
    tol_buf folded; /* scratch */
    tol_renderings names, abbreviations;
    tol_analyser *analyser; /* of the Russian side of names */
    uint64_t *answers;      /* ANSWERS_MAX; the hash of two words, its last bit says whether they are one name */
};

tol_status tol_survey_new(tol_str russian_lang, uint32_t wanted, tol_survey **out, tol_error *err)
{
    tol_survey *survey = tol_mem_calloc(1, sizeof *survey);
    *out = NULL;
    if (!survey) {
        return tol_fail_nomem(err);
    }
    survey->wanted = wanted;
    survey->answers = tol_mem_calloc(ANSWERS_MAX, sizeof *survey->answers);
    if (!survey->answers) {
        tol_survey_free(survey);
        return tol_fail_nomem(err);
    }
    tol_status status = tol_analyser_new(russian_lang, &survey->analyser, err);
    if (status != TOL_OK) {
        tol_survey_free(survey);
        return status;
    }
    *out = survey;
    return TOL_OK;
}

void tol_survey_free(tol_survey *survey)
{
    if (survey) {
        tol_tally_release(&survey->targets);
        tol_tally_release(&survey->sources);
        tol_map_release(&survey->quotes);
        tol_mem_free(survey->texts);
        tol_arena_release(&survey->arena);
        tol_buf_release(&survey->folded);
        tol_renderings_release(&survey->names);
        tol_renderings_release(&survey->abbreviations);
        tol_analyser_free(survey->analyser);
        tol_mem_free(survey->answers);
        tol_mem_free(survey);
    }
}

/* ---- texts ---- */

/* Drop and replace what makes no difference, in place: the text does not grow. Its new length. */
static size_t make_plain(char *bytes, size_t len)
{
    size_t n = 0, kept = 0;
    bool was_blank = false;
    for (size_t i = 0; i < len;) {
        size_t from = i;
        uint32_t props = tol_unicode_next((tol_str){bytes, len}, &i);
        if (props & (TOL_CH_BLANK | TOL_CH_IGNORABLE)) {
            was_blank = was_blank || !(props & TOL_CH_IGNORABLE);
            continue;
        }
        if (was_blank && n) {
            bytes[n++] = ' ';
        }
        was_blank = false;
        bool counts = props & TOL_CH_ALNUM || bytes[from] == '?' || bytes[from] == '!';
        if (props & (TOL_CH_QUOTE | TOL_CH_DASH)) {
            bytes[n++] = props & TOL_CH_QUOTE ? '"' : '-';
        } else {
            while (from < i) {
                bytes[n++] = bytes[from++];
            }
        }
        kept = counts ? n : kept;
    }
    return kept ? kept : n;
}

/* What does not make a difference between texts is left out of the hash: case, white space, the shape of quotation
 * marks and dashes, what a sentence ends with. */
static bool hash_of(tol_survey *survey, tol_str text, uint64_t *hash)
{
    tol_buf *folded = &survey->folded;
    tol_buf_reset(folded);
    bool ok = tol_unicode_fold(text, false, folded, NULL) == TOL_OK;
    *hash = ok && folded->len ? tol_hash((tol_str){folded->ptr, make_plain(folded->ptr, folded->len)}, 0) : 0;
    return ok;
}

static const uint32_t consistency = TOL_RULE_BIT(INCONSISTENT_TARGET) | TOL_RULE_BIT(INCONSISTENT_SOURCE);

static bool count_texts(tol_survey *survey, tol_str source, tol_str target)
{
    uint64_t ours, theirs;
    return hash_of(survey, source, &ours) && hash_of(survey, target, &theirs) &&
           (!(survey->wanted & TOL_RULE_BIT(INCONSISTENT_TARGET)) || tol_tally_add(&survey->targets, ours, theirs)) &&
           (!(survey->wanted & TOL_RULE_BIT(INCONSISTENT_SOURCE)) || tol_tally_add(&survey->sources, theirs, ours));
}

bool tol_survey_wants_texts(const tol_survey *survey)
{
    return survey->targets.n + survey->sources.n > 0;
}

static tol_str key_of_hash(const uint64_t *hash)
{
    return (tol_str){(const char *)hash, sizeof *hash};
}

static bool quote(tol_survey *survey, const tol_tally *tally, uint64_t key, uint64_t partner, tol_str text)
{
    size_t n;
    bool is_new = false;
    const tol_tally_pair *pairs = tol_tally_of(tally, key, &n);
    if (!pairs || pairs->partner != partner || survey->arena.used > QUOTES_MAX) {
        return true;
    }
    tol_map_slot *slot = tol_map_put(&survey->quotes, key_of_hash(&partner), &is_new);
    if (!slot || !is_new) {
        return slot != NULL;
    }
    tol_str *grown = tol_mem_grow(survey->texts, &survey->texts_cap, survey->n_texts + 1, sizeof *grown);
    if (grown) {
        survey->texts = grown;
        survey->texts[survey->n_texts] = tol_arena_copy(&survey->arena, text);
        slot->value = survey->n_texts++;
    }
    return grown != NULL;
}

tol_status tol_survey_quote(tol_survey *survey, tol_str source, tol_str target, tol_error *err)
{
    uint64_t ours, theirs;
    bool done = hash_of(survey, source, &ours) && hash_of(survey, target, &theirs) &&
                quote(survey, &survey->targets, ours, theirs, target) &&
                quote(survey, &survey->sources, theirs, ours, source);
    return done ? TOL_OK : tol_fail_nomem(err);
}

static tol_partners partners_of(const tol_survey *survey, const tol_tally *tally, uint64_t key, uint64_t partner)
{
    tol_partners found = {.n = 0};
    const tol_tally_pair *pairs = tol_tally_of(tally, key, &found.n_partners);
    for (size_t i = 0; i < found.n_partners; i++) {
        found.n += pairs[i].n;
        found.n_same += pairs[i].partner == partner ? pairs[i].n : 0;
    }
    if (found.n_partners) {
        const tol_map_slot *slot = tol_map_get(&survey->quotes, key_of_hash(&pairs[0].partner));
        found.n_most = pairs[0].n;
        found.is_most = pairs[0].partner == partner;
        found.most = slot ? survey->texts[slot->value] : TOL_STR_NULL;
    }
    return found;
}

/* Without memory a text has no partners: nothing is told of it. */
void tol_survey_partners_of(tol_survey *survey, tol_str source, tol_str target, tol_partners *targets,
                            tol_partners *sources)
{
    uint64_t ours, theirs;
    *targets = *sources = (tol_partners){.n = 0};
    if (tol_survey_wants_texts(survey) && hash_of(survey, source, &ours) && hash_of(survey, target, &theirs)) {
        *targets = partners_of(survey, &survey->targets, ours, theirs);
        *sources = partners_of(survey, &survey->sources, theirs, ours);
    }
}

/* ---- names ---- */

/* The class of all forms of a Russian name. */
static tol_str key_of_name(const tol_survey *survey, tol_str russian, tol_arena *arena)
{
    tol_tokens tokens = {NULL, 0, 0};
    return tol_analyse(survey->analyser, russian, NULL, 0, arena, &tokens, NULL) == TOL_OK && tokens.n == 1
               ? tokens.items[0].key
               : russian;
}

/* Names are counted by their Russian key, whichever side it stands on; the renderings are Latin, in their letters. */
static tol_str latin_of(tol_str a, tol_str b)
{
    return tol_script_count(a, TOL_SCRIPT_LATIN) ? a : b;
}

static tol_str russian_of(tol_str a, tol_str b)
{
    return tol_script_count(a, TOL_SCRIPT_LATIN) ? b : a;
}

bool tol_survey_same_name(tol_survey *survey, tol_str source_word, tol_str target_word)
{
    if (!tol_may_be_name(source_word, target_word)) {
        return false;
    }
    uint64_t hash = tol_hash(target_word, tol_hash(source_word, 1)) | 1;
    uint64_t *answer = &survey->answers[(hash >> 1) & (ANSWERS_MAX - 1)];
    if ((*answer | 1) != hash) {
        *answer = hash - (tol_name_likeness(source_word, target_word, true) < TOL_NAME_LIKENESS);
    }
    return *answer & 1;
}

static bool count_names(tol_survey *survey, const tol_capitals *source, const tol_capitals *target, tol_arena *arena)
{
    bool ok = true;
    for (size_t i = 0; i < source->n && ok; i++) {
        for (size_t j = 0; j < target->n && ok; j++) {
            tol_str a = source->items[i].word, b = target->items[j].word;
            if (tol_survey_same_name(survey, a, b)) {
                tol_str key = key_of_name(survey, russian_of(a, b), arena);
                ok =
                    tol_renderings_meet(&survey->names, key) && tol_renderings_add(&survey->names, key, latin_of(a, b));
            }
        }
    }
    return ok;
}

tol_rendering tol_survey_name(const tol_survey *survey, tol_str source_word, tol_str target_word)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_str key = key_of_name(survey, russian_of(source_word, target_word), &arena);
    tol_rendering found = tol_renderings_of(&survey->names, key, latin_of(source_word, target_word));
    tol_arena_release(&arena);
    return found;
}

/* ---- abbreviations ---- */

/* Whether an abbreviation stands before `at` too: a unit counts once. */
static bool is_again(const tol_capitals *all, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (all->items[i].is_abbreviation && tol_str_equal(all->items[i].word, all->items[at].word)) {
            return true;
        }
    }
    return false;
}

static bool count_abbreviations(tol_survey *survey, const tol_capitals *source, const tol_capitals *target)
{
    bool ok = true;
    for (size_t i = 0; i < source->n && ok; i++) {
        if (!source->items[i].is_abbreviation || is_again(source, i)) {
            continue;
        }
        ok = tol_renderings_meet(&survey->abbreviations, source->items[i].word);
        for (size_t j = 0; j < target->n && ok; j++) {
            ok = !target->items[j].is_abbreviation || is_again(target, j) ||
                 tol_renderings_add(&survey->abbreviations, source->items[i].word, target->items[j].word);
        }
    }
    return ok;
}

tol_rendering tol_survey_abbreviation(const tol_survey *survey, tol_str source_word, tol_str target_word)
{
    return tol_renderings_of(&survey->abbreviations, source_word, target_word);
}

/* ---- counting ---- */

tol_status tol_survey_count(tol_survey *survey, tol_str source, tol_str target, tol_error *err)
{
    static const uint32_t words = TOL_RULE_BIT(NAME_ROMANISATION) | TOL_RULE_BIT(ABBREVIATION_INCONSISTENT);
    bool ok = !(survey->wanted & consistency) || count_texts(survey, source, target);
    if (ok && survey->wanted & words) {
        tol_arena arena = TOL_ARENA_INIT;
        tol_capitals ours, theirs;
        tol_capitals_find(source, &ours);
        tol_capitals_find(target, &theirs);
        ok = count_names(survey, &ours, &theirs, &arena) && count_abbreviations(survey, &ours, &theirs);
        tol_arena_release(&arena);
    }
    return ok ? TOL_OK : tol_fail_nomem(err);
}

void tol_survey_close(tol_survey *survey)
{
    tol_tally_close(&survey->targets);
    tol_tally_close(&survey->sources);
}
