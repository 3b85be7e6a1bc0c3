import CutroomModel
import CutroomSystem
import Glibc
import Testing

/// Small files that claim to be huge, deep or endless: each is answered, at a bounded price.
@Suite struct BombTests {
  let place: FreshFolder

  init() throws { place = try FreshFolder() }

  @Test(arguments: Bombs.all.map(\.name))
  func `a bomb is answered for less than five seconds and 512 MB`(name: String) throws {
    let bomb = try #require(Bombs.all.first { $0.name == name })
    try place.write(bomb)
    let run = try MeasuredRun(["probe", "--json", "--no-cache", name], in: place.path)
    let files = try run.files()
    #expect(files.map { $0["path"]?.string } == [name])
    #expect(files.allSatisfy { ($0["error"] == nil) != ($0["cutroom"] == nil) })
    #expect(run.exitCode == (files.first?["error"] == nil ? 0 : 1))
    #expect(run.processorSeconds < 5.5)
    #expect(run.memory < 512 << 20)
    #expect(run.output.count < 256 << 10)
  }

  @Test func `of texts that no answer has room for some are left out, which is said`() throws {
    try place.write(Bombs.texts)
    let run = try MeasuredRun(["probe", "--json", "--no-cache", "texts.mkv"], in: place.path)
    let file = try #require(try run.files().first)
    let warnings = file["cutroom"]?["warnings"]?.array ?? []
    #expect(warnings.contains { $0["code"] == "answer-cut" })
    #expect(file["streams"]?.array?.count == 6)
    #expect(run.output.count < 64 << 10)
  }

  @Test(arguments: ["slowest.wav", "many.wav"])
  func `sound that no loudness is told of is decoded all the same`(name: String) throws {
    try place.write(try #require(([Bombs.slowest] + Bombs.all).first { $0.name == name }))
    let words = ["probe", "--json", "--no-cache", "--deep", name]
    let run = try MeasuredRun(words, in: place.path)
    let facts = try #require(try run.files().first?["cutroom"])
    #expect(run.exitCode == 0)
    #expect(facts["decodeErrors"] == 0)
    #expect(facts["sound"]?["clippedSamples"] != nil)
    #expect(facts["sound"]?["loudness"] == nil)
    #expect(run.memory < 512 << 20)
  }

  @Test func `bombs that are drawn are told or drawn, at a bounded price`() throws {
    let names = [
      "chunks.png", "many.apng", "wide.gif", "edits.mp4", "equal.mp4", "clusters.mkv", "laced.mkv",
      "frames.mp3", "picture.mp3", "many.wav", "wide.wav",
    ]
    for bomb in Bombs.all where names.contains(bomb.name) { try place.write(bomb) }
    let words = ["probe", "--json", "--no-cache", "--sheet", "sheets"]
    let run = try MeasuredRun(words + names, in: place.path)
    let files = try run.files()
    #expect(files.map { $0["path"]?.string } == names)
    #expect(files.allSatisfy { ($0["error"] == nil) == ($0["pictures"] != nil) })
    #expect(run.exitCode == 1)
    #expect(run.memory < 2 << 30)
  }

  @Test func `bombs leave the files beside them alone`() throws {
    let sound = HostileFile("sound.mp4", Movie().bytes)
    try place.write(sound)
    for bomb in Bombs.all { try place.write(bomb) }
    let names = Bombs.all.flatMap { [$0.name, sound.name] }
    let words = ["probe", "--json", "--no-cache", "--deep"]
    let run = try MeasuredRun(words + names, in: place.path)
    let files = try run.files()
    #expect(files.map { $0["path"]?.string } == names)
    #expect(run.memory < 512 << 20)
    let sounds = files.filter { $0["path"]?.string == sound.name }
    #expect(sounds.count == Bombs.all.count)
    #expect(Set(sounds).count == 1)
    #expect(sounds.first?["cutroom"]?["kind"] == "audio")
  }
}

extension FreshFolder {
  func write(_ file: HostileFile) throws {
    let folder = try Folder.open(path)
    let parts = file.name.split(separator: "/").map(String.init)
    let parent = try folder.makeFolder(parts.dropLast().joined(separator: "/"))
    let target = try parent.createFile(try #require(parts.last), mode: 0o644)
    try target.writeAll(file.bytes)
    for _ in 0..<file.repeated.copies { try target.writeAll(file.repeated.bytes) }
    let size = Int64(try FileFacts(descriptor: target.raw).size) + file.zerosAfter
    try check("ftruncate") { ftruncate(target.raw, off_t(size)) }
  }
}
