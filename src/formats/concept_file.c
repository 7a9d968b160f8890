#include "formats/concept_file.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/fail.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "formats/grow.h"
#include "formats/xml_entity.h"

struct tol_glossary_writer {
    tol_concept_file file;
    tol_glossary_opt opt;
    const tol_concept_write_fns *write;
    bool is_finished;
};

void tol_concept_file_tell(tol_concept_file *file, const char *code, const char *format, ...)
{
    bool is_new = false;
    if (!file->reporter.listener.diag || !tol_map_put(&file->told, tol_str_of(code), &is_new) || !is_new) {
        return;
    }
    char message[256];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    tol_report(&file->reporter, TOL_WARNING, code, NULL, "%s", message);
}

/* The bytes of a name that XML allows in an id; one that begins with anything but a letter gets a "c" in front. */
static void put_id(tol_buf *buf, tol_str name)
{
    char first = name.len ? (char)(name.ptr[0] | 0x20) : 0;
    bool begins_well = (first >= 'a' && first <= 'z') || (name.len && name.ptr[0] == '_');
    if (!begins_well) {
        tol_buf_byte(buf, 'c');
    }
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool is_good = tol_is_name_byte(c) && c != ':' && (unsigned char)c < 0x80;
        tol_buf_byte(buf, (char)(is_good ? c : '-'));
    }
}

tol_str tol_concept_file_id(tol_concept_file *file, tol_str name)
{
    tol_buf id = TOL_BUF_INIT;
    put_id(&id, name);
    size_t bare = id.len;
    bool is_new = false;
    for (size_t n = 0; !is_new && tol_buf_ok(&id); n++) {
        id.len = bare;
        if (n || !name.ptr) { /* it is taken, or there is none: with a number that is hardly taken */
            tol_buf_printf(&id, name.ptr ? "-%zu" : "%zu", file->ids.n + n);
        }
        if (!tol_map_put(&file->ids, tol_buf_str(&id), &is_new)) {
            break;
        }
    }
    tol_str result = is_new ? tol_arena_copy(&file->arena, tol_buf_str(&id)) : TOL_STR_NULL;
    tol_buf_release(&id);
    if (result.ptr && name.ptr && !tol_str_equal(result, name)) {
        tol_concept_file_tell(file, "id-changed", "the id \"%.*s\" is written as \"%.*s\"", TOL_ARG(name),
                              TOL_ARG(result));
    }
    return result;
}

tol_status tol_concept_file_flush(tol_concept_file *file, tol_error *err)
{
    if (!tol_buf_ok(&file->buf) || !tol_arena_ok(&file->arena)) {
        return tol_fail_nomem(err);
    }
    tol_output_add(&file->output, tol_buf_str(&file->buf));
    tol_buf_reset(&file->buf);
    return tol_output_check(&file->output, err);
}

/* ---- the public doors ---- */

tol_status tol_glossary_writer_open(const char *path, tol_buf *buf, const char *format, const tol_glossary_opt *opt,
                                    tol_glossary_writer **out, tol_error *err)
{
    static const tol_glossary_opt default_opt = TOL_GLOSSARY_OPT_INIT;
    tol_error_clear(err);
    if (!out || !format || !path == !buf) {
        return tol_fail(err, TOL_EINVAL, "a writer needs a format, and either a file or a buffer");
    }
    *out = NULL;
    bool is_known;
    const tol_concept_write_fns *write = tol_format_concept_writer(format, &is_known);
    if (!write) {
        return tol_fail(err, TOL_EINVAL, is_known ? "\"%s\" cannot be written with terms" : "no format is named \"%s\"",
                        format);
    }
    tol_glossary_writer *writer = tol_mem_calloc(1, sizeof *writer);
    if (!writer) {
        return tol_fail_nomem(err);
    }
    writer->write = write;
    writer->opt = opt ? *opt : default_opt;
    writer->file.opt = &writer->opt;
    writer->file.reporter.file = path ? path : "";
    writer->file.reporter.listener = writer->opt.listener;
    writer->file.reporter.is_concept = true;
    tol_status status = tol_output_open(&writer->file.output, path, buf, err);
    if (status == TOL_OK && write->begin && !write->keeps) {
        status = write->begin(&writer->file, err);
    }
    if (status != TOL_OK) {
        tol_fail_locate(err, path, 0);
        tol_glossary_writer_free(writer);
        return status;
    }
    *out = writer;
    return TOL_OK;
}

static tol_status keep(tol_concept_file *file, const tol_concept *entry, tol_error *err)
{
    tol_concept *copy = tol_concept_copy(&file->kept_arena, entry);
    tol_concept **kept = copy ? tol_grow(&file->kept_arena, file->kept, file->n_kept, sizeof(tol_concept *)) : NULL;
    if (!kept) {
        return tol_fail_nomem(err);
    }
    file->kept = kept;
    kept[file->n_kept++] = copy;
    return TOL_OK;
}

static tol_status write_entry(tol_glossary_writer *writer, const tol_concept *entry, tol_error *err)
{
    tol_concept_file *file = &writer->file;
    tol_arena_reset(&file->arena);
    tol_map_reset(&file->told);
    file->reporter.unit = entry->name;
    tol_status status = writer->write->entry(file, entry, err);
    return status ? status : tol_concept_file_flush(file, err);
}

static bool has_terms(const tol_concept *entry)
{
    size_t n = 0;
    for (size_t i = 0; i < entry->n_terms; i++) {
        n += entry->terms[i].text.len > 0;
    }
    return n > 0;
}

static bool are_valid(const tol_category *categories, size_t n)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        ok = ok && tol_utf8_is_valid(categories[i].element) && tol_utf8_is_valid(categories[i].type) &&
             tol_utf8_is_valid(categories[i].text) && tol_utf8_is_valid(categories[i].lang);
    }
    return ok;
}

static bool is_valid(const tol_concept *entry)
{
    bool ok = tol_utf8_is_valid(entry->name) && are_valid(entry->categories, entry->n_categories);
    for (size_t i = 0; i < entry->n_terms && ok; i++) {
        const tol_term *term = &entry->terms[i];
        ok = tol_utf8_is_valid(term->lang) && tol_utf8_is_valid(term->text) &&
             are_valid(term->categories, term->n_categories);
    }
    return ok;
}

tol_status tol_glossary_writer_add(tol_glossary_writer *writer, const tol_concept *entry, tol_error *err)
{
    tol_error_clear(err);
    if (!writer || !entry || writer->is_finished) {
        return tol_fail(err, TOL_EINVAL, "no open writer or no concept is given");
    }
    if (!is_valid(entry)) {
        return tol_fail(err, TOL_EINVAL, "a string is not UTF-8");
    }
    if (!has_terms(entry)) {
        tol_map_reset(&writer->file.told);
        writer->file.reporter.unit = entry->name;
        tol_concept_file_tell(&writer->file, "concept-without-terms", "the concept has no term and is left out");
        return TOL_OK;
    }
    return writer->write->keeps ? keep(&writer->file, entry, err) : write_entry(writer, entry, err);
}

static tol_status write_kept(tol_glossary_writer *writer, tol_error *err)
{
    tol_concept_file *file = &writer->file;
    tol_status status = writer->write->begin ? writer->write->begin(file, err) : TOL_OK;
    for (size_t i = 0; i < file->n_kept && !status; i++) {
        status = write_entry(writer, file->kept[i], err);
    }
    return status;
}

tol_status tol_glossary_writer_finish(tol_glossary_writer *writer, tol_error *err)
{
    tol_error_clear(err);
    if (!writer || writer->is_finished) {
        return tol_fail(err, TOL_EINVAL, "no open writer is given");
    }
    writer->is_finished = true;
    tol_status status = writer->write->keeps ? write_kept(writer, err) : TOL_OK;
    writer->file.reporter.unit = TOL_STR_NULL;
    tol_map_reset(&writer->file.told);
    if (status == TOL_OK && writer->write->end) {
        status = writer->write->end(&writer->file, err);
    }
    if (status == TOL_OK) {
        status = tol_concept_file_flush(&writer->file, err);
    }
    return status ? status : tol_output_finish(&writer->file.output, err);
}

void tol_glossary_writer_free(tol_glossary_writer *writer)
{
    if (writer) {
        tol_concept_file *file = &writer->file;
        tol_output_release(&file->output);
        tol_arena_release(&file->arena);
        tol_arena_release(&file->kept_arena);
        tol_buf_release(&file->buf);
        tol_map_release(&file->ids);
        tol_map_release(&file->told);
        tol_mem_free(writer);
    }
}
