// RFC 8785 for texts, whole numbers, booleans, null, objects and arrays; null for what has no such form.
var LARGEST = 9007199254740991;
var DEEPEST = 64;
var SHORT = { '"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

export function canonical(value, depth) {
  depth = depth || 0;
  if (depth > DEEPEST) return null;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return whole(value) && !(value === 0 && 1 / value < 0) ? String(value) : null;
  if (typeof value === 'string') return quoted(value);
  var parts = [], part, i;
  if (Array.isArray(value)) {
    for (i = 0; i < value.length; i++) {
      if ((part = canonical(value[i], depth + 1)) === null) return null;
      parts.push(part);
    }
    return '[' + parts.join(',') + ']';
  }
  var names = Object.keys(value).sort();
  for (i = 0; i < names.length; i++) {
    if ((part = canonical(value[names[i]], depth + 1)) === null) return null;
    parts.push(quoted(names[i]) + ':' + part);
  }
  return '{' + parts.join(',') + '}';
}

export function whole(value) {
  return typeof value === 'number' && isFinite(value) && Math.floor(value) === value && Math.abs(value) <= LARGEST;
}

function quoted(text) {
  return '"' + text.replace(/["\\\u0000-\u001f]/g, function (c) {
    return SHORT[c] || '\\u00' + (c.charCodeAt(0) >> 4).toString(16) + (c.charCodeAt(0) & 15).toString(16);
  }) + '"';
}
