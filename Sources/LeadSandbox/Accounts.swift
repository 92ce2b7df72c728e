/// Whom each token belongs to.
struct Accounts: Sendable {
  /// A customer as one token shows it.
  struct Customer: Sendable, Hashable {
    let id: String
    var bots: Set<String>
  }

  private var customers: [String: Customer] = [:]

  /// - Parameter accounts: Where a token stands with two customers, the first counts.
  init(_ accounts: [InboxAccount]) {
    for account in accounts {
      if customers[account.token]?.id == account.customerId {
        customers[account.token]?.bots.insert(account.botId)
      } else if customers[account.token] == nil {
        customers[account.token] = Customer(id: account.customerId, bots: [account.botId])
      }
    }
  }

  func customer(of token: String) -> Customer? { customers[token] }
}
