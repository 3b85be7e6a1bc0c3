/// Units of measure and money in English words.
enum SpokenUnits {
  /// The words for a unit's symbol; nil where it is none.
  static func words(_ symbol: some StringProtocol, singular: Bool) -> String? {
    let symbol = String(symbol)
    if let unit = units[symbol] { return singular ? unit.one : unit.many }
    let parts = symbol.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let over = units[String(parts[0])], let under = units[String(parts[1])]
    else { return nil }
    return (singular ? over.one : over.many) + " per " + under.one
  }

  /// What `$` and its like are called after a number; nil where the text starts with no such sign.
  static func takeCurrency(from text: inout Substring) -> Currency? {
    guard let currency = currencies.first(where: { text.hasPrefix($0.sign) }) else { return nil }
    text = text.dropFirst(currency.sign.count)
    return currency
  }

  /// `bn` after a sum of money.
  static let scales = [
    "k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million",
    "bn": "billion", "B": "billion", "b": "billion", "tn": "trillion", "T": "trillion",
  ]

  static let scaleWords: Set<String> = ["hundred", "thousand", "million", "billion", "trillion"]

  struct Currency {
    let sign: String
    let one: String
    let many: String
    let cents: String
  }

  private struct Unit {
    let one: String
    let many: String

    init(_ one: String, _ many: String? = nil) {
      self.one = one
      self.many = many ?? one + "s"
    }
  }

  private static let currencies = [
    Currency(sign: "US$", one: "U S dollar", many: "U S dollars", cents: "cents"),
    Currency(sign: "A$", one: "Australian dollar", many: "Australian dollars", cents: "cents"),
    Currency(sign: "C$", one: "Canadian dollar", many: "Canadian dollars", cents: "cents"),
    Currency(sign: "$", one: "dollar", many: "dollars", cents: "cents"),
    Currency(sign: "€", one: "euro", many: "euros", cents: "cents"),
    Currency(sign: "£", one: "pound", many: "pounds", cents: "pence"),
    Currency(sign: "¥", one: "yen", many: "yen", cents: "sen"),
    Currency(sign: "₹", one: "rupee", many: "rupees", cents: "paise"),
    Currency(sign: "₩", one: "won", many: "won", cents: "jeon"),
    Currency(sign: "₽", one: "ruble", many: "rubles", cents: "kopecks"),
  ]

  private static let units: [String: Unit] = [
    "%": Unit("percent", "percent"), "‰": Unit("per mille", "per mille"),
    "°": Unit("degree"), "°C": Unit("degree Celsius", "degrees Celsius"),
    "℃": Unit("degree Celsius", "degrees Celsius"),
    "°F": Unit("degree Fahrenheit", "degrees Fahrenheit"),
    "℉": Unit("degree Fahrenheit", "degrees Fahrenheit"),
    "km": Unit("kilometer"), "m": Unit("meter"), "cm": Unit("centimeter"),
    "mm": Unit("millimeter"), "µm": Unit("micrometer"), "μm": Unit("micrometer"),
    "nm": Unit("nanometer"), "mi": Unit("mile"), "yd": Unit("yard"), "ft": Unit("foot", "feet"),
    "km²": Unit("square kilometer"), "km2": Unit("square kilometer"),
    "m²": Unit("square meter"), "m2": Unit("square meter"), "cm²": Unit("square centimeter"),
    "m³": Unit("cubic meter"), "m3": Unit("cubic meter"), "km³": Unit("cubic kilometer"),
    "cm³": Unit("cubic centimeter"), "ha": Unit("hectare"),
    "kg": Unit("kilogram"), "g": Unit("gram"), "mg": Unit("milligram"), "µg": Unit("microgram"),
    "t": Unit("ton"), "lb": Unit("pound"), "lbs": Unit("pound"), "oz": Unit("ounce"),
    "l": Unit("liter"), "L": Unit("liter"), "ml": Unit("milliliter"), "mL": Unit("milliliter"),
    "mph": Unit("mile per hour", "miles per hour"),
    "kmh": Unit("kilometer per hour", "kilometers per hour"),
    "kph": Unit("kilometer per hour", "kilometers per hour"),
    "s": Unit("second"), "sec": Unit("second"), "ms": Unit("millisecond"),
    "min": Unit("minute"), "h": Unit("hour"), "hr": Unit("hour"), "hrs": Unit("hour"),
    "W": Unit("watt"), "kW": Unit("kilowatt"), "MW": Unit("megawatt"), "GW": Unit("gigawatt"),
    "kWh": Unit("kilowatt hour"), "MWh": Unit("megawatt hour"), "GWh": Unit("gigawatt hour"),
    "TWh": Unit("terawatt hour"), "V": Unit("volt"), "kV": Unit("kilovolt"),
    "Hz": Unit("hertz", "hertz"), "kHz": Unit("kilohertz", "kilohertz"),
    "MHz": Unit("megahertz", "megahertz"), "GHz": Unit("gigahertz", "gigahertz"),
    "kB": Unit("kilobyte"), "KB": Unit("kilobyte"), "MB": Unit("megabyte"),
    "GB": Unit("gigabyte"), "TB": Unit("terabyte"), "hPa": Unit("hectopascal"),
    "kPa": Unit("kilopascal"), "dB": Unit("decibel"),
    "ppm": Unit("part per million", "parts per million"),
  ]
}
