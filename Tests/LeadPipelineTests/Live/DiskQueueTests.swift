import Dispatch
import Foundation
import Synchronization
import Testing

@testable import LeadPipeline

@Suite(.timeLimit(.minutes(1)))
struct DiskQueueTests {
  /// An actor as the recorder is one.
  private actor Disk {
    private let queue: DiskQueue
    private(set) var count = 0

    init(_ queue: DiskQueue) { self.queue = queue }

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    func write(_ disk: DispatchSemaphore) {
      disk.wait()
      count += 1
    }
  }

  /// An atomic cannot be captured by itself.
  private final class Started: Sendable {
    let count = Atomic(0)
  }

  @Test func disksThatHangHoldUpNobodyElse() async {
    // More of them than Swift has threads.
    let count = ProcessInfo.processInfo.activeProcessorCount * 2
    let disk = DispatchSemaphore(value: 0)
    let started = Started()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<count {
        group.addTask { await Disk(DiskQueue("actor \(number)")).write(disk) }
        group.addTask(executorPreference: DiskQueue("task \(number)")) {
          started.count.add(1, ordering: .relaxed)
          disk.wait()
        }
      }
      // Runs on Swift's threads, and would not if they all waited for a disk.
      group.addTask {
        while started.count.load(ordering: .relaxed) < count { await Task.yield() }
        for _ in 0..<(2 * count) { disk.signal() }
      }
    }
  }

  @Test func whatIsDoneOnOneIsDoneInTurns() async {
    let actor = Disk(DiskQueue("turns"))
    // Ends as it began, as it must (dispatch_semaphore_create(3)).
    let disk = DispatchSemaphore(value: 0)
    for _ in 0..<2_000 { disk.signal() }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<2_000 { group.addTask { await actor.write(disk) } }
    }
    #expect(await actor.count == 2_000)
  }
}
