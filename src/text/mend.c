#include "text/mend.h"

#include <stdlib.h>
#include <string.h>

/*
 * Snowball cuts endings without knowing where the word ends: the nominative loses letters of its root that look like an
 * ending (Хрущев loses -ев, финал loses -л), the other cases keep them (Хрущев-а, финал-а). Each mend here cuts those
 * letters from every stem, so that the paradigm meets again. README.md has the figures of each.
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
    {"ал", 1, 2},    /* финал: фина */
    {"им", 2, 3},    /* режим: реж */
    {"ем", 2, 3},    /* система: loses -ему in the dative */
    {"ирова", 3, 2}, /* планировать, планирует */
};

/* Stems in -ов and -ев of adjectives that a noun stands beside: игра and игровой stay two words. In order of bytes. */
static const char *const adjectives[] = {
    "алюминиев", "базов",    "байтов",    "баллов",   "бассейнов", "бежев",   "берегов", "березов",  "боев",
    "болев",     "бордов",   "бортов",    "бронзов",  "бытов",     "валов",   "веков",   "ветров",   "вещев",
    "видов",     "винтов",   "вишнев",    "вкусов",   "волев",     "газов",   "годов",   "готов",    "грозов",
    "грузов",    "группов",  "дворов",    "делов",    "дисков",    "дождев",  "долгов",  "домов",    "дубов",
    "дугов",     "духов",    "елов",      "звуков",   "здоров",    "зернов",  "игров",   "итогов",   "кадров",
    "кассов",    "классов",  "кленов",    "ключев",   "кодов",     "кольцев", "концев",  "кормов",   "корнев",
    "краев",     "кремов",   "кругов",    "культов",  "легков",    "ледов",   "лилов",   "лицев",    "лучев",
    "магниев",   "массов",   "махов",     "медов",    "межев",     "мелов",   "мехов",   "миров",    "мостов",
    "налогов",   "нервов",   "низов",     "никелев",  "нов",       "ножев",   "носов",   "нулев",    "образцов",
    "огнев",     "оптов",    "оранжев",   "осев",     "отраслев",  "очагов",  "паров",   "передов",  "пиков",
    "пищев",     "планов",   "пластиков", "платинов", "плечев",    "плодов",  "поисков", "полев",    "полов",
    "порогов",   "портов",   "потоков",   "почтов",   "правов",    "путев",   "разов",   "резервов", "речев",
    "рисков",    "рисов",    "родов",     "розов",    "роков",     "ролев",   "рулев",   "рядов",    "садов",
    "светов",    "свинцов",  "сетев",     "силов",    "слухов",    "снегов",  "соснов",  "сотов",    "средневеков",
    "стволов",   "стержнев", "столов",    "строков",  "суров",     "сырьев",  "танков",  "текстов",  "тенев",
    "тестов",    "торгов",   "торцев",    "трудов",   "тылов",     "углов",   "уранов",  "уровнев",  "участков",
    "файлов",    "финансов", "фонов",     "фронтов",  "фруктов",   "хлопков", "хоров",   "цветов",   "целев",
    "ценов",     "часов",    "числов",    "шагов",    "шелков",    "штормов", "языков"};

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

/* Surnames: Хрущев and Хрущев-а, Козлов and Козлов-у. */
static void cut_ov(tol_buf *stem)
{
    if (letters(stem) >= 5 && (ends_with(stem, "ов") || ends_with(stem, "ев")) &&
        !bsearch(stem->ptr, adjectives, sizeof adjectives / sizeof *adjectives, sizeof *adjectives, compare)) {
        drop(stem, 2);
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

/* Vowels that come and go: установ(о)к, отец and отц-а, посол and посл-а. */
static void drop_fleeting_vowel(tol_buf *stem)
{
    size_t n = letters(stem);
    bool may_fleet = (n >= 3 && (ends_with(stem, "ок") || ends_with(stem, "ек") || ends_with(stem, "ец"))) ||
                     (n >= 4 && (ends_with(stem, "ол") || ends_with(stem, "ел")));
    char *tail = stem->ptr + stem->len - 3 * LETTER_BYTES;
    if (may_fleet && is_consonant(tail)) {
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
        cut_endings(stem);
        cut_ov(stem);
        drop_fleeting_vowel(stem);
    }
}
