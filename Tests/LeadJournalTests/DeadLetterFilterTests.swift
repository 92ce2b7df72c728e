import LeadJournal
import LeadModel
import Testing

struct DeadLetterFilterTests {
  /// Died on 2026-01-31 at 10:00 in the mapping, for its address.
  private static var letter: DeadLetter {
    var letter = Samples.letter("k3q7abcd", name: "exports/contacts, old.csv")
    letter.errors.append(Finding("require.missing", "has no contact"))
    letter.mapping = .init(name: "hubspot-contacts", digest: "sha256:00")
    return letter
  }

  @Test(arguments: [
    ("code=email.invalid", true), ("code=require.missing", true), ("code=phone.invalid", false),
    ("code!=email.invalid", false), ("code!=http.422", true), ("code=email.*", true), ("code=*.invalid", true),
    ("code=e*l.*d", true), ("code=email", false), ("code=http.422|email.invalid", true), ("code=a|b", false),
    ("field=email", true), ("field=phone", false), ("field!=phone", true), ("stage=map", true), ("stage=read", false),
    ("stage!=deliver", true), ("source=exports/contacts* old.csv", true), ("source=contacts* old.csv", true),
    ("source=*.csv", true), ("source=contacts", false), ("mapping=hubspot-contacts", true), ("mapping=*", true),
    ("mapping=hubspot", false), ("id=k3q7", true), ("id=k3q7abcd", true), ("id=3q7", false),
    ("at<2026-01-31", false), ("at<=2026-01-31", true), ("at=2026-01-31", true), ("at>2026-01-31", false),
    ("at>=2026-01-31", true), ("at<2026-02-01", true), ("at>2026-01-30", true), ("at=2026-01-30", false),
    ("at<2026-01-31T10:00:00Z", false), ("at<=2026-01-31T10:00:00Z", true), ("at>2026-01-31T10:00:00Z", false),
    ("at>2026-01-31T09:59:59.999Z", true), ("at=2026-01-31T11:00:00+01:00", true),
    ("code=email.invalid,stage=map", true), ("code=email.invalid, stage = read", false),
    (" at >= 2026-01-01 , at < 2026-02-01 ", true),
  ])
  func conditionsHoldAsTheTableSays(text: String, isMeant: Bool) throws {
    #expect(try DeadLetterFilter([text]).matches(Self.letter) == isMeant)
  }

  @Test func allOfSeveralHaveToHold() throws {
    #expect(try DeadLetterFilter(["stage=map", "code=email.invalid"]).matches(Self.letter))
    #expect(try !DeadLetterFilter(["stage=map", "code=http.422"]).matches(Self.letter))
    #expect(DeadLetterFilter().matches(Self.letter))
    #expect(DeadLetterFilter().takesAll)
    #expect(try !DeadLetterFilter(["stage=map"]).takesAll)
  }

  @Test func aLetterWithoutErrorsHasNoCode() throws {
    var letter = Self.letter
    letter.errors = []
    #expect(try !DeadLetterFilter(["code=*"]).matches(letter))
    #expect(try DeadLetterFilter(["code!=email.invalid"]).matches(letter))
  }

  @Test(arguments: [
    ("", "KEY=VALUE"), ("code", "KEY=VALUE"), ("code=", "no value"), ("cod=x", "did you mean 'code'?"),
    ("zzzzzzz=x", "they have code, field"), ("code<x", "takes = or !="), ("stage=mapped", "read, map or deliver"),
    ("at=yesterday", "2026-01-31T10:00:00Z"), ("at!=2026-01-31", "not !="), ("at<2026-02-30", "is no time"),
    ("stage=map,", "KEY=VALUE"),
  ])
  func whatIsNoConditionSaysWhy(text: String, words: String) {
    let mistake = #expect(throws: DeadLetterFilter.Mistake.self) { try DeadLetterFilter([text]) }
    #expect(mistake?.message.contains(words) == true, "\(mistake?.message ?? "")")
  }
}
