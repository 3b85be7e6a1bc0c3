import CutroomSystem
import Glibc

/// The fault tests that drive the store from inside a process; `faults/*/run` starts them.
enum StoreFaults {
  static let usage = """
    store-faults perform WORKSPACE OPERATION     one operation, to be recorded from outside
    store-faults operations                      their names
    store-faults orders TRACE ROOT COPY [--forget files|folders] [--limit N] [--seed N]
    store-faults count WORKSPACE TASKS INCREMENTS [--unlocked]
    store-faults counted WORKSPACE
    store-faults flips KIND… [--gate-every N] [--none]
    store-faults kinds
    """

  static func run(_ words: [String]) -> Int32 {
    do {
      guard let command = words.first else { throw Misuse() }
      let rest = Array(words.dropFirst())
      switch command {
      case "perform": try Operation.perform(rest)
      case "operations": for operation in Operation.allCases { print(operation.rawValue) }
      case "orders": return try Orders.run(rest)
      case "count": try Counting.run(rest)
      case "counted": try Counting.show(rest)
      case "flips": return try Flips.run(rest)
      case "kinds": for kind in Damaged.kinds { print(kind) }
      default: throw Misuse()
      }
      return 0
    } catch is Misuse {
      say(usage)
      return 2
    } catch {
      say("store-faults: \(error)")
      return 1
    }
  }

  /// Writes a line to standard error.
  static func say(_ text: String) {
    let line = text + "\n"
    _ = write(STDERR_FILENO, line, line.utf8.count)
  }

  /// Words that make no sense.
  struct Misuse: Error {}
}
