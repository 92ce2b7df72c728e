import Crypto

/// What a transform made of a value.
enum TransformResult: Equatable, Sendable {
  case text(String)
  /// The value cannot be transformed. `code` is fixed text such as `number.invalid`.
  case invalid(code: String)
}

/// A step between a value as it was read and the value as it is sent.
///
/// Every transform makes nothing of nothing: an empty text is never invalid.
enum Transform: Equatable, Sendable {
  /// Takes blanks and invisible characters off the ends.
  case trim
  case lowercase
  case uppercase
  /// `JANE O'BRIEN-SMITH` becomes `Jane O'Brien-Smith`.
  case titlecase
  /// Makes every run of blanks one, and takes off those at the ends.
  case squeeze
  /// Keeps the digits, those of all scripts, as ASCII.
  case digits
  /// `1.234,50 €` becomes `1234.50`. See ``NumberText``.
  case number
  /// `Ja` becomes `true`. See ``BooleanText``.
  case boolean
  /// `Müller, Zoë` becomes `Zoë Müller`. See ``PersonName``.
  case firstLast
  /// `Dr. Zoë Müller` becomes `Zoë Müller`. See ``Honorifics``.
  case noHonorific
  /// Takes the text out of HTML. See ``HTMLText``.
  case textFromHTML
  /// Replaces every match. Mapping files give the replacement as text: see the function of the same name.
  case replace(Pattern, PatternReplacement)
  /// Keeps the first group of the first match, or all of it; nothing where there is no match.
  case extract(Pattern)
  /// Keeps at most so many characters, as a reader counts them.
  case truncate(Int)
  /// To ISO 8601.
  case date(DatePatterns)
  /// The SHA-256 of the UTF-8, in hexadecimal digits of lower case.
  case hash

  /// Those that need nothing but their name, as mapping files spell them.
  static let plainNames: [String] = TransformDeclaration.all.filter { $0.transform != nil }.map(\.name)
  /// Those that are written as an object: `{"truncate": 80}`.
  static let keyedNames: [String] = TransformDeclaration.all.filter { $0.transform == nil }.map(\.name)
  /// All, as mapping files spell them.
  static let names: [String] = plainNames + keyedNames

  /// The transform that needs nothing but its name; `nil`: none is so called.
  init?(named name: String) {
    guard let transform = TransformDeclaration.all.first(where: { $0.name == name })?.transform else { return nil }
    self = transform
  }

  /// The transform that replaces every match of `pattern` by `replacement`, in which `$1` is a group.
  ///
  /// - Throws: where `replacement` names a group that the pattern has not.
  static func replace(_ pattern: Pattern, _ replacement: String) throws(PatternError) -> Transform {
    .replace(pattern, try PatternReplacement(replacement, groupCount: pattern.groupCount))
  }

  /// Its regular expression, if it has one.
  var pattern: Pattern? {
    switch self {
    case .replace(let pattern, _), .extract(let pattern): pattern
    default: nil
    }
  }

  /// Transforms one value.
  ///
  /// Pure; time is linear in the text but for expressions, which have a limit.
  func apply(_ text: String) -> TransformResult {
    if text.isEmpty { return .text("") }
    switch self {
    case .trim: return .text(Blank.trimmed(text))
    case .lowercase: return .text(text.lowercased())
    case .uppercase: return .text(text.uppercased())
    case .titlecase: return .text(TitleCase.of(text))
    case .squeeze: return .text(Blank.squeezed(text))
    case .digits: return .text(Self.digits(of: text))
    case .number: return Self.result(NumberText.normalised(text), "number.invalid", of: text)
    case .boolean: return Self.result(BooleanText.value(of: text).map(String.init), "boolean.invalid", of: text)
    case .firstLast: return .text(PersonName.firstLast(text))
    case .noHonorific: return .text(Honorifics.removed(from: text))
    case .textFromHTML: return .text(HTMLText.plain(text))
    case .replace(let pattern, let replacement):
      return Self.limited { () throws(PatternLimitReached) in try pattern.replacing(in: text, with: replacement) }
    case .extract(let pattern):
      return Self.limited { () throws(PatternLimitReached) in try pattern.extract(from: text) ?? "" }
    case .truncate(let count): return .text(text.utf8.count <= count ? text : String(text.prefix(count)))
    case .date(let patterns): return Self.result(patterns.parse(text), "date.invalid", of: text)
    case .hash: return .text(Self.hash(of: text))
    }
  }

  /// A result that is invalid where there is none, unless the text was blank.
  private static func result(_ result: String?, _ code: String, of text: String) -> TransformResult {
    if let result { return .text(result) }
    return Blank.trimmed(text).isEmpty ? .text("") : .invalid(code: code)
  }

  /// The code of a value on which an expression took too long.
  static let limitCode = "regex.limit"

  private static func limited(_ body: () throws(PatternLimitReached) -> String) -> TransformResult {
    do throws(PatternLimitReached) { return .text(try body()) } catch { return .invalid(code: limitCode) }
  }

  private static func digits(of text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars where scalar.properties.numericType == .decimal {
      // A decimal digit's value is 0 to 9, whatever its script.
      result.append(String(Int(scalar.properties.numericValue ?? 0)))
    }
    return result
  }

  private static func hash(of text: String) -> String {
    var result = ""
    for byte in SHA256.hash(data: Array(text.utf8)) {
      if byte < 16 { result += "0" }
      result += String(byte, radix: 16)
    }
    return result
  }
}
