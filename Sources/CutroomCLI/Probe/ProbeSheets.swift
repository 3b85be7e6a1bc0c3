import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Makes pictures of probed files in a folder: contact sheets, waveforms, spectrograms.
final class ProbeSheets {
  /// Pictures that could not be made.
  private(set) var failures = 0
  private let told: String
  private let folder: Folder
  private let context: Context
  private let media = MediaWorkers(atOnce: 2)
  private var names = SheetNames()
  private var count = 0
  private var stop: SystemError?

  private static let mostBytes = 64 << 20

  /// Makes the folder where it is missing.
  init(_ told: String, _ context: Context) throws {
    self.told = told
    self.context = context
    folder = try MadeFolder.open(context.absolute(told))
  }

  /// The answer with the pictures that were made of its file.
  ///
  /// What goes wrong with one file is told to people; a folder that takes no more ends it all.
  func illustrated(_ entry: JSONValue) -> JSONValue {
    guard stop == nil,
      let answer = try? DocumentCoding.decode(ProbeAnswer.self, from: entry, path: "probe"),
      case .success(let facts) = answer.result
    else { return entry }
    let wanted = names.pictures(of: answer.path, facts.cutroom)
    let painter = Painter(
      media: media,
      path: answer.path,
      durationUs: facts.cutroom.durationUs ?? 0
    )
    var made: [String] = []
    @Sendable func paint(_ picture: (kind: SheetNames.Kind, name: String)) -> Painted {
      Painted(name: picture.name, result: Result { try painter.bytes(picture.kind) })
    }
    try? SideBySide.run(wanted, threads: media.workersAtOnce, work: paint) { painted in
      if keep(painted, of: answer.path) { made.append("\(told)/\(painted.name)") }
    }
    var entry = entry
    entry["pictures"] = .array(made.sorted().map { .string($0) })
    return entry
  }

  /// Ends the workers; throws what kept pictures from being written.
  func finish() throws {
    media.close()
    if let stop { throw stop }
    context.note("\(Amounts.count(count, "picture")) in \(told)")
  }

  // MARK: - Details

  private struct Painted: Sendable {
    let name: String
    let result: Result<[UInt8], any Error>
  }

  private func keep(_ painted: Painted, of path: String) -> Bool {
    do {
      let bytes = try painted.result.get()
      try FileWriter(folder: folder).replacePassing(painted.name, bytes: bytes, mode: 0o666)
      count += 1
      return true
    } catch let failure as SystemError {
      stop = failure
    } catch {
      failures += 1
      let reason = (error as? WorkerFailure)?.message ?? "\(error)"
      context.note("\(path): no \(painted.name): \(reason)")
    }
    return false
  }

  private struct Painter: Sendable {
    let media: MediaWorkers
    let path: String
    let durationUs: Int64

    func bytes(_ kind: SheetNames.Kind) throws -> [UInt8] {
      let input: Descriptor
      do throws(SystemError) {
        input = try Descriptor.openForReading(path)
      } catch {
        throw WorkerFailure(.unreadable, "the file cannot be read: \(error.code)")
      }
      let output = try ScratchFile.open()
      switch kind {
      case .sheet:
        _ = try media.contactSheet(of: input, path: path, durationUs: durationUs, to: output)
      case .waveform:
        _ = try media.waveform(of: input, path: path, to: output)
      case .spectrogram:
        _ = try media.spectrogram(of: input, path: path, to: output)
      }
      return try output.readAll(limit: ProbeSheets.mostBytes)
    }
  }
}
