import CutroomStore

extension Fault {
  init(_ error: CacheError) {
    switch error {
    case .tooManyProcesses(let path, _):
      self.init(
        .busy,
        "cache-busy",
        "\(error)",
        path: path,
        hint: "Wait until one of them ends, then type the command again."
      )
    case .unknown:
      self.init(
        .usage,
        "unknown-key",
        "\(error)",
        hint: "It may be gone meanwhile; `cutroom cache list` shows what is there."
      )
    case .changed(let path):
      self.init(
        .failed,
        "file-changed",
        "\(error)",
        path: path,
        hint: "Let nothing write to it, and try again."
      )
    case .unfit, .unexpected: self.init(.failed, "unfit-entry", "\(error)")
    }
  }
}
