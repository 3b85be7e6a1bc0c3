import CutroomModel

/// Something that others made and that a licence is given for.
struct OwnedWork {
  var path: ProjectPath
  var rights: Rights
}

extension Evidence {
  /// The pictures, clips and tracks with a licence, what cutroom drew itself left out.
  var licensedWorks: [OwnedWork] {
    let assets = documents.assets.filter { !$0.content.isCard }
      .map { OwnedWork(path: $0.path, rights: $0.content.rights) }
    let tracks = documents.tracks.map { OwnedWork(path: $0.path, rights: $0.content.rights) }
    return (assets + tracks).filter { !$0.rights.licence.isBlank }
  }
}

extension Rights {
  /// Whether the licence asks nothing of whoever shows the work: it is in the public domain, or their
  /// own.
  var isFree: Bool {
    let name = (licence ?? "").lowercased().filter { $0.isLetter || $0.isNumber }
    return Self.free.contains(name) || Self.freeInAnyVersion.contains { name.hasPrefix($0) }
  }

  // Whole names: what is "owned by" somebody is anything but free.
  private static let free: Set = [
    "own", "ownwork", "ourown", "ourownwork", "pdm", "pdm10", "unlicense", "theunlicense", "0bsd",
  ]
  private static let freeInAnyVersion = ["cc0", "publicdomain"]
}

extension String? {
  /// Whether there is nothing to read.
  var isBlank: Bool { (self ?? "").allSatisfy(\.isWhitespace) }
}
