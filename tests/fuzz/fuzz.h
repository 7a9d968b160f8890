/* What a fuzz target defines: libFuzzer's entry point, which the replay driver calls too. */
#ifndef TOL_FUZZ_H
#define TOL_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Take one input; end the program (abort, a sanitizer) on a fault. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
