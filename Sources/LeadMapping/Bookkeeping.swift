/// Names of fields that say how a form was sent, not who sent it: they pass only where a mapping names them.
enum Bookkeeping {
  /// Whether a folded name is one of an IP address, a user agent or a form's own bookkeeping.
  ///
  /// By words, so that `remote_ip`, `Signup IP` and `OPTIN_IP` are among them and `zip` and `tip` are not; and whatever
  /// begins with an underscore, as the fields that form tools add do (`_wpcf7`, `_token`, `_gotcha`).
  static func holds(_ name: String) -> Bool {
    if name.hasPrefix("_") || names.contains(name) { return true }
    let words = name.split { !$0.isLetter && !$0.isNumber }
    for (index, word) in words.enumerated() {
      if word == "ip" || compounds.contains(String(word)) { return true }
      if word == "user", index + 1 < words.count, words[index + 1] == "agent" { return true }
    }
    return false
  }

  private static let compounds: Set<String> = [
    "useragent", "ipaddress", "ipaddr", "remoteip", "clientip", "userip", "visitorip", "ipv4", "ipv6", "recaptcha",
    "hcaptcha", "captcha", "csrf", "csrfmiddlewaretoken", "honeypot",
  ]

  private static let names: Set<String> = [
    "authenticity_token", "utf8", "submit", "max_file_size", "g-recaptcha-response", "h-captcha-response",
    "cf-turnstile-response", "handshakekey", "handshake_key", "google_key", "rawrequest", "uploadserverurl",
    "temp_upload", "powered by", "form_build_id", "form_token", "viewstate", "remote_addr",
  ]
}
