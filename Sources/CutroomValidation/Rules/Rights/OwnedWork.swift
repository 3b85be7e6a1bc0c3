import CutroomModel

/// Something that others made and that a licence is given for.
struct OwnedWork {
  var path: ProjectPath
  var rights: Rights
  /// Whether its rights stand beside a file of the library.
  var isFromLibrary: Bool
}

extension Evidence {
  /// The pictures, clips and tracks with a licence, what cutroom drew itself left out.
  var licensedWorks: [OwnedWork] {
    let assets = documents.assets.filter { !$0.content.isCard }.map { asset in
      OwnedWork(
        path: asset.path,
        rights: asset.content.rights,
        isFromLibrary: asset.content.sources.first.map { $0.provider == "library" } ?? true
      )
    }
    let tracks = documents.tracks.map { track in
      OwnedWork(
        path: track.path,
        rights: track.content.rights,
        isFromLibrary: track.content.source.provider == "library"
      )
    }
    return (assets + tracks).filter { !$0.rights.licence.isBlank }
  }

  /// What to do about rights of which a provider says nothing.
  func writeAndAccept(_ sidecar: ProjectPath, _ what: String) -> String {
    guard let item = records.outputs[sidecar]?.item else { return "Write \(what) into it" }
    return "Write \(what) into it, then: \(item.accepting(in: project))"
  }
}
