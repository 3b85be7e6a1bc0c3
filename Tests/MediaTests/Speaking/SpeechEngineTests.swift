import CutroomModel
import Speech
import Testing

// The engine has one state in a process.
@Suite(.serialized) struct SpeechEngineTests {
  let engine: SpeechEngine

  init() throws { engine = try SpeechEngine(voice: "en-us") }

  @Test(arguments: [
    "The dunes shift ten metres a year, and nobody stops them.",
    "Naïve ladybirds — thousands of them — overwinter in the Alps.",
    "Überraschung! Élan vital, façade, coöperate. Tokyo 東京 is big 🌷 in the end.",
    "one", "... hello ...",
  ])
  func `every word is heard once, in order, inside the sound`(text: String) throws {
    let tokens = tokens(text)
    let speech = try engine.speak(tokens, settings: SpeechSettings())
    #expect(speech.words.map(\.text) == tokens.map(\.display))
    var end = 0
    for word in speech.words {
      #expect(word.startMs >= end, "\(word)")
      #expect(word.endMs > word.startMs, "\(word)")
      end = word.endMs
    }
    #expect(end <= milliseconds(of: speech))
  }

  @Test func `a sentence after words that are not ASCII starts where the pause ends`() throws {
    let text = "Die Łódź lag in der Nähe — schön. Élan vital ist da. Größe zählt hier. Ende gut."
    let speech = try engine.speak(tokens(text), settings: SpeechSettings())
    let firsts = speech.words.filter { ["Élan", "Größe", "Ende"].contains($0.text) }
    #expect(firsts.count == 3)
    for word in firsts {
      #expect(loudness(of: speech, from: word.startMs - 30, to: word.startMs - 5) < 64)
      #expect(loudness(of: speech, from: word.startMs, to: word.startMs + 120) > 1000)
    }
  }

  @Test func `words end before the pause that follows them`() throws {
    let text = "It rained. Then the sun came."
    let speech = try engine.speak(tokens(text), settings: SpeechSettings())
    let rained = try #require(speech.words.first { $0.text == "rained." })
    let then = try #require(speech.words.first { $0.text == "Then" })
    #expect(then.startMs - rained.endMs > 100)
    #expect(speech.sentenceEndsMs == [rained.endMs, speech.words[5].endMs])
  }

  @Test func `a token that is said as several words covers all of them`() throws {
    let price = SpeechToken(display: "$3.5M", spoken: "three point five million dollars")
    let speech = try engine.speak(
      tokens("It cost") + [price] + tokens("today."),
      settings: SpeechSettings()
    )
    let spelledOut = try engine.speak(
      tokens("It cost three point five million dollars today."),
      settings: SpeechSettings()
    )
    #expect(speech.words.map(\.text) == ["It", "cost", "$3.5M", "today."])
    #expect(near(speech.words[2].startMs, spelledOut.words[2].startMs))
    #expect(near(speech.words[3].startMs, spelledOut.words[7].startMs))
    #expect(speech.words[2].endMs > spelledOut.words[6].startMs)
  }

  @Test func `a token that is not said keeps its place`() throws {
    let tokens = tokens("red") + [SpeechToken(display: "🌷", spoken: "")] + tokens("and blue")
    let speech = try engine.speak(tokens, settings: SpeechSettings())
    #expect(speech.words.map(\.text) == ["red", "🌷", "and", "blue"])
  }

  @Test(arguments: ["", " ", "... — !", "🌷 🌷"])
  func `a text without a word is refused`(text: String) {
    #expect(throws: WorkerFailure(.nothingToSay, "the text has no word to speak")) {
      try engine.speak(tokens(text), settings: SpeechSettings())
    }
  }

  @Test func `markup and phoneme brackets are read as text`() throws {
    let text = "<break time='9s'/> [[h@'loU]] <speak> a & b\u{0}c\nd"
    let speech = try engine.speak(tokens(text), settings: SpeechSettings())
    #expect(speech.words.count == tokens(text).count)
    #expect(milliseconds(of: speech) < 15_000)
  }

  @Test(arguments: [
    SpeechSettings(wordsPerMinute: 79), .init(wordsPerMinute: 451), .init(pitch: 101),
  ])
  func `settings that the engine does not have are refused`(settings: SpeechSettings) {
    let failure = #expect(throws: WorkerFailure.self) {
      try engine.speak(tokens("hello"), settings: settings)
    }
    #expect(failure?.code == .badSpeechSettings)
  }

  @Test func `pitch changes the sound`() throws {
    let low = try engine.speak(tokens("aaah"), settings: SpeechSettings(pitch: 10))
    let high = try engine.speak(tokens("aaah"), settings: SpeechSettings(pitch: 90))
    #expect(period(of: high) < period(of: low) * 3 / 4)
  }

  @Test(arguments: ["en-us", "EN-US", "English (America)", "gmw/en-US", "en", "en-us+f3", "fr"])
  func `a voice answers to its name, title, file and language`(name: String) throws {
    let speech = try SpeechEngine(voice: name).speak(tokens("bonjour"), settings: .init())
    #expect(speech.words.count == 1)
  }

  @Test(arguments: ["nonesuch", "../../../../../etc/passwd", "/etc/passwd", "en-us+../../x"])
  func `only installed voices are loaded`(name: String) {
    let failure = #expect(throws: WorkerFailure.self) { try SpeechEngine(voice: name) }
    #expect(failure?.code == .unknownVoice)
  }
}

private func tokens(_ text: String) -> [SpeechToken] {
  text.split(separator: " ").map { SpeechToken(display: String($0), spoken: String($0)) }
}

private let rate = 22_050

private func milliseconds(of speech: Speech) -> Int { speech.samples.count * 1000 / rate }

/// The highest sample between two moments.
private func loudness(of speech: Speech, from start: Int, to end: Int) -> Int {
  let span = speech.samples[max(0, start * rate / 1000)..<end * rate / 1000]
  return span.map { Int($0.magnitude) }.max() ?? 0
}

/// Samples after which the middle of the sound repeats best, for voices of 55 to 440 Hz.
private func period(of speech: Speech) -> Int {
  let middle = speech.samples[(speech.samples.count / 3)...].prefix(2000).map(Int.init)
  let likeness = (50...400).map { lag in
    (lag, (0..<1500).reduce(0) { $0 + middle[$1] * middle[$1 + lag] })
  }
  return likeness.max { $0.1 < $1.1 }?.0 ?? 0
}

/// Two takes of the same words differ a little: the engine's flutter runs on.
private func near(_ one: Int, _ other: Int) -> Bool { abs(one - other) <= 5 }
