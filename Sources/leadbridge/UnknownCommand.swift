import ArgumentParser
import LeadModel

/// A word where a command is expected that is none: the parser of arguments would only call it unexpected.
struct UnknownCommand {
  /// The commands before it, and itself: `leadbridge mapping chek`.
  let words: [String]
  /// The one that was probably meant.
  let nearest: String?

  /// Follows the words of a command line down the commands; `nil`: they name one, or ask for something else.
  ///
  /// The arguments are those behind the program's name.
  init?(_ arguments: [String], root: any ParsableCommand.Type) {
    var command = root
    var words = [Self.name(of: root)]
    for word in arguments {
      let commands = command.configuration.subcommands
      guard !commands.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
      words.append(word)
      guard let next = commands.first(where: { Self.name(of: $0) == word }) else {
        self.words = words
        nearest = NearestName.of(word, among: commands.map(Self.name))
        return
      }
      command = next
    }
    return nil
  }

  /// As it is typed: what the parser makes of a type's name where none is given, for names of one word.
  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? String(describing: command).lowercased()
  }

  /// What there is to say of it.
  var message: String {
    let hint =
      nearest.map { "did you mean '\($0)'?" } ?? "'\(words.dropLast().joined(separator: " ")) --help' lists them"
    return "Error: There is no command '\(words.joined(separator: " "))'; \(hint)"
  }
}
