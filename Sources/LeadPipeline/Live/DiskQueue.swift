import Dispatch

/// A thread's worth of room for work that waits for the disk, one thing after the other.
///
/// Swift runs tasks on as many threads as there are cores: one disk that takes seconds for an fsync would stop every other
/// destination, the status and the alarms. Dispatch gives each queue a thread of its own while it works.
///
/// As an actor's executor, and as the one that a task prefers: SE-0392 and SE-0417.
package final class DiskQueue: SerialExecutor, TaskExecutor {
  private let queue: DispatchQueue

  /// - Parameter label: What debuggers show.
  package init(_ label: String) { queue = DispatchQueue(label: label) }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in
      job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
    }
  }
}
