/// Who made something and on what terms it may be used.
package struct Rights: Codable, Hashable, Sendable {
  package var title: String?
  package var author: String?
  /// Where the author shows who that is.
  package var authorURL: String?
  package var licence: String?
  /// Where the licence's text stands.
  package var licenceURL: String?
  /// The page that it was found on, or how it came about.
  package var source: String?

  package init(
    title: String?,
    author: String?,
    authorURL: String? = nil,
    licence: String?,
    licenceURL: String? = nil,
    source: String?
  ) {
    self.title = title
    self.author = author
    self.authorURL = authorURL
    self.licence = licence
    self.licenceURL = licenceURL
    self.source = source
  }
}

/// `assets/{images,videos}/<hash>.metadata.json`: the sidecar of a picture or clip.
package struct AssetMetadata: Document, Equatable {
  package static let kind = DocumentKind.assetMetadata

  /// Where the same bytes were found.
  package struct Source: Codable, Equatable, Sendable {
    /// `library`, `card` or a provider's name.
    package var provider: String
    package var path: String

    package init(provider: String, path: String) {
      self.provider = provider
      self.path = path
    }
  }

  package var file: String
  package var sha256: Digest
  package var bytes: Int64
  package var sources: [Source]
  package var keywords: [String]
  package var rights: Rights
  package var media: MediaFacts

  package init(
    file: String,
    sha256: Digest,
    bytes: Int64,
    sources: [Source],
    keywords: [String],
    rights: Rights,
    media: MediaFacts
  ) {
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.sources = sources
    self.keywords = keywords
    self.rights = rights
    self.media = media
  }
}

/// `assets/music/<track-id>.metadata.json`: the sidecar of a piece of music.
package struct TrackMetadata: Document, Equatable {
  package static let kind = DocumentKind.trackMetadata

  package var trackId: String
  package var file: String
  package var sha256: Digest
  package var bytes: Int64
  package var source: AssetMetadata.Source
  package var rights: Rights
  package var durationUs: Int64
  /// Integrated loudness (EBU R 128) in LUFS.
  package var loudness: Double
  /// True peak in dBTP.
  package var truePeak: Double

  package init(
    trackId: String,
    file: String,
    sha256: Digest,
    bytes: Int64,
    source: AssetMetadata.Source,
    rights: Rights,
    durationUs: Int64,
    loudness: Double,
    truePeak: Double
  ) {
    self.trackId = trackId
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.source = source
    self.rights = rights
    self.durationUs = durationUs
    self.loudness = loudness
    self.truePeak = truePeak
  }
}

/// `assets/audio/<segment-id>.timestamps.json`: when each word of a take is heard.
package struct Timestamps: Document, Equatable {
  package static let kind = DocumentKind.timestamps

  /// A word as it is shown, in milliseconds of the take.
  package struct Word: Codable, Hashable, Sendable {
    package var text: String
    package var startMs: Int64
    package var endMs: Int64

    package init(text: String, startMs: Int64, endMs: Int64) {
      self.text = text
      self.startMs = startMs
      self.endMs = endMs
    }
  }

  /// Where the take came from: `espeak-ng` or `recorded`.
  package var engine: String
  package var segmentId: String
  package var file: String
  package var sha256: Digest
  /// From decoded samples.
  package var durationUs: Int64
  package var text: String
  package var words: [Word]
  /// Whether word times are measured, or spread over the take by length.
  package var areWordsEstimated: Bool

  package init(
    engine: String,
    segmentId: String,
    file: String,
    sha256: Digest,
    durationUs: Int64,
    text: String,
    words: [Word],
    areWordsEstimated: Bool
  ) {
    self.engine = engine
    self.segmentId = segmentId
    self.file = file
    self.sha256 = sha256
    self.durationUs = durationUs
    self.text = text
    self.words = words
    self.areWordsEstimated = areWordsEstimated
  }
}
