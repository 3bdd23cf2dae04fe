import { YamlError } from '../yaml-error.ts';
import type { MappingNode, Node, Properties, ScalarNode, SequenceNode } from './node.ts';
import { Scanner } from './scanner.ts';
import { Tags } from './tags.ts';
import type { Token, TokenType } from './token.ts';

const NO_COLON = -1;
const DIRECTIVES: readonly TokenType[] = ['version-directive', 'tag-directive'];
const DOCUMENT_ENDS: readonly TokenType[] = [...DIRECTIVES, 'document-start', 'document-end', 'stream-end'];

/** Makes nodes of tokens: libyaml's parser, with its states as functions. It reads the first document, as kubectl does. */
export class Parser {
  readonly #scanner: Scanner;
  readonly #anchors = new Map<string, Node>();
  readonly #tags = new Tags();

  constructor(text: string, start: number) {
    this.#scanner = new Scanner(text, start);
  }

  /** The root of the document; undefined where there is none. */
  parse(): Node | undefined {
    const first = this.#scanner.peek();
    if (first.type === 'stream-end') return undefined;
    if (DIRECTIVES.includes(first.type) || first.type === 'document-start') this.#parseDocumentStart();
    const next = this.#scanner.peek();
    const explicit = next !== first;
    const root =
      explicit && DOCUMENT_ENDS.includes(next.type) ? empty(next.start) : this.#parseNode({ block: true, indentless: false });
    // What follows the root must at least be tokens; libyaml looks one ahead to end the document.
    this.#scanner.peek();
    return root;
  }

  #parseDocumentStart(): void {
    while (DIRECTIVES.includes(this.#scanner.peek().type)) this.#tags.direct(this.#scanner.take());
    const start = this.#scanner.peek();
    if (start.type !== 'document-start') throw new YamlError('did not find expected <document start>', start.start);
    this.#scanner.take();
  }

  #parseNode(context: { readonly block: boolean; readonly indentless: boolean }): Node {
    const first = this.#scanner.peek();
    if (first.type === 'alias') return this.#parseAlias();
    const properties = this.#parseProperties(first);
    const next = this.#scanner.peek();
    switch (next.type) {
      case 'block-entry':
        if (context.indentless) return this.#parseIndentlessSequence(next, properties);
        break;
      case 'scalar':
        return this.#parseScalar(properties);
      case 'flow-sequence-start':
        return this.#parseFlowSequence(properties);
      case 'flow-mapping-start':
        return this.#parseFlowMapping(properties);
      case 'block-sequence-start':
        if (context.block) return this.#parseBlockSequence(properties);
        break;
      case 'block-mapping-start':
        if (context.block) return this.#parseBlockMapping(properties);
        break;
      default:
    }
    if (properties.anchor === undefined && properties.tag === '')
      throw new YamlError('did not find expected node content', next.start);
    return this.#anchored(properties, { ...empty(properties.end), tag: properties.tag, implicit: properties.tag === '' });
  }

  #parseAlias(): Node {
    const alias = this.#scanner.take();
    const target = this.#anchors.get(alias.value);
    // Its name is not said: a password may begin with an asterisk.
    if (target === undefined) throw new YamlError('unknown anchor referenced', alias.start);
    return { kind: 'alias', name: alias.value, target, start: alias.start, end: alias.end };
  }

  /** An anchor and a tag, in either order. */
  #parseProperties(first: Token): Properties {
    let anchor: string | undefined;
    let tag = '';
    let end = first.start;
    for (let next = first; ; next = this.#scanner.peek()) {
      if (next.type === 'anchor' && anchor === undefined) anchor = next.value;
      else if (next.type === 'tag' && tag === '') tag = this.#tags.resolve(next);
      else break;
      end = next.end;
      this.#scanner.take();
    }
    return { anchor, tag, start: first.start, end };
  }

  #anchored<T extends Node>(properties: Properties, node: T): T {
    if (properties.anchor !== undefined) this.#anchors.set(properties.anchor, node);
    if (properties.anchor !== undefined || properties.tag !== '') node.properties = properties;
    return node;
  }

  #parseScalar(properties: Properties): Node {
    const scalar = this.#scanner.take();
    const implicit = (properties.tag === '' && scalar.plain) || properties.tag === '!';
    const { start, end, value } = scalar;
    return this.#anchored(properties, { kind: 'scalar', value, tag: properties.tag, implicit, start, end });
  }

  #parseBlockSequence(properties: Properties): Node {
    const start = this.#scanner.take();
    const node = this.#anchored(properties, sequence(start));
    for (;;) {
      const next = this.#scanner.peek();
      if (next.type === 'block-end') break;
      if (next.type !== 'block-entry') throw new YamlError("did not find expected '-' indicator", next.start);
      node.marks.push(next.start);
      node.items.push(this.#parseEntry(['block-entry', 'block-end']));
      node.end = node.items.at(-1)?.end ?? node.end;
    }
    this.#scanner.take();
    return node;
  }

  #parseIndentlessSequence(first: Token, properties: Properties): Node {
    const node = this.#anchored(properties, sequence(first));
    while (this.#scanner.peek().type === 'block-entry') {
      node.marks.push(this.#scanner.peek().start);
      node.items.push(this.#parseEntry(['block-entry', 'key', 'value', 'block-end']));
      node.end = node.items.at(-1)?.end ?? node.end;
    }
    return node;
  }

  /** What follows a `-`; nothing where one of `ends` comes next. */
  #parseEntry(ends: readonly TokenType[]): Node {
    const entry = this.#scanner.take();
    return ends.includes(this.#scanner.peek().type) ? empty(entry.end) : this.#parseNode({ block: true, indentless: false });
  }

  #parseBlockMapping(properties: Properties): Node {
    const start = this.#scanner.take();
    const node = this.#anchored(properties, mapping(start));
    for (;;) {
      const next = this.#scanner.peek();
      if (next.type === 'block-end') break;
      if (next.type !== 'key') throw new YamlError('did not find expected key', next.start);
      const key = this.#parseBlockPart();
      const colon = this.#scanner.peek();
      const value = colon.type === 'value' ? this.#parseBlockPart() : empty(key.end);
      node.pairs.push([key, value]);
      node.marks.push(next.start);
      node.colons.push(colon.type === 'value' ? colon.end : NO_COLON);
      node.end = Math.max(key.end, value.end);
    }
    this.#scanner.take();
    return node;
  }

  /** What follows the `?` or the `:` of a block mapping. */
  #parseBlockPart(): Node {
    const mark = this.#scanner.take();
    const ends: readonly TokenType[] = ['key', 'value', 'block-end'];
    return ends.includes(this.#scanner.peek().type) ? empty(mark.end) : this.#parseNode({ block: true, indentless: true });
  }

  #parseFlowSequence(properties: Properties): Node {
    const start = this.#scanner.take();
    const node = this.#anchored(properties, sequence(start));
    while (this.#continuesFlow('flow-sequence-end', node.items.length > 0, "did not find expected ',' or ']'")) {
      const first = this.#scanner.peek();
      node.marks.push(first.start);
      node.items.push(first.type === 'key' ? this.#parseFlowPair() : this.#parseNode({ block: false, indentless: false }));
    }
    node.end = this.#scanner.take().end;
    return node;
  }

  /** Whether another entry comes; takes the comma before it. */
  #continuesFlow(end: TokenType, more: boolean, problem: string): boolean {
    if (this.#scanner.peek().type === end) return false;
    if (!more) return true;
    if (this.#scanner.peek().type !== 'flow-entry') throw new YamlError(problem, this.#scanner.peek().start);
    this.#scanner.take();
    return this.#scanner.peek().type !== end;
  }

  /** `[a: b]`: a mapping of one pair inside a flow sequence. */
  #parseFlowPair(): Node {
    const mark = this.#scanner.take();
    const key = this.#parseFlowPart(['value', 'flow-entry', 'flow-sequence-end'], mark.end);
    let value: Node = empty(key.end);
    let colonEnd = NO_COLON;
    if (this.#scanner.peek().type === 'value') {
      colonEnd = this.#scanner.take().end;
      value = this.#parseFlowPart(['flow-entry', 'flow-sequence-end'], colonEnd);
    }
    const { start } = mark;
    return { kind: 'mapping', pairs: [[key, value]], marks: [start], colons: [colonEnd], start, end: value.end };
  }

  #parseFlowPart(ends: readonly TokenType[], at: number): Node {
    return ends.includes(this.#scanner.peek().type) ? empty(at) : this.#parseNode({ block: false, indentless: false });
  }

  #parseFlowMapping(properties: Properties): Node {
    const start = this.#scanner.take();
    const node = this.#anchored(properties, mapping(start));
    while (this.#continuesFlow('flow-mapping-end', node.pairs.length > 0, "did not find expected ',' or '}'")) {
      node.marks.push(this.#scanner.peek().start);
      this.#parseFlowMember(node);
    }
    node.end = this.#scanner.take().end;
    return node;
  }

  #parseFlowMember(node: MappingNode): void {
    const ends: readonly TokenType[] = ['value', 'flow-entry', 'flow-mapping-end'];
    // Without a `:` the whole entry is a key: `{a, b}`.
    if (this.#scanner.peek().type !== 'key') {
      const lone = this.#parseNode({ block: false, indentless: false });
      node.pairs.push([lone, empty(lone.end)]);
      node.colons.push(NO_COLON);
      return;
    }
    const mark = this.#scanner.take();
    const key = this.#parseFlowPart(ends, mark.end);
    const colon = this.#scanner.peek().type === 'value' ? this.#scanner.take() : undefined;
    const value = colon === undefined ? empty(key.end) : this.#parseFlowPart(['flow-entry', 'flow-mapping-end'], colon.end);
    node.pairs.push([key, value]);
    node.colons.push(colon?.end ?? NO_COLON);
  }
}

function empty(at: number): ScalarNode {
  return { kind: 'scalar', value: '', tag: '', implicit: true, start: at, end: at };
}

function sequence({ start, end }: Token): SequenceNode {
  return { kind: 'sequence', items: [], marks: [], start, end };
}

function mapping({ start, end }: Token): MappingNode {
  return { kind: 'mapping', pairs: [], marks: [], colons: [], start, end };
}
