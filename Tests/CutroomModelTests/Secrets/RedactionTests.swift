import CutroomModel
import Testing

@Suite struct RedactionTests {
  let places = Redaction()

  @Test(
    arguments: [
      ("https://me:pw@host/x", "https://***@host/x"),
      ("ftp://only-a-name@host", "ftp://***@host"),
      ("see https://a:b@c.org/d?e=f, then", "see https://***@c.org/d?e=f, then"),
      ("https://host/x?token=abc&page=2", "https://host/x?token=***&page=2"),
      (
        "https://host/?page=2&X-Amz-Signature=0f&X-Amz-Date=1",
        "https://host/?page=2&X-Amz-Signature=***&X-Amz-Date=***"
      ),
      ("https://host/?a=1;sig=zz#top", "https://host/?a=1;sig=***#top"),
      ("https://host/?access_key=zz", "https://host/?access_key=***"),
      ("https://host/?apiKey=zz", "https://host/?apiKey=***"),
      ("Authorization: Basic Zm9vOmJhcg==\nnext", "Authorization: ***\nnext"),
      (#"-H "authorization: Bearer abc" -v"#, #"-H "authorization: ***" -v"#),
      (#"{"Proxy-Authorization": "Basic x", "a": 1}"#, #"{"Proxy-Authorization": "***", "a": 1}"#),
      ("X-Api-Key: 12", "X-Api-Key: ***"),
      ("sent bearer ab12cd34ef to it", "sent bearer *** to it"),
      ("PASSWORD=hunter2 make", "PASSWORD=*** make"),
    ]
  )
  func `what stands where secrets stand is hidden`(text: String, hidden: String) {
    #expect(places.text(text) == hidden)
    #expect(places.text(hidden) == hidden)
  }

  @Test(
    arguments: [
      "The bearer of bad news", "Bearer certificates", "https://host/a@b", "mail me@host",
      "https://host/?monkey=1&keywords=a&page=2", "key=value", "a::b://", "://@", "x=", "?token=",
      "Authorization:", "{\"key\": \"a\"}", "1 = 2: 3", "", "Ünïcödé: =",
    ]
  )
  func `ordinary text stays as it is`(text: String) {
    #expect(places.text(text) == text)
  }

  @Test func `known values are hidden wherever they stand`() {
    let redaction = Redaction(values: ["correct-horse", "correct-horse-battery", "q\"uoted\\x"])
    #expect(redaction.text("acorrect-horse-batteryb correct-horse") == "a***b ***")
    #expect(redaction.text(#"{"a": "q\"uoted\\x"}"#) == #"{"a": "***"}"#)
    #expect(redaction.json(["a": ["correct-horse"]]) == ["a": ["***"]])
    #expect(redaction.text("correct-horse", .places) == "correct-horse")
  }

  @Test func `words of others are cut only after their secrets are hidden`() {
    let redaction = Redaction(values: ["correct-horse"])
    #expect(redaction.line("a correct-horse\n battery", atMost: 20) == "a *** battery")
    #expect(redaction.line("a correct-horse battery", atMost: 6) == "a *** …")
    #expect(redaction.line("\n", atMost: 6) == "")
  }

  @Test func `a secret that comes in pieces is hidden in a line without end`() {
    let redaction = Redaction(values: ["correct-horse"])
    var lines = LineCollector()
    var told: [UInt8] = []
    let sent = Array((String(repeating: "x", count: 65_995) + "correct-horse" + "y\nz").utf8)
    for start in stride(from: 0, to: sent.count, by: 1000) {
      told += lines.add(Array(sent[start..<min(start + 1000, sent.count)]), redaction)
    }
    told += lines.rest(redaction)
    #expect(
      String(decoding: told, as: UTF8.self) == String(repeating: "x", count: 65_995) + "***y\nz"
    )
  }

  @Test func `of a secret of several lines each long line is hidden`() {
    let redaction = Redaction(values: ["-----BEGIN-----\nMIIEvQIBADANBg\n-----END-----"])
    #expect(redaction.text("got MIIEvQIBADANBg!") == "got ***!")
  }

  @Test func `a value that is too short to be told from a word is not looked for`() {
    #expect(Redaction(values: ["public"]).text("public/projects") == "public/projects")
  }

  @Test func `links of a document keep what they need to lead somewhere`() {
    let redaction = Redaction(values: ["correct-horse"])
    let link = "https://me:pw@host/?key=correct-horse&token=abc"
    #expect(redaction.text(link, .document) == "https://***@host/?key=***&token=abc")
  }

  @Test(
    arguments: [
      ("GITHUB_TOKEN", true), ("AWS_SECRET_ACCESS_KEY", true), ("db_password", true),
      ("PATH", false), ("SSL_KEY_FILE", false), ("HOME", false),
    ]
  )
  func `a variable's name tells whether its value is secret`(name: String, isSecret: Bool) {
    #expect(SecretName.isSecretVariable(name) == isSecret)
  }
}
