/// One stream of a media file, with the names and habits of an entry of ffprobe's "streams".
///
/// Numbers that ffprobe prints as strings are strings; a key is absent when the fact is unknown.
package struct MediaStream: Codable, Sendable, Equatable {
  package var index: Int
  package var codecName: String?
  package var codecLongName: String?
  package var profile: String?
  package var codecType: String?
  package var codecTagString: String?
  package var codecTag: String?

  package var width: Int?
  package var height: Int?
  package var sampleAspectRatio: String?
  package var displayAspectRatio: String?
  package var pixelFormat: String?
  package var level: Int?
  package var colorRange: String?
  package var colorSpace: String?
  package var colorTransfer: String?
  package var colorPrimaries: String?
  package var chromaLocation: String?
  package var fieldOrder: String?

  package var sampleFormat: String?
  package var sampleRate: String?
  package var channels: Int?
  package var channelLayout: String?
  package var bitsPerSample: Int?

  package var id: String?
  package var realFrameRate: String
  package var averageFrameRate: String
  package var timeBase: String
  package var startPts: Int64?
  package var startTime: String?
  package var durationTs: Int64?
  package var duration: String?
  package var bitRate: String?
  package var bitsPerRawSample: String?
  package var frameCount: String?
  package var packetCount: String?
  package var disposition: [String: Int]
  package var tags: [String: String]?
  package var sideData: [StreamSideData]?

  package init(
    index: Int,
    codecType: String?,
    realFrameRate: String,
    averageFrameRate: String,
    timeBase: String,
    disposition: [String: Int]
  ) {
    self.index = index
    self.codecType = codecType
    self.realFrameRate = realFrameRate
    self.averageFrameRate = averageFrameRate
    self.timeBase = timeBase
    self.disposition = disposition
  }

  private enum CodingKeys: String, CodingKey {
    case index
    case codecName = "codec_name"
    case codecLongName = "codec_long_name"
    case profile
    case codecType = "codec_type"
    case codecTagString = "codec_tag_string"
    case codecTag = "codec_tag"
    case width
    case height
    case sampleAspectRatio = "sample_aspect_ratio"
    case displayAspectRatio = "display_aspect_ratio"
    case pixelFormat = "pix_fmt"
    case level
    case colorRange = "color_range"
    case colorSpace = "color_space"
    case colorTransfer = "color_transfer"
    case colorPrimaries = "color_primaries"
    case chromaLocation = "chroma_location"
    case fieldOrder = "field_order"
    case sampleFormat = "sample_fmt"
    case sampleRate = "sample_rate"
    case channels
    case channelLayout = "channel_layout"
    case bitsPerSample = "bits_per_sample"
    case id
    case realFrameRate = "r_frame_rate"
    case averageFrameRate = "avg_frame_rate"
    case timeBase = "time_base"
    case startPts = "start_pts"
    case startTime = "start_time"
    case durationTs = "duration_ts"
    case duration
    case bitRate = "bit_rate"
    case bitsPerRawSample = "bits_per_raw_sample"
    case frameCount = "nb_frames"
    case packetCount = "nb_read_packets"
    case disposition
    case tags
    case sideData = "side_data_list"
  }
}
