import Foundation
package import LeadDelivery
package import LeadJournal
package import LeadMapping
package import LeadModel
package import LeadReaders

/// A source whose records come again with every run.
///
/// A record of it that was rejected or refused before has its letter from then: letters are told apart by the records'
/// bytes, not by their places, so that one bad row of a sheet is one letter, however often the sheet is read.
package struct LetterScope: Sendable, Hashable {
  package let source: String
  /// What letters name as their source: its name, and behind a slash the file's, where it has several.
  package let name: String

  package init(source: String, file: String? = nil) {
    self.source = source
    name = file.map { "\(source)/\($0)" } ?? source
  }

  /// Whether a letter is of a record of this source.
  func holds(_ letter: DeadLetter) -> Bool {
    letter.source.name == source || letter.source.name.hasPrefix(source + "/")
  }
}

/// What of a lead goes that the inbox has been sent before.
package enum Repeats: Sendable, Hashable {
  /// What is new or different.
  case changes
  /// All of it.
  case everything
  /// Nothing: only leads go of which nothing was sent yet.
  case nothing
}

/// A push, resolved: nothing in it is still to be found out but what the inputs hold.
package struct PushPlan: Sendable {
  package var inputs: [Input]
  package var reading: ReaderOptions
  /// `nil`: recognised by each input's header or first records.
  package var mapping: Mapping?
  /// What it is recognised among; `nil`: the ready mappings.
  package var candidates: [Mapping]?
  /// The words for this run; its bot and customer are the destination's.
  package var run: MappingRun
  /// What `@source.name` is; `nil`: the input's name.
  package var sourceName: String?
  /// A column that the input does not have stops the run, where it is otherwise a warning.
  package var isStrict = false
  /// Whether what spreadsheets do to cells is undone.
  package var repairsCells = true
  /// `nil` in a dry run that names none.
  package var destination: Destination?
  package var delivery: DeliveryOptions
  /// Where the rejected and the dead go.
  package var deadLetters: String
  /// Where the rejected and the dead go as a table, once the run has ended; `nil`: nowhere.
  package var rejects: String?
  /// Where the journal lies.
  package var stateFolder: String
  /// Forgets what an unfinished run has settled.
  package var restart = false
  /// Records at the start of its input that a run has settled which has ended, so that passing over them is not worth a
  /// word: nothing of it was left open.
  package var passedOver = 0
  /// What of a lead goes that the inbox has been sent before.
  package var repeats = Repeats.changes
  /// Where the same records come again with every run: whose they are; `nil`: they come once.
  package var letterScope: LetterScope?
  /// Records that the source has listed before and that were settled then: they are passed over; `nil`: all are taken.
  package var settledBefore: SettledRecords?
  /// Reads and maps all, sends nothing, writes nothing.
  package var isDryRun = false
  /// In a dry run: passes over what an unfinished run has settled, as the push itself would.
  package var passesOverSettled = false
  /// Which records are taken.
  package var selection: RecordSelection

  package init(
    inputs: [Input], reading: ReaderOptions, mapping: Mapping?, run: MappingRun, destination: Destination?,
    delivery: DeliveryOptions, deadLetters: String, stateFolder: String, selection: RecordSelection = RecordSelection()
  ) {
    self.inputs = inputs
    self.reading = reading
    self.mapping = mapping
    self.run = run
    self.destination = destination
    self.delivery = delivery
    self.deadLetters = deadLetters
    self.stateFolder = stateFolder
    self.selection = selection
  }

  /// Whether the run keeps a checkpoint: all of an input goes to an inbox.
  ///
  /// A part of it does not, as the records left out would count as settled.
  package var keepsCheckpoint: Bool { !isDryRun && selection.isAll }

  /// Makes sure that the dead letters do not go into an input.
  ///
  /// - Throws: `deadletters.input`.
  func checkDeadLettersAreNoInput() throws(Diagnostic) {
    let target = URL(fileURLWithPath: deadLetters).resolvingSymlinksInPath().path
    for input in inputs where input.realPath == target {
      throw Diagnostic(
        "deadletters.input", "the dead letters would be written into this input", at: Position(file: input.name),
        hint: "name another file with --dead-letters")
    }
  }

  /// Whether it looks at an earlier run's checkpoint.
  var readsCheckpoint: Bool { keepsCheckpoint || (passesOverSettled && selection.isAll && !restart) }
}
