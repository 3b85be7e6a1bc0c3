import CutroomModel
import CutroomSystem

/// One walk over the folders that a pattern may match in.
struct TreeListing {
  private struct Visit: Hashable {
    let place: String
    let partsLeft: Int
  }

  /// Opens a folder by its path (empty: the root); nil where there is none.
  private let open: (String) throws(SystemError) -> Folder?
  private(set) var found: [ProjectPath] = []
  private var visits: Set<Visit> = []

  init(_ open: @escaping (String) throws(SystemError) -> Folder?) { self.open = open }

  /// The folders that were looked into, or would have been were they there.
  var places: Set<String> { Set(visits.map(\.place)) }

  mutating func collect(_ place: String, _ parts: ArraySlice<String>) throws(SystemError) {
    // Several `**` lead to the same folder in many ways; one of them is enough.
    guard let part = parts.first,
      visits.insert(Visit(place: place, partsLeft: parts.count)).inserted,
      let folder = try open(place)
    else { return }
    let rest = parts.dropFirst()
    let isDeep = part == "**"
    if isDeep, !rest.isEmpty { try collect(place, rest) }
    let prefix = place.isEmpty ? "" : place + "/"
    let matcher = NameMatcher(isDeep ? "*" : part)
    for entry in try folder.entries() where matcher.matches(entry.name) {
      let kind = if let kind = entry.kind { kind } else { try folder.facts(entry.name)?.kind }
      if rest.isEmpty, kind == .regular, let path = ProjectPath(prefix + entry.name),
        !path.isLeftover
      {
        found.append(path)
      }
      if !rest.isEmpty || isDeep, kind == .directory {
        try collect(prefix + entry.name, isDeep ? parts : rest)
      }
    }
  }
}
