#include "tolmach/api.h"

const char *tol_version(void)
{
    return TOL_VERSION;
}
