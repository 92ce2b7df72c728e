import Foundation
import TestSupport
import Testing

@testable import LeadServer

/// The units of `scripts/systemd`, by systemd's own judgement where it is installed.
struct UnitFilesTests {
  static let analyze = "/usr/bin/systemd-analyze"
  static let isInstalled = FileManager.default.isExecutableFile(atPath: analyze)

  func unit(_ name: String) throws -> String { try RecordedFile("scripts/systemd/\(name)").text }

  static let names = ["leadbridge.service", "leadbridge.socket", "leadbridge-sync.service", "leadbridge-sync.timer"]

  /// Runs `systemd-analyze` over the units, in which the program is one that is there.
  func judge(_ arguments: [String]) throws -> (status: Int32, words: String) {
    let folder = try TemporaryFolder()
    for name in Self.names {
      try folder.write(try unit(name).replacing("/usr/local/bin/leadbridge", with: "/bin/true"), to: name)
    }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: Self.analyze)
    process.arguments = arguments.map { $0.replacing("FOLDER", with: folder.path) }
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let words = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: words, as: UTF8.self))
  }

  @Test(.enabled(if: isInstalled, "systemd is not installed"), .timeLimit(.minutes(1)))
  func systemdHasNothingToSayAgainstThem() throws {
    let (status, words) = try judge(["verify"] + Self.names.map { "FOLDER/\($0)" })
    #expect(status == 0)
    #expect(!words.contains("leadbridge"), "\(words)")
  }

  /// At most 1.5 of 10: what is open is the network.
  @Test(
    .enabled(if: isInstalled, "systemd is not installed"), .timeLimit(.minutes(1)),
    arguments: ["leadbridge.service", "leadbridge-sync.service"])
  func theSandboxIsClosed(_ name: String) throws {
    let (status, words) = try judge(["security", "--offline=true", "--threshold=15", "FOLDER/\(name)"])
    #expect(status == 0, "\(words.split(separator: "\n").last ?? "")")
  }

  /// What the daemon relies on, whether or not systemd is here to judge.
  @Test(
    arguments: [
      ("leadbridge.service", "Type=notify"), ("leadbridge.service", "WatchdogSec=30s"),
      ("leadbridge.service", "ExecReload=/bin/kill -HUP $MAINPID"), ("leadbridge.service", "StateDirectoryMode=0700"),
      ("leadbridge.service", "Requires=leadbridge.socket"),
      ("leadbridge.service", "Environment=XDG_STATE_HOME=/var/lib"),
      ("leadbridge-sync.service", "Type=oneshot"), ("leadbridge-sync.service", "SuccessExitStatus=1"),
      ("leadbridge-sync.timer", "Persistent=true"), ("leadbridge.socket", "FileDescriptorName=http"),
      ("leadbridge.socket", "ListenStream=127.0.0.1:8080"),
    ])
  func aUnitSays(name: String, line: String) throws {
    #expect(try unit(name).split(separator: "\n").contains { $0 == line })
  }
}
