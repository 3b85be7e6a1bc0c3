import CutroomModel

/// One thing to answer for: a file, or the reason why an argument stands for none.
enum ProbeTarget: Sendable {
  case file(String)
  case nothing(String, ProbeFailure)

  var path: String {
    switch self {
    case .file(let path), .nothing(let path, _): path
    }
  }
}
