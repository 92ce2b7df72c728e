import LeadJSON
import LeadModel

/// Follows `extends` from a mapping file to what it extends, and so on.
struct MappingChain {
  /// How many files may stand behind the first.
  static let maxLength = 4

  /// Reads a file; `nil`: it is not there, or cannot be read.
  let readFile: (String) -> [UInt8]?
  /// The bytes of all files, the mapping's own first: what the digest is of.
  private(set) var parts: [[UInt8]] = []
  private var files: [String] = []

  init(readFile: @escaping (String) -> [UInt8]?) { self.readFile = readFile }

  /// The text of a file with all that it extends.
  ///
  /// Where what it extends is no JSON, is not there, extends itself, or lies behind too many others, that is among the
  /// text's ``MappingText/diagnostics``, and the rest of the file is looked at all the same.
  ///
  /// - Throws: The file itself is no JSON.
  mutating func text(_ bytes: [UInt8], file: String) throws(Diagnostics) -> MappingText {
    parts.append(bytes)
    files.append(file)
    let own = try MappingText(bytes, file: file)
    guard own.root.kind == .object, let word = own.root["extends"] else { return own }
    do throws(Diagnostics) {
      let base = try base(named: word, in: own)
      guard base.root.kind == .object else {
        throw Self.error(.type, "what is extended is \(base.root.kind.words); an object is expected", at: word, in: own)
      }
      return try MappingText(own, over: base)
    } catch {
      return try MappingText(own, lacking: error)
    }
  }

  private mutating func base(named word: JSONValue, in own: MappingText) throws(Diagnostics) -> MappingText {
    guard let name = word.string else {
      throw Self.error(
        .type, "'extends' is \(word.kind.words); a ready mapping's name or a file's path is expected", at: word, in: own
      )
    }
    let isPath = name.contains("/") || name.hasSuffix(".json")
    let file = isPath ? Self.path(name, besides: own.file) : "mappings/\(MappingName(name).name).json"
    guard !files.contains(file) else {
      throw Self.error(.extends, "the mapping extends itself, by way of '\(name)'", at: word, in: own)
    }
    guard files.count <= Self.maxLength else {
      throw Self.error(.extends, "more than \(Self.maxLength) mappings extend one another", at: word, in: own)
    }
    if isPath {
      guard let bytes = readFile(file) else {
        throw Self.error(.extends, "there is no file '\(file)' that can be read", at: word, in: own)
      }
      return try text(bytes, file: file)
    }
    if let bytes = try Mapping.readyBytes(MappingName(name), at: own.position(of: word.location)) {
      return try text(bytes, file: file)
    }
    throw Self.error(
      .extends, "there is no ready mapping '\(name)'", at: word, in: own,
      hint: NearestName.of(name, among: Mapping.readyNames).map { "did you mean '\($0)'?" }
        ?? "a file is named with its ending: \"\(name).json\"")
  }

  private static func error(
    _ code: MappingCode, _ message: String, at word: JSONValue, in text: MappingText, hint: String? = nil
  ) -> Diagnostics {
    Diagnostics([Diagnostic(code.rawValue, message, at: text.position(of: word.location), hint: hint)])
  }

  /// A path that is relative to a file's folder, without steps back where there is something to step back from.
  static func path(_ name: String, besides file: String) -> String {
    if name.hasPrefix("/") { return name }
    var steps = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for step in name.split(separator: "/") where step != "." {
      if step == "..", let last = steps.last, last != "..", !last.isEmpty {
        steps.removeLast()
      } else {
        steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}
