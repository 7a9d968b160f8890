#include "text/mend.h"

#include <stdlib.h>
#include <string.h>

/*
 * Snowball cuts endings without knowing where the word ends: the nominative loses letters of its root that look like an
 * ending (Хрущев loses -ев, финал loses -л), the other cases keep them (Хрущев-а, финал-а). Each mend here cuts those
 * letters from every stem, so that the paradigm meets again. Verbs change the last consonant of their root: that one is
 * changed back. README.md has the figures of each.
 */
#define LETTER_BYTES 2 /* all letters of Russian take two bytes */

static const struct {
    const char *ending;
    size_t drop;        /* letters of the ending that go */
    size_t min_letters; /* that stand before the ending */
} endings[] = {
    {"анин", 2, 2},  /* гражданин, граждане */
    {"янин", 3, 2},  /* египтянин, египтяне */
    {"ян", 1, 3},    /* Микоян: микоя */
    {"ман", 1, 2},   /* Берман, роман: рома */
    {"ал", 1, 2},    /* финал: фина */
    {"им", 2, 3},    /* режим: реж */
    {"ем", 2, 3},    /* система: loses -ему in the dative */
    {"ирова", 3, 2}, /* планировать, планирует */
};

/* Participles and nouns of a verb have another consonant than its infinitive: утвержден, утверждение and утвердить. */
static const struct {
    const char *ending, *root;
    size_t min_letters; /* that stand before the ending: рождение is not of род, плащ not of плат-а */
} alternations[] = {
    {"жд", "д", 3}, {"жден", "д", 3},   {"щ", "т", 4},    {"щен", "т", 4}, {"чен", "ч", 3}, {"явл", "яв", 2},
    {"вл", "в", 4}, {"явлен", "яв", 2}, {"влен", "в", 4}, {"пл", "п", 4},  {"бл", "б", 4},  {"мл", "м", 4},
};

/*
 * Stems that keep -ов and -ев: adjectives that a noun stands beside, so that игра and игровой stay two words, and verbs
 * with a root in -ов (установить). In order of bytes.
 */
static const char *const kept_in_ov[] = {
    "алюминиев", "базов",    "байтов",   "баллов",   "бассейнов", "бежев",     "берегов", "березов", "боев",
    "болев",     "бордов",   "бортов",   "бронзов",  "бытов",     "валов",     "веков",   "вещев",   "видов",
    "винтов",    "вишнев",   "вкусов",   "возобнов", "волев",     "восстанов", "газов",   "годов",   "грозов",
    "грузов",    "группов",  "дворов",   "делов",    "дисков",    "дождев",    "долгов",  "домов",   "дугов",
    "духов",     "елов",     "звуков",   "зернов",   "игров",     "итогов",    "кадров",  "кассов",  "классов",
    "кленов",    "ключев",   "кодов",    "кольцев",  "концев",    "кормов",    "корнев",  "краев",   "кремов",
    "кругов",    "культов",  "легков",   "ледов",    "лилов",     "лицев",     "лучев",   "магниев", "массов",
    "медов",     "межев",    "мелов",    "мехов",    "миров",     "мостов",    "налогов", "нервов",  "низов",
    "никелев",   "нов",      "ножев",    "нулев",    "обнов",     "образцов",  "обуслов", "оптов",   "оранжев",
    "осев",      "останов",  "отраслев", "очагов",   "паров",     "передов",   "пиков",   "пищев",   "планов",
    "пластиков", "платинов", "плечев",   "плодов",   "подготов",  "поисков",   "полев",   "полов",   "порогов",
    "портов",    "постанов", "потоков",  "почтов",   "правов",    "приготов",  "путев",   "разов",   "резервов",
    "речев",     "рисков",   "рисов",    "родов",    "розов",     "роков",     "ролев",   "рулев",   "рядов",
    "садов",     "светов",   "свинцов",  "сетев",    "силов",     "слухов",    "соснов",  "сотов",   "средневеков",
    "стволов",   "стержнев", "столов",   "строков",  "сырьев",    "танков",    "текстов", "тенев",   "тестов",
    "торгов",    "торцев",   "трудов",   "тылов",    "углов",     "уранов",    "уровнев", "установ", "участков",
    "файлов",    "финансов", "фонов",    "фронтов",  "фруктов",   "хлопков",   "хоров",   "цветов",  "целев",
    "ценов",     "часов",    "числов",   "шагов",    "шелков",    "штормов",   "языков"};

static int compare(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

static size_t letters(const tol_buf *stem)
{
    return stem->len / LETTER_BYTES;
}

static void drop(tol_buf *stem, size_t n_letters)
{
    stem->len -= n_letters * LETTER_BYTES;
    stem->ptr[stem->len] = '\0';
}

static bool ends_with(const tol_buf *stem, const char *ending)
{
    return tol_str_ends_with(tol_buf_str(stem), tol_str_of(ending));
}

static void undo_alternation(tol_buf *stem)
{
    for (size_t i = 0; i < sizeof alternations / sizeof *alternations; i++) {
        size_t len = strlen(alternations[i].ending) / LETTER_BYTES;
        if (ends_with(stem, alternations[i].ending) && letters(stem) >= len + alternations[i].min_letters) {
            drop(stem, len);
            tol_buf_add(stem, tol_str_of(alternations[i].root));
            return;
        }
    }
}

static void cut_endings(tol_buf *stem)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i].ending) / LETTER_BYTES;
        if (ends_with(stem, endings[i].ending) && letters(stem) >= len + endings[i].min_letters) {
            drop(stem, endings[i].drop);
            return;
        }
    }
}

static bool is_consonant(const char *letter)
{
    static const char *const vowels_and_signs = "аеиоуыэюяйьъ";
    for (const char *p = vowels_and_signs; *p; p += LETTER_BYTES) {
        if (memcmp(p, letter, LETTER_BYTES) == 0) {
            return false;
        }
    }
    return true;
}

/* Snowball cuts nothing before the first vowel: the nominative of Хрущев loses its ending, кров keeps it. */
static bool has_vowel_before(const tol_buf *stem, size_t n_last)
{
    for (size_t i = 0; i + n_last < letters(stem); i++) {
        const char *letter = stem->ptr + i * LETTER_BYTES;
        if (!is_consonant(letter) && memcmp(letter, "ь", LETTER_BYTES) != 0) {
            return true;
        }
    }
    return false;
}

/*
 * Surnames: Хрущев and Хрущев-а, Козлов and Козлов-у. The nominative also loses the letter that softens (Васильев,
 * Дмитриев); what stands before that may be one more -ов (Соловьев).
 */
static void cut_ov(tol_buf *stem)
{
    while ((ends_with(stem, "ов") || ends_with(stem, "ев")) && letters(stem) >= 4 && has_vowel_before(stem, 2) &&
           !bsearch(stem->ptr, kept_in_ov, sizeof kept_in_ov / sizeof *kept_in_ov, sizeof *kept_in_ov, compare)) {
        bool may_be_soft = ends_with(stem, "ев") && letters(stem) >= 5;
        drop(stem, 2);
        if (may_be_soft && (ends_with(stem, "ь") || ends_with(stem, "и"))) {
            drop(stem, 1);
        }
    }
}

/* Vowels that come and go: установ(о)к, отец and отц-а, посол and посл-а. */
static void drop_fleeting_vowel(tol_buf *stem)
{
    size_t n = letters(stem);
    bool may_fleet = (n >= 3 && (ends_with(stem, "ок") || ends_with(stem, "ек") || ends_with(stem, "ец"))) ||
                     (n >= 4 && (ends_with(stem, "ол") || ends_with(stem, "ел")));
    char *tail = may_fleet ? stem->ptr + stem->len - 3 * LETTER_BYTES : NULL;
    if (tail && is_consonant(tail)) {
        memmove(tail + LETTER_BYTES, tail + 2 * LETTER_BYTES, LETTER_BYTES);
        drop(stem, 1);
    }
}

static bool is_cyrillic(const tol_buf *stem)
{
    for (size_t i = 0; i < stem->len; i += LETTER_BYTES) {
        if ((unsigned char)stem->ptr[i] != 0xD0 && (unsigned char)stem->ptr[i] != 0xD1) {
            return false;
        }
    }
    return stem->len > 0;
}

void tol_mend_russian(tol_buf *stem)
{
    if (is_cyrillic(stem)) {
        cut_ov(stem); /* first of all, as Snowball has done to the nominative: of Максимов it leaves максим */
        undo_alternation(stem);
        cut_endings(stem);
        drop_fleeting_vowel(stem);
    }
}
