import CutroomModel
import CutroomStore
import Testing

@testable import CutroomStages

struct MatchingTests {
  private let files = (0..<4).map { Digest(sha256: [UInt8($0)]) }

  private func want(_ id: String, slots: Int = 1, _ scores: [Double?]) -> MediaAssignment.Want {
    var candidates: [Digest: MediaAssignment.Candidate] = [:]
    for (file, score) in zip(files, scores) {
      if let score { candidates[file] = MediaAssignment.Candidate(score: score) }
    }
    return MediaAssignment.Want(id: id, slots: slots, candidates: candidates)
  }

  @Test func `the best pair comes first and no file is shown twice`() {
    let given = MediaAssignment.share([want("a", [3, 2]), want("b", [5, nil])], kept: [:])
    #expect(given == [[files[1]], [files[0]]])
  }

  @Test func `two segments exchange where both together gain`() {
    // a takes file 0 first, with which b has nothing comparable left; a's second is nearly as good.
    let given = MediaAssignment.share(
      [want("a", [10, 9, nil]), want("b", [8, nil, 2])],
      kept: [:]
    )
    #expect(given == [[files[1]], [files[0]]])
  }

  @Test func `a poor match gives way to a repeat further off`() {
    let wants = [want("a", [9]), want("b", [nil, 9]), want("c", [8, nil, 1])]
    #expect(MediaAssignment.share(wants, kept: [:]) == [[files[0]], [files[1]], [files[0]]])
  }

  @Test func `neighbours never show the same file`() {
    let given = MediaAssignment.share([want("a", [9]), want("b", [9])], kept: [:])
    #expect(given == [[files[0]], []])
  }

  @Test func `a long segment gets more files, a kept one stays as it was`() {
    let wants = [want("a", slots: 2, [9, 8, 7]), want("b", [9, 5, 5])]
    let given = MediaAssignment.share(wants, kept: ["b": [files[0]]])
    #expect(given == [[files[1], files[2]], [files[0]]])
  }

  @Test func `a short clip gets company`() {
    let short = MediaAssignment.Candidate(score: 9, isShort: true)
    let still = MediaAssignment.Candidate(score: 8)
    let want = MediaAssignment.Want(
      id: "a",
      slots: 1,
      candidates: [files[0]: short, files[1]: still]
    )
    #expect(MediaAssignment.share([want], kept: [:]) == [[files[0], files[1]]])
  }

  @Test(arguments: [
    ("leaves", "leaf"), ("ladybirds", "ladybird"), ("grasses", "grass"), ("glass", "glass"),
    ("berries", "berry"), ("beaches", "beach"), ("sea", "sea"), ("species", "species"),
  ]) func `plurals find their singular`(word: String, stem: String) {
    #expect(WordStem.stem(word, .english) == stem)
  }

  @Test func `words of a take are spread over all of it in order`() {
    let tokens = SpeechText.tokens("Marram grass holds 3 km of sand.", language: .english)
    let words = WordSpread.times(of: tokens, over: 2_370_000)
    #expect(words.count == tokens.count)
    #expect(words.first?.startMs == 0)
    #expect(words.last?.endMs == 2370)
    #expect(zip(words, words.dropFirst()).allSatisfy { $0.endMs <= $1.startMs })
    #expect(WordSpread.times(of: tokens, over: 3000).isEmpty)
  }

  @Test(arguments: [
    ("Planet Blupi 4", "planet-blupi-4"), ("été_à la mer", "t-la-mer"), ("音楽", "track"),
  ]) func `track ids are plain names`(stem: String, id: String) {
    #expect(MusicWish.trackID(stem) == id)
    #expect(ProjectID.isValid(MusicWish.trackID(stem)))
  }
}
