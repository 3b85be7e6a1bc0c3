import CutroomModel
import CutroomStore
import CutroomValidation
import MediaFixtures

extension SeededFault {
  static let documents: [SeededFault] = [
    SeededFault("document-missing", at: "scripts/dunes.json")
      .spoiled { try $0.remove("scripts/dunes.json") },
    SeededFault("document-missing", at: "metadata.json", "metadata")
      .spoiled { try $0.remove("metadata.json") },
    SeededFault("document-missing", at: "topics/refined.json", "recorded")
      .spoiled {
        try $0.record(["topics/refined.json"], stage: "refine")
        try $0.remove("topics/refined.json")
      },
    SeededFault("document-missing", at: "scripts/tags.json", "its stage ran")
      .spoiled {
        try $0.record(["scripts/dunes.json"], stage: "tags")
        try $0.remove("scripts/tags.json")
      },
    SeededFault("document-malformed", at: "timeline.json")
      .spoiled { try $0.put("timeline.json", text: "{\n  \"version\": }") },
    SeededFault("schema-newer", at: "scripts/tags.json")
      .spoiled { try $0.change("scripts/tags.json") { $0["version"] = "9.0" } },
    SeededFault("document-invalid", at: "scripts/tags.json")
      .spoiled { try $0.change("scripts/tags.json") { $0["segments"] = 5 } },
    SeededFault("document-invalid", at: "topics/refined.json", "another kind")
      .spoiled { try $0.change("topics/refined.json") { $0["kind"] = "tags" } },
    SeededFault("document-modified", at: "topics/selected.json")
      .spoiled {
        try $0.record(["topics/selected.json"], stage: "select")
        try $0.change("topics/selected.json") { $0["mode"] = "ask" }
      },
    SeededFault("document-rewritten", at: "topics/selected.json")
      .spoiled {
        try $0.record(["topics/selected.json"], stage: "select")
        let value = try JSONReader.read($0.bytes("topics/selected.json"))
        try $0.put("topics/selected.json", JSONWriter.canonical(value))
      },
    SeededFault("project-id-mismatch", at: "metadata.json")
      .spoiled {
        try $0.change("metadata.json") { $0["projectId"] = "stony" }
        try $0.record(["metadata.json"], stage: "kept")
      },
    SeededFault("id-duplicate", at: "topics/selected.json")
      .planned { $0.selected.topics.append(.init(id: "dunes", title: "Dunes again")) },
    SeededFault("id-malformed", at: "topics/selected.json")
      .planned { $0.selected.topics.append(.init(id: "tags", title: "Tags")) },
  ]

  static let files: [SeededFault] = [
    SeededFault("output-missing", at: "assets/proxies/small.bin")
      .spoiled {
        try $0.put("assets/proxies/small.bin", text: "small")
        try $0.record(["assets/proxies/small.bin"], stage: "proxies")
        try $0.remove("assets/proxies/small.bin")
      },
    SeededFault("asset-damaged", at: "assets/proxies/small.bin")
      .spoiled {
        try $0.put("assets/proxies/small.bin", text: "small")
        try $0.record(["assets/proxies/small.bin"], stage: "proxies")
        try $0.put("assets/proxies/small.bin", text: "other")
      },
    SeededFault("control-damaged", at: ".cutroom/objects/", "a kept copy")
      .spoiled { try $0.put(".cutroom/objects/\(Digest.zero)", text: "not zero") },
    SeededFault("control-damaged", at: ".cutroom/index", "the index")
      .spoiled { try $0.put(".cutroom/index", text: "cutroom index 4\nnot at all") },
    SeededFault("control-damaged", at: ".cutroom/survey", "the survey")
      .spoiled { try $0.put(".cutroom/survey", text: "cutroom survey 2\nnot at all") },
    SeededFault("control-damaged", at: ".cutroom/journal.jsonl", "the journal")
      .spoiled {
        try $0.record(["topics/selected.json"], stage: "select")
        var bytes = try $0.bytes(".cutroom/journal.jsonl")
        bytes[bytes.count / 2] ^= 1
        try $0.put(".cutroom/journal.jsonl", bytes)
      },
    SeededFault("file-unreadable", at: "scripts/tags.json")
      .altered { evidence in
        guard let path = ProjectPath("scripts/tags.json") else { return }
        evidence.files[path]?.failure = "Input/output error"
      },
    SeededFault("hash-mismatch", at: "assets/images/")
      .planned { $0.imageSidecar.sha256 = .zero },
    SeededFault("hash-mismatch", at: "assets/images/\(Digest.zero).jpg", "name")
      .spoiled { project in
        let name = "assets/images/\(Digest.zero)"
        try project.change("timeline.json") { timeline in
          let visuals = (timeline["visuals"]?.array ?? []).map { visual in
            var visual = visual
            if visual["kind"]?.string == "image" { visual["file"] = .string("\(name).jpg") }
            return visual
          }
          timeline["visuals"] = .array(visuals)
        }
        let images = try requireFiles(project, "assets/images")
        for path in images {
          let suffix = path.isJSON ? "metadata.json" : "jpg"
          try project.put("\(name).\(suffix)", project.bytes(path.description))
          try project.remove(path.description)
        }
        try project.change("\(name).metadata.json") { $0["file"] = .string("\(name).jpg") }
      },
    SeededFault("sidecar-missing", at: "assets/videos/")
      .spoiled { project in
        for path in try requireFiles(project, "assets/videos") where path.isJSON {
          try project.remove(path.description)
        }
      },
    SeededFault("orphan-file", at: "assets/images/stray.jpg")
      .spoiled { project in
        let images = try requireFiles(project, "assets/images")
        for path in images where !path.isJSON {
          try project.put("assets/images/stray.jpg", project.bytes(path.description))
        }
      },
    SeededFault("orphan-file", at: "scripts/storms.json", "script")
      .spoiled { project in
        try project.put("scripts/storms.json", project.bytes("scripts/dunes.json"))
        try project.change("scripts/storms.json") { $0["topicId"] = "storms" }
      },
    SeededFault("unsafe-path", at: "assets/link.jpg")
      .spoiled { try $0.link("assets/link.jpg", to: "/etc/passwd") },
    SeededFault("unsafe-path", at: "timeline.json#/music/file", "absolute")
      .planned { $0.timeline.music?.file = "/etc/passwd" }
      .spoiled {
        try $0.remove("assets/music/breeze.mp3")
        try $0.remove("assets/music/breeze.metadata.json")
      },
    SeededFault("unsafe-path", at: "assets/audio/dunes-01.timestamps.json#/file", "climbing")
      .planned { $0.takes[0].file = "../other/dunes-01.mp3" },
    SeededFault("disk-space", at: "renders").altered { $0.freeBytes = 1000 },
    SeededFault("disk-space", at: "renders", "a very long video")
      .planned { small in
        let frames: Int64 = 1 << 50
        small.timeline.durationInFrames = frames
        small.timeline.visuals[2].endFrame = frames
      },
  ]
}

/// The files of a folder of a project, in byte order.
func requireFiles(_ project: ProjectOnDisk, _ folder: String) throws -> [ProjectPath] {
  guard let pattern = PathPattern("\(folder)/*") else { return [] }
  return try project.project.tree.files(matching: pattern)
}
