// The ready mappings, embedded, so that they work by name from a binary that has no file beside it.
#ifndef LEADBRIDGE_CREADYMAPPINGS_H
#define LEADBRIDGE_CREADYMAPPINGS_H

#include <stddef.h>
#include <stdint.h>

/// One ready mapping. Everything it points to lives as long as the process and never changes.
typedef struct {
  /// Its name, ended by a zero.
  const char *name;
  /// The file's bytes; not ended by a zero.
  const uint8_t *bytes;
  size_t count;
  /// A sample of its input: a file's name, ended by a zero, and bytes.
  const char *sample_name;
  const uint8_t *sample_bytes;
  size_t sample_count;
} leadbridge_ready_mapping;

/// How many ready mappings there are.
size_t leadbridge_ready_mapping_count(void);

/// The ready mapping at an index, from 0, in the order of their names; all zero beyond the last.
///
/// An accessor, because Swift imports an array of C as a tuple of all its elements.
leadbridge_ready_mapping leadbridge_ready_mapping_at(size_t index);

#endif
