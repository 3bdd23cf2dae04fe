import { YamlError } from '../yaml-error.ts';

/** A place where a key without `?` may have begun: it is one if a `:` follows on the same line. */
export interface SimpleKey {
  possible: boolean;
  readonly start: number;
  /** Where its line starts. */
  readonly line: number;
  /** In block context at the column of the collection nothing but a key may stand. */
  readonly required: boolean;
  /** The number of the token that it would stand before. */
  readonly number: number;
}

/** A key without `?` may be at most this long (YAML 1.2, section 7.4; libyaml counts the same). */
const LONGEST = 1024;

/** The keys without `?` that may turn out to have begun: one for each flow level, the block context first. */
export class SimpleKeys {
  readonly #levels: SimpleKey[];
  /** The level of the key that may stand before a token, by the token's number. */
  readonly #levelBefore = new Map<number, number>();
  #flowLevel = 0;

  constructor(start: number) {
    this.#levels = [impossible(start, 0)];
  }

  /** How many flow collections are open. */
  get flowLevel(): number {
    return this.#flowLevel;
  }

  enterFlow(start: number, number: number): void {
    this.#levels.push(impossible(start, number));
    this.#flowLevel++;
  }

  leaveFlow(): void {
    if (this.#flowLevel === 0) return;
    this.#flowLevel--;
    // As in go-yaml, a level without keys has the number of its own bracket: once it is closed, nobody looks ahead for the
    // `:` that would make a key of it.
    const closed = this.#levels.pop();
    if (closed !== undefined) this.#levelBefore.delete(closed.number);
  }

  /** Notes that a key may have begun, instead of what was noted on this level before. */
  save(key: SimpleKey): void {
    this.remove(key.start);
    this.#levels[this.#flowLevel] = key;
    this.#levelBefore.set(key.number, this.#flowLevel);
  }

  /** Forgets the key of this level; one that had to be a key is an error, told at `pos`. */
  remove(pos: number): void {
    const key = this.#levels[this.#flowLevel];
    if (!key?.possible) return;
    if (key.required) throw missingColon(pos);
    this.use(key);
  }

  /** Takes a key from the list, because it is one now, or cannot be one any more. */
  use(key: SimpleKey): void {
    key.possible = false;
    this.#levelBefore.delete(key.number);
  }

  /** The key of this level that a `:` at `pos` would make, if any. */
  current(pos: number, line: number): SimpleKey | undefined {
    const key = this.#levels[this.#flowLevel];
    return key !== undefined && isValid(key, pos, line) ? key : undefined;
  }

  /** Whether a key may still be found to stand before the token of a number. */
  mayStandBefore(number: number, pos: number, line: number): boolean {
    const level = this.#levelBefore.get(number);
    const key = level === undefined ? undefined : this.#levels[level];
    return key !== undefined && isValid(key, pos, line);
  }
}

function impossible(start: number, number: number): SimpleKey {
  return { possible: false, start, line: start, required: false, number };
}

/** Whether a `:` at `pos`, on the line that starts at `line`, may still make a key of what began at `key`. */
function isValid(key: SimpleKey, pos: number, line: number): boolean {
  if (!key.possible) return false;
  if (key.line === line && key.start + LONGEST >= pos) return true;
  if (key.required) throw missingColon(pos);
  key.possible = false;
  return false;
}

function missingColon(pos: number): YamlError {
  return new YamlError("could not find expected ':'", pos);
}
