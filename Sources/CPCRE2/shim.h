// PCRE2 for texts in UTF-8: the library's 8-bit build, whose functions pcre2.h names through macros that Swift cannot
// import. Swift calls them by their real names, `pcre2_match_8` and so on.
#ifndef LEADBRIDGE_CPCRE2_SHIM_H
#define LEADBRIDGE_CPCRE2_SHIM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
