import { expect, test } from 'vitest';
import { onlyProse, withoutProse } from './prose-split.ts';

const CONTROL = `import { defineControl } from '../control.ts';

const POD = 'kind: Pod';

export default defineControl({
  id: 'pod/x',
  title: 'why: not this one',
  why: 'Because } of { braces – é 🛡️.',
  'references': ['https://kubernetes.io'],
  *check(workload: Workload): Iterable<Outcome> {
    const nested = { why: 'kept', examples: 1 };
    if (nested) yield { at: [], message: 'no' };
  },
  details: \`\${POD}, quoted\`,
  examples: { fails: [{ name: 'a', yaml: POD, at: ['spec'] }], passes: [] },
});

export function help(): string {
  return 'details';
}
`;

test('the program loses the prose and nothing else', () => {
  expect(withoutProse(CONTROL)).toBe(`import { defineControl } from '../control.ts';

const POD = 'kind: Pod';

export default defineControl({
  id: 'pod/x',
  title: 'why: not this one',
  *check(workload: Workload): Iterable<Outcome> {
    const nested = { why: 'kept', examples: 1 };
    if (nested) yield { at: [], message: 'no' };
  },
  });

export function help(): string {
  return 'details';
}
`);
});

test('the prose keeps the id and what it refers to', () => {
  const prose = onlyProse(CONTROL);
  expect(prose).toContain("id: 'pod/x'");
  expect(prose).toContain('Because } of { braces – é 🛡️.');
  expect(prose).toContain("const POD = 'kind: Pod';");
  expect(prose).not.toContain('*check');
  expect(prose).not.toContain('not this one');
});

test('the prose imports only what it needs', () => {
  const imports = `import { defineControl } from '../control.ts';
import { set, type Path } from '@bulwark/model';
import { SHOP } from './shop.ts';
`;
  const prose = onlyProse(`${imports}
const NAME = SHOP;
const AT: Path = [];
export default defineControl({ id: 'pod/x', why: NAME, *check() { yield set([], 1); } });
function other(): Path { return set([], 2); }
`);
  expect(prose).not.toContain('defineControl');
  expect(prose).toContain("from './shop.ts'");
  expect(prose).not.toContain('@bulwark/model');
});

test('the program does not import what only the prose needs', () => {
  const program = withoutProse(`import { defineControl } from '../control.ts';
import { judge } from './judge.ts';
import { TEXT } from './texts-prose.ts';
export default defineControl({ id: 'pod/x', why: TEXT, check: judge });
`);
  expect(program).toContain("from './judge.ts'");
  expect(program).not.toContain('texts-prose');
});

test('a control of another form stops the build', () => {
  expect(() => withoutProse("export default { id: 'pod/x' };")).toThrow('no defineControl');
  expect(() => withoutProse('export default defineControl({ ...base });')).toThrow('plain names');
});
