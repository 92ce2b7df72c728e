import Foundation
import Glibc
import LeadModel
import TestSupport
import Testing

@testable import LeadSources

/// Each waits for calls as its reader does, and for no time.
@Suite(.timeLimit(.minutes(1)))
struct FolderWatchTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What is to be told.
  enum Change: CaseIterable {
    case written, movedIn, removed
  }

  @Test(arguments: Change.allCases)
  func aChangeIsTold(_ change: Change) async throws {
    try folder.write("x", to: "old.csv")
    let outside = try TemporaryFolder()
    try outside.write("x", to: "new.csv")
    let watch = FolderWatch(folder.path, interval: .seconds(3600))
    #expect(watch.warning == nil)
    var calls = watch.calls.makeAsyncIterator()
    // The first comes at once.
    #expect(await calls.next() != nil)
    switch change {
    case .written: try folder.write("x", to: "new.csv")
    case .movedIn: #expect(rename(outside.path("new.csv"), folder.path("new.csv")) == 0)
    case .removed: unlink(folder.path("old.csv"))
    }
    #expect(await calls.next() != nil)
  }

  @Test func whatIsChangedDuringTheQuietIsToldAfterIt() async throws {
    let watch = FolderWatch(folder.path, interval: .seconds(3600))
    var calls = watch.calls.makeAsyncIterator()
    #expect(await calls.next() != nil)
    for number in 1...3 {
      try folder.write("x", to: "f\(number).csv")
      #expect(await calls.next() != nil)
    }
  }

  @Test func itCallsNowAndThenWithoutAChange() async throws {
    let watch = FolderWatch(folder.path, interval: .milliseconds(20))
    var calls = watch.calls.makeAsyncIterator()
    for _ in 1...3 { #expect(await calls.next() != nil) }
  }

  @Test func aFolderThatComesLaterIsWatchedFromThenOn() async throws {
    let path = folder.path("drop")
    let watch = FolderWatch(path, interval: .milliseconds(20))
    #expect(watch.warning == nil)
    var calls = watch.calls.makeAsyncIterator()
    #expect(await calls.next() != nil)
    mkdir(path, 0o700)
    // The regular calls find it; that it is watched is seen by the same means as in the system's own list.
    var isWatched = false
    while !isWatched, await calls.next() != nil { isWatched = try Self.watchedInodes().contains(Self.inode(of: path)) }
    #expect(isWatched)
    // And the one that takes its place.
    #expect(rename(path, folder.path("away")) == 0)
    mkdir(path, 0o700)
    isWatched = false
    while !isWatched, await calls.next() != nil {
      let watched = try Self.watchedInodes()
      isWatched = try watched.contains(Self.inode(of: path)) && !watched.contains(Self.inode(of: folder.path("away")))
    }
    #expect(isWatched)
    watch.stop()
  }

  /// What this process watches, by proc(5), `fdinfo`.
  private static func watchedInodes() throws -> Set<UInt64> {
    var inodes: Set<UInt64> = []
    for descriptor in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fdinfo") {
      guard let text = try? String(contentsOfFile: "/proc/self/fdinfo/\(descriptor)", encoding: .utf8) else { continue }
      for line in text.split(separator: "\n") where line.hasPrefix("inotify wd:") {
        let words = line.split(separator: " ")
        if let word = words.first(where: { $0.hasPrefix("ino:") }), let inode = UInt64(word.dropFirst(4), radix: 16) {
          inodes.insert(inode)
        }
      }
    }
    return inodes
  }

  private static func inode(of path: String) throws -> UInt64 {
    var status = stat()
    guard stat(path, &status) == 0 else { throw StageError.last() }
    return UInt64(status.st_ino)
  }

  @Test func aFolderThatMayNotBeReadIsTold() {
    chmod(folder.path, 0)
    let watch = asStranger { FolderWatch(folder.path, interval: .seconds(3600)) }
    #expect(watch.warning?.code == "folder.watch")
    watch.stop()
    chmod(folder.path, 0o700)
  }

  @Test func itEndsWhenItIsStopped() async throws {
    let watch = FolderWatch(folder.path, interval: .seconds(3600))
    var calls = watch.calls.makeAsyncIterator()
    #expect(await calls.next() != nil)
    watch.stop()
    #expect(await calls.next() == nil)
  }

  @Test func itsDescriptorGoesWithIt() async throws {
    let inode = try Self.inode(of: folder.path)
    do {
      let watch = FolderWatch(folder.path, interval: .seconds(3600))
      var calls = watch.calls.makeAsyncIterator()
      _ = await calls.next()
      #expect(try Self.watchedInodes().contains(inode))
    }
    while try Self.watchedInodes().contains(inode) {
      try Task.checkCancellation()
      await Task.yield()
    }
  }
}
