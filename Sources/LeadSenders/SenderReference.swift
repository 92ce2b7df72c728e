import LeadModel

/// The tables of `docs/senders.md` that come of the rows.
package enum SenderReference {
  /// A part of the document, between `<!-- reference: NAME -->` and `<!-- end -->`.
  package struct Part: Sendable {
    package let name: String
    package let text: String
  }

  package static var parts: [Part] {
    [
      Part(name: "senders", text: senders), Part(name: "signatures", text: signatures),
      Part(name: "codes", text: codes),
    ]
  }

  private static var senders: String {
    table(
      ["`accept`", "sender", "proves itself by", "delivery key", "sends again", "ready mapping"],
      Sender.all.map { sender in
        [
          code(sender.name), sender.title, sender.signing.shown, shown(sender.deliveryKey),
          sender.retries ?? "not said",
          sender.mapping.map(code) ?? "none",
        ]
      })
  }

  private static var signatures: String {
    table(
      ["`accept`", "header", "algorithm", "over", "written as", "good for"],
      Sender.all.flatMap { sender in
        sender.signing.schemes.map { scheme in
          [
            code(sender.name), code(scheme.header), scheme.algorithm.rawValue, code(scheme.template.description),
            scheme.shownForm, scheme.freshness?.shown ?? "ever",
          ]
        }
      })
  }

  private static var codes: String {
    table(["code", "means"], VerificationFailure.allCases.map { [code($0.code), $0.meaning] })
  }

  private static func shown(_ places: [DeliveryKeyPlace]) -> String {
    places.isEmpty ? "none" : places.map(\.shown).joined(separator: ", else ")
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows)
      .map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n" }.joined()
  }
}

/// A text in a fixed font.
private func code(_ text: String) -> String { "`\(text)`" }

extension Signing {
  /// The signatures among its proofs.
  var schemes: [SignatureScheme] { proofs.compactMap { if case .signature(let scheme) = $0 { scheme } else { nil } } }

  fileprivate var shown: String {
    let words = proofs.map { proof in
      switch proof {
      case .signature(let scheme):
        scheme.condition.map { "\(code(scheme.header)) (\($0.value))" } ?? code(scheme.header)
      case .key(let place): place.shown
      }
    }
    // The same header may hold signatures of two kinds.
    let distinct = words.enumerated().filter { words.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    return (needsSecret ? "" : "nothing; with a secret ") + distinct.joined(separator: ", else ")
  }
}

extension KeyPlace {
  fileprivate var shown: String {
    switch self {
    case .query(let name): code("?\(name)=")
    case .lastPathSegment: "the address's last part"
    case .header(let name): code(name)
    case .bearer: code("Authorization: Bearer")
    case .basic: code("Authorization: Basic")
    case .body(let path): "\(code(path.description)) in the body"
    }
  }
}

extension DeliveryKeyPlace {
  fileprivate var shown: String {
    switch self {
    case .header(let name): code(name)
    case .body(let paths): paths.map { code($0.description) }.joined(separator: " + ")
    case .bodyAndDigest(let paths, let path): Self.body(paths).shown + " + a digest of \(code(path.description))"
    }
  }
}

extension SignatureScheme {
  fileprivate var shownForm: String {
    let form =
      switch layout {
      case .list(let prefix, let separator): "\(prefix)…" + (separator.map { "\($0)\(prefix)…" } ?? "")
      case .pairs(let key, let time?): "\(time)=…,\(key)=…"
      case .pairs(let key, nil): "\(key)=…"
      }
    return "\(code(form)) in \(encoding.rawValue)"
  }
}

extension SignatureScheme.Freshness {
  fileprivate var shown: String {
    let place = header.map { "by \(code($0)) in \(unit.rawValue)" } ?? "by its own time in \(unit.rawValue)"
    return "\(Int(tolerance.seconds) / 60) min, \(place)"
  }
}
