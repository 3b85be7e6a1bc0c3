package import CutroomModel
import CutroomPipeline
package import CutroomSystem

/// Asks fontconfig what the installed fonts can draw.
package enum InstalledFonts {
  /// What all fonts together cover; nil where `fc-list` is not installed or fails.
  package static func coverage(
    environment: [String],
    folder: Folder,
    cancellation: Cancellation,
    killSwitch: Cancellation
  ) -> FontCoverage? {
    guard let program = try? ProgramSearch.path(of: "fc-list", from: "/") else { return nil }
    var output: [UInt8] = []
    let child = ChildRun(
      program: program,
      arguments: ["fc-list", "--format", "%{charset}\n"],
      environment: environment,
      folder: folder,
      timeoutMilliseconds: 30_000,
      cancellation: cancellation,
      killSwitch: killSwitch
    )
    let end = try? child.run { if output.count < 16 << 20 { output += $0 } }
    guard end == .exited(0) else { return nil }
    return FontCoverage(fontconfig: String(decoding: output, as: UTF8.self))
  }
}
