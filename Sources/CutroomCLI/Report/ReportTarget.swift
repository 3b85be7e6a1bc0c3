import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// The file that a report becomes.
struct ReportTarget {
  /// Absolute, as it was named.
  let path: String
  private let folder: Folder
  private let name: String
  private let isGuest: Bool

  /// Refuses what a report may not be written to, before anything is checked.
  ///
  /// Throws a `Fault` for a place among a workspace's projects or its own files, where a report would
  /// be a file that nobody asked for, and for a file that is no report.
  ///
  /// `isGuest` where the project is a folder of no workspace, to which nothing is written.
  init(_ told: String, _ project: Project, isGuest: Bool = false, _ context: Context) throws {
    self.isGuest = isGuest
    path = context.absolute(told)
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    name = String(path[path.index(after: slash)...])
    guard !name.isEmpty, name != ".", name != ".." else {
      throw UsageError.other("\"\(told)\" is the name of a folder", hint: nil)
    }
    let parent = String(path[..<slash])
    folder = try Folder.open(parent.isEmpty ? "/" : parent)
    try refuseForbidden(project)
    try refuseOther()
  }

  /// Puts the page in place of an earlier report, whole and durable, or leaves that.
  func write(_ bytes: [UInt8]) throws {
    try FileWriter(folder: folder)
      .replace(name, bytes: bytes, mode: 0o666, check: refuseOther)
  }

  // MARK: - Refusals

  private func refuseForbidden(_ project: Project) throws {
    let place = try Self.realPath(folder)
    let root = project.workspace.tree.root
    let owned = ["public/projects", ".cutroom"].compactMap { try? root.folder($0) }
    for folder in [project.tree.root] + owned {
      let forbidden = try Self.realPath(folder)
      guard place == forbidden || place.hasPrefix("\(forbidden)/") else { continue }
      throw Fault(
        .usage,
        "report-inside",
        "\(path) lies in \(folder.path), "
          + (isGuest ? "to which nothing is written" : "which holds the project's own files"),
        path: path,
        hint: "Name a file elsewhere, such as \(name) in "
          + (isGuest ? "the folder above." : "the workspace's own folder.")
      )
    }
  }

  private func refuseOther() throws {
    guard let facts = try folder.facts(name) else { return }
    if facts.kind == .regular, let file = try? folder.openFile(name) {
      let length = ReportPage.beginning.utf8.count
      if try file.read(at: 0, length: length).elementsEqual(ReportPage.beginning.utf8) { return }
    }
    throw Fault(
      .usage,
      "file-exists",
      "\(path) is there already and is no report of cutroom's",
      path: path,
      hint: "Choose another name, or move that file away."
    )
  }

  /// Where an open folder really is, links followed.
  private static func realPath(_ folder: Folder) throws -> String {
    guard let text = realpath("/proc/self/fd/\(folder.raw)", nil) else {
      throw SystemError.last("realpath", path: folder.path)
    }
    defer { free(text) }
    return String(cString: text)
  }
}
