import CutroomModel

/// The `pipeline.json` of a new workspace: every built-in stage, nothing that needs a network.
enum DefaultPipeline {
  static let value: JSONValue = [
    "kind": "pipeline",
    "version": "1.0",
    "settings": settings,
    "stages": .array(stages),
  ]

  private static let settings: JSONValue = [
    "video": ["width": 1920, "height": 1080, "fps": ["num": 30, "den": 1]],
    "backups": ["keep": 3, "days": 7],
    "cache": ["maxSizeGB": 10, "mediaDays": 30, "ttsDays": 90],
    "pools": ["cpu": 2, "net": 4],
  ]

  private static let stages: [JSONValue] = [
    stage("discover", with: ["feeds": ["feeds/*"], "limit": 50]),
    stage("select", with: ["mode": "auto", "count": 1]),
    stage("refine"),
    stage("script"),
    stage("tags"),
    stage("media", with: ["providers": ["library"]]),
    stage("narration", with: ["voice": "en-us", "wordsPerMinute": 160]),
    stage("music"),
    stage("timeline"),
    stage("validate"),
    stage("render"),
  ]

  private static func stage(_ name: String, with parameters: JSONValue? = nil) -> JSONValue {
    var stage: JSONValue = ["id": .string(name), "uses": .string(name)]
    stage["with"] = parameters
    return stage
  }
}
