import CutroomModel
import Testing

@testable import CutroomStages

struct CandidateSharingTests {
  private func found(
    _ asset: String,
    kind: FoundKind = .image,
    width: Int? = 1920,
    height: Int? = 1080,
    milliseconds: Int64? = nil,
    keywords: [String] = [],
    title: String? = nil,
    author: String? = "Ann",
    page: String? = nil,
    provider: String = "photos"
  ) -> FoundCandidate {
    FoundCandidate(
      provider: provider,
      candidate: Candidate(
        asset: asset,
        rendition: "large",
        kind: kind,
        width: width,
        height: height,
        durationMs: milliseconds,
        keywords: keywords,
        rights: Rights(title: title, author: author, licence: "CC0", source: page)
      )
    )
  }

  private func want(
    _ id: String,
    slots: Int = 1,
    _ candidates: [FoundCandidate]
  ) -> CandidateSharing.Want {
    CandidateSharing.Want(
      id: id,
      slots: slots,
      milliseconds: 6000,
      stems: ["dune"],
      language: .english,
      candidates: candidates
    )
  }

  private func picks(_ wants: [CandidateSharing.Want]) -> [[String]] {
    CandidateSharing.share(wants, width: 1920, height: 1080).map {
      $0.picks.map(\.candidate.asset)
    }
  }

  @Test func `each is used once, and the order of the provider decides between equals`() {
    let both = [found("a"), found("b"), found("c")]
    #expect(picks([want("x", both), want("y", both)]) == [["a"], ["b"]])
    #expect(picks([want("x", [found("a")]), want("y", [found("a")])]) == [["a"], []])
  }

  @Test func `shape, size, length and words weigh more than the place in the list`() {
    #expect(
      picks([want("x", [found("tall", width: 1080, height: 1920), found("wide")])]) == [["wide"]]
    )
    #expect(
      picks([want("x", [found("tiny", width: 320, height: 180), found("big")])]) == [["big"]]
    )
    let clips = [
      found("short", kind: .video, milliseconds: 2000),
      found("long", kind: .video, milliseconds: 9000),
    ]
    #expect(picks([want("x", clips)]) == [["long"]])
    let told = [found("sea", keywords: ["sea"]), found("dunes", keywords: ["dunes"])]
    #expect(picks([want("x", told)]) == [["dunes"]])
  }

  @Test func `music and a flash of a clip are nothing to be seen`() {
    let odd = [found("song", kind: .music), found("flash", kind: .video, milliseconds: 400)]
    #expect(picks([want("x", odd)]) == [[]])
  }

  @Test func `neighbours do not show what looks the same`() {
    let series = [found("1", title: "Dune"), found("2", title: "Dune"), found("3", title: "Sea")]
    #expect(picks([want("x", series), want("y", series)]) == [["1"], ["3"]])
    let page = "https://photos.example/p/7?utm_source=feed"
    let twice = [
      found("7", author: nil, page: "https://photos.example/p/7"),
      found("flickr-7", author: nil, page: page, provider: "other"),
    ]
    #expect(picks([want("x", twice), want("y", twice)]) == [["7"], []])
    let between = [want("x", series), want("between", [found("z")]), want("y", [series[1]])]
    #expect(picks(between) == [["1"], ["z"], ["2"]])
  }

  @Test func `a long segment gets more once every segment has one`() {
    let all = [found("a"), found("b"), found("c"), found("d")]
    #expect(picks([want("x", slots: 2, all), want("y", all)]) == [["a", "c"], ["b"]])
  }

  @Test func `spares are shared out too, so that two never take the same one`() {
    let all = "abcdefgh".map { found(String($0)) }
    let shares = CandidateSharing.share(
      [want("x", all), want("y", all), want("none", [])],
      width: 1920,
      height: 1080
    )
    #expect(
      shares.map { $0.spares.map(\.candidate.asset) } == [["c", "e", "g"], ["d", "f", "h"], []]
    )
  }

  @Test func `a choice that was made before stays`() {
    let all = [found("a"), found("b")]
    let kept = CandidateSharing.Share(picks: [found("a")], spares: [])
    let shares = CandidateSharing.share(
      [want("x", all), want("y", [found("b")])],
      width: 1920,
      height: 1080,
      kept: ["y": kept]
    )
    #expect(shares.map { $0.picks.map(\.candidate.asset) } == [["b"], ["a"]])
  }

  @Test func `the same search gives the same choice`() {
    let all = (0..<20).map { found("\($0)") }
    let wants = (0..<6).map { want("s\($0)", slots: 2, Array(all.dropFirst($0))) }
    let first = CandidateSharing.share(wants, width: 1280, height: 720)
    #expect(CandidateSharing.share(wants, width: 1280, height: 720) == first)
    let used = first.flatMap { $0.picks + $0.spares }.map(\.id)
    #expect(Set(used).count == used.count)
  }
}
