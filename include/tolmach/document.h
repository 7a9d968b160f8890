/**
 * Documents as paragraphs: what a person wrote, in the order in which it is read, for segmentation and alignment.
 *
 * A file's kind is found by its content: plain text in any encoding, HTML, DOCX, OpenDocument text (also flat), and PDF
 * by the program pdftotext where it is installed. Text files and HTML may be compressed. What belongs to a page and not
 * to the text is taken away: page numbers, running heads, line ends of a fixed width, hyphens that only divide a word.
 * All of that is told, with its reason and its place, and `keep_all` leaves every line as it stands.
 *
 * A document is held in memory, at most TOL_DOCUMENT_MAX bytes of text in TOL_DOCUMENT_PARAS_MAX paragraphs. A longer
 * one is refused with TOL_ELIMIT. It is not for files of units: those are read by format.h.
 */
#ifndef TOLMACH_DOCUMENT_H
#define TOLMACH_DOCUMENT_H

#include "tolmach/arena.h"
#include "tolmach/diag.h"
#include "tolmach/status.h"

TOL_BEGIN_DECLS

/** Most bytes of text in a document. */
#define TOL_DOCUMENT_MAX ((size_t)256 << 20)
/** Most lines or paragraphs in a document. */
#define TOL_DOCUMENT_PARAS_MAX ((size_t)5000000)
/** For tol_paragraph.host: the paragraph is no note, or a note that nothing refers to. */
#define TOL_PARA_NO_HOST ((size_t)-1)

typedef enum tol_para_kind {
    TOL_PARA_BODY,
    TOL_PARA_HEADING,
    TOL_PARA_LIST_ITEM,
    TOL_PARA_TABLE_CELL,
    TOL_PARA_FOOTNOTE,
    TOL_PARA_ENDNOTE
} tol_para_kind;

/** How the lines of a plain text make paragraphs. */
typedef enum tol_para_rule {
    TOL_PARA_RULE_AUTO,   /**< find out */
    TOL_PARA_RULE_LINE,   /**< each line is one */
    TOL_PARA_RULE_BLANK,  /**< blank lines stand between them */
    TOL_PARA_RULE_WRAPPED /**< lines of a fixed width; blank lines, indents and short lines part them */
} tol_para_rule;

typedef struct tol_paragraph {
    /** UTF-8 without line breaks and tabs, never empty, no white space at its ends but what cannot break. */
    tol_str text;
    tol_para_kind kind;
    uint32_t level; /**< of a heading from 1, of a list item from 1; otherwise 0 */
    uint32_t line;  /**< where it begins in a plain text or HTML, from 1; 0 for other kinds of files */
    uint32_t page;  /**< where it begins, from 1, in a PDF and in a text with form feeds; otherwise 0 */
    /** Of a note: number of the paragraph that refers to it, which stands before it, and the byte of that paragraph's
     * text where the reference was. Notes follow their paragraph at once, in the order of the references. */
    size_t host, host_offset;
} tol_paragraph;

/** What is taken away or joined: name, code of its diagnostics, words for a report (behind a number). */
#define TOL_CLEANING_TABLE(X)                                                                                          \
    X(TOL_CLEAN_PAGE_NUMBER, "page-number", "page numbers removed")                                                    \
    X(TOL_CLEAN_RUNNING_HEAD, "running-head", "running heads and feet removed")                                        \
    X(TOL_CLEAN_FORM_FEED, "form-feed", "form feeds removed")                                                          \
    X(TOL_CLEAN_HYPHEN, "hyphen-joined", "words divided at the end of a line joined")                                  \
    X(TOL_CLEAN_SOFT_HYPHEN, "soft-hyphen", "soft hyphens removed")                                                    \
    X(TOL_CLEAN_LINE, "line-joined", "line ends inside paragraphs removed")                                            \
    X(TOL_CLEAN_MARGIN_PART, "header-footer", "headers and footers left out")                                          \
    X(TOL_CLEAN_COMMENT, "comment", "comments left out")                                                               \
    X(TOL_CLEAN_DELETED, "deleted-text", "tracked deletions left out")                                                 \
    X(TOL_CLEAN_HIDDEN, "hidden-text", "pieces of hidden text left out")                                               \
    X(TOL_CLEAN_SCRIPT, "script", "scripts, styles and forms left out")

typedef enum tol_cleaning {
#define TOL_CLEANING_ENUM(name, code, words) name,
    TOL_CLEANING_TABLE(TOL_CLEANING_ENUM)
#undef TOL_CLEANING_ENUM
        TOL_N_CLEANINGS
} tol_cleaning;

/** Code of a cleaning's diagnostics, "page-number". Static. */
TOL_API const char *tol_cleaning_code(tol_cleaning cleaning);
/** Words for a report, "page numbers removed". Static. */
TOL_API const char *tol_cleaning_words(tol_cleaning cleaning);

typedef struct tol_document {
    const tol_paragraph *paras; /**< in the order in which they are read; in the arena */
    size_t n_paras;
    const char *format; /**< "text", "html", "docx", "odt" or "pdf"; static */
    tol_str encoding;   /**< of a plain text or HTML, as it was read; absent for other kinds */
    tol_para_rule rule; /**< of a plain text or PDF: how paragraphs were found; otherwise TOL_PARA_RULE_AUTO */
    uint32_t n_pages;   /**< of a PDF and of a text with form feeds; otherwise 0 */
    size_t n_cleaned[TOL_N_CLEANINGS];
} tol_document;

typedef struct tol_document_opt {
    const char *format;   /**< "text", "html", "docx", "odt" or "pdf"; NULL: find out */
    const char *encoding; /**< of a plain text or HTML, as ICU names it; NULL: find out */
    tol_para_rule rule;   /**< of a plain text or PDF */
    /** Remove and join nothing in texts: lines stay paragraphs (between blank lines with TOL_PARA_RULE_BLANK). */
    bool keep_all;
    bool leave_notes_out; /**< footnotes and endnotes are not wanted */
    /**
     * Diagnostics: page numbers, running heads and joined words one by one, with line and reason, as TOL_INFO; the
     * other cleanings once for the document, with their number; a guessed encoding as TOL_WARNING. Progress in bytes.
     */
    tol_listener listener;
} tol_document_opt;

#define TOL_DOCUMENT_OPT_INIT                                                                                          \
    {                                                                                                                  \
        NULL, NULL, TOL_PARA_RULE_AUTO, false, false,                                                                  \
        {                                                                                                              \
            NULL, NULL, NULL                                                                                           \
        }                                                                                                              \
    }

/**
 * Read a document.
 *
 * @param path   a file, or "-" for standard input
 * @param opt    NULL for TOL_DOCUMENT_OPT_INIT
 * @param arena  receives the paragraphs; they live until it is reset
 * @param out    out; has at least one paragraph with TOL_OK
 * @return TOL_OK; TOL_EINVAL (no such format or encoding); TOL_EIO (cannot be read; pdftotext is missing or failed);
 *         TOL_EFORMAT (nothing that holds text, protected by a password, no text in it: the message says what it is);
 *         TOL_EPARSE with file and line; TOL_ELIMIT (longer than a document may be, packed too tightly, nested too
 *         deeply); TOL_ENOMEM; TOL_ECANCELLED
 * One thread a call; any number of calls at a time. O(length of the text). For a PDF a child process runs meanwhile,
 * with no shell, and files without a name in the folder for temporary ones.
 * Source of the methods: src/document/README.md
 */
TOL_API tol_status tol_document_read_file(const char *path, const tol_document_opt *opt, tol_arena *arena,
                                          tol_document *out, tol_error *err);
/** The same for bytes in memory; `name` stands for the file's name in messages. */
TOL_API tol_status tol_document_read_bytes(tol_str bytes, const char *name, const tol_document_opt *opt,
                                           tol_arena *arena, tol_document *out, tol_error *err);

TOL_END_DECLS
#endif
