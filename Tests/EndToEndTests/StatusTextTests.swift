import LeadModel
import LeadServer
import Testing

@testable import leadbridge

struct StatusTextTests {
  let now = Timestamp(millisecondsSince1970: 1_769_857_200_000)

  func ago(_ seconds: Int64) -> Timestamp {
    Timestamp(millisecondsSince1970: now.millisecondsSince1970 - seconds * 1000)
  }

  /// A daemon with two routes and two destinations, one of them down.
  var status: ServiceStatus {
    var status = ServiceStatus(
      version: "1.2.3", at: now, startedAt: ago(260_000), setup: ServiceStatus.Setup(loadedAt: ago(7_200)))
    status.spool.rows = 40
    status.spool.bytes = 1_234_567
    status.spool.maxBytes = 1_000_000_000
    status.spool.freeBytes = 52_000_000_000
    status.spool.oldestAt = ago(723)
    status.spool.growthPerSecond = 50_000
    var contact = ServiceStatus.Route(path: "/hooks/contact", sender: "typeform", destination: "main")
    contact.accepted = 1_200
    contact.refused = 3
    contact.lastAcceptedAt = ago(42)
    contact.expectEvery = .seconds(86_400)
    var paused = ServiceStatus.Route(path: "/hooks/old", sender: "form", destination: "white")
    paused.isPaused = true
    var unmapped = ServiceStatus.Route(path: "/hooks/next", sender: "form", destination: "white")
    unmapped.isUnmapped = true
    status.routes = [contact, paused, unmapped]
    var main = ServiceStatus.Inbox(name: "main")
    main.inFlight = 4
    main.limit = 8
    main.pace = 20.25
    main.delivered = 1_100
    main.dead = 2
    var white = ServiceStatus.Inbox(name: "white")
    white.breaker = .open
    white.downSince = ago(723)
    white.waiting = 40
    white.oldestAt = ago(723)
    white.limit = 4
    status.inboxes = [main, white]
    return status
  }

  @Test func postsWithoutARouteAreSaid() {
    var status = status
    status.routeless = [.init(path: "/hooks/gone", posts: 12, oldestAt: ago(723), since: ago(60))]
    let line = "               12 posts to /hooks/gone wait for no route, oldest 12m 03s"
    #expect(StatusText(status: status).lines(width: 80)[4] == line)
  }

  @Test func aStatusIsAPage() {
    #expect(
      StatusText(status: status).lines(width: 80) == [
        "leadbridge 1.2.3, up 3d: takes posts",
        "configuration  read 2h 0m ago",
        "spool          40 posts, 1.2 MB of 1.0 GB (0 %), oldest 12m 03s",
        "               998.8 MB left, full in 5h 32m at this rate; disk 52.0 GB free",
        "",
        "route           sender    to     accepted  refused      last  expected",
        "──────────────  ────────  ─────  ────────  ───────  ────────  ────────────",
        "/hooks/contact  typeform  main       1200        3       42s  every 24h 0m",
        "/hooks/old      form      white         0        0    paused",
        "/hooks/next     form      white         0        0  unmapped",
        "",
        "to     state             waiting   oldest  flying    pace  delivered  dead",
        "─────  ────────────────  ───────  ───────  ──────  ──────  ─────────  ────",
        "main   up                      0              4/8  20.3/s       1100     2",
        "white  down for 12m 03s       40  12m 03s     0/4                  0     0",
      ])
  }

  /// What may be so, and whether somebody should look.
  static let looks: [(name: String, change: @Sendable (inout ServiceStatus) -> Void, needsAttention: Bool)] = [
    ("well", { _ in }, false),
    ("takes no posts", { $0.notReady = "spool.full" }, true),
    ("a newer configuration was refused", { $0.setup.refusedAt = $0.at }, true),
    ("a destination is down", { $0.inboxes[0].breaker = .open }, true),
    ("one is held", { $0.inboxes[0].holdReason = "token.refused" }, true),
    ("a paused route", { $0.routes[0].isPaused = true }, false),
    (
      "an alarm",
      { status in
        let alarm = Alarm(
          code: .routeSilent, subject: nil, message: "no post came", since: status.at, at: status.at, step: .raised)
        status.alarms = [alarm]
      }, true
    ),
  ]

  @Test(arguments: StatusTextTests.looks.indices)
  func whatNeedsALookIsTold(index: Int) {
    let look = Self.looks[index]
    var status = status
    status.inboxes[1].breaker = .closed
    look.change(&status)
    #expect(status.needsAttention == look.needsAttention, "\(look.name)")
  }

  @Test func whatIsWrongIsSaid() {
    var status = status
    status.notReady = "spool.full"
    status.setup.refusedAt = ago(60)
    status.setup.refusedReason = "config.key.unknown"
    status.inboxes[0].holdReason = "token.refused"
    status.certificates = [
      .init(name: "0.0.0.0:8443", expiresAt: ago(-172_800)), .init(name: "0.0.0.0:9443", expiresAt: ago(5)),
    ]
    status.alarms = [
      Alarm(
        code: .breakerOpen, subject: "white", message: "'white' has not answered for 12m 03s: 40 posts wait",
        since: ago(723), at: now, step: .raised)
    ]
    let text = StatusText(status: status).lines(width: 80).joined(separator: "\n")
    for part in [
      "takes no posts: spool.full", "a newer one was refused 1m 00s ago: config.key.unknown", "held: token.refused",
      "certificate    0.0.0.0:8443 ends in 2d", "certificate    0.0.0.0:9443 has ended",
      "alarm: 'white' has not answered for 12m 03s: 40 posts wait [breaker.open]",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test(arguments: [20, 40, 60, 80, 200])
  func noLineIsWiderThanTheTerminal(width: Int) {
    var status = status
    status.notReady = "a.code.that.is.longer.than.most.codes.are.in.this.house.by.far.and.then.some"
    status.routes[0].path = "/hooks/" + String(repeating: "long", count: 30)
    status.alarms = [
      Alarm(
        code: .routeSilent, subject: nil, message: "no post came to " + String(repeating: "/long", count: 30),
        since: now, at: now, step: .raised)
    ]
    for line in StatusText(status: status).lines(width: width) { #expect(DisplayWidth.of(line) <= width, "\(line)") }
  }

  @Test(
    arguments: [
      (0, "0 B"), (999, "999 B"), (1_000, "1.0 KB"), (999_949, "999.9 KB"), (999_950, "1.0 MB"),
      (1_500_000_000, "1.5 GB"), (Int.max, "9223372.0 TB"),
    ])
  func sizesAreShort(bytes: Int, text: String) {
    var status = status
    status.spool.bytes = bytes
    #expect(StatusText(status: status).lines(width: 200).contains { $0.contains("posts, \(text) of 1.0 GB") })
  }
}
