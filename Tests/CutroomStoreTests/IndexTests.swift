import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct IndexTests {
  /// An image that holds something of everything.
  private func image() -> IndexImage {
    var state = ProjectState()
    for record in Samples.records.dropLast(1) { state.apply(record) }
    var other = Samples.item
    other.fingerprint.parts[0].digest = .zero
    other.outputs.removeLast()
    other.acceptedBecause = nil
    other.decisions = []
    state.apply(.committed(other))
    let key = ItemKey(stage: "t", item: "main")
    state.apply(
      .produced(
        ItemRecord(
          key: key,
          fingerprint: Fingerprint(parts: []),
          outputs: [],
          run: "r2",
          at: 1,
          milliseconds: 0
        ),
        attempt: "x"
      )
    )
    state.apply(.started(StartedItem(key: key, run: "r2", attempt: "y", at: 2)))
    state.apply(Samples.records[5])
    let entry = FileMemo.Entry(
      size: 3,
      modified: 1,
      changed: 2,
      inode: 3,
      content: Samples.digest,
      value: nil,
      lookedAt: 4
    )
    return IndexImage(state: state, memo: ["out/a.txt": entry], covered: 77, seal: Samples.digest)
  }

  @Test func `an image reads back as it was written`() throws {
    let image = image()
    let read = try #require(IndexImage.decode(try image.encoded()))
    #expect(read.state == image.state)
    #expect(read.memo == image.memo)
    #expect(read.covered == 77)
    #expect(read.seal == image.seal)
  }

  @Test func `no truncation of an image is taken for one`() throws {
    let bytes = try image().encoded()
    for length in 0..<bytes.count { #expect(IndexImage.decode(Array(bytes[..<length])) == nil) }
  }

  @Test func `a flipped byte gives no image, or the same`() throws {
    let image = image()
    let bytes = try image.encoded()
    for _ in 0..<1000 {
      var garbled = bytes
      garbled[Int.random(in: bytes.indices)] = UInt8.random(in: 0...255)
      guard let read = IndexImage.decode(garbled) else { continue }
      #expect(read.state == image.state)
      #expect(read.memo == image.memo)
    }
  }

  @Test func `an image that lies about its counts under a right checksum is refused`() throws {
    let bytes = try image().encoded()
    let head = "cutroom index 4\n".utf8.count
    for _ in 0..<1000 {
      var garbled = Array(bytes.dropLast(4))
      garbled[Int.random(in: head..<garbled.count)] = 0xFF
      var image = ByteEncoder(garbled)
      image.append(garbled.withUnsafeBytes { CRC32C.checksum($0) })
      _ = IndexImage.decode(image.bytes)
    }
  }

  @Test func `losing the index loses nothing`() throws {
    let kept = try KeptProject()
    let session = try kept.session()
    for name in ["a", "b"] { try kept.commit(name, ["\(name).txt": name], in: session) }
    try session.close()
    let known = try kept.state()
    let folder = try kept.project.state()
    for damage in ["", "cutroom index 4\n", "garbage"] {
      try folder.remove("index")
      #expect(try kept.state() == known)
      try folder.createFile("index", mode: 0o600).writeAll(Array(damage.utf8))
      #expect(try kept.state() == known)
    }
  }

  @Test func `an index of another journal is not believed`() throws {
    let kept = try KeptProject()
    let session = try kept.session()
    try kept.commit("a", ["a.txt": "a"], in: session)
    try session.close()
    let other = try KeptProject()
    let second = try other.session()
    try other.commit("b", ["b.txt": "bb"], in: second)
    try second.close()
    let bytes = try kept.project.state().openFile("index").readAll(limit: 1 << 20)
    let folder = try other.project.state()
    try folder.remove("index")
    try folder.createFile("index", mode: 0o600).writeAll(bytes)
    #expect(try other.state().items["stage"]?.keys.sorted() == ["b"])
  }

  @Test func `an index behind its journal is caught up from the tail`() throws {
    let kept = try KeptProject()
    let session = try kept.session()
    try kept.commit("a", ["a.txt": "a"], in: session)
    session.saveIndex()
    try kept.commit("b", ["b.txt": "b"], in: session)
    #expect(try kept.state().items["stage"]?.keys.sorted() == ["a", "b"])
    #expect(try kept.state() == session.withState { $0 })
  }
}
