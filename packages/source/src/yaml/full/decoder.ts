import type { Json } from '@bulwark/model';
import { PlainObject, type MutableObject } from '../../plain-object.ts';
import type { Remark } from '../../parsed-document.ts';
import type { RangeTable } from '../../range-table.ts';
import { floatKey, plainKey } from '../key-text.ts';
import { YamlError } from '../yaml-error.ts';
import { AliasBudget } from './alias-budget.ts';
import type { AliasNode, MappingNode, Node, SequenceNode } from './node.ts';
import { scalarValue } from './tagged-value.ts';

const MERGE_TAG = 'tag:yaml.org,2002:merge';
const INDEX = /^(0|[1-9]\d{0,9})$/;

interface KeyRange {
  readonly start: number;
  readonly end: number;
}
const NO_KEY: KeyRange = { start: -1, end: -1 };

/** Makes values of nodes, as go-yaml v2 and sigs.k8s.io/yaml do together, and writes their ranges. */
export class Decoder {
  readonly #table: RangeTable;
  readonly #values = new Map<Node, Json>();
  readonly #open = new Set<Node>();
  readonly #budget = new AliasBudget();
  readonly warnings: Remark[] = [];

  constructor(table: RangeTable) {
    this.#table = table;
  }

  /** What a node that has been decoded stands for. */
  valueOf(node: Node): Json | undefined {
    return this.#values.get(node);
  }

  decode(node: Node, key: KeyRange = NO_KEY): Json {
    node.table = this.#table.count;
    const value = this.#decodeKind(node, key);
    this.#values.set(node, value);
    return value;
  }

  #decodeKind(node: Node, key: KeyRange): Json {
    if (node.kind === 'alias') return this.#decodeAlias(node, key);
    this.#budget.spend(node);
    if (node.kind === 'sequence') return this.#decodeSequence(node, key);
    if (node.kind === 'mapping') return this.#decodeMapping(node, key);
    this.#table.leaf(key.start, key.end, node.start, node.end);
    const value = scalarValue(node);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new YamlError(`${node.value} has no form in JSON: a number must be finite`, node.start);
    }
    return value;
  }

  #decodeSequence(node: SequenceNode, key: KeyRange): Json {
    const self = this.#table.open(key.start, key.end, node.start);
    this.#open.add(node);
    const items = node.items.map((item) => this.decode(item));
    this.#open.delete(node);
    this.#table.close(self, node.end);
    return items;
  }

  #decodeMapping(node: MappingNode, key: KeyRange): Json {
    const self = this.#table.open(key.start, key.end, node.start);
    this.#open.add(node);
    const object = new PlainObject();
    const members = new Map<string, number>();
    /** The keys that stand in the map itself, where a merge brings in others. */
    let own: Set<string> | undefined;
    let regular = true;
    for (const [keyNode, valueNode] of node.pairs) {
      if (isMerge(keyNode)) {
        own ??= new Set(members.keys());
        this.#merge(keyNode, valueNode, object, members);
        regular = false;
        continue;
      }
      const name = this.#keyOf(keyNode);
      if ((own ?? members).has(name))
        this.warnings.push({
          offset: keyNode.start,
          message: `key "${name}" is repeated: kubectl takes the last one`,
          repeatedKey: name,
        });
      regular &&= !members.has(name) && !INDEX.test(name);
      own?.add(name);
      members.set(name, this.#table.count);
      object[name] = this.decode(valueNode, keyNode);
    }
    this.#open.delete(node);
    this.#table.close(self, node.end);
    if (!regular) this.#table.setMembers(self, members);
    return object;
  }

  #decodeAlias(node: AliasNode, key: KeyRange): Json {
    this.#budget.expand(node);
    if (this.#open.has(node.target)) throw new YamlError(`anchor '${node.name}' value contains itself`, node.start);
    const value = this.#values.get(node.target);
    // An anchor on a key has no place in the table.
    if (value === undefined || node.target.table === undefined) {
      this.#table.leaf(key.start, key.end, node.start, node.end);
      return node.target.kind === 'scalar' ? scalarValue(node.target) : (value ?? null);
    }
    this.#table.alias(key.start, key.end, node.start, node.end, node.target.table);
    return value;
  }

  #keyOf(node: Node): string {
    this.#budget.spendKey(node);
    const target = node.kind === 'alias' ? node.target : node;
    if (target.kind !== 'scalar') throw new YamlError('invalid map key: a key must be a scalar', node.start);
    this.#values.set(node, scalarValue(target));
    const text = keyName(target);
    if (text === undefined)
      throw new YamlError(
        `unsupported map key \`${target.value || 'null'}\`: a key must be text, a number or a boolean`,
        node.start,
      );
    return text;
  }

  /** `<<`: what it merges overwrites what stands before it, as in go-yaml v2. */
  #merge(keyNode: Node, source: Node, object: MutableObject, members: Map<string, number>): void {
    const list = source.kind === 'sequence' ? source.items.toReversed() : [source];
    const self = source.kind === 'sequence' ? this.#table.open(keyNode.start, keyNode.end, source.start) : undefined;
    for (const item of list) {
      const target = item.kind === 'alias' ? item.target : item;
      if (target.kind !== 'mapping') throw new YamlError('map merge requires map or sequence of maps as the value', item.start);
      const value = this.decode(item, source.kind === 'sequence' ? NO_KEY : keyNode) as MutableObject;
      const from = this.#table.members(target.table ?? 0, value);
      for (const name of Object.keys(value)) {
        object[name] = value[name] ?? null;
        members.set(name, from.get(name) ?? 0);
      }
    }
    if (self !== undefined) this.#table.close(self, source.end);
  }
}

/** The member that a key names; undefined where it cannot be one. */
export function keyName(node: Node): string | undefined {
  const target = node.kind === 'alias' ? node.target : node;
  if (target.kind !== 'scalar') return undefined;
  return target.tag === '' && target.implicit ? plainKey(target.value) : taggedKey(scalarValue(target), target.tag);
}

export function isMerge(node: Node): boolean {
  return node.kind === 'scalar' && node.value === '<<' && (node.implicit || node.tag === MERGE_TAG);
}

function taggedKey(value: Json, tag: string): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'bigint') return value < 2n ** 63n ? value.toString() : undefined;
  if (typeof value === 'number') return tag.endsWith(':float') ? floatKey(value) : String(value);
  return undefined;
}
