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
    var fields: [FormField] = []
    forEachPair(in: body) { name, value in
      fields.append(
        FormField(name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self)))
    }
    return fields
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
    var bytes = FormBytes()
    var error: FormError?
    forEachPair(in: body) { name, value in
      if bytes.fields.count == limits.maxFields {
        error = error ?? .manyFields(most: limits.maxFields)
      } else if name.count > limits.maxNameBytes {
        error = error ?? .longName(most: limits.maxNameBytes)
      } else if value.count > limits.maxValueBytes {
        error = error ?? .longValue(field: FormBytes.shown(name), most: limits.maxValueBytes)
      } else if error == nil {
        bytes.fields.append(FormBytes.Field(name: name, value: value))
      }
    }
    if let error { throw error }
    return bytes
  }

  /// Hands over each pair, escapes undone.
  private static func forEachPair(in body: some Collection<UInt8>, _ take: ([UInt8], [UInt8]) -> Void) {
    let plus = UInt8(ascii: "+")
    var rest = body[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
      let pair = rest[..<end]
      rest = rest[end...].dropFirst()
      if pair.isEmpty { continue }
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      take(
        PercentEscapes.decoded(name, blank: plus),
        PercentEscapes.decoded(pair[name.endIndex...].dropFirst(), blank: plus))
    }
  }
}
