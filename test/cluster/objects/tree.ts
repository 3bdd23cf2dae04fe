/**
 * JSON as it is written, in which a name can stand twice in one object: what no JavaScript object can hold. A leaf is text
 * that is put down as it is.
 */
export type Tree = Leaf | ObjectTree | ListTree;

export interface Leaf {
  readonly type: 'leaf';
  readonly text: string;
}

export interface ObjectTree {
  readonly type: 'object';
  readonly members: Member[];
}

export interface Member {
  name: string;
  value: Tree;
}

export interface ListTree {
  readonly type: 'list';
  readonly items: Tree[];
}

export const leaf = (value: null | boolean | number | string): Leaf => ({ type: 'leaf', text: JSON.stringify(value) });

export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { type: 'list', items: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return { type: 'leaf', text: JSON.stringify(value) };
  return { type: 'object', members: Object.entries(value).map(([name, each]) => ({ name, value: treeOf(each) })) };
}

export function textOf(tree: Tree): string {
  if (tree.type === 'leaf') return tree.text;
  if (tree.type === 'list') return `[${tree.items.map(textOf).join(',')}]`;
  return `{${tree.members.map(({ name, value }) => `${JSON.stringify(name)}:${textOf(value)}`).join(',')}}`;
}

/** Everything in it that has members, itself first. */
export function objectsIn(tree: Tree): readonly ObjectTree[] {
  if (tree.type === 'leaf') return [];
  if (tree.type === 'list') return tree.items.flatMap(objectsIn);
  return [tree, ...tree.members.flatMap(({ value }) => objectsIn(value))];
}

export function listsIn(tree: Tree): readonly ListTree[] {
  if (tree.type === 'leaf') return [];
  if (tree.type === 'list') return [tree, ...tree.items.flatMap(listsIn)];
  return tree.members.flatMap(({ value }) => listsIn(value));
}

export function membersIn(tree: Tree): readonly Member[] {
  return objectsIn(tree).flatMap(({ members }) => members);
}

export function copyOf(tree: Tree): Tree {
  if (tree.type === 'leaf') return tree;
  if (tree.type === 'list') return { type: 'list', items: tree.items.map(copyOf) };
  return { type: 'object', members: tree.members.map(({ name, value }) => ({ name, value: copyOf(value) })) };
}
