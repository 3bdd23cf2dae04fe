import type { Random } from './random.ts';

/** Texts that stand where a scalar stood. None of them is what Kubernetes awaits there, or all of them are somewhere. */
const SCALARS = [
  '',
  '~',
  'true',
  'no',
  '0',
  '-1',
  '1e400',
  '-0',
  '.nan',
  '0x7fffffffffffffff',
  '9007199254740993',
  '99999999999999999999999999999999',
  '1Ei',
  '100m',
  '"\\0"',
  '"\\uD800"',
  "''",
  '[]',
  '{}',
  '[[[]]]',
  '{a: {b: [c]}}',
  '*a',
  '*gone',
  '&a [*a]',
  '!!binary AA==',
  '!!set {a}',
  '2024-01-01',
  '|\n    x\n   y',
  '>-',
  '"{{ .Values.x }}"',
  '{{ x }}',
  '${x}',
  '__proto__',
  'constructor',
  'a/b/c:d@sha256:e',
  'é\u202e\u0007',
  '💥',
  '"'.repeat(3),
  'x'.repeat(2000),
] as const;

const LINES = [
  '__proto__: {polluted: true}',
  'constructor: {prototype: {polluted: true}}',
  'hasOwnProperty: 1',
  'toString: []',
  '"": ""',
  '? [a, b]\n: c',
  '<<: *a',
  '<<: {a: 1}',
  '- - - x',
  '---',
  '...',
  '%YAML 1.2',
  '# bulwark:ignore pod/privileged because',
  '# checkov:skip=CKV_K8S_16: because',
  'kind: List',
  'items: [{}]',
  '\t',
  '{{- if .x }}',
  '&a a: *a',
  'null: null',
  '1: 2',
  'metadata: []',
] as const;

type TextMutation = (lines: string[], random: Random) => void;

const at = (lines: readonly string[], random: Random): number => random.int(Math.max(1, lines.length));
const indentOf = (line: string | undefined): string => /^\s*/.exec(line ?? '')?.[0] ?? '';

const MUTATIONS: readonly TextMutation[] = [
  function deletes(lines, random) {
    lines.splice(at(lines, random), 1 + random.int(3));
  },
  function duplicates(lines, random) {
    const from = at(lines, random);
    lines.splice(at(lines, random), 0, ...lines.slice(from, from + 1 + random.int(6)));
  },
  function swaps(lines, random) {
    const [one, other] = [at(lines, random), at(lines, random)];
    [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
  },
  function indents(lines, random) {
    const from = at(lines, random);
    const by = random.pick([' ', '  ', '    ', '\t']);
    for (let line = from; line < Math.min(lines.length, from + 1 + random.int(5)); line++) lines[line] = by + (lines[line] ?? '');
  },
  function outdents(lines, random) {
    const line = at(lines, random);
    lines[line] = (lines[line] ?? '').slice(1 + random.int(3));
  },
  replacesScalar,
  replacesScalar,
  replacesScalar,
  function renamesKey(lines, random) {
    const line = at(lines, random);
    lines[line] = (lines[line] ?? '').replace(/[\w.-]+(?=:)/, random.pick(['__proto__', 'name', 'spec', 'x', '*a', '[a]', '']));
  },
  function inserts(lines, random) {
    const line = at(lines, random);
    lines.splice(line, 0, indentOf(lines[line]) + random.pick(LINES));
  },
  function inserts(lines, random) {
    const line = at(lines, random);
    const text = lines[line] ?? '';
    const column = random.int(text.length + 1);
    lines[line] =
      text.slice(0, column) + random.pick('\0\r\t"\'{}[]:,&*#|>%@`!\u2028\u0085\ufeff\ud800'.split('')) + text.slice(column);
  },
  function anchors(lines, random) {
    const line = at(lines, random);
    lines[line] = (lines[line] ?? '').replace(/: ?/, random.pick([': &a ', ': *a', ': !x ', ': &a\n']));
  },
];

function replacesScalar(lines: string[], random: Random): void {
  const line = at(lines, random);
  lines[line] = (lines[line] ?? '').replace(/(?<=^\s*(?:- )?[^:]*:|^\s*-)\s.*$/, () => ` ${random.pick(SCALARS)}`);
}

/** `text` with a few things wrong in it that nobody meant to write. */
export function mutateText(text: string, random: Random): string {
  const lines = text.split('\n');
  const times = 1 + random.int(4);
  for (let time = 0; time < times; time++) random.pick(MUTATIONS)(lines, random);
  const mutated = lines.join(random.once(20) ? '\r\n' : random.once(60) ? '\r' : '\n');
  return random.once(12) ? mutated.slice(0, random.int(mutated.length + 1)) : mutated;
}
