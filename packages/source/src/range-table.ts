import { isArray, type Json, type JsonObject, type Locator, type NodeRange, type Path, type ReachedNode } from '@bulwark/model';

/**
 * Ranges of all nodes of a file, five numbers a node, parents before their children in the order of the text:
 * start and end of the key (-1 where there is none), start and end of the value, and the node after this subtree. For an
 * alias the last number is negative: -1 minus the node that its anchor names.
 */
const WIDTH = 5;
const NO_KEY = -1;

/** From so many members on, where each of them stands is remembered: a walk to each would take the square of their number. */
const MANY = 64;

/** Numbers of one room: small files share it, one after the other, because a buffer for each costs more than reading them. */
const ROOM = WIDTH * 16_384;
/** The room that no table writes in, and where it is free. */
let spare: { readonly data: Int32Array; readonly used: number } | undefined;

export class RangeTable {
  #data: Int32Array;
  /** Where the table begins in its room. */
  #base: number;
  #length = 0;
  /** Maps whose members are not in the order of their keys (merged, aliased, repeated or integer keys): member → node. */
  #members: Map<number, ReadonlyMap<string, number>> | undefined;

  /** Of lists and maps with many members, where they stand: in their order, and by name. Made when one is asked for. */
  #places: Map<number, Int32Array> | undefined;
  #names: Map<number, ReadonlyMap<string, number>> | undefined;

  /** An empty table to be written, or one of `numbers` that are in its form already. */
  constructor(numbers?: Int32Array) {
    this.#data = numbers ?? spare?.data ?? new Int32Array(ROOM);
    this.#base = numbers === undefined ? (spare?.used ?? 0) : 0;
    this.#length = numbers?.length ?? 0;
    if (numbers === undefined) spare = undefined;
  }

  get count(): number {
    return this.#length / WIDTH;
  }

  /** Opens a node; its end and what follows are told by `close`. */
  open(keyStart: number, keyEnd: number, start: number): number {
    const at = this.#next();
    const data = this.#data;
    data[at] = keyStart;
    data[at + 1] = keyEnd;
    data[at + 2] = start;
    return this.#length / WIDTH - 1;
  }

  close(node: number, end: number): void {
    const at = this.#base + node * WIDTH;
    this.#data[at + 3] = end;
    this.#data[at + 4] = this.#length / WIDTH;
  }

  /** A node without children. */
  leaf(keyStart: number, keyEnd: number, start: number, end: number): void {
    const at = this.#next();
    const data = this.#data;
    data[at] = keyStart;
    data[at + 1] = keyEnd;
    data[at + 2] = start;
    data[at + 3] = end;
    data[at + 4] = this.#length / WIDTH;
  }

  alias(keyStart: number, keyEnd: number, start: number, end: number, target: number): void {
    this.leaf(keyStart, keyEnd, start, end);
    this.#data[this.#base + this.#length - 1] = -1 - target;
  }

  setMembers(node: number, members: ReadonlyMap<string, number>): void {
    this.#members ??= new Map();
    this.#members.set(node, members);
  }

  /** Members of the map at `node`, whose value is `value`, by name. */
  members(node: number, value: JsonObject): ReadonlyMap<string, number> {
    const known = this.#members?.get(node);
    if (known !== undefined) return known;
    const names = Object.keys(value);
    const places = this.#placesOf(node, names.length);
    return new Map(names.map((name, position) => [name, places[position] ?? node]));
  }

  /** Forgets all nodes from `count` on: a reader that gave up takes back what it wrote. */
  truncate(count: number): void {
    this.#length = count * WIDTH;
    for (const node of this.#members?.keys() ?? []) if (node >= count) this.#members?.delete(node);
  }

  /** Leaves the rest of the room to the next table; no node is opened in this one after it. */
  seal(): void {
    spare = { data: this.#data, used: this.#base + this.#length };
  }

  rangeOf(node: number): NodeRange {
    const at = this.#base + node * WIDTH;
    const data = this.#data;
    const keyStart = data[at] ?? NO_KEY;
    const key = keyStart === NO_KEY ? undefined : { start: keyStart, end: data[at + 1] ?? NO_KEY };
    return { key, value: { start: data[at + 2] ?? 0, end: data[at + 3] ?? 0 } };
  }

  /** The node of a member or an item of `node`, whose value is `value`; undefined where it has none. */
  child(node: number, value: Json, step: string | number): number | undefined {
    const holder = this.#resolved(node);
    if (typeof step === 'number') return isArray(value) ? this.#item(holder, step, value.length) : undefined;
    const members = this.#members?.get(holder) ?? this.#names?.get(holder);
    if (members !== undefined) return members.get(step);
    let child = holder + 1;
    let position = 0;
    // Nothing is inherited that a loop would come across.
    for (const name in value as JsonObject) {
      if (position++ === MANY) break;
      if (name === step) return child;
      child = this.#after(child);
    }
    if (position <= MANY) return undefined;
    const made = this.members(holder, value as JsonObject);
    (this.#names ??= new Map()).set(holder, made);
    return made.get(step);
  }

  #item(list: number, index: number, length: number): number | undefined {
    if (index >= length) return undefined;
    if (length <= MANY) return this.#nth(list, index);
    this.#places ??= new Map();
    let places = this.#places.get(list);
    if (places === undefined) this.#places.set(list, (places = this.#placesOf(list, length)));
    return places[index];
  }

  /** Where the first `count` children of a node stand. */
  #placesOf(node: number, count: number): Int32Array {
    const places = new Int32Array(count);
    let child = node + 1;
    for (let position = 0; position < count; position++) {
      places[position] = child;
      child = this.#after(child);
    }
    return places;
  }

  #resolved(node: number): number {
    const next = this.#data[this.#base + node * WIDTH + 4] ?? 0;
    return next < 0 ? this.#resolved(-1 - next) : node;
  }

  #nth(node: number, position: number): number {
    let child = node + 1;
    for (let i = 0; i < position; i++) child = this.#after(child);
    return child;
  }

  #after(child: number): number {
    const next = this.#data[this.#base + child * WIDTH + 4] ?? 0;
    return next < 0 ? child + 1 : next;
  }

  /** Where the next node is written. */
  #next(): number {
    if (this.#base + this.#length + WIDTH > this.#data.length) this.#move();
    const at = this.#base + this.#length;
    this.#length += WIDTH;
    return at;
  }

  /** Takes the table to a room of its own that has space for as much again. */
  #move(): void {
    const larger = new Int32Array(Math.max(ROOM, this.#length * 2));
    larger.set(this.#data.subarray(this.#base, this.#base + this.#length));
    this.#data = larger;
    this.#base = 0;
  }
}

/** A way along a path: the nodes and their values, of which the first are those of the locator itself. */
interface Way {
  readonly locator: TableLocator;
  readonly path: Path;
  readonly nodes: readonly number[];
  readonly values: readonly Json[];
}

/** The way that was last gone: what is asked next is mostly near to it. */
let lastWay: Way | undefined;

/** Locates the nodes below one node of a table. */
export class TableLocator implements Locator {
  readonly #table: RangeTable;
  readonly #node: number;
  readonly #value: Json;

  constructor(table: RangeTable, node: number, value: Json) {
    this.#table = table;
    this.#node = node;
    this.#value = value;
  }

  find(path: Path): NodeRange | undefined {
    const reached = this.#walk(path);
    return reached.depth === path.length ? this.#table.rangeOf(reached.node) : undefined;
  }

  nearest(path: Path): ReachedNode {
    const { node, depth } = this.#walk(path);
    return { node: this.#table.rangeOf(node), depth };
  }

  below(path: Path): Locator {
    const reached = this.#walk(path);
    return reached.depth === path.length ? new TableLocator(this.#table, reached.node, reached.value) : this;
  }

  /** As far along `path` as there are nodes. */
  #walk(path: Path): { readonly node: number; readonly value: Json; readonly depth: number } {
    const { nodes, values } = this.#begun(path);
    let depth = nodes.length - 1;
    for (; depth < path.length; depth++) {
      const step = path[depth] ?? '';
      const value = values[depth] ?? null;
      const child = typeof value === 'object' && value !== null ? this.#table.child(nodes[depth] ?? 0, value, step) : undefined;
      const next = child === undefined ? undefined : (value as JsonObject)[step];
      if (child === undefined || next === undefined) break;
      nodes.push(child);
      values.push(next);
    }
    lastWay = { locator: this, path, nodes, values };
    return { node: nodes[depth] ?? 0, value: values[depth] ?? null, depth };
  }

  /** What of a path has been gone on the last way. */
  #begun(path: Path): { readonly nodes: number[]; readonly values: Json[] } {
    const shared = lastWay === undefined ? 0 : this.#shared(path, lastWay);
    if (lastWay === undefined || shared === 0) return { nodes: [this.#node], values: [this.#value] };
    return { nodes: lastWay.nodes.slice(0, shared + 1), values: lastWay.values.slice(0, shared + 1) };
  }

  /** In how many steps. */
  #shared(path: Path, way: Way): number {
    if (way.locator !== this) return 0;
    const most = Math.min(path.length, way.nodes.length - 1);
    let depth = 0;
    while (depth < most && way.path[depth] === path[depth]) depth++;
    return depth;
  }
}
