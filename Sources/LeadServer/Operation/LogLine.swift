import Glibc
import LeadJSON
package import LeadModel

/// How much a line of the log matters.
package enum LogLevel: Int, Sendable, Comparable, CaseIterable {
  /// What is of use only to someone who searches for an error.
  case debug
  /// What goes as it should.
  case info
  /// Nothing is lost, but something is not as it should be.
  case warning
  /// Something is lost, or the operator has to do something.
  case error

  package var name: String {
    switch self {
    case .debug: "debug"
    case .info: "info"
    case .warning: "warning"
    case .error: "error"
    }
  }

  /// The priority of syslog (RFC 5424, section 6.2.1).
  var priority: Int {
    switch self {
    case .debug: 7
    case .info: 6
    case .warning: 4
    case .error: 3
    }
  }

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// How lines of the log are written.
package enum LogFormat: String, Sendable, CaseIterable {
  /// `2026-01-31T10:00:00.000Z warning post.refused a request was refused route=/hooks/contact status=401`.
  case text
  /// An object a line, with `at`, `level`, `code`, `message` and the fields.
  case json
  /// As text, with `<4>` for the time and the level: the journal takes them from there (sd-daemon(3)).
  case journal

  /// How words are written to a descriptor: for the journal where the descriptor leads there.
  ///
  /// - Parameters:
  ///   - descriptor: Standard error.
  ///   - environment: The process's variables; `JOURNAL_STREAM` names the journal's device and inode (systemd.exec(5)).
  /// - Returns: ``journal`` or ``text``.
  package static func words(to descriptor: Int32, environment: [String: String]) -> LogFormat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .text }
    return environment["JOURNAL_STREAM"] == "\(status.st_dev):\(status.st_ino)" ? .journal : .text
  }
}

/// A line of the log before it is written: fixed words, and ids, sizes and codes as fields.
package struct LogLine: Sendable, Equatable {
  /// A name and what stands there.
  package enum Field: Sendable, Equatable {
    case text(String, String)
    case count(String, Int)
    /// Written with milliseconds.
    case seconds(String, Double)
  }

  package var level: LogLevel
  /// Stable, so that lines can be found by it.
  package var code: String
  package var message: String
  package var fields: [Field]

  package init(level: LogLevel, code: String, message: String, fields: [Field] = []) {
    self.level = level
    self.code = code
    self.message = message
    self.fields = fields
  }

  /// The line with its end.
  package func bytes(as format: LogFormat, at time: Timestamp) -> [UInt8] {
    switch format {
    case .json: json(at: time)
    case .text: Array("\(time) \(level.name) \(words)\n".utf8)
    case .journal: Array("<\(level.priority)>\(words)\n".utf8)
    }
  }

  private func json(at time: Timestamp) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("at", time.description)
    json.member("level", level.name)
    json.member("code", code)
    json.member("message", message)
    for field in fields {
      switch field {
      case .text(let name, let text): json.member(name, text)
      case .count(let name, let count): json.member(name, count)
      case .seconds(let name, let seconds):
        json.key(name)
        json.number(Self.rounded(seconds))
      }
    }
    json.endObject()
    json.endLine()
    return json.bytes
  }

  private var words: String {
    fields.reduce("\(code) \(message)") { line, field in
      switch field {
      case .text(let name, let text): "\(line) \(name)=\(Self.quoted(text))"
      case .count(let name, let count): "\(line) \(name)=\(count)"
      case .seconds(let name, let seconds): "\(line) \(name)=\(Self.rounded(seconds))"
      }
    }
  }

  private static func rounded(_ seconds: Double) -> Double {
    seconds.isFinite ? (seconds * 1000).rounded() / 1000 : 0
  }

  /// A text as it is, or as a JSON string where it holds what would split the line or be taken for another field.
  static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
    if isPlain, !text.isEmpty { return text }
    var json = JSONWriter()
    json.string(text)
    return json.text
  }
}
