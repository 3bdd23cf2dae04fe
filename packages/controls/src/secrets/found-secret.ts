/** A secret in a text, in UTF-16 code units, `end` exclusive; what it is, in words for a message. */
export interface FoundSecret {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}
