import CutroomPipeline

/// Whether ffmpeg is there and can do what a render asks of it.
struct FFmpegCheck {
  private static let encoders = ["libx264", "aac", "mjpeg"]
  private static let filters = [
    "alimiter", "amix", "ass", "blackdetect", "ebur128", "perspective", "scale",
    "sidechaincompress", "silencedetect", "xfade",
  ]
  private static let hint = "Install it: apt-get install ffmpeg"

  var checks: [DoctorCheck] {
    guard let program = try? ProgramSearch.path(of: "ffmpeg", from: "/") else {
      return [DoctorCheck("ffmpeg", .missing, "it is not installed", hint: Self.hint)]
    }
    guard let version = output(program, "-version") else {
      return [DoctorCheck("ffmpeg", .missing, "\(program) cannot be run", hint: Self.hint)]
    }
    let words = version.prefix { $0 != "\n" }.split(separator: " ")
    let found = words.count > 2 ? "\(words[2]), \(program)" : program
    return [
      DoctorCheck("ffmpeg", .ok, found),
      abilities("ffmpeg encoders", Self.encoders, listed: output(program, "-encoders")),
      abilities("ffmpeg filters", Self.filters, listed: output(program, "-filters")),
    ]
  }

  private func abilities(_ name: String, _ wanted: [String], listed: String?) -> DoctorCheck {
    let lines = (listed ?? "").split(separator: "\n")
    let names = Set(lines.compactMap { $0.split(separator: " ").dropFirst().first })
    let missing = wanted.filter { !names.contains(Substring($0)) }
    if missing.isEmpty { return DoctorCheck(name, .ok, "all \(wanted.count) that a render uses") }
    return DoctorCheck(
      name,
      .missing,
      "without \(missing.joined(separator: ", "))",
      hint: "Another build of ffmpeg is needed. Debian's has them: apt-get install ffmpeg"
    )
  }

  private func output(_ program: String, _ argument: String) -> String? {
    ShortRun.output(program, ["ffmpeg", "-hide_banner", argument])
  }
}
