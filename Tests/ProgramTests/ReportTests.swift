import CutroomModel
import CutroomSystem
import Testing

@Suite struct ReportTests {
  let tiny: TinyWorkspace

  init() throws { tiny = try TinyWorkspace(isDone: true) }

  @Test func `a project broken in ten ways has all ten in its report`() throws {
    let script = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let breaking = try tiny.shell("python3 '/\(script)/Browser/break-project.py' \(tiny.project)")
    try #require(breaking.status == .exited(0), "\(breaking.error)")
    let breaks = breaking.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(breaks.count == 10 && Set(breaks.map { $0[0] }).count == 10)

    let checked = try tiny.cutroom("validate", "tiny", "--report", "report.html", "--json")
    #expect(checked.status == .exited(4))
    let answer = try JSONReader.read(Array(checked.output.utf8))
    #expect(answer["report"] == .string("\(tiny.path)/report.html"))
    let findings = try #require(answer["findings"]?.array)
    let page = try tiny.text("report.html")
    for (rule, path) in breaks.map({ ($0[0], $0[1]) }) {
      let found = findings.filter {
        $0["rule"]?.string == String(rule) && $0["path"]?.string?.hasPrefix(path) == true
      }
      #expect(!found.isEmpty, "\(rule) at \(path)")
      #expect(page.contains("data-rule=\"\(rule)\""))
    }
    #expect(page.ranges(of: "<li id=\"f").count == findings.count)
    for finding in findings {
      let message = try #require(finding["message"]?.string)
      // Words without signs that are written otherwise in a page.
      let plain = message.prefix { !"<>&'\"".contains($0) }
      #expect(page.contains(plain), "\(message)")
    }
    #expect(page.ranges(of: "data:image/").count >= 4)
    #expect(!page.contains("<script"))
  }

  @Test func `a report is replaced by the next, and nothing else is`() throws {
    #expect(try tiny.cutroom("validate", "tiny", "--report", "r.html").status == .exited(0))
    let first = try tiny.text("r.html")
    #expect(first.contains("Fit to render") && first.contains("class=\"waveform\""))
    #expect(try tiny.cutroom("validate", "tiny", "--report", "r.html").status == .exited(0))
    try tiny.write("<!DOCTYPE html>\n<p>My own page", to: "r.html")
    let refused = try tiny.cutroom("validate", "tiny", "--report", "r.html")
    #expect(refused.status == .exited(2))
    #expect(refused.error.contains("r.html is there already and is no report of cutroom's"))
    #expect(try tiny.text("r.html") == "<!DOCTYPE html>\n<p>My own page")
    #expect(try tiny.names(in: ".", containing: ".ct-") == [])
  }

  @Test(arguments: [
    "public/projects/tiny/report.html", "public/projects/tiny/assets/../report.html",
    "public/projects/report.html", ".cutroom/report.html", "inside/report.html",
  ])
  func `a report is not written among the project's own files`(path: String) throws {
    _ = try tiny.shell("ln -s public/projects/tiny inside")
    let before = try tiny.shell("find . -name '*.html'").output
    let refused = try tiny.cutroom("validate", "tiny", "--report", path, "--json")
    #expect(refused.status == .exited(2))
    let error = try JSONReader.read(Array(refused.output.utf8))["error"]
    #expect(error?["code"] == "report-inside")
    #expect(try tiny.shell("find . -name '*.html'").output == before)
  }

  @Test func `a report of a folder that is not there is refused before anything is checked`() throws
  {
    let refused = try tiny.cutroom("validate", "tiny", "--report", "nowhere/r.html")
    #expect(refused.status == .exited(8))
    #expect(refused.error.contains("nowhere"))
  }

  @Test func `a folder of media has a report, too, and nothing is written to it`() throws {
    let made = try tiny.shell(
      """
      mkdir ../out && cp library/pictures/*.jpg ../out/
      head -c 3000 ../out/grass.jpg > '../out/half way.jpg' && find ../out | sort > ../before
      """
    )
    try #require(made.status == .exited(0), "\(made.error)")
    let checked = try tiny.cutroom("validate", "../out", "--report", "out.html", "--json")
    #expect(checked.status == .exited(4), "\(checked.error)")
    let answer = try JSONReader.read(Array(checked.output.utf8))
    #expect(answer["report"] == .string("\(tiny.path)/out.html"))
    let page = try tiny.text("out.html")
    for part in [
      "Validation of <bdi>../out</bdi>", "Not every file is usable", "half way.jpg",
      "data-rule=\"media-truncated\"", "aria-label=\"The picture grass.jpg\"",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(!page.contains("id=\"timeline\""))
    let refused = try tiny.cutroom("validate", "../out", "--report", "../out/r.html")
    #expect(refused.status == .exited(2))
    #expect(refused.error.contains("to which nothing is written"), "\(refused.error)")
    #expect(try tiny.shell("find ../out | sort | cmp - ../before").status == .exited(0))
  }

  @Test func `a project in a folder of its own has the report that it had in its workspace`() throws
  {
    _ = try tiny.shell("cp -a public/projects/tiny ../copy && rm -r ../copy/.cutroom ../copy/logs")
    let checked = try tiny.cutroom("validate", "../copy/", "--report", "copy.html")
    #expect(checked.status == .exited(0), "\(checked.output)")
    let page = try tiny.text("copy.html")
    for part in ["Fit to render", "<dt>Folder</dt>", "id=\"timeline\"", "class=\"waveform\""] {
      #expect(page.contains(part), "\(part)")
    }
  }

  @Test func `what is waived, decoded and asked for is in the report`() throws {
    _ = try tiny.shell("cp library/pictures/grass.jpg public/projects/tiny/assets/images/own.jpg")
    let checked = try tiny.cutroom(
      "validate",
      "tiny",
      "--waive",
      "orphan-file",
      "--reason",
      "for later",
      "--deep",
      "--profile",
      "draft",
      "--report",
      "r.html"
    )
    #expect(checked.status == .exited(0), "\(checked.output)")
    let page = try tiny.text("r.html")
    for part in [
      "Fit to render as a draft", "1 waived", "deep: every byte hashed", "assets/images/own.jpg",
      "for later", "\u{A0}LUFS",
    ] {
      #expect(page.contains(part), "\(part)")
    }
  }
}
