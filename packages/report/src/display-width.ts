const ASCII = /^[\x20-\x7e]*$/;
/** Drawn over the character before them. */
const ZERO = /[\p{Mn}\p{Me}\u1160-\u11ff\u200c\u200d]/u;
const EMOJI = /\p{Emoji_Presentation}/u;

/** Where Unicode's East_Asian_Width is Wide or Fullwidth, emoji apart; ranges are closed and ascending. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

/** How many columns of a terminal one character (a code point) takes. */
export function characterWidth(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (ZERO.test(character)) return 0;
  const wide = EMOJI.test(character) || WIDE.some(([from, to]) => from <= code && code <= to);
  return wide ? 2 : 1;
}

/** How many columns clean text takes. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}
