import { addLine, addShift, address, at } from './memory';

/** What a text is: not for this reader, or which marks it has. */
export const UNCOMMON: i32 = -1;
export const HAS_TEMPLATE: i32 = 1;

/**
 * Looks at every byte once: notes where lines start and where characters are longer than a byte. A text with control
 * characters, line breaks other than LF or byte order marks is not for this reader. It must be valid UTF-8.
 */
export function survey(length: i32): i32 {
  let found = 0;
  let surplus = 0;
  addLine(0);
  for (let pos = 0; pos < length;) {
    const byte = at(pos);
    if (byte < 0x80) {
      pos++;
      if (byte >= 0x20) {
        if (byte >= 0x7b) {
          if (byte == 0x7f) return UNCOMMON;
          const next = at(pos);
          if (byte == 0x7b && (next == 0x7b || next == 0x25)) found = HAS_TEMPLATE;
        }
      } else if (byte == 0x0a) addLine(pos);
      else if (byte != 0x09) return UNCOMMON;
      continue;
    }
    const size = sizeOf(byte);
    if (!isCommon(pos, byte)) return UNCOMMON;
    surplus += size == 4 ? 2 : size - 1;
    pos += size;
    addShift(pos, surplus);
  }
  return found;
}

/** The next byte that is a control character, a brace or the like, or part of a longer character. */
function skipUsual(from: i32, length: i32): i32 {
  for (let pos = from; pos < length; pos += 16) {
    const bytes = v128.load(address(pos));
    // Bytes from 0x80 on are negative numbers here.
    const special = i8x16.bitmask(v128.or(i8x16.lt_s(bytes, i8x16.splat(0x20)), i8x16.gt_s(bytes, i8x16.splat(0x7a))));
    if (special != 0) return pos + ctz(special);
  }
  return length;
}

function sizeOf(byte: u32): i32 {
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/** Whether libyaml lets the character through, and it breaks no line. */
function isCommon(pos: i32, byte: u32): bool {
  const second = at(pos + 1);
  if (byte == 0xc2) return second >= 0xa0;
  if (byte == 0xe2 && second == 0x80) return at(pos + 2) != 0xa8 && at(pos + 2) != 0xa9;
  if (byte == 0xef && second == 0xbb) return at(pos + 2) != 0xbf;
  if (byte == 0xef && second == 0xbf) return at(pos + 2) < 0xbe;
  return true;
}
