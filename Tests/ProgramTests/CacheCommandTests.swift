import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc
import Testing

/// `cutroom cache …` on a real workspace whose cache holds a few entries.
@Suite struct CacheCommandTests {
  let place: FreshFolder

  init() throws {
    place = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: place.path)
    try keep("picture", .media, about: ["request": ["provider": "pexels", "asset": "42"]])
    try keep("line", .tts, about: ["request": ["voice": "en-us", "text": "Good morning."]])
    try keep("result", .items)
  }

  // MARK: -

  private func cache() throws -> Cache {
    try Cache(Folder.open(place.path).makeFolder("cache", mode: 0o700))
  }

  private static func key(_ name: String, _ kind: CacheKind) -> CacheKey {
    CacheKey(kind: kind, digest: Digest(sha256: Array(name.utf8)))
  }

  private var picture: CacheKey { Self.key("picture", .media) }

  private func keep(
    _ name: String,
    _ kind: CacheKind,
    age days: Int64 = 0,
    about: JSONValue = [:]
  ) throws {
    let content = CacheContent(
      .bytes(Array(name.utf8)),
      ending: "bin",
      about: about,
      createdAt: SystemClock.real.now() - days * 86_400_000_000
    )
    #expect(try cache().insert(content, under: Self.key(name, kind)) == .kept)
  }

  private func run(
    _ words: String...,
    code: CInt = 0,
    in folder: String? = nil
  ) throws -> BuiltProgram.Outcome {
    let outcome = try BuiltProgram.cutroom(["cache"] + words, in: folder ?? place.path)
    #expect(outcome.status == .exited(code), "\(words): \(outcome)")
    return outcome
  }

  private func answer(_ words: String..., code: CInt = 0) throws -> JSONValue {
    let outcome = try BuiltProgram.cutroom(["cache"] + words + ["--json"], in: place.path)
    #expect(outcome.status == .exited(code), "\(words): \(outcome)")
    #expect(outcome.error == "")
    let json = try JSONReader.read(Array(outcome.output.utf8))
    #expect(json["version"] == "1.0")
    return json
  }

  private func spoil(_ key: CacheKey) throws {
    let entry = try Folder.open(place.path).folder("cache/\(key)")
    let length = Int(try #require(try entry.facts("data.bin")).size)
    try entry.remove("data.bin")
    try entry.createFile("data.bin", mode: 0o444)
      .writeAll([UInt8](repeating: 0, count: length))
  }

  // MARK: -

  @Test func `stat counts, and takes the limit of the pipeline`() throws {
    try place.write(
      #"{"kind": "pipeline", "version": "1.0", "stages": [], "#
        + #""settings": {"cache": {"maxSizeGB": 0.5, "ttsDays": 7}}}"#,
      to: "pipeline.json"
    )
    let stat = try answer("stat")
    #expect(stat["limit"] == .integer(1 << 29))
    #expect(stat["parts"]?["tts"]?["days"] == 7 && stat["parts"]?["tts"]?["entries"] == 1)
    #expect(stat["pinned"]?["entries"] == 0)
    let words = try run("stat").output
    #expect(words.contains("media") && words.contains("1 entry") && words.contains("for 7 days"))
  }

  @Test func `looking makes no cache`() throws {
    try Folder.open(place.path).removeTree("cache")
    #expect(try answer("stat")["bytes"] == 0)
    #expect(try answer("list")["entries"] == [])
    let fault = try answer("export", "\(place.path)/c.zip", code: 8)
    #expect(fault["error"]?["code"] == "no-cache")
    #expect(try Folder.open(place.path).facts("cache") == nil)
  }

  @Test(.enabled(if: getuid() == 0, "not run: only root mounts"))
  func `a cache that cannot be written to is looked into and exported`() throws {
    _ = try run("pin", picture.description)
    let before = try answer("list")["entries"]?.array?.compactMap { $0["key"]?.string }
    let archive = "/tmp/cutroom-\(RandomName.hex(8)).zip"
    defer { _ = unlink(archive) }
    let outcome = try BuiltProgram.run(
      "/usr/bin/unshare",
      [
        "--mount", "sh", "-ec",
        """
        mount --bind . . && mount -o remount,bind,ro . && cd "$PWD"
        "$1" cache list --json; "$1" cache stat; "$1" cache export "$2"
        """,
        "sh", "\(BuiltProgram.folder)/cutroom", archive,
      ],
      in: place.path
    )
    #expect(outcome.status == .exited(0), "\(outcome)")
    for key in try #require(before) { #expect(outcome.output.contains(key)) }
    #expect(outcome.output.contains("\"pinned\": true"))
    #expect(outcome.error.contains("1 entry pinned or in use"))
    #expect(outcome.error.contains("3 entries of the cache"))
  }

  @Test func `verify tells what was removed by hand`() throws {
    try Folder.open(place.path).folder("cache/media").removeTree(picture.digest.description)
    let words = try run("verify").error
    #expect(words.contains("1 removed by hand") && !words.contains("all are what was kept"))
  }

  @Test func `pins go along with a project's new id`() throws {
    _ = try BuiltProgram.cutroom(["new", "A garden", "--id", "garden"], in: place.path)
    _ = try run("pin", picture.description, "--for", "garden")
    _ = try BuiltProgram.cutroom(["rename", "garden", "park"], in: place.path)
    #expect(try answer("gc")["unpinned"] == [])
    #expect(
      try answer("unpin", picture.description, "--for", "park")["unpinned"]?.array?.count == 1
    )
  }

  @Test func `a pipeline that cannot be read stops what would go by its limits`() throws {
    try place.write(#"{"kind": "pipeline", "version": "1.0", "settings": 3}"#, to: "pipeline.json")
    #expect(try run("gc", code: 2).error.contains("pipeline.json"))
  }

  @Test func `list shows what there is, a part of it, and of what it is`() throws {
    let entries = try #require(try answer("list")["entries"]?.array)
    #expect(entries.count == 3)
    let tts = try #require(try answer("list", "tts")["entries"]?.array)
    #expect(tts.map { $0["subject"]?["text"]?.string } == ["Good morning."])
    let words = try run("list").output
    #expect(words.contains("pexels 42") && words.contains("en-us Good morning."))
    _ = try run("list", "probe", code: 2)
  }

  @Test func `a key is named by its beginning, and what is none is told with its cure`() throws {
    let short = String(picture.digest.description.prefix(8))
    #expect(try answer("pin", short)["pinned"] == [.string(picture.description)])
    #expect(try answer("list", "media")["entries"]?.array?.first?["pinned"] == true)
    for (word, code) in [("xyz", "malformed-key"), ("media/00000000", "unknown-key")] {
      let error = try answer("pin", word, code: 2)["error"]
      #expect(error?["code"]?.string == code)
      #expect(error?["hint"]?.string?.contains("cutroom cache list") == true)
    }
    let still = try answer("unpin", short)
    #expect(still["unpinned"] == [.string(picture.description)] && still["stillPinned"] == [])
    #expect(try answer("unpin", short)["unpinned"] == [])
  }

  @Test func `what is pinned for a project stays until that is gone for good`() throws {
    _ = try BuiltProgram.cutroom(["new", "A garden", "--id", "garden"], in: place.path)
    _ = try run("pin", picture.description, "--for", "garden")
    _ = try run("pin", picture.description, "--for", "gardn", code: 2)
    #expect(try run("unpin", picture.description).error.contains("still pinned for garden"))
    let kept = try answer("clear", "--all")["kept"]
    #expect(kept?["entries"] == 1 && kept?["inUse"] == 0)
    #expect(kept?["pinned"] == [["for": "garden", "entries": 1]])
    #expect(try answer("gc")["unpinned"] == [])
    try Folder.open("\(place.path)/public/projects").removeTree("garden")
    #expect(try answer("gc")["unpinned"] == [.string(picture.description)])
  }

  @Test func `clear wants to be told what, tells how much, and leaves what is pinned`() throws {
    _ = try run("clear", code: 2)
    _ = try run("clear", "tts", "--all", code: 2)
    _ = try run("clear", "probe", code: 2)
    let dry = try answer("clear", "tts", "--dry-run")
    #expect(dry["entries"] == 1 && dry["dryRun"] == true)
    let done = try answer("clear", "tts")
    #expect(done["entries"] == 1 && done["freed"] == dry["freed"] && done["part"] == "tts")
    _ = try run("pin", picture.description)
    let all = try run("clear", "--all").error
    #expect(all.contains("1 entry removed") && all.contains("1 entry stays"))
    #expect(all.contains("1 pinned by yourself; let go: cutroom cache unpin --all\n"), "\(all)")
    #expect(try answer("list")["entries"]?.array?.count == 1)
  }

  @Test func `all pins of one owner are let go of at once, and of nobody else`() throws {
    _ = try run("unpin", code: 2)
    _ = try run("unpin", "--all", picture.description, code: 2)
    _ = try BuiltProgram.cutroom(["new", "A garden", "--id", "garden"], in: place.path)
    _ = try run("pin", picture.description, "--for", "garden")
    _ = try run("pin", picture.description)
    #expect(try run("clear", "media").error.contains("cutroom cache unpin --all --for garden\n"))
    let mine = try answer("unpin", "--all")
    #expect(mine["unpinned"] == [.string(picture.description)] && mine["for"] == "user")
    let kept = try answer("clear", "media")["kept"]
    #expect(kept?["pinned"] == [["for": "garden", "entries": 1]])
    _ = try run("unpin", "--all", "--for", "garden")
    #expect(try answer("clear", "media")["entries"] == 1)
  }

  @Test func `pins for a project that is in the trash, or gone, are let go of as clear says`()
    throws
  {
    for id in ["garden", "park"] {
      _ = try BuiltProgram.cutroom(["new", "A garden", "--id", id], in: place.path)
      _ = try run("pin", picture.description, "--for", id)
    }
    _ = try BuiltProgram.cutroom(["delete", "garden"], in: place.path)
    try Folder.open("\(place.path)/public/projects").removeTree("park")
    let words = try run("clear", "media").error
    for id in ["garden", "park"] {
      #expect(words.contains("cutroom cache unpin --all --for \(id)\n"), "\(words)")
      let answer = try answer("unpin", "--all", "--for", id)
      #expect(answer["unpinned"] == [.string(picture.description)])
      _ = try run("unpin", "--all", "--for", id, code: 2)
    }
  }

  @Test func `an entry that somebody removed by hand keeps no other one pinned`() throws {
    try keep("other", .media)
    let other = Self.key("other", .media)
    for key in [picture, other] { _ = try run("pin", key.description) }
    try Folder.open("\(place.path)/cache/media").removeTree(picture.digest.description)
    #expect(try answer("unpin", "--all")["unpinned"] == [.string(other.description)])
  }

  @Test func `gc removes what is too old, once it is not only shown`() throws {
    try keep("old", .media, age: 31)
    let old = Self.key("old", .media).description
    let dry = try answer("gc", "--dry-run")
    #expect(dry["expired"] == [.string(old)])
    #expect(try answer("list", "media")["entries"]?.array?.count == 2)
    let real = try answer("gc")
    #expect(real["expired"] == dry["expired"] && real["freed"] == dry["freed"])
    #expect(try place.text("cache/media/index.json").contains(picture.digest.description))
    #expect(try run("gc").error.contains("0 entries removed"))
  }

  @Test func `verify tells what was wrong with 4, and then nothing more`() throws {
    #expect(try answer("verify")["wrong"] == [])
    try spoil(picture)
    let words = try run("verify", code: 4)
    #expect(words.output == "\(picture)  wrong\n" && words.error.contains("put aside"))
    #expect(try answer("verify")["entries"] == 2)
    #expect(try run("stat").error.contains("found wrong"))
    let doctor = try BuiltProgram.cutroom(["doctor", "--json"], in: place.path)
    let checks = try JSONReader.read(Array(doctor.output.utf8))["checks"]?.array ?? []
    #expect(checks.first { $0["name"] == "cache" }?["state"] == "warning")
  }

  @Test func `what was exported is imported into another workspace`() throws {
    let exported = try answer("export", "cache.zip")
    #expect(exported["entries"] == 3 && exported["wrong"] == [])
    #expect(try run("export", "cache.zip", code: 2).error.contains("--force"))
    _ = try run("export", "cache.zip", picture.description, "--force")
    let other = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: other.path)
    let taken = try run("import", "\(place.path)/cache.zip", in: other.path)
    #expect(taken.error.contains("1 entry of 1 taken"))
    let again = try run("import", "\(place.path)/cache.zip", in: other.path)
    #expect(again.error.contains("1 entry was there already"))
    _ = try run("import", "pipeline.json", code: 8)
    _ = try run("import", "nowhere.zip", code: 8)
  }

  @Test func `an export without a wrong entry says so with 4`() throws {
    try spoil(picture)
    let exported = try answer("export", "cache.zip", code: 4)
    #expect(exported["wrong"] == [.string(picture.description)] && exported["entries"] == 2)
    let other = try FreshFolder()
    _ = try BuiltProgram.cutroom(["init"], in: other.path)
    let taken = try run("import", "\(place.path)/cache.zip", in: other.path)
    #expect(taken.error.contains("2 entries of 2 taken"))
  }
}
