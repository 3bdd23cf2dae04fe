import type { DefinitionTable } from './definition-table.ts';
import { includesMinor } from './minors.ts';

/** A field that gets a value where it has none, whatever else the object says. */
export interface DefaultRule {
  /** From the definition down. Of a way of several steps each is made where it is missing. */
  readonly path: readonly string[];
  /** JSON as it is in the table. */
  readonly value: unknown;
  /** Whether an empty value (`""`, 0, an empty list) is as good as none. Null always is. */
  readonly orEmpty: boolean;
}

/** The defaults of a definition in one minor. */
export interface Defaults {
  /** Whether it is a kind whose objects get defaults. In objects of other kinds nothing does, however they are made. */
  readonly isKind: boolean;
  readonly rules: readonly DefaultRule[];
  /** Fields whose object is there even where nobody wrote it, so that what is in it has its defaults. */
  readonly always: readonly string[];
  /** Fields with amounts of resources, in which what is finer than a thousandth is rounded up. */
  readonly amounts: readonly string[];
  /** Names the code of upstream that is more than rules, by its content; undefined where there is none. */
  readonly code: string | undefined;
}

/** Reads the defaults of a definition; undefined where it has none in this minor. */
export function readDefaults(name: string, table: DefinitionTable, minor: number): Defaults | undefined {
  if (!table.has(name, minor)) return undefined;
  const rules: DefaultRule[] = [];
  const always: string[] = [];
  const amounts: string[] = [];
  let code: string | undefined;
  let isKind = false;
  for (const { words, minors } of table.linesOf(name)) {
    if (!includesMinor(minors, minor)) continue;
    const [path = '', ...said] = words.split(' ');
    if (path === '*') isKind = true;
    else if (path === '!') code = said[0];
    else if (said[0] === 'always') always.push(path);
    else if (said[0] === 'amounts') amounts.push(path);
    else rules.push(ruleOf(path, said));
  }
  return { isKind, rules, always, amounts, code };
}

const OR_EMPTY = 'or-empty';

function ruleOf(path: string, said: readonly string[]): DefaultRule {
  const orEmpty = said.at(-1) === OR_EMPTY;
  const value: unknown = JSON.parse(said.slice(0, orEmpty ? -1 : undefined).join(' '));
  return { path: path.split('.'), value, orEmpty };
}
