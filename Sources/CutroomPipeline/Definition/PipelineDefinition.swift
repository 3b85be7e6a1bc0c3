package import CutroomModel
package import CutroomStore

/// `pipeline.json` as the engine uses it.
package struct PipelineDefinition: Sendable, Equatable {
  package var settings: PipelineSettings
  package var stages: [StageDefinition]

  package init(settings: PipelineSettings, stages: [StageDefinition]) {
    self.settings = settings
    self.stages = stages
  }
}

/// One stage of the list.
package struct StageDefinition: Sendable, Equatable {
  /// What does the work.
  package enum Work: Sendable, Equatable {
    case builtin(String)
    case run(RunDefinition)
  }

  package var id: String
  package var work: Work
  /// The stage's parameters; an object.
  package var with: JSONValue
  package var needs: [String]
  package var pool: String?
  package var timeoutMilliseconds: Int64?
  package var stallTimeoutMilliseconds: Int64?
  package var retries: Int
}

/// A stage that is any program.
package struct RunDefinition: Sendable, Equatable {
  /// What the stage has an item for.
  package enum Foreach: Sendable, Equatable {
    case once
    case glob(PathPattern)
    case json(file: PathPattern, pointer: JSONPointer, id: JSONPointer)
  }

  package var arguments: [Template]
  package var foreach: Foreach
  package var inputs: [InputReference]
  package var outputs: [Template]
  package var codeVersion: Int
  package var tools: [String: String]
  package var allowEmpty: Bool
  /// Whether other projects may have the results: the author's word that they depend on nothing else
  /// than what the fingerprint has.
  package var isShared: Bool
}

/// A path, a glob, or a place in a JSON file, as `inputs` names it.
package struct InputReference: Sendable, Equatable {
  package var path: Template
  package var pointer: JSONPointer?
}

/// The settings that stages and the engine share.
package struct PipelineSettings: Sendable, Equatable {
  package var width = 1920
  package var height = 1080
  package var fps: FrameRate
  package var keeping = Keeping()
  package var cache = CacheLimits()
  package var pools: [String: Int] = ["cpu": 2, "net": 4]
  /// How strictly validation judges.
  package var profile = ValidationProfile.standard
  /// In the order of their names.
  package var providers: [ProviderSettings] = []
  /// What a project may cost in all; nil: whatever it costs.
  package var budget: Cost?
  /// The whole `settings` object, for what a later version adds.
  package var raw: JSONValue = .object([:])
}
