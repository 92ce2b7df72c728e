import CZlib
import LeadModel

/// Unpacks gzip (RFC 1952) as it comes, several members one after another, as `gzip -c` and concatenation make them.
final class Gunzip {
  /// What a gzip stream begins with.
  static let magic: [UInt8] = [0x1F, 0x8B]

  /// zlib keeps a pointer to the stream in its own state, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let name: String
  private var packed: [UInt8] = []
  private var taken = 0
  private var isBetweenMembers = true

  /// - Parameter name: The input's name, for errors.
  init(name: String) {
    self.name = name
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    leadbridge_inflate_init_gzip(stream)
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Gives it the next packed bytes, once ``next()`` has given back all of those before.
  func feed(_ bytes: [UInt8]) {
    packed = bytes
    taken = 0
  }

  /// The next unpacked bytes, at most 128 KB, so that a small file that unpacks to a large one is never held whole;
  /// `nil` where more packed bytes are needed.
  ///
  /// Bytes behind the last member that begin no other are ignored, as `gzip` does.
  ///
  /// - Throws: `input.gzip` where the data are damaged.
  func next() throws(Diagnostic) -> [UInt8]? {
    while taken < packed.count {
      if isBetweenMembers, packed[taken] != Self.magic[0] {
        taken = packed.count
        return nil
      }
      isBetweenMembers = false
      var status = Z_OK
      let piece = packed.withUnsafeMutableBufferPointer { source in
        [UInt8](unsafeUninitializedCapacity: ChunkReader.chunkBytes) { target, count in
          // zlib reads `avail_in` bytes and writes `avail_out` at most, and keeps neither pointer past the call.
          stream.pointee.next_in = source.baseAddress?.advanced(by: taken)
          stream.pointee.avail_in = UInt32(source.count - taken)
          stream.pointee.next_out = target.baseAddress
          stream.pointee.avail_out = UInt32(target.count)
          status = inflate(stream, Z_NO_FLUSH)
          taken = source.count - Int(stream.pointee.avail_in)
          count = target.count - Int(stream.pointee.avail_out)
        }
      }
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw Diagnostic("input.gzip", "the gzip data are damaged", at: Position(file: name))
      }
      if status == Z_STREAM_END {
        inflateReset(stream)
        isBetweenMembers = true
      }
      if !piece.isEmpty { return piece }
    }
    return nil
  }

  /// To be called at the input's end.
  ///
  /// - Throws: `input.gzip` where the stream ends in the middle of a member.
  func finish() throws(Diagnostic) {
    guard isBetweenMembers else {
      throw Diagnostic(
        "input.gzip", "the gzip data end too early", at: Position(file: name), hint: "fetch or copy the file again")
    }
  }
}
