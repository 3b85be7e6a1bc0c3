/// Why a file has no probe answer: an open code to branch on, and words that name the real cause.
package struct ProbeFailure: Error, Codable, Sendable, Hashable {
  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// An open set: new codes break nobody.
  package struct Code: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let empty = Code(rawValue: "empty-file")
    package static let html = Code(rawValue: "html-page")
    package static let json = Code(rawValue: "json-text")
    package static let playlist = Code(rawValue: "playlist-text")
    package static let text = Code(rawValue: "text-file")
    package static let truncated = Code(rawValue: "truncated")
    package static let notMedia = Code(rawValue: "not-media")
    package static let damaged = Code(rawValue: "damaged")
    package static let formatNotAllowed = Code(rawValue: "format-not-allowed")
    package static let unsupported = Code(rawValue: "unsupported")
    package static let noStreams = Code(rawValue: "no-media-stream")
    package static let timedOut = Code(rawValue: "timed-out")
    package static let unreadable = Code(rawValue: "unreadable")
    package static let outOfMemory = Code(rawValue: "out-of-memory")
    package static let undecodable = Code(rawValue: "undecodable")
    package static let noAudio = Code(rawValue: "no-audio")
    package static let noMatch = Code(rawValue: "no-match")
    package static let noMediaFile = Code(rawValue: "no-media-file")
  }
}

extension ProbeFailure: CustomStringConvertible {
  package var description: String { "\(code.rawValue): \(message)" }
}
