import Foundation
import Synchronization

/// The built program, run as a user runs it.
struct Program {
  /// What came of a run.
  struct Result {
    var status: Int32
    var output: String
    var errors: String

    var outputLines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// What the environment names (`make torture` the release binary), else beside the test bundle, where SwiftPM puts it.
  static let path =
    ProcessInfo.processInfo.environment["LEADBRIDGE"]
    ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "leadbridge").path()

  /// An environment that is the same everywhere: no configuration, no state, no colour.
  static func environment(home: String, token: String? = "test-token") -> [String: String] {
    var environment = [
      "PATH": "/usr/bin:/bin", "HOME": home, "XDG_STATE_HOME": home + "/state", "XDG_CONFIG_HOME": home + "/config",
      "NO_COLOR": "1", "COLUMNS": "80", "LC_ALL": "C.UTF-8",
    ]
    environment["LEADBRIDGE_TOKEN"] = token
    environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    return environment
  }

  /// A process that was started.
  final class Running: Sendable {
    let process: Process
    private let output: Collected
    private let errors: Collected

    init(_ process: Process, output: Pipe, errors: Pipe) {
      self.process = process
      self.output = Collected(output)
      self.errors = Collected(errors)
    }

    /// What it has said so far.
    var errorsSoFar: String { errors.text }
    var outputSoFar: String { output.text }

    /// Waits for its end, on a thread of its own: the local inbox inside the tests runs on Swift's few threads, and a test
    /// that blocked one of them would wait for itself.
    func result() async -> Result {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread { [self] in
          process.waitUntilExit()
          output.waitForEnd()
          errors.waitForEnd()
          let wasKilled = process.terminationReason == .uncaughtSignal
          let status = wasKilled ? -process.terminationStatus : process.terminationStatus
          continuation.resume(returning: Result(status: status, output: output.text, errors: errors.text))
        }
      }
    }
  }

  /// What a pipe brings, gathered by a thread of its own, so that a full pipe never holds the program.
  final class Collected: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    private let ended = DispatchSemaphore(value: 0)

    init(_ pipe: Pipe) {
      let handle = pipe.fileHandleForReading
      Thread.detachNewThread { [self] in
        while true {
          let data = handle.availableData
          if data.isEmpty { break }
          bytes.withLock { $0 += data }
        }
        ended.signal()
      }
    }

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    func waitForEnd() {
      ended.wait()
      ended.signal()
    }
  }

  /// Starts it.
  ///
  /// - Parameters:
  ///   - arguments: The words behind the program's name.
  ///   - folder: Where it runs; its home too.
  ///   - token: In its environment; `nil`: none.
  ///   - input: A pipe that stays open where the test writes to it; `nil`: nothing to read.
  ///   - variables: Further ones for its environment.
  /// - Returns: The process that runs.
  /// - Throws: Why it cannot be started.
  static func start(
    _ arguments: [String], in folder: String, token: String? = "test-token", input: Pipe? = nil,
    variables: [String: String] = [:]
  ) throws -> Running {
    let process = Process()
    let output = Pipe()
    let errors = Pipe()
    // Through env(1) where something is preloaded: what that adds to the environment moves it, and Swift looks for the
    // arguments in front of it.
    let isPreloaded = variables["LD_PRELOAD"] != nil
    process.executableURL = URL(fileURLWithPath: isPreloaded ? "/usr/bin/env" : path)
    process.arguments = isPreloaded ? [path] + arguments : arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment(home: folder, token: token).merging(variables) { $1 }
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = input ?? FileHandle.nullDevice
    try process.run()
    return Running(process, output: output, errors: errors)
  }

  /// Runs it to its end.
  static func run(
    _ arguments: [String], in folder: String, token: String? = "test-token", input: String? = nil
  ) async throws -> Result {
    guard let input else { return try await start(arguments, in: folder, token: token).result() }
    let pipe = Pipe()
    let running = try start(arguments, in: folder, token: token, input: pipe)
    try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try pipe.fileHandleForWriting.close()
    return await running.result()
  }
}
