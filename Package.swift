// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A Swift target of the house; the arrows it lists are the only modules it may import.
func part(_ name: String, _ arrows: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: arrows, swiftSettings: house)
}

func program(_ name: String, _ arrows: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: arrows, swiftSettings: house)
}

func tests(_ name: String, _ arrows: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: arrows, swiftSettings: house)
}

let package = Package(
  name: "cutroom",
  products: [
    .executable(name: "cutroom", targets: ["cutroom"]),
    .executable(name: "cutroom-media", targets: ["cutroom-media"]),
    .executable(name: "cutroom-net", targets: ["cutroom-net"]),
  ],
  targets: [
    // C, each imported by one Swift target.
    .target(name: "CLinux"),
    .systemLibrary(
      name: "CCrypto",
      pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]
    ),
    .systemLibrary(
      name: "CXXHash",
      pkgConfig: "libxxhash",
      providers: [.apt(["libxxhash-dev"])]
    ),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"])]
    ),
    .systemLibrary(
      name: "CFFmpeg",
      pkgConfig: "libavformat libavcodec libswscale libswresample libavutil",
      providers: [
        .apt(["libavformat-dev", "libavcodec-dev", "libswscale-dev", "libswresample-dev"])
      ]
    ),
    .systemLibrary(
      name: "CEbur128",
      pkgConfig: "libebur128",
      providers: [.apt(["libebur128-dev"])]
    ),
    .systemLibrary(
      name: "CEspeak",
      pkgConfig: "espeak-ng",
      providers: [.apt(["libespeak-ng-dev"])]
    ),
    .systemLibrary(
      name: "CXML2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]
    ),
    .systemLibrary(
      name: "CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]
    ),

    // Values, then the machine.
    part("CutroomModel"),
    part("CutroomSystem", ["CLinux", "CCrypto", "CXXHash", "CZlib"]),

    // Media and the outside world, in programs of their own.
    part("MediaProbe", ["CutroomModel", "CFFmpeg", "CEbur128"]),
    part("MediaMaker", ["CutroomModel", "CFFmpeg"]),
    part("Speech", ["CutroomModel", "CEspeak"]),
    part("FeedReader", ["CutroomModel", "CXML2"]),
    part("WebFetch", ["CutroomModel", "CCurl"]),
    program(
      "cutroom-media",
      ["CutroomModel", "CutroomSystem", "MediaProbe", "MediaMaker", "Speech"]
    ),
    program("cutroom-net", ["CutroomModel", "CutroomSystem", "WebFetch", "FeedReader"]),

    // The workspace and the engine.
    part("CutroomStore", ["CutroomModel", "CutroomSystem"]),
    part("CutroomWorkers", ["CutroomModel", "CutroomSystem"]),
    part("CutroomProviders", ["CutroomModel", "CutroomSystem", "CutroomStore", "CutroomWorkers"]),
    part("CutroomPipeline", ["CutroomModel", "CutroomSystem", "CutroomStore"]),
    part(
      "CutroomValidation",
      ["CutroomModel", "CutroomSystem", "CutroomStore", "CutroomWorkers"]
    ),
    part(
      "CutroomStages",
      [
        "CutroomModel", "CutroomSystem", "CutroomStore", "CutroomWorkers", "CutroomProviders",
        "CutroomPipeline", "CutroomValidation",
      ]
    ),
    part(
      "CutroomCLI",
      [
        "CutroomModel", "CutroomSystem", "CutroomStore", "CutroomWorkers", "CutroomProviders",
        "CutroomPipeline", "CutroomValidation", "CutroomStages",
      ]
    ),
    program("cutroom", ["CutroomCLI"]),

    .target(
      name: "TimelineFixtures",
      dependencies: ["CutroomModel"],
      path: "Tests/TimelineFixtures",
      swiftSettings: house
    ),
    tests("CutroomModelTests", ["CutroomModel", "TimelineFixtures"]),
    tests("CutroomSystemTests", ["CutroomSystem"]),
    .target(name: "MediaFixtures", path: "Tests/MediaFixtures", swiftSettings: house),
    tests("MediaTests", ["CutroomModel", "MediaProbe", "MediaMaker", "Speech", "MediaFixtures"]),
    tests(
      "CutroomWorkersTests",
      [
        "BuiltPrograms", "CutroomModel", "CutroomSystem", "CutroomWorkers", "MediaFixtures",
        "cutroom-media",
      ]
    ),
    .target(
      name: "BuiltPrograms",
      dependencies: ["CutroomSystem"],
      path: "Tests/BuiltPrograms",
      swiftSettings: house
    ),
    // Web services on loopback ports, played by Python.
    .target(
      name: "LoopbackServices",
      dependencies: ["CutroomModel", "CutroomSystem"],
      path: "Tests/LoopbackServices",
      exclude: ["Services"],
      swiftSettings: house
    ),
    tests(
      "NetTests",
      [
        "BuiltPrograms", "CutroomModel", "CutroomSystem", "CutroomWorkers", "FeedReader",
        "WebFetch",
        "LoopbackServices", "cutroom-net",
      ]
    ),
    tests(
      "CutroomProvidersTests",
      [
        "BuiltPrograms", "CutroomModel", "CutroomSystem", "CutroomStore", "CutroomWorkers",
        "CutroomProviders",
        "LoopbackServices", "cutroom-media", "cutroom-net",
      ]
    ),
    // What `make faults` starts; no product of the package.
    .executableTarget(
      name: "store-faults",
      dependencies: ["CutroomModel", "CutroomSystem", "CutroomStore", "CutroomValidation"],
      path: "Tests/StoreFaults",
      swiftSettings: house
    ),
    // What `make bench` starts; no product either.
    .executableTarget(
      name: "store-bench",
      dependencies: ["CutroomSystem", "CutroomStore"],
      path: "bench/store/Saves",
      swiftSettings: house
    ),
    .executableTarget(
      name: "cache-bench",
      dependencies: ["CutroomModel", "CutroomSystem", "CutroomStore"],
      path: "bench/cache/Entries",
      swiftSettings: house
    ),
    // Trials of the cache, for tests and for `make faults`.
    .target(
      name: "CacheTrials",
      dependencies: ["CutroomModel", "CutroomSystem", "CutroomStore"],
      path: "Tests/CacheTrials",
      swiftSettings: house
    ),
    .executableTarget(
      name: "cache-faults",
      dependencies: ["CacheTrials", "CutroomSystem"],
      path: "Tests/CacheFaults",
      swiftSettings: house
    ),
    // Trials of limits and the ledger, likewise.
    .target(
      name: "LimitTrials",
      dependencies: ["CutroomModel", "CutroomSystem", "CutroomStore", "CacheTrials"],
      path: "Tests/LimitTrials",
      swiftSettings: house
    ),
    .executableTarget(
      name: "limit-faults",
      dependencies: ["CutroomModel", "CutroomSystem", "LimitTrials"],
      path: "Tests/LimitFaults",
      swiftSettings: house
    ),
    tests(
      "CutroomStoreTests",
      [
        "BuiltPrograms", "CutroomModel", "CutroomSystem", "CutroomStore", "CacheTrials",
        "cache-faults",
        "LimitTrials", "limit-faults",
      ]
    ),
    // Downloads that are killed, likewise.
    .executableTarget(
      name: "download-faults",
      dependencies: [
        "CutroomModel", "CutroomSystem", "CutroomStore", "CutroomWorkers", "CutroomProviders",
        "LoopbackServices", "CacheTrials",
      ],
      path: "Tests/DownloadFaults",
      swiftSettings: house
    ),
    tests(
      "DownloadTests",
      [
        "BuiltPrograms", "CutroomModel", "CutroomSystem", "CutroomStore", "CutroomWorkers",
        "CutroomProviders",
        "LoopbackServices", "CacheTrials", "MediaFixtures", "cutroom-net", "cutroom-media",
        "download-faults",
      ]
    ),
    tests(
      "CutroomPipelineTests",
      ["CutroomModel", "CutroomSystem", "CutroomStore", "CutroomPipeline"]
    ),
    tests(
      "CutroomValidationTests",
      [
        "BuiltPrograms", "CutroomModel", "CutroomSystem", "CutroomStore", "CutroomWorkers",
        "CutroomValidation",
        "MediaFixtures", "cutroom-media",
      ]
    ),
    tests(
      "CutroomStagesTests",
      [
        "BuiltPrograms", "CutroomModel", "CutroomSystem", "CutroomStore", "CutroomWorkers",
        "CutroomProviders",
        "CutroomPipeline", "CutroomValidation", "CutroomStages", "MediaFixtures",
        "TimelineFixtures", "cutroom-media",
        "cutroom-net",
      ]
    ),
    tests(
      "CutroomCLITests",
      ["CutroomModel", "CutroomSystem", "CutroomStore", "CutroomPipeline", "CutroomCLI"]
    ),
    tests(
      "ProgramTests",
      [
        "BuiltPrograms", "CutroomModel", "CutroomSystem", "CutroomStore", "LoopbackServices",
        "cutroom",
        "cutroom-media", "cutroom-net",
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)

// A program whose `main` is libFuzzer's: Scripts/fuzz.sh builds it, nothing else does.
if Context.environment["CUTROOM_FUZZ_BUILD"] != nil {
  package.targets.append(
    .executableTarget(
      name: "store-fuzz",
      dependencies: ["CutroomModel", "CutroomSystem", "CutroomStore"],
      path: "Tests/Fuzz",
      swiftSettings: house + [.unsafeFlags(["-parse-as-library"])]
    )
  )
}
