import type { Node, SequenceNode } from '../yaml/full/node.ts';
import type { Quote } from './scalar-text.ts';
import type { Spot } from './spot.ts';

/** The quotes that a text has; undefined where it has none. */
export function quoteAt(node: Node, text: string): Quote | undefined {
  const first = text[node.start];
  return node.kind === 'scalar' && (first === '"' || first === "'") ? first : undefined;
}

/** The quotes that a new text in the place of another one gets, whether it needs them or not. */
export function quoteOf({ node }: Spot, text: string): Quote | undefined {
  return node.properties === undefined || node.properties.tag === '' ? quoteAt(node, text) : undefined;
}

/** The quotes that all items of a list have. */
export function quoteIn({ items }: SequenceNode, text: string): Quote | undefined {
  const first = items[0] === undefined ? undefined : quoteAt(items[0], text);
  return first !== undefined && items.every((item) => quoteAt(item, text) === first) ? first : undefined;
}
