package import LeadJSON
import LeadModel
import LeadSync

extension ServiceStatus {
  /// One object; keys as `docs/cli-json.md` lists them, every key always there.
  package func write(into json: inout JSONWriter) {
    json.beginObject()
    json.member("version", version)
    json.member("at", at.description)
    json.member("startedAt", startedAt.description)
    json.number("uptimeSeconds", at.seconds(since: startedAt))
    json.member("ready", isReady)
    json.member("notReady", orNull: notReady)
    json.member("connections", connections)
    json.member("requests", requests)
    json.key("config")
    json.beginObject()
    json.member("loadedAt", setup.loadedAt.description)
    json.member("refusedAt", orNull: setup.refusedAt?.description)
    json.member("refusedReason", orNull: setup.refusedReason)
    json.endObject()
    json.key("spool")
    write(spool, into: &json)
    json.list("routes", routes) { route, json in
      json.member("path", route.path)
      json.member("sender", route.sender)
      json.member("destination", route.destination)
      json.member("paused", route.isPaused)
      json.member("unmapped", route.isUnmapped)
      json.member("accepted", route.accepted)
      json.member("refused", route.refused)
      json.member("lastAcceptedAt", orNull: route.lastAcceptedAt?.description)
      json.number("expectEverySeconds", route.expectEvery?.seconds)
    }
    json.list("destinations", inboxes) { inbox, json in
      json.member("name", inbox.name)
      json.member("breaker", inbox.breaker.rawValue)
      json.member("downSince", orNull: inbox.downSince?.description)
      json.member("holdReason", orNull: inbox.holdReason)
      json.member("heldSince", orNull: inbox.heldSince?.description)
      json.member("heldUntil", orNull: inbox.heldUntil?.description)
      json.member("waiting", inbox.waiting)
      json.member("oldestAt", orNull: inbox.oldestAt?.description)
      json.member("inFlight", inbox.inFlight)
      json.member("limit", inbox.limit)
      json.number("pacePerSecond", inbox.pace)
      json.member("delivered", inbox.delivered)
      json.member("dead", inbox.dead)
      json.member("deadLetters", inbox.deadLetters)
    }
    json.list("sources", sources) { source, json in source.writeMembers(into: &json) }
    json.list("routeless", routeless) { posts, json in
      json.member("path", posts.path)
      json.member("posts", posts.posts)
      json.member("oldestAt", orNull: posts.oldestAt?.description)
      json.member("since", posts.since.description)
    }
    json.list("certificates", certificates) { certificate, json in
      json.member("name", certificate.name)
      json.member("expiresAt", certificate.expiresAt.description)
    }
    json.list("alarms", alarms) { alarm, json in alarm.writeMembers(into: &json) }
    json.endObject()
  }

  private func write(_ spool: Spool, into json: inout JSONWriter) {
    json.beginObject()
    json.member("rows", spool.rows)
    json.member("bytes", spool.bytes)
    json.member("maxBytes", spool.maxBytes)
    json.number("share", spool.share)
    json.member("oldestAt", orNull: spool.oldestAt?.description)
    json.member("freeBytes", spool.freeBytes)
    json.member("minFreeBytes", spool.minFreeBytes)
    json.number("growthPerSecond", spool.growthPerSecond)
    json.number("roomSeconds", spool.roomTime?.seconds)
    json.endObject()
  }
}

extension JSONWriter {
  /// A member with a number to thousandths; `null` where there is none.
  mutating func number(_ name: String, _ number: Double?) {
    key(name)
    if let number { self.number((number * 1000).rounded() / 1000) } else { null() }
  }

  /// A member that is a list of objects.
  fileprivate mutating func list<Element>(
    _ name: String, _ elements: [Element], _ members: (Element, inout JSONWriter) -> Void
  ) {
    key(name)
    beginArray()
    for element in elements {
      beginObject()
      members(element, &self)
      endObject()
    }
    endArray()
  }
}
