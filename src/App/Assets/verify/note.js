// Signed notes, checkpoints and public keys (C2SP signed-note, tlog-checkpoint), Ed25519 alone.
import nacl from 'tweetnacl';
import { fromBase64, hash, join, same, toBase64, utf8 } from './bytes.js';
import { sha256 } from './sha256.js';

var LONGEST = 1000000;
var MOST = 100;
// Order of the curve, least byte first: a signature whose second half is not below it could be written in two ways.
var ORDER = [237, 211, 245, 92, 26, 99, 18, 88, 214, 156, 247, 162, 222, 249, 222, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16];

export function parseNote(note) {
  var cut = note.lastIndexOf('\n\n');
  if (cut < 0 || note.length > LONGEST || note.charAt(note.length - 1) !== '\n' || /[\u0000-\u0009\u000b-\u001f\u007f\ufffd]/.test(note)) return null;
  var lines = note.slice(cut + 2).split('\n').slice(0, -1);
  if (lines.length === 0 || lines.length > MOST) return null;
  var signatures = [];
  for (var i = 0; i < lines.length; i++) {
    var parts = lines[i].split(' ');
    var bytes = parts.length === 3 && parts[0] === '\u2014' && nameIsGood(parts[1]) ? fromBase64(parts[2]) : null;
    if (!bytes || bytes.length <= 4) return null;
    signatures.push({ name: parts[1], id: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) });
  }
  return { text: note.slice(0, cut + 1), signatures: signatures };
}

export function parseCheckpoint(text) {
  var lines = text.split('\n');
  if (lines.length < 4 || lines.pop() !== '' || lines.indexOf('') >= 0) return null;
  var size = parseSize(lines[1]);
  var root = hash(lines[2]);
  return size === null || !root ? null : { origin: lines[0], size: size, root: root };
}

export function parseSize(text) {
  return /^(0|[1-9][0-9]{0,15})$/.test(text) && Number(text) <= 9007199254740991 ? Number(text) : null;
}

// null when it is no key of Ed25519
export function parseKey(vkey) {
  var first = vkey.indexOf('+');
  var second = vkey.indexOf('+', first + 1);
  if (first < 0 || second < 0) return null;
  var name = vkey.slice(0, first);
  var bytes = nameIsGood(name) ? fromBase64(vkey.slice(second + 1)) : null;
  if (!bytes || bytes.length !== 33 || bytes[0] !== 1) return null;
  var id = hex(sha256(join(utf8(name + '\n'), bytes)).subarray(0, 4));
  return name + '+' + id + '+' + toBase64(bytes) === vkey ? { name: name, id: id, bytes: bytes.subarray(1) } : null;
}

// The checkpoint when this key signed it; a wrong signature in its name makes the note worthless.
export function trusted(note, key) {
  var checkpoint = parseCheckpoint(note.text);
  if (!checkpoint || checkpoint.origin !== key.name) return null;
  var held = false;
  for (var i = 0; i < note.signatures.length; i++) {
    var s = note.signatures[i];
    if (s.name !== key.name || s.id !== key.id) continue;
    if (s.bytes.length !== 64 || !belowOrder(s.bytes.subarray(32)) || !nacl.sign.detached.verify(utf8(note.text), s.bytes, key.bytes)) return null;
    held = true;
  }
  return held ? checkpoint : null;
}

function belowOrder(scalar) {
  for (var i = 31; i >= 0; i--) if (scalar[i] !== ORDER[i]) return scalar[i] < ORDER[i];
  return false;
}

function nameIsGood(name) { return name.length > 0 && !/[\s\u0000-\u001f\u007f-\u009f+]/.test(name); }

function hex(bytes) {
  var text = '';
  for (var i = 0; i < bytes.length; i++) text += (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16);
  return text;
}
