import LeadConfig

/// Alarms for all who are told: the log and the status by one set of limits, each address by its own.
struct AlarmDesk {
  /// Those of the status and the log: there also where no address is told.
  private var standing: Alarms
  private var addresses: [(settings: AlertSettings, alarms: Alarms)]

  init(_ alerts: [AlertSettings]) {
    standing = Alarms(alerts.first.map(AlarmLimits.init) ?? AlarmLimits())
    addresses = alerts.map { ($0, Alarms(AlarmLimits($0))) }
  }

  /// What is on.
  var active: [Alarm] { standing.active }

  /// Another configuration runs; who is told as before goes on, so that nothing is raised twice.
  mutating func change(to alerts: [AlertSettings]) {
    guard addresses.map(\.settings) != alerts else { return }
    self = AlarmDesk(alerts)
  }

  /// Judges how the daemon stands.
  ///
  /// - Returns: What is to be logged, and what each address is to be told.
  mutating func judge(_ status: ServiceStatus) -> (said: [Alarm], posts: [(AlertSettings, [Alarm])]) {
    var posts: [(AlertSettings, [Alarm])] = []
    for index in addresses.indices {
      let alarms = addresses[index].alarms.judge(status)
      if !alarms.isEmpty { posts.append((addresses[index].settings, alarms)) }
    }
    return (standing.judge(status), posts)
  }
}
