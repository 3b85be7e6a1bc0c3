import CutroomModel
import Glibc
import MediaFixtures
import MediaProbe

/// Lends a fixture's descriptor and size.
func withFixture<Answer>(
  _ fixture: Fixture,
  _ body: (CInt, Int64) throws -> Answer
) async throws -> Answer {
  try withFile(try await MediaFixtures.shared.path(fixture), body)
}

func withFile<Answer>(_ path: String, _ body: (CInt, Int64) throws -> Answer) throws -> Answer {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FixtureError("cannot open \(path)") }
  defer { close(descriptor) }
  var facts = stat()
  fstat(descriptor, &facts)
  return try body(descriptor, Int64(facts.st_size))
}

func probe(_ fixture: Fixture, deep: Bool = false) async throws -> ProbeFacts {
  try await withFixture(fixture) { descriptor, size in
    try Prober.probe(
      descriptor: descriptor,
      size: size,
      options: ProbeOptions(deep: deep, deadlineMs: 30_000)
    )
  }
}

func failure(_ fixture: Fixture) async throws -> ProbeFailure? {
  do {
    _ = try await probe(fixture)
    return nil
  } catch let failure as ProbeFailure {
    return failure
  }
}

func verify(_ fixture: Fixture, _ depth: Verifier.Depth) async throws -> Verification {
  try await withFixture(fixture) { descriptor, size in
    try Verifier.verify(descriptor: descriptor, size: size, depth: depth, deadlineMs: 60_000)
  }
}

func decodedAudio(_ fixture: Fixture) async throws -> DecodedAudio {
  try await withFixture(fixture) { descriptor, size in
    try Verifier.decodedAudio(descriptor: descriptor, size: size, deadlineMs: 60_000)
  }
}

extension ProbeFacts {
  func warns(_ code: String) -> Bool { cutroom.warnings.contains { $0.code == code } }
}

extension Int64 {
  /// Within some milliseconds of a length in seconds.
  func isNear(_ seconds: Double, ms: Double = 30) -> Bool {
    abs(Double(self) / 1_000_000 - seconds) <= ms / 1000
  }
}

extension Int64? {
  func isNear(_ seconds: Double, ms: Double = 30) -> Bool {
    self?.isNear(seconds, ms: ms) ?? false
  }
}
