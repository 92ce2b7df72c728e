/// How much a form may hold: what goes beyond makes its record unreadable.
package struct FormLimits: Sendable, Hashable {
  /// The most fields of an urlencoded body.
  package var maxFields = 10_000
  /// The most parts of a multipart body.
  package var maxParts = 1_000
  /// The most bytes of a field's name.
  package var maxNameBytes = 1 << 10
  /// The most bytes of a part's header, its empty line among them.
  package var maxHeaderBytes = 8 << 10
  /// The most bytes of a field's value as it is sent; files may be longer.
  package var maxValueBytes = 1 << 20
  /// The most bytes of a body, files among them.
  package var maxBodyBytes = 64 << 20

  package init() {}
}
