import CCurl

/// A reused easy handle, and the request that it carries at the moment.
///
/// `curl_easy_reset` would make every option be set anew for every request; instead only what differs from the request
/// before is set, which for leads to one inbox is the body.
///
/// Memory: libcurl keeps pointers to this object (as context of callbacks and as CURLOPT_PRIVATE), to `requestBody`, to
/// list and URL in `prepared` and to `errorWords`. All live until `deinit`, which ends the handle before it frees them; only
/// `requestBody` and `prepared` change, in `prepare`, between two requests.
///
/// Not `Sendable`: made, used and freed on the transport's thread.
final class Transfer {
  let easy: UnsafeMutableRawPointer
  private let maxBodyBytes: Int
  let keptHeaders: Set<String>
  private let offersHTTP2: Bool

  // MARK: The request

  private(set) var id = 0
  private(set) var startedAt = ContinuousClock.now
  private(set) var prepared: PreparedRequest?
  /// Whether the multi handle has it.
  var isFlying = false
  /// A copy of the body: 400 bytes copied cost less than what would be needed to keep an array's storage in place.
  private var requestBody: UnsafeMutableRawBufferPointer
  private var bodyCount = 0

  // MARK: The answer so far; the callbacks write it

  var status = 0
  /// Whether the head has ended.
  ///
  /// libcurl (seen with 7.88.1) takes a connection that is closed within it for a whole answer.
  var isHeadWhole = false
  var body: [UInt8] = []
  var retryAfter: String?
  var rateLimit: RateLimitFields?
  /// Those of `keptHeaders`.
  var headers: [String: String] = [:]
  /// Those of which something was too long.
  var cutHeaders: Set<String> = []
  /// The bytes of `Date`, made a string where it is wanted.
  let date: UnsafeMutableRawBufferPointer
  var dateCount = 0
  /// Whether there was more body than is taken.
  var isTooLarge = false
  /// How often libcurl has begun to send the request.
  var sends = 0
  /// Whether it was kept from sending it again; see `aboutToSend`.
  var resendRefused = false

  private let errorWords: UnsafeMutablePointer<CChar>

  /// - Returns: `nil` where memory is out.
  init?(_ options: TransportOptions) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    maxBodyBytes = options.maxBodyBytes
    keptHeaders = options.keptHeaders
    offersHTTP2 = options.httpVersion == .automatic
    requestBody = .allocate(byteCount: 1024, alignment: 1)
    date = .allocate(byteCount: 64, alignment: 1)
    errorWords = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorWords.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    set(options)
  }

  deinit {
    curl_easy_cleanup(easy)
    requestBody.deallocate()
    date.deallocate()
    errorWords.deallocate()
  }

  /// Sets what is the same for all requests of a transport.
  ///
  /// The options are in libcurl-easy_setopt(3).
  private func set(_ options: TransportOptions) {
    setLong(CURLOPT_NOSIGNAL, 1)
    setLong(CURLOPT_TIMEOUT_MS, options.timeout.wholeMilliseconds)
    setLong(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.wholeMilliseconds)
    setLong(CURLOPT_TCP_NODELAY, 1)
    setLong(CURLOPT_TCP_KEEPALIVE, 1)
    setLong(CURLOPT_FOLLOWLOCATION, 0)
    leadbridge_curl_easy_only_http(easy)
    leadbridge_curl_easy_quick_exit(easy)
    setLong(CURLOPT_SSL_VERIFYPEER, 1)
    setLong(CURLOPT_SSL_VERIFYHOST, 2)
    setLong(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let caFile = options.caFile {
      leadbridge_curl_easy_set_string(easy, CURLOPT_CAINFO, caFile)
      // Distributions build a folder of authorities in; it would go on being trusted beside the file.
      leadbridge_curl_easy_set_string(easy, CURLOPT_CAPATH, nil)
    }
    // Turns unpacking on; whether it is asked for is said in the list of `PreparedRequest`.
    leadbridge_curl_easy_set_string(easy, CURLOPT_ACCEPT_ENCODING, "gzip")
    // Turns off the repeats of requests whose kept connection ended (`aboutToSend`): libcurl takes it that this one only
    // receives. Nothing else looks at it but for rtsp:// (seen with 7.88.1 and in the source of 8.x).
    setLong(CURLOPT_RTSP_REQUEST, Int(CURL_RTSPREQ_RECEIVE))
    // Headers of a proxy's answer to CONNECT are not the server's.
    setLong(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)

    let context = Unmanaged.passUnretained(self).toOpaque()
    leadbridge_curl_easy_set_receiver(easy, CURLOPT_WRITEFUNCTION, Self.receivedBody)
    leadbridge_curl_easy_set_pointer(easy, CURLOPT_WRITEDATA, context)
    leadbridge_curl_easy_set_receiver(easy, CURLOPT_HEADERFUNCTION, Self.receivedHeader)
    leadbridge_curl_easy_set_pointer(easy, CURLOPT_HEADERDATA, context)
    leadbridge_curl_easy_set_prerequest(easy, Self.aboutToSend)
    leadbridge_curl_easy_set_pointer(easy, CURLOPT_PREREQDATA, context)
    leadbridge_curl_easy_set_pointer(easy, CURLOPT_PRIVATE, context)
    leadbridge_curl_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorWords)
  }

  private func setLong(_ option: CURLoption, _ value: Int) { leadbridge_curl_easy_set_long(easy, option, value) }

  // MARK: A request

  /// Takes a request up.
  ///
  /// It must not be flying.
  ///
  /// - Parameters:
  ///   - request: Its body is copied.
  ///   - shared: What it has in common with others; `request` fits it.
  ///   - now: The time of the turn.
  func prepare(_ request: HTTPRequest, as shared: PreparedRequest, now: ContinuousClock.Instant) {
    id = request.id
    startedAt = now
    status = 0
    isHeadWhole = false
    retryAfter = nil
    rateLimit = nil
    headers = [:]
    cutHeaders = []
    dateCount = 0
    isTooLarge = false
    sends = 0
    resendRefused = false
    errorWords.pointee = 0
    if prepared !== shared { use(shared) }
    guard request.method != .get else { return }
    bodyCount = request.body.count
    if requestBody.count < bodyCount {
      requestBody.deallocate()
      requestBody = .allocate(byteCount: bodyCount * 2, alignment: 1)
      leadbridge_curl_easy_set_pointer(easy, CURLOPT_POSTFIELDS, requestBody.baseAddress)
    }
    request.body.withUnsafeBytes { requestBody.copyMemory(from: $0) }
    leadbridge_curl_easy_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, bodyCount)
  }

  /// Sets up for another kind of request.
  private func use(_ shared: PreparedRequest) {
    // The parts go before the text, and of another URL's text libcurl keeps a copy: so that is taken away first.
    leadbridge_curl_easy_set_string(easy, CURLOPT_URL, shared.parts == nil ? shared.url : nil)
    leadbridge_curl_easy_set_url(easy, shared.parts)
    leadbridge_curl_easy_set_headers(easy, shared.headers)
    // Over TLS, HTTP/2 if the server takes it up; then requests wait for the first connection to see whether it carries
    // them all, rather than open one each. Without TLS they would wait for its first answer.
    let wantsHTTP2 = offersHTTP2 && shared.isTLS
    setLong(CURLOPT_HTTP_VERSION, Int(wantsHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
    setLong(CURLOPT_PIPEWAIT, wantsHTTP2 ? 1 : 0)
    // "" turns off what the environment's proxy variables say, nil leaves them in force.
    leadbridge_curl_easy_set_string(easy, CURLOPT_PROXY, shared.isLoopback ? "" : nil)
    switch shared.method {
    case .get:
      leadbridge_curl_easy_set_string(easy, CURLOPT_CUSTOMREQUEST, nil)
      setLong(CURLOPT_HTTPGET, 1)
      bodyCount = 0
    case .put, .post:
      // A body that is known whole goes out with its headers in one write; CURLOPT_UPLOAD would take two, and a callback.
      leadbridge_curl_easy_set_pointer(easy, CURLOPT_POSTFIELDS, requestBody.baseAddress)
      leadbridge_curl_easy_set_string(easy, CURLOPT_CUSTOMREQUEST, shared.method == .put ? "PUT" : "POST")
    }
    prepared = shared  // Only now: libcurl had the old list until here.
  }

  // MARK: Its end

  /// What came of the request, once libcurl is done with it.
  ///
  /// Takes the body out of this object.
  func result(_ code: CURLcode) -> HTTPAnswer.Result {
    let hasAnswer = isHeadWhole && (code == CURLE_OK || (isTooLarge && !(200...299 ~= status)))
    guard hasAnswer else {
      body = []
      return .failure(failure(code))
    }
    var response = HTTPResponse(status: status, retryAfter: retryAfter, rateLimit: rateLimit, headers: headers)
    response.cutHeaders = cutHeaders
    swap(&response.body, &body)
    if dateCount > 0, retryAfter != nil || !(200...299 ~= status) {
      response.date = String(decoding: date.prefix(dateCount), as: UTF8.self)
    }
    return .response(response)
  }

  private func failure(_ code: CURLcode) -> TransportFailure {
    if isTooLarge {
      return TransportFailure(
        kind: .tooLarge, requestSent: true, curlCode: Int(code.rawValue), code: "transport.tooLarge",
        message: "the answer has more than \(maxBodyBytes) bytes")
    }
    if resendRefused {
      return TransportFailure(
        kind: .cut, requestSent: true, curlCode: Int(code.rawValue), code: "transport.cut",
        message: "the kept connection ended before the answer")
    }
    if code == CURLE_OK { return TransportFailure(CURLE_PARTIAL_FILE, after: progress, words: "") }
    return TransportFailure(code, after: progress, words: String(cString: errorWords))
  }

  /// Whether the handle is to be given up: libcurl has sent the request again, or would have.
  ///
  /// It allows five repeats, and counts them over all requests of a handle, not of one (`retrycount`, seen with
  /// 7.88.1).
  var isWorn: Bool { sends > 1 }

  /// How it ended for a transfer that was taken out before its end.
  var aborted: TransportFailure {
    TransportFailure(
      kind: .cut, requestSent: progress.requestSent, code: "transport.stopped",
      message: "the transport was stopped before the answer")
  }

  /// How far the request came.
  ///
  /// The whole request has left when libcurl has written as many bytes of its body as there are (CURLINFO_SIZE_UPLOAD_T);
  /// without a body, when it has written any (CURLINFO_REQUEST_SIZE: a head goes out in one write). Written means
  /// accepted by the system, for HTTP/2 by the layer below: it errs towards true. The connection stands, TLS and all,
  /// when CURLINFO_PRETRANSFER_TIME_T is set, or when libcurl was about to send.
  private var progress: TransportFailure.Progress {
    let written = leadbridge_curl_easy_offset(easy, CURLINFO_SIZE_UPLOAD_T)
    let isSent = bodyCount > 0 ? written >= bodyCount : leadbridge_curl_easy_long(easy, CURLINFO_REQUEST_SIZE) > 0
    return TransportFailure.Progress(
      resolved: sends > 0 || leadbridge_curl_easy_offset(easy, CURLINFO_NAMELOOKUP_TIME_T) > 0,
      connected: sends > 0 || leadbridge_curl_easy_offset(easy, CURLINFO_PRETRANSFER_TIME_T) > 0,
      requestSent: sends > 0 && isSent)
  }

  /// How much more body may be taken.
  var room: Int { maxBodyBytes - body.count }
}

extension Duration {
  /// In milliseconds, rounded up; at most a day, at least 1: 0 is libcurl's word for "never".
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds < 86_400 else { return 86_400_000 }
    return max(1, Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
