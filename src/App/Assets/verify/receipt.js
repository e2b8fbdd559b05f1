// Verifies a receipt as `baotuan receipt verify` does (docs/formats/receipt.md): (1) the key signed the checkpoint; (2) each line opens to the
// commitment of its leaf; (3) each leaf and the header are in the tree of the checkpoint; (4) lines and header are of one distribution.
import { fromBase64, fromUtf8, hash, join, same, utf8 } from './bytes.js';
import { canonical, whole } from './canonical.js';
import { parseKey, parseNote, parseSize, trusted } from './note.js';
import { sha256 } from './sha256.js';
import { isIn } from './tree.js';

var LONGEST = 1000000;
var HEAD = 'c2sp.org/tlog-proof@v1';
var FORMAT = 'baotuan-receipt/v1';
var MOST_LINES = 1000;
var MOST_HASHES = 63;

export function verify(text, vkey) {
  var key = parseKey(vkey);
  if (!key) return no('key_is_damaged', '公钥写错了：应是“名称+8 位编号+一串字符”，请整行复制。');
  var receipt = parse(text);
  if (!receipt) return no('receipt_is_damaged', '这不是抱团的收据，或文件不完整。请重新下载收据再核对。');
  var checkpoint = trusted(receipt.note, key);
  if (!checkpoint) return no('checkpoint_not_trusted', '检查点的签名不成立，或不是这把公钥签的。收据可能是伪造的：请向村里索取公布的公钥，再核对一次。');
  var header = parseLeaf(receipt.header.leaf), lines = [], last = 0;
  for (var i = 0; i < receipt.lines.length; i++) {
    var line = open(receipt.lines[i]);
    if (!line) return no('receipt_content_changed', '收据上的内容与日志里的承诺不符：金额、成员号或别的内容被改过。请以村里公布的日志为准，并向监督机构反映。');
    if (!stands(receipt.lines[i], checkpoint)) return no('receipt_not_in_log', '第 ' + line.line + ' 行不在检查点所指的日志里：收据拼凑而成，或日志被改过。请向监督机构反映。');
    if (!belongs(header, line) || line.line <= last) return no('receipt_parts_differ', '收据的明细与分配总表不是同一次分配的。请重新下载收据再核对。');
    last = line.line;
    lines.push(line);
  }
  if (!stands(receipt.header, checkpoint)) return no('receipt_not_in_log', '分配总表不在检查点所指的日志里：收据拼凑而成，或日志被改过。请向监督机构反映。');
  return {
    ok: true, lines: lines, period: field(header, 'period') || '', count: field(header, 'lines'), sumFen: field(header, 'sum_fen'),
    origin: checkpoint.origin, size: checkpoint.size, label: receipt.label,
  };
}

function no(code, message) { return { ok: false, code: code, message: message }; }

function parse(text) {
  if (text.length > LONGEST) return null;
  text = text.replace(/\r\n|[\r\f\u0085\u2028\u2029]/g, '\n');
  var cut = text.indexOf('\n\n');
  var lines = cut < 0 ? [] : text.slice(0, cut).split('\n');
  var extra = lines.length > 2 && lines[0] === HEAD && lines[1].slice(0, 6) === 'extra ' ? fromBase64(lines[1].slice(6)) : null;
  var index = extra && lines[2].slice(0, 6) === 'index ' ? parseSize(lines[2].slice(6)) : null;
  var path = index === null ? null : hashes(lines.slice(3));
  var note = path && path.length <= MOST_HASHES ? parseNote(text.slice(cut + 2)) : null;
  var json = note ? readJson(fromUtf8(extra)) : null;
  if (!isObject(json) || json.format !== FORMAT || !Array.isArray(json.lines) || json.lines.length === 0 || json.lines.length > MOST_LINES || !isObject(json.label)) return null;
  for (var name in json.label) if (typeof json.label[name] !== 'string') return null;
  var opened = [];
  for (var i = 0; i < json.lines.length; i++) {
    var line = readLeaf(json.lines[i], i === 0 ? path : null);
    var salt = line ? hash(json.lines[i].salt) : null;
    if (!salt || !isObject(json.lines[i].record)) return null;
    line.salt = salt;
    line.record = json.lines[i].record;
    opened.push(line);
  }
  var header = readLeaf(json.header, null);
  return header && opened[0].index === index ? { lines: opened, header: header, label: json.label, note: note } : null;
}

// Only the canonical form is read, so that one receipt is one text.
function readJson(text) {
  try {
    var json = JSON.parse(text);
    return canonical(json) === text ? json : null;
  } catch (e) {
    return null;
  }
}

function readLeaf(json, path) {
  if (!isObject(json) || !whole(json.index) || typeof json.leaf !== 'string') return null;
  path = path || (Array.isArray(json.path) ? hashes(json.path) : null);
  return path ? { index: json.index, leaf: json.leaf, path: path } : null;
}

function hashes(texts) {
  var read = [];
  for (var i = 0; i < texts.length; i++) {
    var bytes = hash(texts[i]);
    if (!bytes) return null;
    read.push(bytes);
  }
  return read;
}

function isObject(value) { return typeof value === 'object' && value !== null && !Array.isArray(value); }

function parseLeaf(text) {
  var lines = text.split('\n');
  if (lines.length < 2 || lines[lines.length - 1] !== '' || lines[0].slice(-3) !== '/v1') return null;
  var fields = [], commit = null;
  for (var i = 1; i < lines.length - 1; i++) {
    var space = lines[i].indexOf(' ');
    if (space < 0) return null;
    fields.push([lines[i].slice(0, space), lines[i].slice(space + 1)]);
  }
  if (fields.length > 0 && fields[fields.length - 1][0] === 'commit' && (commit = hash(fields[fields.length - 1][1]))) fields.pop();
  for (i = 0; i < fields.length; i++) if (fields[i][0] === 'commit') return null;
  return { type: lines[0].slice(0, -3), tag: lines[0] + '\n', fields: fields, commit: commit };
}

function field(leaf, name) {
  for (var i = 0; i < leaf.fields.length; i++) if (leaf.fields[i][0] === name) return leaf.fields[i][1];
  return null;
}

// What a line says, when its leaf committed to it; null otherwise.
function open(opened) {
  var leaf = parseLeaf(opened.leaf), r = opened.record;
  if (!leaf || leaf.type !== 'payout-line' || !leaf.commit || !same(sha256(join(utf8(leaf.tag), opened.salt, utf8(canonical(r)))), leaf.commit)) return null;
  var line = number(r.line), cascade = number(r.cascade), amount = number(r.amount_fen), withheld = number(r.withheld_fen);
  if (typeof r.collective !== 'string' || typeof r.member !== 'string' || line === null || cascade === null || amount === null || withheld === null) return null;
  return field(leaf, 'line') === String(line) && field(leaf, 'cascade') === String(cascade)
    ? { collective: r.collective, member: r.member, line: line, cascade: cascade, amountFen: amount, withheldFen: withheld }
    : null;
}

function number(value) { return whole(value) ? value : null; }

function stands(proved, checkpoint) { return isIn(proved.index, checkpoint.size, utf8(proved.leaf), proved.path, checkpoint.root); }

function belongs(header, line) {
  return header && header.type === 'cascade' && field(header, 'id') === String(line.cascade) && line.line >= 1
    && line.line <= parseNumber(field(header, 'lines')) && line.amountFen <= parseNumber(field(header, 'sum_fen'));
}

function parseNumber(text) { return text !== null && /^-?(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : -1; }
