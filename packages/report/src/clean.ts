const PLAIN = /^[\x20-\x7e]*$/;

/**
 * What could act on a terminal or deceive its reader: control characters, lone surrogates, line separators, and format
 * characters such as those that turn the writing direction. The two joiners stay, whole languages are written with them.
 */
const HOSTILE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu;

/** `text` on one line and harmless to a terminal; what a manifest hides in it becomes visible. */
export function clean(text: string): string {
  return PLAIN.test(text) ? text : text.replace(HOSTILE, visible);
}

/** The control pictures of Unicode for ASCII's control characters (`␛`), the replacement character for the others. */
function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
