import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct JournalTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  private func key(_ item: String) -> ItemKey { ItemKey(stage: "stage", item: item) }

  /// The journal's lines, newlines included.
  private func lines() throws -> [[UInt8]] {
    let path = try #require(ProjectPath(".cutroom/journal.jsonl"))
    let bytes = try #require(try kept.project.tree.read(path, limit: 1 << 24))
    return bytes.split(separator: 0x0A).map { $0 + [0x0A] }
  }

  private func put(_ lines: [[UInt8]]) throws {
    let state = try kept.project.state()
    try state.remove("journal.jsonl")
    try state.createFile("journal.jsonl", mode: 0o600).writeAll(Array(lines.joined()))
  }

  private func commitThree() throws {
    try kept.work { session in
      for name in ["a", "b", "c"] { try kept.commit(name, ["\(name).txt": name], in: session) }
    }
  }

  @Test func `every kind of record reads back as it was written`() {
    for record in Samples.records {
      #expect(JournalLine.decode(JournalLine.encode(record).dropLast()[...]) == .record(record))
    }
  }

  @Test func `what items have in common is held once, from the journal and the index`() throws {
    let common = ["code", "arguments"].map {
      Fingerprint.Part(name: $0, digest: .zero, preview: $0)
    }
    try kept.work { session in
      let records = ["a", "b", "c"].map { name in
        let own = Fingerprint.Part(name: name, digest: Digest(sha256: Array(name.utf8)))
        return JournalRecord.committed(
          ItemRecord(
            key: key(name),
            fingerprint: Fingerprint(parts: common + [own]),
            outputs: [],
            run: "r",
            at: 1,
            milliseconds: 1
          )
        )
      }
      try session.record(records, durable: true)
    }
    try kept.project.state().remove("index")
    let read = try ProjectLedger.load(kept.project)
    try read.save(kept.project)
    let loaded = try ProjectLedger.load(kept.project)
    #expect(read.isIndexMissing && !loaded.isIndexMissing)
    for ledger in [read, loaded] {
      let print = ledger.state[key("c")]?.fingerprint
      #expect(print?.common == common)
      #expect(print?.common.map(\.preview) == ["code", "arguments"])
      #expect(print?.own.map(\.name) == ["c"])
    }
  }

  @Test func `a torn last record is cut off, and nothing else`() throws {
    try commitThree()
    let whole = try lines()
    let last = try #require(whole.last)
    for length in [1, 20, last.count - 1] {
      try put(whole.dropLast() + [Array(last[..<length])])
      #expect(try ProjectLedger.load(kept.project).isTorn)
      #expect(try kept.state().itemCount == 2)
      #expect(try kept.recover().rolledForward == [key("c")])
      #expect(try kept.state().itemCount == 3)
      #expect(try !ProjectLedger.load(kept.project).isTorn)
    }
  }

  @Test func `a garbled line is skipped, kept and reported, and reading goes on`() throws {
    try commitThree()
    var all = try lines()
    let middle = try #require(
      all.firstIndex { String(decoding: $0, as: UTF8.self).contains("\"b\"") }
    )
    all[middle][40] ^= 0x55
    try put(all)
    // With its index whole, nobody needs the line.
    #expect(try kept.recover().isEmpty)
    try kept.project.state().remove("index")
    let report = try kept.recover()
    #expect(report.damagedRecords == 1)
    let name = try #require(report.damagedKeptAs)
    let path = try #require(ProjectPath(name))
    #expect(try kept.project.tree.read(path, limit: 1 << 16) == all[middle])
    #expect(try kept.state()[key("c")] != nil)
    #expect(try kept.recover().isEmpty)
  }

  @Test func `what a run began is dropped once, although the run's own record is lost`() throws {
    do {
      let session = try kept.session()
      let run = RunRecord(id: "r", command: "run", pid: 1, host: "h", startedAt: 1, selection: [:])
      try session.record([.runStarted(run)], durable: false)
      let started = StartedItem(key: key("a"), run: "r", attempt: "none", at: 1)
      try session.record([.started(started)], durable: true)
    }
    try put(lines().filter { !String(decoding: $0, as: UTF8.self).contains("run-started") })
    #expect(try kept.project.previewRepair().crashedRuns == ["r"])
    let report = try kept.recover()
    #expect(report.discarded == [key("a")])
    #expect(report.crashedRuns == ["r"])
    #expect(try kept.recover().isEmpty)
  }

  @Test func `any byte may flip without a crash, and what is whole is read`() throws {
    try commitThree()
    let all = try lines()
    let bytes = Array(all.joined())
    for _ in 0..<1000 {
      var garbled = bytes
      garbled[Int.random(in: bytes.indices)] ^= UInt8(1) << UInt8.random(in: 0..<8)
      let tail = JournalTail.read(garbled, from: 0)
      #expect(tail.records.count >= all.count - 2)
    }
  }

  /// A whole line that says this.
  private func line(_ record: String) -> [UInt8] {
    let body = Array(record.utf8.dropFirst())
    let checksum = body.withUnsafeBytes { CRC32C.checksum($0) }
    let digits = String(checksum, radix: 16)
    let padded = String(repeating: "0", count: 8 - digits.count) + digits
    return Array("{\"crc\":\"\(padded)\",".utf8) + body + [0x0A]
  }

  /// A record of this program's as another version might write it.
  private func changed(_ record: JournalRecord, _ change: (inout JSONValue) -> Void) -> [UInt8] {
    var json = record.json
    change(&json)
    return line(String(decoding: JSONWriter.canonical(json), as: UTF8.self))
  }

  @Test func `what only another version knows of a record keeps its whole line, in its place`()
    throws
  {
    try commitThree()
    let item = try #require(try kept.state()[key("b")])
    let later = [
      changed(.committed(item)) { $0["mood"] = "good" },
      changed(.committed(item)) { $0["outputs"] = [["path": "B.txt", "sha512": "0"]] },
      changed(.committed(item)) { $0["parts"] = [["code"]] },
      changed(.committed(item)) { $0["accepted"] = 5 },
      changed(.kept(item.outputs[0].path, content: .zero)) { $0["sha256"] = "short" },
      changed(.chosen(stage: "s", topics: [], offered: .zero, at: 1)) { $0["topics"] = [1] },
    ]
    for line in later {
      let all = try lines()
      let second = try #require(
        all.firstIndex { String(decoding: $0, as: UTF8.self).contains("\"committed\"") }
      )
      try put(all[...second] + [line] + all[(second + 1)...])
      try kept.project.state().remove("index")
      let before = try kept.state()
      try kept.work { try $0.compact() }
      let after = try lines()
      let place = try #require(after.firstIndex(of: line))
      // What followed it still does, and what it came after still stands before it.
      #expect(Array(after[(place + 1)...]) == Array(all[(second + 1)...]))
      #expect(after[..<place].contains(all[second]))
      #expect(try ProjectLedger.load(kept.project).damaged.isEmpty)
      try kept.project.state().remove("index")
      #expect(try kept.state().items == before.items)
      try put(all)
    }
  }

  @Test func `half of a record is none`() throws {
    try commitThree()
    let item = try #require(try kept.state()[key("b")])
    for change in [
      { (json: inout JSONValue) in json["outputs"] = [["path": "b.txt"]] },
      { json in json["parts"] = [["code", "no digest"]] },
      { json in json["decisions"] = ["plain"] },
    ] {
      let line = changed(.committed(item), change)
      #expect(JournalLine.decode(line.dropLast()[...]) == .unknown)
    }
    let more = changed(.committed(item)) { $0["mood"] = "good" }
    #expect(JournalLine.decode(more.dropLast()[...]) == .record(.committed(item)))
  }

  @Test func `a record type of another version is passed over and survives compaction`() throws {
    try commitThree()
    let line = line("{\"type\":\"praised\",\"by\":\"nobody\"}")
    try put(lines() + [line])
    #expect(try kept.recover().isEmpty)
    try kept.work { try $0.compact() }
    #expect(try lines().contains(line))
    #expect(try kept.state().itemCount == 3)
    #expect(try ProjectLedger.load(kept.project).damaged.isEmpty)
  }

  @Test func `compaction keeps what counts and the old journal as a backup`() throws {
    let session = try kept.session()
    for round in 1...5 {
      for name in ["a", "b"] {
        try kept.commit(name, ["\(name).txt": "\(round)"], input: "\(round)", in: session)
      }
    }
    try session.record([.forgotten(key("b"))], durable: true)
    let before = session.withState { $0 }
    let old = try lines()
    try session.compact()
    try kept.commit("c", ["c.txt": "c"], in: session)
    try session.close()
    let after = try kept.state()
    #expect(after.items["stage"]?["a"] == before.items["stage"]?["a"])
    #expect(after[key("b")] == nil)
    #expect(after.superseded == before.superseded)
    #expect(after.files == before.files)
    #expect(after[key("c")] != nil)
    #expect(try lines().count < old.count)
    let backup = try #require(ProjectPath(".cutroom/journal.jsonl.backup.1"))
    #expect(try kept.project.tree.read(backup, limit: 1 << 24) == Array(old.joined()))
  }

  @Test func `a journal of mostly history is compacted at the session's end, once`() throws {
    let started = StartedItem(key: key("a"), run: "r", attempt: "none", at: 1)
    try kept.work { session in
      try kept.commit("a", ["a.txt": "a"], in: session)
      for _ in 0..<1100 { try session.record([.started(started)], durable: false) }
    }
    #expect(try lines().count < 10)
    #expect(try kept.state()[key("a")] != nil)
    var count = 0
    try kept.work { session in
      try kept.commit("a", ["a.txt": "b"], input: "2", in: session)
      count = try lines().count
    }
    #expect(try lines().count == count)
  }

  @Test func `lines that must stay as they are do not make every session write the journal anew`()
    throws
  {
    let backup = try #require(ProjectPath(".cutroom/journal.jsonl.backup.1"))
    try kept.work { try kept.commit("a", ["a.txt": "a"], in: $0) }
    try put([line("{\"type\":\"praised\",\"by\":\"nobody\"}")] + lines())
    let item = try #require(try kept.state()[key("a")])
    try kept.work { session in
      try session.record([JournalRecord](repeating: .committed(item), count: 3000), durable: false)
    }
    let before = try kept.project.tree.facts(#require(ProjectPath(".cutroom/journal.jsonl")))
    #expect(try kept.project.tree.facts(backup) == nil)
    #expect(try !kept.state().isWorthCompacting)
    try kept.work { try kept.commit("a", ["a.txt": "b"], input: "2", in: $0) }
    let after = try kept.project.tree.facts(#require(ProjectPath(".cutroom/journal.jsonl")))
    #expect(after?.inode == before?.inode)
  }

  @Test func `what the index knew of damaged lines is kept beside lines of another version`() throws
  {
    try kept.work { session in
      try kept.commit("a", ["a.txt": "a"], in: session)
      try kept.commit("b", ["b.txt": "b"], in: session)
    }
    try put(lines() + [line("{\"type\":\"praised\",\"by\":\"nobody\"}")])
    try kept.project.state().remove("index")
    try kept.work { try kept.commit("c", ["c.txt": "c"], in: $0) }
    let before = try kept.state()
    var all = try lines()
    let damaged = try #require(
      all.firstIndex {
        let text = String(decoding: $0, as: UTF8.self)
        return text.contains("\"committed\"") && text.contains("\"b\"")
      }
    )
    all[damaged][40] ^= 0x55
    try put(all)
    try kept.work { session in
      var report = RecoveryReport()
      try session.repair(&report)
      #expect(report.damagedRecords == 1)
    }
    try kept.project.state().remove("index")
    #expect(try kept.state().items == before.items)
  }

  @Test(arguments: [true, false])
  func `a journal that is gone comes back from the index`(isEmptied: Bool) throws {
    try commitThree()
    let before = try kept.state()
    try kept.project.state().remove("journal.jsonl")
    if isEmptied { try put([]) }
    #expect(try kept.state().items == before.items)
    let faults = try ControlCheck(kept.project).faults()
    #expect(faults.map(\.kind) == [.lost(.index)])
    #expect(try kept.project.previewRepair().lostJournal == .index)
    #expect(try kept.recover().lostJournal == .index)
    #expect(try kept.recover().isEmpty)
    #expect(try ControlCheck(kept.project).faults().isEmpty)
    try kept.project.state().remove("index")
    #expect(try kept.state().items == before.items)
  }

  @Test func `without an index a journal comes back from its backup`() throws {
    try commitThree()
    try kept.work { session in
      try session.compact()
      try session.record([.forgotten(key("a"))], durable: true)
      try session.compact()
    }
    for name in ["journal.jsonl", "index"] { try kept.project.state().remove(name) }
    #expect(try kept.recover().lostJournal == .backup)
    #expect(try kept.state()[key("b")] != nil)
    #expect(try kept.recover().isEmpty)
  }

  @Test func `where nothing tells what a journal said that is gone, that is said once`() throws {
    try kept.work { try kept.commit("a", ["a.json": "{}"], in: $0) }
    for name in ["journal.jsonl", "index"] { try kept.project.state().remove(name) }
    let faults = try ControlCheck(kept.project).faults()
    #expect(faults.map(\.kind) == [.lost(.nothing)])
    #expect(try kept.recover().lostJournal == .nothing)
    #expect(try kept.recover().isEmpty)
    #expect(try kept.text("a.json") == "{}")
  }

  @Test func `a new project has lost no journal`() throws {
    #expect(try ControlCheck(kept.project).faults().isEmpty)
    #expect(try kept.recover().isEmpty)
    #expect(try kept.recover().isEmpty)
  }

  @Test func `an item that left and comes back finds what it made`() throws {
    let session = try kept.session()
    let item = try kept.commit("a", ["a.txt": "a"], in: session)
    try session.record([.forgotten(key("a"))], durable: true)
    #expect(session.item(key("a")) == nil)
    #expect(session.withState { $0.superseded[key("a")] } == [item])
    #expect(session.reader.canRestore(item))
  }
}
