import LeadJSON
package import LeadModel

/// Adds to `leadbridge.json` without touching what else is in it: order, spacing and keys that we do not know stay,
/// byte for byte.
///
/// What is added is indented by two spaces a level.
package struct ConfigurationFile: Sendable {
  package let path: String

  /// - Parameter path: The file need not be there yet.
  package init(path: String) { self.path = path }

  /// Keeps a destination; the file is replaced in one step, mode 0600.
  ///
  /// - Parameters:
  ///   - destination: Its name decides whether it is a new one.
  ///   - replacing: Whether one of that name may be changed; its other settings stay.
  /// - Throws: `destination.exists`; why the file cannot be read, is no JSON, or cannot be written.
  package func add(_ destination: NewDestination, replacing: Bool = false) throws(Diagnostics) {
    let existing: [UInt8]? = FilePath.isFile(path) ? try PlainFile.bytes(of: path, what: "configuration") : nil
    let new = try Self.text(existing, adding: destination, replacing: replacing, file: path)
    do throws(Diagnostic) {
      try PlainFile.write(new, to: path)
    } catch {
      throw Diagnostics([error])
    }
  }

  /// The file's text with a destination added.
  ///
  /// - Parameters:
  ///   - existing: The text there is; `nil` for a file that is not there.
  ///   - destination: What is added.
  ///   - replacing: Whether a destination of that name may be changed.
  ///   - file: What positions name.
  /// - Returns: The new text.
  /// - Throws: `destination.exists`, or why the text cannot be added to.
  static func text(
    _ existing: [UInt8]?, adding destination: NewDestination, replacing: Bool, file: String
  ) throws(Diagnostics) -> [UInt8] {
    let text = existing.flatMap { isBlank($0) ? nil : $0 } ?? Array(newText.utf8)
    let root = try Self.root(of: text, file: file)
    func refusal(_ code: String, _ message: String, _ value: JSONValue, hint: String? = nil) -> Diagnostics {
      let place = value.location
      let position = Position(file: file, line: place.line, column: place.column)
      return Diagnostics([Diagnostic(.error, code, message, at: position, hint: hint)])
    }
    guard root.kind == .object else { throw refusal("config.type", "the configuration is a JSON object", root) }
    var edits = JSONEdits(text)
    if root["version"] == nil { edits.set("version", in: root, to: "\(Configuration.version)", level: 1) }
    let entry = entry(destination)
    guard let all = root["destinations"], !all.isNull else {
      edits.set("destinations", in: root, to: "{\n    \(entry.key): \(entry.value)\n  }", level: 1)
      return edits.result
    }
    guard all.kind == .object else {
      throw refusal("config.type", "'destinations' is an object, a member for each destination", all)
    }
    guard let old = all[destination.name] else {
      edits.set(destination.name, in: all, to: entry.value, level: 2)
      return edits.result
    }
    guard replacing, old.kind == .object else {
      throw refusal(
        "destination.exists", "there is a destination '\(destination.name)' already", old,
        hint: "give the new one another name with --name")
    }
    for (key, value) in members(destination) { edits.set(key, in: old, to: value, level: 3) }
    if destination.baseURL == nil, old["baseUrl"] != nil { edits.set("baseUrl", in: old, to: "null", level: 3) }
    return edits.result
  }

  /// Where a destination's token lies if it is kept in a file of its own: seen from the configuration's folder, and
  /// from where the program runs.
  ///
  /// Different names never share a file: what is no plain character is percent-encoded.
  package func tokenFile(of destination: String) -> (relative: String, path: String) {
    let name = destination.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain || scalar == "-" || scalar == "_" ? String(scalar) : "%" + String(byte, radix: 16)
    }.joined()
    let relative = "leadbridge-tokens/\(name).token"
    return (relative, FilePath.joined(FilePath.folder(of: path), relative))
  }

  /// Whether there is a destination of a name.
  ///
  /// - Throws: Why the file cannot be read or is no JSON.
  package func holds(_ name: String) throws(Diagnostics) -> Bool {
    guard FilePath.isFile(path) else { return false }
    let bytes = try PlainFile.bytes(of: path, what: "configuration")
    return Self.isBlank(bytes) ? false : try Self.root(of: bytes, file: path)["destinations"]?[name] != nil
  }

  /// A new file, before its first destination.
  private static let newText = """
    {
      "version": \(Configuration.version)
    }

    """

  private static func isBlank(_ text: [UInt8]) -> Bool {
    text.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
  }

  private static func root(of text: [UInt8], file: String) throws(Diagnostics) -> JSONValue {
    do throws(JSONError) {
      return try JSONDocument(parsing: text).root
    } catch {
      let position = Position(file: file, line: error.location.line, column: error.location.column)
      throw Diagnostics([Diagnostic(.error, error.code.rawValue, error.message, at: position)])
    }
  }

  private static func entry(_ destination: NewDestination) -> (key: String, value: String) {
    let lines = members(destination).map { "      \(JSONEdits.quoted($0.key)): \($0.value)" }
    return (JSONEdits.quoted(destination.name), "{\n\(lines.joined(separator: ",\n"))\n    }")
  }

  private static func members(_ destination: NewDestination) -> [(key: String, value: String)] {
    let token =
      switch destination.token {
      case .environment(let name): "{ \"env\": \(JSONEdits.quoted(name)) }"
      case .file(let path): "{ \"file\": \(JSONEdits.quoted(path)) }"
      }
    var members = [("brand", JSONEdits.quoted(destination.brand))]
    if let baseURL = destination.baseURL { members.append(("baseUrl", JSONEdits.quoted(baseURL))) }
    members.append(("botId", JSONEdits.quoted(destination.botId)))
    members.append(("customerId", JSONEdits.quoted(destination.customerId)))
    members.append(("token", token))
    if let caFile = destination.caFile { members.append(("caFile", JSONEdits.quoted(caFile))) }
    return members.map { (key: $0.0, value: $0.1) }
  }
}
