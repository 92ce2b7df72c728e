import LeadModel

/// Reads templates and paths, numbers their fields, and collects what is wrong with them.
///
/// Goes on behind every mistake: a text that cannot be read is `nil`, and the mistake is in ``diagnostics``.
struct TemplateReader {
  var table: FieldTable
  private(set) var usages: [FieldUsage] = []
  private(set) var literals: [LiteralUsage] = []
  var diagnostics: [Diagnostic] = []
  /// Whether what is read are fields of an answer: there, `@key` is known.
  var isInAnswer = false

  init(table: FieldTable = FieldTable()) { self.table = table }

  mutating func report(
    _ code: MappingCode, _ message: String, at position: Position, severity: Diagnostic.Severity = .error,
    hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(severity, code.rawValue, message, at: position, hint: hint))
  }

  /// Reads a template.
  ///
  /// `mayBeColumn` says whether a column may have been meant where the text has no fields.
  mutating func template(_ text: String, at place: TextPlace, mayBeColumn: Bool = false) -> Template? {
    let pieces: [TemplatePieces.Piece]
    do throws(TemplatePieces.Unclosed) {
      pieces = try TemplatePieces(text).pieces
    } catch {
      report(
        .unclosedTemplate, "a '{' is not closed", at: place.position(at: error.offset),
        hint: "a field is written {Name}, a brace itself {{")
      return nil
    }
    var parts: [Template.Part] = []
    var isWhole = true
    for piece in pieces {
      switch piece {
      case .literal(let literal): parts.append(.literal(literal))
      case .path(let path, let offset):
        if let field = field(path, at: place, offset: offset) {
          parts.append(.field(field))
        } else {
          isWhole = false
        }
      }
    }
    guard isWhole else { return nil }
    let template = Template(parts: parts)
    if let constant = template.constant, !constant.isEmpty { note(constant, at: place, mayBeColumn: mayBeColumn) }
    return template
  }

  /// Reads one path, with or without the braces that make a template of it.
  mutating func path(_ text: String, at place: TextPlace) -> FieldTable.ID? {
    guard let (inner, offset) = withoutBraces(text, at: place) else { return nil }
    return field(inner, at: place, offset: offset)
  }

  /// Reads paths that stand for one another: a column is missed only where all of them are.
  mutating func alternatives(_ texts: [(text: String, place: TextPlace)]) -> [FieldTable.ID] {
    let before = usages.count
    let fields = texts.compactMap { path($0.text, at: $0.place) }
    mergeUsages(from: before)
    return fields
  }

  /// Makes the usages from number `start` on alternatives of one another.
  mutating func mergeUsages(from start: Int) {
    guard usages.count > start + 1 else { return }
    let merged = FieldUsage(fields: usages[start...].flatMap(\.fields), position: usages[start].position)
    usages.removeSubrange(start...)
    usages.append(merged)
  }

  /// How many usages there are: where ``mergeUsages(from:)`` may begin.
  var usageCount: Int { usages.count }

  /// Forgets the usages from number `start` on: nobody misses these columns.
  mutating func dropUsages(from start: Int) { usages.removeSubrange(start...) }

  /// The text of a path without the braces around it; `nil`: more than a path stands there, which is reported.
  private mutating func withoutBraces(_ text: String, at place: TextPlace) -> (text: String, offset: Int)? {
    guard let pieces = try? TemplatePieces(text).pieces else { return (text, 0) }
    let paths = pieces.compactMap { if case .path(let path, let offset) = $0 { (path, offset) } else { nil } }
    guard let first = paths.first else { return (text, 0) }
    let isBare = pieces.allSatisfy { piece in
      if case .literal(let text) = piece { Blank.trimmed(text).isEmpty } else { true }
    }
    if isBare, paths.count == 1 { return first }
    report(
      .path, "a path is expected, not a template", at: place.position(),
      hint: "a text with fields stands in \"template\"; a column's name that holds braces is written in quotes")
    return nil
  }

  private mutating func field(_ text: String, at place: TextPlace, offset: Int) -> FieldTable.ID? {
    let path: Path
    do throws(PathError) {
      path = try Path(parsing: text)
    } catch {
      report(
        .path, error.message, at: place.position(at: offset + error.offset),
        hint: text.contains(where: { ".[\"".contains($0) }) ? "a column's name in quotes: {\"…\"}" : nil)
      return nil
    }
    var circumstance: Circumstance?
    if path.text.hasPrefix("@") {
      circumstance = Circumstance(path.text)
      if circumstance == .answerKey, !isInAnswer {
        report(
          .circumstance, "'\(path.text)' is known only in 'source.columns'", at: place.position(at: offset))
        return nil
      }
      if circumstance == nil {
        report(
          .circumstance, "there is no '\(path.text)'", at: place.position(at: offset),
          hint: NearestName.hint(
            for: path.text, among: Circumstance.spellings + (isInAnswer ? [Circumstance.answerKeySpelling] : [])))
        return nil
      }
    }
    let field = table.id(of: path, circumstance: circumstance)
    if circumstance == nil { usages.append(FieldUsage(fields: [field], position: place.position(at: offset))) }
    return field
  }

  /// Keeps a literal that may have been meant as a column, and warns of braces that other tools take for one.
  private mutating func note(_ constant: String, at place: TextPlace, mayBeColumn: Bool) {
    if mayBeColumn { literals.append(LiteralUsage(text: constant, position: place.position())) }
    if constant.hasPrefix("{"), constant.hasSuffix("}"), constant.utf8.count > 2 {
      report(
        .literalBraces, "doubled braces are braces: this is the text '\(constant)', not a field", at: place.position(),
        severity: .warning, hint: "the field is written '\(constant)'")
    }
  }
}
