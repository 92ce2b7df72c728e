import LeadMapping
import LeadModel

/// Maps the posts of one route.
struct RouteMapper {
  let route: LiveRoute
  /// Why rows of tables are passed over that hold nothing of a lead.
  private static let unmapped: Set<String> = ["row.empty", "row.unmapped"]
  private var mapper: Mapper

  /// - Parameters:
  ///   - route: Its mapping counts.
  ///   - destination: Whose ids the leads' uuids are made of; `nil`: none are made.
  /// - Throws: What is wrong with the mapping's words.
  init(_ route: LiveRoute, to destination: Destination?) throws(Diagnostics) {
    self.route = route
    var mapper = try Mapper(
      route.mapping,
      run: MappingRun(
        botId: destination?.botId, customerId: destination?.customerId, sourceName: route.path,
        optOutUnknownAllowed: true))
    _ = mapper.bind(nil)
    self.mapper = mapper
  }

  /// The records of a post, each with what the mapping makes of it.
  ///
  /// - Parameters:
  ///   - post: Its circumstances are those of `@request.…`, the time of its receipt is `@now`.
  ///   - isSettled: Whether the record of an ordinal is passed over.
  /// - Returns: How many records it holds in all, and those that are not settled.
  mutating func map(_ post: Post, besides isSettled: (Int) -> Bool = { _ in false }) -> (
    count: Int, records: [MappedRecord]
  ) {
    mapper.receive(
      MappingRun.Request(
        address: post.address, headers: post.headers.map { ($0.name, $0.value) },
        query: post.query.map { ($0.name, $0.value) }),
      at: post.receivedAt)
    let records = PostRecords.records(of: post, at: route.mapping.recordsPath)
    var mapped: [MappedRecord] = []
    mapped.reserveCapacity(records.count)
    for record in records where !isSettled(record.ordinal) {
      var result = mapper.map(record)
      // A row of a table may be a footer; what somebody has posted is not thrown away because nothing in it is known.
      if case .skipped(let reason) = result.outcome, Self.unmapped.contains(reason.code) {
        result.outcome = .rejected([reason])
      }
      mapped.append(MappedRecord(record: record, mapped: result, steady: mapper.steadyLead(of: record)))
    }
    return (records.count, mapped)
  }

  /// A record and what the mapping makes of it.
  struct MappedRecord {
    let record: Record
    let mapped: Mapped
    /// See ``Mapper/steadyLead(of:)``.
    let steady: Lead?
  }
}
