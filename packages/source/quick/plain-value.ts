import { DOT, isDigit, MINUS, NINE, PLUS, UNDERSCORE, ZERO } from './chars';
import { at, emit, emitFalse, emitNull, emitText, emitTrue } from './memory';

/**
 * Writes the value of a plain scalar that is none of text: a boolean, null or a number, as `../src/yaml/plain-value.ts` has
 * it. What it gives says whether it did.
 */
export const WRITTEN: i32 = 1;
export const IS_TEXT: i32 = 0;
/** A value that JSON text cannot hold exactly, or that is too odd to be sure of. */
export const NOT_SURE: i32 = -1;

/** Whether a plain scalar that starts with this byte is text, whatever follows. */
export function isAlwaysText(first: u32): bool {
  if (first >= 128) return true;
  if (isDigit(first) || first == PLUS || first == MINUS || first == DOT || first == 0x7e) return false;
  const lower = first | 0x20;
  // y n t f o, in both cases
  return !(lower == 0x79 || lower == 0x6e || lower == 0x74 || lower == 0x66 || lower == 0x6f);
}

export function emitPlainValue(start: i32, end: i32): i32 {
  const first = at(start);
  if (isDigit(first) || first == PLUS || first == MINUS) return emitNumber(start, end);
  const length = end - start;
  if (first == DOT) return isOddFraction(start, end) ? NOT_SURE : IS_TEXT;
  return length <= 5 ? emitWord(start, length) : IS_TEXT;
}

/** Anything that starts with a dot and goes on like a number, or as `.nan` and `.inf` do. */
function isOddFraction(start: i32, end: i32): bool {
  if (end - start == 4) return true;
  return end - start > 1 && isDigit(at(start + 1));
}

function emitWord(start: i32, length: i32): i32 {
  const word = wordOf(start, length);
  if (word == NULL) emitNull();
  else if (word == TRUE) emitTrue();
  else if (word == FALSE) emitFalse();
  else return IS_TEXT;
  return WRITTEN;
}

const NULL: i32 = 1;
const TRUE: i32 = 2;
const FALSE: i32 = 3;

/** Words are written in lower case, in upper case, or with one capital at their start. */
function wordOf(start: i32, length: i32): i32 {
  const first = at(start);
  const lower = first | 0x20;
  if (length == 1) return first == 0x7e ? NULL : lower == 0x79 ? TRUE : lower == 0x6e ? FALSE : 0;
  if (!isOneCase(start, length)) return 0;
  const second = at(start + 1) | 0x20;
  if (length == 2) {
    if (lower == 0x6f && second == 0x6e) return TRUE; // on
    return lower == 0x6e && second == 0x6f ? FALSE : 0; // no
  }
  if (length == 3) {
    const word = letters(start, 3);
    return word == 0x796573 ? TRUE : word == 0x6f6666 ? FALSE : 0; // yes, off
  }
  return longWordOf(start, length, lower);
}

function longWordOf(start: i32, length: i32, first: u32): i32 {
  if (length == 4 && first == 0x6e && letters(start, 4) == 0x6e756c6c) return NULL;
  if (length == 4 && first == 0x74 && letters(start, 4) == 0x74727565) return TRUE;
  return length == 5 && first == 0x66 && letters(start + 1, 4) == 0x616c7365 ? FALSE : 0;
}

/** Up to four letters as one number, in lower case. */
function letters(start: i32, length: i32): u32 {
  let word: u32 = 0;
  for (let i = 0; i < length; i++) word = (word << 8) | (at(start + i) | 0x20);
  return word;
}

function isOneCase(start: i32, length: i32): bool {
  const capital = at(start) < 0x60;
  const rest = at(start + 1) < 0x60;
  if (rest && !capital) return false;
  for (let i = 1; i < length; i++) {
    const byte = at(start + i);
    if ((byte | 0x20) < 0x61 || (byte | 0x20) > 0x7a || byte < 0x60 != rest) return false;
  }
  return true;
}

function emitNumber(start: i32, end: i32): i32 {
  const first = at(start);
  const signed = first == PLUS || first == MINUS;
  const digits = signed ? start + 1 : start;
  const kind = kindOf(digits, end);
  if (kind != DECIMAL && kind != FRACTION) return kind == TEXT ? IS_TEXT : NOT_SURE;
  if (kind == DECIMAL && at(digits) == ZERO && end - digits > 1) return emitOctal(digits, end, first == MINUS);
  if (kind == DECIMAL && end - digits > 15) return NOT_SURE;
  if (kind == DECIMAL && end - digits == 1 && at(digits) == ZERO) {
    emit(ZERO);
    return WRITTEN;
  }
  if (first == MINUS) emit(MINUS);
  emitDigits(digits, end);
  return WRITTEN;
}

/** Digits as JSON takes them: no zero before another digit, and a digit before and after the dot. */
function emitDigits(digits: i32, end: i32): void {
  let from = digits;
  while (from + 1 < end && at(from) == ZERO && isDigit(at(from + 1))) from++;
  emitText(from, at(end - 1) == DOT ? end - 1 : end);
}

const TEXT: i32 = 0;
const DECIMAL: i32 = 1;
/** Digits with one dot among or behind them. */
const FRACTION: i32 = 2;
/** Exponents, underscores, other bases, infinities. */
const ODD: i32 = 3;

function kindOf(digits: i32, end: i32): i32 {
  if (digits == end) return TEXT;
  const first = at(digits);
  if (first == DOT) return ODD;
  if (!isDigit(first)) return TEXT;
  let dots = 0;
  let letters = 0;
  let marks = 0;
  for (let pos = digits; pos < end; pos++) {
    const byte = at(pos);
    if (isDigit(byte)) continue;
    if (byte == DOT) dots++;
    else if (byte == UNDERSCORE || byte == PLUS || byte == MINUS) marks++;
    else if (isNumberLetter(byte)) letters++;
    else return TEXT;
  }
  if (marks > 0 || letters > 0) return isOdd(digits, end) ? ODD : TEXT;
  if (dots > 1) return TEXT;
  if (dots == 0) return DECIMAL;
  return end - digits > 300 ? ODD : FRACTION;
}

/** The letters of numbers: digits of base 16, the signs of bases and of the exponent. */
function isNumberLetter(byte: u32): bool {
  const lower = byte | 0x20;
  return (lower >= 0x61 && lower <= 0x66) || lower == 0x78 || lower == 0x6f;
}

/** Whether what begins with a digit, and has letters or marks, might be a number all the same. */
function isOdd(digits: i32, end: i32): bool {
  const second = at(digits + 1) | 0x20;
  const based = at(digits) == ZERO && (second == 0x78 || second == 0x62 || second == 0x6f);
  let surely = false;
  for (let pos = digits; pos < end; pos++) {
    const byte = at(pos);
    if (byte == UNDERSCORE) return true;
    if ((byte == PLUS || byte == MINUS) && (at(pos - 1) | 0x20) != 0x65) surely = true;
    if (!based && isNumberLetter(byte) && (byte | 0x20) != 0x65) surely = true;
  }
  return !surely;
}

/** A decimal with a leading zero: octal, or a float where an 8 or 9 is in it. */
function emitOctal(digits: i32, end: i32, negative: bool): i32 {
  if (end - digits > 16) return NOT_SURE;
  let value: u64 = 0;
  for (let pos = digits; pos < end; pos++) {
    const byte = at(pos);
    if (byte >= NINE - 1) return NOT_SURE;
    value = (value << 3) | <u64>(byte - ZERO);
  }
  if (negative && value != 0) emit(MINUS);
  emitInteger(value);
  return WRITTEN;
}

function emitInteger(value: u64): void {
  let scale: u64 = 1;
  while (value / scale >= 10) scale *= 10;
  for (; scale > 0; scale /= 10) emit(ZERO + <u32>((value / scale) % 10));
}
