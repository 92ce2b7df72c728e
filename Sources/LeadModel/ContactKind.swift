/// By what a person is known to an inbox.
package enum ContactKind: String, Sendable, Hashable, CaseIterable {
  case email, phone
}
