import ArgumentParser
import LeadModel
import LeadPipeline
import LeadReaders

/// What is read, and how.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files, quoted globs, or - for standard input, which is also the default. gzip is unpacked.")
  var inputs: [String] = []

  @Option(help: "csv, json, jsonl or form (default: found by the content).")
  var format: InputFormat?

  @Option(help: "One character between the cells of a table, or 'tab' (default: found on the first records).")
  var delimiter: String?

  @Option(help: "The input's encoding: utf-8, utf-16le, utf-16be (default: found).")
  var encoding: String?

  /// The inputs, found and readable.
  ///
  /// - Throws: All that cannot be read; exit 64 where standard input is a terminal and nothing was named.
  func resolved(for command: any ParsableCommand.Type) throws -> [Input] {
    if inputs.isEmpty, Terminal.Stream.input.isTerminal {
      Terminal.say(Leadbridge.helpMessage(for: command, columns: Terminal.width))
      throw ExitStatus.usage.code
    }
    return try Input.resolve(inputs)
  }

  /// How the readers are to read.
  ///
  /// - Throws: `ValidationError` for a delimiter that is none.
  func reading() throws -> ReaderOptions {
    var options = ReaderOptions()
    options.format = format
    options.encoding = encoding
    if let delimiter {
      let bytes = Array((["tab": "\t", "\\t": "\t"][delimiter.lowercased()] ?? delimiter).utf8)
      guard bytes.count == 1, let byte = bytes.first, byte < 0x80, !Character(Unicode.Scalar(byte)).isLetter,
        !Character(Unicode.Scalar(byte)).isNumber, byte != 0x22, byte != 0x0A, byte != 0x0D
      else { throw ValidationError("--delimiter takes one character that is no letter, digit or quote, or 'tab'") }
      options.delimiter = byte
    }
    return options
  }
}

extension InputFormat: ExpressibleByArgument {}
