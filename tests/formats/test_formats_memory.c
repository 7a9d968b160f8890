/* Every allocation of reading and writing is made to fail, those of libxml2 and ICU too. */
#include "support/check.h"

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <unicode/uclean.h>

#include "base/mem.h"
#include "support/torture.h"
#include "tolmach/glossary.h"

static const char tmx[] =
    "<?xml version='1.0' encoding='windows-1251'?>\n<!DOCTYPE tmx [<!ENTITY e 'text'>]>\n<tmx version='1.4' "
    "xmlns:p='urn:p'>"
    "<header srclang='ru'><note>n</note><ude name='u'><map unicode='#xE000'/></ude></header><body>"
    "<tu tuid='1' a='&e;&' p:a='b' p:c='d'><prop type='x'><seg>&amp;<ph/></seg></prop><tuv xml:lang='ru'><seg>\xC6<bpt "
    "i='1'>c<sub>s</sub>"
    "</bpt> <t5:n p:e='f'/> &e; & &#1;</seg></tuv><tuv><seg/></tuv></tu><tu/></body></tmx>";

static const char tbx[] =
    "<martif type='TBX'><text><body><termEntry id='1'><descrip type='d'>x</descrip><langSet xml:lang='ru'><tig>"
    "<term>a</term><termNote type='administrativeStatus' target='t'>preferred</termNote></tig></langSet></termEntry>"
    "</body></text></martif>";

typedef struct job {
    tol_writer *writer;
    tol_buf out;
} job;

static tol_status on_header(void *user, const tol_header *header, tol_error *err)
{
    job *here = user;
    return tol_writer_open(NULL, &here->out, &(tol_write_opt){.format = "tmx"}, header, &here->writer, err);
}

static tol_status on_unit(void *user, const tol_unit *unit, tol_error *err)
{
    job *here = user;
    return tol_writer_unit(here->writer, unit, err);
}

static tol_status copy_tmx(void *user, tol_error *err)
{
    (void)user;
    job here = {NULL, TOL_BUF_INIT};
    tol_sink sink = {&here, on_header, on_unit, NULL};
    tol_status status = tol_read_bytes((tol_str){tmx, sizeof tmx - 1}, "x.tmx", NULL, &sink, err);
    if (status == TOL_OK) {
        status = tol_writer_finish(here.writer, err);
    }
    tol_writer_free(here.writer);
    tol_buf_release(&here.out);
    return status;
}

static tol_status read_tbx(void *user, tol_error *err)
{
    (void)user;
    tol_sink sink = {NULL, NULL, NULL, NULL};
    return tol_read_bytes((tol_str){tbx, sizeof tbx - 1}, "x.tbx", NULL, &sink, err);
}

/* Where libxml2 has no memory it sometimes finds fault with the file instead. */
static void reading_and_writing_tmx_survive_want_of_memory(void **state)
{
    (void)state;
    unsigned n = tol_torture(__func__, copy_tmx, NULL, TOL_EPARSE);
    print_message("%u allocations\n", n);
    assert_true(n > 30);
}

static void reading_tbx_survives_want_of_memory(void **state)
{
    (void)state;
    unsigned n = tol_torture(__func__, read_tbx, NULL, TOL_EPARSE);
    print_message("%u allocations\n", n);
    assert_true(n > 10);
}

/* A file of one of the formats of bilingual text. */
typedef struct text_job {
    const char *format;
    tol_str bytes;
    tol_buf out;
    tol_writer *writer;
} text_job;

static tol_status begin_text(void *user, const tol_header *header, tol_error *err)
{
    text_job *text = user;
    tol_write_opt opt = {.format = text->format};
    return tol_writer_open(NULL, &text->out, &opt, header, &text->writer, err);
}

static tol_status put_text_unit(void *user, const tol_unit *unit, tol_error *err)
{
    return tol_writer_unit(((text_job *)user)->writer, unit, err);
}

static tol_status copy_text(void *user, tol_error *err)
{
    text_job *text = user;
    tol_sink sink = {text, begin_text, put_text_unit, NULL};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.format = text->format;
    text->writer = NULL;
    tol_status status = tol_read_bytes(text->bytes, "x", &opt, &sink, err);
    if (status == TOL_OK) {
        status = tol_writer_finish(text->writer, err);
    }
    tol_writer_free(text->writer);
    tol_buf_release(&text->out);
    return status;
}

static void bilingual_text_survives_want_of_memory(void **state)
{
    (void)state;
    static const char csv[] = "en,ru,id,note,x\na,b,1,n,p\n\"b\n\",c,,,\n";
    static const char po[] = "msgid \"\"\nmsgstr \"Language: ru\\n\"\n# n\n#, fuzzy, c\nmsgctxt \"c\"\nmsgid \"a\"\n"
                             "msgid_plural \"b\"\nmsgstr[0] \"c\\n\"\nmsgstr[1] \"d\"\n";
    static const char wordfast[] = "%20100801~111517\t%U\t%TU=1\t%EN\t%Wordfast TM v.5\t%RU\t%-\n"
                                   "20100727~145333\tAB\t2\tEN\t&tA;a\tRU\tb\tX\n";
    static const char weblate[] = "[{\"source\":\"a\",\"target\":\"b\",\"source_language\":\"en\","
                                  "\"target_language\":\"ru\",\"context\":\"c\",\"category\":1}]";
    text_job jobs[] = {{"csv", {csv, sizeof csv - 1}, TOL_BUF_INIT, NULL},
                       {"po", {po, sizeof po - 1}, TOL_BUF_INIT, NULL},
                       {"wordfast", {wordfast, sizeof wordfast - 1}, TOL_BUF_INIT, NULL},
                       {"weblate", {weblate, sizeof weblate - 1}, TOL_BUF_INIT, NULL}};
    for (size_t i = 0; i < sizeof jobs / sizeof jobs[0]; i++) {
        tol_error err;
        assert_status(TOL_OK, copy_text(&jobs[i], &err), &err);
        unsigned n = tol_torture(jobs[i].format, copy_text, &jobs[i], TOL_EPARSE);
        print_message("%s: %u allocations\n", jobs[i].format, n);
        assert_true(n > 5);
    }
}

/* A glossary from a table, or from XML of MultiTerm, into a format. */
typedef struct glossary_job {
    const char *format;
    tol_str bytes;
    tol_glossary_writer *writer;
} glossary_job;

static tol_status put_concept(void *user, const tol_concept *entry, tol_error *err)
{
    return tol_glossary_writer_add(((glossary_job *)user)->writer, entry, err);
}

static tol_status copy_glossary(void *user, tol_error *err)
{
    glossary_job *here = user;
    tol_buf out = TOL_BUF_INIT;
    tol_sink sink = {here, NULL, NULL, put_concept};
    tol_read_opt opt = TOL_READ_OPT_INIT;
    opt.takes = TOL_TAKE_CONCEPTS;
    here->writer = NULL;
    tol_status status = tol_glossary_writer_open(NULL, &out, here->format, NULL, &here->writer, err);
    if (status == TOL_OK) {
        status = tol_read_bytes(here->bytes, "x.tsv", &opt, &sink, err);
    }
    if (status == TOL_OK) {
        status = tol_glossary_writer_finish(here->writer, err);
    }
    tol_glossary_writer_free(here->writer);
    tol_buf_release(&out);
    return status;
}

static void glossaries_survive_want_of_memory(void **state)
{
    (void)state;
    static const char tsv[] = "id\tru\tru status\tru note\ten\tsubject\n7\ta\tpreferred\tn\tb\ts\n7\tc\t\t\td\t\n";
    static const char mtf[] = "<mtf><conceptGrp><concept>5</concept><languageGrp><language type='English' lang='EN'/>"
                              "<termGrp><term>a</term><descripGrp><descrip type='Status'>x</descrip></descripGrp>"
                              "</termGrp></languageGrp></conceptGrp></mtf>";
    static const char *const formats[] = {"glossary-csv", "memoq", "utx", "omegat", "multiterm"};
    glossary_job from_xml = {"glossary-csv", {mtf, sizeof mtf - 1}, NULL};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        glossary_job here = {formats[i], {tsv, sizeof tsv - 1}, NULL};
        tol_error err;
        assert_status(TOL_OK, copy_glossary(&here, &err), &err);
        unsigned n = tol_torture(formats[i], copy_glossary, &here, TOL_EINVAL); /* titles that ICU does not know */
        print_message("%s: %u allocations\n", formats[i], n);
        assert_true(n > 5);
    }
    tol_torture("multiterm in", copy_glossary, &from_xml, TOL_EPARSE);
}

static void *icu_alloc(const void *context, size_t size)
{
    (void)context;
    return tol_mem_alloc(size);
}

static void *icu_realloc(const void *context, void *ptr, size_t size)
{
    (void)context;
    return tol_mem_realloc(ptr, size);
}

static void icu_free(const void *context, void *ptr)
{
    (void)context;
    tol_mem_free(ptr);
}

int main(void)
{
    UErrorCode code = U_ZERO_ERROR;
    u_setMemoryFunctions(NULL, icu_alloc, icu_realloc, icu_free, &code);
    if (U_FAILURE(code) || xmlMemSetup(tol_mem_free, tol_mem_alloc, tol_mem_realloc, tol_mem_strdup) != 0) {
        fprintf(stderr, "could not take over the memory of the libraries\n");
        return 1;
    }
    xmlInitParser();
    tol_error err;
    copy_tmx(NULL, &err); /* what ICU and libxml2 make once stays */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_and_writing_tmx_survive_want_of_memory),
        cmocka_unit_test(reading_tbx_survives_want_of_memory),
        cmocka_unit_test(bilingual_text_survives_want_of_memory),
        cmocka_unit_test(glossaries_survive_want_of_memory),
    };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    u_cleanup();
    return failures;
}
