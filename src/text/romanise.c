/*
 * Romanisation: a table of what each scheme writes for a letter, a few rules of place, and a comparison that knows all
 * renderings of all letters at once: the cheapest way to read the Latin word as the Russian one, by dynamic
 * programming. A rendering is free, one of a neighbouring sound costs 1, anything else 2; likeness is what is left of
 * 2 a letter.
 */
#include "text/romanise.h"

#include <stdint.h>

#include "base/utf8.h"
#include "text/unicode.h"

#define LETTER_COST 2

typedef struct letter {
    uint32_t cp;
    const char *schemes[TOL_ROMANISE_N]; /* in the order of TOL_ROMANISATIONS */
    const char *renderings;              /* all that is met, parted by spaces; "-" is nothing */
    const char *near;                    /* what is heard, or slipped, instead */
} letter;

/* clang-format off */
static const letter letters[] = {
    {0x430, {"a", "a", "a", "a", "a", "a"}, "a", "o"},
    {0x431, {"b", "b", "b", "b", "b", "b"}, "b bb", "p"},
    {0x432, {"v", "v", "v", "v", "v", "v"}, "v w f ff", "b u"},
    {0x433, {"g", "g", "g", "g", "g", "g"}, "g gh h v", "k"},
    {0x434, {"d", "d", "d", "d", "d", "d"}, "d dd", "t"},
    {0x435, {"e", "e", "e", "e", "e", "e"}, "e ye ie je ë", "i a"},
    {0x451, {"e", "ë", "ë", "yo", "ë", "e"}, "e o yo ë yë jo io ye", "i"},
    {0x436, {"zh", "zh", "zh", "zh", "ž", "zh"}, "zh ž j g", "z s sh"},
    {0x437, {"z", "z", "z", "z", "z", "z"}, "z zz", "s"},
    {0x438, {"i", "i", "i", "i", "i", "i"}, "i y ee ij j ie", "e"},
    {0x439, {"y", "y", "ĭ", "j", "j", "i"}, "y i j ĭ -", "e"},
    {0x43A, {"k", "k", "k", "k", "k", "k"}, "k c ck q kk cc", "kh g"},
    {0x43B, {"l", "l", "l", "l", "l", "l"}, "l ll", "r"},
    {0x43C, {"m", "m", "m", "m", "m", "m"}, "m mm", "n"},
    {0x43D, {"n", "n", "n", "n", "n", "n"}, "n nn", "m"},
    {0x43E, {"o", "o", "o", "o", "o", "o"}, "o", "a u"},
    {0x43F, {"p", "p", "p", "p", "p", "p"}, "p pp", "b"},
    {0x440, {"r", "r", "r", "r", "r", "r"}, "r rr rh", "l"},
    {0x441, {"s", "s", "s", "s", "s", "s"}, "s ss c", "z"},
    {0x442, {"t", "t", "t", "t", "t", "t"}, "t tt th", "d"},
    {0x443, {"u", "u", "u", "u", "u", "u"}, "u ou oo w", "o y"},
    {0x444, {"f", "f", "f", "f", "f", "f"}, "f ff ph", "v th"},
    {0x445, {"kh", "kh", "kh", "x", "h", "kh"}, "kh h x ch", "k"},
    {0x446, {"ts", "ts", "ts", "cz", "c", "ts"}, "ts tz c cz z", "s"},
    {0x447, {"ch", "ch", "ch", "ch", "č", "ch"}, "ch č tch tsch", "c sh tsh"},
    {0x448, {"sh", "sh", "sh", "sh", "š", "sh"}, "sh š sch", "s ch"},
    {0x449, {"shch", "shch", "shch", "shh", "ŝ", "shch"}, "shch šč ŝ shh sch shtch schtsch", "sh ch"},
    {0x44A, {"", "”", "″", "``", "ʺ", "ie"}, "- ie", "y"},
    {0x44B, {"y", "y", "y", "y'", "y", "y"}, "y i", "e"},
    {0x44C, {"", "’", "′", "`", "ʹ", ""}, "- y i", "e"},
    {0x44D, {"e", "e", "ė", "e'", "è", "e"}, "e è ė", "a"},
    {0x44E, {"yu", "yu", "iu", "yu", "û", "iu"}, "yu iu ju û u", "ou"},
    {0x44F, {"ya", "ya", "ia", "ya", "â", "ia"}, "ya ia ja â a", "e"},
};
/* clang-format on */

#define N_LETTERS (sizeof letters / sizeof letters[0])

static const letter *letter_of(uint32_t cp)
{
    for (size_t i = 0; i < N_LETTERS; i++) {
        if (letters[i].cp == cp) {
            return &letters[i];
        }
    }
    return NULL;
}

static uint32_t lower_russian(uint32_t cp)
{
    return cp == 0x401 ? 0x451 : cp >= 0x410 && cp <= 0x42F ? cp + 0x20 : cp;
}

static bool is_vowel(uint32_t cp)
{
    static const uint32_t vowels[] = {0x430, 0x435, 0x451, 0x438, 0x43E, 0x443, 0x44B, 0x44D, 0x44E, 0x44F};
    for (size_t i = 0; i < sizeof vowels / sizeof vowels[0]; i++) {
        if (vowels[i] == cp) {
            return true;
        }
    }
    return false;
}

const char *tol_romanisation_name(tol_romanisation scheme)
{
    static const char *const names[] = {
#define TOL_ROMANISATION_NAME(id, name) name,
        TOL_ROMANISATIONS(TOL_ROMANISATION_NAME)
#undef TOL_ROMANISATION_NAME
    };
    return names[scheme];
}

/* ---- writing ---- */

/* A place in a word: the letter before and the next two, 0 where there is none. */
typedef struct place {
    uint32_t before, here, next, next_but_one;
} place;

static bool is_russian_letter(uint32_t cp)
{
    return letter_of(lower_russian(cp)) != NULL;
}

/* What the schemes write otherwise than by the letter alone; NULL: nothing. */
static const char *by_place(const place *at, tol_romanisation scheme)
{
    bool opens = !at->before || is_vowel(at->before) || at->before == 0x44A || at->before == 0x44C;
    if (scheme == TOL_ROMANISE_BGN && opens && (at->here == 0x435 || at->here == 0x451)) {
        return at->here == 0x435 ? "ye" : "yë";
    }
    if (scheme == TOL_ROMANISE_PRESS) {
        bool ends = at->next == 0x439 && !at->next_but_one;
        if ((at->here == 0x438 || at->here == 0x44B) && ends) {
            return ""; /* -ий, -ый: the й is the y */
        }
        return at->here == 0x435 && !at->before ? "ye" : NULL;
    }
    bool soft = at->next == 0x435 || at->next == 0x438 || at->next == 0x439 || at->next == 0x44B || at->next == 0x44D;
    return scheme == TOL_ROMANISE_GOST && at->here == 0x446 && soft ? "c" : NULL;
}

static void put_rendering(const char *latin, bool is_capital, tol_buf *out)
{
    if (is_capital && latin[0] >= 'a' && latin[0] <= 'z') {
        tol_buf_byte(out, (char)(latin[0] - 0x20));
        latin++;
    } else if (is_capital && (unsigned char)latin[0] >= 0xC3) {
        /* ë, č, š, ŝ, …: one of two bytes, whose capital is the letter before, or 0x20 less in Latin-1 */
        size_t i = 0;
        uint32_t cp = tol_utf8_next(tol_str_of(latin), &i);
        char bytes[4];
        uint32_t capital = cp < 0x100 ? cp - 0x20 : cp < 0x180 ? cp - 1 : cp;
        tol_buf_append(out, bytes, tol_utf8_put(capital, bytes));
        latin += i;
    }
    tol_buf_add(out, tol_str_of(latin));
}

void tol_romanise(tol_str russian, tol_romanisation scheme, tol_buf *out)
{
    place at = {0, 0, 0, 0};
    for (size_t i = 0; i < russian.len;) {
        size_t from = i;
        uint32_t cp = tol_utf8_next(russian, &i);
        const letter *one = letter_of(lower_russian(cp));
        if (!one) {
            tol_buf_append(out, russian.ptr + from, i - from);
            at.here = 0;
        } else {
            size_t ahead = i;
            uint32_t next = ahead < russian.len ? tol_utf8_next(russian, &ahead) : 0;
            uint32_t later = ahead < russian.len ? tol_utf8_next(russian, &ahead) : 0;
            at = (place){at.here, one->cp, is_russian_letter(next) ? lower_russian(next) : 0,
                         is_russian_letter(later) ? lower_russian(later) : 0};
            const char *special = by_place(&at, scheme);
            put_rendering(special ? special : one->schemes[scheme], cp != one->cp, out);
        }
    }
}

/* ---- comparing ---- */

typedef struct word {
    uint32_t cps[TOL_ROMANISE_LETTERS_MAX * 2];
    size_t n;
} word;

/* Signs and accents that stand for no sound: apostrophes, primes, the ligature tie, hyphens are left out. */
static bool is_silent(uint32_t cp)
{
    return cp == '\'' || cp == '`' || cp == '"' || cp == 0x2019 || cp == 0x2018 || cp == 0x201D || cp == 0x2BC ||
           cp == 0x2B9 || cp == 0x2BA || cp == 0x2032 || cp == 0x2033 || cp == 0x361 || cp == 0x301 || cp == 0xAD;
}

/* The letters of a text in small letters; false when they are too many. */
static bool spell(tol_str text, size_t max, word *out)
{
    tol_buf folded = TOL_BUF_INIT;
    out->n = 0;
    bool fits = tol_unicode_fold(text, false, &folded, NULL) == TOL_OK && tol_buf_ok(&folded);
    tol_str s = tol_buf_str(&folded);
    for (size_t i = 0; i < s.len && fits;) {
        uint32_t cp = tol_utf8_next(s, &i);
        fits = out->n < max;
        if (fits && !is_silent(cp)) {
            out->cps[out->n++] = cp;
        }
    }
    tol_buf_release(&folded);
    return fits && out->n > 0;
}

typedef struct sheet {
    uint8_t cost[TOL_ROMANISE_LETTERS_MAX + 1][TOL_ROMANISE_LETTERS_MAX * 2 + 1];
    word russian, latin;
} sheet;

static void lower(uint8_t *cell, unsigned cost)
{
    *cell = cost < *cell ? (uint8_t)cost : *cell;
}

/* Try all renderings of a list for letter `i`, with the Latin word read up to `j`. */
static void try_renderings(sheet *s, size_t i, size_t j, const char *list, unsigned price)
{
    tol_str all = tol_str_of(list);
    unsigned base = s->cost[i][j] + price;
    for (size_t at = 0; at < all.len;) {
        size_t k = j;
        bool fits = true;
        while (at < all.len && all.ptr[at] != ' ') {
            uint32_t cp = tol_utf8_next(all, &at);
            if (cp != '-') {
                fits = fits && k < s->latin.n && s->latin.cps[k] == cp;
                k++;
            }
        }
        if (fits) {
            lower(&s->cost[i + 1][k], base);
        }
        at++;
    }
}

/* A Latin letter that has no Russian one: half price for those that only colour the one before. */
static unsigned price_of_extra(const sheet *s, size_t j)
{
    uint32_t cp = s->latin.cps[j];
    return cp == 'h' || cp == 'y' || cp == 'j' || (j > 0 && s->latin.cps[j - 1] == cp) ? 1 : LETTER_COST;
}

static void leave_cell(sheet *s, size_t i, size_t j)
{
    unsigned here = s->cost[i][j];
    if (j < s->latin.n) {
        lower(&s->cost[i][j + 1], here + price_of_extra(s, j));
    }
    if (i == s->russian.n) {
        return;
    }
    uint32_t cp = s->russian.cps[i];
    const letter *one = letter_of(cp);
    bool is_double = i > 0 && s->russian.cps[i - 1] == cp;
    lower(&s->cost[i + 1][j], here + (is_double ? 0 : LETTER_COST));
    if (j < s->latin.n) {
        lower(&s->cost[i + 1][j + 1], here + (s->latin.cps[j] == cp ? 0 : LETTER_COST));
    }
    if (one) {
        try_renderings(s, i, j, one->renderings, 0);
        try_renderings(s, i, j, one->near, 1);
    }
    if (cp == 0x43A && i + 1 < s->russian.n && s->russian.cps[i + 1] == 0x441 && j < s->latin.n &&
        s->latin.cps[j] == 'x') {
        lower(&s->cost[i + 2][j + 1], here); /* кс is x */
    }
}

/* Fill the sheet: cost[i][j] is the least for reading `j` Latin letters as `i` Russian ones. */
static bool compare(tol_str russian, tol_str latin, sheet *s)
{
    if (!spell(russian, TOL_ROMANISE_LETTERS_MAX, &s->russian) ||
        !spell(latin, (size_t)TOL_ROMANISE_LETTERS_MAX * 2, &s->latin)) {
        return false;
    }
    for (size_t i = 0; i <= s->russian.n; i++) {
        for (size_t j = 0; j <= s->latin.n; j++) {
            s->cost[i][j] = UINT8_MAX;
        }
    }
    s->cost[0][0] = 0;
    for (size_t i = 0; i <= s->russian.n; i++) {
        for (size_t j = 0; j <= s->latin.n; j++) {
            if (s->cost[i][j] < 200) {
                leave_cell(s, i, j);
            }
        }
    }
    return true;
}

static int likeness_of(unsigned cost, size_t letters_compared)
{
    unsigned full = LETTER_COST * (unsigned)letters_compared;
    return cost >= full ? 0 : (int)(100 * (full - cost) / full);
}

int tol_romanise_likeness(tol_str russian, tol_str latin)
{
    sheet s;
    return compare(russian, latin, &s) ? likeness_of(s.cost[s.russian.n][s.latin.n], s.russian.n) : 0;
}

/* Endings of cases, and what the nominative may have in their place, as Latin letters. */
static const struct {
    const char *endings, *nominatives;
} declensions[] = {
    {"ого ему ому его им ым ом ем ой ей ую юю ая яя ых их ими ыми",
     "y iy ii ij yy yj i yi oy oi oj aya aia aja skaya skaia"},
    {"а у ом ым е ы и ов ам ами ах ой ою ю ем я ей ью ям ями ях ами ем ём ию ией ии",
     "- a ya ia ja â o e y i j ey ei ay ai oy oi aj ej oj"},
};

/* Whether the letters end with the first word of a list, which moves on. */
static bool ends_with_next(const word *w, tol_str list, size_t *at, size_t *len)
{
    uint32_t cps[8];
    size_t n = 0;
    while (*at < list.len && list.ptr[*at] != ' ') {
        uint32_t cp = tol_utf8_next(list, at);
        if (cp != '-' && n < sizeof cps / sizeof cps[0]) {
            cps[n++] = cp;
        }
    }
    ++*at;
    *len = n;
    bool same = n <= w->n;
    for (size_t i = 0; i < n && same; i++) {
        same = w->cps[w->n - n + i] == cps[i];
    }
    return same;
}

#define STEM_MIN 3

static int best_nominative(const sheet *s, size_t stem, const char *nominatives)
{
    int best = 0;
    size_t len = 0;
    tol_str list = tol_str_of(nominatives);
    for (size_t at = 0; at < list.len;) {
        if (ends_with_next(&s->latin, list, &at, &len)) {
            int one = likeness_of(s->cost[stem][s->latin.n - len], stem);
            best = one > best ? one : best;
        }
    }
    return best;
}

int tol_romanise_likeness_declined(tol_str russian, tol_str latin)
{
    sheet s;
    if (!compare(russian, latin, &s)) {
        return 0;
    }
    int best = likeness_of(s.cost[s.russian.n][s.latin.n], s.russian.n);
    for (size_t d = 0; d < sizeof declensions / sizeof declensions[0]; d++) {
        tol_str list = tol_str_of(declensions[d].endings);
        size_t len = 0;
        for (size_t at = 0; at < list.len && best < 100;) {
            if (ends_with_next(&s.russian, list, &at, &len) && s.russian.n - len >= STEM_MIN) {
                int one = best_nominative(&s, s.russian.n - len, declensions[d].nominatives);
                best = one > best ? one : best;
            }
        }
    }
    return best;
}

unsigned tol_romanise_schemes(tol_str russian, tol_str latin)
{
    unsigned bits = 0;
    tol_buf wanted = TOL_BUF_INIT, written = TOL_BUF_INIT, folded = TOL_BUF_INIT;
    bool ok = tol_unicode_fold(latin, false, &folded, NULL) == TOL_OK;
    for (int scheme = 0; scheme < TOL_ROMANISE_N && ok; scheme++) {
        tol_buf_reset(&written);
        tol_buf_reset(&wanted);
        tol_romanise(russian, (tol_romanisation)scheme, &written);
        ok = tol_buf_ok(&written) && tol_unicode_fold(tol_buf_str(&written), false, &wanted, NULL) == TOL_OK;
        if (ok && tol_str_equal(tol_buf_str(&wanted), tol_buf_str(&folded))) {
            bits |= 1U << scheme;
        }
    }
    tol_buf_release(&wanted);
    tol_buf_release(&written);
    tol_buf_release(&folded);
    return bits;
}
