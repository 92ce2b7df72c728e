import ArgumentParser
import Foundation
import LeadConfig
import LeadJournal
import LeadModel

/// Which dead letters.
struct LetterFilterOptions: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Letters for which it holds: code=email.invalid, stage=map, field=email, source=*.csv, mapping=NAME, id=ID, "
        + "at<2026-01-31. Several by commas, or repeated: all hold; a|b: either; != is not.",
      valueName: "condition"))
  var conditions: [String] = []

  /// The filter; all letters where nothing was said.
  ///
  /// - Throws: `ValidationError` for what is no condition.
  func resolved() throws -> DeadLetterFilter {
    do throws(DeadLetterFilter.Mistake) {
      return try DeadLetterFilter(conditions)
    } catch {
      throw ValidationError("--where: \(error.message)")
    }
  }
}

/// Which file of dead letters.
struct LetterFileOptions: ParsableArguments {
  @OptionGroup(title: "State") var state: StateOptions

  @Option(
    help: ArgumentHelp(
      "The configuration (default: ./leadbridge.json, else ~/.config/leadbridge/).", valueName: "file"))
  var config: String?

  /// The file, without the letters that are done with.
  ///
  /// - Returns: `nil` where it is the default one and not there: nothing has died yet.
  /// - Throws: Why it cannot be used.
  func opened() throws -> DeadLetterFile? {
    let configuration = try Configuration.located(explicit: config, environment: ProcessInfo.processInfo.environment)
    let path = try StatePaths(state, configuration: configuration).deadLetters
    if state.deadLetters == nil, !FileManager.default.fileExists(atPath: path) { return nil }
    let file = try DeadLetterFile(path, create: false)
    do throws(JournalError) { try ClosedLetters.apply(to: file) } catch { throw error.diagnostic }
    return file
  }
}

/// Goes over letters, and says which lines are none.
struct LetterReading {
  /// Lines that are no letters, of which each is said.
  static let saidLines = 20

  let filter: DeadLetterFilter
  let quiet: Bool
  private(set) var unreadable = 0

  init(filter: DeadLetterFilter = DeadLetterFilter(), quiet: Bool) {
    self.filter = filter
    self.quiet = quiet
  }

  /// Gives each letter that is meant to `take`, which may end it by `false`.
  mutating func go(over reader: inout DeadLetterReader, _ take: (DeadLetter, _ line: Int) throws -> Bool) throws {
    do {
      while let entry = try reader.next() {
        switch entry {
        case .unreadable(let diagnostic):
          unreadable += 1
          if !quiet, unreadable <= Self.saidLines { Terminal.say(diagnostic) }
        case .letter(let letter, let line):
          guard filter.matches(letter) else { continue }
          guard try take(letter, line) else { return }
        }
      }
    } catch let error as JournalError {
      throw error.diagnostic
    }
  }
}

extension DeadLetterFile {
  /// A reader, or the diagnostic of why there is none.
  func openedReader() throws -> DeadLetterReader {
    do throws(JournalError) { return try reader() } catch { throw error.diagnostic }
  }
}
