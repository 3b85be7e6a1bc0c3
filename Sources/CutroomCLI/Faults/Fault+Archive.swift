import CutroomModel
import CutroomStore
import CutroomSystem

extension Fault {
  private static let mostNamed = 10

  init(_ error: ArchiveError, project: String?) {
    let project = project ?? "ID"
    switch error {
    case .exists(let path):
      self.init(
        .usage,
        "file-exists",
        "\(path) is there already",
        path: path,
        hint: "Choose another name, or replace it: --force"
      )
    case .unfit(let damaged, let leftOut):
      let names =
        damaged.map { "\($0) is missing or damaged" } + leftOut.map { "\($0.path): \($0.reason)" }
      let shown = names.prefix(Self.mostNamed).joined(separator: "; ")
      let more = names.count > Self.mostNamed ? "; and \(names.count - Self.mostNamed) more" : ""
      self.init(
        .invalid,
        "project-damaged",
        "the project is not whole: \(shown)\(more)",
        path: damaged.first ?? leftOut.first?.path,
        hint: "`cutroom repair \(project)` and `cutroom run \(project)` mend what can be mended; "
          + "--force archives what there is, and the archive says so."
      )
    case .changed(let path):
      self.init(
        .failed,
        "file-changed",
        "\(path) changed while it was read; no archive was written",
        path: path,
        hint: "Let nothing write to the project, and type the command again."
      )
    case .refused(let archive, let entry, let reason):
      self.init(
        .unavailable,
        "archive-refused",
        "\(archive): \(entry.map { "\($0): " } ?? "")\(reason)",
        path: archive,
        hint: "Nothing was imported. What `cutroom archive` writes is what `cutroom import` reads."
      )
    case .noRoom(let archive, let needed, let free):
      self.init(
        .unavailable,
        "disk-full",
        "\(archive) needs \(Amounts.bytes(needed)) when it is unpacked, and "
          + "\(Amounts.bytes(free)) are free",
        path: archive,
        hint: "Make room (du -sh cache .cutroom shows what is large); nothing was imported."
      )
    }
  }
}
