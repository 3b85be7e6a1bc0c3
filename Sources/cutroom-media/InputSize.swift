import CutroomModel
import CutroomSystem

/// The size of an input, which must be a regular file.
func sizeOfFile(_ descriptor: CInt) throws(WorkerFailure) -> Int64 {
  guard let facts = try? FileFacts(descriptor: descriptor), facts.kind == .regular else {
    throw WorkerFailure(.badRequest, "the descriptor is not that of a regular file")
  }
  return facts.size
}
