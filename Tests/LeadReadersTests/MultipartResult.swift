import LeadModel
import LeadReaders
import TestSupport
import Testing

/// All that a multipart body came to, in a form that can be compared.
struct MultipartResult: Equatable, CustomStringConvertible {
  /// `name=value`; of an unreadable body its code with a `!` before it.
  var fields: [String]
  /// Their codes.
  var warnings: [String]
  var messages: [String]
  var raw: String

  var description: String { "\(fields) \(warnings) raw \(raw.debugDescription)" }

  /// Reads a body in every way in which it may arrive; all must come to the same.
  static func reading(
    _ bytes: [UInt8], boundary: String? = "b", limits: FormLimits = FormLimits(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> MultipartResult {
    let contentType = boundary.map { "multipart/form-data; boundary=\"\($0)\"" }
    let whole = MultipartResult([bytes[...]], contentType, limits)
    for delivery in ChunkedDelivery.all where delivery != .whole {
      let other = MultipartResult(delivery.chunks(of: bytes), contentType, limits)
      #expect(other == whole, "\(delivery)", sourceLocation: sourceLocation)
    }
    return whole
  }

  static func reading(
    _ text: String, boundary: String? = "b", limits: FormLimits = FormLimits(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> MultipartResult {
    reading(Array(text.utf8), boundary: boundary, limits: limits, sourceLocation: sourceLocation)
  }

  private init(_ chunks: [ArraySlice<UInt8>], _ contentType: String?, _ limits: FormLimits) {
    var reader = MultipartReader(contentType: contentType, limits: limits)
    for chunk in chunks { reader.read(chunk) }
    self.init(reader.finish())
  }

  init(_ record: Record) {
    warnings = record.warnings.map(\.code)
    messages = record.warnings.map(\.message)
    raw = String(validating: record.rawBytes, as: UTF8.self) ?? "not UTF-8"
    switch record.content {
    case .form(let form): fields = form.map { "\($0.name)=\($0.value)" }
    case .unreadable(let finding):
      fields = ["!\(finding.code)"]
      messages.append(finding.message)
    case .row, .json: fields = ["no form"]
    }
  }
}
