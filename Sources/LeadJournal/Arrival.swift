package import LeadModel

/// A post that was verified and is to be kept.
package struct Arrival: Sendable {
  /// The submission's, of ``SubmissionIDs``: what its sender is answered.
  package var id: String
  /// The route's path.
  package var route: String
  /// What the sender calls this delivery, the same when it repeats it; `nil` where it says nothing.
  ///
  /// At most 200 bytes, by whoever reads it. No lead's value.
  package var deliveryKey: String?
  package var post: Post
  /// Why it is not to be delivered, as a stable name: it is kept as a submission alone, skipped; `nil`: it is.
  package var skipped: String?

  package init(id: String, route: String, deliveryKey: String?, post: Post) {
    self.id = id
    self.route = route
    self.deliveryKey = deliveryKey
    self.post = post
  }
}

/// What became of an arrival that is answered 2xx: it is on the disk.
package enum Accepted: Sendable, Hashable {
  /// It was not known, and will be delivered.
  case new
  /// The sender repeats itself: the submission of this id came with the same delivery key, and was neither rejected nor
  /// refused.
  case repeated(of: String)
}

/// Why an arrival is not on the disk: it is answered 503, and the sender comes again.
package enum SpoolRefusal: Error, Sendable, Hashable {
  /// As much waits as ``SpoolLimits`` allow, or the disk has less room left than they ask for.
  case full
  /// The disk had no room for it.
  case diskFull
  /// The disk or the file refuses otherwise, with the code of ``JournalError/diagnostic``.
  case failed(code: String)

  /// A stable name, safe as a metric's label: `spool.full`, `disk.full` or that of the failure.
  package var code: String {
    switch self {
    case .full: "spool.full"
    case .diskFull: JournalError.diskFullCode
    case .failed(let code): code
    }
  }

  /// What stands in the way of a commit.
  init(_ error: JournalError) {
    self = error.isDiskFull ? .diskFull : .failed(code: Spool.diagnostic(of: error).code)
  }
}
