/*
 * omegat.project as OmegaT 3 to 6 read it. Folders are named __DEFAULT__, so that the project can be moved. Tokenizers
 * are not named: OmegaT chooses them by the languages, and other versions have others.
 */
#include <string.h>

#include "base/fail.h"
#include "base/input.h"
#include "project/omegat.h"

/* Longer ones are none: what is looked for stands at the beginning. */
#define PROJECT_BYTES_MAX ((size_t)1 << 20)

static void put(tol_buf *buf, const char *text)
{
    tol_buf_add(buf, tol_str_of(text));
}

/* OmegaT shows and writes codes in capitals. */
static void put_lang(tol_buf *buf, const char *element, const char *lang)
{
    tol_buf_printf(buf, "        <%s>", element);
    for (const char *p = lang; *p; p++) {
        tol_buf_byte(buf, (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p));
    }
    tol_buf_printf(buf, "</%s>\n", element);
}

void tol_omegat_put(tol_buf *buf, const char *source_lang, const char *target_lang, bool by_sentence)
{
    static const char *const folders[] = {"source_dir",   "target_dir",    "tm_dir",
                                          "glossary_dir", "glossary_file", "dictionary_dir"};
    put(buf,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<omegat>\n    <project version=\"1.0\">\n");
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        tol_buf_printf(buf, "        <%s>__DEFAULT__</%s>\n", folders[i], folders[i]);
    }
    put_lang(buf, "source_lang", source_lang);
    put_lang(buf, "target_lang", target_lang);
    tol_buf_printf(buf, "        <sentence_seg>%s</sentence_seg>\n", by_sentence ? "true" : "false");
    put(buf, "        <support_default_translations>true</support_default_translations>\n"
             "        <remove_tags>false</remove_tags>\n"
             "        <external_command></external_command>\n"
             "    </project>\n</omegat>\n");
}

/* ---- reading ---- */

static tol_status read_all(const char *path, tol_buf *buf, tol_error *err)
{
    tol_input input;
    char chunk[4096];
    size_t len = 1;
    tol_status status = tol_input_open(&input, path, err);
    if (status != TOL_OK) {
        return status;
    }
    while (status == TOL_OK && len && buf->len < PROJECT_BYTES_MAX) {
        status = tol_input_read(&input, chunk, sizeof chunk, &len, err);
        tol_buf_append(buf, chunk, status == TOL_OK ? len : 0);
    }
    tol_input_close(&input);
    return status == TOL_OK && !tol_buf_ok(buf) ? tol_fail_nomem(err) : status;
}

/* The text of the first element of this name; OmegaT writes it without attributes. */
static void get_lang(const tol_buf *buf, const char *open, char out[TOL_LANG_MAX])
{
    const char *found = buf->len ? strstr(buf->ptr, open) : NULL;
    out[0] = '\0';
    if (found) {
        found += strlen(open);
        tol_lang_canonical((tol_str){found, strcspn(found, "<")}, out);
    }
}

tol_status tol_omegat_get_langs(const char *path, char source_lang[TOL_LANG_MAX], char target_lang[TOL_LANG_MAX],
                                tol_error *err)
{
    tol_buf buf = TOL_BUF_INIT;
    tol_status status = read_all(path, &buf, err);
    if (status == TOL_OK) {
        get_lang(&buf, "<source_lang>", source_lang);
        get_lang(&buf, "<target_lang>", target_lang);
    }
    tol_buf_release(&buf);
    return status;
}
