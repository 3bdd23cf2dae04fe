import { kubeObject, type Path } from '@bulwark/model';
import { expect, test } from 'vitest';
import { placeOf } from './place.ts';
import { objectsIn } from './testing/objects.ts';

const TEXT = `apiVersion: v1
kind: Pod
metadata:
  name: &name web
  labels: {app: web, "tier": front}
spec:
  hostname: *name
  defaults: &defaults
    image: nginx
  containers:
    - image: nginx
      name: web
      securityContext:
      args: ["-c", 'run']
    - <<: *defaults
      name: log
    - {name: side, env: []}
  matrix:
    - - one
      - two
  nothing: []
  text: |
    several
    lines
`;

/** The text that a place shows. */
function shown(text: string, path: Path): string {
  const [object] = objectsIn(text);
  const place = object === undefined ? undefined : placeOf(object, path);
  if (place === undefined) return '';
  const lines = text.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).join('\n').length + Math.min(1, line - 1) + column - 1;
  const [start, end] = [offset(place.line, place.column), offset(place.endLine, place.endColumn)];
  return `${place.exact ? 'exact' : 'near'} ${JSON.stringify(text.slice(start, end))}`;
}

const cases: readonly { readonly path: Path; readonly text: string }[] = [
  { path: ['kind'], text: 'exact "kind: Pod"' },
  { path: ['metadata'], text: 'exact "metadata"' },
  { path: ['metadata', 'labels', 'app'], text: 'exact "app: web"' },
  { path: ['metadata', 'labels', 'tier'], text: String.raw`exact "\"tier\": front"` },
  { path: ['spec', 'containers'], text: 'exact "containers"' },
  { path: ['spec', 'containers', 0], text: 'exact "image"' },
  { path: ['spec', 'containers', 0, 'name'], text: 'exact "name: web"' },
  { path: ['spec', 'containers', 0, 'args', 1], text: `exact "'run'"` },
  { path: ['spec', 'containers', 2], text: 'exact "name"' },
  { path: ['spec', 'matrix', 0], text: 'exact "one"' },
  { path: ['spec', 'matrix', 0, 1], text: 'exact "two"' },
  { path: ['spec', 'text'], text: String.raw`exact "text: |\n    several\n    lines"` },
  { path: [], text: 'exact "apiVersion"' },
  { path: ['spec', 'containers', 0, 'resources', 'limits'], text: 'near "image"' },
  { path: ['spec', 'containers', 0, 'securityContext', 'privileged'], text: 'near "securityContext"' },
  { path: ['spec', 'containers', 2, 'env', 0, 'value'], text: 'near "env"' },
  { path: ['spec', 'containers', 7], text: 'near "containers"' },
  { path: ['spec', 'hostPID'], text: 'near "spec"' },
  { path: ['status', 'phase'], text: 'near "apiVersion"' },
];

test.for(cases)('$path', ({ path, text }) => {
  expect(shown(TEXT, path)).toBe(text);
});

test('what stands behind an alias or a merge is shown where the object names it', () => {
  expect(shown(TEXT, ['spec', 'hostname'])).toMatch(/^exact "hostname/);
  expect(shown(TEXT, ['spec', 'containers', 1])).toBe('exact "name"');
});

test('lines end where they end, whatever ends them', () => {
  const [object] = objectsIn('apiVersion: v1\r\nkind: Pod\r\n');
  expect(object && placeOf(object, ['kind'])).toEqual({
    file: 'objects.yaml',
    line: 2,
    column: 1,
    endLine: 2,
    endColumn: 10,
    exact: true,
  });
});

test('of many members each is found, and none of them costs a walk past all the others', () => {
  const many = 20_000;
  const keys = Array.from({ length: many }, (_, index) => `    k${index}: ${index}`).join('\n');
  const items = Array.from({ length: many }, (_, index) => `  - ${index % 2 === 0 ? `x${index}` : '*a'}`).join('\n');
  const content = `apiVersion: v1\nkind: A\nanchor: &a {b: c}\nlist:\n  -\n${keys}\nitems:\n${items}\n`;
  const [object] = objectsIn(content);
  const lineOf = (path: Path): number | undefined => (object === undefined ? undefined : placeOf(object, path)?.line);
  const started = performance.now();
  for (let index = 0; index < 20; index++) expect(lineOf(['list', 0, 'gone'])).toBe(6);
  for (const index of [0, 1, 77, many - 1]) {
    expect(lineOf(['list', 0, `k${index}`])).toBe(6 + index);
    expect(lineOf(['items', index])).toBe(7 + many + index);
  }
  expect(lineOf(['items', many])).toBe(6 + many);
  // It was minutes.
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a live object has no place', () => {
  expect(placeOf(kubeObject({ apiVersion: 'v1', kind: 'Pod' }), ['kind'])).toBeUndefined();
});
