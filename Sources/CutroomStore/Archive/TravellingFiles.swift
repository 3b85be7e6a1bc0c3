import CutroomModel

extension ProjectPath {
  /// Whether a file at this path goes into archives and comes out of them.
  ///
  /// Of the project's `.cutroom` only what is the record of its work does: memories could lie about
  /// files in another place, and a lock means nothing there.
  var travels: Bool {
    let parts = description.split(separator: "/").map(String.init)
    guard !parts.contains(where: FileWriter.isTemporary) else { return false }
    guard parts.first == ".cutroom" else { return true }
    return switch (parts.count, parts[safe: 1]) {
    case (2, let name?):
      name == Journal.name || name.hasPrefix("\(Journal.name).backup.")
        || name.hasPrefix("journal.corrupt-")
    case (3, "objects"): Digest(parts[2]) != nil
    case (3..., "results"): true
    default: false
    }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
