import CCurl
import Glibc

/// What libcurl calls while it works on a transfer: on the transport's thread, within `curl_multi_perform`.
///
/// Each gets the transfer as its context. It is not retained: the loop holds every transfer for as long as libcurl has
/// its handle, so it is alive in every call.
extension Transfer {
  /// CURLOPT_WRITEFUNCTION: a part of the decoded body.
  ///
  /// Taking less than there is ends the transfer.
  static let receivedBody: curl_write_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
    let taken = part.prefix(transfer.room)
    transfer.body.append(contentsOf: taken)
    transfer.isTooLarge = taken.count < part.count
    return taken.count
  }

  /// CURLOPT_HEADERFUNCTION: a whole line of a head, with its line end.
  ///
  /// Called for interim answers too (RFC 9110 §15.2), hence a status line begins anew.
  static let receivedHeader: curl_write_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    transfer.received(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
  }

  /// CURLOPT_PREREQFUNCTION: a connection stands, and the request is about to be sent on it.
  ///
  /// libcurl has two reasons to send a request again by itself, up to five times (`Curl_retry_request` in its transfer.c):
  ///
  /// - A kept connection ended before a byte of the answer. The server may have acted on the request, so that would be
  ///   attempts that nobody counts, of a call that appends notes. CURLOPT_RTSP_REQUEST, set as it is, turns that off;
  ///   where a libcurl was built without RTSP, it does not, and for HTTP/1.1 this refuses the second time and tells the
  ///   end of the connection as the failure that it is.
  /// - In HTTP/2, the server refused the stream, alone or with all after it by a GOAWAY: it says by that that it has not
  ///   looked at the request (RFC 9113 §8.7). That repeat is as good as the first, and wanted: servers say GOAWAY after
  ///   every so many requests.
  static let aboutToSend: curl_prereq_callback = { context, _, _, _, _ in
    guard let context else { return CURL_PREREQFUNC_ABORT }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    transfer.sends += 1
    guard transfer.sends > 1, transfer.prepared?.speaksHTTP2 != true else { return CURL_PREREQFUNC_OK }
    transfer.resendRefused = true
    return CURL_PREREQFUNC_ABORT
  }

  /// Looks at the lines that matter; the first byte tells the others apart.
  private func received(header line: UnsafeRawBufferPointer) {
    guard let first = line.first else { return }
    switch first | 0x20 {
    case UInt8(ascii: "h"): receivedStatus(line)
    // CR or LF: the empty line.
    case 0x0D | 0x20, 0x0A | 0x20: isHeadWhole = line.count <= 2 && status >= 200
    case UInt8(ascii: "r"):
      if let value = value(of: "retry-after", in: line) {
        retryAfter = String(decoding: value, as: UTF8.self)
      } else {
        receivedRateLimit(line)
      }
    case UInt8(ascii: "x"): receivedRateLimit(line)
    case UInt8(ascii: "d"):
      guard let value = value(of: "date", in: line), value.count <= date.count else { return }
      date.copyMemory(from: UnsafeRawBufferPointer(rebasing: value))
      dateCount = value.count
    default: break
    }
    if !keptHeaders.isEmpty { keep(line) }
  }

  /// Keeps a line whose name was asked for, behind what came of that name before.
  private func keep(_ line: UnsafeRawBufferPointer) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    guard keptHeaders.contains(name) else { return }
    let value = Self.trimmed(line[(colon + 1)...])
    let before = headers[name].map { "\($0), " } ?? ""
    guard before.utf8.count + value.count <= HTTPResponse.longestHeader else {
      cutHeaders.insert(name)
      return
    }
    headers[name] = before + String(decoding: value, as: UTF8.self)
  }

  /// Keeps a line that announces a limit.
  private func receivedRateLimit(_ line: UnsafeRawBufferPointer) {
    func keep(_ field: WritableKeyPath<RateLimitFields, String?>, _ names: StaticString...) {
      for name in names {
        guard let value = value(of: name, in: line), value.count <= RateLimitFields.longest else { continue }
        rateLimit = rateLimit ?? RateLimitFields()
        rateLimit?[keyPath: field] = String(decoding: value, as: UTF8.self)
      }
    }
    // A line has one name, so at most one of these keeps it.
    keep(\.remaining, "ratelimit-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining")
    keep(\.reset, "ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset")
    keep(\.combined, "ratelimit")
    keep(\.policy, "ratelimit-policy")
  }

  /// `HTTP/1.1 200 OK`, `HTTP/2 200`.
  private func receivedStatus(_ line: UnsafeRawBufferPointer) {
    guard line.starts(with: "HTTP/".utf8), let blank = line.firstIndex(of: 0x20) else { return }
    status = line[(blank + 1)...].prefix { 0x30...0x39 ~= $0 }.prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    retryAfter = nil
    rateLimit = nil
    headers = [:]
    cutHeaders = []
    dateCount = 0
    if line[5] == UInt8(ascii: "2") { prepared?.speaksHTTP2 = true }
  }

  /// The line's value without the blanks around it, if the line has that name.
  private func value(of name: StaticString, in line: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer>? {
    let count = name.utf8CodeUnitCount
    guard line.count > count, line[count] == UInt8(ascii: ":"),
      let start = line.baseAddress, strncasecmp(start, name.utf8Start, count) == 0
    else { return nil }
    return Self.trimmed(line[(count + 1)...])
  }

  /// Without blanks and line ends at its ends.
  private static func trimmed(_ value: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
    var value = value
    while let byte = value.first, byte <= 0x20 { value = value.dropFirst() }
    while let byte = value.last, byte <= 0x20 { value = value.dropLast() }
    return value
  }
}
