import CacheTrials
import CutroomSystem

/// The program of trials that need processes of their own, which is built beside the tests.
enum LimitFaults {
  static var program: String {
    let maps = (try? Descriptor.openForReading("/proc/self/maps").readAll(limit: 8 << 20)) ?? []
    let text = String(decoding: maps, as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasSuffix(".xctest") } ?? ""
    guard let start = line.firstIndex(of: "/"), let end = line.lastIndex(of: "/") else { return "" }
    return "\(line[start..<end])/limit-faults"
  }

  static func start(_ words: [String], _ place: TrialFolder) throws -> ChildProcess {
    let null = try Descriptor.openForReading("/dev/null")
    return try ChildProcess(
      program: program,
      arguments: [program] + words,
      environment: ["PATH=/usr/bin:/bin"],
      folder: place.folder,
      mappings: [(null.raw, 0), (2, 1), (2, 2)]
    )
  }
}
