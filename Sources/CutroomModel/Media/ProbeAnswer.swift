/// The facts of a file that could be probed.
package struct ProbeFacts: Codable, Sendable, Equatable {
  package var format: MediaFormat
  package var streams: [MediaStream]
  package var cutroom: MediaFacts

  package init(format: MediaFormat, streams: [MediaStream], cutroom: MediaFacts) {
    self.format = format
    self.streams = streams
    self.cutroom = cutroom
  }
}

/// One entry of a probe's "files": the path as asked for, and facts or the reason for none.
package struct ProbeAnswer: Sendable, Equatable {
  package var path: String
  package var result: Result<ProbeFacts, ProbeFailure>
  /// The pictures that were made of the file; nil where none were asked for.
  package var pictures: [String]?

  package init(path: String, result: Result<ProbeFacts, ProbeFailure>) {
    self.path = path
    self.result = result
  }
}

extension ProbeAnswer: Codable {
  private enum CodingKeys: String, CodingKey {
    case path
    case error
    case format
    case streams
    case cutroom
    case pictures
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    path = try values.decode(String.self, forKey: .path)
    pictures = try values.decodeIfPresent([String].self, forKey: .pictures)
    if let failure = try values.decodeIfPresent(ProbeFailure.self, forKey: .error) {
      result = .failure(failure)
    } else {
      result = .success(try ProbeFacts(from: decoder))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(path, forKey: .path)
    try values.encodeIfPresent(pictures, forKey: .pictures)
    switch result {
    case .failure(let failure): try values.encode(failure, forKey: .error)
    case .success(var facts):
      facts.format.filename = facts.format.filename ?? path
      try values.encode(facts.format, forKey: .format)
      try values.encode(facts.streams, forKey: .streams)
      try values.encode(facts.cutroom, forKey: .cutroom)
    }
  }
}
