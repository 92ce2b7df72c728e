import LeadModel
import Testing

@testable import LeadJournal
@testable import LeadServer

struct RoutelessWatchTests {
  private let waiting = [
    "/old": SpoolWaiting(rows: 3, oldest: .start - 60), "/a": SpoolWaiting(rows: 1, oldest: .start),
  ]

  @Test func whatNoRouteDeliversIsSaidSinceItWasSeen() {
    var watch = RoutelessWatch()
    watch.look(waiting, delivered: ["/a", "/b"], at: .start)
    watch.look(waiting, delivered: ["/a", "/b"], at: .start + 10)
    #expect(watch.all == [.init(path: "/old", posts: 3, oldestAt: .start - 60, since: .start)])
    watch.look(waiting, delivered: ["/b"], at: .start + 20)
    #expect(watch.all.map(\.path) == ["/a", "/old"])
    #expect(watch.all.map(\.since) == [.start + 20, .start])
    watch.look(waiting, delivered: ["/a", "/old"], at: .start + 30)
    #expect(watch.all.isEmpty)
    watch.look(waiting, delivered: ["/a"], at: .start + 40)
    #expect(watch.all.map(\.since) == [.start + 40], "it was there in between")
  }

  @Test func onlyRoutesThatAreGoneForAWhileAreBuried() {
    var watch = RoutelessWatch()
    watch.look(waiting, delivered: [], at: .start)
    let grace = RoutelessWatch.grace.seconds
    #expect(watch.gone(configured: ["/a"], at: .start + (grace - 1)).isEmpty)
    #expect(watch.gone(configured: ["/a"], at: .start + grace) == ["/old"], "the other lacks only its mapping")
  }
}
