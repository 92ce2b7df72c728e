// SPDX-License-Identifier: Apache-2.0
#ifndef LEADBRIDGE_CEXPAT_SHIM_H
#define LEADBRIDGE_CEXPAT_SHIM_H

#include <expat.h>

#endif
