// SHA-256 (FIPS 180-4), for browsers that have no other, and on pages opened from a file, where they hide theirs.
var K = [];
var START = [];

// The constants are the first 32 bits of the fractional parts of cube and square roots of the first primes.
(function () {
  var fraction = function (x) { return ((x - Math.floor(x)) * 4294967296) | 0; };
  for (var n = 2; K.length < 64; n++) {
    var prime = true;
    for (var d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (START.length < 8) START.push(fraction(Math.pow(n, 1 / 2)));
    K.push(fraction(Math.pow(n, 1 / 3)));
  }
})();

function turn(x, n) { return (x >>> n) | (x << (32 - n)); }

export function sha256(bytes) {
  var length = bytes.length;
  var padded = new Uint8Array(((length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[length] = 0x80;
  var bits = length * 8;
  for (var i = 0; i < 8; i++) padded[padded.length - 1 - i] = Math.floor(bits / Math.pow(256, i)) & 255;
  var h = START.slice();
  var w = [];
  for (var at = 0; at < padded.length; at += 64) block(h, w, padded, at);
  var out = new Uint8Array(32);
  for (var j = 0; j < 32; j++) out[j] = h[j >> 2] >>> (24 - 8 * (j & 3));
  return out;
}

function block(h, w, bytes, at) {
  var i, s0, s1;
  for (i = 0; i < 16; i++) w[i] = (bytes[at + 4 * i] << 24) | (bytes[at + 4 * i + 1] << 16) | (bytes[at + 4 * i + 2] << 8) | bytes[at + 4 * i + 3];
  for (i = 16; i < 64; i++) {
    s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  var v = h.slice();
  for (i = 0; i < 64; i++) {
    s1 = (v[7] + (turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[i] + w[i]) | 0;
    s0 = ((turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))) | 0;
    v.unshift((s1 + s0) | 0);
    v[4] = (v[4] + s1) | 0;
    v.pop();
  }
  for (i = 0; i < 8; i++) h[i] = (h[i] + v[i]) | 0;
}
