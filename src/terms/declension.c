#include "terms/declension.h"

#include <string.h>

/* Letters of the folded Russian alphabet are two bytes each. */
#define LETTER 2

/* What may stand before an ending: a letter of one of these classes. */
enum {
    HARD = 1 << 0,  /* consonants that may be soft: б в д з л м н п р с т ф */
    VELAR = 1 << 1, /* г к х */
    HUSH = 1 << 2,  /* ж ш ч щ */
    TS = 1 << 3,    /* ц */
    YOT = 1 << 4,   /* й */
    VOWEL = 1 << 5,
    I = 1 << 6, /* и, which is a vowel too */
    SIGN = 1 << 7,
    OV = 1 << 8,    /* the word ends with -ов -ев -ин -ын: as surnames do */
    PEOPLE = 1 << 9 /* with -ан -ян -ар: англичан-е, англичан-ин */
};
#define FIRM      (HARD | VELAR | HUSH | TS)
#define CONSONANT (FIRM | YOT)
#define SOFT      (HARD | VOWEL | SIGN)

/* A form is stem + ending, its citation form the same stem + citation. */
typedef struct ending_rule {
    const char *ending, *citation;
    unsigned after;
} ending_rule;

static const ending_rule rules[] = {
    /* masculine, hard: завод, враг, мяч, отец */
    {"а", "", FIRM},
    {"у", "", FIRM},
    {"е", "", FIRM},
    {"ом", "", FIRM},
    {"ем", "", HUSH | TS},
    {"ы", "", HARD | TS},
    {"и", "", VELAR | HUSH},
    {"ов", "", HARD | VELAR | TS},
    {"ев", "", TS},
    {"ей", "", HUSH},
    {"ам", "", FIRM},
    {"ами", "", FIRM},
    {"ах", "", FIRM},
    /* surnames: Хрущев, Пушкин; their feminine and plural */
    {"ым", "", OV},
    {"ой", "", OV},
    {"ою", "", OV},
    {"ых", "", OV},
    {"ыми", "", OV},
    /* masculine, soft: секретарь, край, воробей */
    {"я", "ь", HARD},
    {"ю", "ь", HARD},
    {"ем", "ь", HARD},
    {"е", "ь", HARD},
    {"и", "ь", HARD | HUSH},
    {"ей", "ь", HARD | HUSH},
    {"ям", "ь", HARD},
    {"ями", "ь", HARD},
    {"ях", "ь", HARD},
    {"я", "й", VOWEL},
    {"ю", "й", VOWEL},
    {"ем", "й", VOWEL},
    {"е", "й", VOWEL},
    {"и", "й", VOWEL},
    {"ев", "й", VOWEL},
    {"ям", "й", VOWEL},
    {"ями", "й", VOWEL},
    {"ях", "й", VOWEL},
    {"ья", "ей", FIRM},
    {"ью", "ей", FIRM},
    {"ьем", "ей", FIRM},
    {"ье", "ей", FIRM},
    {"ьи", "ей", FIRM},
    {"ьев", "ей", FIRM},
    {"ьям", "ей", FIRM},
    {"ьями", "ей", FIRM},
    {"ьях", "ей", FIRM},
    /* masculine with another plural: братья, англичане, сыновья is a word of the list of irregular ones */
    {"ья", "", FIRM},
    {"ьев", "", FIRM},
    {"ьям", "", FIRM},
    {"ьями", "", FIRM},
    {"ьях", "", FIRM},
    {"е", "ин", PEOPLE},
    {"ы", "ин", PEOPLE},
    {"", "ин", PEOPLE},
    {"ам", "ин", PEOPLE},
    {"ами", "ин", PEOPLE},
    {"ах", "ин", PEOPLE},
    /* feminine: карта, война, неделя, линия, статья; Никита and Илья too */
    {"ы", "а", HARD | TS},
    {"и", "а", VELAR | HUSH},
    {"е", "а", FIRM | VOWEL},
    {"у", "а", FIRM | VOWEL},
    {"ой", "а", FIRM | VOWEL},
    {"ою", "а", FIRM | VOWEL},
    {"ей", "а", HUSH | TS},
    {"ею", "а", HUSH | TS},
    {"ам", "а", FIRM | VOWEL},
    {"ами", "а", FIRM | VOWEL},
    {"ах", "а", FIRM | VOWEL},
    {"", "а", FIRM},
    {"и", "я", SOFT},
    {"е", "я", SOFT},
    {"ю", "я", SOFT},
    {"ей", "я", SOFT},
    {"ею", "я", SOFT},
    {"ям", "я", SOFT},
    {"ями", "я", SOFT},
    {"ях", "я", SOFT},
    {"ь", "я", HARD},
    {"й", "я", VOWEL},
    {"ей", "ья", FIRM},
    {"ий", "ья", FIRM},
    /* feminine: область, ночь */
    {"ью", "ь", HARD | HUSH},
    {"ам", "ь", HUSH},
    {"ами", "ь", HUSH},
    {"ах", "ь", HUSH},
    /* neuter: дело, училище, поле, здание, ущелье, платье, время */
    {"а", "о", FIRM},
    {"у", "о", FIRM},
    {"ом", "о", FIRM},
    {"е", "о", FIRM},
    {"и", "о", VELAR | HUSH},
    {"ам", "о", FIRM},
    {"ами", "о", FIRM},
    {"ах", "о", FIRM},
    {"", "о", FIRM},
    {"ья", "о", HARD},
    {"ьев", "о", HARD},
    {"ьям", "о", HARD},
    {"ьями", "о", HARD},
    {"ьях", "о", HARD},
    {"ов", "о", FIRM},
    {"а", "е", HUSH | TS},
    {"у", "е", HUSH | TS},
    {"ем", "е", HUSH | TS},
    {"ам", "е", HUSH | TS},
    {"ами", "е", HUSH | TS},
    {"ах", "е", HUSH | TS},
    {"", "е", HUSH | TS},
    {"я", "е", HARD | I | SIGN},
    {"ю", "е", HARD | I | SIGN},
    {"ем", "е", HARD | I | SIGN},
    {"и", "е", I | SIGN},
    {"ей", "е", HARD},
    {"ям", "е", HARD | I | SIGN},
    {"ями", "е", HARD | I | SIGN},
    {"ях", "е", HARD | I | SIGN},
    {"й", "е", I},
    {"ий", "ье", FIRM},
    {"ьев", "ье", FIRM},
    {"мени", "мя", HARD | VOWEL},
    {"менем", "мя", HARD | VOWEL},
    {"мена", "мя", HARD | VOWEL},
    {"мен", "мя", HARD | VOWEL},
    {"мян", "мя", HARD | VOWEL},
    {"менам", "мя", HARD | VOWEL},
    {"менами", "мя", HARD | VOWEL},
    {"менах", "мя", HARD | VOWEL},
    /* plurals as citation forms: Кордильеры, Сокольники, Карпаты, субпродукты, ворота */
    {"ов", "ы", HARD | TS},
    {"", "ы", HARD | TS},
    {"ам", "ы", HARD | TS},
    {"ами", "ы", HARD | TS},
    {"ах", "ы", HARD | TS},
    {"ев", "ы", TS},
    {"ов", "и", VELAR},
    {"ей", "и", HARD | HUSH},
    {"ев", "и", VOWEL},
    {"", "и", VELAR | HUSH},
    {"ь", "и", HARD},
    {"й", "и", VOWEL},
    {"ам", "и", VELAR | HUSH},
    {"ами", "и", VELAR | HUSH},
    {"ах", "и", VELAR | HUSH},
    {"ям", "и", HARD | VOWEL},
    {"ями", "и", HARD | VOWEL},
    {"ях", "и", HARD | VOWEL},
    /* adjectives, and names like them: Достоевский, Толстой, Бедный, Грозная */
    {"ая", "ый", HARD | TS},
    {"ое", "ый", HARD},
    {"ые", "ый", HARD | TS},
    {"ого", "ый", HARD},
    {"ому", "ый", HARD},
    {"ым", "ый", HARD | TS},
    {"ом", "ый", HARD},
    {"ую", "ый", HARD | TS},
    {"ой", "ый", HARD},
    {"ою", "ый", HARD},
    {"ых", "ый", HARD | TS},
    {"ыми", "ый", HARD | TS},
    {"ая", "ой", HARD | VELAR | HUSH},
    {"ое", "ой", HARD | VELAR | HUSH},
    {"ые", "ой", HARD},
    {"ие", "ой", VELAR | HUSH},
    {"ого", "ой", HARD | VELAR | HUSH},
    {"ому", "ой", HARD | VELAR | HUSH},
    {"ым", "ой", HARD},
    {"им", "ой", VELAR | HUSH},
    {"ом", "ой", HARD | VELAR | HUSH},
    {"ую", "ой", HARD | VELAR | HUSH},
    {"ою", "ой", HARD | VELAR | HUSH},
    {"ых", "ой", HARD},
    {"их", "ой", VELAR | HUSH},
    {"ыми", "ой", HARD},
    {"ими", "ой", VELAR | HUSH},
    {"ая", "ий", VELAR | HUSH},
    {"яя", "ий", HARD},
    {"ое", "ий", VELAR},
    {"ее", "ий", HARD | HUSH},
    {"ие", "ий", HARD | VELAR | HUSH},
    {"ого", "ий", VELAR},
    {"его", "ий", HARD | HUSH},
    {"ому", "ий", VELAR},
    {"ему", "ий", HARD | HUSH},
    {"им", "ий", HARD | VELAR | HUSH},
    {"ом", "ий", VELAR},
    {"ем", "ий", HARD | HUSH},
    {"ую", "ий", VELAR | HUSH},
    {"юю", "ий", HARD},
    {"ой", "ий", VELAR},
    {"ою", "ий", VELAR},
    {"ей", "ий", HARD | HUSH},
    {"ею", "ий", HARD | HUSH},
    {"их", "ий", HARD | VELAR | HUSH},
    {"ими", "ий", HARD | VELAR | HUSH},
    /* their other genders and the plural as citation forms: Московская, Крупское, Набережные */
    {"ой", "ая", FIRM},
    {"ую", "ая", FIRM},
    {"ей", "ая", HUSH},
    {"ого", "ое", HARD | VELAR},
    {"ому", "ое", HARD | VELAR},
    {"ым", "ое", HARD},
    {"им", "ое", VELAR},
    {"ом", "ое", HARD | VELAR},
    {"его", "ее", HARD | HUSH},
    {"ему", "ее", HARD | HUSH},
    {"им", "ее", HARD | HUSH},
    {"ем", "ее", HARD | HUSH},
    {"ых", "ые", HARD},
    {"ым", "ые", HARD},
    {"ыми", "ые", HARD},
    {"их", "ие", FIRM},
    {"им", "ие", FIRM},
    {"ими", "ие", FIRM},
};

/* ---- letters ---- */

static bool is_one_of(const char *letter, const char *letters)
{
    for (; *letters; letters += LETTER) {
        if (memcmp(letter, letters, LETTER) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_consonant(const char *letter)
{
    return is_one_of(letter, "бвгджзйклмнпрстфхцчшщ");
}

static bool ends_with(tol_str s, const char *ending)
{
    return tol_str_ends_with(s, tol_str_of(ending));
}

/* The classes of a stem's end. */
static unsigned class_of(tol_str stem)
{
    const char *last = stem.ptr + stem.len - LETTER;
    if (is_one_of(last, "аеиоуыэюя")) {
        return VOWEL | (is_one_of(last, "и") ? I : 0U);
    }
    unsigned class = is_one_of(last, "гкх")    ? VELAR
                     : is_one_of(last, "жшчщ") ? HUSH
                     : is_one_of(last, "ц")    ? TS
                     : is_one_of(last, "й")    ? YOT
                     : is_one_of(last, "ьъ")   ? SIGN
                                               : HARD;
    if (ends_with(stem, "ов") || ends_with(stem, "ев") || ends_with(stem, "ин") || ends_with(stem, "ын")) {
        class |= OV;
    }
    return ends_with(stem, "ан") || ends_with(stem, "ян") || ends_with(stem, "ар") ? class | PEOPLE : class;
}

static bool is_russian(tol_str form)
{
    for (size_t i = 0; i + LETTER <= form.len; i += LETTER) {
        unsigned char lead = (unsigned char)form.ptr[i], trail = (unsigned char)form.ptr[i + 1];
        if (!(lead == 0xD0 && trail >= 0xB0) && !(lead == 0xD1 && trail <= 0x8F)) {
            return false;
        }
    }
    return form.len % LETTER == 0 && form.len >= 2 * LETTER && form.len <= 60 * LETTER;
}

/* ---- candidates ---- */

static void add(tol_citations *out, tol_arena *arena, tol_str stem, const char *middle, const char *rest)
{
    if (out->n == out->cap) {
        size_t cap = out->cap ? out->cap * 2 : 32;
        tol_str *grown = tol_arena_calloc(arena, cap, sizeof *grown);
        if (!grown) {
            return;
        }
        if (out->n) {
            memcpy(grown, out->items, out->n * sizeof *grown);
        }
        out->items = grown;
        out->cap = cap;
    }
    size_t n_middle = strlen(middle), n_rest = strlen(rest);
    char *text = tol_arena_alloc(arena, stem.len + n_middle + n_rest + 1);
    if (text) {
        memcpy(text, stem.ptr, stem.len);
        memcpy(text + stem.len, middle, n_middle);
        memcpy(text + stem.len + n_middle, rest, n_rest + 1);
        out->items[out->n++] = (tol_str){text, stem.len + n_middle + n_rest};
    }
}

static tol_str without_last(tol_str s)
{
    return (tol_str){s.ptr, s.len - LETTER};
}

/* The vowel that citation forms without an ending have before their last consonant: отц-а отец, посл-а посол, дн-я
 * день, бойц-а боец, льв-а лев. */
static void add_with_vowel(tol_citations *out, tol_arena *arena, tol_str stem, const char *citation)
{
    if (stem.len < 3 * LETTER) {
        return; /* all such words stand in lists: где is not a form of год */
    }
    char last[LETTER + 1] = {stem.ptr[stem.len - 2], stem.ptr[stem.len - 1], '\0'};
    tol_str head = without_last(stem);
    const char *before = head.ptr + head.len - LETTER;
    char with_e[2 * LETTER + 1] = "е", with_o[2 * LETTER + 1] = "о";
    memcpy(with_e + LETTER, last, LETTER + 1);
    memcpy(with_o + LETTER, last, LETTER + 1);
    if (!is_consonant(last)) {
        return;
    }
    if (is_one_of(before, "ьй")) {
        add(out, arena, without_last(head), with_e, citation);
    }
    if (is_consonant(before) || is_one_of(before, "ь")) {
        add(out, arena, head, with_e, citation);
        add(out, arena, head, with_o, citation);
    }
}

/* The genitive plural has a vowel that the citation form lacks: окон окн-о, писем письм-о, копеек копейк-а, сосен
 * сосн-а, кухонь кухн-я, вишен вишн-я, колец кольц-о. */
static void add_without_vowel(tol_citations *out, tol_arena *arena, tol_str form)
{
    static const char *const endings[] = {"а", "о", "я", "е", "и", "ы"};
    bool is_soft = ends_with(form, "ь");
    tol_str bare = is_soft ? without_last(form) : form;
    if (bare.len < 3 * LETTER || !is_consonant(bare.ptr + bare.len - LETTER) ||
        !is_one_of(bare.ptr + bare.len - 2 * LETTER, "еои")) {
        return;
    }
    char last[LETTER + 1] = {bare.ptr[bare.len - 2], bare.ptr[bare.len - 1], '\0'};
    char with_sign[2 * LETTER + 1] = "ь", with_yot[2 * LETTER + 1] = "й";
    memcpy(with_sign + LETTER, last, LETTER + 1);
    memcpy(with_yot + LETTER, last, LETTER + 1);
    tol_str head = without_last(without_last(bare));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        add(out, arena, head, last, endings[i]);
        add(out, arena, head, is_consonant(head.ptr + head.len - LETTER) ? with_sign : with_yot, endings[i]);
    }
}

void tol_russian_citations(tol_str form, bool is_name, tol_arena *arena, tol_citations *out)
{
    *out = (tol_citations){NULL, 0, 0};
    if (!is_russian(form)) {
        return;
    }
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const ending_rule *rule = &rules[i];
        size_t len = strlen(rule->ending);
        if (form.len < len + 2 * LETTER || !ends_with(form, rule->ending)) {
            continue;
        }
        tol_str stem = {form.ptr, form.len - len};
        bool is_masculine = *rule->citation == '\0' || strcmp(rule->citation, "й") == 0;
        bool is_genitive = is_masculine && (strcmp(rule->ending, "ов") == 0 || strcmp(rule->ending, "ев") == 0);
        if (!(class_of(stem) & rule->after) || (is_name && is_genitive)) {
            continue;
        }
        add(out, arena, stem, "", rule->citation);
        if (len && (*rule->citation == '\0' || strcmp(rule->citation, "ь") == 0)) {
            add_with_vowel(out, arena, stem, rule->citation);
        }
    }
    add_without_vowel(out, arena, form);
}

/* ---- probes ---- */

static void add_endings(tol_citations *out, tol_arena *arena, tol_str stem, const char *const *endings)
{
    for (; *endings; endings++) {
        add(out, arena, stem, "", *endings);
    }
}

void tol_russian_probes(tol_str citation, tol_arena *arena, tol_citations *out)
{
    static const char *const after_consonant[] = {"у", "ы", "и", "а", NULL};
    static const char *const after_vowel[] = {"у",  "а",  "ы",   "и",   "ам", "ям", "ах",
                                              "ей", "ую", "ого", "его", "ов", NULL};
    static const char *const after_sign[] = {"и", "я", "ю", "ями", NULL};
    static const char *const after_yot[] = {"я", "ю", "и", NULL};
    *out = (tol_citations){NULL, 0, 0};
    if (!is_russian(citation)) {
        return;
    }
    tol_str stem = without_last(citation);
    unsigned class = class_of(citation);
    if (class & YOT) {
        add(out, arena, without_last(stem), "", "ого");
        add_endings(out, arena, stem, after_yot);
        add(out, arena, without_last(stem), "", "его");
        add(out, arena, without_last(stem), "", "ья");
    } else if (class & SIGN) {
        add_endings(out, arena, stem, after_sign);
    } else if (class & VOWEL) {
        add_endings(out, arena, stem, after_vowel);
        add(out, arena, stem, "", "ю");
        add(out, arena, stem, "", "я");
    } else {
        add_endings(out, arena, citation, after_consonant);
    }
    /* with the vowel gone: отец отцы, день дни, лев львы */
    if ((class & (FIRM | SIGN)) && citation.len >= 3 * LETTER) {
        tol_str bare = class & SIGN ? stem : citation;
        char last[LETTER + 1] = {bare.ptr[bare.len - 2], bare.ptr[bare.len - 1], '\0'};
        tol_str head = without_last(without_last(bare));
        char with_sign[2 * LETTER + 1] = "ь", with_yot[2 * LETTER + 1] = "й";
        memcpy(with_sign + LETTER, last, LETTER + 1);
        memcpy(with_yot + LETTER, last, LETTER + 1);
        add(out, arena, head, last, class & SIGN ? "и" : "ы");
        add(out, arena, head, last, "а");
        add(out, arena, head, last, "и");
        add(out, arena, head, with_sign, "ы");
        add(out, arena, head, with_yot, "ы");
    }
}
