extension ColumnContent {
  /// Whether the values can be of that meaning.
  func fit(_ meaning: ColumnMeaning) -> ContentFit {
    guard count > 0 else { return .neutral }
    switch meaning {
    case .email: return by(emails, elseContradicts: ats < 0.5)
    case .phone: return phones >= 0.3 ? .confirms : phones > 0 || damagedNumbers ? .neutral : .contradicts
    case .firstName, .lastName, .fullName, .middleName:
      if isMachineText || booleans > 0.8 || dates != nil || prose > 0.5 { return .contradicts }
      return wordsOnly >= 0.5 ? .confirms : .neutral
    case .namePrefix: return honorifics >= 0.5 ? .confirms : .contradicts
    case .nameSuffix: return meanLength <= 12 && !isMachineText ? .neutral : .contradicts
    case .company, .jobTitle:
      if isMachineText || dates != nil || booleans == 1 || honorifics >= 0.5 { return .contradicts }
      return companies > 0.1 || wordsOnly >= 0.5 ? .confirms : .neutral
    case .country: return by(countries, elseContradicts: true)
    case .dialCode: return dialCodes >= 0.7 ? .confirms : .contradicts
    case .status:
      if isMachineText || dates != nil || numbers > 0.5 || prose > 0.2 { return .contradicts }
      return statuses >= 0.3 ? .confirms : .contradicts
    case .tags:
      if emails > 0.5 || urls > 0.5 || dates != nil || booleans == 1 || (numbers > 0.8 && separator == nil) {
        return .contradicts
      }
      return separator != nil || distinctCount * 2 <= count ? .confirms : .neutral
    case .notes:
      if booleans == 1 || dates != nil || numbers > 0.8 || emails > 0.8 || urls == 1 { return .contradicts }
      return prose > 0.3 || meanLength > 30 ? .confirms : .neutral
    case .picture: return by(urls, elseContradicts: true)
    case .optIn: return booleans >= 0.6 ? .confirms : dates != nil || distinctCount <= 20 ? .neutral : .contradicts
    case .optOut: return booleans >= 0.6 || dates != nil ? .confirms : .contradicts
    case .testMark: return booleans >= 0.8 ? .confirms : .contradicts
    case .sourceID:
      guard isDistinct, meanLength <= 80, prose == 0 else { return .contradicts }
      // One value is always another than all others.
      return distinctCount > 1 ? .confirms : .neutral
    case .address, .owner, .bookkeeping, .other: return .neutral
    }
  }

  /// Emails, phones, links or numbers: what no name consists of.
  private var isMachineText: Bool { emails > 0.5 || phones > 0.5 || urls > 0.5 || numbers > 0.5 }

  /// Numbers in scientific notation alone: phones that a spreadsheet has rounded.
  private var damagedNumbers: Bool { numbers == 1 && meanLength > 7 }

  private func by(_ share: Double, elseContradicts: Bool) -> ContentFit {
    share >= 0.5 ? .confirms : share < 0.2 && elseContradicts ? .contradicts : .neutral
  }

  /// What a column is by its values alone, the name saying nothing; `nil`: that cannot be seen.
  func meaningAlone(_ header: HeaderWords) -> ColumnVerdict? {
    guard count > 0 else { return nil }
    // An owner's address, a fax, the state of a number: the name says that it is none of the lead's.
    let isOfAnother = header.words.contains(where: HeaderVocabulary.detractors.contains)
    func verdict(_ meaning: ColumnMeaning, _ confidence: Double, _ words: String) -> ColumnVerdict? {
      isOfAnother ? nil : ColumnVerdict(meaning: meaning, confidence: confidence, reason: words)
    }
    if emails >= 0.8 { return verdict(.email, 0.75, "the values are email addresses") }
    if phones >= 0.8, writtenPhones >= 0.5 { return verdict(.phone, 0.55, "the values look like phone numbers") }
    if images >= 0.8 { return verdict(.picture, 0.5, "the values are links to images") }
    guard dates == nil, urls < 0.5, numbers < 0.5, emails < 0.2 else { return nil }
    if let separator, separator.isTelling, hasShortEntries {
      return verdict(.tags, 0.5, "short entries between \(separator.words)")
    }
    if prose >= 0.5, meanLength > 60, !isOfAnother { return verdict(.notes, 0.45, "the values are whole sentences") }
    return nil
  }
}
