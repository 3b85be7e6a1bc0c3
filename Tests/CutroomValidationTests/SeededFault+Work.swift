import CutroomModel
import CutroomStore
import CutroomValidation

extension SeededFault {
  static let works: [SeededFault] = [
    SeededFault("stage-stale", at: "media")
      .altered {
        $0.staleStages = [StaleStage(stage: "media", items: 2, reason: "a picture changed")]
      },
    SeededFault("waiver-expired", at: "waivers.json#/waivers/0")
      .spoiled {
        let until = CalendarDate(year: 2020, month: 2, day: 29)
        let waiver = Waiver(rule: "orphan-file", path: "assets/*", reason: "later", until: until)
        try $0.put("waivers.json", Waivers(waivers: [waiver]))
      },
    SeededFault("corrupt-copy", at: "scripts/dunes.json.corrupt-20260101T000000Z")
      .spoiled { try $0.put("scripts/dunes.json.corrupt-20260101T000000Z", text: "{") },
    SeededFault("corrupt-copy", at: ".cutroom/journal.corrupt-1", "records")
      .spoiled { try $0.put(".cutroom/journal.corrupt-1", text: "no record") },
    SeededFault("output-orphaned", at: "out/b.txt")
      .spoiled {
        try $0.put("out/b.txt", text: "b")
        try $0.record(["out/b.txt"], stage: "copy", item: "b")
        try $0.forget("b", of: "copy")
      },
    SeededFault("author-missing", at: "assets/images/")
      .planned {
        $0.imageSidecar.rights.licence = "CC-BY-4.0"
        $0.imageSidecar.rights.author = nil
      },
    SeededFault("author-missing", at: "assets/images/", "owned by others")
      .planned {
        $0.imageSidecar.rights.licence = "Owned by Acme, all rights reserved"
        $0.imageSidecar.rights.author = nil
      },
    SeededFault("source-missing", at: "assets/music/")
      .planned {
        $0.trackSidecar.rights.licence = "CC-BY-4.0"
        $0.trackSidecar.rights.source = " "
      },
    SeededFault("caption-speed", at: "timeline.json#/captions/0")
      .planned { $0.timeline.captions[0].endFrame = $0.timeline.captions[0].startFrame + 20 },
  ]
}
