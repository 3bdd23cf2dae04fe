/** Bytes and their classes, as `../src/yaml/chars.ts` has them. The text has no line breaks but LF, and ends with zeros. */

export const TAB: u32 = 0x09;
export const LF: u32 = 0x0a;
export const SPACE: u32 = 0x20;
export const DOUBLE_QUOTE: u32 = 0x22;
export const HASH: u32 = 0x23;
export const AMPERSAND: u32 = 0x26;
export const SINGLE_QUOTE: u32 = 0x27;
export const ASTERISK: u32 = 0x2a;
export const PLUS: u32 = 0x2b;
export const COMMA: u32 = 0x2c;
export const MINUS: u32 = 0x2d;
export const DOT: u32 = 0x2e;
export const ZERO: u32 = 0x30;
export const NINE: u32 = 0x39;
export const COLON: u32 = 0x3a;
export const LESS: u32 = 0x3c;
export const GREATER: u32 = 0x3e;
export const QUESTION: u32 = 0x3f;
export const LEFT_BRACKET: u32 = 0x5b;
export const BACKSLASH: u32 = 0x5c;
export const RIGHT_BRACKET: u32 = 0x5d;
export const UNDERSCORE: u32 = 0x5f;
export const LEFT_BRACE: u32 = 0x7b;
export const PIPE: u32 = 0x7c;
export const RIGHT_BRACE: u32 = 0x7d;

export function isBlank(byte: u32): bool {
  return byte == SPACE || byte == TAB;
}

export function isBlankOrEnd(byte: u32): bool {
  return byte == SPACE || byte == LF || byte == TAB || byte == 0;
}

export function isDigit(byte: u32): bool {
  return byte >= ZERO && byte <= NINE;
}

export function isWord(byte: u32): bool {
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x7a) || byte == UNDERSCORE || byte == MINUS;
}

/** Characters that no plain scalar starts with; `-`, `?` and `:` depend on what follows. */
export function startsPlain(byte: u32, next: u32): bool {
  switch (byte) {
    case MINUS:
    case QUESTION:
    case COLON:
      return !isBlankOrEnd(next);
    case 0:
    case SPACE:
    case TAB:
    case LF:
    case LEFT_BRACKET:
    case RIGHT_BRACKET:
    case LEFT_BRACE:
    case RIGHT_BRACE:
    case COMMA:
    case HASH:
    case AMPERSAND:
    case ASTERISK:
    case 0x21: // !
    case PIPE:
    case GREATER:
    case SINGLE_QUOTE:
    case DOUBLE_QUOTE:
    case 0x25: // %
    case 0x40: // @
    case 0x60: // `
      return false;
    default:
      return true;
  }
}
