import CCurl

/// libcurl's state for the whole process.
enum CurlLibrary {
  /// What `curl_global_init` gave, called once however many threads ask: Swift makes a static constant under a lock.
  ///
  /// It is never undone: the process ends with it.
  static let status = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
}
