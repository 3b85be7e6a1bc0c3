/// Commands that people are told to type.
extension ItemKey {
  /// Makes the item again, whatever stands there.
  package func remaking(in project: ProjectID) -> String {
    "cutroom run \(project) --stage \(stage) \(ShellWord.option("--item", item)) --force"
  }

  /// Keeps the item's outputs as they are.
  package func accepting(in project: ProjectID) -> String {
    "cutroom accept \(project) \(ShellWord.quoted(description))"
  }
}

extension ProjectPath {
  /// Brings a document back as it was recorded.
  package func restoring(in project: ProjectID) -> String {
    let command = "cutroom backup restore \(project)"
    let name = ShellWord.quoted(description)
    return description.hasPrefix("-")
      ? "\(command) --recorded -- \(name)" : "\(command) \(name) --recorded"
  }
}
