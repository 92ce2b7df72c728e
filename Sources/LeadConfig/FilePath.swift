import Foundation

/// Paths as text.
enum FilePath {
  /// The folder that holds a file: `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A path as seen from a folder: absolute ones stay as they are.
  static func joined(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder == "." || folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  /// A folder of the XDG Base Directory Specification: the variable's, which counts only if it is absolute, else one
  /// below the user's home; `nil` without either.
  static func base(_ variable: String, below fallback: String, _ environment: [String: String]) -> String? {
    if let given = environment[variable], given.hasPrefix("/") { return given }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return joined(home, fallback)
  }

  static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
  }
}
