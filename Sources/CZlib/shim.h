// SPDX-License-Identifier: Apache-2.0
#ifndef LEADBRIDGE_CZLIB_SHIM_H
#define LEADBRIDGE_CZLIB_SHIM_H

#include <zlib.h>

/// `inflateInit2` for gzip members alone. The call is a macro, which Swift does not import.
/// Ownership: as `inflateInit2`; `inflateEnd` frees what it allocates. One thread at a time per stream.
static inline int leadbridge_inflate_init_gzip(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

/// `inflateInit2` for gzip members and zlib streams, told apart by their first bytes; else as above.
static inline int leadbridge_inflate_init_any(z_stream *stream) {
    return inflateInit2(stream, 15 + 32);
}

#endif
