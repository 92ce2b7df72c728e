package import LeadModel

extension LogLine {
  /// A diagnostic as a line of the log: for a log that is read by a program, which a plain sentence would trip.
  package init(_ diagnostic: Diagnostic) {
    let level: LogLevel =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .note: .info
      }
    var fields: [Field] = []
    if let position = diagnostic.position {
      fields.append(.text("file", position.file))
      if let line = position.line { fields.append(.count("line", line)) }
      if let column = position.column { fields.append(.count("column", column)) }
    }
    if let hint = diagnostic.hint { fields.append(.text("hint", hint)) }
    self.init(level: level, code: diagnostic.code, message: diagnostic.message, fields: fields)
  }
}
