interface Positioned {
  /** The node's own text, without anchor and tag. */
  readonly start: number;
  end: number;
  /** Its number in the range table, once it is there. */
  table?: number;
}

export interface ScalarNode extends Positioned {
  readonly kind: 'scalar';
  readonly value: string;
  /** The full tag; the empty string where there is none. */
  readonly tag: string;
  /** Plain, or tagged `!`: resolved by its text where it has no tag. */
  readonly implicit: boolean;
}

export interface SequenceNode extends Positioned {
  readonly kind: 'sequence';
  readonly items: Node[];
}

export interface MappingNode extends Positioned {
  readonly kind: 'mapping';
  readonly pairs: (readonly [key: Node, value: Node])[];
}

export interface AliasNode extends Positioned {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: Node;
}

export type Node = ScalarNode | SequenceNode | MappingNode | AliasNode;
