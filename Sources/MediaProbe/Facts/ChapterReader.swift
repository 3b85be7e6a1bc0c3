import CFFmpeg
import CutroomModel

extension OpenMedia {
  /// The chapters, as many as the budget allows.
  func chapterFacts(within budget: inout AnswerBudget) -> [MediaChapter] {
    var chapters: [MediaChapter] = []
    for place in 0..<Int(format.pointee.nb_chapters) {
      guard let chapter = format.pointee.chapters?[place]?.pointee else { break }
      guard budget.takeChapter() else { break }
      var facts = MediaChapter(
        id: chapter.id,
        timeBase: fraction(chapter.time_base),
        start: chapter.start,
        end: chapter.end
      )
      facts.startTime = known(chapter.start).flatMap { seconds($0, chapter.time_base) }
      facts.endTime = known(chapter.end).flatMap { seconds($0, chapter.time_base) }
      facts.tags = budget.tags(chapter.metadata)
      chapters.append(facts)
    }
    return chapters
  }
}
