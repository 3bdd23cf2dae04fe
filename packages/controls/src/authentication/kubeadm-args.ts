import { isArray, isObject, member, stringAt, valueAt, type Json, type Path } from '@bulwark/model';
import { filled } from './command-flags.ts';
import { indexed, KUBEADM, type ApiServer, type Flag } from './flags.ts';

/** What kubeadm starts from a ClusterConfiguration that stands at `path`; undefined where there is none. */
export function kubeadmServer(root: Json, path: Path): ApiServer | undefined {
  const configuration = valueAt(root, path);
  if (!isObject(configuration)) return undefined;
  const apiServer = member(configuration, 'apiServer');
  const args = member(apiServer, 'extraArgs');
  const at = [...path, ...(apiServer === undefined ? [] : ['apiServer']), ...(args === undefined ? [] : ['extraArgs'])];
  return {
    flags: indexed(argsAt(args, at)),
    at,
    hidden: undefined,
    starter: KUBEADM,
    add: adder(args, [...path, 'apiServer', 'extraArgs'], stringAt(configuration, 'apiVersion')),
  };
}

/** A map up to v1beta3, and a list of names and values from v1beta4. */
export function argsAt(args: Json | undefined, at: Path): readonly Flag[] {
  if (isArray(args)) {
    return args.flatMap((item, index) => {
      const name = stringAt(item, 'name');
      const value = member(item, 'value');
      return name === undefined ? [] : [flag(name, value, [...at, index, ...(value === undefined ? [] : ['value'])])];
    });
  }
  return isObject(args) ? Object.keys(args).map((name) => flag(name, member(args, name), [...at, name])) : [];
}

function flag(name: string, value: Json | undefined, at: Path): Flag {
  return { name: name.replaceAll('_', '-'), value: filled(value), at, spell: (other) => other };
}

/** To append to a list is no edit that can be made twice; a key can be set as often as one likes. */
function adder(args: Json | undefined, at: Path, version = ''): ApiServer['add'] {
  if (args === undefined ? !/\/v1beta[1-3]$/.test(version) : !isObject(args)) return undefined;
  return (name, value) => ({ op: 'set', path: [...at, name], value });
}

interface Line {
  readonly indent: number;
  readonly key: string;
  readonly value: string;
  readonly isItem: boolean;
}

const LINE = /^( *)(- )?["']?([\w.-]+)["']?:(?:\s+(.*?))?\s*$/;

/**
 * The extra arguments in the text of a patch over a ClusterConfiguration, as kind takes it: block style alone, which is how
 * such patches are written. Undefined for a patch over something else.
 */
export function argsInText(text: string, at: Path): readonly Flag[] | undefined {
  if (!/^kind:\s*["']?ClusterConfiguration\b/m.test(text)) return undefined;
  const lines = text.split('\n').flatMap(readLine);
  const server = lines.findIndex(({ key, indent }) => key === 'apiServer' && indent === 0);
  const inServer = server === -1 ? [] : below(lines, server);
  const args = inServer.findIndex(({ key }) => key === 'extraArgs');
  if (args === -1) return [];
  const flags: Flag[] = [];
  let name = '';
  for (const { key, value, isItem } of below(inServer, args)) {
    const isPart = isItem || name !== '';
    if (isPart && key === 'name') name = value;
    else if (isPart && key === 'value') flags.push({ name, value: filled(value), at, spell: undefined });
    else flags.push({ name: key, value: filled(value), at, spell: undefined });
  }
  return flags;
}

function readLine(line: string): readonly Line[] {
  const match = LINE.exec(line);
  if (match === null) return [];
  const [, blank = '', dash, key = '', value = ''] = match;
  const plain = value.replace(/^(["'])(.*)\1.*$/, '$2');
  return [{ indent: blank.length, key, value: plain.replace(/\s+#.*$/, ''), isItem: dash !== undefined }];
}

/** The lines that belong to one: deeper ones, and the items of a list that stands as far left. */
function below(lines: readonly Line[], index: number): readonly Line[] {
  const parent = lines[index];
  if (parent === undefined) return [];
  const rest = lines.slice(index + 1);
  const end = rest.findIndex(({ indent, isItem }) => indent < parent.indent || (indent === parent.indent && !isItem));
  return end === -1 ? rest : rest.slice(0, end);
}
