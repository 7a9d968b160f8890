#include "text/mend.h"

void tol_mend_russian(tol_buf *stem)
{
    (void)stem;
}
