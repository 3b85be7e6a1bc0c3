package import CutroomModel
package import CutroomPipeline

/// A fault of a `pipeline.json` with its line and column.
package struct PlacedPipelineFault: Error, Equatable, CustomStringConvertible {
  package let fault: PipelineFault
  package let path: String
  /// Both from 1; nil where the text does not hold the place.
  package let position: JSONLocator.Position?

  /// Finds the place of `fault` in the file's `text`.
  package init(_ fault: PipelineFault, path: String, text: [UInt8]) {
    self.fault = fault
    self.path = path
    position = JSONLocator.position(of: fault.place, in: text)
  }

  package var description: String {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    let pointer = fault.place.tokens.isEmpty ? "" : "\(fault.place): "
    return "\(path)\(place): \(pointer)\(fault.reason)"
  }
}
