import CutroomModel

/// The lines that are written to a provider program; docs/providers.md shows them all.
enum ProgramRequest {
  /// The first one.
  static let capabilities: JSONValue = [
    "contract": .string(ProviderCapabilities.contract), "ask": "capabilities",
  ]

  static func value(
    id: String,
    _ request: ProviderRequest,
    idempotencyKey: String,
    folder: String,
    job: String?
  ) -> JSONValue {
    var value: JSONValue = [
      "id": .string(id), "task": .string(request.task.rawValue),
      "idempotencyKey": .string(idempotencyKey), "folder": .string(folder),
    ]
    value["job"] = job.map { .string($0) }
    value[request.task.rawValue] = Self.value(request)
    return value
  }

  /// The value as one line.
  static func line(_ value: JSONValue) -> [UInt8] {
    JSONWriter.canonical(value) + [UInt8(ascii: "\n")]
  }

  private static func value(_ request: ProviderRequest) -> JSONValue {
    switch request {
    case .text(let job): text(job)
    case .speech(let job):
      [
        "text": .string(job.text), "model": .string(job.model), "voice": .string(job.voice),
        "language": .string(job.language), "speed": .integer(Int64(job.speed)),
        "format": .string(job.format),
      ]
    case .search(let job):
      [
        "query": .string(job.query), "kinds": .array(job.kinds.map { .string($0.rawValue) }),
        "limit": .integer(Int64(job.limit)), "width": .integer(Int64(job.width)),
        "height": .integer(Int64(job.height)), "language": .string(job.language),
      ]
    case .fetch(let job):
      [
        "asset": .string(job.asset), "rendition": .string(job.rendition),
        "kind": .string(job.kind.rawValue),
      ]
    }
  }

  private static func text(_ job: TextJob) -> JSONValue {
    var value: JSONValue = [
      "model": .string(job.model), "system": .string(job.system), "prompt": .string(job.prompt),
      "schema": job.schema, "schemaName": .string(job.schemaName),
    ]
    if let repair = job.repair {
      value["repair"] = [
        "answer": .string(repair.answer), "faults": .array(repair.faults.map { .string($0) }),
      ]
    }
    return value
  }
}
