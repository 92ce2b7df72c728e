import LeadJournal
import LeadMapping
import LeadModel

/// An input that was opened, looked at, and found fit, before anything of any input is sent.
struct PreparedInput {
  var input: Input
  var mapping: Mapping
  /// Whether the mapping was recognised: then the input is read as it was when that was done.
  var isRecognised = false
  var facts: DeadLetterBook.InputFacts
  /// Where an earlier run left it, or a fresh one; `nil` where none is kept.
  var checkpoint: Checkpoint?
  var optOutKnown: Bool?
  /// Standard input stays open, as it can be read once only; files are opened again when their turn has come, so that
  /// a thousand of them are not open at once.
  var opened: MappedInput?
}

/// Opens and checks all inputs of a push, and begins their checkpoints.
struct Preparation {
  let plan: PushPlan
  let runID: String
  /// `nil` where no checkpoint is looked at; in a dry run none is begun.
  let journal: Journal?
  /// `nil` in a dry run.
  let deadLetters: DeadLetterFile?
  let events: @Sendable (RunEvent) -> Void
  let control: RunControl

  /// Checks every input.
  ///
  /// - Throws: ``Diagnostic`` or ``Diagnostics``: the run cannot start.
  func all() async throws -> [PreparedInput] {
    var prepared: [PreparedInput] = []
    for input in plan.inputs { prepared.append(try await one(input)) }
    return prepared
  }

  private func one(_ input: Input) async throws -> PreparedInput {
    let mapped = try await MappedInput(input, plan: plan, opened: control.reads)
    for diagnostic in mapped.diagnostics { events(.diagnostic(diagnostic)) }
    if mapped.isRecognised { events(.recognised(mapping: mapped.mapping.name, input: input.name)) }
    var checkpoint: Checkpoint?
    var origin = DeadLetterID.Origin(id: runID)
    if let path = input.path, let place = input.place {
      mapped.stop()
      if !plan.isDryRun || journal != nil, let destination = plan.destination {
        let fingerprint = try diagnosed { () throws(JournalError) in try InputFingerprint(path: place) }
        origin = DeadLetterID.Origin(fingerprint)
        let key = CheckpointKey(input: path, destination: destination, mappingDigest: mapped.mapping.digest)
        if let journal, plan.isDryRun {
          let earlier = try diagnosed { () throws(JournalError) in try journal.checkpoint(for: key) }
          if let earlier, !earlier.isFinished, fingerprint.continues(earlier.fingerprint) { checkpoint = earlier }
        } else if let journal {
          let another = try diagnosed { () throws(JournalError) in try journal.unfinishedByAnotherMapping(than: key) }
          let begun = try journal.begin(key, fingerprint: fingerprint, runID: runID, restart: plan.restart)
          checkpoint = begun.checkpoint
          origin = DeadLetterID.Origin(begun.checkpoint.fingerprint)
          if case .resumed(let earlier) = begun, earlier.settled.count > plan.passedOver {
            events(.resumed(input: input.name, record: earlier.settled.mark))
          } else if let another {
            events(.diagnostic(startedOver(input, another)))
          }
        }
      }
    }
    if let scope = plan.letterScope { origin = DeadLetterID.Origin(source: scope.source) }
    let facts = DeadLetterBook.InputFacts(
      name: plan.letterScope?.name ?? input.name, format: mapped.profile.format,
      ids: DeadLetterID(destinationKey: plan.destination?.key ?? "", origin: origin),
      mapping: DeadLetter.MappingReference(name: mapped.mapping.name, digest: mapped.mapping.digest),
      destination: plan.destination.map(DeadLetter.Target.init), run: checkpoint?.runID ?? runID,
      mended: mapped.mended, comesAgain: plan.letterScope != nil, written: try written(beyond: checkpoint, of: input))
    return PreparedInput(
      input: input, mapping: mapped.mapping, isRecognised: mapped.isRecognised, facts: facts, checkpoint: checkpoint,
      optOutKnown: mapped.optOutKnown,
      opened: input == .standardInput ? mapped : nil)
  }

  /// A mapping that was changed, or another one, begins anew: what an unfinished run has settled does not count for it.
  private func startedOver(_ input: Input, _ another: Checkpoint) -> Diagnostic {
    Diagnostic(
      .note, "run.mapping.changed",
      "an unfinished run that had settled \(another.settled.count) records went by another mapping, or by this one "
        + "before it was changed; this run begins at the first record",
      at: Position(file: input.name),
      hint: "what that run has delivered is sent again, and updates the same leads; with its mapping it would go on")
  }

  /// Ids of the letters that a killed run has written and not yet checkpointed.
  ///
  /// A run that begins anew may write its letters again: each tells of another attempt.
  private func written(beyond checkpoint: Checkpoint?, of input: Input) throws -> Set<String> {
    if let scope = plan.letterScope, let deadLetters {
      return try diagnosed { () throws(JournalError) in try deadLetters.ids(where: scope.holds) }
    }
    guard let checkpoint, let deadLetters, checkpoint.runID != runID else { return [] }
    return try diagnosed { () throws(JournalError) in
      try deadLetters.ids { letter in
        // The same file may have been named by another path.
        Input.fileName(of: letter.source.name) == Input.fileName(of: input.name)
          && letter.source.record.map { !checkpoint.settled.contains($0) } ?? false
      }
    }
  }

  private func diagnosed<Value>(_ action: () throws(JournalError) -> Value) throws(Diagnostic) -> Value {
    do throws(JournalError) { return try action() } catch { throw error.diagnostic }
  }
}
