import CutroomModel
import Glibc
import MediaFixtures
import Testing

@testable import MediaMaker

@Suite struct SpectrogramTests {
  @Test(arguments: [(1000.0, 1.0, Float(0)), (5000, 0.1, -20), (440, 0.01, -40)])
  func `a sine has its level at its frequency and little elsewhere`(
    frequency: Double,
    amplitude: Double,
    level: Float
  ) throws {
    let analyser = try SpectrumAnalyser()
    let samples = (0..<SpectrumAnalyser.window).map { index in
      Int16(32_767 * amplitude * sin(2 * .pi * frequency * Double(index) / 44_100))
    }
    let levels = analyser.levels(of: samples[...])
    let loudest = try #require(levels.indices.max { levels[$0] < levels[$1] })
    let bin = Int((frequency * Double(SpectrumAnalyser.window) / 44_100).rounded())
    #expect(loudest == bin)
    // Between two frequencies the shape takes up to 1.5 dB.
    #expect(levels[loudest] <= level + 0.1 && levels[loudest] > level - 1.6)
    #expect(levels[min(bin + 300, 1000)] < level - 50)
  }

  @Test func `silence has no level`() throws {
    let levels = try SpectrumAnalyser().levels(of: [])
    #expect(levels.count == SpectrumAnalyser.bins)
    #expect(levels.allSatisfy { $0 <= -100 })
  }

  @Test(arguments: [1000, 44_100, 44_100 * 30])
  func `however long a sound is, its columns are few and its tone is found`(count: Int) throws {
    var spectrogram = try Spectrogram(columns: 50, rows: 64)
    let block = (0..<5000).map { Int16(20_000 * sin(2 * .pi * Double($0) * 0.05)) }
    var left = count
    while left > 0 {
      _ = block.prefix(left).withContiguousStorageIfAvailable { spectrogram.append($0) }
      left -= block.count
    }
    spectrogram.close()
    let columns = spectrogram.columns.columns
    #expect(spectrogram.samples == count)
    #expect((1...100).contains(columns.count))
    // A twentieth of the rate is a tenth of what is drawn.
    #expect(columns.allSatisfy { column in column.indices.max { column[$0] < column[$1] } == 6 })
  }

  @Test func `a spectrogram is a png of the wanted size, the same for the same sound`() async throws
  {
    let (size, first) = try await spectrogram(of: .narrationMp3)
    #expect(size == PictureSize(width: 640, height: 200))
    #expect(first.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try await spectrogram(of: .narrationMp3).bytes == first)
    #expect(try await spectrogram(of: .opus).bytes != first)
  }

  @Test(arguments: [Fixture.redPng, .html, .zero])
  func `what has no sound has no spectrogram`(fixture: Fixture) async throws {
    let failure = await #expect(throws: WorkerFailure.self) {
      try await spectrogram(of: fixture)
    }
    let codes: [WorkerFailure.Code?] = [.undecodable, .noAudio]
    #expect(codes.contains(failure?.code))
  }

  @Test func `a tone is drawn at its height`() throws {
    var columns = SpectrogramColumns(rows: 100, most: 10)
    var levels = [Float](repeating: -200, count: 1024)
    levels[512] = 0
    let isJoined = columns.append(levels)
    #expect(!isJoined)
    let field = PictureSize(width: 100, height: 100)
    let bitmap = SpectrogramPicture.draw(
      columns.columns,
      field: field,
      seconds: 1,
      sampleRate: 44_100
    )
    let bright = HeatColours.of(255)
    let rows = (0..<bitmap.height).filter { y in
      let place = (y * bitmap.width + 100) * 4
      return Array(bitmap.bytes[place..<place + 4]) == bright
    }
    #expect(rows == [8 + 49])
  }

  private func spectrogram(
    of fixture: Fixture
  ) async throws -> (size: PictureSize, bytes: [UInt8]) {
    let output = try scratchFile()
    defer { close(output) }
    let size = try await withFixture(fixture) { input, _ in
      try SpectrogramPicture.make(
        from: input,
        to: output,
        size: PictureSize(width: 640, height: 200)
      )
    }
    return (size, try contents(of: output))
  }
}
