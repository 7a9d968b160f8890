/**
 * Files of translation tools: one table of formats, readers that hand over one unit at a time, writers that take one.
 *
 * Reading needs memory for one unit, whatever the file's size. A file's format is found by its content first and by its
 * ending second. Nothing that a file names (a DTD, an entity) is ever fetched.
 */
#ifndef TOLMACH_FORMAT_H
#define TOLMACH_FORMAT_H

#include "tolmach/buf.h"
#include "tolmach/concept.h"
#include "tolmach/diag.h"
#include "tolmach/status.h"
#include "tolmach/unit.h"

TOL_BEGIN_DECLS

/** What a format can hold beyond units of two texts in a line each, or concepts of a term in each of two languages. */
typedef enum tol_carries {
    TOL_CARRIES_LANGS = 1 << 0,      /**< more than two languages, and several variants of one */
    TOL_CARRIES_EMPTY = 1 << 1,      /**< texts of nothing */
    TOL_CARRIES_LINES = 1 << 2,      /**< line breaks in texts */
    TOL_CARRIES_TABS = 1 << 3,       /**< tabs in texts */
    TOL_CARRIES_EDGES = 1 << 4,      /**< spaces at the ends of texts */
    TOL_CARRIES_CODES = 1 << 5,      /**< inline codes */
    TOL_CARRIES_TUID = 1 << 6,       /**< tuids of units */
    TOL_CARRIES_CONTEXT = 1 << 7,    /**< the prop x-context */
    TOL_CARRIES_NOTES = 1 << 8,      /**< any number of notes */
    TOL_CARRIES_PROPS = 1 << 9,      /**< props of any type */
    TOL_CARRIES_DATES = 1 << 10,     /**< creation and change of units */
    TOL_CARRIES_SYNONYMS = 1 << 11,  /**< several terms of a language in a concept */
    TOL_CARRIES_STATUS = 1 << 12,    /**< of terms */
    TOL_CARRIES_TERM_INFO = 1 << 13, /**< notes and parts of speech of terms */
    TOL_CARRIES_DEFINITION = 1 << 14 /**< of concepts */
} tol_carries;

/** What a format is, for lists and help. */
typedef struct tol_format_info {
    const char *name;        /**< "tmx" */
    const char *description; /**< "Translation Memory eXchange 1.1 to 1.4b" */
    const char *endings;     /**< ".tmx" or several, separated by spaces */
    bool reads_units, writes_units, reads_concepts, writes_concepts;
    unsigned carries; /**< of tol_carries; what a file of the format has when it is written, and read again */
} tol_format_info;

/** The formats in their order, the last one with a NULL name. Static. */
TOL_API const tol_format_info *tol_formats(void);
/** Whether a file's name ends like those of the format, in capitals or not. */
TOL_API bool tol_format_has_ending(const tol_format_info *format, tol_str path);

/**
 * Who takes what a reader finds. Members may be NULL. What they are given is borrowed for the time of the call. A
 * status other than TOL_OK stops the reading and is returned by it.
 */
typedef struct tol_sink {
    void *user;
    tol_status (*header)(void *user, const tol_header *header, tol_error *err);
    tol_status (*unit)(void *user, const tol_unit *unit, tol_error *err);
    tol_status (*entry)(void *user, const tol_concept *entry, tol_error *err);
} tol_sink;

/** What is wanted of files: many an ending is that of memories and of glossaries. */
typedef enum tol_takes { TOL_TAKE_ALL, TOL_TAKE_UNITS, TOL_TAKE_CONCEPTS } tol_takes;

typedef struct tol_read_opt {
    const char *format;                    /**< name of a format; NULL: find out */
    tol_takes takes;                       /**< files of formats that hold nothing of the kind are refused */
    const char *source_lang, *target_lang; /**< for files that do not name their languages; NULL: not known */
    bool strict;                           /**< refuse what could be repaired */
    tol_listener listener;                 /**< diagnostics (with file, line, unit) and progress in bytes */
    const char *encoding;                  /**< of the bytes, as ICU names it; NULL: find out */
    const char *columns;   /**< names of a table's columns, separated by commas; NULL: its first row has them */
    const char *companion; /**< the other one of two text files that are aligned line by line; NULL: none */
    /** Of XLIFF: states that count as translated, separated by commas; "none" is one without a state, "approved" that
     * of the unit, "all" any. NULL: those that say so. */
    const char *states;
} tol_read_opt;

#define TOL_READ_OPT_INIT                                                                                              \
    {                                                                                                                  \
        NULL, TOL_TAKE_ALL, NULL, NULL, false, {NULL, NULL, NULL}, NULL, NULL, NULL, NULL                              \
    }

/**
 * Read a file.
 *
 * @param path  a file, or "-" for standard input
 * @param opt   NULL for TOL_READ_OPT_INIT
 * @return TOL_OK; TOL_EIO (cannot be read); TOL_EFORMAT (not a file of a known format: the message says what it looks
 *         like); TOL_EPARSE, TOL_ELIMIT with file and line; TOL_ECANCELLED; what the sink returned
 * One thread a call; any number of calls at a time.
 */
TOL_API tol_status tol_read_file(const char *path, const tol_read_opt *opt, const tol_sink *sink, tol_error *err);
/** The same for bytes in memory; `name` stands for the file's name in messages. */
TOL_API tol_status tol_read_bytes(tol_str bytes, const char *name, const tol_read_opt *opt, const tol_sink *sink,
                                  tol_error *err);

/** A file that is being written. One thread at a time. */
typedef struct tol_writer tol_writer;

/** A way to write a format: for which tool the file is. */
typedef struct tol_profile_info {
    const char *format;      /**< name of the format that has it */
    const char *name;        /**< "omegat" */
    const char *description; /**< what is different, in some words */
    bool is_exact;           /**< what came in is written as it stood, the header too */
    bool needs_neighbours;   /**< it wants to know what stood beside a unit: tol_export_file tells it */
} tol_profile_info;

/** The profiles in their order, the last one with a NULL name; the first one of a format is its default. Static. */
TOL_API const tol_profile_info *tol_profiles(void);

typedef struct tol_write_opt {
    const char *format;  /**< name of a format that writes units */
    const char *profile; /**< name of a profile of the format; NULL: its default */
    /** Of formats that hold two languages; NULL: the header's source language, and the first other one that is met. */
    const char *source_lang, *target_lang;
    const char *columns; /**< names of a table's columns, separated by commas; NULL: both languages, tuid, context */
} tol_write_opt;

#define TOL_WRITE_OPT_INIT                                                                                             \
    {                                                                                                                  \
        NULL, NULL, NULL, NULL, NULL                                                                                   \
    }

/** The profile that the options mean, the format's default when they name none. NULL: there is no such, or the format
 * has none. */
TOL_API const tol_profile_info *tol_profile_of(const tol_write_opt *opt);

/**
 * Begin to write.
 *
 * @param path    the file; its new contents appear under this name only when tol_writer_finish succeeds, and whatever
 * stood there before stays until then. "-" is standard output
 * @param buf     instead of `path` (then NULL): a buffer that receives the bytes
 * @param opt     the format must be named. TOL_EINVAL: no such format or profile
 * @param header  what the file says of itself; required header attributes that it lacks are filled in. NULL: all of
 * them
 */
TOL_API tol_status tol_writer_open(const char *path, tol_buf *buf, const tol_write_opt *opt, const tol_header *header,
                                   tol_writer **out, tol_error *err);
/** Write one unit. Characters that XML 1.0 cannot hold are replaced by spaces. */
TOL_API tol_status tol_writer_unit(tol_writer *writer, const tol_unit *unit, tol_error *err);
/** Units so far that the format could not take: those that lack one of its two languages. */
TOL_API uint64_t tol_writer_left_out(const tol_writer *writer);
/** Write what is left and put the file in its place. */
TOL_API tol_status tol_writer_finish(tol_writer *writer, tol_error *err);
/** Free the writer; without tol_writer_finish before it, nothing is left of the file. NULL is ignored. */
TOL_API void tol_writer_free(tol_writer *writer);

TOL_END_DECLS
#endif
