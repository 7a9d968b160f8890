#include "formats/tmx_profile.h"

#include <string.h>

const tol_profile_info tol_tmx_profiles[] = {
    [TMX_DEFAULT] = {"tmx", "default", "TMX 1.4 that every tool reads, valid under its DTD", false},
    [TMX_EXACT] = {"tmx", "exact", "everything as it stood, be it valid or not", false},
    [TMX_PROFILES] = {NULL, NULL, NULL, false},
};

tol_tmx_profile tol_tmx_profile_find(const char *name)
{
    int i = 0;
    while (i < TMX_PROFILES && strcmp(tol_tmx_profiles[i].name, name) != 0) {
        i++;
    }
    return (tol_tmx_profile)i;
}
