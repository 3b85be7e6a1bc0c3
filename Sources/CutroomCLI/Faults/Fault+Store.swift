import CutroomModel
import CutroomStore
import CutroomSystem

extension Fault {
  /// `project` is the one that the command is about, for the commands that mend it.
  init(_ error: StoreError, project: String?) {
    let project = project ?? "ID"
    switch error {
    case .notAWorkspace(let path):
      self.init(
        .usage,
        "not-a-workspace",
        "\(path) is no workspace: it has no pipeline.json",
        path: path,
        hint: "`cutroom init \(path)` makes one."
      )
    case .workspaceNotFound(let start):
      self.init(
        .usage,
        "workspace-not-found",
        "neither \(start) nor a folder above it is a workspace",
        path: start,
        hint: "Go into one, name one with --workspace DIR, or make one: cutroom init"
      )
    case .unknownProject(let id, let known): self.init(unknownProject: id, known: known)
    case .projectExists(let id):
      self.init(
        .usage,
        "project-exists",
        "there is a project \(id) already",
        hint: "Choose another id, or look at it: cutroom show \(id)"
      )
    case .malformed(let path, let json): self.init(malformed: path, json, project)
    case .invalid(let path, let reason):
      self.init(
        Self.isPipeline(path) ? .usage : .unavailable,
        "invalid-document",
        "\(path): \(reason)",
        path: path,
        hint: Self.kind(of: path).map { "`cutroom schema \($0)` prints what belongs there." }
      )
    case .newer(let path, let version, let supported):
      self.init(
        .newer,
        "newer-version",
        "\(path) is of format version \(version); this cutroom knows \(supported)",
        path: path,
        hint: Self.isPipeline(path)
          ? "Nothing was changed. Update cutroom."
          : "Nothing was changed. Update cutroom, or bring an earlier version back: "
            + "cutroom backup list \(project)"
      )
    case .lockBusy(let holder): self.init(lockHolder: holder)
    case .split(let path):
      self.init(
        .unavailable,
        "different-file-systems",
        "\(path) and the workspace's .cutroom are on different file systems",
        path: path,
        hint: "Keep the whole workspace on one file system: files are renamed into place."
      )
    case .onNetwork(let path, let fileSystem):
      self.init(
        .unavailable,
        "network-file-system",
        "\(path) is on \(fileSystem), where locks may not keep other machines out; a workspace is "
          + "not written to there",
        path: path,
        hint: "Move the workspace to a disk of this machine. Where nothing but this command ever "
          + "writes to it, say so: CUTROOM_SINGLE_WRITER=1"
      )
    case .changed(let path):
      self.init(
        .unavailable,
        "changed-meanwhile",
        "\(path) was changed by another program while cutroom worked on it",
        path: path,
        hint: "Nothing was written. Look at it, then type the command again."
      )
    case .noRoom(let path, let needed, let free):
      self.init(
        .unavailable,
        "disk-full",
        "\(path): the disk is too full: \(Amounts.bytes(needed)) are needed and "
          + "\(Amounts.bytes(free)) are free",
        path: path,
        hint: "Nothing was changed. Make room, then type the command again."
      )
    case .wouldLose(let path, let version, let reason):
      self.init(
        .unavailable,
        "would-lose",
        "\(path) cannot be written as format version \(version): \(reason)",
        path: path,
        hint:
          "Nothing was changed. Take that out of the document if the older program must read it."
      )
    case .lost(let path, let reason):
      self.init(
        .beyondRepair,
        "lost",
        "\(path) cannot be brought back: \(reason)",
        path: path,
        hint: "Bring the file back from a copy of your own, or make it again: "
          + "cutroom run \(project)"
      )
    case .unwritable(let operation, let error, let isDurable):
      self.init(unwritable: operation, error, isDurable)
    case .system(let error): self.init(error)
    }
  }

  private init(unknownProject id: String, known: [String]) {
    let near = NearNames.of(id, among: known)
    var hint = "`cutroom list` shows them all."
    if known.isEmpty { hint = "There is none yet; make one: cutroom new \"TITLE\"" }
    if !near.isEmpty { hint = "Did you mean \(near.joined(separator: ", "))? \(hint)" }
    self.init(.usage, "unknown-project", "there is no project \"\(id)\"", hint: hint)
  }

  private init(malformed path: String, _ error: JSONError, _ project: String) {
    self.init(
      Self.isPipeline(path) ? .usage : .unavailable,
      "malformed-json",
      "\(path):\(error.line):\(error.column): \(error.reason)",
      path: path,
      hint: "Line \(error.line), column \(error.column). Mend it there, or bring an earlier "
        + "version back: cutroom backup list \(project)"
    )
    if Self.isPipeline(path) { hint = "Line \(error.line), column \(error.column). Mend it there." }
  }

  private init(lockHolder holder: LockHolder?) {
    var message = "another process works on the project"
    if let holder {
      message +=
        ": process \(holder.pid) on \(holder.host) (cutroom \(holder.command)) since "
        + holder.since
    }
    self.init(
      .busy,
      "lock-busy",
      message,
      hint: "Wait for it, or end that process; what it has finished is kept."
    )
  }

  private init(unwritable operation: String, _ error: SystemError, _ durable: StoreError.Durability)
  {
    self.init(error)
    switch durable {
    case .no: message += "; the old version is still there"
    case .unknown: message += "; whether the new version survives a power cut is not known"
    }
  }

  private static func isPipeline(_ path: String) -> Bool {
    path == "pipeline.json" || path.hasSuffix("/pipeline.json")
  }
}

extension Fault {
  /// The kind of document that belongs at a path, which may be absolute.
  private static func kind(of path: String) -> String? {
    let parts = path.split(separator: "/")
    return (1...3).lazy.compactMap { count in
      ProjectPath(parts.suffix(count).joined(separator: "/")).flatMap { DocumentKind(path: $0) }
    }.first?.rawValue
  }
}
