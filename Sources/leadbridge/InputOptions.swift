import ArgumentParser
import LeadModel
import LeadPipeline
import LeadReaders

/// What is read, and how.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files, quoted globs, or - for standard input, which is also the default. gzip is unpacked.")
  var inputs: [String] = []

  @Option(help: "csv, json, jsonl, form or xlsx (default: found by the content).")
  var format: InputFormat?

  @Option(help: "What stands between the cells of a table: ';', 'tab', '||', '\\x1f' (default: found).")
  var delimiter: String?

  @Option(help: ArgumentHelp("Which sheet of a workbook (default: the first that is not hidden).", valueName: "name"))
  var sheet: String?

  @Option(help: ArgumentHelp("What stands around cells, where it is no double quote.", valueName: "character"))
  var quote: String?

  @Option(
    help: ArgumentHelp("What makes a quote behind it text, where quotes are not doubled: '\\'.", valueName: "character")
  )
  var escape: String?

  @Flag(help: "The table has no header: its columns are called Column 1, Column 2, …")
  var noHeader = false

  @Option(help: "The header is the first N rows, the first of which gives the names (default: found, 1).")
  var headerRows: Int?

  @Option(help: "The encoding, where it is guessed wrong: windows-1250, shift_jis, … (default: found).")
  var encoding: String?

  @Option(
    help: ArgumentHelp("A row with a longer cell is not read: 64KB, 10MB (default: 1MB).", valueName: "size"))
  var maxCell: ByteCount?

  @Option(help: ArgumentHelp("A table or a row with more columns is not read (default: 16384).", valueName: "number"))
  var maxColumns: Int?

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
    options.sheet = sheet
    if let maxCell {
      guard (1...256_000_000).contains(maxCell.bytes) else {
        throw ValidationError("--max-cell is between 1 and 256MB")
      }
      // A row holds its cells: there has to be room for a few of that length.
      options.maxCellBytes = maxCell.bytes
      options.maxRecordBytes = max(options.maxRecordBytes, 4 * maxCell.bytes)
    }
    if let maxColumns {
      guard maxColumns >= 1 else { throw ValidationError("--max-columns is at least 1") }
      options.maxColumns = maxColumns
    }
    if noHeader, headerRows != nil { throw ValidationError("--no-header and --header-rows exclude each other") }
    if let headerRows {
      guard headerRows >= 1 else { throw ValidationError("--header-rows is at least 1") }
      options.headerRows = headerRows
      options.findsHeader = false
    }
    if noHeader { options.headerRows = 0 }
    let delimiter = try delimiter.map(Self.separator)
    if delimiter.map({ $0.count > 1 }) == true || quote != nil || escape != nil {
      options.foreign = ForeignDialect(
        delimiter: delimiter ?? Array(",".utf8), quote: try Self.character(quote, "--quote") ?? UInt8(ascii: "\""),
        escape: try Self.character(escape, "--escape"))
      guard options.foreign?.isUsable == true else {
        throw ValidationError("--delimiter, --quote and --escape have to differ, and are no line ends")
      }
    } else {
      options.delimiter = delimiter?.first
    }
    return options
  }

  /// The bytes of a delimiter as a shell can write it.
  private static func separator(_ word: String) throws -> [UInt8] {
    let names = ["tab": "\t", "\\t": "\t", "\\x1f": "\u{1F}", "\\x01": "\u{1}"]
    let bytes = Array((names[word.lowercased()] ?? word).utf8)
    let areUsable = bytes.allSatisfy { byte in
      byte < 0x80 && byte != 0x22 && byte != 0x0A && byte != 0x0D && byte != 0 && !isLetterOrDigit(byte)
    }
    guard !bytes.isEmpty, areUsable else {
      throw ValidationError("--delimiter takes characters that are no letters, digits or quotes, or 'tab'")
    }
    return bytes
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }

  private static func character(_ word: String?, _ option: String) throws -> UInt8? {
    guard let word else { return nil }
    guard word.utf8.count == 1, let byte = word.utf8.first, byte < 0x80, !isLetterOrDigit(byte) else {
      throw ValidationError("\(option) takes one ASCII character that is no letter or digit")
    }
    return byte
  }
}

extension InputFormat: ExpressibleByArgument {}
