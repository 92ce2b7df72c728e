import NIOCore

/// Runs tasks on one of NIO's event loops: the one that their connections are on.
///
/// On Dispatch's threads, where tasks run by default, a request changes threads twice, and a wake-up costs more than
/// what there is to do: the local inbox answers half as many again without. Nothing here blocks: SQLite has a queue of
/// its own. (SE-0417, Task executor preference.)
final class LoopExecutor: TaskExecutor {
  let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
