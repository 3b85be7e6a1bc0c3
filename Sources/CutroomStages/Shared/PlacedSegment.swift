import CutroomModel
import CutroomPipeline

/// A script with the path that it stands at.
struct PlacedScript {
  let path: ProjectPath
  let script: Script

  /// English where the script's is one that cutroom cannot take apart.
  var language: TextLanguage { TextLanguage(tag: script.language) ?? .english }

  /// What an item depends on that follows the language of the script.
  var languageInput: ItemInput {
    .value(name: "\(path)#/language", .string(script.language), from: path)
  }
}

/// A segment with the script that it belongs to.
struct PlacedSegment {
  let script: PlacedScript
  let segment: Script.Segment

  var id: String { segment.id }

  var textInput: ItemInput { input("text", .string(segment.text)) }
  var roleInput: ItemInput { input("role", .string(segment.role.rawValue)) }

  /// Named by the segment's id, never by its place in the list: that moves when others come and go.
  private func input(_ member: String, _ value: JSONValue) -> ItemInput {
    .value(name: "\(script.path)#/segments/\(id)/\(member)", value, from: script.path)
  }
}

extension StageScope {
  /// The ids of the chosen topics, in the order of the video.
  func selectedTopics() throws -> [String] {
    try need(SelectedTopics.self, at: Places.selected).topics.map(\.id)
  }

  /// The scripts of the chosen topics, in the order of the video.
  func scripts() throws -> [PlacedScript] {
    try selectedTopics().map { topic in
      let path = try Places.script(topic)
      return PlacedScript(path: path, script: try need(Script.self, at: path))
    }
  }

  /// The segments of the video, in its order.
  ///
  /// Throws `ItemFault` for an id that cannot name a file, or that stands twice.
  func segments() throws -> [PlacedSegment] {
    var seen: Set<String> = []
    var segments: [PlacedSegment] = []
    for script in try scripts() {
      for segment in script.script.segments {
        guard SegmentID.isValid(segment.id) else {
          throw ItemFault(
            "bad-segment-id",
            "\(script.path): \"\(segment.id)\" is no segment id, such as dunes-01"
          )
        }
        guard seen.insert(segment.id).inserted else {
          throw ItemFault("bad-segment-id", "\(script.path): \"\(segment.id)\" stands twice")
        }
        segments.append(PlacedSegment(script: script, segment: segment))
      }
    }
    return segments
  }

  /// A segment that an item is about.
  func segment(_ id: String) throws -> PlacedSegment {
    guard let segment = try segments().first(where: { $0.id == id }) else {
      throw ItemFault("segment-gone", "no script has the segment \"\(id)\" any more")
    }
    return segment
  }
}

/// The grammar of segment ids: `<topic-id>-<nn>`.
enum SegmentID {
  // The hyphen also keeps them apart from the items that assemble.
  static func isValid(_ text: String) -> Bool {
    (1...96).contains(text.utf8.count) && text.utf8.dropFirst().contains(0x2D)
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F || $0 == 0x2D
      }
  }
}
