/* The table of formats, and the doors to their readers and writers. */
#include "tolmach/format.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"
#include "formats/clean_unit.h"
#include "formats/concept_file.h"
#include "formats/packed.h"
#include "formats/readers.h"
#include "formats/sniff.h"
#include "formats/tmx_profile.h"

/* What formats carry, in groups. */
#define ANY_TEXT (TOL_CARRIES_LINES | TOL_CARRIES_TABS | TOL_CARRIES_EDGES)
#define ONE_PAIR                                                                                                       \
    (ANY_TEXT | TOL_CARRIES_CODES | TOL_CARRIES_TUID | TOL_CARRIES_CONTEXT | TOL_CARRIES_NOTES | TOL_CARRIES_PROPS |   \
     TOL_CARRIES_DATES)
#define ALL_UNITS (ONE_PAIR | TOL_CARRIES_LANGS | TOL_CARRIES_EMPTY)
#define ALL_CONCEPTS                                                                                                   \
    (TOL_CARRIES_LANGS | TOL_CARRIES_SYNONYMS | TOL_CARRIES_STATUS | TOL_CARRIES_TERM_INFO | TOL_CARRIES_DEFINITION)

/*
 * Everything that the library knows of a format, a row each: first what everybody may know (tol_format_info), then how
 * it is recognised, read and written (format_parts). Where several formats would do, the first one is taken.
 */
#define FORMATS(X)                                                                                                     \
    X((.name = "tmx", .description = "Translation Memory eXchange 1.1 to 1.4b", .endings = ".tmx",                     \
       .reads_units = true, .writes_units = true, .carries = ALL_UNITS),                                               \
      (.roots = "tmx", .read = tol_tmx_read, .write = &tol_tmx_write))                                                 \
    X((.name = "tbx", .description = "TermBase eXchange, versions 2 and 3 (written: 3, DCA)", .endings = ".tbx",       \
       .reads_concepts = true, .writes_concepts = true, .carries = ALL_CONCEPTS),                                      \
      (.roots = "martif tbx TBX", .read = tol_tbx_read, .write_concepts = &tol_tbx_dca_write))                         \
    X((.name = "sdltm", .description = "memory of Trados Studio", .endings = ".sdltm", .reads_units = true),           \
      (.is = tol_sdltm_is, .read = tol_sdltm_read))                                                                    \
    X((.name = "moses", .description = "two text files, aligned line by line", .endings = "", .reads_units = true,     \
       .writes_units = true, .carries = TOL_CARRIES_TABS | TOL_CARRIES_EDGES),                                         \
      (.read = tol_moses_read, .write = &tol_moses_write))                                                             \
    X((.name = "wordfast", .description = "memory of Wordfast Classic", .endings = ".txt", .reads_units = true,        \
       .writes_units = true, .carries = TOL_CARRIES_LINES | TOL_CARRIES_EDGES | TOL_CARRIES_DATES),                    \
      (.claims = tol_wordfast_claims, .read = tol_wordfast_read, .write = &tol_wordfast_write))                        \
    X((.name = "weblate", .description = "memory of Weblate, JSON", .endings = ".json", .reads_units = true,           \
       .writes_units = true, .carries = ANY_TEXT | TOL_CARRIES_CONTEXT),                                               \
      (.claims = tol_weblate_claims, .read = tol_weblate_read, .write = &tol_weblate_write))                           \
    X((.name = "xliff", .description = "XLIFF 1.0 to 2.2, sdlxliff, mqxliff: what is translated in it (written: 2.1)", \
       .endings = ".xlf .xliff", .reads_units = true, .writes_units = true, .carries = ONE_PAIR),                      \
      (.roots = "xliff", .read = tol_xliff_read, .write = &tol_xliff_write))                                           \
    X((.name = "xliff-1.2", .description = "XLIFF 1.2, for tools that know no newer one",                              \
       .endings = ".sdlxliff .mqxliff", .reads_units = true, .writes_units = true, .carries = ONE_PAIR),               \
      (.roots = "xliff", .read = tol_xliff_read, .write = &tol_xliff_old_write))                                       \
    X((.name = "multiterm", .description = "XML of MultiTerm", .endings = ".xml", .reads_concepts = true,              \
       .writes_concepts = true, .carries = ALL_CONCEPTS),                                                              \
      (.roots = "mtf", .read = tol_multiterm_read, .write_concepts = &tol_multiterm_write))                            \
    X((.name = "utx", .description = "Universal Terminology eXchange 1.00 to 1.20", .endings = ".utx",                 \
       .reads_concepts = true, .writes_concepts = true, .carries = TOL_CARRIES_TERM_INFO | TOL_CARRIES_DEFINITION),    \
      (.claims = tol_utx_claims, .read = tol_utx_read, .write_concepts = &tol_utx_write))                              \
    X((.name = "memoq", .description = "term base of memoQ as CSV", .endings = ".memoq.csv", .reads_concepts = true,   \
       .writes_concepts = true, .carries = TOL_CARRIES_LANGS | TOL_CARRIES_SYNONYMS | TOL_CARRIES_DEFINITION),         \
      (.claims = tol_memoq_claims, .read = tol_glossary_read, .write_concepts = &tol_memoq_write))                     \
    X((.name = "csv", .description = "table with commas or semicolons", .endings = ".csv", .reads_units = true,        \
       .writes_units = true, .carries = ANY_TEXT | TOL_CARRIES_TUID | TOL_CARRIES_CONTEXT),                            \
      (.claims = tol_csv_claims, .read = tol_csv_read, .write = &tol_csv_write))                                       \
    X((.name = "tsv", .description = "table with tabs", .endings = ".tsv .tab", .reads_units = true,                   \
       .writes_units = true, .carries = ANY_TEXT | TOL_CARRIES_TUID | TOL_CARRIES_CONTEXT),                            \
      (.claims = tol_tsv_claims, .read = tol_csv_read, .write = &tol_tsv_write))                                       \
    X((.name = "glossary-csv", .description = "table of terms with commas or semicolons", .endings = ".csv",           \
       .reads_concepts = true, .writes_concepts = true, .carries = ALL_CONCEPTS & ~(unsigned)TOL_CARRIES_SYNONYMS),    \
      (.claims = tol_glossary_csv_claims, .read = tol_glossary_read, .write_concepts = &tol_glossary_csv_write))       \
    X((.name = "glossary-tsv", .description = "table of terms with tabs", .endings = ".tsv", .reads_concepts = true,   \
       .writes_concepts = true, .carries = ALL_CONCEPTS & ~(unsigned)TOL_CARRIES_SYNONYMS),                            \
      (.claims = tol_glossary_tsv_claims, .read = tol_glossary_read, .write_concepts = &tol_glossary_tsv_write))       \
    X((.name = "omegat", .description = "glossary of OmegaT: source, target, comment", .endings = ".txt .utf8 .tab",   \
       .reads_concepts = true, .writes_concepts = true),                                                               \
      (.read = tol_omegat_read, .write_concepts = &tol_omegat_write))                                                  \
    X((.name = "po", .description = "gettext catalogue", .endings = ".po .pot", .reads_units = true,                   \
       .writes_units = true, .carries = ANY_TEXT | TOL_CARRIES_CONTEXT),                                               \
      (.claims = tol_po_claims, .read = tol_po_read, .write = &tol_po_write))                                          \
    X((.name = "mo", .description = "gettext catalogue, compiled", .endings = ".mo .gmo", .reads_units = true),        \
      (.is = tol_mo_is, .read = tol_mo_read))                                                                          \
    X((.name = "tbx-dct", .description = "TermBase eXchange, version 3, style DCT", .endings = ".tbx",                 \
       .reads_concepts = true, .writes_concepts = true, .carries = ALL_CONCEPTS),                                      \
      (.roots = "tbx", .read = tol_tbx_read, .write_concepts = &tol_tbx_dct_write))                                    \
    X((.name = "tbx-2", .description = "TermBase eXchange, version 2 (martif)", .endings = ".tbx",                     \
       .reads_concepts = true, .writes_concepts = true, .carries = ALL_CONCEPTS),                                      \
      (.roots = "martif", .read = tol_tbx_read, .write_concepts = &tol_tbx_martif_write))

#define FIELDS(...) {__VA_ARGS__},

static const tol_format_info infos[] = {
#define FORMAT_INFO(info, parts) FIELDS info
    FORMATS(FORMAT_INFO)
#undef FORMAT_INFO
        {.name = NULL},
};

typedef struct format_parts {
    const char *roots; /* root elements that show an XML file to be of the format, separated by spaces; NULL: no XML */
    /* Whether the first bytes of a text that is no XML can be of nothing else; NULL: its ending must tell. */
    bool (*claims)(tol_str head);
    bool (*is)(tol_str raw); /* whether bytes that are no text are of it; NULL: it is text */
    tol_read_fn read;
    const tol_write_fns *write;
    const tol_concept_write_fns *write_concepts;
} format_parts;

static const format_parts parts[] = {
#define FORMAT_PARTS(info, parts) FIELDS parts
    FORMATS(FORMAT_PARTS)
#undef FORMAT_PARTS
};

enum { N_FORMATS = sizeof parts / sizeof parts[0], NO_FORMAT = N_FORMATS };

const tol_format_info *tol_formats(void)
{
    return infos;
}

static size_t format_by_name(const char *name)
{
    size_t i = 0;
    while (i < N_FORMATS && strcmp(infos[i].name, name) != 0) {
        i++;
    }
    return i;
}

const tol_concept_write_fns *tol_format_concept_writer(const char *name, bool *is_known)
{
    size_t i = format_by_name(name);
    *is_known = i < N_FORMATS;
    return *is_known ? parts[i].write_concepts : NULL;
}

/* ---- finding the format ---- */

/* Whether one of the words, separated by spaces, passes `test` with `text`. */
static bool any_word(const char *words, tol_str text, bool (*test)(tol_str text, tol_str word))
{
    for (const char *p = words; *p;) {
        size_t len = strcspn(p, " ");
        if (test(text, (tol_str){p, len})) {
            return true;
        }
        p += len + (p[len] == ' ');
    }
    return false;
}

static bool ends_with_nocase(tol_str text, tol_str ending)
{
    return text.len >= ending.len &&
           tol_str_equal_nocase((tol_str){text.ptr + (text.len - ending.len), ending.len}, ending);
}

bool tol_format_has_ending(const tol_format_info *format, tol_str path)
{
    return any_word(format->endings, path, ends_with_nocase);
}

static bool is_taken(size_t i, tol_takes takes)
{
    return takes == TOL_TAKE_ALL || (takes == TOL_TAKE_UNITS ? infos[i].reads_units : infos[i].reads_concepts);
}

static size_t format_by_root(tol_str root)
{
    size_t i = 0;
    while (i < N_FORMATS && !(parts[i].roots && parts[i].read && any_word(parts[i].roots, root, tol_str_equal))) {
        i++;
    }
    return root.len ? i : NO_FORMAT;
}

static size_t format_by_claim(tol_str head, tol_takes takes)
{
    size_t i = 0;
    while (i < N_FORMATS && !(parts[i].claims && is_taken(i, takes) && parts[i].claims(head))) {
        i++;
    }
    return i;
}

static size_t format_by_bytes(tol_str raw)
{
    size_t i = 0;
    while (i < N_FORMATS && !(parts[i].is && parts[i].is(raw))) {
        i++;
    }
    return i;
}

/* Text that claims nothing is a glossary only to those who ask for terms. */
static bool is_guessed(size_t i, tol_takes takes)
{
    return is_taken(i, takes) && (takes != TOL_TAKE_ALL || infos[i].reads_units || parts[i].roots);
}

/* `is_xml`: only formats that are, or that are not. */
static size_t format_by_ending(tol_str name, bool is_xml, tol_takes takes)
{
    size_t i = 0;
    while (i < N_FORMATS && !(parts[i].read && !parts[i].is && !parts[i].roots == !is_xml && is_guessed(i, takes) &&
                              tol_format_has_ending(&infos[i], name))) {
        i++;
    }
    return i;
}

/*
 * XML is known by its root element; where the file is cut off before it, by the ending, so that the reader can say
 * where it ends. Other text is what claims it, what it is said to be, or what its ending says.
 */
static size_t find_format(const tol_source *source, const tol_looks *looks, size_t wanted)
{
    const tol_read_opt *opt = source->opt;
    tol_str name = source->name;
    if (opt->companion && wanted == NO_FORMAT) {
        wanted = format_by_name("moses");
    }
    bool wants_text = wanted != NO_FORMAT && !parts[wanted].roots && !parts[wanted].is &&
                      !tol_str_starts_with(tol_buf_str(&source->text), TOL_LIT("<?xml"));
    size_t by_root = looks->root[0] && !looks->is_cut ? format_by_root(tol_str_of(looks->root)) : NO_FORMAT;
    if (wants_text && by_root == NO_FORMAT && (looks->root[0] || looks->is_cut)) {
        return wanted; /* text may begin with "<b>" */
    }
    if (looks->root[0] && !looks->is_cut) {
        return by_root;
    }
    if (looks->is_cut) {
        return wanted != NO_FORMAT ? wanted : format_by_ending(name, true, opt->takes);
    }
    if (!looks->is_text) {
        return format_by_bytes((tol_str){source->bytes, source->n_bytes});
    }
    if (wanted != NO_FORMAT) {
        return parts[wanted].roots || parts[wanted].is ? NO_FORMAT : wanted;
    }
    size_t found = format_by_claim(tol_buf_str(&source->text), opt->takes);
    if (found == NO_FORMAT) {
        found = opt->columns ? format_by_name("csv") : format_by_ending(name, false, opt->takes);
    }
    return found != NO_FORMAT ? found : format_by_claim(tol_buf_str(&source->text), TOL_TAKE_ALL);
}

static tol_status choose(tol_source *source, size_t *chosen, tol_error *err)
{
    const tol_read_opt *opt = source->opt;
    tol_looks looks;
    tol_sniff((tol_str){source->bytes, source->n_bytes}, tol_buf_str(&source->text), &looks);
    size_t wanted = opt->format ? format_by_name(opt->format) : NO_FORMAT;
    size_t found = find_format(source, &looks, wanted);
    if (wanted != NO_FORMAT && (found == NO_FORMAT || parts[found].read != parts[wanted].read)) {
        return tol_fail(err, TOL_EFORMAT, "not a file of the format \"%s\": it looks like %s", opt->format,
                        looks.words);
    }
    if (found == NO_FORMAT) {
        return tol_fail(err, TOL_EFORMAT, "not a file of a known format: it looks like %s", looks.words);
    }
    if (!is_taken(found, opt->takes)) {
        return tol_fail(err, TOL_EFORMAT, "a file of the format \"%s\" holds no %s", infos[found].name,
                        opt->takes == TOL_TAKE_UNITS ? "units" : "terms");
    }
    *chosen = found;
    return TOL_OK;
}

/* ---- reading ---- */

static tol_status read_source(tol_source *source, tol_input *input, tol_reporter *reporter, const tol_read_opt *opt,
                              const tol_sink *sink, tol_error *err)
{
    size_t chosen = NO_FORMAT;
    tol_status status = tol_source_open(source, input, reporter, opt, err);
    if (status == TOL_OK) {
        status = choose(source, &chosen, err);
    }
    if (status == TOL_OK && !parts[chosen].is) {
        status = tol_source_judge(source, err);
    }
    if (status == TOL_OK) {
        reporter->is_concept = !infos[chosen].reads_units;
        status = parts[chosen].read(source, sink, err);
    }
    tol_source_close(source);
    return status;
}

typedef struct reading {
    const tol_read_opt *opt;
    const tol_sink *sink;
} reading;

static tol_status read_one(void *user, tol_input *input, tol_error *err)
{
    const reading *job = user;
    tol_reporter *reporter = tol_mem_calloc(1, sizeof *reporter);
    if (!reporter) {
        return tol_fail_nomem(err);
    }
    reporter->file = input->name;
    reporter->strict = job->opt->strict;
    reporter->listener = job->opt->listener;
    tol_source source;
    tol_status status = read_source(&source, input, reporter, job->opt, job->sink, err);
    tol_fail_locate(err, input->name, 0);
    tol_mem_free(reporter);
    return status;
}

static tol_status read_input(tol_input *input, const tol_read_opt *opt, const tol_sink *sink, tol_error *err)
{
    static const tol_read_opt default_opt = TOL_READ_OPT_INIT;
    opt = opt ? opt : &default_opt;
    if (opt->format && format_by_name(opt->format) == NO_FORMAT) {
        return tol_fail(err, TOL_EINVAL, "no format is named \"%s\"", opt->format);
    }
    reading job = {opt, sink};
    return tol_packed_read(input, &opt->listener, read_one, &job, err);
}

tol_status tol_read_file(const char *path, const tol_read_opt *opt, const tol_sink *sink, tol_error *err)
{
    tol_error_clear(err);
    if (!path || !sink) {
        return tol_fail(err, TOL_EINVAL, "no file or no sink is given");
    }
    tol_input input;
    tol_status status = tol_input_open(&input, path, err);
    if (status == TOL_OK) {
        status = read_input(&input, opt, sink, err);
        tol_input_close(&input);
    }
    return status;
}

tol_status tol_read_bytes(tol_str bytes, const char *name, const tol_read_opt *opt, const tol_sink *sink,
                          tol_error *err)
{
    tol_error_clear(err);
    if ((!bytes.ptr && bytes.len) || !sink) {
        return tol_fail(err, TOL_EINVAL, "no bytes or no sink is given");
    }
    tol_input input;
    tol_input_of_bytes(&input, bytes, name);
    return read_input(&input, opt, sink, err);
}

/* ---- writing ---- */

const tol_profile_info *tol_profiles(void)
{
    return tol_tmx_profiles;
}

const tol_profile_info *tol_profile_of(const tol_write_opt *opt)
{
    const tol_profile_info *profile = tol_profiles();
    while (profile->name && !(opt && opt->format && strcmp(profile->format, opt->format) == 0 &&
                              (!opt->profile || strcmp(profile->name, opt->profile) == 0))) {
        profile++;
    }
    return profile->name ? profile : NULL;
}

struct tol_writer {
    tol_writing writing;
    tol_write_opt opt;
    const tol_write_fns *write;
    bool is_xml;
    tol_arena arena; /* of a unit that is not written as it is */
    bool is_finished;
};

/* What the options name, or why it cannot be written. */
static tol_status choose_writer(const tol_write_opt *opt, size_t *found, const tol_profile_info **profile,
                                tol_error *err)
{
    *found = format_by_name(opt->format);
    if (*found == NO_FORMAT || !parts[*found].write) {
        return tol_fail(err, TOL_EINVAL, *found == NO_FORMAT ? "no format is named \"%s\"" : "\"%s\" cannot be written",
                        opt->format);
    }
    *profile = tol_profile_of(opt);
    if (opt->profile && !*profile) {
        return tol_fail(err, TOL_EINVAL, "the format \"%s\" has no profile \"%s\"", opt->format, opt->profile);
    }
    return TOL_OK;
}

static tol_status begin_writing(tol_writer *writer, const char *path, tol_buf *buf, const tol_header *header,
                                tol_error *err)
{
    tol_status status = TOL_OK;
    writer->writing.path = path;
    writer->writing.output.fd = -1;
    if (!writer->write->finish) {
        status = tol_output_open(&writer->writing.output, path, buf, err);
    }
    if (status == TOL_OK) {
        status = writer->write->header(&writer->writing, header, err);
    }
    tol_fail_locate(err, path, 0);
    return status;
}

tol_status tol_writer_open(const char *path, tol_buf *buf, const tol_write_opt *opt, const tol_header *header,
                           tol_writer **out, tol_error *err)
{
    size_t found;
    const tol_profile_info *profile;
    tol_error_clear(err);
    if (!out || !opt || !opt->format || !path == !buf) {
        return tol_fail(err, TOL_EINVAL, "a writer needs a format, and either a file or a buffer");
    }
    *out = NULL;
    tol_status status = choose_writer(opt, &found, &profile, err);
    if (status != TOL_OK) {
        return status;
    }
    tol_writer *writer = tol_mem_calloc(1, sizeof *writer);
    if (!writer) {
        return tol_fail_nomem(err);
    }
    writer->write = parts[found].write;
    writer->is_xml = parts[found].roots != NULL;
    writer->opt = *opt;
    writer->opt.profile = profile ? profile->name : NULL;
    writer->writing.opt = &writer->opt;
    status = begin_writing(writer, path, buf, header, err);
    if (status != TOL_OK) {
        tol_writer_free(writer);
        return status;
    }
    *out = writer;
    return TOL_OK;
}

tol_status tol_writer_unit(tol_writer *writer, const tol_unit *unit, tol_error *err)
{
    tol_error_clear(err);
    if (!writer || !unit || writer->is_finished) {
        return tol_fail(err, TOL_EINVAL, "no open writer or no unit is given");
    }
    if (writer->is_xml) {
        return writer->write->unit(&writer->writing, unit, err);
    }
    const tol_unit *clean = tol_clean_unit(unit, &writer->arena);
    tol_status status = clean ? writer->write->unit(&writer->writing, clean, err) : tol_fail_nomem(err);
    tol_arena_reset(&writer->arena);
    return status;
}

uint64_t tol_writer_left_out(const tol_writer *writer)
{
    return writer ? writer->writing.n_left_out : 0;
}

tol_status tol_writer_finish(tol_writer *writer, tol_error *err)
{
    tol_error_clear(err);
    if (!writer || writer->is_finished) {
        return tol_fail(err, TOL_EINVAL, "no open writer is given");
    }
    writer->is_finished = true;
    if (writer->write->finish) {
        return writer->write->finish(&writer->writing, err);
    }
    writer->write->end(&writer->writing);
    return tol_output_finish(&writer->writing.output, err);
}

void tol_writer_free(tol_writer *writer)
{
    if (writer) {
        if (writer->write->release) {
            writer->write->release(&writer->writing);
        }
        tol_output_release(&writer->writing.output);
        tol_arena_release(&writer->arena);
        tol_mem_free(writer);
    }
}
