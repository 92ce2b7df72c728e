// swift-tools-version: 6.2
import PackageDescription

// One target a stage; imports point one way (docs/architecture.md draws the house). A wrong import does not build:
// `.ci/run` builds with `--explicit-target-dependency-import-check error`.

let package = Package(
  name: "leadbridge",
  products: [.executable(name: "leadbridge", targets: ["leadbridge"])],
  dependencies: [
    // Commands, help and shell completions from one declaration.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // SHA-1 and SHA-256: UUIDs of version 5, digests of mappings and dead letters. HMAC and Ed25519: senders' signatures.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    // SQLite with migrations, and statements that are checked: the journal and the local inbox.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // The HTTP server of the local inbox. Without traits: no TLS, no extras, nothing that is not used.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    // Hummingbird's request and response fields, and its bodies' buffers, are these packages' types. The daemon's door
    // stands on NIO itself: sockets that are handed over, and limits where the bytes arrive.
    .package(url: "https://github.com/apple/swift-http-types", from: "1.7.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    // TLS of the daemon's own, for who has no proxy in front of it.
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    // The logging façade that Hummingbird asks for.
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    // Graceful shutdown of the local inbox.
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // MARK: Words
    .target(name: "LeadJSON"),
    .target(name: "LeadModel", dependencies: ["LeadJSON"]),

    // MARK: Bytes to records
    .target(name: "LeadReaders", dependencies: ["LeadJSON", "LeadModel"]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .target(name: "LeadSheets", dependencies: ["LeadModel", "CZip", "CExpat"]),

    // MARK: Records to leads
    .target(
      name: "CPhoneNumber",
      cxxSettings: [.treatAllWarnings(as: .error)],
      linkerSettings: [.linkedLibrary("phonenumber")]
    ),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    // `#embed` is C23, which clang offers as an extension in the C17 that SwiftPM asks for.
    .target(name: "CReadyMappings", cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),
    .target(
      name: "LeadMapping",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", "CPhoneNumber", "CPCRE2", "CReadyMappings",
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),

    // MARK: What is set up and what is settled
    .target(name: "LeadConfig", dependencies: ["LeadJSON", "LeadModel"]),
    .target(
      name: "LeadJournal",
      dependencies: [
        "LeadJSON", "LeadModel",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),

    // MARK: Leads to the inbox
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "LeadTransport", dependencies: ["LeadModel", "CCurl"]),
    .target(name: "LeadDelivery", dependencies: ["LeadJSON", "LeadModel", "LeadTransport"]),

    // MARK: Leads from sources that are asked
    .target(
      name: "LeadSources",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", "LeadTransport", "LeadDelivery", "LeadConfig",
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),

    // MARK: The stages joined
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "LeadPipeline",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", "LeadMapping", "LeadConfig", "LeadJournal", "LeadTransport",
        "LeadDelivery", "LeadSheets", "CZlib",
      ]
    ),

    // MARK: The daemon
    .target(
      name: "LeadSenders",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .target(
      name: "LeadSync",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", "LeadMapping", "LeadConfig", "LeadJournal", "LeadTransport",
        "LeadDelivery", "LeadPipeline", "LeadSources",
      ]
    ),
    .target(
      name: "LeadServer",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", "LeadMapping", "LeadConfig", "LeadJournal", "LeadTransport",
        "LeadDelivery", "LeadPipeline", "LeadSync", "LeadSenders",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]
    ),

    // MARK: The local inbox
    .target(
      name: "LeadSandbox",
      dependencies: [
        "LeadJSON", "LeadModel",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]
    ),

    // MARK: The command line
    .executableTarget(
      name: "leadbridge",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", "LeadMapping", "LeadConfig", "LeadJournal", "LeadTransport",
        "LeadDelivery", "LeadPipeline", "LeadSync", "LeadServer", "LeadSandbox",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),

    // MARK: Tests
    .target(name: "TestSupport", dependencies: ["LeadJSON", "LeadModel", "LeadReaders"], path: "Tests/TestSupport"),
    .testTarget(name: "LeadJSONTests", dependencies: ["LeadJSON", "TestSupport"]),
    .testTarget(name: "LeadModelTests", dependencies: ["LeadJSON", "LeadModel", "TestSupport"]),
    .testTarget(name: "LeadReadersTests", dependencies: ["LeadJSON", "LeadModel", "LeadReaders", "TestSupport"]),
    // The tests find their workbooks beside themselves.
    .testTarget(name: "LeadSheetsTests", dependencies: ["LeadModel", "LeadSheets"], exclude: ["Fixtures"]),
    .testTarget(
      name: "LeadMappingTests",
      dependencies: ["LeadJSON", "LeadModel", "LeadReaders", "LeadMapping", "TestSupport"]
    ),
    .testTarget(name: "LeadConfigTests", dependencies: ["LeadJSON", "LeadModel", "LeadConfig", "TestSupport"]),
    .testTarget(
      name: "LeadJournalTests",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadJournal", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(name: "LeadTransportTests", dependencies: ["LeadModel", "LeadTransport", "TestSupport"]),
    .testTarget(
      name: "LeadDeliveryTests",
      dependencies: ["LeadJSON", "LeadModel", "LeadTransport", "LeadDelivery", "TestSupport"]
    ),
    .testTarget(name: "LeadSandboxTests", dependencies: ["LeadJSON", "LeadModel", "LeadSandbox", "TestSupport"]),
    .testTarget(
      name: "LeadPipelineTests",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", "LeadMapping", "LeadConfig", "LeadJournal", "LeadTransport",
        "LeadDelivery", "LeadPipeline", "LeadSandbox", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(
      name: "LeadSourcesTests",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", "LeadMapping", "LeadTransport", "LeadDelivery", "LeadConfig",
        "LeadSources", "TestSupport", .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .testTarget(
      name: "LeadSyncTests",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", "LeadMapping", "LeadTransport", "LeadDelivery", "LeadConfig",
        "LeadJournal", "LeadPipeline", "LeadSources", "LeadSync", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    .testTarget(
      name: "LeadSendersTests", dependencies: ["LeadJSON", "LeadModel", "LeadReaders", "LeadSenders", "TestSupport"]
    ),
    .testTarget(
      name: "LeadServerTests",
      dependencies: [
        "LeadJSON", "LeadModel", "LeadReaders", "LeadMapping", "LeadConfig", "LeadJournal", "LeadServer",
        "LeadTransport", "LeadSandbox", "LeadPipeline", "LeadSources", "LeadSync", "TestSupport",
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "leadbridge", "LeadJSON", "LeadModel", "LeadReaders", "LeadMapping", "LeadJournal", "LeadServer",
        "LeadTransport", "LeadSandbox", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

// Policy, stated once for every Swift target of ours.
for target in package.targets where target.type != .system && !target.name.hasPrefix("C") {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),  // `any P` is written where it costs.
      .enableUpcomingFeature("MemberImportVisibility"),  // A file names every module it uses.
      .enableUpcomingFeature("InternalImportsByDefault"),  // What a room imports does not leak through its door.
      .treatAllWarnings(as: .error),
    ]
}
