/// A work that a video shows or plays, and whom it is from.
package struct Credit: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case image, video, music
  }

  /// What somebody must still find out about a work.
  package enum Gap: String, CaseIterable, Hashable, Sendable {
    /// No sidecar says anything.
    case sidecar
    case licence, author, source
  }

  package var kind: Kind
  /// The files of the project that it is.
  package var files: [String]
  package var title: String?
  package var author: String?
  /// Where the author shows who that is.
  package var authorURL: String?
  package var licence: Licence?
  /// The page, or the words, that say where it is from.
  package var source: String?
  /// Who brought it: `library`, `web` or a provider's name; nil without a sidecar.
  package var provider: String?
  /// What is not known and must be.
  package var gaps: [Gap]

  /// A file of which no sidecar tells.
  package init(untold file: String, kind: Kind) {
    self.kind = kind
    files = [file]
    gaps = [.sidecar]
  }

  package init(_ file: String, kind: Kind, rights: Rights, provider: String?) {
    self.kind = kind
    files = [file]
    title = Self.text(rights.title)
    author = Self.text(rights.author)
    authorURL = Self.text(rights.authorURL)
    licence = Licence(rights.licence, url: Self.text(rights.licenceURL))
    source = Self.text(rights.source)
    self.provider = provider
    gaps = []
    if licence == nil {
      gaps = [.licence]
    } else if !rights.isFree {
      gaps = (author == nil ? [.author] : []) + (source == nil ? [.source] : [])
    }
  }

  /// Nil where nothing is written.
  private static func text(_ written: String?) -> String? {
    let text = (written ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.isEmpty ? nil : text
  }

  /// Whether both are of the same work, in several files.
  private func isSame(as other: Credit) -> Bool {
    var (mine, theirs) = (self, other)
    (mine.files, theirs.files) = ([], [])
    // Two files of which nothing is told are two works, as far as anybody knows.
    return mine == theirs && title ?? source != nil
  }

  /// The credits in their order, with one for each work.
  package static func grouped(_ credits: [Credit]) -> [Credit] {
    var result: [Credit] = []
    for credit in credits {
      if let place = result.firstIndex(where: { $0.isSame(as: credit) }) {
        for file in credit.files where !result[place].files.contains(file) {
          result[place].files.append(file)
        }
      } else {
        result.append(credit)
      }
    }
    return result
  }
}
