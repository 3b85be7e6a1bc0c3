import Glibc

/// Media files for tests, made by the ffmpeg program on first use, once in a test process.
package actor MediaFixtures {
  package static let shared = MediaFixtures()

  private var made: Set<Fixture> = []
  private var folder: String?

  /// Where the fixture lies; made now if nobody asked for it before.
  package func path(_ fixture: Fixture) throws -> String {
    let path = "\(try fixtureFolder())/\(fixture.rawValue)"
    if made.insert(fixture).inserted { try make(fixture, at: path) }
    return path
  }

  private func make(_ fixture: Fixture, at path: String) throws {
    switch fixture.recipe {
    case .ffmpeg(let inputs, let arguments):
      let sources = try inputs.flatMap { ["-i", try self.path($0)] }
      try runFFmpeg(sources + arguments + [path])
    case .cut(let source, let start):
      try runFFmpeg(["-ss", start, "-i", try self.path(source), "-c", "copy", path])
    case .start(let source, let percent):
      let bytes = try readFile(self.path(source))
      try writeFile(path, bytes.prefix(bytes.count * percent / 100))
    case .joined(let sources):
      try writeFile(path, try sources.flatMap { try readFile(self.path($0)) })
    case .patched(let source, let patch):
      var bytes = try readFile(self.path(source))
      patch(&bytes)
      try writeFile(path, bytes)
    case .bytes(let bytes):
      try writeFile(path, bytes)
    }
  }

  private func fixtureFolder() throws -> String {
    if let folder { return folder }
    let made = try makeFolder()
    folder = made
    return made
  }
}
