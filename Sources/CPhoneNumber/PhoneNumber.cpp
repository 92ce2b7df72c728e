#include "CPhoneNumber.h"

#include <cstring>
#include <string>

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

// `phonenumbers/metadata.h` of the library's sources, which is not installed with its other headers. Weak, so that the program
// also starts with a library that keeps them to itself.
namespace i18n::phonenumbers {
__attribute__((weak)) int metadata_size();
__attribute__((weak)) const void *metadata_get();
}  // namespace i18n::phonenumbers

namespace {

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/// The library's one instance, made quiet before anyone else can see it.
///
/// It is const from then on: `SetLogger` is the only call that changes it, and a function's static is made once,
/// whatever the number of threads that ask.
const PhoneNumberUtil &library() {
  static const PhoneNumberUtil &instance = [] () -> const PhoneNumberUtil & {
    PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
    util->SetLogger(new NullLogger());  // The instance owns it.
    return *util;
  }();
  return instance;
}

/// Copies `from` where it fits, and tells whether it did.
template <size_t size>
bool copy(const std::string &from, char (&to)[size], uint8_t &count) {
  if (from.size() > size) return false;
  std::memcpy(to, from.data(), from.size());
  count = static_cast<uint8_t>(from.size());
  return true;
}

/// The library's name for "no region".
const char *const unknown_region = "ZZ";
/// The library's name for calling codes of no country: 800, 979.
const char *const no_country_region = "001";

leadbridge_phone_number read(std::string text, const char *region, int32_t country_code) {
  leadbridge_phone_number result = {};
  const PhoneNumberUtil &util = library();

  std::string home = region != nullptr ? region : unknown_region;
  if (region == nullptr && country_code != 0) {
    // The main region of a code knows its trunk prefix, and its numbers are checked against all regions of that code.
    util.GetRegionCodeForCountryCode(country_code, &home);
    if (home == no_country_region) {
      text.insert(0, "+" + std::to_string(country_code));
      home = unknown_region;
    }
  }

  PhoneNumber number;
  switch (util.Parse(text, home, &number)) {
    case PhoneNumberUtil::NO_PARSING_ERROR:
      break;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR:
      result.status = leadbridge_phone_no_country;
      return result;
    case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
    case PhoneNumberUtil::TOO_SHORT_NSN:
    case PhoneNumberUtil::TOO_LONG_NSN:
      result.status = leadbridge_phone_impossible;
      return result;
    case PhoneNumberUtil::NOT_A_NUMBER:
    default:
      result.status = leadbridge_phone_no_number;
      return result;
  }
  // The two reasons that `IsPossibleNumber` takes.
  const PhoneNumberUtil::ValidationResult length = util.IsPossibleNumberWithReason(number);
  if (length != PhoneNumberUtil::IS_POSSIBLE && length != PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY) {
    result.status = leadbridge_phone_impossible;
    return result;
  }

  std::string national;
  util.GetNationalSignificantNumber(number, &national);
  if (!copy(national, result.national, result.national_count) ||
      !copy(number.extension(), result.extension, result.extension_count)) {
    result = {};
    result.status = leadbridge_phone_impossible;
    return result;
  }
  result.status = leadbridge_phone_possible;
  result.country_code = number.country_code();
  result.is_valid = util.IsValidNumber(number);
  result.is_local = length == PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY;
  return result;
}

}  // namespace

leadbridge_phone_number leadbridge_phone_read(
    const char *text, size_t count, const char *region, int32_t country_code) {
  try {
    return read(std::string(text, count), region, country_code);
  } catch (...) {
    // Only a failed allocation throws here; Swift cannot catch it.
    leadbridge_phone_number none = {};
    none.status = leadbridge_phone_no_number;
    return none;
  }
}

const uint8_t *leadbridge_phone_metadata(size_t *count) {
  using namespace i18n::phonenumbers;
  *count = 0;
  if (metadata_size == nullptr || metadata_get == nullptr) return nullptr;
  *count = static_cast<size_t>(metadata_size());
  return static_cast<const uint8_t *>(metadata_get());
}
