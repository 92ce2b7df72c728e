import Foundation
import LeadConfig
import LeadModel

/// Where a run keeps what it has to remember, as options and configuration say.
struct StatePaths {
  /// The folder of the journal.
  let state: String
  /// The dead-letter file.
  let deadLetters: String

  /// - Throws: `state.nowhere` where nothing says where, and there is no home.
  init(_ options: StateOptions, configuration: Configuration?) throws {
    state = try StateFolder.locate(
      explicit: options.state, configuration: configuration, environment: ProcessInfo.processInfo.environment)
    deadLetters = options.deadLetters ?? (state.hasSuffix("/") ? state : state + "/") + "dead-letters.jsonl"
  }
}
