import { YamlError } from '../yaml-error.ts';
import type { AliasNode, Node } from './node.ts';

const SMALL = 400_000;
const LARGE = 4_000_000;

/**
 * How much of a document may come from aliases before it counts as a bomb: go-yaml v2's own rule, counted as its decoder
 * counts: every node once each time that it is decoded, and each alias decodes its whole target anew.
 */
export class AliasBudget {
  #decoded = 1;
  #aliased = 0;
  readonly #costs = new Map<Node, number>();

  /** Counts one node that stands in the text itself. */
  spend(node: Node): void {
    this.#decoded++;
    this.#check(node);
  }

  spendKey(node: Node): void {
    if (node.kind === 'alias') this.expand(node);
    else this.spend(node);
  }

  expand(node: AliasNode): void {
    const cost = this.#costOf(node.target);
    this.#decoded += 1 + cost;
    this.#aliased += cost;
    this.#check(node);
  }

  #check(node: Node): void {
    const tooMuch = this.#aliased > 100 && this.#decoded > 1000 && this.#aliased / this.#decoded > allowedRatio(this.#decoded);
    if (tooMuch) throw new YamlError('document contains excessive aliasing', node.start);
  }

  #costOf(node: Node): number {
    const known = this.#costs.get(node);
    if (known !== undefined) return known;
    // A node that holds itself is refused before its cost matters.
    this.#costs.set(node, 1);
    const cost = 1 + this.#costOfParts(node);
    this.#costs.set(node, cost);
    return cost;
  }

  #costOfParts(node: Node): number {
    if (node.kind === 'alias') return this.#costOf(node.target);
    if (node.kind === 'sequence') return node.items.reduce((sum, item) => sum + this.#costOf(item), 0);
    if (node.kind === 'mapping')
      return node.pairs.reduce((sum, [key, value]) => sum + this.#costOf(key) + this.#costOf(value), 0);
    return 0;
  }
}

function allowedRatio(decoded: number): number {
  if (decoded <= SMALL) return 0.99;
  if (decoded >= LARGE) return 0.1;
  return 0.99 - 0.89 * ((decoded - SMALL) / (LARGE - SMALL));
}
