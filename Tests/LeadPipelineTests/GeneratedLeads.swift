import TestSupport

/// Rows of an export that are easy to check: who is who is in the numbers.
struct GeneratedLeads {
  /// The table, with its header.
  var csv: String
  /// Rows in all.
  var count: Int
  /// Rows whose address is none: they are rejected.
  var invalid: Int

  /// - Parameters:
  ///   - count: How many.
  ///   - repeats: Every so many rows the person of five rows before comes again, with another name and note; 0: never.
  ///   - invalidEvery: Every so many rows the address is none; 0: never.
  init(_ count: Int, repeatEvery repeats: Int = 0, invalidEvery: Int = 0) {
    var text = "Name,Email,Message\n"
    var invalid = 0
    for number in 1...count {
      if invalidEvery > 0, number % invalidEvery == 0 {
        text += "Person \(number),not an address,\n"
        invalid += 1
      } else if repeats > 0, number > 5, number % repeats == 0, invalidEvery == 0 || (number - 5) % invalidEvery != 0 {
        text += "Again \(number),p\(number - 5)@example.com,note \(number)\n"
      } else {
        text += "Person \(number),p\(number)@example.com,note \(number)\n"
      }
    }
    csv = text
    self.count = count
    self.invalid = invalid
  }

  /// The mapping that its rows take.
  static let mapping = """
    {
      "version": 1, "name": "generated", "source": { "format": "csv" },
      "lead": { "name": "{Name}", "email": "{Email}", "notes": [{ "title": "Message", "description": "{Message}" }] },
      "require": [["email"]]
    }
    """
}
