// Bytes as UTF-8 and as base64, both read without tolerance: one text for one value.
var DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function utf8(text) {
  var plain = unescape(encodeURIComponent(text));
  var bytes = new Uint8Array(plain.length);
  for (var i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i);
  return bytes;
}

// null when the bytes are no UTF-8
export function fromUtf8(bytes) {
  try {
    return decodeURIComponent(escape(latin(bytes)));
  } catch (e) {
    return null;
  }
}

export function toBase64(bytes) {
  var text = '';
  for (var i = 0; i < bytes.length; i += 3) {
    var three = (bytes[i] << 16) | ((bytes[i + 1] || 0) << 8) | (bytes[i + 2] || 0);
    text += DIGITS[three >> 18] + DIGITS[(three >> 12) & 63] + (i + 1 < bytes.length ? DIGITS[(three >> 6) & 63] : '=') + (i + 2 < bytes.length ? DIGITS[three & 63] : '=');
  }
  return text;
}

// null when the text is not what toBase64 would write
export function fromBase64(text) {
  if (text.length % 4 !== 0) return null;
  var bytes = new Uint8Array(text.length / 4 * 3);
  var pad = text.slice(-2) === '==' ? 2 : text.slice(-1) === '=' ? 1 : 0;
  for (var i = 0, at = 0; i < text.length; i += 4) {
    var four = 0;
    for (var j = 0; j < 4; j++) {
      var digit = i + j >= text.length - pad ? 0 : DIGITS.indexOf(text.charAt(i + j));
      if (digit < 0) return null;
      four = (four << 6) | digit;
    }
    bytes[at++] = four >> 16;
    bytes[at++] = (four >> 8) & 255;
    bytes[at++] = four & 255;
  }
  var read = bytes.subarray(0, bytes.length - pad);
  return toBase64(read) === text ? read : null;
}

export function hash(text) {
  var bytes = typeof text === 'string' ? fromBase64(text) : null;
  return bytes && bytes.length === 32 ? bytes : null;
}

export function join() {
  var length = 0, i;
  for (i = 0; i < arguments.length; i++) length += arguments[i].length;
  var all = new Uint8Array(length);
  for (i = 0, length = 0; i < arguments.length; length += arguments[i++].length) all.set(arguments[i], length);
  return all;
}

export function same(a, b) {
  if (a.length !== b.length) return false;
  for (var i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function latin(bytes) {
  var text = '';
  for (var i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
