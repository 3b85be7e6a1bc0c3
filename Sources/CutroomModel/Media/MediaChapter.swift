/// A chapter of a media file, with the names and habits of an entry of ffprobe's "chapters".
package struct MediaChapter: Codable, Sendable, Equatable {
  package var id: Int64
  /// Seconds a tick of `start` and `end`, as a fraction.
  package var timeBase: String
  package var start: Int64
  package var startTime: String?
  package var end: Int64?
  package var endTime: String?
  package var tags: [String: String]?

  package init(id: Int64, timeBase: String, start: Int64, end: Int64?) {
    self.id = id
    self.timeBase = timeBase
    self.start = start
    self.end = end
  }

  private enum CodingKeys: String, CodingKey {
    case id
    case timeBase = "time_base"
    case start
    case startTime = "start_time"
    case end
    case endTime = "end_time"
    case tags
  }
}
