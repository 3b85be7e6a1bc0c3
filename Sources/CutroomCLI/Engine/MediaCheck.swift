import CutroomModel
import CutroomPipeline
import CutroomSystem
import CutroomWorkers

/// Looks whether a program's media output is the media that its name claims.
enum MediaCheck {
  private static let kinds: [String: Set<MediaKind>] = [
    "mp4": [.video, .audio], "mov": [.video, .audio], "mkv": [.video, .audio],
    "webm": [.video, .audio], "avi": [.video], "mp3": [.audio], "wav": [.audio], "flac": [.audio],
    "ogg": [.audio, .video], "m4a": [.audio], "aac": [.audio], "opus": [.audio],
    "jpg": [.image], "jpeg": [.image], "png": [.image, .animatedImage],
    "webp": [.image, .animatedImage], "gif": [.image, .animatedImage],
  ]

  /// The check of a run; worker programs start when the first media output comes.
  static func outputCheck(_ media: MediaWorkers) -> OutputCheck {
    { file, path, cancellation in
      guard let wanted = kinds[path.suffix.lowercased()] else { return nil }
      do throws(WorkerFailure) {
        let facts = try media.stopped(by: cancellation)
          .probe(file, path: path.description).cutroom
        if facts.truncated { return "it is cut short" }
        return wanted.contains(facts.kind) ? nil : "it is \(facts.kind.rawValue) by content"
      } catch {
        return error.description
      }
    }
  }

  /// The check of what a person wants to keep: it may be cut off, but something must be left of it.
  static func keepingCheck(_ media: MediaWorkers) -> OutputCheck {
    { file, path, cancellation in
      guard let wanted = kinds[path.suffix.lowercased()] else { return nil }
      let media = media.stopped(by: cancellation)
      do throws(WorkerFailure) {
        let facts = try media.probe(file, path: path.description)
        let kind = facts.cutroom.kind
        guard wanted.contains(kind) else { return "it is \(kind.rawValue) by content" }
        guard !path.description.hasPrefix("assets/") || facts.fits(fileExtension: path.suffix)
        else {
          return "its name says .\(path.suffix), its content is .\(facts.fileExtension ?? "other")"
        }
        let start = try media.verify(file, path: path.description, everything: false)
        return start.streams.contains { $0.frames > 0 } ? nil : "nothing of it can be decoded"
      } catch {
        return error.message
      }
    }
  }
}
