// SPDX-License-Identifier: Apache-2.0
// libcurl for Swift. The shims below stand for what Swift cannot import, C's variadic functions, and for options that
// some supported versions name otherwise. Each is the call it is named after; ownership and thread rules are libcurl's:
// a handle, easy or multi, is used by one thread at a time (libcurl-thread(3)).
#ifndef LEADBRIDGE_CCURL_SHIM_H
#define LEADBRIDGE_CCURL_SHIM_H

#include <curl/curl.h>

// CURLOPT_PREREQFUNCTION came with 7.80.0; Ubuntu 22.04 has 7.81.0, Debian 12 has 7.88.1.
#if LIBCURL_VERSION_NUM < 0x075000
#error "libcurl 7.80.0 or newer is needed"
#endif

/// `curl_easy_setopt` for options that take a long. Variadic in C.
static inline CURLcode leadbridge_curl_easy_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

/// `curl_easy_setopt` for options that take a `curl_off_t`. Variadic in C.
static inline CURLcode leadbridge_curl_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

/// `curl_easy_setopt` for options that take a string, which libcurl copies (but for POSTFIELDS). Variadic in C.
static inline CURLcode leadbridge_curl_easy_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

/// `curl_easy_setopt` for options that take a pointer, which libcurl keeps as it is. Variadic in C.
static inline CURLcode leadbridge_curl_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

/// `curl_easy_setopt` for CURLOPT_HTTPHEADER: the list has to outlive its use. Variadic in C.
static inline CURLcode leadbridge_curl_easy_set_headers(CURL *easy, struct curl_slist *lines) {
  return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines);
}

/// `curl_easy_setopt` for CURLOPT_CURLU: the parts have to outlive their use; NULL takes them away. Variadic in C.
static inline CURLcode leadbridge_curl_easy_set_url(CURL *easy, CURLU *parts) {
  return curl_easy_setopt(easy, CURLOPT_CURLU, parts);
}

/// `curl_easy_setopt` for CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION. Variadic in C.
static inline CURLcode leadbridge_curl_easy_set_receiver(CURL *easy, CURLoption option, curl_write_callback receiver) {
  return curl_easy_setopt(easy, option, receiver);
}

/// `curl_easy_setopt` for CURLOPT_PREREQFUNCTION. Variadic in C.
static inline CURLcode leadbridge_curl_easy_set_prerequest(CURL *easy, curl_prereq_callback callback) {
  return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

/// Allows `http` and `https` alone. The option was renamed in 7.85.0, and its old name deprecated.
static inline CURLcode leadbridge_curl_easy_only_http(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

/// Lets an aborted transfer leave its resolver thread behind rather than wait for it. Since 7.87.0; nothing before.
static inline void leadbridge_curl_easy_quick_exit(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
  (void)easy;
#endif
}

/// `curl_easy_getinfo` for what is a long; 0 where it is not known. Variadic in C.
static inline long leadbridge_curl_easy_long(CURL *easy, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

/// `curl_easy_getinfo` for what is a `curl_off_t`; 0 where it is not known. Variadic in C.
static inline curl_off_t leadbridge_curl_easy_offset(CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

/// `curl_easy_getinfo` for CURLINFO_PRIVATE, the pointer that was set. Variadic in C.
static inline void *leadbridge_curl_easy_private(CURL *easy) {
  char *value = NULL;
  return curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value) == CURLE_OK ? value : NULL;
}

/// `curl_multi_setopt` for options that take a long. Variadic in C.
static inline CURLMcode leadbridge_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

#endif
