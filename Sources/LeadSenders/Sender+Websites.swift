extension Sender {
  /// Forms on people's own pages: makers of pages, and plugins of WordPress.
  static let websites: [Sender] = [
    Sender(
      "webflow", "Webflow",
      .signature(
        SignatureScheme(
          header: "x-webflow-signature", template: SignedTemplate([.timestamp, .literal(Array(":".utf8)), .body]),
          freshness: SignatureScheme.Freshness(header: "x-webflow-timestamp", unit: .milliseconds))),
      deliveryKey: [.body(["payload.id"]), .body(["_id"])], mapping: "webflow-v2-webhook"),
    Sender("elementor", "Elementor Pro", retries: once, mapping: "elementor-simple"),
    Sender("gravity-forms", "Gravity Forms", .ownHeader, retries: once, mapping: "gravity-forms-webhook"),
    Sender("wpforms", "WPForms", .ownHeader, retries: once, mapping: "wpforms-webhook"),
    Sender("contact-form-7", "Contact Form 7, by a webhook plugin", retries: once, mapping: "contact-form-7-webhook"),
    Sender("unbounce", "Unbounce", mapping: "unbounce-webhook"),
    Sender("netlify", "Netlify Forms", deliveryKey: [.body(["id"])], mapping: "netlify-forms-webhook"),
    Sender("salesforce-web-to-lead", "Forms made for Salesforce Web-to-Lead", mapping: "salesforce-web-to-lead"),
  ]

  /// WordPress posts as the form is sent, and has no queue.
  private static let once = "never: one try of 5 s"
}
