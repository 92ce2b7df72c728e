import CZlib

/// Undoes the codings in which bodies are posted (RFC 9110, section 8.4.1): `gzip` and `deflate`.
package enum ContentCoding {
  /// Why a body is not unpacked.
  package enum Failure: Error, Sendable, Hashable {
    /// It would have more bytes than may come out: a bomb, or only long.
    case tooLong
    /// It is no stream of that coding, or not whole.
    case damaged
  }

  /// Unpacks a body, as far as it may go.
  ///
  /// `deflate` is a zlib stream (RFC 1950) as the RFC says; the bare one that some senders mean by it is `damaged`.
  ///
  /// - Parameters:
  ///   - body: As it came; several gzip members are one body.
  ///   - coding: In lower case.
  ///   - maxBytes: The most bytes that may come out; memory is bounded by it.
  /// - Returns: `nil`: the coding is not known.
  /// - Throws: What is wrong with it.
  package static func decoded(_ body: [UInt8], coding: String, maxBytes: Int) throws(Failure) -> [UInt8]? {
    guard ["gzip", "x-gzip", "deflate"].contains(coding) else { return nil }
    // zlib keeps a pointer to the stream in its own state, so it must not move.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    guard leadbridge_inflate_init_any(stream) == Z_OK else { throw .damaged }
    defer { inflateEnd(stream) }
    var plain: [UInt8] = []
    var packed = body
    // One more than may come out tells a body that is too long from one that just fits.
    var piece = [UInt8](repeating: 0, count: min(maxBytes + 1, 65_536))
    var status = Z_OK
    var taken = 0
    while status != Z_STREAM_END || taken < packed.count {
      // zlib reads `avail_in` bytes and writes `avail_out` at most, and keeps neither pointer past the call.
      let written = packed.withUnsafeMutableBufferPointer { source in
        piece.withUnsafeMutableBufferPointer { target in
          if status == Z_STREAM_END { inflateReset(stream) }
          stream.pointee.next_in = source.baseAddress?.advanced(by: taken)
          stream.pointee.avail_in = UInt32(source.count - taken)
          stream.pointee.next_out = target.baseAddress
          stream.pointee.avail_out = UInt32(target.count)
          status = inflate(stream, Z_NO_FLUSH)
          taken = source.count - Int(stream.pointee.avail_in)
          return target.count - Int(stream.pointee.avail_out)
        }
      }
      plain.append(contentsOf: piece[..<written])
      guard plain.count <= maxBytes else { throw .tooLong }
      guard status == Z_OK || status == Z_STREAM_END else { throw .damaged }
      if status == Z_OK, written == 0, taken == packed.count { throw .damaged }
    }
    return plain
  }
}
