// SPDX-License-Identifier: Apache-2.0
#ifndef LEADBRIDGE_CZIP_SHIM_H
#define LEADBRIDGE_CZIP_SHIM_H

#include <zip.h>

#endif
