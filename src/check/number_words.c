/*
 * Number words by their beginnings: enough to excuse a number, not to read one. Compound numbers ("twenty-one") are
 * asked for word by word.
 */
#include "check/number_words.h"

/* Beginnings of the forms, parted by spaces; with "=" the whole form. */
static const struct {
    unsigned value;
    const char *words;
} words[] = {
    {0, "ноль нул нол zero =no"},
    {1, "=один =одна =одно =одни одн перв =one =first =once =единый =единственный =a =an single"},
    {2, "=два =две =двух =двум =двумя =двое =двоих втор двух двой дваж =two second twice double both =оба =обе обеих "
        "обоих bi"},
    {3, "=три =трех =трем =тремя =трое =троих трет трех трой =трижды three third thrice triple"},
    {4, "четыр четвер four quarter quadr"},
    {5, "=пять =пяти =пятью =пятеро =пятерых пят five fifth"},
    {6, "шест six"},
    {7, "=семь =семи =семью семер седьм seven"},
    {8, "восем восьм eight"},
    {9, "девят nine nin"},
    {10, "=десять =десяти =десятью =десяток десят ten tenth decade"},
    {11, "одиннадцат eleven"},
    {12, "двенадцат twel dozen дюжин"},
    {13, "тринадцат thirteen"},
    {14, "четырнадцат fourteen fortnight"},
    {15, "пятнадцат fifteen"},
    {16, "шестнадцат sixteen"},
    {17, "семнадцат seventeen"},
    {18, "восемнадцат eighteen"},
    {19, "девятнадцат nineteen"},
    {20, "двадцат twent"},
    {30, "тридцат thirt half полчас"},
    {40, "сорок forty fortieth"},
    {50, "пятьдесят пятидесят fift полов half"},
    {60, "шестьдесят шестидесят sixt"},
    {70, "семьдесят семидесят sevent"},
    {80, "восемьдесят восьмидесят eight"},
    {90, "девяност ninet"},
    {100, "=сто =ста сот hundred"},
    {1000, "тысяч thousand =тыс"},
    {1000000, "миллион million =млн"},
    {1000000000, "миллиард billion =млрд"},
};

static bool fits(tol_str form, const char *list)
{
    tol_str all = tol_str_of(list);
    for (size_t i = 0; i < all.len; i++) {
        bool is_whole = all.ptr[i] == '=';
        size_t from = i + is_whole;
        for (i = from; i < all.len && all.ptr[i] != ' '; i++) {
        }
        tol_str word = {all.ptr + from, i - from};
        if (is_whole ? tol_str_equal(form, word) : tol_str_starts_with(form, word)) {
            return true;
        }
    }
    return false;
}

static bool has_word(const tol_tokens *text, unsigned value)
{
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        for (size_t i = 0; i < text->n && words[w].value == value; i++) {
            if (text->items[i].kind == TOL_WORD && fits(text->items[i].form, words[w].words)) {
                return true;
            }
        }
    }
    return false;
}

bool tol_is_spelt_out(const tol_tokens *text, const tol_value *value)
{
    if (value->kind != TOL_VALUE_NUMBER || value->as.number.value.scale || value->as.number.value.is_negative) {
        return false;
    }
    uint64_t number = value->as.number.value.digits;
    if (number < 1000000001 && has_word(text, (unsigned)number)) {
        return true;
    }
    return number > 20 && number < 100 && has_word(text, (unsigned)(number / 10 * 10)) &&
           has_word(text, (unsigned)(number % 10));
}
