#include "text/letter.h"

#include <unicode/uchar.h>

bool tol_letter_is_space(uint32_t cp)
{
    return cp < 0x80 ? cp == ' ' || (cp >= '\t' && cp <= '\r') : u_isUWhiteSpace((UChar32)cp) != 0;
}

bool tol_letter_is(uint32_t cp)
{
    return (U_GET_GC_MASK((UChar32)cp) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

bool tol_letter_is_upper(uint32_t cp)
{
    return (U_GET_GC_MASK((UChar32)cp) & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
}

bool tol_letter_is_lower(uint32_t cp)
{
    return u_isULowercase((UChar32)cp) != 0;
}

bool tol_letter_is_digit(uint32_t cp)
{
    return u_isdigit((UChar32)cp) != 0;
}

uint32_t tol_letter_lower(uint32_t cp)
{
    return (uint32_t)u_tolower((UChar32)cp);
}
