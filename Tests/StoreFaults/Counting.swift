import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// One process of the counter test: tasks that each add one to a number in a document, many times,
/// by reading, changing and committing it under the project's lock.
///
/// Standard output tells what happened, a byte each: `b` an increment begins, `d` it is done, `f` it
/// failed. A killed process leaves its last bytes standing.
enum Counting {
  private static let patience: Int64 = 120_000

  static func run(_ words: [String]) throws {
    let isLocked = !words.contains("--unlocked")
    let words = words.filter { $0 != "--unlocked" }
    guard words.count == 3, let tasks = Int(words[1]), let increments = Int(words[2]) else {
      throw StoreFaults.Misuse()
    }
    let left = Locked(increments)
    var threads: [WorkThread] = []
    for _ in 0..<tasks {
      threads.append(
        try WorkThread {
          while left.withLock({ count in
            defer { count -= 1 }
            return count > 0
          }) {
            attempt(words[0], isLocked: isLocked)
          }
        }
      )
    }
    for thread in threads { thread.join() }
  }

  /// Prints the number; opens a session first, as any next command does.
  static func show(_ words: [String]) throws {
    guard words.count == 1 else { throw StoreFaults.Misuse() }
    let scene = try Scene(words[0])
    let (session, _) = try scene.session(patience: .milliseconds(patience))
    try session.close()
    print(try count(scene))
  }

  private static func attempt(_ path: String, isLocked: Bool) {
    tell("b")
    do {
      if isLocked { try increment(path) } else { try incrementCarelessly(path) }
      tell("d")
    } catch {
      StoreFaults.say("\(error)")
      tell("f")
    }
  }

  private static func increment(_ path: String) throws {
    // A look of its own each time, as a command has.
    let scene = try Scene(path)
    let (session, _) = try scene.session(
      patience: .milliseconds(patience),
      keeping: Keeping(backupDays: 0, replacedDays: 0)
    )
    let next = try count(scene) + 1
    let value: JSONValue = ["count": .integer(next)]
    try scene.commit("counter", ["counter.json": DocumentCoding.bytes(value)], in: session)
    try session.close()
  }

  /// What the test must find wrong: read and write with nothing to keep others out in between.
  private static func incrementCarelessly(_ path: String) throws {
    let scene = try Scene(path)
    let value: JSONValue = ["count": .integer(try count(scene) + 1)]
    let folder = FileWriter(folder: scene.project.tree.root)
    try folder.replace("counter.json", bytes: DocumentCoding.bytes(value), mode: 0o644)
  }

  private static func count(_ scene: Scene) throws -> Int64 {
    try scene.project.json(Scene.path("counter.json"))?["count"]?.integer ?? 0
  }

  private static func tell(_ byte: String) { _ = write(STDOUT_FILENO, byte, 1) }
}
