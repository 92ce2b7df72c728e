package import LeadModel

/// Parses `application/x-www-form-urlencoded` as the WHATWG URL Standard (section 5.1) has it.
///
/// Pairs are cut at `&`, names from values at the first `=`; empty pairs are none; `+` is a blank; an escape that is
/// none stays as it is; a byte-order mark stays.
package enum URLEncoded {
  /// The fields of a query or a body, in their order; repeated names stay; time is linear.
  ///
  /// What is not UTF-8 becomes U+FFFD, as the standard has it; ``record(of:contentType:limits:)`` reads it otherwise.
  package static func fields(in body: some Collection<UInt8>) -> [FormField] {
    Array(body).withUnsafeBytes { body in
      let form = pairs(in: body, atMost: .max)
      return form.fields.map { field in
        FormField(
          name: String(decoding: form.bytes[field.name], as: UTF8.self),
          value: String(decoding: form.bytes[field.value], as: UTF8.self))
      }
    }
  }

  /// The one record that a body is, line ends in it and all.
  ///
  /// - Parameters:
  ///   - body: The whole of it.
  ///   - contentType: The header's value, whose `charset` counts where no field `_charset_` says another.
  ///   - limits: How much it may hold.
  /// - Returns: ``Record/Content/form(_:)``, or ``Record/Content/unreadable(_:)`` where it holds more.
  package static func record(
    of body: [UInt8], contentType: String? = nil, limits: FormLimits = FormLimits()
  ) -> Record {
    guard body.count <= limits.maxBodyBytes else {
      let raw = body[..<UTF8Check.cut(body, at: limits.maxBodyBytes)]
      let finding = FormError.longBody(most: limits.maxBodyBytes).finding
      return Record(ordinal: 1, line: 1, content: .unreadable(finding), rawBytes: FormBytes.raw(Array(raw))[...])
    }
    let charset = contentType.flatMap { HeaderValue($0).parameter("charset") }.map { FormCharset(named: $0) }
    return record(of: body, charset: charset, limits: limits, ordinal: 1, line: 1)
  }

  /// The record that a body is, at its place in an input.
  static func record(
    of body: [UInt8], charset: FormCharset?, limits: FormLimits, ordinal: Int, line: Int
  ) -> Record {
    let raw = FormBytes.raw(body)
    do throws(FormError) {
      var (fields, warnings) = try bytes(in: body, limits: limits).text(charset: charset)
      // Bytes that are neither escaped nor ASCII are the text's own.
      if raw.count != body.count, charset != .windows1252, !warnings.contains(notUTF8) { warnings.append(notUTF8) }
      return Record(ordinal: ordinal, line: line, content: .form(fields), rawBytes: raw[...], warnings: warnings)
    } catch {
      return Record(ordinal: ordinal, line: line, content: .unreadable(error.finding), rawBytes: raw[...])
    }
  }

  private static func bytes(in body: [UInt8], limits: FormLimits) throws(FormError) -> FormBytes {
    let form = body.withUnsafeBytes { pairs(in: $0, atMost: limits.maxFields &+ 1) }
    for (index, field) in form.fields.enumerated() {
      guard index < limits.maxFields else { throw .manyFields(most: limits.maxFields) }
      guard field.name.count <= limits.maxNameBytes else { throw .longName(most: limits.maxNameBytes) }
      guard field.value.count <= limits.maxValueBytes else {
        throw .longValue(field: FormBytes.shown(Array(form.bytes[field.name])), most: limits.maxValueBytes)
      }
    }
    return form
  }

  /// The pairs, escapes undone; of more than `most` the first.
  private static func pairs(in body: UnsafeRawBufferPointer, atMost most: Int) -> FormBytes {
    var fields: [FormBytes.Field] = []
    // No text is longer for its escapes being undone; behind each comes what stands there already, but for the last
    // value and a name without one.
    let bytes = [UInt8](unsafeUninitializedCapacity: 2 * body.count + 2) { out, count in
      var at = 0
      while at < body.count, fields.count < most {
        guard body[at] != UInt8(ascii: "&") else {
          at &+= 1
          continue
        }
        let name = unescape(body, &at, to: UInt8(ascii: "="), into: out, &count)
        let value = unescape(body, &at, to: UInt8(ascii: "&"), into: out, &count)
        fields.append(FormBytes.Field(name: name, value: value))
      }
    }
    return FormBytes(bytes: bytes, fields: fields)
  }

  /// Writes the text from `at` up to `end` or `&`, escapes undone, and a separator behind it.
  ///
  /// - Parameters:
  ///   - body: What is read.
  ///   - at: Where; moved behind `end`, but not behind the `&` that ends a pair before it.
  ///   - end: What ends the text.
  ///   - out: Has room for it.
  ///   - count: How much of `out` is written.
  /// - Returns: Where the text is in `out`.
  private static func unescape(
    _ body: UnsafeRawBufferPointer, _ at: inout Int, to end: UInt8, into out: UnsafeMutableBufferPointer<UInt8>,
    _ count: inout Int
  ) -> Range<Int> {
    let start = count
    scan: while at < body.count {
      let byte = body[at]
      switch byte {
      case end:
        at &+= 1
        break scan
      case UInt8(ascii: "&"): break scan
      case UInt8(ascii: "+"):
        out[count] = Byte.space
      case UInt8(ascii: "%"):
        if let escaped = PercentEscapes.byte(body[(at &+ 1)...]) {
          out[count] = escaped
          at &+= 2
        } else {
          out[count] = byte
        }
      default:
        out[count] = byte
      }
      count &+= 1
      at &+= 1
    }
    out[count] = FormBytes.separator
    count &+= 1
    return start..<count &- 1
  }
}
