import type { CompletedPlace, Values } from './completion-table.ts';

/** A place as the scripts know it: its words, each with a space before it. */
export function keyOf({ path }: Pick<CompletedPlace, 'path'>): string {
  return path.map((word) => ` ${word}`).join('');
}

/** Text in single quotes, for bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The cases that find the place of a command line, word by word. */
export function pathCases(table: readonly CompletedPlace[]): string {
  return table
    .filter(({ path }) => path.length > 0)
    .map((place) => quoted(keyOf(place)))
    .join(' | ');
}

/** Every flag that takes a value, as `place flag`, with what comes after it; flags with the same values together. */
export function valueCases(
  table: readonly CompletedPlace[],
): readonly { readonly keys: readonly string[]; readonly values: Values }[] {
  const all = table.flatMap((place) =>
    place.flags.flatMap(({ names, values }) =>
      values === undefined ? [] : [{ keys: names.map((name) => `${keyOf(place)} ${name}`), values }],
    ),
  );
  const groups = Map.groupBy(all, ({ values }) => JSON.stringify(values));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ keys: group.flatMap(({ keys }) => keys), values: first.values }];
  });
}
