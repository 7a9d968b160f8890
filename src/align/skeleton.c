#include "align/skeleton.h"

#include <string.h>

#include "base/utf8.h"

/* Cyrillic а to я: 0 is no consonant. щ and ч, ш are one: schemes write them all alike. */
static const char cyrillic[32] = {0,   'b', 'v', 'k', 'd', 0,   's', 's', 0,   0,   'k', 'l', 'm', 'n', 0, 'p',
                                  'r', 's', 't', 0,   'f', 'k', 's', 's', 's', 's', 0,   0,   0,   0,   0, 0};

/* What a run of Latin letters says, longest first. */
typedef struct sound {
    const char *letters;
    const char *consonants;
} sound;

static const sound sounds[] = {
    {"shch", "s"}, {"sch", "s"}, {"tsch", "s"}, {"zh", "s"}, {"kh", "k"},  {"ch", "s"}, {"sh", "s"}, {"ts", "s"},
    {"tz", "s"},   {"ph", "f"},  {"th", "t"},   {"ck", "k"}, {"qu", "kv"}, {"x", "ks"}, {"ce", "s"}, {"ci", "s"},
    {"cy", "s"},   {"b", "b"},   {"c", "k"},    {"d", "d"},  {"f", "f"},   {"g", "k"},  {"h", "k"},  {"j", "s"},
    {"k", "k"},    {"l", "l"},   {"m", "m"},    {"n", "n"},  {"p", "p"},   {"q", "k"},  {"r", "r"},  {"s", "s"},
    {"t", "t"},    {"v", "v"},   {"w", "v"},    {"z", "s"},
};

typedef struct skeleton {
    char *out;
    size_t n;
    bool has_vowel; /* before the first consonant */
} skeleton;

/* Doubled ones are one. */
static void put(skeleton *s, char consonant)
{
    size_t first = s->has_vowel ? 1 : 0;
    if (s->n == 0 && s->has_vowel) {
        s->out[s->n++] = 'a';
    }
    if (s->n < first + 4 && !(s->n > first && s->out[s->n - 1] == consonant)) {
        s->out[s->n++] = consonant;
    }
}

static size_t take_latin(skeleton *s, tol_str word, size_t at)
{
    for (size_t k = 0; k < sizeof sounds / sizeof sounds[0]; k++) {
        size_t len = strlen(sounds[k].letters);
        if (word.len - at >= len && memcmp(word.ptr + at, sounds[k].letters, len) == 0) {
            for (const char *c = sounds[k].consonants; *c; c++) {
                put(s, *c);
            }
            bool is_soft = len == 2 && word.ptr[at] == 'c' && strchr("eiy", word.ptr[at + 1]);
            return is_soft ? 1 : len;
        }
    }
    s->has_vowel = s->has_vowel || s->n == 0;
    return 1;
}

bool tol_skeleton(tol_str word, char out[TOL_SKELETON_SIZE])
{
    skeleton s = {.out = out};
    for (size_t at = 0; at < word.len;) {
        if ((unsigned char)word.ptr[at] < 0x80) {
            at += take_latin(&s, word, at);
            continue;
        }
        uint32_t cp = tol_utf8_next(word, &at);
        if (cp < 0x430 || cp > 0x44F) {
            continue;
        }
        if (cyrillic[cp - 0x430]) {
            put(&s, cyrillic[cp - 0x430]);
        } else {
            s.has_vowel = s.has_vowel || s.n == 0;
        }
    }
    out[s.n] = '\0';
    return s.n >= 2;
}
