import Glibc
package import LeadModel

/// What is right, and will surprise whoever serves it.
extension Configuration {
  /// Warnings of routes, of sources and of where the daemon listens, in the order of the file.
  ///
  /// Not among ``warnings``: a run that pushes a file has no use for them.
  package var doubts: [Diagnostic] {
    // What is missing may be among what was left out.
    let missing = isPartial ? [] : listening + silence
    return ConfigurationCheck.ordered(routes.flatMap(doubts(of:)) + pausedSources + sharedFolders + missing)
  }

  /// Warnings of drop folders that are not there now, in the order of the file.
  ///
  /// Not among ``doubts``, which look at the file alone: the disk may be another machine's.
  package var missingFolders: [Diagnostic] {
    guard !isPartial else { return [] }
    return folderSources.filter { !Self.isFolder($0.folder.path) }.map { source, _ in
      Diagnostic(
        .warning, "config.source.folder.missing", "there is no such folder", at: source.places.origin,
        hint: "make it, or mount what it lies on: it is looked for again with every run")
    }
  }

  private func doubts(of route: RouteSettings) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if route.mapping == nil, route.source == nil {
      found.append(
        Diagnostic(
          .warning, "config.route.unmapped", "the route has no mapping, so its posts are answered 503",
          at: route.places.route, hint: "'leadbridge mapping list' shows the ready ones"))
    }
    if route.accept != "form", route.errorRedirect != nil || !route.cors.isEmpty {
      found.append(
        Diagnostic(
          .warning, "config.route.browser", "'cors' and 'errorRedirect' are for browsers, which do not post here",
          at: route.places.accept))
    }
    if let source = sources.first(where: { $0.name == route.source }), source.isPaused {
      found.append(
        Diagnostic(
          .warning, "config.route.source.paused", "the source '\(source.name)' is paused, so what is posted here waits",
          at: route.places.announced))
    }
    if route.isPaused {
      found.append(
        Diagnostic(
          .warning, "config.route.paused", "the route is paused: its posts are answered 503", at: route.places.route))
    }
    return found
  }

  private var listening: [Diagnostic] {
    var found: [Diagnostic] = []
    if serve.tls == nil, serve.trustedProxies.isEmpty, !Self.isLoopback(serve.listen) {
      found.append(
        Diagnostic(
          .warning, "config.listen.plain", "posts would come here unencrypted",
          at: serve.places.listen, hint: "set 'tls', or put a proxy in front and name it in 'trustedProxies'"))
    }
    // Without a port of their own and without a token these pages are shown to nobody.
    if let own = serve.operator.listen, serve.operator.tokens.isEmpty, !Self.isLoopback(own) {
      found.append(
        Diagnostic(
          .warning, "config.operator.open", "whoever reaches the port can read '/status' and '/metrics'",
          at: serve.places.operator ?? serve.places.listen, hint: "give 'operator' a 'token'"))
    }
    return found
  }

  private var pausedSources: [Diagnostic] {
    sources.filter(\.isPaused).map { source in
      Diagnostic(
        .warning, "config.source.paused", "the source is paused: it is passed over", at: source.places.source)
    }
  }

  /// The sources that look at folders, without those that are paused.
  private var folderSources: [(source: SourceSettings, folder: FolderSettings)] {
    sources.compactMap { source in
      guard !source.isPaused, case .folder(let folder) = source.origin else { return nil }
      return (source, folder)
    }
  }

  /// Sources that take files away from one another.
  ///
  /// Where both leave them, each reads all of them, which may be meant.
  private var sharedFolders: [Diagnostic] {
    let all = folderSources
    return all.indices.compactMap { index in
      let (source, folder) = all[index]
      let earlier = all[..<index].first { _, other in
        Self.isOneFolder(folder.path, other.path) && (folder.afterwards == .move || other.afterwards == .move)
          && folder.globs.contains { glob in other.globs.contains(where: glob.overlaps) }
      }
      return earlier.map { other, _ in
        Diagnostic(
          .warning, "config.source.folder.shared",
          "the source '\(other.name)' takes files of this folder too: which of them a file goes to is chance",
          at: source.places.origin, hint: "give each its own 'match', or its own folder")
      }
    }
  }

  /// By their words alone: two names of one folder by a link are not seen.
  private static func isOneFolder(_ one: String, _ other: String) -> Bool {
    one.hasPrefix("/") == other.hasPrefix("/") && bare(one) == bare(other)
  }

  private static func bare(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Routes and sources whose silence nobody would be told of.
  private var silence: [Diagnostic] {
    guard serve.alerts.isEmpty else { return [] }
    let places =
      routes.filter { $0.expectEvery != nil }.map(\.places.route)
      + sources.filter { $0.expectEvery != nil }.map(\.places.source)
    return places.map { place in
      Diagnostic(
        .warning, "config.alerts.none", "'expectEvery' raises an alert, and there is nobody who is told",
        at: place, hint: "name an address in 'alerts'")
    }
  }

  private static func isLoopback(_ listen: String) -> Bool {
    guard let host = ServeSettings.hostAndPort(listen)?.host else { return false }
    return host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }
}
