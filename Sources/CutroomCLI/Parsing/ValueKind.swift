import CutroomModel
import CutroomPipeline

/// How the text of an option's value becomes a value.
package struct ValueKind<Value: Sendable>: Sendable {
  /// What to say of a text that does not fit: "must be …".
  let expectation: String
  let choices: [String]
  let read: @Sendable (String) -> Value?

  package init(
    _ expectation: String,
    choices: [String] = [],
    read: @escaping @Sendable (String) -> Value?
  ) {
    self.expectation = expectation
    self.choices = choices
    self.read = read
  }
}

extension ValueKind where Value == String {
  /// Any text but an empty one.
  package static var text: ValueKind {
    ValueKind("must not be empty") { $0.isEmpty || $0.utf8.contains(0) ? nil : $0 }
  }

  /// One of a few words.
  package static func oneOf(_ words: [String]) -> ValueKind {
    ValueKind("must be one of: \(words.joined(separator: ", "))", choices: words) { text in
      words.contains(text) ? text : nil
    }
  }
}

extension ValueKind where Value == Int {
  package static func whole(_ range: ClosedRange<Int>) -> ValueKind {
    ValueKind("must be a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

extension ValueKind where Value == Int64 {
  /// A span of time in milliseconds, written as in pipeline.json.
  package static var milliseconds: ValueKind {
    ValueKind("must be a time such as 500ms, 30s, 10m or 2h, a year at most") {
      Duration.milliseconds($0)
    }
  }
}

extension ValueKind where Value == Cost {
  /// An amount of money; of US dollars where it names no currency.
  static var cost: ValueKind {
    ValueKind("must be an amount such as 5, 2.50 or \"2.50 EUR\"") { text in
      do throws(BudgetFault) {
        return try Budget(text: text, currency: "USD").amount
      } catch { return nil }
    }
  }
}

extension ValueKind where Value == ProjectID {
  /// An id that a project may have.
  static var projectID: ValueKind {
    ValueKind("must be a-z, 0-9, _ and -, not beginning with a sign, at most 64 characters") {
      ProjectID($0)
    }
  }
}
