package import LeadMapping
package import LeadModel

/// What a configuration is joined with: the process's variables, and the mappings it names.
package struct Surroundings: Sendable {
  /// Finds a ready mapping, or a file.
  package typealias FindMapping = @Sendable (_ name: String) throws(Diagnostics) -> Mapping

  package var environment: [String: String]
  private let findMapping: FindMapping

  package init(environment: [String: String], findMapping: @escaping FindMapping) {
    self.environment = environment
    self.findMapping = findMapping
  }

  /// Finds a mapping.
  ///
  /// - Parameters:
  ///   - name: As the configuration has it.
  ///   - place: Where it is named: one that is not there is missed here, others' errors have places of their own.
  /// - Returns: The mapping.
  /// - Throws: As ``FindMapping``.
  package func mapping(_ name: String, at place: Position?) throws(Diagnostics) -> Mapping {
    do throws(Diagnostics) {
      return try findMapping(name)
    } catch {
      throw Diagnostics(error.all.map { $0.code.hasPrefix("mapping.missing") ? $0.at(place) : $0 })
    }
  }
}
