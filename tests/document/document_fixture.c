#include "document_fixture.h"

#include <archive.h>
#include <archive_entry.h>

#include "support/check.h"

static void on_diag(void *user, const tol_diag *diag)
{
    tol_read_doc *read = user;
    size_t len = strlen(read->told);
    snprintf(read->told + len, sizeof read->told - len, "%u %.*s: %.*s\n", (unsigned)diag->line, TOL_ARG(diag->code),
             TOL_ARG(diag->message));
}

tol_read_doc *tol_read_doc_of(tol_str bytes, const char *name, const tol_document_opt *opt)
{
    tol_document_opt own = TOL_DOCUMENT_OPT_INIT;
    tol_read_doc *read = calloc(1, sizeof *read);
    assert_non_null(read);
    own = opt ? *opt : own;
    own.listener = (tol_listener){read, on_diag, NULL};
    read->status = tol_document_read_bytes(bytes, name, &own, &read->arena, &read->doc, &read->err);
    return read;
}

void tol_read_doc_free(tol_read_doc *read)
{
    tol_arena_release(&read->arena);
    free(read);
}

static void print_para(const tol_paragraph *para, char *out, size_t size)
{
    static const char *const kinds[] = {"body", "head", "item", "cell", "foot", "end"};
    char level[12] = "", host[48] = "";
    if (para->level) {
        snprintf(level, sizeof level, "%u", (unsigned)para->level);
    }
    if (para->host != TOL_PARA_NO_HOST) {
        snprintf(host, sizeof host, "@%zu+%zu", para->host, para->host_offset);
    }
    snprintf(out, size, "%s%s%s|%.*s\n", kinds[para->kind], level, host, TOL_ARG(para->text));
}

void tol_assert_paras(const tol_read_doc *read, const char *wanted, const char *file, int line)
{
    static char got[1 << 16];
    got[0] = '\0';
    if (read->status != TOL_OK) {
        print_error("%s\n", read->err.message);
        _fail(file, line);
    }
    for (size_t i = 0; i < read->doc.n_paras; i++) {
        size_t len = strlen(got);
        print_para(&read->doc.paras[i], got + len, sizeof got - len);
    }
    if (strcmp(got, wanted) != 0) {
        print_error("read:\n%swanted:\n%s%s", got, wanted, read->told);
        _fail(file, line);
    }
}

void tol_assert_reads(const char *text, const tol_document_opt *opt, const char *wanted, const char *file, int line)
{
    tol_read_doc *read = tol_read_doc_of(tol_str_of(text), "x", opt);
    tol_assert_paras(read, wanted, file, line);
    tol_read_doc_free(read);
}

void tol_assert_told(const tol_read_doc *read, const char *what, const char *file, int line)
{
    char wanted[400];
    snprintf(wanted, sizeof wanted, "%s\n", what);
    if (!strstr(read->told, wanted)) {
        print_error("not told: %stold:\n%s", wanted, read->told);
        _fail(file, line);
    }
}

tol_str tol_zip_of(const tol_part *parts)
{
    static char room[1 << 18];
    size_t used = 0;
    struct archive *zip = archive_write_new();
    assert_int_equal(archive_write_set_format_zip(zip), ARCHIVE_OK);
    archive_write_set_bytes_in_last_block(zip, 1);
    assert_int_equal(archive_write_open_memory(zip, room, sizeof room, &used), ARCHIVE_OK);
    for (; parts->name; parts++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, parts->name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)strlen(parts->text));
        assert_int_equal(archive_write_header(zip, entry), ARCHIVE_OK);
        archive_write_data(zip, parts->text, strlen(parts->text));
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(zip), ARCHIVE_OK);
    archive_write_free(zip);
    return (tol_str){room, used};
}
