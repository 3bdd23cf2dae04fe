import type { MappingNode, Node, ScalarNode, SequenceNode } from '../yaml/full/node.ts';

const TOKEN = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/gsy;
const SPACE = /[ \n\t\r]*/y;

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The nodes of a JSON text that the JSON reader has read before: it is known to be right. */
export function jsonTree(text: string): Node {
  const tokens = new Tokens(text);
  return readNode(tokens);
}

class Tokens {
  readonly #text: string;
  #next: Token;

  constructor(text: string) {
    this.#text = text;
    this.#next = this.#read(text.startsWith('\ufeff') ? 1 : 0);
  }

  get next(): Token {
    return this.#next;
  }

  take(): Token {
    const token = this.#next;
    this.#next = this.#read(token.end);
    return token;
  }

  #read(from: number): Token {
    SPACE.lastIndex = from;
    SPACE.exec(this.#text);
    const start = SPACE.lastIndex;
    TOKEN.lastIndex = start;
    const text = TOKEN.exec(this.#text)?.[0] ?? '';
    return { text, start, end: start + text.length };
  }
}

function readNode(tokens: Tokens): Node {
  if (tokens.next.text === '{') return readMapping(tokens);
  return tokens.next.text === '[' ? readSequence(tokens) : readScalar(tokens);
}

function readScalar(tokens: Tokens): ScalarNode {
  const { text, start, end } = tokens.take();
  const quoted = text.startsWith('"');
  const value = quoted ? (JSON.parse(text) as string) : text;
  return { kind: 'scalar', value, tag: '', implicit: !quoted, start, end };
}

function readSequence(tokens: Tokens): SequenceNode {
  const { start, end } = tokens.take();
  const node: SequenceNode = { kind: 'sequence', items: [], marks: [], start, end };
  while (tokens.next.text !== ']' && tokens.next.text !== '') {
    node.marks.push(tokens.next.start);
    node.items.push(readNode(tokens));
    if (tokens.next.text === ',') tokens.take();
  }
  node.end = tokens.take().end;
  return node;
}

function readMapping(tokens: Tokens): MappingNode {
  const { start, end } = tokens.take();
  const node: MappingNode = { kind: 'mapping', pairs: [], marks: [], colons: [], start, end };
  while (tokens.next.text !== '}' && tokens.next.text !== '') {
    node.marks.push(tokens.next.start);
    const key = readScalar(tokens);
    node.colons.push(tokens.take().end);
    node.pairs.push([key, readNode(tokens)]);
    if (tokens.next.text === ',') tokens.take();
  }
  node.end = tokens.take().end;
  return node;
}
