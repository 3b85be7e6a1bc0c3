import CutroomModel
import Testing

struct SpeechTextTests {
  @Test(arguments: [
    ("5 dunes, 21 storms", "five dunes, twenty-one storms"),
    (
      "1,234,567 grains",
      "one million two hundred thirty-four thousand five hundred sixty-seven grains"
    ),
    ("7,000,000,000", "seven billion"),
    ("-5 or −5", "minus five or minus five"),
    ("3.14 and .5", "three point one four and zero point five"),
    ("agent 007", "agent zero zero seven"),
    ("the 1st, 22nd and 30th", "the first, twenty-second and thirtieth"),
    (
      "in 1984, 1905, 1900, 2005 and 2026",
      "in nineteen eighty-four, nineteen oh five, nineteen hundred, two thousand five and twenty twenty-six"
    ),
    ("the 1990s and 80s", "the nineteen nineties and eighties"),
    ("5% or 2.5 %", "five percent or two point five percent"),
    (
      "$1, $5.50, £3.00, €2.5bn",
      "one dollar, five dollars and fifty cents, three pounds, two point five billion euros"
    ),
    ("$3.5 million and 20€", "three point five million dollars and twenty euros"),
    ("5–10 km", "five to ten kilometers"),
    ("$5-10", "five to ten dollars"),
    (
      "1914–18, 1939-1945",
      "nineteen fourteen to eighteen, nineteen thirty-nine to nineteen forty-five"
    ),
    ("5 – 10 days", "five to ten days"),
    ("1/2, 3/4, 2/3 and 1 1/2", "one half, three quarters, two thirds and one and one half"),
    ("½ or 2½", "a half or two and a half"),
    ("14:30, 9:05 am, 10:00, 5pm", "fourteen thirty, nine oh five am, ten o'clock, five P.M"),
    ("2026-03-01", "March first, twenty twenty-six"),
    ("March 1, 2026", "March first, twenty twenty-six"),
    ("on 1 March", "on the first of March"),
    ("10 km² at 20°C", "ten square kilometers at twenty degrees Celsius"),
    (
      "1 km, 90 km/h, 60mph, 5kg",
      "one kilometer, ninety kilometers per hour, sixty miles per hour, five kilograms"
    ),
    ("12 m/s", "twelve meters per second"),
    ("Dr. Lee and Mr. Day, St. Ives", "Doctor Lee and Mister Day, Saint Ives"),
    ("e.g. sand, i.e. dust, etc. They", "for example sand, that is dust, et cetera. They"),
    ("cats vs. dogs", "cats versus dogs"),
    ("No. 5 said no. Then", "number five said no. Then"),
    ("see https://www.example.org/a-b/?x=1.", "see example dot org slash a dash b."),
    ("ann@example.org", "ann at example dot org"),
    ("the FBI, NASA, DVDs and the U.S. team", "the F.B.I, NASA, D.V.Ds and the U.S team"),
    ("the UK's plan", "the U.Ks plan"),
    ("BREAKING STORM HITS USA", "BREAKING storm hits U.S.A"),
    ("salt & sand = #dunes + 1", "salt and sand equals dunes plus one"),
    (
      "COVID-19, MP3, H2O, 1920x1080",
      "COVID nineteen, M.P three, H two O, one thousand nine hundred twenty by one thousand eighty"
    ),
    ("version 1.2.3", "version one point two point three"),
    ("a 5-year-old well-known R&B star", "a five year old well-known R and B star"),
    ("“Really?” (yes) *now*", "Really? yes now"),
    ("ladybird 🐞 days ☀️!", "ladybird  days! "),
    ("dunes — they sing", "dunes,  they sing"),
    ("wait… what", "wait... what"),
    ("Mrs. Dune’s don't", "Missus Dune’s don't"),
  ])
  func `English is written out`(text: String, spoken: String) {
    let tokens = SpeechText.tokens(text)
    #expect(tokens.map(\.spoken).joined(separator: " ") == spoken)
    #expect(tokens.map(\.display).joined(separator: " ") == text)
  }

  @Test func `every run keeps its place, also one that is silent`() {
    #expect(
      SpeechText.tokens("Sand  🐞\n5 km.") == [
        SpeechToken(display: "Sand", spoken: "Sand"),
        SpeechToken(display: "🐞", spoken: ""),
        SpeechToken(display: "5", spoken: "five"),
        SpeechToken(display: "km.", spoken: "kilometers."),
      ]
    )
  }

  @Test func `other languages keep their numbers and lose their emoji`() {
    let german = SpeechText.tokens("Am 3. Mai: 5 km auf beispiel.de 🐞", language: .german)
    #expect(
      german.map(\.spoken) == ["Am", "3.", "Mai:", "5", "km", "auf", "beispiel Punkt de", ""]
    )
    let french = SpeechText.tokens("ann@exemple.fr", language: .french)
    #expect(french.map(\.spoken) == ["ann arobase exemple point fr"])
  }

  @Test(arguments: [
    "", "   ", "🐞", "🇩🇪👨‍👩‍👧‍👦1️⃣", "99999999999999999999999999", "-", "--", "$", "$-", "1/0", "0/0", "::",
    "1:2:3:4", "99:99", "2026-99-99", ".", "...", "½½½", "#", "##", "1e400", "0x1F", "@", "@@", "/",
    "http://", "a..b@", "\u{0}\u{1}", "٣٤", "１２", "-.", "5-", "-5-5-", "x1x", "1,23,4",
    "-9223372036854775808",
    "−½", "~", "~~5", "+", "<5", "1stst", "A.B.", "AAAAAAAA", "I’", "’s", "s", "1–2–3", "100°",
    "$1.999",
  ])
  func `odd runs are survived and keep their count`(text: String) {
    let tokens = SpeechText.tokens(text)
    #expect(tokens.count == text.split(whereSeparator: \.isWhitespace).count)
    #expect(SpeechDuration.milliseconds(tokens, wordsPerMinute: 160) >= 0)
  }

  @Test func `random runs are survived`() {
    let alphabet = Array("019.,:/-–$%½°²#&@xkmKAsU ’'stndé🐞\u{301}")
    var state: UInt64 = 42
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      let runs = text.split(whereSeparator: \.isWhitespace).count
      #expect(SpeechText.tokens(text).count == runs)
    }
  }

  @Test func `the estimate follows the words, the pauses and the rate`() {
    #expect(SpeechDuration.milliseconds("", wordsPerMinute: 160) == 0)
    // Four syllables and the end of a sentence at 280 syllables a minute.
    #expect(SpeechDuration.milliseconds("Sand dunes are old.", wordsPerMinute: 160) == 1500)
    #expect(SpeechDuration.milliseconds("Sand dunes are old.", wordsPerMinute: 320) == 750)
    let long = SpeechDuration.milliseconds("1,234 km", wordsPerMinute: 160)
    #expect(long > SpeechDuration.milliseconds("12 km", wordsPerMinute: 160))
  }
}
