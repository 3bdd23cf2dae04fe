import type { CompletedPlace, Values } from './completion-table.ts';
import { keyOf, pathCases, quoted, valueCases } from './shell-words.ts';

/** A completion for bash, from 3.2 on, which is what macOS has. Where it proposes nothing, bash completes paths. */
export function bashCompletion(table: readonly CompletedPlace[]): string {
  const values = valueCases(table).map(({ keys, values: own }) => `    ${keys.map(quoted).join(' | ')}) ${reply(own)} ;;\n`);
  const flags = table.map((place) => `      ${quoted(keyOf(place))}) ${words(place.flags.flatMap(({ names }) => names))} ;;\n`);
  const rest = table.map((place) => `    ${quoted(keyOf(place))}) ${argumentsOf(place)} ;;\n`);
  return `# Completion of bulwark for bash. In ~/.bashrc: source <(bulwark completion bash)
_bulwark() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" place='' proposed='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place \${COMP_WORDS[i]}" in
    ${pathCases(table)}) place="$place \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$place $previous" in
${values.join('')}    *)
      case "$current" in
      -*)
        case "$place" in
${flags.join('')}        esac
        ;;
      *)
        case "$place" in
${rest.join('')}        esac
        ;;
      esac
      ;;
  esac
  # shellcheck disable=SC2207 # no word of ours has a space in it, and bash 3.2 has no mapfile
  [ -n "$proposed" ] && COMPREPLY=($(compgen -W "$proposed" -- "$current"))
  return 0
}
complete -o default -F _bulwark bulwark
`;
}

function argumentsOf({ commands, arguments: own }: CompletedPlace): string {
  return commands.length > 0 ? words(commands.map(({ name }) => name)) : reply(own);
}

function reply(values: Values): string {
  return typeof values === 'string' ? ':' : words(values);
}

function words(list: readonly string[]): string {
  return `proposed=${quoted(list.join(' '))}`;
}
