/** A function as gofmt writes it. */
export interface GoFunction {
  readonly name: string;
  /** The name and the type of its only parameter, a pointer; undefined for functions of another form. */
  readonly parameter: string | undefined;
  readonly type: string | undefined;
  /** Statements of the body, each of one or more lines, without comments. */
  readonly statements: readonly string[];
  /** The whole of it, without comments, in one line. */
  readonly text: string;
}

const FUNCTION = /^func (\w+)\((?:(\w+) \*([\w.]+)\)|[^\n]*) ?[^\n{]*\{\n([\s\S]*?)^\}/gm;

export function readFunctions(source: string): readonly GoFunction[] {
  return Array.from(source.matchAll(FUNCTION), ([, name = '', parameter, type, body = '']) => {
    const code = withoutComments(body);
    return { name, parameter, type, statements: statementsIn(code), text: code.replaceAll(/\s+/g, ' ').trim() };
  });
}

function withoutComments(body: string): string {
  return body
    .split('\n')
    .map((line) => line.replace(/^\s*\/\/.*$|\s+\/\/ .*$/, ''))
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** The statements of a block whose lines are indented alike. What is indented deeper belongs to the statement before it. */
export function statementsIn(block: string): readonly string[] {
  const statements: string[][] = [];
  const indent = /^\t*/.exec(block)?.[0] ?? '';
  for (const line of block.split('\n')) {
    if (line === '') continue;
    const starts = line.startsWith(indent) && !/[\t})]/.test(line.charAt(indent.length));
    if (starts || statements.length === 0) statements.push([line.slice(indent.length)]);
    else statements.at(-1)?.push(line.slice(indent.length));
  }
  return statements.map((lines) => lines.join('\n'));
}

/** The statements within `if … {` where nothing follows with `else`; undefined for another statement. */
export function blockOf(statement: string): { readonly condition: string; readonly body: readonly string[] } | undefined {
  const match = /^if (.*) \{\n([\s\S]*)\n\}$/.exec(statement);
  if (match === null || /^\}/m.test(match[2] ?? '')) return undefined;
  return { condition: match[1] ?? '', body: statementsIn(match[2] ?? '') };
}
