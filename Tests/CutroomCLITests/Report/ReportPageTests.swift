import CutroomModel
import Testing

@testable import CutroomCLI

@Suite struct ReportPageTests {
  @Test func `a page tells verdict, rules, places, cures and pictures`() throws {
    let findings = [
      ReportFixture.finding(ReportFixture.still),
      ReportFixture.finding("timeline.json#/captions/1", .warning, rule: "caption-overlap"),
    ]
    let media = [ReportFixture.media(ReportFixture.still, look: ReportFixture.picture())]
    let text = ReportFixture.text(try ReportFixture.matter(findings, media: media))
    #expect(text.hasPrefix(ReportPage.beginning))
    for part in [
      "Not fit to render", ": 1 error, 1 warning", "2026-03-01 09:30 UTC", "cutroom 1.2.3",
      "data-rule=\"media-truncated\"", "#/captions/1", ">at 0:02.1–0:03.8<", "cutroom run sandy",
      "aria-label=\"The picture assets/images/a.jpg\"", "href=\"#f2\"",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.contains("Left out") == false)
  }

  @Test func `a picture is in the page once, however often it is shown`() throws {
    let findings = (0..<5).map {
      ReportFixture.finding("timeline.json#/visuals/0", rule: "rule-\($0)")
    }
    let media = [ReportFixture.media(ReportFixture.still, look: ReportFixture.picture(3000))]
    let text = ReportFixture.text(try ReportFixture.matter(findings, media: media))
    #expect(text.ranges(of: "data:image/jpeg").count == 1)
    #expect(text.ranges(of: "<use href=\"#p1\">").count == 6)
  }

  @Test func `nothing that a project holds becomes markup`() throws {
    let hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>\u{202E}\u{0}"
    var timeline = try ReportFixture.timeline()
    timeline.title = hostile
    timeline.visuals[0].segmentId = hostile
    timeline.captions[0].lines = [hostile]
    timeline.music?.trackId = hostile
    var picture = ReportFixture.media("assets/images/\(hostile).jpg", look: .none(reason: hostile))
    picture.rights = Rights(title: hostile, author: hostile, licence: hostile, source: hostile)
    picture.facts?.warnings = [ProbeWarning(code: "x", message: hostile)]
    let finding = Finding(
      rule: hostile,
      severity: .error,
      path: "\(hostile)#/\(hostile)",
      message: hostile,
      hint: hostile
    )
    var matter = try ReportFixture.matter([finding], media: [picture], timeline: timeline)
    matter.title = hostile
    matter.subject.name = hostile
    let waiver = Waiver(rule: hostile, path: hostile, reason: hostile)
    matter.waived = [WaivedFinding(finding, by: waiver)]
    let text = ReportFixture.text(matter)
    #expect(!text.contains("<script") && !text.contains("<img"))
    #expect(!text.unicodeScalars.contains("\u{202E}") && !text.utf8.contains(0))
    #expect(text.contains("\\u{202e}"))
  }

  @Test func `a page without findings says so`() throws {
    let text = ReportFixture.text(try ReportFixture.matter())
    #expect(text.contains("Fit to render") && !text.contains("Not fit"))
    #expect(text.contains("No rule found a fault."))
  }

  @Test func `depth, profile and what is waived are told`() throws {
    var matter = try ReportFixture.matter([ReportFixture.finding("timeline.json", .warning)])
    #expect(!ReportFixture.text(matter).contains("id=\"waived\""))
    let accepted = ReportFixture.finding(ReportFixture.still, .warning, rule: "licence-missing")
    let end = try #require(CalendarDate("2027-12-31"))
    let waiver = Waiver(rule: "licence-missing", reason: "our own", until: end)
    matter.waived = [WaivedFinding(accepted, by: waiver)]
    matter.depth = .deep
    matter.profile = .draft
    let text = ReportFixture.text(matter)
    for part in [
      "Fit to render as a draft", ": 0 errors, 1 warning, 1 waived", "deep: every byte hashed",
      "draft: what a first look", "data-rule=\"licence-missing\"", "our own", "(until 2027-12-31)",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.ranges(of: "<li id=\"f").count == 1)
    matter.waived = (0..<1200).map { _ in matter.waived[0] }
    #expect(ReportFixture.text(matter).contains("200 waived warnings"))
  }

  @Test func `a folder of media has no timeline to speak of`() throws {
    var matter = try ReportFixture.matter([ReportFixture.finding("a b.jpg")])
    matter.subject = ReportSubject(kind: .media, name: "./my media")
    (matter.timeline, matter.title) = (nil, nil)
    let text = ReportFixture.text(matter)
    #expect(text.contains("Validation of <bdi>./my media</bdi>"))
    #expect(text.contains("Not every file is usable"))
    #expect(!text.contains("id=\"timeline\"") && !text.contains("Fit to render"))
    matter.findings = (0..<5001).map { _ in ReportFixture.finding("a b.jpg") }
    #expect(ReportFixture.text(matter).contains("cutroom validate &#39;./my media&#39; "))
  }

  @Test func `a browser breaks no option of a cure in two`() throws {
    let finding = Finding(
      rule: "timeline-gap",
      severity: .error,
      path: "timeline.json",
      message: "A gap",
      hint: "Make it again: cutroom run sandy --stage timeline --force"
    )
    let text = ReportFixture.text(try ReportFixture.matter([finding]))
    #expect(
      text.contains(
        "cutroom run sandy <span class=\"whole\">--stage</span> timeline "
          + "<span class=\"whole\">--force</span></p>"
      )
    )
  }

  @Test func `what decoding has shown is told`() throws {
    var media = ReportFixture.media(ReportFixture.take)
    media.facts?.decodeErrors = 2
    media.facts?.warnings = [ProbeWarning(code: "x", message: "it begins late")]
    media.facts?.sound = SoundMeasure(
      loudness: -14.25,
      truePeak: 0.5,
      clippedSamples: 7
    )
    let text = ReportFixture.text(try ReportFixture.matter(media: [media]))
    #expect(
      text.contains(
        "-14.3\u{A0}LUFS, peak 0.5\u{A0}dBTP, 7 clipped samples, 2 decoding errors, 1.2 kB; it begins late"
      )
    )
  }

  @Test func `without a timeline the page says so, and shows the rest`() throws {
    let media = [ReportFixture.media(ReportFixture.still, look: ReportFixture.picture())]
    var matter = try ReportFixture.matter(
      [ReportFixture.finding(ReportFixture.still)],
      media: media
    )
    matter.timeline = nil
    let text = ReportFixture.text(matter)
    #expect(text.contains("There is no timeline.json that could be drawn."))
    #expect(text.contains("<li id=\"f1\"") && text.contains("<use href=\"#p1\">"))
  }

  @Test func `a project of any size has a page that a browser opens`() throws {
    let media = (0..<10_000).map { number in
      let path = "assets/images/\(number).jpg"
      let hasPicture = number % 41 == 0 && number / 41 < 240
      return ReportFixture.media(path, look: hasPicture ? ReportFixture.picture(20_000) : .leftOut)
    }
    let findings = (0..<9000).map { number in
      ReportFixture.finding("assets/images/\(number).jpg", number % 3 == 0 ? .error : .warning)
    }
    let text = ReportFixture.text(try ReportFixture.matter(findings, media: media))
    #expect(text.utf8.count < 16 << 20)
    #expect(text.contains("4000 findings, errors being told first"))
    #expect(text.contains("Pictures of 9760 media files"))
    #expect(text.contains("The facts of 9000 media files"))
    #expect(text.ranges(of: "<li id=\"f").count == 5000)
    #expect(text.contains(": 3000 errors, 6000 warnings"))
    #expect(text.contains("id=\"f5000\"") && !text.contains("#f5001"))
    #expect(text.ranges(of: "class=\"finding error\"").count == 3000)
  }

  @Test func `files with errors get their picture first, and no more than there is room for`()
    throws
  {
    let media = (0..<500).map { ReportFixture.media("assets/images/\($0 + 100).jpg") }
    let findings = [
      ReportFixture.finding("assets/images/599.jpg", .warning),
      ReportFixture.finding("assets/images/400.jpg", .error),
    ]
    let order = PictureChoice.order(of: try ReportFixture.matter(findings, media: media))
    #expect(order.count == PictureChoice.most)
    #expect(order.prefix(4) == [300, 499, 0, 1])
  }

  @Test func `a clip is shown as the timeline begins it`() throws {
    var clip = ReportFixture.media(ReportFixture.clip)
    clip.facts?.kind = .video
    clip.facts?.durationUs = 9_000_000
    #expect(PictureChoice.moment(of: clip, in: try ReportFixture.timeline()) == 2_000_000)
    #expect(PictureChoice.moment(of: clip, in: nil) == 3_000_000)
    #expect(PictureChoice.moment(of: ReportFixture.media(ReportFixture.still), in: nil) == nil)
  }
}
