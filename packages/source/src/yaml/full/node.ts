interface Positioned {
  /** The node's own text, without anchor and tag. */
  readonly start: number;
  end: number;
  /** Its number in the range table, once it is there. */
  table?: number;
  /** Where its anchor and tag stand, if it has any of them. */
  properties?: Properties;
}

/** What stands before a node: an anchor, a tag, or both. */
export interface Properties {
  readonly anchor: string | undefined;
  /** The full tag; the empty string where there is none. */
  readonly tag: string;
  readonly start: number;
  readonly end: number;
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
  /** Where each item begins: at its `-`, or at its own first character in flow style. */
  readonly marks: number[];
}

export interface MappingNode extends Positioned {
  readonly kind: 'mapping';
  readonly pairs: (readonly [key: Node, value: Node])[];
  /** Where each pair begins: at its `?`, or at the key and what stands before it. */
  readonly marks: number[];
  /** Where what separates key and value ends; -1 where there is none. */
  readonly colons: number[];
}

export interface AliasNode extends Positioned {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: Node;
}

export type Node = ScalarNode | SequenceNode | MappingNode | AliasNode;
