import CutroomModel
import Testing

@testable import CutroomProviders

@Suite struct SearchTranslatorTests {
  private func job(
    _ query: String = "red poppy",
    width: Int = 1920,
    height: Int = 1080,
    language: String = "de"
  ) -> SearchJob {
    SearchJob(
      query: query,
      kinds: FoundKind.allCases,
      limit: 10,
      width: width,
      height: height,
      language: language
    )
  }

  private func page(_ kind: FoundKind, _ number: Int = 1, size: Int = 20) -> SearchPage {
    SearchPage(kind: kind, number: number, size: size)
  }

  // MARK: - Pexels

  private let pexels = Pexels(name: "pexels", key: "canary-pexels")

  @Test func `pexels is asked with its key in a field and never in the address`() {
    let exchange = pexels.exchange(page(.image, 2, size: 15), of: job("Mohn & Korn"))
    #expect(
      exchange.url
        == "https://api.pexels.com/v1/search?query=Mohn%20%26%20Korn&orientation=landscape"
        + "&size=small&locale=de-DE&page=2&per_page=15"
    )
    #expect(exchange.fields == [.init("Authorization", "canary-pexels")])
    #expect(!exchange.followsRedirects)
    let clip = pexels.exchange(page(.video), of: job(width: 1080, height: 1920, language: "eo"))
    #expect(
      clip.url
        == "https://api.pexels.com/videos/search?query=red%20poppy&orientation=portrait&size=medium"
        + "&page=1&per_page=20"
    )
  }

  @Test func `a photo of pexels has the smallest size that covers, and its rights`() throws {
    let body = try ServiceSamples.json(ServiceSamples.pexelsPhotos)
    let found = try pexels.read(body, page(.image), of: job())
    #expect(found.hasMore)
    #expect(
      found.candidates == [
        Candidate(
          asset: "photo-2014422",
          rendition: "original",
          kind: .image,
          url: "https://images.pexels.com/photos/2014422/r.jpeg",
          width: 3024,
          height: 3024,
          rights: Rights(
            title: "Brown Rocks",
            author: "Joey Farina",
            authorURL: "https://www.pexels.com/@joey",
            licence: "Pexels License",
            licenceURL: "https://www.pexels.com/license/",
            source: "https://www.pexels.com/photo/rocks-2014422/"
          )
        )
      ]
    )
    let small = try pexels.read(body, page(.image), of: job(width: 1280, height: 720))
    #expect(small.candidates.first?.rendition == "large2x")
    #expect(small.candidates.first?.width == 1300)
    #expect(small.candidates.first?.height == 1300)
  }

  @Test func `a clip of pexels is an mp4 that covers, not a stream`() throws {
    let body = try ServiceSamples.json(ServiceSamples.pexelsVideos)
    let found = try pexels.read(body, page(.video), of: job())
    #expect(!found.hasMore)
    let clip = try #require(found.candidates.first)
    #expect(clip.asset == "video-1448735")
    #expect(clip.rendition == "file-58650")
    #expect(clip.durationMs == 32_000)
    #expect(clip.rights.author == "Ruvim Miksanskiy")
    let large = try pexels.read(body, page(.video), of: job(width: 7680, height: 4320))
    #expect(large.candidates.first?.rendition == "file-58651")
  }

  // MARK: - Pixabay

  private let pixabay = Pixabay(name: "pixabay", key: "canary-pixabay")

  @Test func `pixabay is asked in its own languages, with words that fit`() {
    let long = Array(repeating: "poppies", count: 20).joined(separator: " ")
    let url = pixabay.exchange(page(.image, 3), of: job(long)).url
    #expect(url.hasPrefix("https://pixabay.com/api/?key=canary-pixabay&q=poppies%20"))
    #expect(url.contains("&lang=de&image_type=photo&orientation=horizontal&safesearch=true&page=3"))
    let words = url.split(separator: "&").first { $0.hasPrefix("q=") } ?? ""
    #expect(words.replacing("%20", with: " ").count <= 102)
    let clip = pixabay.exchange(page(.video), of: job(language: "eo")).url
    #expect(clip.hasPrefix("https://pixabay.com/api/videos/?key="))
    #expect(!clip.contains("lang="))
  }

  @Test func `a picture of pixabay has the size that the key may have`() throws {
    let body = try ServiceSamples.json(ServiceSamples.pixabayPictures)
    let found = try pixabay.read(body, page(.image), of: job())
    #expect(found.hasMore)
    let picture = try #require(found.candidates.first)
    #expect(picture.rendition == "large")
    #expect((picture.width, picture.height) == (1280, 720))
    #expect(picture.keywords == ["blossom", "bloom", "yellow flower"])
    #expect(picture.rights.authorURL == "https://pixabay.com/users/Josch13-48777/")
    #expect(picture.rights.licence == "Pixabay Content License")
    let whole = ServiceSamples.pixabayPictures.replacing(
      "\"imageWidth\"",
      with: "\"fullHDURL\": \"https://pixabay.com/get/f_1920.jpg\", \"imageWidth\""
    )
    let full = try pixabay.read(try ServiceSamples.json(whole), page(.image), of: job())
    #expect(full.candidates.first?.rendition == "fullHD")
    #expect(try !pixabay.read(body, page(.image, 25), of: job()).hasMore)
  }

  @Test func `a clip of pixabay passes over sizes that do not exist`() throws {
    let body = try ServiceSamples.json(ServiceSamples.pixabayVideos)
    let clip = try #require(try pixabay.read(body, page(.video), of: job()).candidates.first)
    #expect(clip.rendition == "medium")
    #expect(clip.durationMs == 12_000)
  }

  @Test func `a wrong key of pixabay is told with status 400`() {
    let reply = WebReply(status: 400, headers: [:], finalURL: "", bytes: 0)
    let words = pixabay.words(of: Array("[ERROR 400] Invalid or missing API key".utf8))
    let fault = pixabay.fault(
      of: ReplyFault("pixabay", reply, words, now: .init(microseconds: 0), isPaid: false)
    )
    #expect(fault.code == .auth)
    let page = pixabay.words(of: Array("[ERROR 400] \"page\" is out of valid range.".utf8))
    let other = pixabay.fault(
      of: ReplyFault("pixabay", reply, page, now: .init(microseconds: 0), isPaid: false)
    )
    #expect(other.code == .invalidInput)
  }

  // MARK: - Openverse

  @Test func `openverse is asked for what a video may hold, by token or without`() {
    let free = Openverse(name: "openverse", token: nil)
    let exchange = free.exchange(page(.image), of: job())
    #expect(
      exchange.url
        == "https://api.openverse.org/v1/images/?q=red%20poppy"
        + "&license_type=commercial%2Cmodification&aspect_ratio=wide"
        + "&extension=jpg%2Cjpeg%2Cpng%2Cwebp&page=1&page_size=20"
    )
    #expect(exchange.fields.isEmpty)
    #expect(free.pageSizes.upperBound == 20)
    let known = Openverse(name: "openverse", token: "canary-openverse")
    #expect(
      known.exchange(page(.music), of: job()).fields
        == [.init("Authorization", "Bearer canary-openverse")]
    )
    #expect(known.documentedLimits != free.documentedLimits)
  }

  @Test func `hits of openverse have the rights of their makers`() throws {
    let openverse = Openverse(name: "openverse", token: nil)
    let images = try ServiceSamples.json(ServiceSamples.openverseImages)
    let found = try openverse.read(images, page(.image), of: job())
    #expect(found.hasMore)
    #expect(try !openverse.read(images, page(.image, 12), of: job()).hasMore)
    let picture = try #require(found.candidates.first)
    #expect(picture.keywords == ["tree", "bark"])
    #expect(picture.rights.licence == "CC BY-SA 4.0")
    #expect(picture.rights.licenceURL == "https://creativecommons.org/licenses/by-sa/4.0/")
    #expect(picture.rights.source == "https://stocksnap.io/photo/X")
    let audio = try ServiceSamples.json(ServiceSamples.openverseAudio)
    let track = try #require(try openverse.read(audio, page(.music), of: job()).candidates.first)
    #expect(track.kind == .music)
    #expect(track.durationMs == 270_000)
    #expect(track.rights.licence == "CC0 1.0")
    #expect(track.keywords == ["vocal", "dance"])
  }

  // MARK: - Jamendo

  private let jamendo = Jamendo(name: "jamendo", clientID: "canary-jamendo")

  @Test func `tracks of jamendo may be downloaded and changed`() throws {
    let url = jamendo.exchange(page(.music, 2, size: 50), of: job("Calm Piano")).url
    #expect(
      url.hasPrefix("https://api.jamendo.com/v3.0/tracks/?client_id=canary-jamendo&format=json")
    )
    #expect(url.contains("&fuzzytags=calm%20piano&vocalinstrumental=instrumental"))
    #expect(url.hasSuffix("&limit=50&offset=50"))
    let body = try ServiceSamples.json(ServiceSamples.jamendoTracks)
    let found = try jamendo.read(body, page(.music, size: 3), of: job())
    #expect(found.hasMore)
    #expect(found.candidates.map(\.asset) == ["track-1532771"])
    let track = try #require(found.candidates.first)
    #expect(track.durationMs == 54_000)
    #expect(track.keywords == ["funk", "pop", "piano"])
    #expect(track.rights.licence == "CC BY-SA 3.0")
    #expect(track.rights.source == "https://www.jamendo.com/track/1532771")
  }

  @Test(arguments: [
    (Int64(5), ProviderFault.Code.auth), (11, .auth), (6, .rateLimit), (3, .invalidInput),
    (1, .server),
  ])
  func `jamendo tells faults in its headers`(code: Int64, meaning: ProviderFault.Code) throws {
    let body: JSONValue = [
      "headers": ["status": "failed", "code": .integer(code), "error_message": "Type: no"],
      "results": [],
    ]
    let fault = try fault { _ = try jamendo.read(body, page(.music), of: job()) }
    #expect(fault.code == meaning)
    #expect(fault.message.contains("Type: no"))
  }

  // MARK: - All

  @Test func `nothing found is an empty list, and another form a bad answer`() throws {
    let empties: [(any SearchTranslator, String, FoundKind)] = [
      (pexels, #"{"photos": [], "total_results": 0}"#, .image),
      (pixabay, #"{"total": 0, "totalHits": 0, "hits": []}"#, .image),
      (
        Openverse(name: "o", token: nil), #"{"result_count": 0, "page_count": 0, "results": []}"#,
        .music
      ),
      (jamendo, #"{"headers": {"code": 0}, "results": []}"#, .music),
    ]
    for (translator, text, kind) in empties {
      let body = try ServiceSamples.json(text)
      let found = try translator.read(body, page(kind), of: job())
      #expect(found == FoundPage(candidates: [], hasMore: false))
      for other in [#"{}"#, #"{"photos": 1, "hits": 1, "results": 1, "headers": {"code": 0}}"#] {
        let bad = try fault {
          _ = try translator.read(try ServiceSamples.json(other), page(kind), of: job())
        }
        #expect(bad.code == .badAnswer)
      }
      let list = #"[{"no": "thing"}]"#
      let strange = """
        {"photos": \(list), "hits": \(list), "results": \(list), "headers": {"code": 0}}
        """
      let bad = try fault {
        _ = try translator.read(try ServiceSamples.json(strange), page(kind), of: job())
      }
      #expect(bad.code == .badAnswer)
    }
  }

  @Test func `licences that forbid changes or sales are told from those that do not`() {
    #expect(OpenLicence.parts(of: "https://creativecommons.org/licenses/by/4.0/")?.code == "by")
    #expect(
      OpenLicence.parts(of: "https://creativecommons.org/publicdomain/zero/1.0/")?.code == "cc0"
    )
    #expect(OpenLicence.parts(of: "https://example.org/licenses/by/4.0/") == nil)
    #expect(OpenLicence.allowsVideos("by-sa"))
    #expect(!OpenLicence.allowsVideos("by-nc"))
    #expect(!OpenLicence.allowsVideos("by-nd"))
  }
}
