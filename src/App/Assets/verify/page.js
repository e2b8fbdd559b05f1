// The page: takes a receipt by file, by paste or from the address behind #, and says in plain words what it proves.
import { verify } from './receipt.js';

function at(id) { return document.getElementById(id); }

function add(parent, tag, text, name) {
  var e = document.createElement(tag);
  if (text !== null) e.appendChild(document.createTextNode(text));
  if (name) e.className = name;
  parent.appendChild(e);
  return e;
}

// 123456 → 1,234.56
function yuan(fen) {
  var digits = String(Math.abs(fen));
  while (digits.length < 3) digits = '0' + digits;
  return (fen < 0 ? '-' : '') + digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',') + '.' + digits.slice(-2);
}

function row(table, name, value) {
  var tr = add(table, 'tr', null);
  add(tr, 'th', name).setAttribute('scope', 'row');
  add(tr, 'td', value);
}

function show(verdict) {
  var box = at('verdict');
  while (box.firstChild) box.removeChild(box.firstChild);
  box.className = verdict.ok ? 'good' : 'bad';
  add(box, 'h2', verdict.ok ? '成立：一分不差' : '不成立');
  if (verdict.ok) proved(box, verdict); else add(box, 'p', verdict.message);
  box.setAttribute('tabindex', '-1');
  box.focus();
  box.scrollIntoView();
}

function proved(box, v) {
  var sum = 0, withheld = 0;
  for (var i = 0; i < v.lines.length; i++) { sum += v.lines[i].amountFen; withheld += v.lines[i].withheldFen; }
  add(box, 'p', '收据上的每一行都在签了名的日志里。下面的数就是当时入账的数。');
  add(box, 'p', '应得合计 ' + yuan(sum) + ' 元' + (withheld ? '，代扣 ' + yuan(withheld) + ' 元，实得 ' + yuan(sum - withheld) + ' 元' : ''), 'sum');
  var all = add(add(box, 'table', null), 'tbody', null);
  for (i = 0; i < v.lines.length; i++) {
    var line = v.lines[i];
    row(all, line.collective + ' 成员 ' + line.member + '（第 ' + line.line + ' 行）', '应得 ' + yuan(line.amountFen) + ' 元' + (line.withheldFen ? '，代扣 ' + yuan(line.withheldFen) + ' 元' : ''));
  }
  row(all, '分配期间', /^\d{4}$/.test(v.period) ? v.period + ' 年' : v.period);
  row(all, '分给全部成员', yuan(Number(v.sumFen)) + ' 元，共 ' + v.count + ' 行');
  row(all, '日志', v.origin + '，共 ' + v.size + ' 条');
  if (v.label.collective) add(box, 'p', '收据上还写着“' + v.label.collective + (v.label.household ? '，户号 ' + v.label.household : '') + '”：这几个字只为好认，没有签名。', 'small');
}

function run() {
  var text = at('receipt').value, key = at('key').value.replace(/^\s+|\s+$/g, '');
  if (!/\S/.test(text)) return show({ ok: false, message: '还没有收据。请选收据文件，或把收据的全部内容粘贴到框里。' });
  if (!key) return show({ ok: false, message: '还没有公钥。请输入分红单上印的、或村里公布的公钥。' });
  show(verify(text, key));
}

function load(file) {
  var reader = new FileReader();
  reader.onload = function () { at('receipt').value = reader.result; run(); };
  reader.onerror = function () { show({ ok: false, message: '读不了这个文件。请重新下载收据，或改用粘贴。' }); };
  reader.readAsText(file, 'utf-8');
}

function start() {
  at('works').hidden = false;
  at('file').onchange = function () { if (at('file').files[0]) load(at('file').files[0]); };
  at('go').onclick = run;
  at('print').onclick = function () { window.print(); };
  try {
    if (location.hash.length > 1) { at('receipt').value = decodeURIComponent(location.hash.slice(1)); run(); }
  } catch (e) {
    show({ ok: false, message: '网址里的收据不完整。请选收据文件，或粘贴收据的内容。' });
  }
}

window.baotuan = { verify: verify };
start();
