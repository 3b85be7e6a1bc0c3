import BuiltPrograms
import CacheTrials
import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

/// The short form of what `faults/cache` does at length.
@Suite struct CacheTrialTests {
  @Test(arguments: [1, 2])
  func `random operations never differ from a model`(seed: UInt64) throws {
    try ModelTrial(seed: seed).run(1500)
    try ModelTrial(seed: seed, keepsRecent: true).run(1500)
  }

  @Test func `a model that forgets uses differs`() throws {
    let trial = try ModelTrial(seed: 3, forgetsUses: true)
    #expect(throws: ModelTrial.Difference.self) { try trial.run(1500) }
  }

  @Test func `processes killed at random leave a whole cache within its limit`() throws {
    var trial = KillTrial(program: program)
    trial.processes = 4
    let result = try trial.run(kills: 40)
    #expect(result.failures == [] && result.kills == 40)
  }

  @Test func `whoever is killed while it replaces an entry leaves the one or the other`() throws {
    #expect(try ReplaceTrial(program: program, seed: 1).run(kills: 30) == [])
  }

  @Test func `what many processes ask for at once is made once`() throws {
    let place = try TrialFolder()
    let null = try Descriptor.openForReading("/dev/null")
    let children = try (0..<3).map { _ in
      try ChildProcess(
        program: program,
        arguments: [program, "once", place.path, "3"],
        environment: ["PATH=/usr/bin:/bin"],
        folder: place.folder,
        mappings: [(null.raw, 0), (2, 1), (2, 2)]
      )
    }
    for child in children { #expect(try child.wait() == .exited(0)) }
    let made = try place.folder.openFile("made").readAll(limit: 1 << 16)
    let lines = String(decoding: made, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(lines.sorted() == OnceTrial.keys.indices.map { "\($0)" }.sorted())
    #expect(try place.folder.folder(".cutroom/claims").names().isEmpty)
  }

  @Test func `a maker that fails leaves it to the next`() throws {
    let rig = try CacheRig()
    struct Failure: Error {}
    #expect(throws: Failure.self) { try rig.cache.find(CacheRig.key(1)) { throw Failure() } }
    let answer = try rig.cache.find(CacheRig.key(1)) { CacheContent(.bytes([1]), ending: "x") }
    guard case .made(let hit) = answer else { return #expect(Bool(false), "not made") }
    #expect(try hit.files[0].bytes() == [1])
  }

  @Test func `an index that was half changed is changed whole`() throws {
    // Each change of an insertion, use and eviction, cut off where it was written down.
    let rig = try CacheRig()
    try rig.insert(1, [1])
    try rig.cache.withDesk { desk in
      let map = desk.index.map
      let tail = CacheLayout.Header.tail
      let before = desk.index[tail]
      let sum = CacheTransaction.headerSum(map)
      // A change that was written down and not made.
      let pairs = CacheLayout.Redo.pairs
      map.memory.storeBytes(of: 72, toByteOffset: pairs, as: UInt64.self)
      map.memory.storeBytes(of: before, toByteOffset: pairs + 8, as: UInt64.self)
      map.memory.storeBytes(of: 0xFFFF, toByteOffset: tail, as: UInt64.self)
      let bytes = UnsafeRawBufferPointer(start: map.memory + pairs, count: 16)
      let mark = UInt64(1) << 32 | UInt64(CRC32C.checksum(bytes))
      map.memory.storeBytes(of: mark, toByteOffset: CacheLayout.Redo.mark, as: UInt64.self)
      #expect(desk.index.settle())
      #expect(desk.index[tail] == before && CacheTransaction.headerSum(map) == sum)
    }
  }

  private let program = "\(builtPrograms)/cache-faults"
}
