/* Files that are compressed or stand in archives: what is in them, what is wrong with them. */
#include "collect.h"
#include "support/check.h"
#include "support/fixture.h"
#include "support/torture.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#define SEG(lang, text) "<tuv xml:lang='" lang "'><seg>" text "</seg></tuv>"

static const char tmx[] =
    "<?xml version='1.0'?>\n<tmx version='1.4'><header/><body>\n"
    "<tu tuid='1'>" SEG("ru", "Утвердить указания тов. Зорину.")
        SEG("en", "Affirm.") "</tu>\n"
                             "<tu tuid='2'>" SEG("ru", "Да, да и ещё раз да.") SEG("en", "Yes.") "</tu>\n"
                                                                                                 "</body></tmx>\n";
static const char tsv[] = "en\tru\nNo\tНет\n";

typedef enum packing { ZIP, TAR, TAR_GZ, GZ, BZ2, XZ, ZST, N_PACKINGS } packing;

static const char *const endings[] = {".zip", ".tar", ".tar.gz", ".gz", ".bz2", ".xz", ".zst"};

typedef struct member {
    const char *name;
    tol_str bytes;
} member;

static void write_members(struct archive *a, const member *members, size_t n)
{
    struct archive_entry *entry = archive_entry_new();
    for (size_t i = 0; i < n; i++) {
        archive_entry_clear(entry);
        archive_entry_set_pathname(entry, members[i].name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)members[i].bytes.len);
        assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
        archive_write_data(a, members[i].bytes.ptr, members[i].bytes.len);
    }
    archive_entry_free(entry);
}

/* Pack; compressed files hold the first member only. `password`: NULL for none. */
static tol_str pack(packing how, const member *members, size_t n, const char *password)
{
    static char room[1 << 16];
    size_t used = 0;
    struct archive *a = archive_write_new();
    int (*const filters[])(struct archive *) = {NULL,
                                                NULL,
                                                archive_write_add_filter_gzip,
                                                archive_write_add_filter_gzip,
                                                archive_write_add_filter_bzip2,
                                                archive_write_add_filter_xz,
                                                archive_write_add_filter_zstd};
    if (filters[how]) {
        assert_int_equal(filters[how](a), ARCHIVE_OK);
    }
    assert_int_equal(how == ZIP                    ? archive_write_set_format_zip(a)
                     : how == TAR || how == TAR_GZ ? archive_write_set_format_pax_restricted(a)
                                                   : archive_write_set_format_raw(a),
                     ARCHIVE_OK);
    if (password) {
        archive_write_set_options(a, "zip:encryption=zipcrypt");
        archive_write_set_passphrase(a, password);
    }
    archive_write_set_bytes_in_last_block(a, 1);
    assert_int_equal(archive_write_open_memory(a, room, sizeof room, &used), ARCHIVE_OK);
    write_members(a, members, how > TAR_GZ ? 1 : n);
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return (tol_str){room, used};
}

static const member two[] = {{"a/первый.tmx", {tmx, sizeof tmx - 1}}, {"b.tsv", {tsv, sizeof tsv - 1}}};

static void assert_holds_both(const tol_collected *got, packing how)
{
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, how > TAR_GZ ? 2 : 3);
    assert_str(got->units[0]->variants[0].text, "Утвердить указания тов. Зорину.");
    assert_str(got->units[1]->variants[1].text, "Yes.");
    assert_int_equal(got->n_diags, 0);
    if (how <= TAR_GZ) {
        assert_str(got->units[2]->variants[1].text, "Нет");
    }
}

/* The name gives nothing away: a pipe, and a folder's file. */
static tol_collected *collect_from_pipe(const char *path, tol_str bytes)
{
    assert_int_equal(mkfifo(path, 0600), 0);
    pid_t child = fork();
    if (child == 0) {
        tol_file_write(path, bytes);
        _exit(0);
    }
    tol_collected *got = tol_collect_file(path, true);
    waitpid(child, NULL, 0);
    unlink(path);
    return got;
}

static void every_packing_is_opened_from_files_pipes_and_memory(void **state)
{
    (void)state;
    char *dir = tol_temp_dir_new();
    for (packing how = 0; how < N_PACKINGS; how++) {
        char name[32];
        snprintf(name, sizeof name, "x.tmx%s", endings[how]);
        char *path = tol_path_join(dir, name);
        tol_str bytes = pack(how, two, 2, NULL);
        tol_collected *got = tol_collect(bytes, name, NULL, true);
        assert_holds_both(got, how);
        tol_collected_free(got);
        got = collect_from_pipe(path, bytes);
        assert_holds_both(got, how);
        tol_collected_free(got);
        tol_file_write(path, bytes);
        got = tol_collect_file(path, true);
        assert_holds_both(got, how);
        tol_collected_free(got);
        free(path);
    }
    tol_temp_dir_free(dir);
}

/* Give a name in a ZIP archive as old systems do: bytes of their code page. */
static void rename_all(tol_str zip, const char *from, const char *to)
{
    size_t len = strlen(from);
    for (size_t i = 0; i + len <= zip.len; i++) {
        if (memcmp(zip.ptr + i, from, len) == 0) {
            memcpy((char *)zip.ptr + i, to, len);
        }
    }
}

static void files_in_archives_are_named(void **state)
{
    (void)state;
    const member members[] = {{"a/ok.tmx", {tmx, sizeof tmx - 1}},
                              {"Per.tmx", TOL_LIT("<tmx version='1.4'><header/><body><tu tuid='7'/>")}};
    tol_str zip = pack(ZIP, members, 2, NULL);
    rename_all(zip, "Per", "\x8F\xA5\xE0");
    tol_collected *got = tol_collect(zip, "x.zip", NULL, false);
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_string_equal(got->err.where, "x.zip/Пер.tmx");
    tol_collected_free(got);
    const member mended[] = {
        {"b.tmx", TOL_LIT("<tmx version='1.4'><body>\n<tu>" SEG("ru", "Да") "</tu></body></tmx>")}};
    got = tol_collect(pack(ZIP, mended, 1, NULL), "x.zip", NULL, true);
    assert_status(TOL_EPARSE, got->status, &got->err);
    assert_string_equal(got->err.where, "x.zip/b.tmx");
    assert_int_equal(got->err.line, 1);
    tol_collected_free(got);
}

static void the_header_says_which_file_is_read(void **state)
{
    (void)state;
    tol_collected *got = tol_collect(pack(ZIP, two, 2, NULL), "x.zip", NULL, true);
    assert_int_equal(got->n_headers, 2);
    assert_str(got->header->file, "x.zip/b.tsv");
    tol_collected_free(got);
}

/* A file that is damaged anywhere is refused, or what was damaged does not matter. */
static void every_cut_and_every_changed_bit_is_seen(void **state)
{
    (void)state;
    for (packing how = 0; how < N_PACKINGS; how++) {
        tol_str good = pack(how, two, 2, NULL);
        char *bytes = malloc(good.len);
        for (size_t len = 0; len < good.len; len++) {
            memcpy(bytes, good.ptr, len);
            tol_collected *got = tol_collect((tol_str){bytes, len}, "x", NULL, false);
            if (got->status == TOL_OK && how != TAR && how != ZIP) {
                fail_msg("%s of %zu bytes, cut to %zu, is read", endings[how], good.len, len);
            }
            assert_true(got->status == TOL_OK || got->status == TOL_EPARSE || got->status == TOL_EFORMAT);
            assert_true(got->status == TOL_OK || got->err.message[0]);
            tol_collected_free(got);
        }
        bool has_checksum = how != TAR && how != ZST; /* of zstd only what its own command writes has one */
        for (size_t i = 0; has_checksum && i < good.len; i++) {
            memcpy(bytes, good.ptr, good.len);
            bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
            tol_collected *got = tol_collect((tol_str){bytes, good.len}, "x", NULL, false);
            if (got->status == TOL_OK && got->n_units >= 2 &&
                !tol_str_equal(got->units[1]->variants[0].text, TOL_LIT("Да, да и ещё раз да."))) {
                fail_msg("%s with byte %zu of %zu changed is read", endings[how], i, good.len);
            }
            tol_collected_free(got);
        }
        free(bytes);
    }
}

static void assert_refused(tol_str bytes, tol_status status, const char *message)
{
    tol_collected *got = tol_collect(bytes, "x", NULL, false);
    assert_status(status, got->status, &got->err);
    assert_string_equal(got->err.message, message);
    assert_int_equal(strncmp(got->err.where, "x", 1), 0);
    tol_collected_free(got);
}

static void archives_that_hold_nothing_for_us_are_said_what_they_are(void **state)
{
    (void)state;
    const member text[] = {{"readme.md", TOL_LIT("Read me\n")}, {"b.png", TOL_LIT("\x89PNG\r\n\x1A\n")}};
    assert_refused(pack(ZIP, NULL, 0, NULL), TOL_EFORMAT, "a ZIP archive with no file in it");
    assert_refused(
        pack(ZIP, text, 1, NULL), TOL_EFORMAT,
        "a ZIP archive with one file in it, \"readme.md\": not a file of a known format: it looks like plain "
        "text");
    assert_refused(pack(TAR, text, 2, NULL), TOL_EFORMAT,
                   "a tar archive, and none of the 2 files in it is of a known format");
    const struct {
        member member;
        const char *looks;
    } rows[] = {
        {{"word/document.xml", TOL_LIT("<w/>")}, "a Word document (DOCX)"},
        {{"xl/workbook.xml", TOL_LIT("<w/>")}, "an Excel workbook (XLSX)"},
        {{"ppt/presentation.xml", TOL_LIT("<w/>")}, "a PowerPoint presentation (PPTX)"},
        {{"mimetype", TOL_LIT("application/vnd.oasis.opendocument.text")}, "an OpenDocument text (ODT)"},
        {{"mimetype", TOL_LIT("application/epub+zip")}, "an EPUB book"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const member members[] = {{"[Content_Types].xml", TOL_LIT("<Types/>")}, rows[i].member};
        char wanted[160];
        snprintf(wanted, sizeof wanted, "not a file of a known format: it looks like %s", rows[i].looks);
        assert_refused(pack(ZIP, members, 2, NULL), TOL_EFORMAT, wanted);
    }
}

static void what_is_left_out_of_an_archive_is_told(void **state)
{
    (void)state;
    char inner[4096];
    tol_str zip = pack(ZIP, two, 1, NULL);
    assert_true(zip.len <= sizeof inner);
    memcpy(inner, zip.ptr, zip.len);
    const member members[] = {{"__MACOSX/._a.tmx", TOL_LIT("\0\5\x16\7")},
                              {"inner.zip", {inner, zip.len}},
                              {"a.tmx", {tmx, sizeof tmx - 1}},
                              {"x/.DS_Store", TOL_LIT("x")},
                              {"LICENSE", TOL_LIT("MIT\n")}};
    tol_collected *got = tol_collect(pack(ZIP, members, 5, NULL), "x", NULL, true);
    assert_status(TOL_OK, got->status, &got->err);
    assert_int_equal(got->n_units, 2);
    assert_int_equal(tol_collected_count(got, "file-left-out"), 2);
    assert_int_equal(got->n_diags, 2);
    tol_collected_free(got);
    assert_refused(pack(ZIP, members + 1, 1, NULL), TOL_EFORMAT,
                   "a ZIP archive with one file in it, \"inner.zip\": it is a ZIP archive in an archive: unpack it "
                   "first");
    const member packed[] = {members[1]};
    assert_refused(pack(GZ, packed, 1, NULL), TOL_EFORMAT,
                   "a file compressed with gzip holds a ZIP archive, packed twice: unpack it first");
}

static void encrypted_archives_are_refused(void **state)
{
    (void)state;
    tol_str zip = pack(ZIP, two, 2, "secret");
    assert_refused(zip, TOL_EFORMAT, "\"a/первый.tmx\" in it is protected by a password: unpack it first");
}

static void members_of_gzip_stand_one_behind_the_other(void **state)
{
    (void)state;
    char both[1 << 16];
    size_t used = 0;
    for (size_t i = 0; i < 2; i++) {
        const member half[] = {{"x", {tmx + i * 100, i ? sizeof tmx - 1 - 100 : 100}}};
        tol_str gz = pack(GZ, half, 1, NULL);
        memcpy(both + used, gz.ptr, gz.len);
        used += gz.len;
    }
    memset(both + used, 0, 50);
    tol_collected *got = tol_collect((tol_str){both, used + 50}, "x", NULL, true);
    assert_holds_both(got, GZ);
    tol_collected_free(got);
}

/* Half a gigabyte of nothing, as a catalogue and as a database, which are held in memory. */
static void what_unpacks_to_much_more_than_it_is_is_not_held_in_memory(void **state)
{
    (void)state;
    const struct {
        const char *begin;
        size_t len;
    } rows[] = {{"\xDE\x12\x04\x95", 4}, {"SQLite format 3", 16}};
    for (size_t i = 0; i < 2; i++) {
        size_t cap = 1 << 20;
        unsigned char *packed = malloc(cap), *zeros = calloc(1, 1 << 20);
        z_stream z = {.next_out = packed, .avail_out = (unsigned)cap};
        assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
        memcpy(zeros, rows[i].begin, rows[i].len);
        for (size_t k = 0; k < 512; k++) {
            z.next_in = zeros;
            z.avail_in = 1 << 20;
            assert_int_equal(deflate(&z, k == 511 ? Z_FINISH : Z_NO_FLUSH), k == 511 ? Z_STREAM_END : Z_OK);
            memset(zeros, 0, rows[i].len);
        }
        tol_str bytes = {(const char *)packed, cap - z.avail_out};
        assert_refused(bytes, TOL_ELIMIT, "what is packed grows to more than 200 times its size: unpack it first");
        deflateEnd(&z);
        free(packed);
        free(zeros);
    }
}

static tol_status read_again(void *user, tol_error *err)
{
    tol_sink sink = {NULL, NULL, NULL, NULL};
    return tol_read_bytes(*(tol_str *)user, "x.zip", NULL, &sink, err);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    for (packing how = ZIP; how <= GZ; how++) {
        tol_str bytes = pack(how, two, 2, NULL);
        assert_true(tol_torture(endings[how], read_again, &bytes, TOL_EPARSE) > 4);
    }
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* for the names that libarchive writes */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_packing_is_opened_from_files_pipes_and_memory),
        cmocka_unit_test(files_in_archives_are_named),
        cmocka_unit_test(the_header_says_which_file_is_read),
        cmocka_unit_test(every_cut_and_every_changed_bit_is_seen),
        cmocka_unit_test(archives_that_hold_nothing_for_us_are_said_what_they_are),
        cmocka_unit_test(what_is_left_out_of_an_archive_is_told),
        cmocka_unit_test(encrypted_archives_are_refused),
        cmocka_unit_test(members_of_gzip_stand_one_behind_the_other),
        cmocka_unit_test(what_unpacks_to_much_more_than_it_is_is_not_held_in_memory),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
