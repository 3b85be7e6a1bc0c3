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

  /// Files with these keywords, in the order of `files`.
  private func subjects(_ keywords: [[String]]) throws -> SubjectKinship {
    var terms: [Digest: LibraryTerms] = [:]
    for (file, words) in zip(files, keywords) {
      let path = try #require(ProjectPath("library/x.jpg"))
      var said = LibraryTerms(
        LibraryFile(content: file, paths: [path], sidecars: []),
        LibrarySidecar(),
        root: "library",
        .english
      )
      said.keywords = words.map { [$0] }
      terms[file] = said
    }
    return SubjectKinship(terms)
  }

  @Test func `two files of one subject are not neighbours where another fits`() throws {
    let kin = try subjects([["marigold", "flower"], ["marigold", "bed"], ["beetle"], ["grass"]])
    let wants = [want("a", [9, 9, 3]), want("b", [9, 9, 3, nil])]
    let given = MediaAssignment.share(wants, kept: [:], subjects: kin)
    #expect(given.joined().contains(files[2]))
    #expect(MediaAssignment.share(wants, kept: [:], subjects: kin) == given)
    #expect(MediaAssignment.share(wants, kept: [:]).joined().contains(files[2]) == false)
  }

  @Test func `a segment does not show one subject twice, and kept neighbours count`() throws {
    let kin = try subjects([["marigold", "flower"], ["marigold", "bed"], ["beetle"], ["grass"]])
    let wants = [want("a", slots: 2, [9, 8, 3]), want("b", [nil, nil, nil, 5])]
    #expect(
      MediaAssignment.share(wants, kept: [:], subjects: kin) == [[files[0], files[2]], [files[3]]]
    )
    #expect(
      MediaAssignment.share(wants, kept: ["b": [files[1]]], subjects: kin)
        == [[files[2]], [files[1]]]
    )
  }

  @Test func `an unused file that fits comes before the best one again`() {
    let wants = [want("a", [9]), want("b", [nil, 9]), want("c", [8, nil, 2])]
    #expect(
      MediaAssignment.share(wants, kept: [:]) == [[files[0]], [files[1]], [files[2]]]
    )
  }

  @Test func `a segment among its like still gets an unused file`() throws {
    let kin = try subjects([["flower", "bee"], ["flower"], ["flower", "bed"], ["rings"]])
    let wants = [
      want("a", [90]), want("b", [nil, nil, 20]), want("c", [nil, 90]),
      want("d", [nil, nil, 16, 12]),
    ]
    #expect(
      MediaAssignment.share(wants, kept: [:], subjects: kin) == [
        [files[0]], [files[2]], [files[1]], [files[3]],
      ]
    )
  }

  @Test func `a short clip without company gives way to what lasts`() {
    let short = MediaAssignment.Candidate(score: 9, isShort: true)
    let still = MediaAssignment.Candidate(score: 8)
    let wants = [
      MediaAssignment.Want(id: "a", slots: 1, candidates: [files[0]: short, files[1]: still]),
      want("b", [nil, nil, 5]), want("c", [nil, 9]),
    ]
    #expect(
      MediaAssignment.share(wants, kept: [:]) == [[files[0], files[1]], [files[2]], [files[1]]]
    )
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
