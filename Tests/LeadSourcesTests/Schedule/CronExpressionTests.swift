import Testing

@testable import LeadSources

/// What is read as an expression of crontab, and what is said of the rest.
struct CronExpressionTests {
  /// The numbers of a set of bits.
  private static func numbers(_ bits: UInt64) -> [Int] { (0..<64).filter { bits & 1 << UInt64($0) != 0 } }

  @Test(
    arguments: [
      ("5", [5]), ("0,30", [0, 30]), ("10-13", [10, 11, 12, 13]), ("*/20", [0, 20, 40]), ("5-59/20", [5, 25, 45]),
      ("1,3-5,50-58/4", [1, 3, 4, 5, 50, 54, 58]), ("007", [7]), ("59", [59]), ("3,3", [3]),
    ] as [(String, [Int])])
  func aFieldIsAListOfRangesWithSteps(_ minutes: String, _ expected: [Int]) throws {
    #expect(Self.numbers(try CronExpression(parsing: "\(minutes) * * * *").minutes) == expected)
  }

  @Test(arguments: [
    ("7", [0]), ("0,7", [0]), ("sun", [0]), ("MON-Fri", [1, 2, 3, 4, 5]), ("fri-sun", [0, 5, 6]), ("5-7", [0, 5, 6]),
    ("sun-tue", [0, 1, 2]), ("sat,sun", [0, 6]), ("*/2", [0, 2, 4, 6]), ("0-7", [0, 1, 2, 3, 4, 5, 6]),
  ])
  func sundayIsTheFirstDayAndTheLast(_ weekdays: String, _ expected: [Int]) throws {
    #expect(Self.numbers(try CronExpression(parsing: "0 0 * * \(weekdays)").weekdays) == expected)
  }

  @Test(arguments: [
    ("jan", [1]), ("Feb-APR", [2, 3, 4]), ("dec,6", [6, 12]), ("*/4", [1, 5, 9]), ("12", [12]),
  ])
  func monthsHaveNames(_ months: String, _ expected: [Int]) throws {
    #expect(Self.numbers(try CronExpression(parsing: "0 0 1 \(months) *").months) == expected)
  }

  @Test(arguments: [
    ("@hourly", "0 * * * *"), ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@weekly", "0 0 * * 0"),
    ("@Monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"), ("  5  4\t* * *  ", "5 4 * * *"),
  ])
  func wordsAndBlanksAreShortForFields(_ text: String, _ fields: String) throws {
    #expect(try CronExpression(parsing: text) == CronExpression(parsing: fields))
  }

  /// After crontab(5): a field that begins with `*` is not restricted.
  @Test(arguments: [
    ("0 0 13 * fri", true), ("0 0 * * fri", false), ("0 0 13 * *", false), ("0 0 */2 * fri", false),
    ("0 0 13 * */2", false), ("0 0 1-31 * 0-6", true),
  ])
  func eitherDayCountsWhereBothAreRestricted(_ text: String, _ isEither: Bool) throws {
    #expect(try CronExpression(parsing: text).takesEitherDay == isEither)
  }

  @Test(
    arguments: [
      ("", 1, "it is empty"), ("  ", 1, "it is empty"), ("0 6 * *", 8, "it has 4 fields, expected 5"),
      ("5", 2, "it has 1 field, expected 5"), ("0 0 6 * * mon", 11, "it has 6 fields"),
      ("60 * * * *", 1, "the minute is none"),
      ("0 24 * * *", 3, "the hour is none, expected 0 to 23"), ("0 0 0 * *", 5, "the day of the month is none"),
      ("0 0 32 * *", 5, "expected 1 to 31"), ("0 0 1 13 *", 7, "the month is none, expected 1 to 12 or jan to dec"),
      ("0 0 1 0 *", 7, "the month is none"), ("0 0 * * 8", 9, "the day of the week is none"),
      ("0 99999999999999999999 * * *", 3, "the hour is none"), ("0 0 1,2, * *", 9, "the day of the month is none"),
      ("0 -1 * * *", 3, "the hour is none"), ("1.5 * * * *", 2, "the minute goes on with a character"),
      ("0 0 1-5-9 * *", 8, "goes on with a character"), ("0 *5 * * *", 4, "goes on with a character"),
      ("0 22-5 * * *", 6, "the hour's range ends before it begins"),
      ("0 0 * * sat-mon", 13, "range ends before it begins"),
      ("*/0 * * * *", 3, "a step is a number from 1 on"), ("*/ * * * *", 3, "a step is a number from 1 on"),
      ("*/90 * * * *", 3, "the minute's step is longer than its range"),
      ("10-20/11 * * * *", 7, "longer than its range"),
      ("5/15 * * * *", 2, "a step goes with * or a range"), ("0 0 ? * *", 5, "the day of the month is none"),
      ("0 0 L * *", 5, "the day of the month is none"), ("0 0 * * monday", 9, "the day of the week is none"),
      ("0 0 * mrz *", 7, "the month is none"), ("@reboot", 1, "the word with '@' is not known"),
      ("@daily 5", 8, "nothing is expected behind"), ("0\u{A0}6 * * * *", 2, "the minute goes on with a character"),
    ] as [(String, Int, String)])
  func whatIsNoneSaysWhereAndWhy(_ text: String, _ column: Int, _ message: String) throws {
    let error = #expect(throws: CronError.self) { try CronExpression(parsing: text) }
    #expect(error?.column == column && error?.code == .form, "\(String(describing: error))")
    #expect(error?.message.contains(message) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    ("0 22-5 * * *", "write two: 22-23,0-5 in place of 22-5"), ("5/15 * * * *", "write 5-59/15"),
    ("*/90 * * * *", "use \"every\": \"90m\" in place of 'cron'"),
    ("* */36 * * *", "use \"every\": \"36h\" in place of 'cron'"),
    ("0 0 * * monday", "the first three letters: mon"), ("0 0 * * tru", "did you mean 'thu'?"),
    ("0 0 ? * *", "that is of other programs; '*' means any"), ("@dayly", "did you mean '@daily'?"),
    ("0 6 * *", "minute, hour, day of the month, month, day of the week: \"0 6 * * mon-fri\""),
    ("0 0 30 feb *", "February has 29 days at most, and April, June, September and November have 30"),
  ])
  func aMistakeComesWithWhatToWrite(_ text: String, _ hint: String) {
    let error = #expect(throws: CronError.self) { try CronExpression(parsing: text) }
    #expect(error?.hint == hint)
  }

  @Test(arguments: [
    ("0 0 31 2 *", true), ("0 0 30,31 2 *", true), ("0 0 31 4,6,9,11 *", true), ("0 0 29 2 *", false),
    ("0 0 31 4,5 *", false), ("0 0 31 2 mon", false), ("0 0 31 2 */2", true), ("0 0 31 */2 *", false),
  ])
  func anExpressionThatNeverFiresIsAnError(_ text: String, _ isNever: Bool) {
    do throws(CronError) {
      _ = try CronExpression(parsing: text)
      #expect(!isNever)
    } catch {
      #expect(isNever && error.code == .never && error.column == 5)
    }
  }

  @Test func aLongTextIsNotRead() {
    let most = CronExpression.maxBytes
    func text(_ bytes: Int) -> String { "* * * * *" + String(repeating: " ", count: bytes - 9) }
    #expect(throws: Never.self) { try CronExpression(parsing: text(most)) }
    #expect(throws: CronError.self) { try CronExpression(parsing: text(most + 1)) }
  }
}
