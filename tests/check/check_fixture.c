/* Example lines become a TBX and a TMX file in a temporary folder. */
#include "check_fixture.h"

#include <string.h>

#include "support/check.h"
#include "support/fixture.h"

static tol_str trim(tol_str s)
{
    while (s.len && s.ptr[0] == ' ') {
        s = (tol_str){s.ptr + 1, s.len - 1};
    }
    while (s.len && s.ptr[s.len - 1] == ' ') {
        s.len--;
    }
    return s;
}

/* The text up to a sign, which is skipped; all that is left when there is none. */
static tol_str cut(tol_str *rest, char sign)
{
    const char *at = memchr(rest->ptr, sign, rest->len);
    tol_str head = {rest->ptr, at ? (size_t)(at - rest->ptr) : rest->len};
    size_t skipped = at ? head.len + 1 : rest->len;
    *rest = (tol_str){rest->ptr + skipped, rest->len - skipped};
    return trim(head);
}

static void add_escaped(tol_buf *out, tol_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '&' || s.ptr[i] == '<') {
            tol_buf_add(out, tol_str_of(s.ptr[i] == '&' ? "&amp;" : "&lt;"));
        } else {
            tol_buf_byte(out, s.ptr[i]);
        }
    }
}

static void add_term(tol_buf *out, tol_str term)
{
    const char *status = term.ptr[0] == '!'   ? "forbidden"
                         : term.ptr[0] == '-' ? "deprecatedTerm-admn-sts"
                         : term.ptr[0] == '?' ? "admittedTerm-admn-sts"
                                              : NULL;
    tol_str text = status ? trim((tol_str){term.ptr + 1, term.len - 1}) : term;
    tol_buf_add(out, tol_str_of("<tig><term>"));
    add_escaped(out, text);
    tol_buf_printf(out, "</term><termNote type='administrativeStatus'>%s</termNote></tig>",
                   status ? status : "preferredTerm-admn-sts");
}

static void write_glossary(const char *path, const char *lines)
{
    tol_buf out = TOL_BUF_INIT;
    tol_str all = tol_str_of(lines);
    tol_buf_add(&out, tol_str_of("<?xml version='1.0'?><martif type='TBX-Basic' xml:lang='en'><martifHeader><fileDesc>"
                                 "<sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader><text><body>"));
    for (int n = 1; all.len; n++) {
        tol_str line = cut(&all, '\n'), source = cut(&line, '=');
        tol_buf_printf(&out, "<termEntry id='c%d'><langSet xml:lang='ru'><tig><term>", n);
        add_escaped(&out, source);
        tol_buf_add(&out, tol_str_of("</term></tig></langSet><langSet xml:lang='en'>"));
        while (line.len) {
            add_term(&out, cut(&line, ','));
        }
        tol_buf_add(&out, tol_str_of("</langSet></termEntry>"));
    }
    tol_buf_add(&out, tol_str_of("</body></text></martif>"));
    tol_file_write(path, tol_buf_str(&out));
    tol_buf_release(&out);
}

static void write_units(const char *path, const char *lines, bool is_backward)
{
    tol_buf out = TOL_BUF_INIT;
    tol_str all = tol_str_of(lines);
    tol_buf_printf(&out, "<?xml version='1.0'?><tmx version='1.4'><header srclang='%s'/><body>",
                   is_backward ? "en" : "ru");
    for (int n = 1; all.len; n++) {
        tol_str line = cut(&all, '\n'), source = cut(&line, '|');
        tol_buf_printf(&out, "<tu tuid='%d'><tuv xml:lang='%s'><seg>", n, is_backward ? "en" : "ru");
        add_escaped(&out, source);
        tol_buf_printf(&out, "</seg></tuv><tuv xml:lang='%s'><seg>", is_backward ? "ru" : "en");
        add_escaped(&out, trim(line));
        tol_buf_add(&out, tol_str_of("</seg></tuv></tu>"));
    }
    tol_buf_add(&out, tol_str_of("</body></tmx>"));
    tol_file_write(path, tol_buf_str(&out));
    tol_buf_release(&out);
}

static tol_status tell(void *user, const tol_finding *f, tol_error *err)
{
    tol_buf *out = user;
    (void)err;
    tol_buf_printf(out, "%s %.*s:", f->rule->id, TOL_ARG(f->unit->tuid));
    if (f->source_span.is_there) {
        assert_true(f->source_span.end <= f->source.len && f->source_span.start <= f->source_span.end);
        tol_buf_printf(out, " %.*s", (int)(f->source_span.end - f->source_span.start),
                       f->source.ptr + f->source_span.start);
    }
    tol_buf_add(out, tol_str_of(" ->"));
    if (f->target_span.is_there) {
        assert_true(f->target_span.end <= f->target.len && f->target_span.start <= f->target_span.end);
        tol_buf_printf(out, " %.*s", (int)(f->target_span.end - f->target_span.start),
                       f->target.ptr + f->target_span.start);
    }
    tol_buf_byte(out, '\n');
    return TOL_OK;
}

static tol_store *open_glossary(const char *dir, const char *glossary)
{
    tol_error err;
    tol_store *store = NULL;
    tol_import *import = NULL;
    char *bank = tol_path_join(dir, "bank.db"), *file = tol_path_join(dir, "g.tbx");
    write_glossary(file, glossary);
    assert_status(TOL_OK, tol_store_open(bank, TOL_OPEN_CREATE, NULL, &store, &err), &err);
    assert_status(TOL_OK, tol_import_begin(store, &import, &err), &err);
    assert_status(TOL_OK, tol_import_file(import, file, TOL_LIT("g"), TOL_DUPLICATE_KEEP, NULL, NULL, &err), &err);
    assert_status(TOL_OK, tol_import_commit(import, &err), &err);
    tol_import_free(import);
    free(bank);
    free(file);
    return store;
}

char *tol_check_lines(const char *glossary, const char *units, const char *rules, bool is_backward)
{
    tol_error err;
    tol_buf out = TOL_BUF_INIT;
    char *dir = tol_temp_dir_new(), *file = tol_path_join(dir, "units.tmx");
    tol_store *store = glossary ? open_glossary(dir, glossary) : NULL;
    write_units(file, units, is_backward);
    tol_check_input input = {.path = file};
    tol_check_opt opt = TOL_CHECK_OPT_INIT;
    opt.rules = rules;
    assert_status(TOL_OK, tol_check_run(NULL, store, &input, 1, &opt, tell, &out, NULL, &err), &err);
    char *text = strdup(out.ptr ? out.ptr : "");
    tol_buf_release(&out);
    tol_store_close(store);
    tol_temp_dir_free(dir);
    free(file);
    return text;
}

static void compare(const char *glossary, const char *units, const char *rules, const char *wanted, bool is_backward)
{
    char *found = tol_check_lines(glossary, units, rules, is_backward);
    if (strcmp(found, wanted) != 0) {
        print_error("%s\n%s\nfound:\n%swanted:\n%s", glossary ? glossary : "", units, found, wanted);
        fail();
    }
    free(found);
}

void tol_assert_findings(const char *glossary, const char *units, const char *rules, const char *wanted)
{
    compare(glossary, units, rules, wanted, false);
}

void tol_assert_findings_backward(const char *glossary, const char *units, const char *rules, const char *wanted)
{
    compare(glossary, units, rules, wanted, true);
}
