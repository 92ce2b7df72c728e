package import LeadModel

/// What a run is about: an input, where it is sent, and how it is mapped.
///
/// Two runs of one key are one run that goes on.
package struct CheckpointKey: Sendable, Hashable {
  /// The input's path without links.
  package let inputPath: String
  /// See ``Destination/key``.
  package let destinationKey: String
  /// See `Mapping.digest`: a mapping that was changed begins anew.
  package let mappingDigest: String

  package init(inputPath: String, destinationKey: String, mappingDigest: String) {
    self.inputPath = inputPath
    self.destinationKey = destinationKey
    self.mappingDigest = mappingDigest
  }

  /// The key of an input by the name that the user gave it: links are followed, so that one file has one key.
  package init(input: String, destination: Destination, mappingDigest: String) {
    self.init(
      inputPath: PrivateFolder.realPath(of: input) ?? input, destinationKey: destination.key,
      mappingDigest: mappingDigest)
  }

  /// A name for the key's lock: letters and digits, the same in every process.
  var lockName: String { LockName.of([inputPath, destinationKey, mappingDigest]) }
}
