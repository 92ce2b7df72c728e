import LeadConfig
import LeadModel
import TestSupport
import Testing

struct ConfigurationSecretsTests {
  @Test func allSecretsThatCannotBeReadAreSaidInTheFilesOrder() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "open")
    try folder.write("", to: "empty")
    let text = WrittenConfiguration.quoted(
      """
      {'version': 1,
       'operator': {'token': {'file': 'empty'}},
       'routes': [{'path': '/a', 'accept': 'meta', 'mapping': 'm', 'secret': [{'env': 'ONE'}, {'env': 'TWO'}],
         'verifyToken': {'file': 'none'}}],
       'destinations': {'a': {'brand': 'local', 'botId': 'b', 'customerId': 'c', 'token': {'env': 'TWO'},
         'listToken': {'file': 'open'}}}}
      """)
    let configuration = try Configuration(
      parsing: Array(text.utf8), file: folder.path("leadbridge.json"), environment: [:])
    let found = configuration.checkSecrets(environment: ["ONE": "1"])
    #expect(
      found.map(\.code) == ["secret.empty", "secret.unset", "secret.unreadable", "secret.unset", "secret.mode"])
    #expect(found.compactMap(\.position?.line) == [2, 3, 4, 5, 6])
    #expect(found.last?.severity == .warning)
    #expect(configuration.folder == folder.path)
  }
}
