import { hunksOf, NO_LINE_END, type DiffLine, type FixedFile, type Hunk } from '@bulwark/fix';
import type { KubeObject } from '@bulwark/model';
import { clean, maskedLines, type Palette } from '@bulwark/report';
import { load } from '@bulwark/source';

/** The objects of a file by its path, before the fixes and after. */
export interface Sides {
  readonly before: ReadonlyMap<string, readonly KubeObject[]>;
  readonly after: ReadonlyMap<string, readonly KubeObject[]>;
}

export function sidesOf(before: readonly KubeObject[], after: readonly KubeObject[]): Sides {
  const pathOf = ({ origin }: KubeObject): string => origin?.file.path ?? '';
  return { before: Map.groupBy(before, pathOf), after: Map.groupBy(after, pathOf) };
}

/** What changes in a file, for people: harmless to a terminal, secrets masked. */
export function* diffLines({ path, before, after }: FixedFile, sides: Sides, palette: Palette): IterableIterator<string> {
  yield palette.bold(`--- ${clean(`a/${path}`)}`);
  yield palette.bold(`+++ ${clean(`b/${path}`)}`);
  const hunks = hunksOf(before, after);
  const masked = {
    before: maskedLines(before, sides.before.get(path) ?? objectsIn(before), numbersIn(hunks, 'before')),
    after: maskedLines(after, sides.after.get(path) ?? objectsIn(after), numbersIn(hunks, 'after')),
  };
  for (const { head, lines } of hunks) {
    yield palette.cyan(head);
    for (const line of lines) {
      yield lineText(line, masked, palette);
      if (!line.text.endsWith('\n')) yield palette.dim(NO_LINE_END);
    }
  }
}

/** Those of a file that was not read as one, but went into a render. */
function objectsIn(text: string): readonly KubeObject[] {
  return load(['-'], { stdin: () => text }).inventory.objects;
}

function numbersIn(hunks: readonly Hunk[], side: 'before' | 'after'): ReadonlySet<number> {
  return new Set(hunks.flatMap(({ lines }) => lines.flatMap((line) => (line[side] === undefined ? [] : [line[side] + 1]))));
}

type Masked = Readonly<Record<'before' | 'after', ReadonlyMap<number, string>>>;

function lineText({ sign, before, after }: DiffLine, masked: Masked, palette: Palette): string {
  const text = sign === '+' ? masked.after.get((after ?? 0) + 1) : masked.before.get((before ?? 0) + 1);
  const line = `${sign}${text ?? ''}`;
  if (sign === ' ') return line;
  return sign === '+' ? palette.green(line) : palette.red(line);
}
