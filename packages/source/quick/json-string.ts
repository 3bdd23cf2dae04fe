import { BACKSLASH, DOUBLE_QUOTE } from './chars';
import { address, at, emit, outPosition, rewind } from './memory';

/** Writes the text between two offsets as the inside of a JSON string, in ASCII. It holds no line break. */
export function emitRun(from: i32, to: i32): void {
  let pos = from;
  while (pos < to) {
    pos = emitPlainBytes(pos, to);
    if (pos == to) return;
    const byte = at(pos);
    if (byte < 0x80) {
      emitByte(byte);
      pos++;
    } else pos = emitCharacter(pos, byte);
  }
}

/** Copies what needs no escape, sixteen bytes at a time; where it ends. What is copied beyond that is written over. */
function emitPlainBytes(from: i32, to: i32): i32 {
  let pos = from;
  let out = outPosition();
  while (pos < to) {
    const bytes = v128.load(address(pos));
    v128.store(out, bytes);
    const special = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, i8x16.splat(<i8>DOUBLE_QUOTE)), i8x16.eq(bytes, i8x16.splat(<i8>BACKSLASH))),
        // Bytes from 0x80 on are negative numbers here.
        i8x16.lt_s(bytes, i8x16.splat(0x20)),
      ),
    );
    const left = to - pos;
    const count = min(special == 0 ? 16 : ctz(special), left);
    pos += count;
    out += count;
    if (special != 0) break;
  }
  rewind(out);
  return pos;
}

/** Writes one ASCII character. */
export function emitByte(byte: u32): void {
  if (byte == DOUBLE_QUOTE || byte == BACKSLASH) emit(BACKSLASH);
  else if (byte < 0x20) {
    emitUnit(byte);
    return;
  }
  emit(byte);
}

/** Writes the character of two to four bytes at `pos`; where the next one is. */
export function emitCharacter(pos: i32, byte: u32): i32 {
  const second = at(pos + 1) & 0x3f;
  if (byte < 0xe0) {
    emitUnit(((byte & 0x1f) << 6) | second);
    return pos + 2;
  }
  const third = at(pos + 2) & 0x3f;
  if (byte < 0xf0) {
    emitUnit(((byte & 0x0f) << 12) | (second << 6) | third);
    return pos + 3;
  }
  emitPoint(((byte & 0x07) << 18) | (second << 12) | (third << 6) | (at(pos + 3) & 0x3f));
  return pos + 4;
}

export function emitPoint(point: u32): void {
  if (point < 0x80) emitByte(point);
  else if (point < 0x10000) emitUnit(point);
  else {
    const rest = point - 0x10000;
    emitUnit(0xd800 | (rest >> 10));
    emitUnit(0xdc00 | (rest & 0x3ff));
  }
}

/** A code unit as `\uXXXX`. */
function emitUnit(unit: u32): void {
  emit(BACKSLASH);
  emit(0x75);
  for (let bits = 12; bits >= 0; bits -= 4) {
    const digit = (unit >> bits) & 0xf;
    emit(digit < 10 ? digit + 0x30 : digit + 0x57);
  }
}

/** A line break inside of a string. */
export function emitBreak(): void {
  emit(BACKSLASH);
  emit(0x6e);
}
