import type { CompletedFlag, CompletedPlace, Values } from './completion-table.ts';
import { keyOf } from './shell-words.ts';

/** A completion for fish. */
export function fishCompletion(table: readonly CompletedPlace[]): string {
  const places = table.filter(({ path }) => path.length > 0).map((place) => quoted(keyOf(place)));
  return `# Completion of bulwark for fish: bulwark completion fish > ~/.config/fish/completions/bulwark.fish
function __bulwark_at
  set -l place ''
  for word in (commandline -opc)[2..-1]
    switch "$place $word"
      case ${places.join(' ')}
        set place "$place $word"
    end
  end
  test "$place" = "$argv[1]"
end
complete -c bulwark -f
${table.flatMap(linesOf).join('\n')}
`;
}

function linesOf(place: CompletedPlace): readonly string[] {
  const at = `complete -c bulwark -n ${quoted(`__bulwark_at ${quoted(keyOf(place))}`)}`;
  return [
    ...place.commands.map(({ name, brief }) => `${at} -a ${quoted(name)} -d ${quoted(brief)}`),
    ...(place.commands.length > 0 ? [] : argumentsOf(place.arguments).map((values) => `${at} ${values}`)),
    ...place.flags.map((flag) => `${at} ${flagOf(flag)}`),
  ];
}

function argumentsOf(values: Values): readonly string[] {
  if (values === 'paths') return ['-F'];
  return values === 'unknown' ? [] : [`-a ${quoted(values.join(' '))}`];
}

function flagOf({ names, brief, values }: CompletedFlag): string {
  const typed = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const taken =
    values === undefined
      ? ''
      : values === 'paths'
        ? ' -r -F'
        : ` -x${argumentsOf(values)
            .map((list) => ` ${list}`)
            .join('')}`;
  return `${typed.join(' ')}${taken} -d ${quoted(brief)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
