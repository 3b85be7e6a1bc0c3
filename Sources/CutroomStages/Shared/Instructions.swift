import CutroomModel
import CutroomPipeline
import CutroomStore

/// What an editor tells a language model beside the stage's own words.
enum Instructions {
  static let parameter = Parameter(
    "instructions",
    .text,
    needs: ["provider"],
    "what the model is told besides: a text, or a file of the workspace that ends in .md or .txt"
  )

  /// The most bytes of a file of instructions.
  private static let longest = 64 << 10

  /// The file that holds them; nil where `with` has them itself, or none.
  ///
  /// Throws `ItemFault` for a file that is not of the workspace.
  static func file(_ scope: StageScope) throws -> ProjectPath? {
    guard let text = scope.text(parameter), !text.contains(where: \.isNewline),
      text.hasSuffix(".md") || text.hasSuffix(".txt")
    else { return nil }
    guard let path = ProjectPath(text) else {
      throw scope.badParameter("instructions", "names \(text), which is no file of the workspace")
    }
    return path
  }

  /// Throws `ItemFault` where the file that is named is not there or cannot be used.
  static func text(_ scope: StageScope) throws -> String? {
    guard let file = try file(scope) else { return scope.text(parameter) }
    guard try scope.lookInWorkspace(file).digest != nil,
      let bytes = try scope.readInWorkspace(file, limit: longest),
      let text = String(validating: bytes, as: UTF8.self)
    else {
      throw scope.badParameter(
        "instructions",
        "names \(file), which is no text file of the workspace of at most \(longest >> 10) KiB"
      )
    }
    return text
  }
}
