import CutroomModel
import CutroomSystem

extension Project {
  private static let surveyName = "survey"
  private static let largestSurvey = 1 << 28

  /// The steps with their items, all fresh, where nothing has changed since a survey found them so.
  ///
  /// Nil where that cannot be told this way, and while somebody is at work. Takes no lock and writes
  /// nothing.
  package func surveyedSteps() -> [Survey.Step]? {
    guard let lock = ProjectPath(".cutroom/lock"),
      let path = ProjectPath(".cutroom/\(Self.surveyName)"),
      let holder = try? tree.facts(lock), holder.size == 0,
      let bytes = try? tree.read(path, limit: Self.largestSurvey), let image = SurveyImage(bytes),
      image.program == (try? Survey.runningProgram()), SurveyCheck(image, self).stands()
    else { return nil }
    return image.steps
  }

  /// Whether there is a survey that does not fit its checksum; one of another version is none.
  package func isSurveyDamaged() throws -> Bool {
    guard let path = ProjectPath(".cutroom/\(Self.surveyName)"),
      try tree.facts(path)?.kind == .regular,
      let bytes = try tree.read(path, limit: Self.largestSurvey)
    else { return false }
    return SurveyImage.isDamaged(bytes)
  }

  /// Lets go of a survey; a failure is no error.
  package func forgetSurvey() {
    _ = try? state().remove(Self.surveyName)
  }

  /// Keeps a survey for the looks to come.
  ///
  /// Without fsync, since its checksum tells a torn one and it can be made again; a failure is no
  /// error.
  package func keep(_ survey: Survey) {
    guard let folder = try? state() else { return }
    let bytes = SurveyImage.encode(survey)
    try? FileWriter(folder: folder).replacePassing(Self.surveyName, bytes: bytes, mode: 0o600)
  }
}
