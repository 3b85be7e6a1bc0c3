import CutroomModel

/// Which files of the library show the same thing: a picture and a clip made from it, two pictures
/// of one flower.
///
/// Two are of one subject where two fifths of the words of the one that has fewer are said of the other
/// too. Words are those of the keywords; of title and name for a file without keywords.
struct SubjectKinship {
  private var kinships: [Digest: Set<Digest>] = [:]

  init(_ terms: [Digest: LibraryTerms]) {
    let words = terms.mapValues { $0.keywords.isEmpty ? $0.names : Set($0.keywords.joined()) }
      .filter { !$0.value.isEmpty }.sorted { $0.key.description < $1.key.description }
    for (place, one) in words.enumerated() {
      for other in words[(place + 1)...] {
        let shared = one.value.intersection(other.value).count
        guard shared * 5 >= 2 * min(one.value.count, other.value.count) else { continue }
        kinships[one.key, default: []].insert(other.key)
        kinships[other.key, default: []].insert(one.key)
      }
    }
  }

  /// The other files of its subject.
  func kin(of file: Digest) -> Set<Digest> { kinships[file] ?? [] }

  /// Whether one of the files is this one or shows what it shows.
  func isAny(of files: Set<Digest>, like file: Digest) -> Bool {
    files.contains(file) || !kin(of: file).isDisjoint(with: files)
  }
}
