import Foundation
import LeadConfig
import LeadModel

/// What `connect` has to know, from the command line, from standard input, or asked for on a terminal.
struct ConnectAnswers {
  /// Brand, ids and address, checked.
  let settings: DestinationSettings
  let token: Token

  /// A token, and where it is to be found later.
  struct Token {
    let secret: Secret
    /// `nil` for one that was typed: it still has to be put into a file.
    let place: SecretReference.Place?
  }

  /// How often a question is asked before it is given up.
  private static let patience = 3

  /// - Throws: What is missing where nobody can be asked, and what is wrong.
  init(_ command: ConnectCommand, environment: [String: String]) throws {
    let canAsk = Terminal.Stream.input.isTerminal && Terminal.Stream.error.isTerminal
    let page = command.botId == nil ? try Self.page(command.text, canAsk: canAsk) : nil
    var brand = command.brand ?? page?.brand.name
    if brand == nil, command.baseURL != nil { brand = Brand.custom.name }
    if brand == nil, canAsk {
      brand = try Self.ask("Brand (\(Brand.all.map(\.name).joined(separator: ", "))): ") { Brand.named($0)?.name }
    }
    var baseURL = command.baseURL
    if baseURL == nil, canAsk, let brand, let known = Brand.named(brand), known.baseURL == nil {
      if let host = page?.host { Terminal.say("\(host) belongs to no brand that is known here.") }
      baseURL = try Self.ask("Base URL of the API, like https://api.example.com: ") {
        APIAddress($0)?.text
      }
    }
    guard let brand else {
      throw Diagnostic("destination.brand", "the brand is missing", hint: "say it with --brand, or give the page")
    }
    settings = try .given(
      brand: brand, botId: command.botId ?? page?.botId, customerId: command.customerId ?? page?.customerId,
      baseURL: baseURL)
    token = try Self.token(command, environment: environment, canAsk: canAsk)
  }

  // MARK: Each answer

  private static func page(_ text: String?, canAsk: Bool) throws -> PageReference {
    if let text, text != "-" { return try PageReference(parsing: text) }
    guard Terminal.Stream.input.isTerminal else {
      // A page that was saved whole is read too; what is longer is no page.
      let bytes = try FileHandle.standardInput.read(upToCount: 4 << 20) ?? Data()
      return try PageReference(parsing: String(decoding: bytes, as: UTF8.self))
    }
    var attempt = 1
    while true {
      let (text, isAtEnd) = pasted()
      do throws(Diagnostic) {
        return try PageReference(parsing: text)
      } catch {
        // At the end of the input nobody is left to answer.
        guard canAsk, attempt < patience, !isAtEnd else { throw error }
        Terminal.say(error)
        attempt += 1
      }
    }
  }

  /// The lines that are pasted: up to the end of the address or the element.
  ///
  /// An empty line may stand inside an element, so it takes two to end what never becomes whole.
  private static func pasted() -> (text: String, isAtEnd: Bool) {
    var text = ""
    var question = "Paste the page's address, the iframe or the widget's script:\n"
    while let line = Terminal.ask(question) {
      question = ""
      if line.isEmpty, !text.contains("<") || text.hasSuffix("\n\n") { return (text, false) }
      text += line + "\n"
      if PageReference.isWhole(text) { return (text, false) }
    }
    return (text, true)
  }

  private static func token(
    _ command: ConnectCommand, environment: [String: String], canAsk: Bool
  ) throws -> Token {
    let variable = command.tokenEnv ?? DestinationSettings.tokenVariable
    let place = command.tokenFile.map(SecretReference.Place.file) ?? .environment(variable)
    if command.tokenFile == nil, environment[variable] == nil {
      // A variable that was named has to be there: nobody expects a question then.
      guard canAsk, command.tokenEnv == nil else {
        throw Diagnostic(
          "token.missing", "there is no token: the environment variable \(variable) is not set",
          hint: "export \(variable)=…, or name a file that holds it with --token-file; the vendor's support issues it")
      }
      let typed = try HiddenPrompt.ask("Token (issued by the vendor's support; it is not shown): ") ?? ""
      let token = typed.trimmingCharacters(in: .whitespaces)
      guard !token.isEmpty else { throw Diagnostic("token.missing", "there is no token: none was typed") }
      return Token(secret: Secret(token), place: nil)
    }
    let resolved = try SecretReference(place).resolve(environment: environment, relativeTo: ".")
    resolved.warnings.forEach { Terminal.say($0) }
    return Token(secret: resolved.secret, place: place)
  }

  /// Asks until the answer is one; `nil` at the input's end, and after ``patience`` answers that are none.
  private static func ask(_ question: String, accept: (String) -> String?) throws -> String? {
    for _ in 0..<patience {
      guard let line = Terminal.ask(question) else { return nil }
      if let answer = accept(line.trimmingCharacters(in: .whitespaces)) { return answer }
    }
    return nil
  }
}
