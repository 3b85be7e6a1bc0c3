import CutroomModel
import CutroomPipeline
import CutroomStore

extension StageScope {
  /// What an item left for a later step; nil where it has left nothing yet.
  func document<Result: Decodable>(as type: Result.Type, at path: ProjectPath) throws -> Result? {
    guard let value = try json(path) else { return nil }
    return try DocumentCoding.decode(type, from: value, path: path.description)
  }

  /// What an item left for a later step.
  ///
  /// Throws `StageWaits` where it has left nothing yet.
  func need<Result: Decodable>(as type: Result.Type, at path: ProjectPath) throws -> Result {
    guard let result = try document(as: type, at: path) else {
      throw StageWaits(for: path.description)
    }
    return result
  }
}
