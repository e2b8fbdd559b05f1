// Whether a leaf is in a tree of RFC 6962, by the loop of RFC 9162 §2.1.3.2. Indexes may be larger than 32 bits, so no shifts.
import { join, same } from './bytes.js';
import { sha256 } from './sha256.js';

export function isIn(index, size, leaf, path, root) {
  if (index < 0 || index >= size) return false;
  var fn = index, sn = size - 1, at = sha256(join([0], leaf));
  for (var i = 0; i < path.length; i++) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      at = sha256(join([1], path[i], at));
      while (fn % 2 === 0 && fn !== 0) { fn = Math.floor(fn / 2); sn = Math.floor(sn / 2); }
    } else {
      at = sha256(join([1], at, path[i]));
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && same(at, root);
}
