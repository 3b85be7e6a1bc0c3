import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import Glibc

/// Fonts, kernel, room on the disk, and what is nice to have.
struct MachineChecks {
  private static let roomForAVideo: Int64 = 2_000_000_000
  private let context: Context

  init(_ context: Context) { self.context = context }

  var checks: [DoctorCheck] { [fonts, python, kernel, room] }

  private var fonts: DoctorCheck {
    guard let program = try? ProgramSearch.path(of: "fc-list", from: "/"),
      let list = ShortRun.output(program, ["fc-list", ":lang=en", "--format", "%{family}\n"])
    else {
      return DoctorCheck(
        "fonts",
        .warning,
        "fc-list is not installed, so nobody knows",
        hint: "Install it: apt-get install fontconfig fonts-dejavu-core"
      )
    }
    let families = Set(list.split(separator: "\n")).count
    guard families > 0 else {
      return DoctorCheck(
        "fonts",
        .missing,
        "none that can draw Latin letters",
        hint: "Install some: apt-get install fonts-dejavu-core"
      )
    }
    return DoctorCheck("fonts", .ok, "\(families) families with Latin letters")
  }

  private var python: DoctorCheck {
    if let path = try? ProgramSearch.path(of: "python3", from: "/") {
      return DoctorCheck("python3", .ok, path)
    }
    return DoctorCheck(
      "python3",
      .warning,
      "it is not installed; only stages written in it need it",
      hint: "Install it: apt-get install python3"
    )
  }

  private var kernel: DoctorCheck {
    var name = utsname()
    guard uname(&name) == 0 else { return DoctorCheck("kernel", .warning, "unknown") }
    let release = withUnsafeBytes(of: &name.release) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    // openat2 came with Linux 5.6; without it no path can be opened safely.
    guard let folder = try? Folder.open("/"), (try? folder.folder("proc")) != nil else {
      return DoctorCheck(
        "kernel",
        .missing,
        "\(release) has no openat2",
        hint: "Linux 5.6 or later is needed."
      )
    }
    return DoctorCheck("kernel", .ok, "Linux \(release)")
  }

  private var room: DoctorCheck {
    let place = (try? context.workspace().path) ?? context.currentFolder
    guard let free = try? Folder.open(place).freeBytes() else {
      return DoctorCheck("disk", .warning, "nobody knows how much is free at \(place)")
    }
    let words = "\(Amounts.bytes(free)) free at \(place)"
    if free >= Self.roomForAVideo { return DoctorCheck("disk", .ok, words) }
    return DoctorCheck(
      "disk",
      .warning,
      words,
      hint: "A video of some minutes wants about 2 GB while it is made."
    )
  }
}
