import LeadConfig
import LeadModel

@testable import LeadSources

/// Sources that tests write.
enum WrittenSource {
  /// A folder's settings with a timetable.
  static func settings(
    _ timetable: SourceSettings.Timetable, name: String = "nightly", jitter: Duration? = .zero
  ) -> SourceSettings {
    var places = SourceSettings.Places(Position(file: "c.json", line: 1, column: 1))
    places.timetable = Position(file: "c.json", line: 2, column: 9)
    places.timeZone = Position(file: "c.json", line: 3, column: 13)
    var settings = SourceSettings(
      name: name, timetable: timetable, origin: .folder(FolderSettings(path: "/srv/drop")), to: "main", places: places)
    settings.jitter = jitter
    return settings
  }

  /// `15m`, or an expression of crontab in Rome.
  static func timetable(
    _ text: String, name: String = "nightly", jitter: Duration? = .zero
  ) throws(Diagnostics) -> SourceTimetable {
    let form: SourceSettings.Timetable =
      Duration(written: text).map { .every($0) } ?? .cron(text, timeZone: "Europe/Rome")
    return try SourceTimetable(settings(form, name: name, jitter: jitter))
  }
}
