import LeadConfig
import LeadModel
import LeadSources

/// A folder whose changes hurry its source.
final class WatchedFolder: Sendable {
  let folder: FolderSettings
  private let watch: FolderWatch
  private let task: Task<Void, Never>

  init(
    _ folder: FolderSettings, every period: Duration, warn: (Diagnostic) -> Void,
    hurry: @escaping @Sendable () async -> Void
  ) {
    self.folder = folder
    let watch = FolderWatch(folder.path, interval: period)
    self.watch = watch
    if let warning = watch.warning { warn(warning) }
    task = Task { for await _ in watch.calls { await hurry() } }
  }

  func stop() {
    watch.stop()
    task.cancel()
  }
}

extension SourcePlan {
  /// The folder whose changes hurry it; with `cron` none does: files are taken at its times alone.
  var watchedFolder: FolderSettings? {
    guard case .folder(let folder) = origin, case .every = settings.timetable else { return nil }
    return folder
  }
}
