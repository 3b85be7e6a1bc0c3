import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

/// A `pipeline.json` that a user names on the command line.
enum PipelineText {
  /// Reads and checks it; a fault names line and column.
  static func read(_ path: String, _ context: Context) throws -> JSONValue {
    let file = try Descriptor.openForReading(context.absolute(path))
    let text = try file.readAll(limit: JSONLimits.document.bytes, path: path)
    let value: JSONValue
    do { value = try JSONReader.read(text) } catch {
      throw Fault(
        .usage,
        "malformed-json",
        "\(path):\(error.line):\(error.column): \(error.reason)",
        path: path,
        hint: "Line \(error.line), column \(error.column). Mend it there."
      )
    }
    do {
      let current = try Migration.upgrade(value, kind: .pipeline, path: path)
      _ = try StageGraph(PipelineReader.read(current), builtins: Engine.builtins)
      return current
    } catch let fault as PipelineFault {
      throw PlacedPipelineFault(fault, path: path, text: text)
    } catch StoreError.invalid(let path, let reason) {
      throw Fault(.usage, "invalid-document", "\(path): \(reason)", path: path)
    }
  }
}
