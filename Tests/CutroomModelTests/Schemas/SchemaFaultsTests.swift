import CutroomModel
import Testing

@Suite struct SchemaFaultsTests {
  private static let schema: JSONValue = [
    "type": "object", "required": ["segments"], "additionalProperties": false,
    "properties": [
      "segments": [
        "type": "array", "minItems": 1, "maxItems": 3,
        "items": [
          "type": "object", "required": ["role", "text"],
          "properties": [
            "role": ["enum": ["intro", "body"]],
            "text": ["type": "string", "minLength": 1, "maxLength": 5],
            "weight": ["type": ["number", "null"], "minimum": 0, "maximum": 1],
          ],
        ],
      ]
    ],
  ]

  @Test func whatFitsHasNoFault() {
    let value: JSONValue = [
      "segments": [
        ["role": "intro", "text": "héllo"], ["role": "body", "text": "a", "weight": .number(0.5)],
        ["role": "body", "text": "b", "weight": .null],
      ]
    ]
    #expect(SchemaFaults.find(in: value, Self.schema) == [])
  }

  @Test(
    arguments: [
      ([], "the value: it must be object, not array"),
      ([:], "/segments: it is missing"),
      (["segments": [], "more": 1], "/more: there is no such member"),
      (["segments": []], "/segments: it must have at least 1 elements, not 0"),
      (["segments": [1]], "/segments/0: it must be object, not integer"),
      (["segments": [["role": "outro", "text": "a"]]], "/segments/0/role: it must be one of"),
      (["segments": [["role": "body", "text": ""]]], "/segments/0/text: it must not be empty"),
      (
        ["segments": [["role": "body", "text": "abcdef"]]],
        "/segments/0/text: it must have at most 5"
      ),
      (
        ["segments": [["role": "body", "text": "a", "weight": .number(1.5)]]],
        "/segments/0/weight: it must be at most 1"
      ),
      (
        ["segments": [["role": "body", "text": "a", "weight": "x"]]],
        "/segments/0/weight: it must be number or null, not string"
      ),
    ] as [(JSONValue, String)]
  )
  func whatIsWrongIsToldWithItsPlace(_ value: JSONValue, _ words: String) {
    let faults = SchemaFaults.find(in: value, Self.schema)
    #expect(faults.contains { $0.hasPrefix(words) }, "\(faults)")
  }

  @Test func noMoreIsToldThanSomebodyReads() {
    let many = JSONValue.array(Array(repeating: 1, count: 1000))
    #expect(SchemaFaults.find(in: many, ["items": ["type": "string"]]).count == SchemaFaults.most)
  }
}
