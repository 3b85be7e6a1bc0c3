extension Rights {
  /// Whether the licence asks nothing of whoever shows the work: it is in the public domain, or their
  /// own.
  package var isFree: Bool {
    let name = (licence ?? "").lowercased().filter { $0.isLetter || $0.isNumber }
    if Self.free.contains(name) || Self.freeInAnyVersion.contains(where: name.hasPrefix) {
      return true
    }
    return (licence ?? "").lowercased().contains("creativecommons.org/publicdomain/")
  }

  // Whole names: what is "owned by" somebody is anything but free.
  private static let free: Set = [
    "own", "ownwork", "ourown", "ourownwork", "pdm", "pdm10", "unlicense", "theunlicense", "0bsd",
  ]
  private static let freeInAnyVersion = ["cc0", "publicdomain"]
}

extension String? {
  /// Whether there is nothing to read.
  package var isBlank: Bool { (self ?? "").allSatisfy(\.isWhitespace) }
}
