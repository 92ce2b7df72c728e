/**
 * Puts the visitor's chat UUID into the forms of a page, so that what they send lands on the chat that is open.
 *
 * The chat widget keeps the UUID in the browser's storage. Under which key is a setting: see "The key" in html-form.md.
 * Without the key or without a chat the field stays empty, and the lead gets a UUID of its own.
 */
(function () {
  'use strict';

  /** The key in localStorage or sessionStorage whose value is, or holds, the chat's UUID. */
  var STORAGE_KEY = 'chat_uuid';

  /** The forms that get the field. */
  var FORMS = 'form[data-leadbridge]';

  /** The field's name, as the mapping has it: "uuid": "{chat_uuid}". */
  var FIELD = 'chat_uuid';

  var UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

  /** The one UUID in the value, which may be JSON. Where it holds several it is not known which is the chat's: none. */
  function chatUUID() {
    var found = [];
    ['localStorage', 'sessionStorage'].forEach(function (name) {
      var value = '';
      try {
        value = window[name].getItem(STORAGE_KEY) || '';
      } catch (blocked) {
        return; // A browser that keeps nothing throws at the mere mention of its storage.
      }
      (value.match(UUID) || []).forEach(function (uuid) {
        if (found.indexOf(uuid.toLowerCase()) < 0) found.push(uuid.toLowerCase());
      });
    });
    return found.length === 1 ? found[0] : '';
  }

  function fill(form) {
    var field = form.querySelector('input[name="' + FIELD + '"]');
    if (!field) {
      field = document.createElement('input');
      field.type = 'hidden';
      field.name = FIELD;
      form.appendChild(field);
    }
    field.value = chatUUID();
  }

  function fillAll() {
    Array.prototype.forEach.call(document.querySelectorAll(FORMS), fill);
  }

  // At once, for scripts that send a form without the event, and again when it is sent: the chat may begin in between.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', fillAll);
  else fillAll();
  document.addEventListener('submit', function (event) {
    if (event.target.matches && event.target.matches(FORMS)) fill(event.target);
  }, true);
})();
