package import LeadConfig
import LeadJournal
package import LeadMapping
package import LeadModel
package import LeadPipeline
package import LeadSources

/// A source of the configuration with all that it names: what is fetched, its mapping, its inbox.
package struct SourcePlan: Sendable {
  /// Where records come from.
  package enum Origin: Sendable, Equatable {
    case fetch(FetchPlan)
    case folder(FolderSettings)
  }

  package let settings: SourceSettings
  package let origin: Origin
  package let target: LivePlan.Target
  /// `nil`: recognised by the records.
  package let mapping: Mapping?
  package let timetable: SourceTimetable
  /// Paths of the routes whose posts announce its records by ids.
  package let announcers: Set<String>

  package var name: String { settings.name }

  /// Whether another plan asks and delivers as this one, with the same secrets.
  func asks(as other: SourcePlan) -> Bool { origin == other.origin && target == other.target }

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

  /// - Parameters:
  ///   - sources: Those of the configuration that are wanted.
  ///   - configuration: As it was read.
  ///   - surroundings: Where secrets and mappings are found.
  ///   - targets: Inboxes that were resolved already; what is wrong with these was said.
  ///   - stateFolder: See ``stateFolder``.
  ///   - deadLetters: See ``deadLetters``.
  ///   - needsSecrets: Whether secrets are read; a plan without them is for looking at only.
  /// - Throws: All that is wrong: `source.backfill`, `route.source.kind`, what is wrong with a fetch, a mapping, a
  ///   timetable or a secret.
  package init(
    _ sources: [SourceSettings], of configuration: Configuration, _ surroundings: Surroundings,
    targets: ResolvedTargets? = nil, stateFolder: String, deadLetters: String, needsSecrets: Bool = true
  ) throws(Diagnostics) {
    let targets =
      targets ?? ResolvedTargets(configuration, environment: surroundings.environment, needsSecrets: needsSecrets)
    var reading = Reading(
      folder: configuration.folder, routes: configuration.routes.filter { $0.source != nil },
      surroundings: surroundings, needsSecrets: needsSecrets, targets: targets)
    self.sources = sources.compactMap { reading.source($0) }
    self.stateFolder = stateFolder
    self.deadLetters = deadLetters
    let errors = reading.targets.errors.dropFirst(targets.errors.count) + reading.errors
    warnings = reading.targets.warnings.dropFirst(targets.warnings.count) + reading.warnings
    guard errors.isEmpty else { throw Diagnostics(errors + warnings) }
  }

  /// Looks up what sources name, and collects what is wrong.
  private struct Reading {
    /// The configuration's, which files of secrets are relative to.
    let folder: String
    /// Those that announce what sources fetch.
    let routes: [RouteSettings]
    let surroundings: Surroundings
    let needsSecrets: Bool
    var targets: ResolvedTargets
    var errors: [Diagnostic] = []
    var warnings: [Diagnostic] = []

    mutating func source(_ settings: SourceSettings) -> SourcePlan? {
      let count = errors.count
      let target = targets.target(named: settings.to)
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
      let announcers = routes.filter { $0.source == settings.name }
      lookAt(announcers, of: settings)
      guard errors.count == count, let target, let timetable, let origin else { return nil }
      return SourcePlan(
        settings: settings, origin: origin, target: target, mapping: mapping, timetable: timetable,
        announcers: Set(announcers.map(\.path)))
    }

    /// Whether a source can fetch what these routes announce.
    private mutating func lookAt(_ announcers: [RouteSettings], of settings: SourceSettings) {
      if case .fetch(let fetch) = settings.origin, ReadySource.announcing.contains(fetch.from ?? "") { return }
      let kinds = ReadySource.announcing.map { "'\($0)'" }.joined(separator: ", ")
      for route in announcers {
        errors.append(
          Diagnostic(
            "route.source.kind", "the source '\(settings.name)' fetches no records one by one, by their ids",
            at: route.places.announced,
            hint: "only sources \"from\" \(kinds) do; where posts hold the leads themselves, the route has a mapping"))
      }
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
          let resolved = try reference.resolve(environment: surroundings.environment, relativeTo: folder)
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
        return try surroundings.mapping(name, at: settings.places.mapping)
      } catch {
        errors += error.all
        return nil
      }
    }
  }
}
