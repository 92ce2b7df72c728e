/// A piece of a JSON Schema that is being written: its keys keep their order.
package indirect enum SchemaNode {
  case text(String)
  /// A value as JSON writes it.
  case written(String)
  case list([SchemaNode])
  case object([(key: String, value: SchemaNode)])

  package static func reference(_ name: String) -> SchemaNode { .object([("$ref", .text("#/$defs/\(name)"))]) }
  package static func type(_ name: String) -> SchemaNode { .object([("type", .text(name))]) }
  /// A text in which the expression is found.
  package static func pattern(_ expression: String) -> SchemaNode {
    .object([("type", .text("string")), ("pattern", .text(expression))])
  }
  package static func any(_ nodes: [SchemaNode]) -> SchemaNode { .object([("anyOf", .list(nodes))]) }
  package static func required(_ keys: String...) -> SchemaNode {
    .object([("required", .list(keys.map(SchemaNode.text)))])
  }

  /// The members of an object; none of others.
  package var members: [(key: String, value: SchemaNode)] {
    if case .object(let members) = self { members } else { [] }
  }

  /// As text: what fits into a line stands in one, else an entry a line.
  package func text(indent: Int = 0, before: Int = 0) -> String {
    let line = self.line
    if indent + before + line.utf8.count < 118 { return line }
    let inner = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .text, .written: return line
    case .list(let nodes):
      return "[\n" + nodes.map { inner + $0.text(indent: indent + 2) }.joined(separator: ",\n") + end + "]"
    case .object(let members):
      let lines = members.map { member in
        let key = "\(Self.quoted(member.key)): "
        return inner + key + member.value.text(indent: indent + 2, before: key.utf8.count)
      }
      return "{\n" + lines.joined(separator: ",\n") + end + "}"
    }
  }

  /// As text in one line.
  private var line: String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .written(let text): text
    case .list(let nodes): "[" + nodes.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(Self.quoted($0.key)): \($0.value.line)" }.joined(separator: ", ") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return writer.text
  }
}
