/* SRX files: whatever comes is refused or makes an engine, whose breaks ascend and lie inside of the text. */
#include <stdlib.h>

#include "fuzz.h"
#include "segment/srx_engine.h"

static void ask(bool is_true)
{
    if (!is_true) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char text[] = "Mr. X came.  He left! «Да?» 12.5\xC2\xA0т. д. Он\xF0\x9F\x98\x80. Конец";
    tol_srx_engine *engine;
    tol_breaks breaks = TOL_BREAKS_INIT;
    bool include[3];
    tol_str bytes = {(const char *)data, size};
    if (tol_srx_engine_of_bytes(bytes, "fuzz", TOL_LIT("ru"), NULL, include, &engine, NULL) == TOL_OK) {
        tol_status status = tol_srx_engine_run(engine, TOL_LIT(text), &breaks, NULL);
        ask(status == TOL_OK || status == TOL_ELIMIT);
        for (size_t i = 0; i < breaks.n; i++) {
            ask(breaks.items[i] > (i ? breaks.items[i - 1] : 0) && breaks.items[i] < sizeof text - 1);
        }
        tol_srx_engine_close(engine);
    }
    tol_breaks_release(&breaks);
    return 0;
}
