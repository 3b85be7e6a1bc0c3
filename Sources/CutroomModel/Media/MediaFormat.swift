/// The container of a media file, with the names and habits of ffprobe's "format" section.
///
/// Numbers that ffprobe prints as strings are strings; a key is absent when the fact is unknown.
package struct MediaFormat: Codable, Sendable, Equatable {
  package var filename: String?
  package var streamCount: Int
  package var programCount: Int
  package var formatName: String
  package var formatLongName: String?
  package var startTime: String?
  package var duration: String?
  package var size: String
  package var bitRate: String?
  package var probeScore: Int
  package var tags: [String: String]?

  package init(
    streamCount: Int,
    programCount: Int = 0,
    formatName: String,
    formatLongName: String? = nil,
    size: Int64,
    probeScore: Int
  ) {
    self.streamCount = streamCount
    self.programCount = programCount
    self.formatName = formatName
    self.formatLongName = formatLongName
    self.size = String(size)
    self.probeScore = probeScore
  }

  private enum CodingKeys: String, CodingKey {
    case filename
    case streamCount = "nb_streams"
    case programCount = "nb_programs"
    case formatName = "format_name"
    case formatLongName = "format_long_name"
    case startTime = "start_time"
    case duration
    case size
    case bitRate = "bit_rate"
    case probeScore = "probe_score"
    case tags
  }
}
