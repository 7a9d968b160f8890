/* DOCX, ODT, HTML: paragraphs, notes, what is left out, what is refused. */
#include "document_fixture.h"
#include "support/check.h"
#include "support/torture.h"

#define WNS " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
#define ONS                                                                                                            \
    " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"                                                 \
    " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"                                                     \
    " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
#define DOCX(body) "<?xml version='1.0'?><w:document" WNS "><w:body>" body "</w:body></w:document>"
#define ODT(body)                                                                                                      \
    "<office:document-content" ONS "><office:body><office:text>" body                                                  \
    "</office:text></office:body></office:document-content>"
#define P(text) "<w:p><w:r><w:t xml:space='preserve'>" text "</w:t></w:r></w:p>"

static void assert_docx(const char *document, const char *wanted)
{
    const tol_part parts[] = {{"word/document.xml", document}, {NULL, NULL}};
    tol_read_doc *read = tol_read_doc_of(tol_zip_of(parts), "x.docx", NULL);
    assert_paras(read, wanted);
    assert_string_equal(read->doc.format, "docx");
    tol_read_doc_free(read);
}

static void assert_odt(const char *content, const char *wanted)
{
    const tol_part parts[] = {{"content.xml", content}, {NULL, NULL}};
    tol_read_doc *read = tol_read_doc_of(tol_zip_of(parts), "x.odt", NULL);
    assert_paras(read, wanted);
    assert_string_equal(read->doc.format, "odt");
    tol_read_doc_free(read);
}

static void assert_refused(tol_str bytes, tol_status status, const char *message)
{
    tol_read_doc *read = tol_read_doc_of(bytes, "x", NULL);
    assert_status(status, read->status, &read->err);
    assert_string_equal(read->err.message, message);
    tol_read_doc_free(read);
}

/* ---- DOCX ---- */

static const tol_part whole[] = {
    {"word/styles.xml", "<w:styles" WNS "><w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/>"
                        "</w:style><w:style w:type='paragraph' w:styleId='mine'><w:basedOn w:val='1'/></w:style>"
                        "</w:styles>"},
    {"word/document.xml",
     DOCX("<w:p><w:pPr><w:pStyle w:val='mine'/></w:pPr><w:r><w:t>Протокол № 61</w:t></w:r></w:p>"
          "<w:p><w:r><w:t xml:space='preserve'>Вернуть </w:t></w:r><w:r><w:t>корабль</w:t></w:r>"
          "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>, срочно.</w:t></w:r></w:p>"
          "<w:tbl><w:tr><w:tc>" P("А") "</w:tc><w:tc><w:p><w:r><w:t>Б</w:t><w:endnoteReference w:id='2'/></w:r></w:p>"
                                       "</w:tc></w:tr></w:tbl>")},
    {"word/footnotes.xml", "<w:footnotes" WNS "><w:footnote w:type='separator' w:id='0'>" P(
                               "---") "</w:footnote>"
                                      "<w:footnote w:id='2'>" P(" Сноска.") P("Вторая.") "</w:footnote></w:footnotes>"},
    {"word/endnotes.xml", "<w:endnotes" WNS "><w:endnote w:id='2'>" P("Конец.") "</w:endnote></w:endnotes>"},
    {"word/header1.xml", "<w:hdr" WNS ">" P("Секретно") "</w:hdr>"},
    {"word/footer1.xml", "<w:ftr" WNS ">" P(" ") "</w:ftr>"},
    {"word/comments.xml", "<w:comments" WNS "><w:comment>" P("так?") "</w:comment></w:comments>"},
    {"word/glossary/document.xml", DOCX(P("Заготовка"))},
    {NULL, NULL},
};

static void notes_of_docx_hang_at_their_place(void **state)
{
    (void)state;
    tol_read_doc *read = tol_read_doc_of(tol_zip_of(whole), "x.docx", NULL);
    assert_paras(read, "head1|Протокол № 61\n"
                       "body|Вернуть корабль, срочно.\n"
                       "foot@1+29|Сноска.\nfoot@1+29|Вторая.\n"
                       "cell|А\ncell|Б\nend@5+2|Конец.\n");
    assert_told(read, "0 header-footer: headers and footers left out (1)");
    assert_told(read, "0 comment: comments left out (1)");
    assert_int_equal(read->doc.n_cleaned[TOL_CLEAN_MARGIN_PART], 1);
    tol_read_doc_free(read);
}

static void parts_of_docx_come_in_any_order(void **state)
{
    (void)state;
    tol_part turned[sizeof whole / sizeof whole[0]];
    size_t n = sizeof whole / sizeof whole[0] - 1;
    for (size_t i = 0; i < n; i++) {
        turned[i] = whole[n - 1 - i];
    }
    turned[n] = whole[n];
    tol_read_doc *a = tol_read_doc_of(tol_zip_of(whole), "x", NULL),
                 *b = tol_read_doc_of(tol_zip_of(turned), "x", NULL);
    assert_int_equal(a->doc.n_paras, b->doc.n_paras);
    for (size_t i = 0; i < a->doc.n_paras; i++) {
        assert_true(tol_str_equal(a->doc.paras[i].text, b->doc.paras[i].text));
        assert_int_equal(a->doc.paras[i].kind, b->doc.paras[i].kind);
        assert_int_equal(a->doc.paras[i].host, b->doc.paras[i].host);
    }
    tol_read_doc_free(a);
    tol_read_doc_free(b);
}

static void notes_may_be_left_out(void **state)
{
    (void)state;
    tol_document_opt opt = TOL_DOCUMENT_OPT_INIT;
    opt.leave_notes_out = true;
    tol_read_doc *read = tol_read_doc_of(tol_zip_of(whole), "x", &opt);
    assert_paras(read, "head1|Протокол № 61\nbody|Вернуть корабль, срочно.\ncell|А\ncell|Б\n");
    tol_read_doc_free(read);
}

static void changes_of_docx_are_taken_as_accepted(void **state)
{
    (void)state;
    assert_docx(
        DOCX("<w:p><w:r><w:t>Да</w:t></w:r><w:del><w:r><w:delText>нет</w:delText></w:r></w:del>"
             "<w:ins><w:r><w:t>, да</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>прочь</w:t></w:r></w:moveFrom></w:p>"
             "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Начало </w:t></w:r></w:p>"
             "<w:p><w:r><w:t>и конец.</w:t></w:r></w:p>"),
        "body|Да, да\nbody|Начало и конец.\n");
}

static void old_properties_of_docx_count_for_nothing(void **state)
{
    (void)state;
    assert_docx(DOCX("<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:pPrChange></w:pPr>"
                     "<w:r><w:t>Текст</w:t></w:r></w:p>"),
                "body|Текст\n");
}

static void lists_and_outlines_of_docx_are_known(void **state)
{
    (void)state;
    assert_docx(
        DOCX("<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>а</w:t>"
             "</w:r></w:p><w:p><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>б</w:t></w:r></w:p>"
             "<w:p><w:pPr><w:outlineLvl w:val='2'/></w:pPr><w:r><w:t>в</w:t></w:r></w:p>"),
        "item2|а\nbody|б\nhead3|в\n");
}

static void what_docx_hides_or_says_twice_is_left_out(void **state)
{
    (void)state;
    assert_docx(DOCX("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>тайна</w:t></w:r><w:r><w:rPr><w:vanish "
                     "w:val='0'/></w:rPr>"
                     "<w:t>явь</w:t></w:r></w:p><w:p><w:r><mc:AlternateContent "
                     "xmlns:mc='m'><mc:Choice><w:txbxContent>" P("Рамка") "</w:txbxContent></mc:Choice><mc:Fallback>" P(
                         "Рамка") "</mc:Fallback>"
                                  "</mc:AlternateContent></w:r><w:r><w:t>Якорь</w:t></w:r></w:p>"),
                "body|явь\nbody|Рамка\nbody|Якорь\n");
}

static void characters_of_docx_are_text(void **state)
{
    (void)state;
    assert_docx(DOCX("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>1.</w:t><w:tab/><w:t>из</w:t>"
                     "<w:noBreakHyphen/><w:t>за сто</w:t><w:softHyphen/><w:t>ла &amp; c\xC2\xA0t</w:t></w:r></w:p>"
                     "<w:p><w:r><w:t>\xC2\xA0</w:t></w:r></w:p>"),
                "body|1. из\xE2\x80\x91за стола & c\xC2\xA0t\n");
}

/* ---- line breaks ---- */

static void a_forced_break_parts_what_is_no_sentence(void **state)
{
    (void)state;
    assert_docx(
        DOCX("<w:p><w:r><w:t>Протокол</w:t><w:br/><w:t>Заседание началось</w:t><w:br/><w:t>вечером.</w:t></w:r></w:p>"),
        "body|Протокол\nbody|Заседание началось вечером.\n");
    assert_reads("<p>Начало<br>и конец<br><br>и другое</p>", "body|Начало и конец\nbody|и другое\n");
    tol_document_opt opt = TOL_DOCUMENT_OPT_INIT;
    opt.keep_all = true;
    assert_reads_with(&opt, "<p>Начало<br>и ко&shy;нец</p>", "body|Начало\nbody|и ко\xC2\xADнец\n");
}

/* ---- ODT ---- */

#define ODT_BODY                                                                                                       \
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>УДАЛЕНО</text:p></text:deletion>"        \
    "</text:changed-region></text:tracked-changes>\n<text:h text:outline-level='2'>Титул</text:h>\n"              \
    "<text:p>Вернуть<text:s text:c='3'/>корабль<text:note text:note-class='footnote'>"                   \
    "<text:note-citation>1</text:note-citation><text:note-body>\n<text:p>Сноска.</text:p></text:note-body>"      \
    "</text:note>,\n  <text:span>срочно</text:span>.</text:p>"                                                   \
    "<text:list><text:list-item><text:p>раз</text:p><text:list><text:list-item><text:p>два</text:p>"             \
    "</text:list-item></text:list></text:list-item></text:list>"                                                       \
    "<table:table><table:table-row><table:table-cell><text:p>А</text:p></table:table-cell>"                           \
    "</table:table-row></table:table>"                                                                                 \
    "<text:p><office:annotation><text:p>заметка</text:p></office:annotation>конец"                         \
    "<text:note text:note-class='endnote'><text:note-body><text:p>Прим.</text:p></text:note-body>"                 \
    "</text:note></text:p>"
#define ODT_PARAS                                                                                                      \
    "head2|Титул\nbody|Вернуть корабль, срочно.\nfoot@1+29|Сноска.\n"                   \
    "item1|раз\nitem2|два\ncell|А\nbody|конец\nend@6+10|Прим.\n"

static void odt_is_read_packed_and_flat(void **state)
{
    (void)state;
    assert_odt(ODT(ODT_BODY), ODT_PARAS);
    assert_reads("<?xml version='1.0'?>\n<office:document" ONS "><office:body><office:text>" ODT_BODY
                 "</office:text></office:body></office:document>",
                 ODT_PARAS);
}

/* ---- HTML ---- */

static void html_is_read_by_its_blocks(void **state)
{
    (void)state;
    assert_reads("<!DOCTYPE html>\n<html><head><title>t</title><style>p{}</style></head><body><h1>Протокол &#8470; 61"
                 "&nbsp;&mdash; &laquo;Да&raquo;</h1><script>var x='<p>';</script>\n<p>Вернуть <b>кораб&shy;ль</b>.<p>"
                 "Второй<ul><li>раз<ol><li>два</ol></ul><table><tr><td>А<td>Б</table><div hidden>нет</div>"
                 "<div style='display: none'>нет</div><pre>Строка\nДругая</pre>хвост &amp; AT&T",
                 "head1|Протокол № 61\xC2\xA0— «Да»\nbody|Вернуть корабль.\nbody|Второй\nitem1|раз\nitem2|два\n"
                 "cell|А\ncell|Б\nbody|Строка\nbody|Другая\nbody|хвост & AT&T\n");
}

static void html_lines_are_those_of_the_file(void **state)
{
    (void)state;
    tol_read_doc *read = tol_read_doc_of(tol_str_of("<html>\n<p>a</p>\n\n<p>b</p>"), "x", NULL);
    assert_paras(read, "body|a\nbody|b\n");
    assert_int_equal(read->doc.paras[0].line, 2);
    assert_int_equal(read->doc.paras[1].line, 4);
    tol_read_doc_free(read);
}

/* "Да" in windows-1251 */
#define DA1251 "\xC4\xE0"

static void the_encoding_of_html_is_found(void **state)
{
    (void)state;
    assert_reads("<html><meta charset=windows-1251><p>" DA1251 "</p>", "body|Да\n");
    assert_reads("<html><META http-equiv='Content-Type' content=\"text/html; charset=WINDOWS-1251\"><p>" DA1251 "</p>",
                 "body|Да\n");
    assert_reads("<html><meta charset=windows-1251><p>Да, да</p>", "body|Да, да\n");
    assert_reads("\xEF\xBB\xBF<html><meta charset=windows-1251><p>Да</p>", "body|Да\n");
    tol_read_doc *read = tol_read_doc_of((tol_str){"\xFF\xFE<\0p\0>\0\x14\x04", 10}, "x.html", NULL);
    assert_paras(read, "body|Д\n");
    tol_read_doc_free(read);
    read = tol_read_doc_of(tol_str_of("<html><meta charset=koi8-r><p>Да, да</p>"), "x", NULL);
    assert_told(read, "1 wrong-encoding-declaration: the page says that its encoding is \"koi8-r\", but it is read as "
                      "UTF-8");
    tol_read_doc_free(read);
}

static void html_of_pieces_is_html(void **state)
{
    (void)state;
    assert_reads("<!-- x --><p>a</p>", "body|a\n");
    tol_read_doc *read = tol_read_doc_of(tol_str_of("a <b>b</b>"), "x.htm", NULL);
    assert_paras(read, "body|a b\n");
    tol_read_doc_free(read);
    assert_reads("a <b>b</b>", "body|a <b>b</b>\n");
}

/* ---- refusals ---- */

static void what_is_no_document_is_refused_by_name(void **state)
{
    (void)state;
    const tol_part sheet[] = {{"xl/workbook.xml", "<workbook/>"}, {NULL, NULL}};
    const tol_part other[] = {{"a.txt", "a"}, {NULL, NULL}};
    const tol_part locked[] = {{"content.xml", "\x01\x02\xFFгибберд"}, {NULL, NULL}};
    const tol_part ods[] = {{"content.xml", "<office:document-content" ONS "><office:body><office:spreadsheet/>"
                                            "</office:body></office:document-content>"},
                            {NULL, NULL}};
    const tol_part bare[] = {{"word/document.xml", DOCX("")}, {NULL, NULL}};
    const tol_part broken[] = {{"word/document.xml", DOCX("<w:p></w:r>")}, {NULL, NULL}};
    assert_refused(tol_zip_of(sheet), TOL_EFORMAT,
                   "it holds no text document: it looks like a spreadsheet (XLSX): save it as CSV");
    assert_refused(tol_zip_of(other), TOL_EFORMAT,
                   "a ZIP archive holds no text document: neither DOCX (word/document.xml) nor ODT (content.xml)");
    assert_refused(tol_zip_of(locked), TOL_EFORMAT, "the document is protected by a password: save it without one");
    assert_refused(tol_zip_of(ods), TOL_EFORMAT,
                   "it holds no text document: it looks like a spreadsheet: save it as CSV (OpenDocument)");
    assert_refused(tol_zip_of(bare), TOL_EFORMAT, "there is no text in it");
    assert_refused(tol_zip_of(broken), TOL_EPARSE, "element \"p\" of line 1 is closed by \"</r>\"");
    assert_refused(TOL_LIT("<p> &nbsp; </p>"), TOL_EFORMAT, "there is no text in it");
    assert_refused(TOL_LIT("<tmx version='1.4'>"), TOL_EFORMAT,
                   "not a document that can be read: it looks like a TMX file: it holds units already; import it");
    assert_refused(TOL_LIT("{\\rtf1 a}"), TOL_EFORMAT,
                   "not a document that can be read: it looks like an RTF document: save it as DOCX or ODT");
}

static void a_password_of_office_is_told(void **state)
{
    (void)state;
    assert_refused(TOL_LIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
                   TOL_EFORMAT,
                   "not a document that can be read: it looks like an old Office document (DOC, XLS, PPT): it is "
                   "protected by a password; save it without one");
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    static char deep[200000];
    strcpy(deep, "<w:document" WNS "><w:body>");
    for (int i = 0; i < 300; i++) {
        strcat(deep, "<w:p><w:r>");
    }
    const tol_part parts[] = {{"word/document.xml", deep}, {NULL, NULL}};
    assert_refused(tol_zip_of(parts), TOL_ELIMIT, "paragraphs are nested deeper than 16");
    size_t len = 0;
    for (int i = 0; i < 6000; i++) {
        len += (size_t)snprintf(deep + len, sizeof deep - len, "<div>");
    }
    assert_refused((tol_str){deep, len}, TOL_ELIMIT, "elements are nested deeper than 5000");
}

static void a_named_format_is_held_to(void **state)
{
    (void)state;
    tol_document_opt opt = TOL_DOCUMENT_OPT_INIT;
    opt.format = "text";
    assert_reads_with(&opt, "<p>a</p>", "body|<p>a</p>\n");
    opt.format = "odt";
    tol_read_doc *read = tol_read_doc_of(tol_zip_of(whole), "x", &opt);
    assert_status(TOL_EFORMAT, read->status, &read->err);
    tol_read_doc_free(read);
    opt.format = "doc";
    read = tol_read_doc_of(TOL_LIT("a"), "x", &opt);
    assert_status(TOL_EINVAL, read->status, &read->err);
    tol_read_doc_free(read);
}

/* ---- want of memory ---- */

typedef struct some_bytes {
    tol_str bytes;
} some_bytes;

static tol_status read_once(void *user, tol_error *err)
{
    const some_bytes *some = user;
    tol_arena arena = TOL_ARENA_INIT;
    tol_document doc;
    tol_status status = tol_document_read_bytes(some->bytes, "x", NULL, &arena, &doc, err);
    tol_arena_release(&arena);
    return status;
}

static void want_of_memory_is_told(void **state)
{
    (void)state;
    const tol_part odt[] = {{"content.xml", ODT(ODT_BODY)}, {NULL, NULL}};
    some_bytes page = {TOL_LIT("<html><h1>Да</h1><ul><li>раз<li>два</ul><p>a<br>b")};
    tol_torture("html", read_once, &page, TOL_OK);
    some_bytes packed = {tol_zip_of(whole)};
    tol_torture("docx", read_once, &packed, TOL_OK);
    packed.bytes = tol_zip_of(odt);
    tol_torture("odt", read_once, &packed, TOL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_of_docx_hang_at_their_place),
        cmocka_unit_test(parts_of_docx_come_in_any_order),
        cmocka_unit_test(notes_may_be_left_out),
        cmocka_unit_test(changes_of_docx_are_taken_as_accepted),
        cmocka_unit_test(old_properties_of_docx_count_for_nothing),
        cmocka_unit_test(lists_and_outlines_of_docx_are_known),
        cmocka_unit_test(what_docx_hides_or_says_twice_is_left_out),
        cmocka_unit_test(characters_of_docx_are_text),
        cmocka_unit_test(a_forced_break_parts_what_is_no_sentence),
        cmocka_unit_test(odt_is_read_packed_and_flat),
        cmocka_unit_test(html_is_read_by_its_blocks),
        cmocka_unit_test(html_lines_are_those_of_the_file),
        cmocka_unit_test(the_encoding_of_html_is_found),
        cmocka_unit_test(html_of_pieces_is_html),
        cmocka_unit_test(what_is_no_document_is_refused_by_name),
        cmocka_unit_test(a_password_of_office_is_told),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(a_named_format_is_held_to),
        cmocka_unit_test(want_of_memory_is_told),
    };
    return cmocka_run_group_tests_name("document.markup", tests, NULL, NULL);
}
