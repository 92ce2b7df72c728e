import LeadModel

extension CSVReader {
  /// Puts out the records that the tokenizer has found whole.
  ///
  /// - Returns: `false` where one is longer than it may be: it is the next.
  mutating func appendRows(_ bytes: UnsafeRawBufferPointer, into records: inout [Record]) -> Bool {
    let delimiter = tokenizer.delimiter
    guard rowsToPass == 0, let header = rows.header,
      let last = tokenizer.marks.lastRecordEnd(in: bytes, delimiter: delimiter)
    else { return true }
    // Taken out while they are used, so that they are not copied when the used ones are dropped.
    var marks = CSVMarks()
    swap(&marks, &tokenizer.marks)
    var index = 0
    var note = 0
    var isInLimit = true
    marks.ends.withUnsafeBufferPointer { ends in
      marks.notes.withUnsafeBufferPointer { allNotes in
        let notes = UnsafeBufferPointer(rebasing: allNotes[..<marks.noteCount])
        let region = UnsafeRawBufferPointer(rebasing: bytes[recordStart..<Int(ends[last])])
        let isPlain = region.count <= options.maxRecordBytes && dropped.isEmpty && UTF8Check.isValid(region)
        while index <= last {
          let end = Int(ends[index])
          if end == recordStart, bytes[end] != delimiter {
            rows.passBlank(bytes[end])
            recordStart = end &+ 1
            index &+= 1
            continue
          }
          if isPlain, options.countsOnly {
            index = rows.countRow(bytes, from: recordStart, ends: ends, at: index, delimiter: delimiter)
          } else if isPlain {
            index = rows.appendRow(
              bytes, from: recordStart, ends: ends, at: index, notes: notes, note: &note, delimiter: delimiter,
              header: header, warnings: [], into: &records)
          } else {
            var next = index
            while bytes[Int(ends[next])] == delimiter { next += 1 }
            let recordEnd = Int(ends[next])
            guard recordEnd - recordStart <= options.maxRecordBytes else {
              isInLimit = false
              return
            }
            let raw = UnsafeRawBufferPointer(rebasing: bytes[recordStart..<recordEnd])
            if UTF8Check.isValid(raw) {
              let warnings = droppedWarnings(upTo: recordEnd, in: bytes)
              index = rows.appendRow(
                bytes, from: recordStart, ends: ends, at: index, notes: notes, note: &note, delimiter: delimiter,
                header: header, warnings: warnings, into: &records)
            } else {
              put(bytes, end: recordEnd, isParsed: false, into: &records)
              while note < notes.count, Int(notes[note]) < recordEnd { note += 1 }
              index = next + 1
            }
          }
          recordStart = Int(ends[index &- 1]) &+ 1
        }
        // Those of rows that were only counted.
        while note < notes.count, Int(notes[note]) < recordStart { note &+= 1 }
      }
    }
    marks.drop(ends: index, notes: note)
    tokenizer.marks = marks
    return isInLimit
  }

  /// Reads the next record with the careful parser and goes back to the tokenizer behind it.
  mutating func readCarefully(_ bytes: UnsafeRawBufferPointer, isFinal: Bool, into records: inout [Record]) {
    while recordStart < bytes.count, Byte.endsLine(bytes[recordStart]) {
      rows.passBlank(bytes[recordStart])
      recordStart += 1
    }
    if recordStart < bytes.count {
      switch careful.parse(bytes, from: recordStart, isFinal: isFinal, limit: options.maxRecordBytes) {
      case .incomplete:
        // Only when there is twice as much is it looked at again: so all looks together are linear in the bytes.
        state = .careful(fromBytes: 2 * (bytes.count - recordStart))
        return
      case .record(let end, let next):
        put(bytes, end: end, isParsed: true, into: &records)
        pass(bytes, end: end, next: next)
      case .unterminated(let quote, let end, let next):
        putUnterminated(bytes, quote: quote, end: end, into: &records)
        pass(bytes, end: end, next: next)
      case .tooLong:
        putTooLong(bytes, into: &records)
        state = .skippingLine
        return
      }
    }
    tokenizer.restart(at: recordStart)
    state = rows.header == nil || rowsToPass > 0 ? .careful(fromBytes: 1) : .fast
  }

  /// Drops the rest of a line that belongs to a record that is out already.
  ///
  /// - Returns: Whether the line has ended.
  mutating func skipLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
    while recordStart < bytes.count, !Byte.endsLine(bytes[recordStart]) { recordStart += 1 }
    guard recordStart < bytes.count else { return false }
    rows.passLineEnd(of: bytes, at: recordStart)
    recordStart += 1
    tokenizer.restart(at: recordStart)
    state = .fast
    return true
  }

  /// Moves to the next record.
  private mutating func pass(_ bytes: UnsafeRawBufferPointer, end: Int, next: Int) {
    rows.passLines(of: bytes, from: recordStart, to: end)
    if next > end { rows.passLineEnd(of: bytes, at: end) }
    recordStart = next
  }

  /// Puts out the record that ends before `end`, or takes it as the header.
  ///
  /// `isParsed` says whether ``careful`` holds it. Else, or if it is not UTF-8, it is read once more: in windows-1252
  /// only bytes change that the parser does not look at, so the record ends where it did. Its lines are counted here if
  /// it is not parsed.
  private mutating func put(
    _ bytes: UnsafeRawBufferPointer, end: Int, isParsed: Bool, into records: inout [Record]
  ) {
    let raw = UnsafeRawBufferPointer(rebasing: bytes[recordStart..<end])
    var found = droppedWarnings(upTo: end, in: bytes)
    if UTF8Check.isValid(raw) {
      put(raw, warnings: found, into: &records)
    } else {
      found.append(notUTF8(in: raw))
      let text = Windows1252.decoded(raw)
      text.withUnsafeBytes { text in
        _ = careful.parse(text, from: 0, isFinal: true, limit: .max)
        put(text, warnings: found, into: &records)
      }
    }
    if !isParsed {
      rows.passLines(of: bytes, from: recordStart, to: end)
      rows.passLineEnd(of: bytes, at: end)
    }
  }

  private mutating func put(_ text: UnsafeRawBufferPointer, warnings found: [Finding], into records: inout [Record]) {
    var found = found
    if let quote = careful.strayQuote {
      found.append(
        rows.finding("csv.quote.stray", "a quote stands in the middle of a cell, kept as text", at: quote, in: text))
    }
    if let quote = careful.trailingQuote {
      found.append(
        rows.finding(
          "csv.quote.trailing", "text stands behind a closing quote, kept as part of the cell", at: quote, in: text))
    }
    if let header = rows.header {
      guard rowsToPass == 0 else {
        rowsToPass -= 1
        return
      }
      rows.appendRow(raw: text, parser: careful, header: header, warnings: found, into: &records)
    } else if options.headerRows == 0 {
      let header = Header((1...max(1, careful.cells.count)).map { "Column \($0)" })
      rows.header = header
      rows.appendRow(raw: text, parser: careful, header: header, warnings: found, into: &records)
    } else if rowsToPass > 0 {
      rowsToPass -= 1
    } else {
      warnings += found
      takeHeader(text)
    }
  }

  private mutating func takeHeader(_ text: UnsafeRawBufferPointer) {
    let names = careful.cells.map { cell in
      cell.isExtra
        ? String(decoding: careful.extra[cell.start..<cell.end], as: UTF8.self)
        : String(decoding: text[cell.start..<cell.end], as: UTF8.self)
    }
    guard names.count <= options.maxColumns else {
      return refuseHeader(Finding("csv.columns", "the header has more than \(options.maxColumns) columns"))
    }
    rows.take(Header(names, line: rows.line), raw: text)
    rowsToPass = options.headerRows - 1
    warnings += [HeaderCheck.preamble(dialect?.preambleRows ?? 0), HeaderCheck.finding(in: names)].compactMap(\.self)
  }

  private mutating func putUnterminated(
    _ bytes: UnsafeRawBufferPointer, quote: Int, end: Int, into records: inout [Record]
  ) {
    let column = quote - (bytes[recordStart..<quote].lastIndex(where: Byte.endsLine).map { $0 + 1 } ?? recordStart) + 1
    let finding = rows.finding(
      "csv.quote.unterminated", "the quote that opens at byte \(column) of its line is not closed",
      at: quote - recordStart, in: UnsafeRawBufferPointer(rebasing: bytes[recordStart..<end]))
    if rowsToPass > 0 {
      rowsToPass -= 1
      return
    }
    guard rows.header != nil || options.headerRows == 0 else { return refuseHeader(finding) }
    var found = droppedWarnings(upTo: end, in: bytes)
    let raw = readable(bytes[recordStart..<end], &found)
    rows.appendUnreadable(raw: raw, because: finding, warnings: found, into: &records)
  }

  private mutating func putTooLong(_ bytes: UnsafeRawBufferPointer, into records: inout [Record]) {
    let finding = Finding("csv.record.long", "the record is longer than \(options.maxRecordBytes) bytes")
    guard rows.header != nil || options.headerRows == 0 else { return refuseHeader(finding) }
    // There is a byte more than the limit at least.
    let end = UTF8Check.cut(bytes, at: recordStart + options.maxRecordBytes)
    var found = droppedWarnings(upTo: end, in: bytes)
    let raw = readable(bytes[recordStart..<end], &found)
    rows.appendUnreadable(raw: raw, because: finding, warnings: found, into: &records)
    rows.passLines(of: bytes, from: recordStart, to: end)
    recordStart = end
  }

  private mutating func refuseHeader(_ finding: Finding) {
    refusal = Diagnostic(
      "csv.header.unreadable", "the first row should be the header: \(finding.message)",
      at: Position(file: options.sourceName, line: rows.line))
  }

  /// The bytes as UTF-8, with a warning where they were not.
  private func readable(_ slice: Slice<UnsafeRawBufferPointer>, _ warnings: inout [Finding]) -> [UInt8] {
    let raw = UnsafeRawBufferPointer(rebasing: slice)
    if UTF8Check.isValid(raw) { return Array(raw) }
    warnings.append(notUTF8(in: raw))
    return Windows1252.decoded(raw)
  }

  /// The warning for the next record, whose bytes are not UTF-8, at the first that is not.
  private func notUTF8(in raw: UnsafeRawBufferPointer) -> Finding {
    rows.finding(
      LeadReaders.notUTF8.code, LeadReaders.notUTF8.message, at: UTF8Check.firstInvalid(raw) ?? 0, in: raw)
  }

  /// The warning for NULs that were dropped before `end`, if any were and nobody has been told.
  private mutating func droppedWarnings(upTo end: Int, in bytes: UnsafeRawBufferPointer) -> [Finding] {
    // Those of lines of no bytes and of lines that were skipped are of no record.
    if let first = dropped.first, first < recordStart { dropped.removeAll { $0 < recordStart } }
    guard let first = dropped.first, first <= end else { return [] }
    dropped.removeFirst(dropped.firstIndex { $0 > end } ?? dropped.count)
    let record = UnsafeRawBufferPointer(rebasing: bytes[recordStart..<end])
    return [rows.finding("csv.nul", "NUL bytes were dropped", at: first - recordStart, in: record)]
  }

}
