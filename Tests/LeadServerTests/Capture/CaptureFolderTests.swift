import Foundation
import LeadModel
import TestSupport
import Testing

@testable import LeadServer

@Suite struct CaptureFolderTests {
  private let folder: TemporaryFolder
  private let hash = KeyedHash(key: (1, 2))

  init() throws { folder = try TemporaryFolder() }

  private func post(_ body: String, _ type: String = "application/json") -> Post {
    Post(
      target: "/hooks/contact-us?key=secret", headers: [.init(name: "content-type", value: type)],
      body: Array(body.utf8),
      receivedAt: Timestamp(millisecondsSince1970: 0))
  }

  private func mode(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func jsonIsALineAPostAndOnlyItsOwnersToRead() async throws {
    let capture = try CaptureFolder(folder.path("made/here"), hash: hash)
    capture.keep(
      post("{\n \"city\": \"Springfield\", \"n\": 1.10, \"no\": null}"), route: "/hooks/contact-us",
      mapping: "mine/forms.json")
    capture.keep(post("[{\"a\":1},{\"a\":2}]"), route: "/hooks/contact-us", mapping: "mine/forms.json")
    await capture.finish()
    #expect(capture.counts.kept == 2)
    let path = "made/here/forms/hooks.contact-us+json/input.jsonl"
    let lines = try folder.text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4)
    #expect(lines[0].wholeMatch(of: #/\{"city":"[A-Z][a-z]{10}","n":1.10,"no":null\}/#) != nil)
    #expect(!lines[0].contains("Springfield"))
    #expect(lines[1...] == ["{\"a\":1}", "{\"a\":2}", ""])
    #expect(try mode(of: folder.path(path)) == 0o600)
    #expect(try mode(of: folder.path("made/here")) == 0o700)
    #expect(try mode(of: folder.path("made/here/forms/hooks.contact-us+json")) == 0o700)
  }

  @Test func formsOfBothKindsAreUrlencodedLines() async throws {
    let capture = try CaptureFolder(folder.path, isRaw: true)
    capture.keep(post("a=1+2&b=%C3%AB", "application/x-www-form-urlencoded"), route: "/f", mapping: "html-form")
    let multipart = [
      "--x", "Content-Disposition: form-data; name=\"a\"", "", "one\r\ntwo", "--x",
      "Content-Disposition: form-data; name=\"cv\"; filename=\"cv.pdf\"", "", "PDF", "--x--", "",
    ].joined(separator: "\r\n")
    capture.keep(post(multipart, "multipart/form-data; boundary=x"), route: "/f", mapping: "html-form")
    await capture.finish()
    #expect(try folder.text(of: "html-form/f+form/input.urlencoded") == "a=1+2&b=%C3%AB\na=one%0D%0Atwo&cv=cv.pdf\n")
  }

  @Test func aDocumentIsACaseOfItsOwn() async throws {
    let capture = try CaptureFolder(folder.path, isRaw: true)
    for body in ["{\"entry\":[1]}", "[{\"entry\":[2]}]"] {
      capture.keep(post(body), route: "/m", mapping: "meta", isDocument: true)
    }
    await capture.finish()
    #expect(try folder.text(of: "meta/m+document-001/input.json") == "{\"entry\":[1]}\n")
    #expect(try folder.text(of: "meta/m+document-002/input.json") == "[{\"entry\":[2]}]\n")
  }

  @Test(
    "What is no JSON and no form is left out and counted",
    arguments: [("{\"a\":", "application/json"), ("", "application/json"), ("hello there", "text/plain")])
  func unreadable(_ body: String, _ type: String) async throws {
    let capture = try CaptureFolder(folder.path, hash: hash)
    capture.keep(post(body, type), route: "/f", mapping: "m")
    await capture.finish()
    #expect(capture.counts.unreadable == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func aRouteKeepsSoManyPostsAlsoOverRestarts() async throws {
    var limits = CaptureLimits()
    limits.postsPerRoute = 3
    for _ in 0..<2 {
      let capture = try CaptureFolder(folder.path, hash: hash, limits: limits)
      for _ in 0..<2 { capture.keep(post("{\"a\":1}"), route: "/f", mapping: "m") }
      capture.keep(post("{\"a\":1}"), route: "/g", mapping: "m")
      await capture.finish()
    }
    #expect(try folder.text(of: "m/f+json/input.jsonl").split(separator: "\n").count == 3)
    #expect(try folder.text(of: "m/g+json/input.jsonl").split(separator: "\n").count == 2)
  }

  @Test func bytesAndRoutesAreBoundedToo() async throws {
    var limits = CaptureLimits()
    limits.bytesPerRoute = 20
    limits.routes = 1
    let capture = try CaptureFolder(folder.path, isRaw: true, limits: limits)
    for _ in 0..<3 { capture.keep(post("{\"a\":12345}"), route: "/f", mapping: "m") }
    capture.keep(post("{}"), route: "/g", mapping: "m")
    await capture.finish()
    #expect(capture.counts == counts(kept: 1, full: 3))
  }

  private func counts(kept: Int, full: Int) -> CaptureCounts {
    var counts = CaptureCounts()
    counts.kept = kept
    counts.full = full
    return counts
  }

  @Test func whatDoesNotFitIntoTheQueueIsDroppedAtOnce() async throws {
    var limits = CaptureLimits()
    limits.waitingBytes = 10
    let capture = try CaptureFolder(folder.path, isRaw: true, limits: limits)
    capture.keep(post("{\"a\":12345}"), route: "/f", mapping: "m")
    #expect(capture.counts.dropped == 1)
    limits.waitingPosts = 0
    let none = try CaptureFolder(folder.path, isRaw: true, limits: limits)
    none.keep(post("{}"), route: "/f", mapping: "m")
    #expect(none.counts.dropped == 1)
  }

  @Test func roomInTheQueueIsFreeAgainOnceAPostIsWritten() async throws {
    var limits = CaptureLimits()
    limits.waitingPosts = 1
    limits.waitingBytes = 10
    let capture = try CaptureFolder(folder.path, isRaw: true, limits: limits)
    for _ in 0..<5 {
      capture.keep(post("{\"a\":1}"), route: "/f", mapping: "m")
      await capture.finish()
    }
    #expect(capture.counts.kept == 5)
  }

  @Test func aLineThatACrashCutInTwoIsEndedFirst() async throws {
    try folder.write("{\"a\":", to: "m/f+json/input.jsonl")
    let capture = try CaptureFolder(folder.path, isRaw: true)
    capture.keep(post("{\"a\":1}"), route: "/f", mapping: "m")
    await capture.finish()
    #expect(try folder.text(of: "m/f+json/input.jsonl") == "{\"a\":\n{\"a\":1}\n")
  }

  @Test func aLinkIsNotFollowedOutOfTheFolder() async throws {
    let other = try TemporaryFolder()
    try folder.write("", to: "m/f+json/x")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("m/f+json/input.jsonl"), withDestinationPath: other.path("stolen"))
    let capture = try CaptureFolder(folder.path, isRaw: true)
    capture.keep(post("{\"a\":1}"), route: "/f", mapping: "m")
    await capture.finish()
    #expect(capture.counts.failed == 1)
    #expect(!FileManager.default.fileExists(atPath: other.path("stolen")))
  }

  @Test func aFolderThatIsAFileIsRefused() throws {
    let path = try folder.write("x", to: "file")
    let refused = #expect(throws: Diagnostic.self) { try CaptureFolder(path, isRaw: false) }
    #expect(refused?.code == "capture.folder")
  }

  @Test(
    "A route's path becomes one folder's name, and no two the same",
    arguments: [
      ("/hooks/contact-us", "hooks.contact-us"), ("/", "_"), ("/a.b", "a_2eb"), ("/a/../b", "a._2e_2e.b"),
      ("/a_b", "a_5fb"),
      ("/ä", "_c3_a4"), ("/a/", "a."),
    ])
  func routes(_ route: String, _ name: String) {
    #expect(CasePath.name(of: route) == name)
  }

  @Test func aLongRoutesNameIsCutAndStaysItsOwn() {
    let long = "/" + String(repeating: "a", count: 500)
    #expect(CasePath.name(of: long).utf8.count < 200)
    #expect(CasePath.name(of: long) != CasePath.name(of: long + "b"))
  }

  @Test(
    "A mapping's cases lie where its golden folders are looked for",
    arguments: [
      ("typeform-webhook", "typeform-webhook"), ("a/b/mine.json", "mine"), ("..", "mapping"), ("", "mapping"),
    ])
  func stems(_ mapping: String, _ stem: String) {
    #expect(CasePath.stem(of: mapping) == stem)
  }
}
