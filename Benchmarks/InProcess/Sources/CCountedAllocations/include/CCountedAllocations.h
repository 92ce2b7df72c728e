// Counts what a process allocates: the executable's malloc(3) and its kin go before glibc's.
#ifndef LEADBRIDGE_CCOUNTEDALLOCATIONS_H
#define LEADBRIDGE_CCOUNTEDALLOCATIONS_H

#include <stdint.h>

/// Allocations of all threads since the process began; freeing is not counted.
uint64_t leadbridge_allocations(void);

#endif
