import LeadModel

/// An inbox's share of a plan: its target and the routes to it.
///
/// What one ``LiveDelivery`` goes by. Where it is the same in another plan, delivery goes on untouched.
struct LiveShare: Sendable, Equatable {
  let target: LivePlan.Target
  /// Those to this inbox alone, in the plan's order.
  let routes: [LiveRoute]

  /// The destination's, in the configuration.
  var name: String { target.destination.name }
  var paths: Set<String> { Set(routes.map(\.path)) }
}

extension LivePlan {
  /// One for each target.
  var shares: [LiveShare] {
    targets.map { target in
      LiveShare(target: target, routes: routes.filter { $0.destination == target.destination.name })
    }
  }
}
