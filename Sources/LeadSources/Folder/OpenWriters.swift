import Glibc

/// Whether anybody has a file open for writing.
///
/// Asked for with a lease (fcntl(2), "Leases"), which the system gives to one who reads only while nobody writes, and which
/// is given back at once. Only the file's owner and root may ask, or who has `CAP_LEASE`, and not every file system
/// answers.
enum OpenWriters: Sendable, Hashable {
  case none
  case some
  /// It cannot be told.
  case unknown

  // Not among what the Glibc module shows; fixed in the system's interface (linux/fcntl.h, asm-generic/fcntl.h).
  private static let setSignal: Int32 = 10
  private static let setLease: Int32 = 1024

  /// Asks.
  ///
  /// - Parameter descriptor: Of the file; one that may write itself is told nothing.
  init(of descriptor: Int32) {
    guard fcntl(descriptor, F_GETFL) & O_ACCMODE == O_RDONLY else {
      self = .unknown
      return
    }
    // Who opens the file while the lease is there waits until it is gone, and we get a signal. SIGIO would end the
    // process; this one does nothing.
    guard fcntl(descriptor, Self.setSignal, SIGURG) == 0 else {
      self = .unknown
      return
    }
    if fcntl(descriptor, Self.setLease, Int32(F_RDLCK)) == 0 {
      _ = fcntl(descriptor, Self.setLease, Int32(F_UNLCK))
      self = .none
      return
    }
    guard errno == EAGAIN else {
      self = .unknown
      return
    }
    self = Self.isOnNetwork(descriptor) ? .unknown : .some
  }

  // MARK: Network disks

  /// Clients of these refuse a lease that their server has not given them, whoever writes.
  private static let networks: Set<String> = ["nfs", "nfs4", "cifs", "smb3", "smbfs"]

  private static func isOnNetwork(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0, let kind = kind(of: UInt64(status.st_dev), in: mounts()) else {
      return false
    }
    return networks.contains(kind)
  }

  /// The file system of a device, such as `ext4`.
  ///
  /// - Parameters:
  ///   - device: As stat(2) has it.
  ///   - mounts: Lines as proc(5) describes those of `/proc/self/mountinfo`.
  /// - Returns: `nil` where it is not among them, as a part of a btrfs is not.
  static func kind(of device: UInt64, in mounts: String) -> String? {
    // As glibc takes them apart (gnu_dev_major(3)).
    let major = device >> 8 & 0xFFF | device >> 32 & ~0xFFF
    let minor = device & 0xFF | device >> 12 & ~0xFF
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 2, fields[2] == "\(major):\(minor)", let dash = fields.firstIndex(of: "-") else { continue }
      return fields.dropFirst(dash + 1).first.map(String.init)
    }
    return nil
  }

  /// At most 1 MB of the mounts that this process sees.
  private static func mounts() -> String {
    let file = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count < 1 << 20 {
      let count = read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
