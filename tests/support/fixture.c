#include "support/fixture.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *must(void *made, const char *what)
{
    if (!made) {
        perror(what);
        abort();
    }
    return made;
}

static const char *under(const char *root, const char *relative)
{
    static char paths[8][4096];
    static unsigned next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", root, relative);
    return path;
}

const char *tol_source_path(const char *relative)
{
    return under(TOL_SOURCE_DIR, relative);
}

const char *tol_sample_path(const char *relative)
{
    const char *path = under(TOL_SOURCE_DIR "/../shared", relative);
    return access(path, R_OK) == 0 ? path : NULL;
}

char *tol_temp_dir_new(void)
{
    const char *root = getenv("TMPDIR");
    char *dir = tol_path_join(root && *root ? root : "/tmp", "tolmach-test-XXXXXX");
    return must(mkdtemp(dir), dir);
}

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *level)
{
    (void)about, (void)kind, (void)level;
    return remove(path);
}

void tol_temp_dir_free(char *dir)
{
    if (dir && nftw(dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0) {
        perror(dir);
    }
    free(dir);
}

char *tol_path_join(const char *dir, const char *name)
{
    size_t size = strlen(dir) + strlen(name) + 2;
    char *path = must(malloc(size), "malloc");
    snprintf(path, size, "%s/%s", dir, name);
    return path;
}

char *tol_file_read(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        return NULL;
    }
    size_t cap = 1 << 16, n = 0, got;
    char *bytes = must(malloc(cap + 1), "malloc");
    while ((got = fread(bytes + n, 1, cap - n, file)) > 0) {
        n += got;
        if (n == cap) {
            cap *= 2;
            bytes = must(realloc(bytes, cap + 1), "realloc");
        }
    }
    fclose(file);
    bytes[n] = '\0';
    if (len) {
        *len = n;
    }
    return bytes;
}

void tol_file_write(const char *path, tol_str contents)
{
    FILE *file = must(fopen(path, "wb"), path);
    if (fwrite(contents.ptr, 1, contents.len, file) != contents.len || fclose(file) != 0) {
        perror(path);
        abort();
    }
}

size_t tol_dir_count(const char *dir)
{
    DIR *stream = must(opendir(dir), dir);
    size_t n = 0;
    for (struct dirent *entry; (entry = readdir(stream));) {
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(stream);
    return n;
}
