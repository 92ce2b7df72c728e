// A door to libphonenumber, which is C++: one call reads one number, another gives what the library knows of all.
#ifndef LEADBRIDGE_CPHONENUMBER_H
#define LEADBRIDGE_CPHONENUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What `leadbridge_phone_read` found.
typedef enum {
  /// A number that may exist: its length fits its country. Whether its range is in use is `is_valid`.
  leadbridge_phone_possible = 0,
  /// Digits with a country, but too few or too many of them.
  leadbridge_phone_impossible = 1,
  /// A number may be meant, but it has no `+` and there is no country, or none of that code.
  leadbridge_phone_no_country = 2,
  /// No phone number at all.
  leadbridge_phone_no_number = 3,
} leadbridge_phone_status;

/// Room for a national number: libphonenumber reads at most 17 digits, leading zeros counted.
#define LEADBRIDGE_PHONE_NATIONAL_SIZE 24
/// Room for an extension: libphonenumber reads at most 20 digits.
#define LEADBRIDGE_PHONE_EXTENSION_SIZE 24

/// One number, read. All but `status` is zero unless `status` is `leadbridge_phone_possible`.
typedef struct {
  leadbridge_phone_status status;
  /// 44, without the plus sign.
  int32_t country_code;
  /// Whether the number lies in a range that is in use, as far as the library's metadata know.
  bool is_valid;
  /// Whether its length is one that can be dialled within its area only: the area's code is missing.
  bool is_local;
  uint8_t national_count;
  uint8_t extension_count;
  /// The national significant number: `national_count` ASCII digits, Italian leading zeros kept, no zero byte behind.
  char national[LEADBRIDGE_PHONE_NATIONAL_SIZE];
  /// `extension_count` bytes, ASCII digits as written; none: no extension.
  char extension[LEADBRIDGE_PHONE_EXTENSION_SIZE];
} leadbridge_phone_number;

/// Reads one phone number: parses it, and tells whether it is possible and valid, in one crossing.
///
/// Does what `Parse`, `IsPossibleNumberWithReason`, `GetNationalSignificantNumber` and `IsValidNumber` of `PhoneNumberUtil` do,
/// in that order, with these differences: an impossible number gives no digits, and a home may be a calling code.
/// 25 to 50 µs, nearly all of them in the library's regular expressions. A text of more than 250 bytes is no number.
///
/// Threads: may be called from any number of threads at once. The library's one instance is made by the first call
/// (a few ms; the others wait) and never freed, so nothing must be set up or torn down; what it caches, compiled
/// patterns, it guards with a lock of its own. No C++ exception leaves this function, and nothing is printed.
///
/// - text: `count` bytes of UTF-8, not ended by a zero. Not kept.
/// - region: two upper-case letters of ISO 3166-1 for numbers written without a country, or NULL. Not kept.
/// - country_code: where `region` is NULL, the calling code (44) for numbers written without a country, or 0.
leadbridge_phone_number leadbridge_phone_read(
    const char *text, size_t count, const char *region, int32_t country_code);

/// The metadata that are compiled into the library: what it knows of the numbers of all countries.
///
/// A message `PhoneMetadataCollection` of its `resources/phonemetadata.proto` in protobuf's wire format, about 250 KB. It is
/// the library's own constant data: it never changes while the process lives, and is never freed. Any thread may read it.
///
/// - count: receives how many bytes there are; 0 where the library does not give them.
/// - Returns: the bytes, or NULL.
const uint8_t *leadbridge_phone_metadata(size_t *count);

#ifdef __cplusplus
}
#endif

#endif
