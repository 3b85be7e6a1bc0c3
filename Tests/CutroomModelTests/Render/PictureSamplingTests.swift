import CutroomModel
import Testing
import TimelineFixtures

@Suite struct PictureSamplingTests {
  /// A picture whose brightness a function of the place tells.
  private func picture(
    _ width: Int,
    _ height: Int,
    _ light: (Double, Double) -> Double
  ) -> [UInt8] {
    (0..<height).flatMap { y in
      (0..<width).map { x in
        UInt8(min(255, max(0, light(Double(x) / Double(width), Double(y) / Double(height)))))
      }
    }
  }

  private func grid(_ grey: [UInt8], _ part: PicturePart = .whole) throws -> BrightnessGrid {
    try #require(BrightnessGrid(grey: grey[...], width: 160, height: 90, part: part))
  }

  private func slope(_ x: Double, _ y: Double) -> Double { 40 + 150 * x * x }
  private func stripes(_ x: Double, _ y: Double) -> Double {
    Int(y * 9).isMultiple(of: 2) ? 40 : 200
  }

  @Test func `a picture is itself, darker, noisier and with captions, and no other`() throws {
    let plain = try grid(picture(160, 90, slope))
    let darker = try grid(
      picture(160, 90) { x, y in
        y > 0.7 ? 255 : slope(x, y) * 0.7 + Double(Int(x * 1000) % 20)
      }
    )
    #expect(plain.isAlike(plain))
    #expect(plain.isAlike(darker))
    #expect(!plain.isAlike(try grid(picture(160, 90, stripes))))
    #expect(!plain.isAlike(try grid(picture(160, 90) { x, y in slope(1 - x, y) })))
  }

  @Test func `flat pictures are told apart by their brightness`() throws {
    let grey = try grid(picture(160, 90) { _, _ in 100 })
    #expect(grey.isAlike(try grid(picture(160, 90) { _, _ in 104 })))
    #expect(!grey.isAlike(try grid(picture(160, 90) { _, _ in 0 })))
    #expect(!grey.isAlike(try grid(picture(160, 90, slope))))
  }

  @Test func `a zoomed picture is compared with the part that is shown`() throws {
    let whole = picture(160, 90) { x, _ in Int(x * 8).isMultiple(of: 2) ? 60 : 180 }
    let part = PicturePart(left: 0.5, top: 0, width: 0.5, height: 0.5)
    let zoomed = picture(160, 90) { x, _ in Int(4 + x * 4).isMultiple(of: 2) ? 60 : 180 }
    #expect(try grid(whole, part).isAlike(try grid(zoomed)))
    #expect(try !grid(whole).isAlike(try grid(zoomed)))
  }

  @Test func `what has not as many pixels as it should is no picture`() {
    #expect(BrightnessGrid(grey: [1, 2, 3], width: 2, height: 2) == nil)
    #expect(BrightnessGrid(grey: [], width: 0, height: 5) == nil)
  }

  @Test func `one frame of each segment is chosen where its picture is alone`() throws {
    let plan = try TimelinePlanner.plan(
      TimelineRequest(
        title: "T",
        settings: TimelineSettings(width: 320, height: 180, fps: rate(30)),
        segments: (0..<40).map {
          segment("s-\($0)", "a.mp3", seconds: 3, showing: [still("a.jpg"), still("b.jpg")])
        },
        music: nil
      )
    )
    let samples = PictureSample.choose(from: plan)
    #expect(samples.count == 40)
    #expect(Set(samples.map(\.segmentId)).count == 40)
    #expect(samples.first?.segmentId == "s-0")
    for sample in samples {
      let shown = plan.visuals.filter {
        $0.startFrame <= sample.frame && sample.frame < $0.endFrame
      }
      #expect(shown.map(\.file) == [sample.file])
      #expect(sample.part.width <= 1 && sample.part.left >= 0)
      #expect(sample.part.left + sample.part.width <= 1.000001)
    }
  }
}
