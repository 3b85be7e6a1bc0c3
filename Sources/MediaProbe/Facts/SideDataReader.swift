import CFFmpeg
import CutroomModel

/// Copies the side data of a stream into values, with the members that ffprobe shows.
struct SideDataReader {
  private static let mostEntries = 8

  private let stream: UnsafeMutablePointer<AVStream>
  private let parameters: AVCodecParameters

  init(_ stream: UnsafeMutablePointer<AVStream>, _ parameters: AVCodecParameters) {
    self.stream = stream
    self.parameters = parameters
  }

  /// Nil where there is none.
  var list: [StreamSideData]? {
    let count = min(Self.mostEntries, max(0, Int(stream.pointee.nb_side_data)))
    let list = (0..<count).compactMap { place -> StreamSideData? in
      guard let entry = stream.pointee.side_data?[place], let data = entry.data else { return nil }
      let name = string(av_packet_side_data_name(entry.type)) ?? "unknown"
      let bytes = UnsafeRawBufferPointer(start: data, count: Int(entry.size))
      return StreamSideData(type: name, members: members(entry.type, bytes))
    }
    return list.isEmpty ? nil : list
  }

  // MARK: -

  private typealias Members = [String: StreamSideData.Member]

  private func members(_ type: AVPacketSideDataType, _ bytes: UnsafeRawBufferPointer) -> Members {
    switch type {
    case AV_PKT_DATA_DISPLAYMATRIX: displayMatrix(bytes)
    case AV_PKT_DATA_STEREO3D: stereo(bytes)
    case AV_PKT_DATA_SPHERICAL: spherical(bytes)
    case AV_PKT_DATA_MASTERING_DISPLAY_METADATA: mastering(bytes)
    case AV_PKT_DATA_CONTENT_LIGHT_LEVEL: lightLevel(bytes)
    case AV_PKT_DATA_DOVI_CONF: dolbyVision(bytes)
    case AV_PKT_DATA_CPB_PROPERTIES: codedPictureBuffer(bytes)
    case AV_PKT_DATA_AUDIO_SERVICE_TYPE: first(Int32.self, bytes, "service_type")
    case AV_PKT_DATA_MPEGTS_STREAM_ID: first(UInt8.self, bytes, "id")
    case AV_PKT_DATA_AFD: first(UInt8.self, bytes, "active_format")
    default: [:]
    }
  }

  private func first<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type,
    _ bytes: UnsafeRawBufferPointer,
    _ name: String
  ) -> Members {
    value(type, bytes).map { [name: .number(Int64($0))] } ?? [:]
  }

  private func value<Value: BitwiseCopyable>(
    _ type: Value.Type,
    _ bytes: UnsafeRawBufferPointer
  ) -> Value? {
    guard bytes.count >= MemoryLayout<Value>.size else { return nil }
    return bytes.loadUnaligned(as: type)
  }

  private func displayMatrix(_ bytes: UnsafeRawBufferPointer) -> Members {
    guard bytes.count >= 36 else { return [:] }
    let matrix = (0..<9).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Int32.self) }
    let rows = (0..<3).map { row -> String in
      let cells = matrix[(row * 3)..<(row * 3 + 3)].map { rightAligned($0) }
      return "0000000\(row): \(cells.joined())\n"
    }
    let angle = av_display_rotation_get(matrix)
    let degrees = angle.isFinite ? Int64(angle) : 0
    return ["displaymatrix": .text("\n" + rows.joined()), "rotation": .number(degrees)]
  }

  private func rightAligned(_ value: Int32) -> String {
    let digits = String(value)
    return String(repeating: " ", count: max(1, 12 - digits.count)) + digits
  }

  private func stereo(_ bytes: UnsafeRawBufferPointer) -> Members {
    guard let stereo = value(AVStereo3D.self, bytes) else { return [:] }
    return [
      "type": text(av_stereo3d_type_name(stereo.type.rawValue)),
      "inverted": .number(stereo.flags & AV_STEREO3D_FLAG_INVERT == 0 ? 0 : 1),
    ]
  }

  private func spherical(_ bytes: UnsafeRawBufferPointer) -> Members {
    guard let mapping = value(AVSphericalMapping.self, bytes) else { return [:] }
    var members: Members = [
      "projection": text(av_spherical_projection_name(mapping.projection)),
      "yaw": .number(Int64(mapping.yaw) / 65536),
      "pitch": .number(Int64(mapping.pitch) / 65536),
      "roll": .number(Int64(mapping.roll) / 65536),
    ]
    switch mapping.projection {
    case AV_SPHERICAL_CUBEMAP: members["padding"] = .number(Int64(mapping.padding))
    case AV_SPHERICAL_EQUIRECTANGULAR_TILE:
      var mapping = mapping
      var (left, top, right, bottom) = (0, 0, 0, 0)
      let (width, height) = (Int(parameters.width), Int(parameters.height))
      av_spherical_tile_bounds(&mapping, width, height, &left, &top, &right, &bottom)
      members["bound_left"] = .number(Int64(left))
      members["bound_top"] = .number(Int64(top))
      members["bound_right"] = .number(Int64(right))
      members["bound_bottom"] = .number(Int64(bottom))
    default: break
    }
    return members
  }

  private func mastering(_ bytes: UnsafeRawBufferPointer) -> Members {
    guard let display = value(AVMasteringDisplayMetadata.self, bytes) else { return [:] }
    var members: Members = [:]
    if display.has_primaries != 0 {
      let (red, green, blue) = display.display_primaries
      members["red_x"] = .text(fraction(red.0))
      members["red_y"] = .text(fraction(red.1))
      members["green_x"] = .text(fraction(green.0))
      members["green_y"] = .text(fraction(green.1))
      members["blue_x"] = .text(fraction(blue.0))
      members["blue_y"] = .text(fraction(blue.1))
      members["white_point_x"] = .text(fraction(display.white_point.0))
      members["white_point_y"] = .text(fraction(display.white_point.1))
    }
    if display.has_luminance != 0 {
      members["min_luminance"] = .text(fraction(display.min_luminance))
      members["max_luminance"] = .text(fraction(display.max_luminance))
    }
    return members
  }

  private func lightLevel(_ bytes: UnsafeRawBufferPointer) -> Members {
    guard let level = value(AVContentLightMetadata.self, bytes) else { return [:] }
    return [
      "max_content": .number(Int64(level.MaxCLL)), "max_average": .number(Int64(level.MaxFALL)),
    ]
  }

  private func dolbyVision(_ bytes: UnsafeRawBufferPointer) -> Members {
    guard let record = value(AVDOVIDecoderConfigurationRecord.self, bytes) else { return [:] }
    let members: [(String, UInt8)] = [
      ("dv_version_major", record.dv_version_major), ("dv_version_minor", record.dv_version_minor),
      ("dv_profile", record.dv_profile), ("dv_level", record.dv_level),
      ("rpu_present_flag", record.rpu_present_flag), ("el_present_flag", record.el_present_flag),
      ("bl_present_flag", record.bl_present_flag),
      ("dv_bl_signal_compatibility_id", record.dv_bl_signal_compatibility_id),
    ]
    return Dictionary(uniqueKeysWithValues: members.map { ($0, .number(Int64($1))) })
  }

  private func codedPictureBuffer(_ bytes: UnsafeRawBufferPointer) -> Members {
    guard let buffer = value(AVCPBProperties.self, bytes) else { return [:] }
    return [
      "max_bitrate": .number(buffer.max_bitrate), "min_bitrate": .number(buffer.min_bitrate),
      "avg_bitrate": .number(buffer.avg_bitrate), "buffer_size": .number(buffer.buffer_size),
      "vbv_delay": .number(Int64(bitPattern: buffer.vbv_delay)),
    ]
  }

  private func text(_ name: UnsafePointer<CChar>?) -> StreamSideData.Member {
    .text(string(name) ?? "unknown")
  }
}
