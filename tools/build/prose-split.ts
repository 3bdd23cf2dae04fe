import { parseAst } from 'rolldown/parseAst';

/** What only `explain`, the docs and SARIF need of a control: more than half of its text. */
const PROSE: readonly string[] = ['why', 'details', 'references', 'examples'];
const KEPT_WITH_PROSE: readonly string[] = ['id', ...PROSE];

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The source of a control without its prose, and without the imports that only the prose needs. */
export function withoutProse(source: string): string {
  const program = keepMembers(source, (name) => !PROSE.includes(name));
  return withoutIdleImports(program, () => true);
}

/**
 * The source of a control with its id and its prose alone, a plain object, and without the imports that it does not need: a
 * bundler takes what a module imports for a part of it, and would put it into the chunk that a scan does not load.
 */
export function onlyProse(source: string): string {
  const prose = keepMembers(source, (name) => KEPT_WITH_PROSE.includes(name));
  // Functions go with `check`.
  return withoutIdleImports(
    prose.replace(/(?<=(?:=|default) )defineControl(?=\(\{)/, ''),
    ({ type }) => type !== 'FunctionDeclaration',
  );
}

/** Cuts the imports of names that nothing which counts has. */
function withoutIdleImports(source: string, counts: (statement: Statement) => boolean): string {
  const { body } = parseAst(source, { lang: 'ts' }) as unknown as { readonly body: readonly Statement[] };
  const isImport = (node: Statement): boolean => node.type === 'ImportDeclaration';
  const used = body
    .filter((node) => !isImport(node) && counts(node))
    .map(({ start, end }) => source.slice(start, end))
    .join('\n');
  const isIdle = ({ specifiers = [] }: Statement): boolean =>
    specifiers.every(({ local, importKind }) => importKind === 'type' || !new RegExp(`\\b${local.name}\\b`).test(used));
  return body
    .filter((node) => isImport(node) && isIdle(node))
    .toReversed()
    .reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), source);
}

interface Statement extends Node {
  readonly specifiers?: readonly { readonly local: { readonly name: string }; readonly importKind?: string }[];
}

/** Cuts members out of the object that is given to `defineControl`, in the text, so that nothing else changes. */
function keepMembers(source: string, isKept: (name: string) => boolean): string {
  const object = definedObject(parseAst(source, { lang: 'ts' }));
  if (object === undefined) throw new Error('no defineControl({ … }) found');
  const members = object.properties;
  let text = source.slice(0, members[0]?.start ?? object.end);
  members.forEach((member, index) => {
    const end = members[index + 1]?.start ?? object.end - 1;
    if (isKept(nameOf(member))) text += source.slice(member.start, end);
  });
  return text + source.slice(object.end - 1);
}

interface Member extends Node {
  readonly key?: Node & { readonly name?: string; readonly value?: unknown };
}

interface ObjectNode extends Node {
  readonly properties: readonly Member[];
}

function nameOf(member: Member): string {
  const name = member.key?.name ?? member.key?.value;
  if (typeof name !== 'string') throw new Error(`a control's members must have plain names, not ${member.type}`);
  return name;
}

function definedObject(node: Node): ObjectNode | undefined {
  if (isDefinition(node)) return node.arguments[0] as ObjectNode;
  for (const child of Object.values(node).flat()) {
    const found = isNode(child) ? definedObject(child) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

interface CallNode extends Node {
  readonly callee: Node & { readonly name?: string };
  readonly arguments: readonly Node[];
}

function isDefinition(node: Node): node is CallNode {
  if (node.type !== 'CallExpression') return false;
  const call = node as CallNode;
  return call.callee.name === 'defineControl' && call.arguments[0]?.type === 'ObjectExpression';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
