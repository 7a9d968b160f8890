#include "document/markup_names.h"

#include <string.h>

tol_str tol_markup_attr(const tol_xml_element *element, const char *name)
{
    for (int i = 0; i < element->n_attrs; i++) {
        const unsigned char **five = element->attrs + 5 * i; /* name, prefix, namespace, begin and end of the value */
        if (strcmp((const char *)five[0], name) == 0) {
            return (tol_str){(const char *)five[3], (size_t)(five[4] - five[3])};
        }
    }
    return TOL_STR_NULL;
}

uint32_t tol_markup_number(const tol_xml_element *element, const char *name, uint32_t max, uint32_t otherwise)
{
    tol_str value = tol_markup_attr(element, name);
    uint32_t number = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9') {
            return otherwise;
        }
        number = number * 10 + (uint32_t)(value.ptr[i] - '0');
        if (number > max) {
            return max;
        }
    }
    return value.len ? number : otherwise;
}

int tol_markup_code(const tol_markup_name *names, size_t n, tol_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (tol_str_equal(name, tol_str_of(names[i].name))) {
            return names[i].code;
        }
    }
    return 0;
}
