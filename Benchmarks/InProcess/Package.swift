// swift-tools-version: 6.2
import PackageDescription

// What is measured in one process: the readers without files and start-up, and how often they allocate.
//
// A package of its own, as it counts every allocation by standing in for malloc(3); the rooms are linked in, as what
// they declare is for their own package alone.

let package = Package(
  name: "leadbridge-in-process",
  targets: [
    .target(name: "LeadJSON"),
    .target(name: "LeadModel", dependencies: ["LeadJSON"]),
    // Tested, so that the tokenizer, which no other room sees, can be measured.
    .target(
      name: "LeadReaders", dependencies: ["LeadJSON", "LeadModel"], swiftSettings: [.unsafeFlags(["-enable-testing"])]),
    .target(name: "CCountedAllocations"),
    .executableTarget(
      name: "ReadingInProcess", dependencies: ["LeadModel", "LeadReaders", "CCountedAllocations"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where !target.name.hasPrefix("C") {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
