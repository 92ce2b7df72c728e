import LeadModel
import NIOCore

/// Writes answers as HTTP/1.1 puts them on the wire.
struct AnswerEncoder {
  /// `date: …` with its line end, made once a second.
  private var date: [UInt8] = []
  private var dateSecond = Int64.min

  /// Writes an answer, whole.
  ///
  /// - Parameters:
  ///   - answer: What to write.
  ///   - buffer: Receives it at its end.
  ///   - now: For the date.
  ///   - isHead: Whether the body is left out.
  ///   - closes: Whether the connection ends with it.
  ///   - isHTTP10: Whether a client must be told that the connection goes on.
  mutating func write(
    _ answer: HTTPAnswer, into buffer: inout ByteBuffer, now: Timestamp, isHead: Bool, closes: Bool, isHTTP10: Bool
  ) {
    buffer.writeStaticString("HTTP/1.1 ")
    buffer.writeString(String(answer.status))
    buffer.writeStaticString(" ")
    buffer.writeStaticString(HTTPAnswer.phrase(answer.status))
    buffer.writeStaticString("\r\n")
    writeDate(now, into: &buffer)
    if let type = answer.contentType {
      buffer.writeStaticString("content-type: ")
      buffer.writeString(type)
      buffer.writeStaticString("\r\nx-content-type-options: nosniff\r\n")
    }
    // 204 has no body and must not say its length (RFC 9110, section 8.6).
    if answer.status != 204 {
      buffer.writeStaticString("content-length: ")
      buffer.writeString(String(answer.body.count))
      buffer.writeStaticString("\r\n")
    }
    for field in answer.fields { Self.write(field, into: &buffer) }
    if closes {
      buffer.writeStaticString("connection: close\r\n")
    } else if isHTTP10 {
      buffer.writeStaticString("connection: keep-alive\r\n")
    }
    buffer.writeStaticString("\r\n")
    if !isHead, answer.status != 204 { buffer.writeBytes(answer.body) }
  }

  private static func write(_ field: HTTPAnswer.Field, into buffer: inout ByteBuffer) {
    buffer.writeString(field.name)
    buffer.writeStaticString(": ")
    // A value is ours or a setting's; a line end in it would begin a field of somebody else's.
    if field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) { buffer.writeString(field.value) }
    buffer.writeStaticString("\r\n")
  }

  private mutating func writeDate(_ now: Timestamp, into buffer: inout ByteBuffer) {
    let second = now.millisecondsSince1970 / 1000
    if second != dateSecond {
      dateSecond = second
      date = Array("date: \(DateField.text(now))\r\n".utf8)
    }
    buffer.writeBytes(date)
  }
}
