import CutroomModel
import CutroomStages
import CutroomSystem
import FoundationEssentials
import Glibc

/// A folder with pictures, a clip and takes, made by ffmpeg; gone with its owner.
final class Studio {
  let project: Folder
  let cancellation: Cancellation
  let ffmpeg: FFmpegRun
  private let path: String
  private var attempts = 0

  init() throws {
    let template = strdup("/tmp/cutroom-render-XXXXXX")
    defer { free(template) }
    guard let template, mkdtemp(template) != nil else {
      throw SystemError.last("mkdtemp")
    }
    path = String(cString: template)
    project = try Folder.open(path)
    cancellation = try Cancellation()
    ffmpeg = try FFmpegRun(
      environment: Self.environment,
      cancellation: cancellation,
      killSwitch: Cancellation()
    )
  }

  deinit {
    // A name without a link below it, made by mkdtemp.
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    try? Folder.open("/tmp").removeTree(name)
  }

  static let environment = ["PATH=/usr/bin:/bin", "HOME=/tmp"]

  /// A fresh folder for one attempt.
  func attempt() throws -> Folder {
    attempts += 1
    return try project.makeFolder("attempt-\(attempts)")
  }

  func make(_ name: String, _ arguments: [String]) throws {
    try ffmpeg.run(
      ["-nostdin", "-v", "error", "-threads", "1"] + arguments + [name],
      in: project
    )
  }

  func makeStill(_ name: String, colour: String, size: String = "400x300") throws {
    try make(name, ["-f", "lavfi", "-i", "color=\(colour):s=\(size)", "-frames:v", "1"])
  }

  func makeClip(_ name: String, seconds: String, rate: Int = 25) throws {
    try make(
      name,
      ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=\(rate):d=\(seconds)", "-c:v", "mpeg4"]
    )
  }

  func makeTone(_ name: String, seconds: String, frequency: Int = 440) throws {
    try make(name, ["-f", "lavfi", "-i", "sine=\(frequency):r=22050:d=\(seconds)"])
  }

  /// The grey pixels of one frame of a file in `folder`.
  func pixels(of file: String, frame: Int64, in folder: Folder) throws -> [UInt8] {
    let name = "pixels-\(attempts)-\(frame).gray"
    try ffmpeg.run(
      [
        "-nostdin", "-v", "error", "-y", "-i", file, "-vf", "select=eq(n\\,\(frame)),format=gray",
        "-frames:v", "1", "-f", "rawvideo", name,
      ],
      in: folder
    )
    return try folder.openFile(name).readAll(limit: 1 << 24)
  }

  /// What ffprobe, a program that knows nothing of ours, says of a file.
  func probe(_ file: String, in folder: Folder) throws -> ProbeFacts {
    struct Answer: Decodable {
      var format: MediaFormat
      var streams: [MediaStream]
    }
    var output: [UInt8] = []
    let pipe = try Pipe()
    let child = try ChildProcess(
      program: "/usr/bin/ffprobe",
      arguments: [
        "ffprobe", "-v", "error", "-count_packets", "-show_format", "-show_streams", "-of", "json",
        file,
      ],
      environment: Self.environment,
      folder: folder,
      mappings: [(pipe.writing.raw, 1)]
    )
    let reading = try pipe.intoReading()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      _ = try Waiting.poll([(reading.raw, .readable)], milliseconds: -1)
      let count = read(reading.raw, &chunk, chunk.count)
      if count <= 0 { break }
      output += chunk[..<count]
    }
    _ = try child.wait()
    let answer = try JSONDecoder().decode(Answer.self, from: Data(output))
    var facts = MediaFacts(kind: .video, libavformat: "test")
    facts.durationUs = answer.format.duration.flatMap(Double.init).map { Int64($0 * 1_000_000) }
    return ProbeFacts(format: answer.format, streams: answer.streams, cutroom: facts)
  }
}
