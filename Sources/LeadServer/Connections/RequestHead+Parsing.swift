import LeadModel
import NIOHTTP1

extension RequestHead {
  /// Takes the fields of a parsed head once; a request without either length has no body (RFC 9112, section 6.3).
  init(_ head: HTTPRequestHead, peer: IPAddress) {
    var fields: [Post.HeaderField] = []
    fields.reserveCapacity(head.headers.count)
    var isChunked = false
    for (name, value) in head.headers {
      let name = name.lowercased()
      fields.append(Post.HeaderField(name: name, value: value))
      if name == "content-length" { contentLength = Int(value) }
      if name == "transfer-encoding" { isChunked = true }
    }
    method = head.method.rawValue
    target = head.uri
    self.fields = fields
    self.peer = peer
    hasBody = isChunked || contentLength ?? 0 > 0
    isHTTP11 = head.version.major == 1 && head.version.minor >= 1
  }
}
