import { isArray, isObject, type Json } from '@bulwark/model';
import type { Random } from './random.ts';

const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  -0,
  2 ** 53,
  '',
  '0',
  'true',
  'null',
  '*',
  '-',
  '/',
  ':',
  '@',
  'a:b@c',
  '1Gi',
  '-500m',
  '1e3',
  '١',
  '0777',
  '${X}',
  '$(X)',
  'a\nb',
  '\0',
  '\ud800',
  '../../etc',
  '0.0.0.0/0',
  '::/0',
  '10.0.0.0/33',
  'system:masters',
  '__proto__',
  'constructor',
  'x'.repeat(300),
  [],
  {},
  [null],
  [[]],
  [{}],
  ['*', 1, null],
  { name: null },
  { a: { b: { c: [] } } },
  { key: 'a', operator: 'In', values: null },
  { name: 'a', value: 1 },
  JSON.parse('{"__proto__": {"privileged": true}}') as Json,
  JSON.parse('{"constructor": {"prototype": 1}, "toString": "x", "valueOf": null}') as Json,
  { length: 3 },
];

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
  '0',
  'name',
  'spec',
  'template',
  'containers',
  'metadata',
  'kind',
];

/** A place in a value: the map or list that holds it, and its key. */
interface Slot {
  readonly holder: Json[] | Record<string, Json>;
  readonly key: string;
}

function slotsOf(root: Record<string, Json>): Slot[] {
  const slots: Slot[] = [];
  const visit = (holder: Json[] | Record<string, Json>): void => {
    for (const [key, value] of Object.entries(holder)) {
      slots.push({ holder, key });
      if (isObject(value) || isArray(value)) visit(value as Json[] | Record<string, Json>);
    }
  };
  visit(root);
  return slots;
}

const get = ({ holder, key }: Slot): Json => (holder as Record<string, Json>)[key] ?? null;

/** As a reader makes it: `__proto__` is a key like any other. */
function put({ holder, key }: Slot, value: Json): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

type ValueMutation = (slot: Slot, random: Random, slots: readonly Slot[]) => void;

const replaces: ValueMutation = (slot, random) => {
  put(slot, structuredClone(random.pick(ODD)));
};

const MUTATIONS: readonly ValueMutation[] = [
  replaces,
  replaces,
  replaces,
  function moves(slot, random, slots) {
    put(random.pick(slots), structuredClone(get(slot)));
  },
  function removes({ holder, key }) {
    if (isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(holder, key);
  },
  function renames(slot, random) {
    if (isArray(slot.holder)) return;
    const value = get(slot);
    Reflect.deleteProperty(slot.holder, slot.key);
    put({ holder: slot.holder, key: random.pick(NAMES) }, value);
  },
  function repeats(slot, random) {
    const value = get(slot);
    if (isArray(slot.holder)) slot.holder.push(...Array.from({ length: 1 + random.int(4) }, () => structuredClone(value)));
    else put(slot, [value, structuredClone(value)]);
  },
  function wraps(slot, random) {
    put(slot, random.once(2) ? [get(slot)] : { [random.pick(NAMES.slice(1))]: get(slot) });
  },
  function adds(slot, random) {
    const value = get(slot);
    if (isObject(value))
      put({ holder: value as Record<string, Json>, key: random.pick(NAMES) }, structuredClone(random.pick(ODD)));
  },
];

/** Parts of the texts that controls look for: repeated, they show a pattern that tries everything again at each character. */
const TOKENS = [
  ...'a ,;-/._$(){}[]="\'\\:@*#%&|<>1A\n\t',
  'é',
  'AKIA',
  'eyJ',
  '.eyJ',
  'password',
  'password=',
  '--password ',
  'token: ',
  'a@',
  '://',
  'http://a:',
  '$(A)',
  '{{a}}',
  '---BEGIN PRIVATE KEY',
  'AAAA ',
  'basic ',
  'sh -c ',
  'curl a | ',
  'ghp_',
  'sk-proj-',
  'a.b',
  '10.0.0.0/8,',
  '"a": ',
  '/../',
  'sha256:',
  'rm -rf / ',
];
const LONGEST_TEXT = 60_000;

function heavyText(random: Random): string {
  const parts = Array.from({ length: 1 + random.int(4) }, () => {
    const token = random.pick(TOKENS) + (random.once(2) ? random.pick(TOKENS) : '');
    return random.once(3) ? token : token.repeat(Math.floor(LONGEST_TEXT / token.length));
  });
  return parts.join('').slice(0, LONGEST_TEXT);
}

/** Makes some texts of the value long, of few parts. */
function heavyTexts(root: Record<string, Json>, random: Random): void {
  const texts = slotsOf(root).filter((slot) => typeof get(slot) === 'string' && slot.key !== 'kind' && slot.key !== 'apiVersion');
  for (let time = 0; time < 3 && texts.length > 0; time++) put(random.pick(texts), heavyText(random));
}

/** What takes long where somebody looks at each part for every other one. */
const HEAVY: readonly ((random: Random, old: Json) => Json)[] = [
  (random) => Array.from({ length: 3000 }, () => random.pick(ODD)),
  (_, old) => Array.from({ length: 1000 }, () => old),
  () => JSON.parse(`${'['.repeat(900)}${']'.repeat(900)}`) as Json,
  () => JSON.parse(`${'{"a":'.repeat(900)}1${'}'.repeat(900)}`) as Json,
  (random) => Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`k${index}`, random.pick(ODD)])),
];

/** The value with one node of it very long, deep or many. */
export function heavyValue(value: Json, random: Random): Json {
  const root: Record<string, Json> = { value: structuredCopy(value) };
  const slot = random.pick(slotsOf(root));
  if (random.once(3)) put(slot, random.pick(HEAVY)(random, get(slot)));
  else heavyTexts(root, random);
  return root['value'] ?? null;
}

/** A few nodes of the value changed, moved, repeated or gone. The argument stays as it is. */
export function mutateValue(value: Json, random: Random): Json {
  const root: Record<string, Json> = { value: structuredCopy(value) };
  const times = 1 + random.int(6);
  for (let time = 0; time < times; time++) {
    const slots = slotsOf(root);
    if (slots.length === 0) break;
    // What says which kind it is stays more often: else nothing looks at the rest.
    let slot = random.pick(slots);
    if (['value', 'kind', 'apiVersion'].includes(slot.key) && !random.once(5)) slot = random.pick(slots);
    random.pick(MUTATIONS)(slot, random, slots);
  }
  return root['value'] ?? null;
}

/** `structuredClone` drops nothing that JSON has, but for keys that it takes for the prototype. */
function structuredCopy(value: Json): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
