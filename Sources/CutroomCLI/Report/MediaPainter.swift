import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Has workers make the small picture of a media file.
struct MediaPainter: Sendable {
  let tree: Tree
  let media: MediaWorkers
  let timeline: Timeline?

  private static let waveform = PictureSize(width: 320, height: 64)
  private static let patience = Duration.seconds(30)
  /// What a picture of this size never needs.
  private static let mostBytes = 1 << 20

  /// The file with its picture, or with the reason why there is none.
  func painted(_ file: ReportMedia) -> ReportMedia {
    var file = file
    do {
      let input = try open(file.path)
      if file.facts == nil { file.facts = try media.probe(input, path: file.path).cutroom }
      file.look = .picture(try picture(of: file, input))
    } catch let failure as WorkerFailure {
      file.look = .none(reason: failure.message)
    } catch {
      file.look = .none(reason: "\(error)")
    }
    return file
  }

  private func open(_ path: String) throws -> Descriptor {
    guard let path = ProjectPath(path), let file = try tree.open(path) else {
      throw WorkerFailure(.unreadable, "the file went away")
    }
    return file
  }

  private func picture(of file: ReportMedia, _ input: borrowing Descriptor) throws -> ReportPicture
  {
    let output = try ScratchFile.open()
    let isSound = file.facts?.kind == .audio
    let moment = PictureChoice.moment(of: file, in: timeline)
    let size: PictureSize
    if isSound {
      size = try media.waveform(
        of: input,
        path: file.path,
        size: Self.waveform,
        to: output,
        deadline: Self.patience
      )
    } else {
      size = try media.thumbnail(
        of: input,
        path: file.path,
        timeUs: moment ?? 0,
        fitting: PictureChoice.largest,
        to: output,
        deadline: Self.patience
      )
    }
    let length = Int(try FileFacts(descriptor: output.raw).size)
    guard length <= Self.mostBytes else {
      throw WorkerFailure(.unreadableAnswer, "its picture has \(length) bytes")
    }
    return ReportPicture(
      kind: isSound ? .waveform : .frame,
      bytes: try output.read(at: 0, length: length),
      size: size,
      atUs: isSound ? nil : moment
    )
  }
}
