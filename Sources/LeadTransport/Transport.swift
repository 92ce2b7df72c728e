import CCurl
import Glibc
package import LeadModel
import Synchronization

/// Sends requests over libcurl, on one thread that owns everything of libcurl's.
///
/// Policy is the delegate's: the transport sends what it is told to at once, as often as it is told to, and once only. It
/// keeps connections, verifies TLS, follows no redirect, and does not go through a proxy to this machine.
///
/// All members may be called from any thread.
package final class Transport: Sendable {
  private let bell: TransportBell
  /// `nil` once it was joined.
  private let thread: Mutex<pthread_t?>

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - options: For all of its requests.
  ///   - delegate: Kept alive until the transport is stopped: it may hold the transport only if it, or somebody, calls
  ///     `stop`.
  /// - Throws: `transport.caFile` for a CA file that cannot be read, `transport.setup` where libcurl or the system gives no
  ///   thread.
  package init(_ options: TransportOptions, delegate: any TransportDelegate) throws(Diagnostic) {
    if let caFile = options.caFile, access(caFile, R_OK) != 0 {
      throw Diagnostic(
        "transport.caFile", "the file of trusted authorities cannot be read: \(String(cString: strerror(errno)))",
        at: Position(file: caFile), hint: "give a PEM file of certificates")
    }
    guard CurlLibrary.status == CURLE_OK, let multi = curl_multi_init() else {
      throw Diagnostic("transport.setup", "libcurl cannot be set up")
    }
    let bell = TransportBell(multi)
    let work = Work(multi: multi, options: options, delegate: delegate, bell: bell)
    guard let thread = Self.start(work) else {
      curl_multi_cleanup(multi)
      throw Diagnostic("transport.setup", "the system gives no thread for the transport")
    }
    self.bell = bell
    self.thread = Mutex(thread)
  }

  deinit { stop() }

  /// Makes the thread call its delegate soon.
  ///
  /// Safe after `stop`, when it does nothing.
  package func wake() { bell.ring() }

  /// Ends what flies, tells the delegate in a last turn, and waits until the thread has ended.
  ///
  /// Only the first call does.
  ///
  /// Called within a turn, it cannot wait: the thread ends after that turn.
  package func stop() {
    bell.askToStop()
    let thread = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    guard let thread else { return }
    if pthread_equal(thread, pthread_self()) != 0 {
      pthread_detach(thread)
    } else {
      pthread_join(thread, nil)
    }
  }

  // MARK: The thread

  /// What the thread is started with.
  private final class Work: @unchecked Sendable {
    // Sendable, as it is made on one thread and used on one other, which pthread_create starts after.
    let multi: UnsafeMutableRawPointer
    let options: TransportOptions
    let delegate: any TransportDelegate
    let bell: TransportBell

    init(
      multi: UnsafeMutableRawPointer, options: TransportOptions, delegate: any TransportDelegate, bell: TransportBell
    ) {
      self.multi = multi
      self.options = options
      self.delegate = delegate
      self.bell = bell
    }
  }

  /// Starts a thread on which no signal is handled: those are the process's business, and a connection that breaks
  /// under TLS must not end it by SIGPIPE (CURLOPT_NOSIGNAL(3)).
  ///
  /// libcurl's resolver threads inherit that.
  ///
  /// - Returns: `nil` where there can be none; `work` is released then.
  private static func start(_ work: Work) -> pthread_t? {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(work)
    let status = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
        var loop = TransportLoop(work.multi, work.options, delegate: work.delegate, bell: work.bell)
        loop.run()
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      return nil
    }
    return thread
  }
}
