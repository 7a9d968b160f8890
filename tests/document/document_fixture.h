/* Documents that tests make, and what is read of them as lines that can be compared. */
#ifndef TOL_TEST_DOCUMENT_FIXTURE_H
#define TOL_TEST_DOCUMENT_FIXTURE_H

#include "tolmach/document.h"

typedef struct tol_read_doc {
    tol_arena arena;
    tol_document doc;
    tol_status status;
    tol_error err;
    char told[1 << 14]; /* "LINE CODE: MESSAGE\n" of each diagnostic */
} tol_read_doc;

/* Read bytes under a name; opt may be NULL, its listener is replaced. tol_read_doc_free ends it. */
tol_read_doc *tol_read_doc_of(tol_str bytes, const char *name, const tol_document_opt *opt);
void tol_read_doc_free(tol_read_doc *read);

/*
 * The paragraphs are these, one a line: "body|text", "head2|text", "item1|text", "cell|text", "foot@1+29|text". A
 * failure prints what there is.
 */
#define assert_paras(read, wanted) tol_assert_paras((read), (wanted), __FILE__, __LINE__)
void tol_assert_paras(const tol_read_doc *read, const char *wanted, const char *file, int line);
/* A text of that kind is read, with nothing asked, as these paragraphs. */
#define assert_reads(text, wanted)           tol_assert_reads((text), NULL, (wanted), __FILE__, __LINE__)
#define assert_reads_with(opt, text, wanted) tol_assert_reads((text), (opt), (wanted), __FILE__, __LINE__)
void tol_assert_reads(const char *text, const tol_document_opt *opt, const char *wanted, const char *file, int line);
/* What was told has this line in it. */
#define assert_told(read, what) tol_assert_told((read), (what), __FILE__, __LINE__)
void tol_assert_told(const tol_read_doc *read, const char *what, const char *file, int line);

/* A part of an archive; the last one has a NULL name. */
typedef struct tol_part {
    const char *name, *text;
} tol_part;

/* A ZIP archive of these parts, in static memory until the next call. */
tol_str tol_zip_of(const tol_part *parts);

#endif
