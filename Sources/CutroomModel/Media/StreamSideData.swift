/// Side data of a stream, such as a display matrix, with the members that ffprobe gives to its type.
package struct StreamSideData: Sendable, Equatable {
  package var type: String
  package var members: [String: Member]

  package init(type: String, members: [String: Member] = [:]) {
    self.type = type
    self.members = members
  }

  /// Of a display matrix: degrees counter-clockwise.
  package var rotation: Int? {
    guard case .number(let degrees)? = members["rotation"] else { return nil }
    return Int(degrees)
  }

  /// A number, or a text such as a fraction.
  package enum Member: Sendable, Equatable {
    case number(Int64)
    case text(String)
  }
}

extension StreamSideData: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static let type = Key(stringValue: "side_data_type")
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    type = try values.decode(String.self, forKey: .type)
    members = [:]
    for key in values.allKeys where key.stringValue != Key.type.stringValue {
      members[key.stringValue] = try values.decode(Member.self, forKey: key)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(type, forKey: .type)
    for (name, member) in members { try values.encode(member, forKey: Key(stringValue: name)) }
  }
}

extension StreamSideData.Member: Codable {
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let number = try? value.decode(Int64.self) {
      self = .number(number)
    } else {
      self = .text(try value.decode(String.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    }
  }
}
