/** What the scanner makes of text. Marks of block collections come from indentation, as in libyaml. */
export type TokenType =
  | 'stream-end'
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  /** The text of a scalar, the name of an anchor or alias, the handle of a tag, a directive's first word. */
  readonly value: string;
  /** The rest of a tag or of a TAG directive. */
  readonly suffix: string;
  /** Only for scalars: plain ones are resolved, all others are strings. */
  readonly plain: boolean;
}

export function token(type: TokenType, start: number, end: number, value = '', suffix = '', plain = false): Token {
  return { type, start, end, value, suffix, plain };
}
