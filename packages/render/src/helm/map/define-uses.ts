import { defineName } from './mark-template.ts';
import { isPrinting } from './template-lines.ts';
import { opensBlock, templateTokens, type Token } from './template-tokens.ts';

/** What a `define` holds, and what becomes of it. */
export interface DefineUse {
  /** A line of it looks like YAML: a key, or an item of a list. */
  readonly isYaml: boolean;
  /** How many of its lines show something. */
  readonly lines: number;
  /** Every call of it goes into the output as it is, but for spaces. */
  readonly isPrinted: boolean;
}

const YAML = /^\s*(?:- |-$|["']?[\w./-]+["']?:(?:\s|$)|["']?[\w./-]*\{\{.*\}\}[\w./-]*["']?:(?:\s|$))/;
const PRINTED = /^(?:include|template)\s+["`]([^"`]+)["`]\s*[^|]*(?:\|\s*(?:n?indent\s+\d+|trim|toString)\s*)*$/;
const CALL = /\b(?:include|template)\s+["`]([^"`]+)["`]/g;

/** Every `define` of these templates by its name. */
export function defineUses(templates: readonly string[]): Map<string, DefineUse> {
  const bodies = new Map<string, string[]>();
  const elsewhere = new Set<string>();
  for (const template of templates) {
    const tokens = templateTokens(template) ?? [];
    collectBodies(template, tokens, bodies);
    for (const name of tokens.flatMap((token) => usedElsewhere(template, token))) elsewhere.add(name);
  }
  return new Map(
    Array.from(bodies, ([name, lines]) => [
      name,
      { isYaml: lines.some((line) => YAML.test(line)), lines: lines.length, isPrinted: !elsewhere.has(name) },
    ]),
  );
}

/** What an action calls without printing it as it is. */
function usedElsewhere(template: string, { kind, inner }: Token): string[] {
  if (kind === 'text') return [];
  const body = template.slice(inner.start, inner.end);
  const printed = isPrinting({ kind }) ? PRINTED.exec(body)?.[1] : undefined;
  return Array.from(body.matchAll(CALL), ([, name = '']) => name).filter((name) => name !== printed);
}

/** The lines of each `define` that show something. */
function collectBodies(template: string, tokens: readonly Token[], bodies: Map<string, string[]>): void {
  const open: { name: string | undefined; from: number }[] = [];
  for (const token of tokens) {
    if (opensBlock(template, token)) {
      open.push({ name: defineName(template, token), from: token.end });
    } else if (token.kind === 'end') {
      const block = open.pop();
      if (block?.name === undefined) continue;
      const lines = template.slice(block.from, token.start).split('\n').filter(showsSomething);
      bodies.set(block.name, [...(bodies.get(block.name) ?? []), ...lines]);
    }
  }
}

function showsSomething(line: string): boolean {
  return (
    line.trim() !== '' &&
    !/^\s*\{\{-?\s*(?:\/\*|(?:if|else|end|with|range|break|continue)\b|\$\w*\s*(?:,\s*\$\w+\s*)?:?=)[^}]*\}\}\s*$/.test(line)
  );
}
