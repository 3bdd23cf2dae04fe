import { COLON, HASH, LF, TAB } from './chars';
import { address } from './memory';

/** The next colon, hash, tab or line break: nothing else ends what stands on a line. */
export function nextMark(from: i32): i32 {
  let pos = from;
  while (true) {
    const bytes = v128.load(address(pos));
    const found = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, i8x16.splat(<i8>COLON)), i8x16.eq(bytes, i8x16.splat(<i8>HASH))),
        v128.or(i8x16.eq(bytes, i8x16.splat(<i8>TAB)), i8x16.eq(bytes, i8x16.splat(<i8>LF))),
      ),
    );
    if (found != 0) return pos + ctz(found);
    pos += 16;
  }
}

/** The next line break. */
export function nextBreak(from: i32): i32 {
  let pos = from;
  while (true) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(address(pos)), i8x16.splat(<i8>LF)));
    if (found != 0) return pos + ctz(found);
    pos += 16;
  }
}
