import CutroomModel
import CutroomPipeline
import CutroomSystem
import Glibc
import Testing

@testable import CutroomStages

@Suite struct StillMaterialTests {
  private let studio: Studio
  private let timeline: Timeline

  init() throws {
    studio = try Studio()
    for name in ["a.jpg", "b.jpg"] {
      let file = try studio.project.createFile(name, mode: 0o644)
      try file.writeAll(Array(name.utf8))
      // Long ago: what is written now has another time for sure.
      let times = [timespec](repeating: timespec(tv_sec: 1_000_000_000, tv_nsec: 0), count: 2)
      try #require(futimens(file.raw, times) == 0)
    }
    timeline = Timeline(
      title: "t",
      width: 320,
      height: 180,
      fps: try #require(FrameRate(25, 1)),
      durationInFrames: 50,
      visuals: ["a.jpg", "b.jpg"].map {
        .init(
          segmentId: $0,
          kind: .image,
          file: $0,
          sha256: .zero,
          startFrame: 0,
          endFrame: 25,
          fadeInFrames: 0,
          sourceStartUs: 0,
          motion: nil
        )
      },
      narration: [],
      music: nil,
      captions: []
    )
  }

  private func fault(after change: () throws -> Void) throws -> ItemFault? {
    let material = StillMaterial(of: timeline, in: studio.project)
    try change()
    do {
      try material.requireUntouched()
      return nil
    } catch { return error }
  }

  @Test func `files that nobody writes to are what they were`() throws {
    #expect(try fault {} == nil)
  }

  @Test func `a file written to meanwhile is told, though it is back to what it was`() throws {
    let found = try fault {
      let file = try studio.project.openAppending("b.jpg", mode: 0o644)
      try file.writeAll([0])
      try file.truncate(to: 5)
    }
    #expect(found?.code == "validation-outdated")
    #expect(found?.message.hasPrefix("b.jpg was written to") == true)
  }

  @Test func `a file that is replaced or gone is told`() throws {
    let replaced = try fault {
      try studio.project.createFile("new", mode: 0o644).writeAll(Array("a.jpg".utf8))
      try studio.project.rename("new", to: "a.jpg")
    }
    #expect(replaced?.message.hasPrefix("a.jpg was written to") == true)
    let gone = try fault { try studio.project.removeTree("a.jpg") }
    #expect(gone?.code == "validation-outdated")
  }

  @Test func `a further name for a file is no change of it`() throws {
    #expect(try fault { try studio.project.link("a.jpg", to: "copy.jpg") } == nil)
  }
}
