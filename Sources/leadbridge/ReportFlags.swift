import ArgumentParser
import Foundation
import LeadConfig
import LeadModel
import LeadPipeline

/// Who is told how a run ended, and where.
struct ReportFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp("Write the summary, with first places and hints, to this file too.", valueName: "file.json"))
  var report: String?

  @Option(
    help: ArgumentHelp(
      "POST the summary as JSON to this address at the end: https, or http to this machine.", valueName: "url"))
  var onFinish: String?

  /// What is no address is exit 64, before anything is read.
  func validate() throws {
    if let onFinish, HookAddress(onFinish) == nil {
      throw ValidationError("--on-finish takes \(HookAddress.expected)")
    }
  }

  /// Makes sure that the report can be written, before anything is sent.
  ///
  /// - Parameter inputs: Files that must not be written over.
  /// - Throws: `report.input`, `report.foreign`, `report.unwritable`.
  func check(inputs: [Input]) throws {
    guard let report else { return }
    let place = Position(file: report)
    let path = URL(fileURLWithPath: report).resolvingSymlinksInPath().path
    guard !inputs.contains(where: { $0.realPath == path }) else {
      throw Diagnostic("report.input", "the report would be written over this input", at: place)
    }
    if let first = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: 1)?.first,
      first != UInt8(ascii: "{")
    {
      throw Diagnostic(
        "report.foreign", "there is a file of this name already, and it is no report", at: place,
        hint: "name another file with --report; this one was not touched")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw Diagnostic("report.unwritable", "the report's folder is not there, or cannot be written to", at: place)
    }
  }

  /// Writes and posts the report.
  ///
  /// What fails is a warning: it changes nothing about how the run ended.
  func tell(_ report: RunReport) async {
    guard self.report != nil || onFinish != nil else { return }
    let json = report.json
    if let path = self.report {
      do {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        try Data(json + [0x0A]).write(to: target, options: .atomic)
      } catch {
        Terminal.say(
          Diagnostic(.warning, "report.unwritten", "the report could not be written", at: Position(file: path)))
      }
    }
    guard let address = onFinish.flatMap(HookAddress.init) else { return }
    do throws(Diagnostic) {
      if let warning = await (try FinishHook(address)).post(json) { Terminal.say(warning) }
    } catch {
      Terminal.say(
        Diagnostic(.warning, "finish.undelivered", "the report of this run could not be sent (\(error.code))"))
    }
  }
}
