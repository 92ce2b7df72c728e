import Foundation
import LeadConfig
import LeadJSON
import LeadModel
import LeadPipeline
import LeadServer

/// How `serve` says what is no event of the daemon's: what is wrong with the configuration, at the start and when it is
/// read again.
///
/// On a terminal, and in a text file, it is said as every command says it. Where the log is read by a program each line of
/// standard error is one of its lines, from the first to the last.
struct ServeTalk: Sendable {
  /// Of the daemon's own lines too.
  let format: LogFormat

  /// - Parameters:
  ///   - asked: As `--log-format` has it, which goes first.
  ///   - logs: As the configuration has it; `nil`: it cannot be read, or says nothing.
  init(_ asked: LogFormat?, logs: ServeSettings.LogForm?) {
    let isJSON = asked.map { $0 == .json } ?? (logs == .json)
    let environment = ProcessInfo.processInfo.environment
    format = isJSON ? .json : LogFormat.words(to: STDERR_FILENO, environment: environment)
  }

  /// Whether sentences would trip who reads.
  var isForPrograms: Bool { format != .text }

  /// Says it, in one line where it is for programs.
  func say(_ diagnostic: Diagnostic) {
    guard isForPrograms else { return Terminal.say(diagnostic) }
    let line = LogLine(diagnostic).bytes(as: format, at: .now())
    Terminal.say(String(decoding: line.dropLast(), as: UTF8.self))
  }

  /// Says what ended the command.
  func say(_ error: any Error) {
    if let all = error as? Diagnostics { all.all.forEach(say) } else { say(Diagnostic(ofRun: error)) }
  }

  /// What `logs` of a file says, be the rest of it right or not.
  ///
  /// - Returns: `nil` where it says nothing, and for what is no JSON or larger than 16 MB.
  static func logs(of file: String) -> ServeSettings.LogForm? {
    guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.read(upToCount: 16 << 20),
      let root = try? JSONDocument(parsing: Array(data)).root
    else { return nil }
    return root["logs"]?.string.flatMap(ServeSettings.LogForm.init(rawValue:))
  }
}
