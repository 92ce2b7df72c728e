package import LeadConfig
import LeadDelivery
import LeadJournal
package import LeadMapping
package import LeadModel
package import LeadPipeline
package import LeadSources

/// A source of the configuration with all that it names: what is fetched, its mapping, its inbox.
package struct SourcePlan: Sendable {
  /// Where records come from.
  package enum Origin: Sendable {
    case fetch(FetchPlan)
    case folder(FolderSettings)
  }

  package let settings: SourceSettings
  package let origin: Origin
  package let target: LivePlan.Target
  /// `nil`: recognised by the records.
  package let mapping: Mapping?
  package let timetable: SourceTimetable

  package var name: String { settings.name }

  /// What its memory belongs to.
  var key: SourceKey { SourceKey(name: settings.name, destinationKey: target.destination.key) }
}

/// The sources of a configuration with all that they name.
package struct SyncPlan: Sendable {
  package var sources: [SourcePlan]
  /// Where the journal lies, and beside it what is fetched.
  package var stateFolder: String
  /// Where the rejected and the dead go.
  package var deadLetters: String
  /// Whether everything is fetched and mapped, and nothing sent or kept.
  package var isDryRun = false
  /// What is odd, and taken all the same.
  package var warnings: [Diagnostic]

  /// Finds a ready mapping, or a file.
  package typealias FindMapping = @Sendable (_ name: String) throws(Diagnostics) -> Mapping

  /// - Parameters:
  ///   - configuration: As it was read.
  ///   - names: Of the sources that are wanted; empty: all that are not paused.
  ///   - environment: The process's variables.
  ///   - findMapping: See ``FindMapping``.
  ///   - stateFolder: See ``stateFolder``.
  ///   - deadLetters: See ``deadLetters``.
  ///   - needsSecrets: Whether secrets are read; a plan without them is for looking at only.
  /// - Throws: All that is wrong: `source.unknown` with the nearest name, `source.backfill`, what is wrong with a fetch, a
  ///   mapping, a timetable or a secret.
  package init(
    _ configuration: Configuration, only names: [String] = [], environment: [String: String],
    findMapping: @escaping FindMapping, stateFolder: String, deadLetters: String, needsSecrets: Bool = true
  ) throws(Diagnostics) {
    var reading = Reading(
      configuration: configuration, environment: environment, findMapping: findMapping, needsSecrets: needsSecrets)
    let wanted = reading.wanted(names)
    sources = wanted.compactMap { reading.source($0) }
    self.stateFolder = stateFolder
    self.deadLetters = deadLetters
    guard reading.errors.isEmpty else { throw Diagnostics(reading.errors + reading.warnings) }
    warnings = reading.warnings
  }

  /// Looks up what sources name, and collects what is wrong.
  private struct Reading {
    let configuration: Configuration
    let environment: [String: String]
    let findMapping: FindMapping
    let needsSecrets: Bool
    var errors: [Diagnostic] = []
    var warnings: [Diagnostic] = []
    /// Destinations that were read, by name: a token is read once.
    private var targets: [String: LivePlan.Target] = [:]

    init(
      configuration: Configuration, environment: [String: String], findMapping: @escaping FindMapping,
      needsSecrets: Bool
    ) {
      self.configuration = configuration
      self.environment = environment
      self.findMapping = findMapping
      self.needsSecrets = needsSecrets
    }

    mutating func wanted(_ names: [String]) -> [SourceSettings] {
      let all = configuration.sources
      guard !names.isEmpty else { return all.filter { !$0.isPaused } }
      return names.compactMap { name in
        if let found = all.first(where: { $0.name == name }) { return found }
        let hint =
          NearestName.of(name, among: all.map(\.name)).map { "did you mean '\($0)'?" }
          ?? (all.isEmpty
            ? "\"sources\" in the configuration describes them"
            : "there are: \(all.map(\.name).joined(separator: ", "))")
        errors.append(
          Diagnostic(
            "source.unknown", "there is no source '\(name)'", at: Position(file: configuration.file), hint: hint))
        return nil
      }
    }

    mutating func source(_ settings: SourceSettings) -> SourcePlan? {
      let count = errors.count
      let target = target(settings.to)
      let timetable = timetable(settings)
      var origin: SourcePlan.Origin?
      var readyMapping: String?
      switch settings.origin {
      case .fetch(let fetch):
        let plan = self.fetch(fetch, of: settings)
        readyMapping = plan?.mapping
        origin = plan.map(SourcePlan.Origin.fetch)
      case .folder(let folder): origin = .folder(folder)
      }
      let mapping = (settings.mapping ?? readyMapping).flatMap { self.mapping($0, of: settings) }
      guard errors.count == count, let target, let timetable, let origin else { return nil }
      return SourcePlan(settings: settings, origin: origin, target: target, mapping: mapping, timetable: timetable)
    }

    private mutating func target(_ name: String) -> LivePlan.Target? {
      if let known = targets[name] { return known }
      guard let settings = configuration.destinations.first(where: { $0.name == name }) else { return nil }
      var delivery = DeliveryOptions()
      delivery.quota = settings.quota
      delivery.concurrency = settings.withoutToken.concurrency
      delivery.rate = settings.withoutToken.rate
      var target = LivePlan.Target(destination: settings.withoutToken, delivery: delivery)
      if needsSecrets {
        do throws(Diagnostics) {
          let resolved = try settings.resolved(environment: environment)
          warnings += resolved.warnings
          target.destination = resolved.destination
        } catch {
          errors += error.all
          return nil
        }
      }
      targets[name] = target
      return target
    }

    private mutating func timetable(_ settings: SourceSettings) -> SourceTimetable? {
      do throws(Diagnostics) {
        return try SourceTimetable(settings)
      } catch {
        errors += error.all
        return nil
      }
    }

    private mutating func fetch(_ fetch: FetchSettings, of settings: SourceSettings) -> FetchPlan? {
      var secrets: [String: Secret] = [:]
      for (name, reference) in fetch.secrets.sorted(by: { $0.key < $1.key }) {
        guard needsSecrets else {
          secrets[name] = Secret("")
          continue
        }
        do throws(Diagnostic) {
          let resolved = try reference.resolve(environment: environment, relativeTo: configuration.folder)
          warnings += resolved.warnings
          secrets[name] = resolved.secret
        } catch {
          errors.append(error)
        }
      }
      guard secrets.count == fetch.secrets.count else { return nil }
      do throws(Diagnostics) {
        let plan = try FetchPlan(fetch, named: settings.name, at: settings.places, secrets: secrets)
        warnings += plan.warnings
        if settings.backfill != nil, !plan.canBackfill {
          errors.append(
            Diagnostic(
              "source.backfill", "this source cannot be asked for what came since a time, so it fills no gaps",
              at: settings.places.origin, hint: #"it needs a "cursor" of the kind "time", and {since} in its request"#))
        }
        return plan
      } catch {
        errors += error.all
        return nil
      }
    }

    private mutating func mapping(_ name: String, of settings: SourceSettings) -> Mapping? {
      do throws(Diagnostics) {
        return try findMapping(name)
      } catch {
        errors += error.all.map { problem in
          guard problem.code.hasPrefix("mapping.missing") else { return problem }
          var placed = problem
          placed.position = settings.places.mapping
          return placed
        }
        return nil
      }
    }
  }
}
