import type { Dice } from '../dice.ts';
import { copyOf, leaf, listsIn, membersIn, objectsIn, type Leaf, type Member, type Tree } from './tree.ts';

/** Names that mean something to JavaScript, or nothing to anybody. */
const ODD_NAMES = ['__proto__', 'constructor', 'toString', '', 'a.b', 'x/y', 'ключ', 'spec', 'metadata', 'items'];
const ODD_TEXTS = [
  '',
  'A',
  '-',
  ' ',
  'a b',
  '../..',
  'a'.repeat(300),
  '\u0000',
  '\u2028',
  '1',
  'true',
  'Always',
  'é',
  '10Gi',
  '-1m',
];
/** As they are written: some are no numbers that JavaScript could hold. */
const ODD_NUMBERS = ['0', '-1', '1.5', '1e3', '65536', '2147483648', '9223372036854775808', '1e400', '-0', '1.0'];
const EMPTY_LEAVES: readonly Leaf[] = [leaf(null), leaf(''), leaf(0), leaf(false)];

/** One way to make an object wrong, or another that is right. Says nothing where it does not apply. */
export type Mutation = (dice: Dice, root: Tree) => void;

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  renamed: (dice, root) => {
    const member = dice.pick(membersIn(root));
    member.name = misspelt(dice, member.name);
  },
  retyped: (dice, root) => {
    const member = dice.pick(membersIn(root));
    member.value = retyped(dice, member.value);
  },
  moved: (dice, root) => {
    const objects = objectsIn(root);
    const from = dice.pick(objects);
    const at = dice.below(from.members.length);
    const [member] = from.members.splice(at, 1);
    if (member !== undefined) dice.pick(objectsIn(root)).members.push(member);
  },
  duplicated: (dice, root) => {
    const { members } = dice.pick(objectsIn(root));
    if (members.length === 0) return;
    const { name, value } = dice.pick(members);
    const again: Member = { name, value: dice.chance(0.5) ? copyOf(value) : retyped(dice, value) };
    members.splice(dice.below(members.length + 1), 0, again);
  },
  added: (dice, root) => {
    dice.pick(objectsIn(root)).members.push({ name: dice.pick(ODD_NAMES), value: anything(dice) });
  },
  removed: (dice, root) => {
    const { members } = dice.pick(objectsIn(root));
    members.splice(dice.below(members.length), 1);
  },
  revalued: (dice, root) => {
    const leaves = membersIn(root).filter(({ value }) => value.type === 'leaf');
    if (leaves.length === 0) return;
    const member = dice.pick(leaves);
    member.value = valueLike(dice, member.value);
  },
  item: (dice, root) => {
    const lists = listsIn(root);
    if (lists.length === 0) return;
    const { items } = dice.pick(lists);
    const at = dice.below(items.length);
    const item = items[at];
    if (item === undefined) items.push(anything(dice));
    else items.splice(at, dice.below(2), dice.chance(0.4) ? copyOf(item) : retyped(dice, item));
  },
};

/** As people misspell: another case, one letter too many, two letters swapped. */
function misspelt(dice: Dice, name: string): string {
  const at = dice.below(Math.max(1, name.length - 1));
  const swapped =
    name.slice(0, at) +
    name
      .slice(at, at + 2)
      .split('')
      .toReversed()
      .join('') +
    name.slice(at + 2);
  const first = name.slice(0, 1);
  return dice.pick([
    `${first.toUpperCase()}${name.slice(1)}`,
    name.toLowerCase(),
    name.toUpperCase(),
    `${name}s`,
    name.slice(0, -1),
    swapped,
  ]);
}

function retyped(dice: Dice, value: Tree): Tree {
  if (dice.chance(0.25)) return anything(dice);
  if (value.type === 'object') return dice.pick<Tree>([{ type: 'list', items: [copyOf(value)] }, leaf('x'), leaf(null)]);
  if (value.type === 'list')
    return dice.pick<Tree>([value.items[0] ?? leaf(null), leaf('x'), leaf(null), { type: 'object', members: [] }]);
  // Text loses its quotes, everything else gets some.
  const parsed: unknown = JSON.parse(value.text);
  if (typeof parsed !== 'string') return leaf(value.text);
  return dice.pick<Tree>([
    leaf(Number.isFinite(Number(parsed)) ? Number(parsed) : 7),
    leaf(true),
    { type: 'list', items: [value] },
  ]);
}

function valueLike(dice: Dice, value: Tree): Tree {
  if (value.type !== 'leaf') return value;
  const parsed: unknown = JSON.parse(value.text);
  if (typeof parsed === 'number') return { type: 'leaf', text: dice.pick(ODD_NUMBERS) };
  if (typeof parsed === 'string') return leaf(dice.pick([...ODD_TEXTS, `${parsed}x`, parsed.toUpperCase()]));
  return typeof parsed === 'boolean' ? leaf(!parsed) : anything(dice);
}

function anything(dice: Dice): Tree {
  return dice.pick<Tree>([
    ...EMPTY_LEAVES,
    leaf(dice.pick(ODD_TEXTS)),
    { type: 'leaf', text: dice.pick(ODD_NUMBERS) },
    leaf(true),
    { type: 'object', members: [] },
    { type: 'list', items: [] },
    { type: 'list', items: [leaf(null)] },
  ]);
}
