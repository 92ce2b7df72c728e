package import LeadConfig
import LeadMapping
package import LeadModel
import LeadPipeline
import LeadSenders
package import LeadSync

/// A configuration with all that it names: senders, mappings, secrets.
///
/// All that is wrong is said at once.
package struct DaemonPlan: Sendable {
  package let configuration: Configuration
  /// The process's variables.
  let environment: [String: String]
  let routes: [RoutePlan]
  let targets: [LivePlan.Target]
  /// The sources that are not paused; `nil`: they were wrong.
  private let sources: SyncPlan?
  /// What is odd, and taken all the same.
  package let warnings: [Diagnostic]

  /// - Parameters:
  ///   - configuration: The file's, read with all that it refers to.
  ///   - surroundings: Where secrets and mappings are found.
  ///   - needsSecrets: Whether secrets are read; without them posts of signed routes cannot be verified, so such a plan is
  ///     for looking at only.
  /// - Throws: All that is wrong.
  package init(
    _ configuration: Configuration, _ surroundings: Surroundings, needsSecrets: Bool = true
  ) throws(Diagnostics) {
    self.configuration = configuration
    environment = surroundings.environment
    var reading = Reading(configuration, surroundings, needsSecrets: needsSecrets)
    routes = configuration.routes.compactMap { reading.route($0) }
    var inboxes = ResolvedTargets(
      configuration, environment: surroundings.environment, needsSecrets: needsSecrets)
    targets = configuration.destinations.compactMap { inboxes.target(named: $0.name) }
    sources = reading.sources(inboxes)
    reading.lookAtDoors()
    let errors = inboxes.errors + reading.errors
    warnings = inboxes.warnings + reading.warnings
    guard errors.isEmpty else { throw Diagnostics(errors + warnings) }
  }

  /// What is delivered by it.
  func live(stateFolder: String, deadLetters: String) -> LivePlan {
    LivePlan(
      routes: routes.compactMap(\.live), targets: targets, stateFolder: stateFolder, deadLetters: deadLetters)
  }

  /// What is fetched by it.
  func sync(stateFolder: String, deadLetters: String) -> SyncPlan? {
    var plan = sources
    plan?.stateFolder = stateFolder
    plan?.deadLetters = deadLetters
    return plan
  }

  /// Looks up what a configuration names, and collects what is wrong.
  private struct Reading {
    private let configuration: Configuration
    private let surroundings: Surroundings
    private let needsSecrets: Bool
    var errors: [Diagnostic] = []
    var warnings: [Diagnostic] = []

    init(_ configuration: Configuration, _ surroundings: Surroundings, needsSecrets: Bool) {
      self.configuration = configuration
      self.surroundings = surroundings
      self.needsSecrets = needsSecrets
    }

    mutating func sources(_ inboxes: ResolvedTargets) -> SyncPlan? {
      do throws(Diagnostics) {
        let plan = try SyncPlan(
          configuration.sources.filter { !$0.isPaused }, of: configuration, surroundings, targets: inboxes,
          stateFolder: "", deadLetters: "", needsSecrets: needsSecrets)
        warnings += plan.warnings
        return plan
      } catch {
        errors += error.all
        return nil
      }
    }

    mutating func route(_ settings: RouteSettings) -> RoutePlan? {
      let count = errors.count
      let found = sender(settings)
      let mapping = mapping(settings)
      let secrets = settings.secrets.compactMap { secret($0, of: settings) }
      let token = settings.verifyToken.flatMap { secret($0, of: settings) }
      guard let (sender, signing) = found else { return nil }
      if settings.secrets.isEmpty, signing.needsSecret {
        errors.append(
          Diagnostic(
            "route.secret.missing", "posts of \(sender.title) are signed, and the route has no secret to verify them",
            at: settings.places.accept,
            hint: #"add "secret": {"env": "NAME"}, or "accept": "form" to take anybody's posts"#))
      }
      if settings.verifyToken == nil, sender.handshakes.contains(.verifyToken) {
        errors.append(
          Diagnostic(
            "route.verifyToken.missing", "\(sender.title) shows a token when it is set up, and the route has none",
            at: settings.places.accept, hint: #"add "verifyToken": {"env": "NAME"}"#))
      }
      var verifier: Verifier?
      if needsSecrets, !secrets.isEmpty {
        do throws(Diagnostic) {
          verifier = try Verifier(signing, secrets: secrets, publicURL: settings.publicURL)
        } catch {
          errors.append(error.at(settings.places.secret))
        }
      }
      lookAtAddress(settings, sender, signing)
      guard errors.count == count else { return nil }
      var plan = RoutePlan(
        settings: settings, sender: sender, signing: signing, secrets: secrets, verifyToken: token, verifier: verifier,
        mapping: mapping)
      guard settings.respond.validates, let live = plan.live else { return plan }
      do throws(Diagnostics) {
        plan.check = try PostCheck(live)
        return plan
      } catch {
        errors += error.all
        return nil
      }
    }

    private mutating func sender(_ settings: RouteSettings) -> (Sender, Signing)? {
      guard let sender = Sender.named(settings.accept) else {
        let names = Sender.all.map(\.name)
        errors.append(
          Diagnostic(
            "sender.unknown", "there is no sender '\(settings.accept)'", at: settings.places.accept,
            hint: NearestName.of(settings.accept, among: names).map { "did you mean '\($0)'?" }
              ?? #""form" takes any form, "hmac" any signature; docs/senders.md lists all"#))
        return nil
      }
      guard let own = settings.hmac else { return (sender, sender.signing) }
      do throws(Diagnostic) {
        return (sender, try Signing(HMACSettings(own)))
      } catch {
        errors.append(error.at(settings.places.accept))
        return nil
      }
    }

    private mutating func mapping(_ settings: RouteSettings) -> Mapping? {
      guard let name = settings.mapping else { return nil }
      do throws(Diagnostics) {
        return try surroundings.mapping(name, at: settings.places.mapping)
      } catch {
        errors += error.all
        return nil
      }
    }

    private mutating func secret(_ reference: SecretReference, of route: RouteSettings) -> String? {
      guard needsSecrets else { return nil }
      do throws(Diagnostic) {
        let resolved = try reference.resolve(
          environment: surroundings.environment, relativeTo: configuration.folder)
        warnings += resolved.warnings
        return resolved.secret.exposed
      } catch {
        var named = error
        named.message = "for the route \(route.path), \(error.message)"
        errors.append(named)
        return nil
      }
    }

    /// What strangers could reach that is not for them: said once, whatever the number of routes.
    mutating func lookAtDoors() {
      let open = configuration.routes.filter { route in
        guard let sender = Sender.named(route.accept) else { return false }
        return route.secrets.isEmpty && !sender.signing.needsSecret && route.spam.honeypot == nil && route.allow.isEmpty
      }
      guard let first = open.first else { return }
      let more = open.count > Self.openShown ? " and \(open.count - Self.openShown) more" : ""
      warnings.append(
        Diagnostic(
          .warning, "route.open",
          "anybody can post to \(open.prefix(Self.openShown).map(\.path).joined(separator: ", "))\(more)",
          at: first.places.route, hint: #"a "secret" in the address (?key=…) or a "spam" check keeps robots out"#))
    }

    /// The open routes that are named one by one.
    private static let openShown = 3

    /// A signature over the address is checked against the address that the post names, unless the route says another.
    private mutating func lookAtAddress(_ settings: RouteSettings, _ sender: Sender, _ signing: Signing) {
      guard settings.publicURL == nil, signing.signsAddress, !settings.secrets.isEmpty else { return }
      warnings.append(
        Diagnostic(
          .warning, "route.publicUrl.missing",
          "\(sender.title) signs the address that it posts to, and \(settings.path) has no 'publicUrl'",
          at: settings.places.accept,
          hint:
            #"add "publicUrl": "https://…\#(settings.path)" as the sender has it, or a proxy's other name breaks it"#))
    }
  }
}

extension HMACSettings {
  /// As the configuration has them.
  fileprivate init(_ settings: HMACRouteSettings) {
    self.init()
    header = settings.header
    prefix = settings.prefix
    template = settings.template
    timestampHeader = settings.timestampHeader
    idHeader = settings.idHeader
    tolerance = settings.tolerance
    algorithm =
      switch settings.algorithm {
      case .sha1: .hmacSHA1
      case .sha256: .hmacSHA256
      case .sha512: .hmacSHA512
      }
    encoding =
      switch settings.encoding {
      case .hex: .hex
      case .base64: .base64
      case .base64url: .base64url
      }
    keyEncoding =
      switch settings.keyEncoding {
      case .utf8: .utf8
      case .base64: .base64
      }
    timestampUnit =
      switch settings.timestampUnit {
      case .seconds: .seconds
      case .milliseconds: .milliseconds
      }
  }
}
