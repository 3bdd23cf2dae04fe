import type { CompletedPlace, Values } from './completion-table.ts';
import { keyOf, pathCases, quoted, valueCases } from './shell-words.ts';

/** A completion for zsh, to be sourced, or to be a file \`_bulwark\` in \`$fpath\`. */
export function zshCompletion(table: readonly CompletedPlace[]): string {
  const values = valueCases(table).map(
    ({ keys, values: own }) => `    ${keys.map((key) => `(${quoted(key)})`).join('|')}) ${reply(own)}; return ;;\n`,
  );
  const flags = table.map(({ flags: own, ...place }) => {
    const items = own.flatMap(({ names, brief }) => names.map((name) => described(name, brief)));
    return `      (${quoted(keyOf(place))}) items=(${items.join(' ')}) ;;\n`;
  });
  const rest = table.map((place) => `    (${quoted(keyOf(place))}) ${argumentsOf(place)} ;;\n`);
  return `#compdef bulwark
# Completion of bulwark for zsh. In ~/.zshrc, after compinit: source <(bulwark completion zsh)
_bulwark() {
  local place='' word previous=\${words[CURRENT-1]}
  local -a items
  for word in \${words[2,CURRENT-1]}; do
    case "$place $word" in
    (${pathCases(table)}) place="$place $word" ;;
    esac
  done
  case "$place $previous" in
${values.join('')}  esac
  if [[ \${words[CURRENT]} == -* ]]; then
    case "$place" in
${flags.join('')}    esac
    _describe -o 'flag' items
    return
  fi
  case "$place" in
${rest.join('')}  esac
}
if [ "\${funcstack[1]}" = _bulwark ]; then
  _bulwark "$@"
else
  compdef _bulwark bulwark
fi
`;
}

function argumentsOf({ commands, arguments: own }: CompletedPlace): string {
  if (commands.length === 0) return reply(own);
  return `items=(${commands.map(({ name, brief }) => described(name, brief)).join(' ')}); _describe 'command' items`;
}

function reply(values: Values): string {
  if (values === 'paths') return '_files';
  return values === 'unknown' ? ':' : `compadd -- ${values.join(' ')}`;
}

function described(name: string, brief: string): string {
  return quoted(`${name}:${brief.replaceAll(':', String.raw`\:`)}`);
}
