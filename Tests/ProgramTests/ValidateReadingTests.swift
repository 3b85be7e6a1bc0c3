import CutroomModel
import CutroomSystem
import Testing

private enum Tracing {
  static let isPossible: Bool = {
    let probe = try? BuiltProgram.run("/usr/bin/strace", ["-o", "/dev/null", "true"], in: "/")
    return probe?.status == .exited(0)
  }()
}

/// Which files validation opens.
@Suite(.enabled(if: Tracing.isPossible, "not run: strace cannot trace here"))
struct ValidateReadingTests {
  /// The files of the workspace that a validation opened, and how often each.
  private func opened(_ tiny: TinyWorkspace, _ options: String) throws -> [String: Int] {
    let trace = try tiny.shell(
      "strace -f -y -qq -o trace -e trace=openat2 \"$cutroom\" validate tiny \(options)"
    )
    try #require(trace.status == .exited(0), "\(trace.error)")
    var counts: [String: Int] = [:]
    for line in try tiny.text("trace").split(separator: "\n") where line.contains(" = ") {
      guard !line.contains("O_DIRECTORY"), !line.contains("O_CREAT"), line.hasSuffix(">"),
        let path = line.split(separator: "<").last?.dropLast(),
        let place = path.firstRange(of: "/tiny/")
      else { continue }
      counts[String(path[place.upperBound...]), default: 0] += 1
    }
    return counts
  }

  @Test(.timeLimit(.minutes(1)))
  func `a quick check of what is unchanged opens its memory and nothing else`() throws {
    let tiny = try TinyWorkspace.checked()
    #expect(try opened(tiny, "--quick") == [".cutroom/verdict": 1])
  }

  @Test func `a second check opens no asset, and what grows with a project twice at most`() throws {
    let tiny = try TinyWorkspace.checked()
    let counts = try opened(tiny, "")
    let documents = counts.filter { !$0.key.hasPrefix(".cutroom/") && $0.key != "metadata.json" }
    #expect(documents.count > 10, "\(counts)")
    #expect(documents.keys.allSatisfy { $0.hasSuffix(".json") }, "\(documents)")
    // Once to be judged, and once to tell what of the work is out of date.
    let many = documents.filter { $0.key.hasPrefix("assets/") }
    #expect(many.count > 5 && many.values.allSatisfy { $0 <= 2 }, "\(many)")
  }
}
