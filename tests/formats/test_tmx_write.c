#include "collect.h"
#include "support/check.h"
#include "support/fixture.h"
#include "support/rng.h"

static void assert_written(const char *profile, const tol_header *header, const tol_unit *unit, const char *wanted)
{
    const tol_write_opt opt = {.format = "tmx", .profile = profile};
    tol_buf out = TOL_BUF_INIT;
    tol_writer *writer;
    tol_error err;
    assert_status(TOL_OK, tol_writer_open(NULL, &out, &opt, header, &writer, &err), &err);
    if (unit) {
        assert_status(TOL_OK, tol_writer_unit(writer, unit, &err), &err);
    }
    assert_status(TOL_OK, tol_writer_finish(writer, &err), &err);
    assert_status(TOL_EINVAL, tol_writer_finish(writer, &err), &err);
    tol_writer_free(writer);
    assert_str(tol_buf_str(&out), wanted);
    tol_buf_release(&out);
}

static const tol_write_opt exact = {.format = "tmx", .profile = "exact"};

#define PROLOG                                                                                                         \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n"
#define HEADER                                                                                                         \
    "<header creationtool=\"tolmach\" creationtoolversion=\"%s\" segtype=\"sentence\" o-tmf=\"tolmach\" "              \
    "adminlang=\"en\" srclang=\"*all*\" datatype=\"unknown\"/>\n"

static void a_header_without_anything_gets_what_is_required(void **state)
{
    (void)state;
    tol_buf wanted = TOL_BUF_INIT;
    tol_buf_printf(&wanted, PROLOG HEADER "<body>\n</body>\n</tmx>\n", tol_version());
    assert_written("default", NULL, NULL, wanted.ptr);
    assert_written("exact", NULL, NULL, wanted.ptr);
    tol_buf_release(&wanted);
}

static void a_header_keeps_its_own_and_the_order_is_fixed(void **state)
{
    (void)state;
    tol_attr attrs[] = {{TOL_LIT("gitCommit"), TOL_LIT("x")},    {TOL_LIT("datatype"), TOL_LIT("")},
                        {TOL_LIT("srclang"), TOL_LIT("RU")},     {TOL_LIT("creationtoolversion"), TOL_LIT("1\n")},
                        {TOL_LIT("creationtool"), TOL_LIT("t")}, {TOL_LIT("adminlang"), TOL_LIT("EN_us")}};
    tol_attr ude_attrs[] = {{TOL_LIT("name"), TOL_LIT("u")}};
    tol_info infos[] = {{TOL_UDE, {ude_attrs, 1}, TOL_LIT("<map unicode=\"#xE000\"/>")},
                        {TOL_UDE, {NULL, 0}, TOL_LIT("<map code=\"1\"/>")},
                        {TOL_NOTE, {NULL, 0}, TOL_LIT("a < b")}};
    tol_header header = {
        .attrs = {attrs, sizeof attrs / sizeof attrs[0]}, .infos = {infos, 3}, .version = TOL_LIT("1.3")};
    assert_written("default", &header, NULL,
                   PROLOG "<header creationtool=\"t\" creationtoolversion=\"1&#10;\" segtype=\"sentence\" "
                          "o-tmf=\"tolmach\" adminlang=\"en-US\" srclang=\"ru\" datatype=\"\">\n"
                          "  <ude name=\"u\"><map unicode=\"#xE000\"/></ude>\n"
                          "  <note>&lt;map code=\"1\"/&gt;</note>\n"
                          "  <note>a &lt; b</note>\n"
                          "  <prop type=\"x-attribute-gitCommit\">x</prop>\n</header>\n"
                          "<body>\n</body>\n</tmx>\n");
    assert_written("exact", &header, NULL,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n"
                   "<tmx version=\"1.3\">\n"
                   "<header creationtool=\"t\" creationtoolversion=\"1&#10;\" adminlang=\"EN_us\" srclang=\"RU\" "
                   "datatype=\"\" gitCommit=\"x\">\n"
                   "  <ude name=\"u\"><map unicode=\"#xE000\"/></ude>\n"
                   "  <ude><map code=\"1\"/></ude>\n  <note>a &lt; b</note>\n</header>\n"
                   "<body>\n</body>\n</tmx>\n");
}

static void a_unit_is_one_element_a_line(void **state)
{
    (void)state;
    tol_attr unit_attrs[] = {{TOL_LIT("x-own"), TOL_LIT("&\t")}, {TOL_LIT("usagecount"), TOL_LIT("3")}};
    tol_attr prop_attrs[] = {{TOL_LIT("lang"), TOL_LIT("EN")}};
    tol_attr bpt_attrs[] = {{TOL_LIT("type"), TOL_LIT("bold")}, {TOL_LIT("i"), TOL_LIT("1")}};
    tol_info infos[] = {{TOL_PROP, {prop_attrs, 1}, TOL_LIT("p\r")}, {TOL_NOTE, {NULL, 0}, TOL_LIT("")}};
    tol_run runs[] = {
        {.kind = TOL_RUN_OPEN, .elem = TOL_BPT, .at = 1, .attrs = {bpt_attrs, 2}},
        {.kind = TOL_RUN_CODE, .elem = TOL_BPT, .at = 1, .code = TOL_LIT("<b>")},
        {.kind = TOL_RUN_CLOSE, .elem = TOL_BPT, .at = 1},
        {.kind = TOL_RUN_OPEN, .elem = TOL_FOREIGN, .at = 2, .name = TOL_LIT("t5:n")},
        {.kind = TOL_RUN_CLOSE, .elem = TOL_FOREIGN, .at = 2},
        {.kind = TOL_RUN_OPEN, .elem = TOL_HI, .at = 2},
        {.kind = TOL_RUN_CLOSE, .elem = TOL_HI, .at = 3},
    };
    tol_variant variants[] = {
        {.lang = TOL_LIT("EN_us"), .text = TOL_LIT("a\nb\x01"), .runs = runs, .n_runs = 7},
        {.lang = TOL_STR_NULL, .text = TOL_LIT("\xEF\xBF\xBF\t")},
        {.lang = TOL_LIT("---"), .text = TOL_LIT("")},
    };
    tol_unit unit = {
        .tuid = TOL_LIT(""), .attrs = {unit_attrs, 2}, .infos = {infos, 2}, .variants = variants, .n_variants = 3};
    tol_buf wanted = TOL_BUF_INIT;
    tol_buf_printf(&wanted,
                   PROLOG HEADER "<body>\n"
                                 "<tu tuid=\"\" usagecount=\"3\">\n"
                                 "  <prop type=\"\" xml:lang=\"en\">p&#13;</prop>\n"
                                 "  <note></note>\n"
                                 "  <prop type=\"x-attribute-x-own\">&amp;\t</prop>\n"
                                 "  <tuv xml:lang=\"en-US\">\n"
                                 "    <seg>a<bpt i=\"1\" type=\"bold\">&lt;b&gt;</bpt>\n"
                                 "<ph>&lt;t5:n/&gt;</ph><hi>b</hi> </seg>\n"
                                 "  </tuv>\n"
                                 "  <tuv xml:lang=\"und\">\n    <seg> \t</seg>\n  </tuv>\n"
                                 "  <tuv xml:lang=\"und\">\n    <prop type=\"x-attribute-xml:lang\">---</prop>\n"
                                 "    <seg></seg>\n  </tuv>\n"
                                 "</tu>\n</body>\n</tmx>\n",
                   tol_version());
    assert_written("default", NULL, &unit, wanted.ptr);
    tol_buf_reset(&wanted);
    tol_buf_printf(&wanted,
                   PROLOG HEADER "<body>\n"
                                 "<tu tuid=\"\" usagecount=\"3\" x-own=\"&amp;&#9;\">\n"
                                 "  <prop lang=\"EN\">p&#13;</prop>\n"
                                 "  <note></note>\n"
                                 "  <tuv xml:lang=\"EN_us\">\n"
                                 "    <seg>a<bpt i=\"1\" type=\"bold\">&lt;b&gt;</bpt>\n<t5:n/><hi>b</hi> </seg>\n"
                                 "  </tuv>\n"
                                 "  <tuv>\n    <seg> \t</seg>\n  </tuv>\n"
                                 "  <tuv xml:lang=\"---\">\n    <seg></seg>\n  </tuv>\n"
                                 "</tu>\n</body>\n</tmx>\n",
                   tol_version());
    assert_written("exact", NULL, &unit, wanted.ptr);
    tol_buf_release(&wanted);
}

static void assert_refused(const tol_unit *unit)
{
    tol_buf out = TOL_BUF_INIT;
    tol_writer *writer;
    tol_error err;
    assert_status(TOL_OK, tol_writer_open(NULL, &out, &(tol_write_opt){.format = "tmx"}, NULL, &writer, &err), &err);
    size_t len = out.len;
    assert_status(TOL_EINVAL, tol_writer_unit(writer, unit, &err), &err);
    assert_int_equal(out.len, len);
    tol_writer_free(writer);
    tol_buf_release(&out);
}

static void what_would_not_be_xml_is_refused(void **state)
{
    (void)state;
    tol_attr bad_name[] = {{TOL_LIT("a b"), TOL_LIT("")}},
             twice[] = {{TOL_LIT("x"), TOL_LIT("")}, {TOL_LIT("x"), TOL_LIT("")}};
    tol_attr bad_value[] = {{TOL_LIT("a"), TOL_LIT("\xFF")}}, tuid[] = {{TOL_LIT("tuid"), TOL_LIT("")}};
    assert_refused(&(tol_unit){.attrs = {bad_name, 1}});
    assert_refused(&(tol_unit){.attrs = {bad_value, 1}});
    assert_refused(&(tol_unit){.attrs = {twice, 2}});
    assert_refused(&(tol_unit){.attrs = {tuid, 1}});
    assert_refused(&(tol_unit){.tuid = TOL_LIT("\xC0")});
    tol_info bad_info = {TOL_NOTE, {NULL, 0}, TOL_LIT("\x80")};
    assert_refused(&(tol_unit){.infos = {&bad_info, 1}});
    static const char *const maps[] = {"<map", "<map>", "text", "<map a=\"<\"/>", "<mapx/>", "<map/></ude>"};
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++) {
        tol_info ude = {TOL_UDE, {NULL, 0}, tol_str_of(maps[i])};
        assert_refused(&(tol_unit){.infos = {&ude, 1}});
    }
    static const tol_run rows[][2] = {
        {{.kind = TOL_RUN_OPEN, .elem = TOL_HI}, {.kind = TOL_RUN_OPEN, .elem = TOL_HI}},
        {{.kind = TOL_RUN_OPEN, .elem = TOL_HI}, {.kind = TOL_RUN_CLOSE, .elem = TOL_PH}},
        {{.kind = TOL_RUN_CLOSE, .elem = TOL_HI}, {.kind = TOL_RUN_OPEN, .elem = TOL_HI}},
        {{.kind = TOL_RUN_OPEN, .elem = TOL_HI, .at = 1}, {.kind = TOL_RUN_CLOSE, .elem = TOL_HI, .at = 1}},
        {{.kind = TOL_RUN_OPEN, .elem = TOL_HI, .at = 2}, {.kind = TOL_RUN_CLOSE, .elem = TOL_HI, .at = 0}},
        {{.kind = TOL_RUN_OPEN, .elem = TOL_HI, .at = 9}, {.kind = TOL_RUN_CLOSE, .elem = TOL_HI, .at = 9}},
        {{.kind = TOL_RUN_OPEN, .elem = TOL_FOREIGN}, {.kind = TOL_RUN_CLOSE, .elem = TOL_FOREIGN}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tol_run runs[2] = {rows[i][0], rows[i][1]};
        tol_variant variant = {.text = TOL_LIT("Я"), .runs = runs, .n_runs = 2};
        assert_refused(&(tol_unit){.variants = &variant, .n_variants = 1});
    }
}

static void a_file_appears_only_when_it_is_finished(void **state)
{
    (void)state;
    char *dir = tol_temp_dir_new(), *path = tol_path_join(dir, "out.tmx");
    tol_error err;
    tol_writer *writer;
    assert_status(TOL_OK, tol_writer_open(path, NULL, &(tol_write_opt){.format = "tmx"}, NULL, &writer, &err), &err);
    tol_writer_free(writer);
    assert_int_equal(tol_dir_count(dir), 0);
    assert_status(TOL_OK, tol_writer_open(path, NULL, &(tol_write_opt){.format = "tmx"}, NULL, &writer, &err), &err);
    assert_status(TOL_OK, tol_writer_finish(writer, &err), &err);
    tol_writer_free(writer);
    assert_int_equal(tol_dir_count(dir), 1);
    tol_collected *got = tol_collect_file(path, true);
    assert_status(TOL_OK, got->status, &got->err);
    tol_collected_free(got);
    free(path);
    tol_temp_dir_free(dir);
}

/* ---- random units ---- */

static const char *const words[] = {"Утвердить", " указания ", "тов.", "<", "&amp;", "\"",       "'", ">",     "\n",
                                    "\t",        "\r",         "]]>",  "😀", "a",     "\xC2\xA0", "",  "&#38;", "--"};

static tol_str random_text(tol_rng *rng, tol_arena *arena)
{
    char text[256];
    size_t len = 0;
    for (unsigned n = tol_rng_below(rng, 8); n > 0; n--) {
        const char *word = words[tol_rng_below(rng, sizeof words / sizeof words[0])];
        len += (size_t)snprintf(text + len, sizeof text - len, "%s", word);
    }
    return tol_arena_copy(arena, (tol_str){text, len});
}

/* Attributes in the order in which the writer puts them: a listed one, then own ones. */
static tol_attrs random_attrs(tol_rng *rng, tol_arena *arena, const char *listed, bool is_required)
{
    tol_attrs attrs = {tol_arena_calloc(arena, 3, sizeof(tol_attr)), 0};
    static const char *const own[] = {"x-own", "p:y"};
    if (listed && (is_required || tol_rng_below(rng, 2))) {
        attrs.items[attrs.n++] = (tol_attr){tol_str_of(listed), random_text(rng, arena)};
    }
    for (size_t i = 0; i < 2; i++) {
        if (tol_rng_below(rng, 4) == 0) {
            attrs.items[attrs.n++] = (tol_attr){tol_str_of(own[i]), random_text(rng, arena)};
        }
    }
    return attrs;
}

static tol_infos random_infos(tol_rng *rng, tol_arena *arena)
{
    size_t n = tol_rng_below(rng, 4);
    tol_infos infos = {tol_arena_calloc(arena, n, sizeof(tol_info)), n};
    for (size_t i = 0; i < n; i++) {
        bool is_prop = tol_rng_below(rng, 2);
        infos.items[i] =
            (tol_info){is_prop ? TOL_PROP : TOL_NOTE,
                       random_attrs(rng, arena, is_prop ? "type" : "o-encoding", is_prop), random_text(rng, arena)};
    }
    return infos;
}

static const char *const first_attr[] = {
    [TOL_BPT] = "i",   [TOL_EPT] = "i", [TOL_PH] = "assoc",     [TOL_IT] = "pos",
    [TOL_HI] = "type", [TOL_UT] = "x",  [TOL_SUB] = "datatype", [TOL_FOREIGN] = "z"};

/* Runs as a reader makes them: code is never empty, never twice in a row, and stands only in native code. */
static void random_runs(tol_rng *rng, tol_arena *arena, tol_variant *variant)
{
    tol_inline open[8];
    size_t depth = 0, native = 0, at = 0;
    variant->runs = tol_arena_calloc(arena, 64, sizeof(tol_run));
    while (variant->n_runs < 40 && tol_rng_below(rng, 12)) {
        tol_run *run = &variant->runs[variant->n_runs];
        if (!native && tol_rng_below(rng, 2)) {
            at += tol_rng_below(rng, (uint32_t)(variant->text.len - at + 1));
            while (at < variant->text.len && ((unsigned char)variant->text.ptr[at] & 0xC0) == 0x80) {
                at++;
            }
        }
        bool after_code = variant->n_runs && run[-1].kind == TOL_RUN_CODE;
        unsigned what = tol_rng_below(rng, 3);
        if (what == 0 && depth < 8) {
            tol_inline elem = (tol_inline)tol_rng_below(rng, TOL_FOREIGN + 1);
            *run = (tol_run){.kind = TOL_RUN_OPEN, .elem = elem, .at = at};
            run->name = elem == TOL_FOREIGN ? TOL_LIT("t5:n") : TOL_STR_NULL;
            run->attrs = random_attrs(rng, arena, first_attr[elem], false);
            open[depth++] = elem;
            native += native || (elem != TOL_HI && elem != TOL_SUB && elem != TOL_FOREIGN);
        } else if (what == 1 && depth) {
            tol_inline elem = open[--depth];
            *run = (tol_run){.kind = TOL_RUN_CLOSE, .elem = elem, .at = at};
            run->name = elem == TOL_FOREIGN ? TOL_LIT("t5:n") : TOL_STR_NULL;
            native -= native > 0;
        } else if (what == 2 && native && !after_code) {
            *run = (tol_run){.kind = TOL_RUN_CODE, .elem = open[depth - 1], .at = at};
            run->code = random_text(rng, arena);
            if (run->code.len == 0) {
                continue;
            }
        } else {
            continue;
        }
        variant->n_runs++;
    }
    while (depth) {
        tol_inline elem = open[--depth];
        variant->runs[variant->n_runs] = (tol_run){.kind = TOL_RUN_CLOSE, .elem = elem, .at = at};
        variant->runs[variant->n_runs++].name = elem == TOL_FOREIGN ? TOL_LIT("t5:n") : TOL_STR_NULL;
    }
}

static tol_unit *random_unit(tol_rng *rng, tol_arena *arena)
{
    static const char *const langs[] = {"ru", "en", "en-US", "sr-Latn", "---", "x-own"};
    tol_unit *unit = tol_arena_calloc(arena, 1, sizeof *unit);
    unit->tuid = tol_rng_below(rng, 3) ? random_text(rng, arena) : TOL_STR_NULL;
    unit->attrs = random_attrs(rng, arena, "creationdate", false);
    unit->infos = random_infos(rng, arena);
    unit->n_variants = 1 + tol_rng_below(rng, 4);
    unit->variants = tol_arena_calloc(arena, unit->n_variants, sizeof(tol_variant));
    for (size_t i = 0; i < unit->n_variants; i++) {
        tol_variant *variant = &unit->variants[i];
        variant->lang = tol_str_of(langs[tol_rng_below(rng, 6)]);
        variant->text = random_text(rng, arena);
        variant->attrs = random_attrs(rng, arena, "changeid", false);
        variant->infos = random_infos(rng, arena);
        random_runs(rng, arena, variant);
    }
    return unit;
}

/* ---- equality ---- */

static bool same(tol_str a, tol_str b)
{
    return !a.ptr == !b.ptr && tol_str_equal(a, b);
}

static bool same_attrs(const tol_attrs *a, const tol_attrs *b)
{
    bool is_same = a->n == b->n;
    for (size_t i = 0; is_same && i < a->n; i++) {
        is_same = same(a->items[i].name, b->items[i].name) && same(a->items[i].value, b->items[i].value);
    }
    return is_same;
}

static bool same_infos(const tol_infos *a, const tol_infos *b)
{
    bool is_same = a->n == b->n;
    for (size_t i = 0; is_same && i < a->n; i++) {
        is_same = a->items[i].kind == b->items[i].kind && same_attrs(&a->items[i].attrs, &b->items[i].attrs) &&
                  same(a->items[i].text, b->items[i].text);
    }
    return is_same;
}

static bool same_variant(const tol_variant *a, const tol_variant *b)
{
    bool is_same = same(a->lang, b->lang) && same(a->text, b->text) && same_attrs(&a->attrs, &b->attrs) &&
                   same_infos(&a->infos, &b->infos) && a->n_runs == b->n_runs;
    for (size_t i = 0; is_same && i < a->n_runs; i++) {
        const tol_run *x = &a->runs[i], *y = &b->runs[i];
        is_same = x->kind == y->kind && x->elem == y->elem && x->at == y->at && same(x->name, y->name) &&
                  same(x->code, y->code) && same_attrs(&x->attrs, &y->attrs);
    }
    return is_same;
}

static bool same_unit(const tol_unit *a, const tol_unit *b)
{
    bool is_same = same(a->tuid, b->tuid) && same_attrs(&a->attrs, &b->attrs) && same_infos(&a->infos, &b->infos) &&
                   a->n_variants == b->n_variants;
    for (size_t i = 0; is_same && i < a->n_variants; i++) {
        is_same = same_variant(&a->variants[i], &b->variants[i]);
    }
    return is_same;
}

static void random_units_are_read_as_they_were_written(void **state)
{
    (void)state;
    tol_rng rng = tol_rng_new(__func__, 61);
    for (int round = 0; round < 40; round++) {
        enum { N = 50 };
        tol_arena arena = TOL_ARENA_INIT;
        tol_unit *units[N];
        tol_buf out = TOL_BUF_INIT, again = TOL_BUF_INIT;
        tol_writer *writer;
        tol_error err;
        assert_status(TOL_OK, tol_writer_open(NULL, &out, &exact, NULL, &writer, &err), &err);
        for (int i = 0; i < N; i++) {
            units[i] = random_unit(&rng, &arena);
            assert_status(TOL_OK, tol_writer_unit(writer, units[i], &err), &err);
        }
        assert_status(TOL_OK, tol_writer_finish(writer, &err), &err);
        tol_writer_free(writer);
        tol_collected *got = tol_collect(tol_buf_str(&out), "x.tmx", NULL, true);
        assert_status(TOL_OK, got->status, &got->err);
        assert_int_equal(got->n_units, N);
        for (int i = 0; i < N; i++) {
            if (!same_unit(units[i], got->units[i])) {
                print_error("round %d, unit %d:\n%s\n", round, i, out.ptr);
                fail();
            }
        }
        assert_status(TOL_OK, tol_collected_write_opt(got, &exact, &again, &err), &err);
        assert_true(tol_str_equal(tol_buf_str(&out), tol_buf_str(&again)));
        tol_collected_free(got);
        tol_buf_release(&out);
        tol_buf_release(&again);
        tol_arena_release(&arena);
    }
}

static void prefixes_of_attributes_stay_declared(void **state)
{
    (void)state;
    tol_collected *got = tol_collect(
        TOL_LIT("<tmx version=\"1.4\" xmlns:my=\"http://my/\" xmlns:x=\"urn:x\" xmlns:none=\"urn:none\" "
                "xmlns:amp=\"urn:a&amp;b\">"
                "<header my:h=\"1\"><prop type=\"p\" x:y=\"z\">v</prop></header><body>"
                "<tu my:a=\"1\" own=\"2\" x:b=\"3\" my:c=\"4\" no:d=\"5\" amp:e=\"6\">"
                "<tuv xml:lang=\"ru\" xmlns:x=\"urn:other\" x:q=\"&lt;\"><seg>"
                "<ph x:n=\"1\"/><e xmlns=\"urn:e\" a=\"1\" x:b=\"2\"/><x:f xmlns:x=\"urn:x\" x:g=\"1\" my:h=\"2\"/>"
                "</seg></tuv></tu></body></tmx>"),
        "x.tmx", NULL, true);
    assert_status(TOL_OK, got->status, &got->err);
    tol_attrs *attrs = &got->header->attrs;
    assert_int_equal(attrs->n, 2);
    assert_str(tol_attrs_get(attrs, TOL_LIT("xmlns:my")), "http://my/");
    static const char *const lines[] = {
        "<prop type=\"p\" xmlns:x=\"urn:x\" x:y=\"z\">v</prop>\n",
        "<tu xmlns:my=\"http://my/\" xmlns:x=\"urn:x\" xmlns:amp=\"urn:a&amp;b\" my:a=\"1\" own=\"2\" x:b=\"3\" "
        "my:c=\"4\" no:d=\"5\" amp:e=\"6\">\n",
        "<tuv xml:lang=\"ru\" xmlns:x=\"urn:other\" x:q=\"&lt;\">\n",
        "<seg><ph xmlns:x=\"urn:other\" x:n=\"1\"/><e xmlns=\"urn:e\" xmlns:x=\"urn:other\" a=\"1\" x:b=\"2\"/>"
        "<x:f xmlns:x=\"urn:x\" xmlns:my=\"http://my/\" x:g=\"1\" my:h=\"2\"/></seg>\n",
    };
    tol_buf first = TOL_BUF_INIT, second = TOL_BUF_INIT;
    tol_error err;
    assert_status(TOL_OK, tol_collected_write_opt(got, &exact, &first, &err), &err);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (!strstr(first.ptr, lines[i])) {
            print_error("%s is not in\n%s\n", lines[i], first.ptr);
            fail();
        }
    }
    tol_collected *again = tol_collect(tol_buf_str(&first), "x.tmx", NULL, true);
    assert_status(TOL_OK, tol_collected_write_opt(again, &exact, &second, &err), &err);
    assert_str(tol_buf_str(&second), first.ptr);
    tol_collected_free(again);
    tol_collected_free(got);
    tol_buf_release(&first);
    tol_buf_release(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_without_anything_gets_what_is_required),
        cmocka_unit_test(a_header_keeps_its_own_and_the_order_is_fixed),
        cmocka_unit_test(a_unit_is_one_element_a_line),
        cmocka_unit_test(what_would_not_be_xml_is_refused),
        cmocka_unit_test(a_file_appears_only_when_it_is_finished),
        cmocka_unit_test(prefixes_of_attributes_stay_declared),
        cmocka_unit_test(random_units_are_read_as_they_were_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
