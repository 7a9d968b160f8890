/*
 * The contract of all formats: what is written is read again, as far as the format's row in the table says that it can
 * carry it. The table is walked, so that a new row is tested by being there. Units and concepts are random and awkward.
 */
#include "collect.h"
#include "support/check.h"
#include "support/fixture.h"
#include "support/rng.h"

#include "tolmach/glossary.h"
#include "tolmach/lang.h"

enum { N_ROUNDS = 40, N_UNITS = 12, N_CONCEPTS = 12 };

/* ---- texts ---- */

static const char *const pieces[] = {"Утвердить указания тов. Зорину",
                                     "ещё «раз»",
                                     "№ 61",
                                     "a \"quoted\" word",
                                     "it's",
                                     "<b>&amp;</b>",
                                     "AT&T",
                                     "\\n \\t \\",
                                     "%s %1$d",
                                     "a;b,c|d",
                                     "\xF0\x9F\x98\x80",
                                     "e\xCC\x81",
                                     "\xC2\xA0",
                                     "\xC2\xAD",
                                     "&'26;",
                                     "&tA;",
                                     "# not a comment",
                                     "msgid \"x\"",
                                     "=1+1",
                                     "]]>",
                                     "{1}",
                                     "<!--",
                                     "x\xE2\x80\x8By",
                                     "Ελληνικά",
                                     "日本語",
                                     "'",
                                     "\"",
                                     "\\",
                                     "%",
                                     "~",
                                     "[1]",
                                     "&#10;",
                                     "\xEF\xBF\xBD"};

static const char *pick(tol_rng *rng, const char *const *from, size_t n)
{
    return from[tol_rng_below(rng, (uint32_t)n)];
}

/*
 * A text of what the format can carry. Always there: characters that mean something to some format, and now and then a
 * control character, which no format may bring back. `number` makes it another text than all others.
 */
static tol_str make_text(tol_rng *rng, unsigned carries, unsigned number, tol_arena *arena)
{
    tol_buf text = TOL_BUF_INIT;
    const char *breaks[4] = {" ", " ", " ", " "};
    breaks[1] = carries & TOL_CARRIES_LINES ? "\n" : " ";
    breaks[2] = carries & TOL_CARRIES_TABS ? "\t" : " ";
    if (carries & TOL_CARRIES_EDGES && tol_rng_below(rng, 4) == 0) {
        tol_buf_printf(&text, "  ");
    }
    for (uint32_t n = tol_rng_below(rng, 4); n > 0; n--) {
        tol_buf_printf(&text, "%s%s", pick(rng, pieces, sizeof pieces / sizeof pieces[0]), pick(rng, breaks, 4));
    }
    tol_buf_printf(&text, "%sн%u", tol_rng_below(rng, 8) == 0 ? "\x01\x0B" : "", number);
    if (carries & TOL_CARRIES_EDGES && tol_rng_below(rng, 4) == 0) {
        tol_buf_byte(&text, ' ');
    }
    tol_str copy = tol_arena_copy(arena, tol_buf_str(&text));
    tol_buf_release(&text);
    return copy;
}

/* What is left of a text on the other side: controls are spaces. */
static void put_text(tol_str text, tol_buf *out)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        tol_buf_byte(out, c < 0x20 && c != '\n' && c != '\t' ? ' ' : text.ptr[i]);
    }
}

/* ---- units ---- */

static tol_attr *make_attr(tol_arena *arena, const char *name, tol_str value)
{
    tol_attr *attr = tol_arena_calloc(arena, 1, sizeof *attr);
    *attr = (tol_attr){tol_str_of(name), value};
    return attr;
}

/* {bpt}…{ept} around the text, or a {ph} before it: the code 1 of the unit, whatever variant has it. */
static void add_codes(bool is_pair, tol_variant *variant, tol_arena *arena)
{
    tol_inline elems[] = {is_pair ? TOL_BPT : TOL_PH, TOL_EPT};
    tol_str codes[] = {TOL_LIT("<b class=\"x & y\">"), TOL_LIT("</b>")};
    size_t places[] = {0, variant->text.len};
    variant->n_runs = is_pair ? 6 : 3;
    variant->runs = tol_arena_calloc(arena, 6, sizeof *variant->runs);
    for (size_t i = 0; i < variant->n_runs; i++) {
        static const tol_run_kind kinds[] = {TOL_RUN_OPEN, TOL_RUN_CODE, TOL_RUN_CLOSE};
        variant->runs[i] = (tol_run){.kind = kinds[i % 3], .elem = elems[i / 3], .at = places[i / 3]};
        if (i == 0) {
            tol_attr *attrs = tol_arena_calloc(arena, 2, sizeof *attrs);
            attrs[0] = (tol_attr){TOL_LIT("i"), TOL_LIT("1")};
            attrs[is_pair] = (tol_attr){TOL_LIT("x"), TOL_LIT("1")};
            variant->runs[i].attrs = (tol_attrs){attrs, 1 + (size_t)is_pair};
        } else if (i == 3) {
            variant->runs[i].attrs = (tol_attrs){make_attr(arena, "i", TOL_LIT("1")), 1};
        } else if (i % 3 == 1) {
            variant->runs[i].code = codes[i / 3];
        }
    }
}

static void make_variants(tol_rng *rng, unsigned carries, unsigned number, tol_unit *unit, tol_arena *arena)
{
    static const char *const langs[] = {"ru", "en", "de-AT", "en"};
    bool is_pair = tol_rng_below(rng, 2) == 0;
    unit->n_variants = carries & TOL_CARRIES_LANGS ? 2 + tol_rng_below(rng, 3) : 2;
    unit->variants = tol_arena_calloc(arena, unit->n_variants, sizeof *unit->variants);
    for (size_t i = 0; i < unit->n_variants; i++) {
        tol_variant *variant = &unit->variants[i];
        bool is_empty = carries & TOL_CARRIES_EMPTY && i > 0 && tol_rng_below(rng, 6) == 0;
        variant->lang = tol_str_of(langs[i]);
        variant->text = is_empty ? TOL_LIT("") : make_text(rng, carries, number, arena);
        if (carries & TOL_CARRIES_CODES && tol_rng_below(rng, 3) == 0) {
            add_codes(is_pair, variant, arena);
        }
    }
}

static void add_info(tol_unit *unit, tol_info_kind kind, const char *type, tol_str text, tol_arena *arena)
{
    tol_info *info = &unit->infos.items[unit->infos.n++];
    *info = (tol_info){.kind = kind, .text = text};
    if (type) {
        info->attrs = (tol_attrs){make_attr(arena, "type", tol_str_of(type)), 1};
    }
}

/* Everything that a unit may have, whether the format carries it or not: it must not stand in the way. */
static tol_unit *make_unit(tol_rng *rng, unsigned carries, unsigned number, tol_arena *arena)
{
    tol_unit *unit = tol_arena_calloc(arena, 1, sizeof *unit);
    tol_buf tuid = TOL_BUF_INIT;
    make_variants(rng, carries, number, unit, arena);
    tol_buf_printf(&tuid, "u-%u \"&<\"", number);
    unit->tuid = tol_rng_below(rng, 4) ? tol_arena_copy(arena, tol_buf_str(&tuid)) : TOL_STR_NULL;
    tol_buf_release(&tuid);
    unit->infos.items = tol_arena_calloc(arena, 5, sizeof(tol_info));
    for (uint32_t n = tol_rng_below(rng, 3); n > 0; n--) {
        add_info(unit, TOL_NOTE, NULL, make_text(rng, 0, number, arena), arena);
    }
    if (tol_rng_below(rng, 2)) {
        add_info(unit, TOL_PROP, "x-context", make_text(rng, 0, number, arena), arena);
    }
    if (tol_rng_below(rng, 2)) {
        add_info(unit, TOL_PROP, "x-own", make_text(rng, 0, number, arena), arena);
        add_info(unit, TOL_PROP, "x-own", TOL_LIT("дважды"), arena);
    }
    if (tol_rng_below(rng, 2)) {
        unit->attrs = (tol_attrs){make_attr(arena, "changedate", TOL_LIT("20261025T120000Z")), 1};
    }
    return unit;
}

/*
 * A unit as far as the format carries it, in words; without what formats add: an id where they need one, and what files
 * of segments tell of each, its state and what it stands between.
 */
static void put_unit(const tol_unit *unit, unsigned carries, tol_buf *out)
{
    if (carries & TOL_CARRIES_TUID && tol_str_starts_with(unit->tuid, TOL_LIT("u-"))) {
        tol_buf_printf(out, "tuid %.*s\n", TOL_ARG(unit->tuid));
    }
    if (carries & TOL_CARRIES_DATES) {
        int64_t seconds = 0;
        bool is_known = tol_unit_changed(unit, &seconds);
        tol_buf_printf(out, "changed %d %lld\n", is_known, (long long)seconds);
    }
    for (size_t i = 0; i < unit->infos.n; i++) {
        const tol_info *info = &unit->infos.items[i];
        tol_str type = tol_attrs_get(&info->attrs, TOL_LIT("type"));
        bool is_context = info->kind == TOL_PROP && tol_str_equal(type, TOL_LIT("x-context"));
        unsigned needed = info->kind == TOL_NOTE ? TOL_CARRIES_NOTES
                          : is_context           ? TOL_CARRIES_CONTEXT
                                                 : TOL_CARRIES_PROPS;
        bool is_added = info->kind == TOL_PROP && !is_context && !tol_str_equal(type, TOL_LIT("x-own"));
        if (carries & needed && !is_added) {
            tol_buf_printf(out, "info %.*s: ", TOL_ARG(type));
            put_text(info->text, out);
            tol_buf_byte(out, '\n');
        }
    }
    for (size_t i = 0; i < unit->n_variants; i++) {
        tol_buf sketch = TOL_BUF_INIT;
        char lang[TOL_LANG_MAX];
        tol_lang_canonical(unit->variants[i].lang, lang);
        tol_variant_sketch(&unit->variants[i], &sketch);
        tol_buf_printf(out, "%s=", lang);
        put_text(tol_buf_str(&sketch), out);
        tol_buf_byte(out, '\n');
        tol_buf_release(&sketch);
    }
}

static void assert_same_units(const char *format, tol_unit *const *units, const tol_collected *got, unsigned carries)
{
    for (size_t i = 0; i < N_UNITS && i < got->n_units; i++) {
        tol_buf wanted = TOL_BUF_INIT, found = TOL_BUF_INIT;
        put_unit(units[i], carries, &wanted);
        put_unit(got->units[i], carries, &found);
        if (!tol_str_equal(tol_buf_str(&wanted), tol_buf_str(&found))) {
            fail_msg("%s, unit %zu: wanted\n%s\nfound\n%s", format, i, wanted.ptr, found.ptr);
        }
        tol_buf_release(&wanted);
        tol_buf_release(&found);
    }
    assert_int_equal(got->n_units, N_UNITS);
}

static tol_status write_units(tol_writer *writer, tol_unit *const *units, tol_error *err)
{
    tol_status status = TOL_OK;
    for (size_t i = 0; i < N_UNITS && status == TOL_OK; i++) {
        status = tol_writer_unit(writer, units[i], err);
    }
    return status ? status : tol_writer_finish(writer, err);
}

/* Aligned texts are two files; all other formats are written to memory. */
static tol_collected *there_and_back(const char *format, tol_unit *const *units)
{
    bool is_pair = strcmp(format, "moses") == 0;
    char *dir = tol_temp_dir_new(), *en = tol_path_join(dir, "x.en"), *ru = tol_path_join(dir, "x.ru");
    tol_buf buf = TOL_BUF_INIT;
    tol_error err;
    tol_writer *writer = NULL;
    tol_write_opt opt = {.format = format, .source_lang = "ru", .target_lang = "en"};
    tol_attr srclang = {TOL_LIT("srclang"), TOL_LIT("ru")};
    tol_header header = {.attrs = {&srclang, 1}};
    assert_status(TOL_OK, tol_writer_open(is_pair ? en : NULL, is_pair ? NULL : &buf, &opt, &header, &writer, &err),
                  &err);
    assert_status(TOL_OK, write_units(writer, units, &err), &err);
    assert_int_equal(tol_writer_left_out(writer), 0);
    tol_writer_free(writer);
    tol_read_opt read = TOL_READ_OPT_INIT;
    read.format = format;
    read.strict = true;
    read.source_lang = "ru";
    read.target_lang = "en";
    read.companion = is_pair ? en : NULL;
    tol_collected *got = is_pair ? tol_collect_file_opt(ru, &read) : tol_collect_opt(tol_buf_str(&buf), "x", &read);
    if (got->status) {
        print_error("%s: %s: line %u: %s\n%.4000s\n", format, tol_status_name(got->status), (unsigned)got->err.line,
                    got->err.message, buf.ptr ? buf.ptr : "");
    }
    assert_status(TOL_OK, got->status, &got->err);
    tol_buf_release(&buf);
    free(en);
    free(ru);
    tol_temp_dir_free(dir);
    return got;
}

static void units_come_back_from_every_format_that_takes_them(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new(__func__, 61);
    size_t n_formats = 0;
    for (const tol_format_info *info = tol_formats(); info->name; info++) {
        for (size_t round = 0; info->reads_units && info->writes_units && round < N_ROUNDS; round++) {
            tol_arena arena = TOL_ARENA_INIT;
            tol_unit *units[N_UNITS];
            for (size_t i = 0; i < N_UNITS; i++) {
                units[i] = make_unit(&rng, info->carries, (unsigned)i, &arena);
            }
            tol_collected *got = there_and_back(info->name, units);
            assert_same_units(info->name, units, got, info->carries);
            tol_collected_free(got);
            tol_arena_release(&arena);
            n_formats += round == 0;
        }
    }
    assert_true(n_formats >= 7);
}

/* ---- concepts ---- */

static void add_category(tol_category **items, size_t *n, tol_category category, tol_arena *arena)
{
    if (!*items) {
        *items = tol_arena_calloc(arena, 4, sizeof **items);
    }
    (*items)[(*n)++] = category;
}

static tol_str make_line(tol_rng *rng, unsigned number, tol_arena *arena)
{
    static const char *const words[] = {"Верховный Совет", "Cde.",   "a & b",    "<i>x</i>",
                                        "\"x\"",           "O'Neil", "указание", "a;b, c"};
    tol_buf text = TOL_BUF_INIT;
    tol_buf_printf(&text, "%s %s %u", pick(rng, words, sizeof words / sizeof words[0]),
                   pick(rng, words, sizeof words / sizeof words[0]), number);
    tol_str copy = tol_arena_copy(arena, tol_buf_str(&text));
    tol_buf_release(&text);
    return copy;
}

static void make_term(tol_rng *rng, unsigned carries, unsigned number, tol_term *term, tol_arena *arena)
{
    static const char *const statuses[] = {"preferredTerm-admn-sts", "admittedTerm-admn-sts",
                                           "deprecatedTerm-admn-sts"};
    term->text = make_line(rng, number, arena);
    if (carries & TOL_CARRIES_STATUS && tol_rng_below(rng, 2)) {
        tol_category status = {TOL_LIT("termNote"), TOL_LIT("administrativeStatus"), tol_str_of(pick(rng, statuses, 3)),
                               TOL_STR_NULL};
        add_category(&term->categories, &term->n_categories, status, arena);
        term->status = tol_term_status_of(term->categories, term->n_categories);
    }
    if (carries & TOL_CARRIES_TERM_INFO && tol_rng_below(rng, 2)) {
        tol_category pos = {TOL_LIT("termNote"), TOL_LIT("partOfSpeech"), TOL_LIT("noun"), TOL_STR_NULL};
        tol_category note = {TOL_LIT("note"), TOL_STR_NULL, make_line(rng, number, arena), TOL_STR_NULL};
        add_category(&term->categories, &term->n_categories, pos, arena);
        add_category(&term->categories, &term->n_categories, note, arena);
    }
}

static tol_concept *make_concept(tol_rng *rng, unsigned carries, unsigned number, tol_arena *arena)
{
    static const char *const langs[] = {"ru", "en", "de"};
    tol_concept *entry = tol_arena_calloc(arena, 1, sizeof *entry);
    char name[16];
    snprintf(name, sizeof name, "c%u", number);
    entry->name = tol_arena_copy(arena, tol_str_of(name));
    size_t n_langs = carries & TOL_CARRIES_LANGS ? 2 + tol_rng_below(rng, 2) : 2;
    entry->terms = tol_arena_calloc(arena, 3 * n_langs, sizeof *entry->terms);
    for (size_t i = 0; i < n_langs; i++) {
        for (uint32_t n = carries & TOL_CARRIES_SYNONYMS ? 1 + tol_rng_below(rng, 3) : 1; n > 0; n--) {
            tol_term *term = &entry->terms[entry->n_terms];
            term->lang = tol_str_of(langs[i]);
            make_term(rng, carries, (unsigned)(number * 100 + entry->n_terms++), term, arena);
        }
    }
    if (carries & TOL_CARRIES_DEFINITION && tol_rng_below(rng, 2)) {
        tol_category definition = {TOL_LIT("descrip"), TOL_LIT("definition"), make_line(rng, number, arena),
                                   TOL_STR_NULL};
        add_category(&entry->categories, &entry->n_categories, definition, arena);
    }
    return entry;
}

static int by_text(const void *a, const void *b)
{
    return tol_str_compare(*(const tol_str *)a, *(const tol_str *)b);
}

/* Formats have their own order and their own names of categories; statuses are compared by themselves. */
static void put_categories(const tol_category *items, size_t n, tol_buf *out)
{
    tol_str texts[8];
    size_t n_texts = 0;
    for (size_t i = 0; i < n && n_texts < 8; i++) {
        if (tol_term_status_of(&items[i], 1) == TOL_TERM_UNKNOWN) {
            texts[n_texts++] = items[i].text;
        }
    }
    qsort(texts, n_texts, sizeof texts[0], by_text);
    for (size_t i = 0; i < n_texts; i++) {
        tol_buf_printf(out, "  %.*s\n", TOL_ARG(texts[i]));
    }
}

static void put_concept(const tol_concept *entry, unsigned carries, tol_buf *out)
{
    if (carries & TOL_CARRIES_DEFINITION) {
        put_categories(entry->categories, entry->n_categories, out);
    }
    for (size_t i = 0; i < entry->n_terms; i++) {
        const tol_term *term = &entry->terms[i];
        char lang[TOL_LANG_MAX];
        tol_lang_canonical(term->lang, lang);
        tol_buf_printf(out, "%s: %.*s\n", lang, TOL_ARG(term->text));
        if (carries & TOL_CARRIES_STATUS) {
            tol_buf_printf(out, "  %s\n", tol_term_status_name(term->status));
        }
        if (carries & TOL_CARRIES_TERM_INFO) {
            put_categories(term->categories, term->n_categories, out);
        }
    }
}

static void write_concepts(const char *format, tol_concept *const *entries, tol_buf *buf)
{
    tol_error err;
    tol_glossary_writer *writer = NULL;
    tol_glossary_opt opt = TOL_GLOSSARY_OPT_INIT;
    opt.source_lang = "ru";
    opt.target_lang = "en";
    assert_status(TOL_OK, tol_glossary_writer_open(NULL, buf, format, &opt, &writer, &err), &err);
    for (size_t i = 0; i < N_CONCEPTS; i++) {
        assert_status(TOL_OK, tol_glossary_writer_add(writer, entries[i], &err), &err);
    }
    assert_status(TOL_OK, tol_glossary_writer_finish(writer, &err), &err);
    tol_glossary_writer_free(writer);
}

static void check_concepts(const tol_format_info *info, tol_rng *rng)
{
    tol_arena arena = TOL_ARENA_INIT;
    tol_concept *entries[N_CONCEPTS];
    tol_buf buf = TOL_BUF_INIT;
    for (size_t i = 0; i < N_CONCEPTS; i++) {
        entries[i] = make_concept(rng, info->carries, (unsigned)i, &arena);
    }
    write_concepts(info->name, entries, &buf);
    tol_read_opt read = TOL_READ_OPT_INIT;
    read.format = info->name;
    read.takes = TOL_TAKE_CONCEPTS;
    read.strict = true;
    read.source_lang = "ru";
    read.target_lang = "en";
    tol_collected *got = tol_collect_opt(tol_buf_str(&buf), "x", &read);
    assert_status(TOL_OK, got->status, &got->err);
    for (size_t i = 0; i < N_CONCEPTS && i < got->n_entries; i++) {
        tol_buf wanted = TOL_BUF_INIT, found = TOL_BUF_INIT;
        put_concept(entries[i], info->carries, &wanted);
        put_concept(got->entries[i], info->carries, &found);
        if (!tol_str_equal(tol_buf_str(&wanted), tol_buf_str(&found))) {
            fail_msg("%s, concept %zu: wanted\n%s\nfound\n%s", info->name, i, wanted.ptr, found.ptr);
        }
        tol_buf_release(&wanted);
        tol_buf_release(&found);
    }
    assert_int_equal(got->n_entries, N_CONCEPTS);
    tol_collected_free(got);
    tol_buf_release(&buf);
    tol_arena_release(&arena);
}

static void concepts_come_back_from_every_format_that_takes_them(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new(__func__, 62);
    size_t n_formats = 0;
    for (const tol_format_info *info = tol_formats(); info->name; info++) {
        bool is_both = info->reads_concepts && info->writes_concepts;
        for (size_t round = 0; is_both && round < N_ROUNDS; round++) {
            check_concepts(info, &rng);
        }
        n_formats += is_both;
    }
    assert_true(n_formats >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_come_back_from_every_format_that_takes_them),
        cmocka_unit_test(concepts_come_back_from_every_format_that_takes_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
