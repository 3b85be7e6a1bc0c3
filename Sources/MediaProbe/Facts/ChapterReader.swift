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
        end: known(chapter.end)
      )
      facts.startTime = known(chapter.start).flatMap { seconds($0, chapter.time_base) }
      facts.endTime = facts.end.flatMap { seconds($0, chapter.time_base) }
      facts.tags = budget.tags(chapter.metadata)
      chapters.append(facts)
    }
    return chapters
  }

  /// Whether every chapter says where it ends: avformat_find_stream_info fills in what is missing.
  var hasChapterEnds: Bool {
    (0..<Int(format.pointee.nb_chapters)).allSatisfy { place in
      format.pointee.chapters?[place].flatMap { known($0.pointee.end) } != nil
    }
  }
}
