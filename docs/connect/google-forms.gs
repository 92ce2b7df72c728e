/**
 * Posts each answer of a Google Form to leadbridge, signed, and keeps it until leadbridge has said that it has it.
 *
 * Lives in the sheet that collects the form's answers (Extensions > Apps Script). Two script properties hold what is not
 * to stand in the code: LEADBRIDGE_URL, the route's address, and LEADBRIDGE_SECRET, its secret. Then run install once.
 *
 * An answer is written into the sheet WAITING before it is posted, and its row is deleted after a 2xx. What a run could
 * not post is posted by the next one: a timer starts one every five minutes. A run stops at the first answer that nobody
 * takes: an outage costs three requests per run, and the order stays.
 *
 * x-leadbridge-signature: t=<unix seconds>,v1=<hex of HMAC-SHA256 over t, a dot and the body>
 * idempotency-key: the answer's name, the same at each try, so that an answer that was posted twice is taken once
 */

/** The hidden sheet of answers that are not delivered: delivery, kept at, refused with, and the body in pieces. */
var WAITING = 'leadbridge waiting';

/** Characters of a body per cell. A cell takes 50,000. */
var PIECE = 45000;

/** Columns before the body's pieces. */
var HEAD = 3;

/** Milliseconds after which a run posts no further answer: Google ends a run after six minutes. */
var RUN_MILLISECONDS = 4 * 60 * 1000;

/** Milliseconds to wait before the second and the third try of one answer. */
var PAUSES = [2000, 8000];

/** An answer that met one of these would meet it again: it stays, marked, and no longer holds up the others. */
var REFUSED = [400, 413, 415, 422];

/** Run once, by hand, and again after the script was replaced: makes the two triggers, and asks for the permissions. */
function install() {
  setting_('LEADBRIDGE_URL');
  setting_('LEADBRIDGE_SECRET');
  ScriptApp.getProjectTriggers().forEach(function (trigger) {
    if (['formSubmitted', 'sendWaiting'].indexOf(trigger.getHandlerFunction()) >= 0) ScriptApp.deleteTrigger(trigger);
  });
  ScriptApp.newTrigger('formSubmitted').forSpreadsheet(SpreadsheetApp.getActive()).onFormSubmit().create();
  ScriptApp.newTrigger('sendWaiting').timeBased().everyMinutes(5).create();
  waitingSheet_();
}

/** Runs at each answer: keeps it, then posts what waits. */
function formSubmitted(event) {
  keep_({
    namedValues: event.namedValues,
    values: event.values,
    range: { rowStart: event.range.getRow(), columnStart: event.range.getColumn() }
  });
  sendWaiting();
}

/** Run by hand to try it: posts the last row of the form's answers as if it had just been given. */
function sendLastAnswer() {
  var sheet = SpreadsheetApp.getActive().getSheets().filter(function (one) { return one.getFormUrl(); })[0];
  if (!sheet || sheet.getLastRow() < 2) throw new Error('There is no answer yet in a sheet that belongs to a form.');
  var row = sheet.getLastRow();
  var titles = sheet.getRange(1, 1, 1, sheet.getLastColumn()).getDisplayValues()[0];
  var values = sheet.getRange(row, 1, 1, sheet.getLastColumn()).getDisplayValues()[0];
  var named = {};
  titles.forEach(function (title, column) {
    if (title !== '') named[title] = (named[title] || []).concat([values[column]]);
  });
  keep_({ namedValues: named, values: values, range: { rowStart: row, columnStart: 1 } });
  sendWaiting();
}

/** Run by hand after the cause was mended: the answers that were refused are tried again. */
function sendRefused() {
  var sheet = waitingSheet_();
  if (sheet.getLastRow() > 1) sheet.getRange(2, HEAD, sheet.getLastRow() - 1, 1).clearContent();
  sendWaiting();
}

/**
 * Posts what waits, oldest first. Two runs at once would post an answer twice and delete each other's rows: the second
 * ends, and the first, or the timer's next one, posts what was added meanwhile.
 */
function sendWaiting() {
  var lock = LockService.getScriptLock();
  if (!lock.tryLock(1000)) return;
  try {
    var sheet = waitingSheet_();
    var started = Date.now();
    var row = 2;
    while (row <= sheet.getLastRow() && Date.now() - started < RUN_MILLISECONDS) {
      var cells = sheet.getRange(row, 1, 1, sheet.getLastColumn()).getValues()[0];
      if (cells[HEAD - 1] !== '') {
        row += 1;
        continue;
      }
      var body = cells.slice(HEAD).map(function (piece) { return piece.slice(1); }).join('');
      var status = postWithRetries_(cells[0], body);
      if (status >= 200 && status < 300) {
        sheet.deleteRow(row);
      } else if (REFUSED.indexOf(status) >= 0) {
        sheet.getRange(row, HEAD).setValue(status);
        console.error('leadbridge refused an answer with %s; it stays in the sheet "%s"', status, WAITING);
      } else {
        console.warn('leadbridge did not take an answer (%s); what is left waits', status || 'no connection');
        return;
      }
    }
  } finally {
    lock.releaseLock();
  }
}

/** Writes an answer down. appendRow is atomic: no lock is needed. */
function keep_(answer) {
  // ASCII alone, so that the bytes that are signed are the bytes that are sent, whatever the encoding.
  var body = JSON.stringify(answer).replace(/[\u007f-\uffff]/g, function (character) {
    return '\\u' + ('000' + character.charCodeAt(0).toString(16)).slice(-4);
  });
  var row = [Utilities.getUuid(), new Date().toISOString(), ''];
  // The bar keeps a piece text: one that began with = would be a formula, and one of digits a number.
  for (var at = 0; at < body.length; at += PIECE) row.push('|' + body.slice(at, at + PIECE));
  waitingSheet_().appendRow(row);
}

/** The last status, or 0 where there was no answer. */
function postWithRetries_(delivery, body) {
  var status = 0;
  for (var attempt = 0; attempt <= PAUSES.length; attempt += 1) {
    if (attempt > 0) Utilities.sleep(PAUSES[attempt - 1]);
    status = post_(delivery, body);
    if (status !== 0 && status !== 429 && status < 500) return status;
  }
  return status;
}

/** Posts once. Signed anew each time: leadbridge takes no signature that is older than some minutes. */
function post_(delivery, body) {
  var seconds = Math.floor(Date.now() / 1000);
  var bytes = Utilities.computeHmacSha256Signature(
    seconds + '.' + body, setting_('LEADBRIDGE_SECRET'), Utilities.Charset.UTF_8);
  var hex = bytes.map(function (byte) { return ('0' + (byte & 255).toString(16)).slice(-2); }).join('');
  try {
    return UrlFetchApp.fetch(setting_('LEADBRIDGE_URL'), {
      method: 'post',
      contentType: 'application/json',
      headers: { 'x-leadbridge-signature': 't=' + seconds + ',v1=' + hex, 'idempotency-key': delivery },
      payload: body,
      followRedirects: false,
      muteHttpExceptions: true
    }).getResponseCode();
  } catch (error) {
    return 0; // No such host, refused, cut off, or too late. The error's words hold the address and are not needed.
  }
}

/** The sheet of what waits, made hidden where there is none. */
function waitingSheet_() {
  var book = SpreadsheetApp.getActive();
  var sheet = book.getSheetByName(WAITING);
  if (!sheet) {
    sheet = book.insertSheet(WAITING);
    sheet.appendRow(['delivery', 'kept at', 'refused with', 'body']);
    sheet.hideSheet();
  }
  return sheet;
}

/** A script property; without it there is nothing to do, and Google tells the script's owner by mail. */
function setting_(name) {
  var value = PropertiesService.getScriptProperties().getProperty(name);
  if (!value) throw new Error('Set the script property ' + name + ': Project settings > Script properties.');
  return value;
}
