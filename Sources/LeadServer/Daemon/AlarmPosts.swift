import LeadConfig
import LeadModel
import LeadPipeline

/// Tells those who want to know of alarms: one request each, and one more where it did not arrive.
///
/// Nobody waits for it; what does not arrive is in the log, and is said again while it lasts.
actor AlarmPosts {
  private let host: String
  private let log: EventLog

  init(host: String, log: EventLog) {
    self.host = host
    self.log = log
  }

  /// Posts alarms to those who want to know, one address after the other.
  func post(_ posts: [(AlertSettings, [Alarm])]) async {
    for (settings, alarms) in posts { await post(alarms, to: settings) }
  }

  private func post(_ alarms: [Alarm], to settings: AlertSettings) async {
    let hook: FinishHook
    do { hook = try FinishHook(settings.address) } catch {
      log.report(.failed(reason: error.code))
      return
    }
    let format: AlarmFormat = settings.form == .slack ? .slack : .json
    for alarm in alarms {
      if await hook.post(format.body(of: alarm, host: host)) != nil { log.report(.failed(reason: "alert.undelivered")) }
    }
  }
}

extension AlarmLimits {
  /// From when on one who is told of alarms wants to know.
  init(_ settings: AlertSettings) {
    self.init()
    breakerOpen = settings.breakerOpen
    spoolShare = settings.spoolShare
    deadLetters = settings.deadLetters
    certificate = settings.certificate
    repeatEvery = settings.repeatEvery
  }
}
