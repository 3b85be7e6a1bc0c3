import CutroomSystem
import Testing

@Suite struct ProbeAgreementTests {
  /// bench/probe/agree without this limit compares several hundred files.
  private static let every = 12

  @Test func `answers agree with ffprobe on files of many kinds`() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let outcome = try BuiltProgram.run(
      "\(root)/bench/probe/agree",
      ["--every", "\(Self.every)", "--cutroom", "\(BuiltProgram.folder)/cutroom"],
      in: "/",
      environment: ["PATH=\(ThisProcess.environment("PATH") ?? "/usr/bin")"]
    )
    #expect(outcome.error == "")
    #expect(outcome.status == .exited(0), "\(outcome.output)")
    let summary = outcome.output.split(separator: "\n").last ?? ""
    let files = try #require(summary.split(separator: " ").first.flatMap { Int($0) })
    #expect(files >= 30, "\(outcome.output)")
  }
}
