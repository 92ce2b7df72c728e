import LeadConfig
import LeadDelivery
import LeadJSON
import LeadModel

/// What a destination was found to be, said as it is found, and as one object at the end.
struct ConnectReport {
  var destination: Destination
  /// The configuration's path.
  var config: String
  var withTestLead: Bool
  var quiet: Bool
  /// Why it is not to be kept.
  private(set) var failure: Diagnostic?
  /// Leads on the listing's first page.
  private var listed: Int?
  /// The uuid of the test lead, once it has turned up.
  private(set) var testLead: String?
  /// Where the token is kept; `nil` while the destination is not kept.
  var tokenPlace: SecretReference.Place?

  init(destination: Destination, config: String, withTestLead: Bool, quiet: Bool) {
    self.destination = destination
    self.config = config
    self.withTestLead = withTestLead
    self.quiet = quiet
  }

  /// Lists, sends the test lead if there is to be one, and says what comes of it.
  ///
  /// The first failure ends it.
  mutating func tryOut() async {
    let host = destination.shownHost
    say("asking \(host) for the leads of bot \(destination.botId), customer \(destination.customerId) …")
    do throws(Diagnostic) {
      let trial = try ConnectTrial(destination)
      let count = try await trial.list()
      listed = count
      say("the token is right: \(host) lists the leads" + (count > 0 ? ", and there are some: so are the ids" : ""))
      guard withTestLead else {
        if count == 0 {
          say("the list is empty, which says nothing of the ids: --test-lead puts one lead and looks for it")
        }
        return
      }
      say("putting a test lead, and looking for it in the listing …")
      let uuid = try await trial.sendTestLead()
      testLead = uuid
      say("the test lead turned up: what is delivered is kept (uuid \(uuid), tag leadbridge-test)")
    } catch {
      failure = error
      Terminal.say(error)
    }
  }

  /// Writes the end: the next command, or the object.
  func show(json: Bool, next: String) {
    guard json else {
      if tokenPlace != nil {
        if case .environment(let name)? = tokenPlace { say("the token stays in the environment variable \(name)") }
        say("try next:")
        Terminal.write("\(next)\n")
      }
      return
    }
    var writer = JSONWriter()
    write(into: &writer)
    writer.endLine()
    Terminal.write(writer.bytes)
  }

  /// Every key is always there.
  private func write(into writer: inout JSONWriter) {
    writer.beginObject()
    for (key, value) in [
      ("destination", destination.name), ("brand", destination.brand), ("baseUrl", destination.baseURL),
      ("botId", destination.botId), ("customerId", destination.customerId),
    ] { writer.member(key, value) }
    writer.key("token")
    switch tokenPlace {
    case .environment(let name): Self.writeObject("env", name, into: &writer)
    case .file(let path): Self.writeObject("file", path, into: &writer)
    case nil: writer.null()
    }
    writer.key("config")
    if tokenPlace == nil { writer.null() } else { writer.string(config) }
    writer.member("listed", orNull: listed)
    writer.member("testLead", orNull: testLead)
    writer.member("error", orNull: failure?.code)
    writer.endObject()
  }

  private static func writeObject(_ key: String, _ value: String, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member(key, value)
    writer.endObject()
  }

  private func say(_ line: String) { if !quiet { Terminal.say(line) } }
}
