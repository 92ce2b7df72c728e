// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets, one a reader, under libFuzzer with the address sanitizer: `make fuzz` in the folder above.
//
// A package of its own, as its flags must reach every target; the rooms are linked in, as what they declare is for their
// own package alone.

let sanitizers = ["-sanitize=fuzzer,address", "-parse-as-library"]

let package = Package(
  name: "leadbridge-fuzz",
  targets: [
    .target(name: "LeadJSON"),
    .target(name: "LeadModel", dependencies: ["LeadJSON"]),
    .target(name: "LeadReaders", dependencies: ["LeadJSON", "LeadModel"]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip"),
    .systemLibrary(name: "CExpat", pkgConfig: "expat"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .target(name: "LeadSheets", dependencies: ["LeadModel", "CZip", "CExpat"]),
    .target(name: "ReaderFuzz", dependencies: ["LeadJSON", "LeadModel", "LeadReaders"]),
    .executableTarget(name: "FuzzAny", dependencies: ["LeadModel", "ReaderFuzz"]),
    .executableTarget(name: "FuzzCSV", dependencies: ["LeadModel", "ReaderFuzz"]),
    .executableTarget(name: "FuzzForm", dependencies: ["LeadModel", "ReaderFuzz"]),
    .executableTarget(name: "FuzzJSON", dependencies: ["LeadModel", "ReaderFuzz"]),
    .executableTarget(name: "FuzzSheet", dependencies: ["LeadModel", "LeadSheets", "ReaderFuzz", "CZlib"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(sanitizers),
  ]
  if target.type == .executable { target.linkerSettings = [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])] }
}
