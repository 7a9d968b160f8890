/* Roman numerals. */
#include <string.h>

#include "base/utf8.h"
#include "text/value.h"

static const struct {
    uint32_t value;
    const char *letters;
} steps[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
             {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};

#define N_STEPS     (sizeof steps / sizeof *steps)
#define VALUE_MAX   3999
#define LETTERS_MAX 15 /* MMMDCCCLXXXVIII */

/* The capital Latin letter that a character is or, in Cyrillic text, stands for; 0 for others. */
static char latin_of(uint32_t cp)
{
    return cp == 0x0425 ? 'X' : cp == 0x0406 ? 'I' : cp < 0x80 && strchr("IVXLCDM", (int)cp) ? (char)cp : '\0';
}

/* At most LETTERS_MAX letters for 1 to 3999. */
static void spell(uint32_t value, char out[LETTERS_MAX + 1])
{
    out[0] = '\0';
    for (size_t i = 0; i < N_STEPS; i++) {
        for (; value >= steps[i].value; value -= steps[i].value) {
            strcat(out, steps[i].letters);
        }
    }
}

/* Read as if anything went, then look whether one would write it so. */
uint32_t tol_roman_read(tol_str text)
{
    char letters[LETTERS_MAX + 1] = "", strict[LETTERS_MAX + 1];
    size_t n = 0;
    for (size_t at = 0; at < text.len; n++) {
        char letter = latin_of(tol_utf8_next(text, &at));
        if (letter == '\0' || n == LETTERS_MAX) {
            return 0;
        }
        letters[n] = letter;
    }
    uint32_t value = 0;
    const char *at = letters;
    for (size_t i = 0; i < N_STEPS; i++) {
        for (size_t len = strlen(steps[i].letters); strncmp(at, steps[i].letters, len) == 0; at += len) {
            value += steps[i].value;
        }
    }
    spell(value <= VALUE_MAX ? value : 0, strict);
    return strcmp(letters, strict) == 0 ? value : 0;
}

void tol_roman_write(uint32_t value, tol_buf *out)
{
    char letters[LETTERS_MAX + 1];
    spell(value <= VALUE_MAX ? value : 0, letters);
    tol_buf_add(out, tol_str_of(letters));
}
