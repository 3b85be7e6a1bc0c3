import CutroomStore
import CutroomSystem
import Glibc

/// Saves documents of 4 kB with three backups, as the store does.
///
/// `store-bench alone|writers|group FOLDER COUNT` prints the seconds that COUNT saves took; `saves.c`
/// makes the same system calls.
struct Saves: Sendable {
  private static let generations = 3
  private static let writers = 8
  private static let group = 64
  private static let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)
  let writer: FileWriter
  let count: Int

  func alone() throws { try saveAgain("document-0.json", count) }

  func manyWriters() throws {
    let share = count / Self.writers
    let threads = try (0..<Self.writers).map { number in
      try WorkThread {
        do { try saveAgain("document-\(number).json", share) } catch { fatalError("\(error)") }
      }
    }
    for thread in threads { thread.join() }
  }

  func groups() throws {
    for _ in 0..<(count / Self.group) {
      try writer.replaceAll(
        (0..<Self.group).map { number in
          FileWriter.Replacement(
            name: "document-\(number).json",
            bytes: Self.bytes,
            mode: 0o666,
            rotation: .init(generations: Self.generations)
          )
        }
      )
    }
  }

  private func saveAgain(_ name: String, _ times: Int) throws {
    for _ in 0..<times {
      try writer.replace(
        name,
        bytes: Self.bytes,
        mode: 0o666,
        rotation: .init(generations: Self.generations)
      )
    }
  }
}

let words = CommandLine.arguments
guard words.count == 4, let count = Int(words[3]) else { exit(2) }
let saves = Saves(writer: FileWriter(folder: try Folder.open(words[2])), count: count)
let start = SystemClock.real.monotonic()
switch words[1] {
case "alone": try saves.alone()
case "writers": try saves.manyWriters()
case "group": try saves.groups()
default: exit(2)
}
print(Double(SystemClock.real.monotonic() - start) / 1e9)
