import { describe, expect, test } from 'vitest';
import { objectIn, placeOf } from './fixtures/locate.ts';
import { finding, reportInput } from './fixtures/shop.ts';
import type { Finding, JsonObject, KubeObject, Path, Place } from '@bulwark/model';
import { text } from './text.ts';

const pod = { apiVersion: 'v1', kind: 'Pod', namespace: undefined, name: 'a' };
const secret = { apiVersion: 'v1', kind: 'Secret', namespace: undefined, name: 'a' };

function at(source: string, control: string, needle: string, path: Path, told: Partial<Finding> = {}): Finding {
  const place: Place = placeOf('a.yaml', source, needle);
  return { ...finding({ control, object: pod, path, place, message: 'm' }), ...told };
}

function code(source: string, findings: readonly Finding[], objects: readonly KubeObject[] = []): string {
  const report = [
    ...text(reportInput({ findings, objects, textOf: () => source }), { width: 400, all: true, failOn: 'high' }),
  ].join('');
  return report
    .split('\n')
    .filter((line) => /^ *\d+ │/.test(line))
    .join('\n');
}

describe('the value of a finding of secrets/', () => {
  test.for([
    ['value: hunter2', 'value: •••••••'],
    ['value:   "hunter2 # x"', 'value:   •••••••••••••'],
    ['"value":"hunter2"', '"value":•••••••••'],
    ["'value' : hunter2", "'value' : •••••••"],
    ['value: &pw hunter2', 'value: •••••••••••'],
  ] as const)('%s is shown as %s', ([written, shown]) => {
    expect(code(written, [at(written, 'secrets/literal-in-env', written, ['value'])])).toBe(`        1 │ ${shown}`);
  });

  test('an item of a list has no key: all of it is masked', () => {
    const source = '- --password=hunter2\n';
    expect(code(source, [at(source, 'secrets/literal-in-env', '--password=hunter2', ['args', 0])])).toBe(
      '        1 │ - ••••••••••••••••••',
    );
  });

  test('a key of too many characters is masked with its value', () => {
    const source = `${'k'.repeat(600)}: hunter2`;
    expect(code(source, [at(source, 'secrets/x', source, ['k'])])).not.toContain('kk');
  });

  test('every line of it', () => {
    const source = 'value: |\n  hunter2\n  hunter3\nnext: 1\n';
    expect(code(source, [at(source, 'secrets/literal-in-env', 'value: |\n  hunter2\n  hunter3\n', ['value'])]))
      .toMatchInlineSnapshot(`
      "        1 │ value: •
              2 │   •••••••
              3 │   •••••••"
    `);
  });

  test('also in the frame of another finding', () => {
    const source = 'env: [{name: A, value: hunter2}, {name: B, value: b}]\n';
    const findings = [
      at(source, 'secrets/literal-in-env', 'value: hunter2', ['value']),
      at(source, 'pod/privileged', 'value: b', ['value']),
    ];
    expect(code(source, findings)).not.toContain('hunter2');
    expect(code(source, findings)).toContain('{name: A, value: •••••••}, {name: B, value: b}');
  });

  test('also where an alias leads to it', () => {
    const source = 'x: &pw hunter2\nvalue: *pw\n';
    const object = objectIn('a.yaml', source, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }, [
      [['value'], 'hunter2'],
    ]);
    const findings = [at(source, 'secrets/literal-in-env', 'value', ['value']), at(source, 'pod/privileged', 'x: &pw', ['x'])];
    expect(code(source, findings, [object])).toMatchInlineSnapshot(`
      "        1 │ x: &pw •••••••
              2 │ value: •••"
    `);
  });

  test('and nothing else is masked where another control speaks', () => {
    const source = 'value: nginx\n';
    expect(code(source, [at(source, 'pod/image-tag', 'value: nginx', ['value'])])).toBe('        1 │ value: nginx');
  });
});

describe('what no control names', () => {
  const privileged = (source: string, needle: string): Finding => at(source, 'pod/privileged', needle, ['kind']);

  test.for([
    ['image: u:pw@reg/a:1', 'image: ••••@reg/a:1'],
    ['args: [--password=hunter2, --port=80]', 'args: [--password=•••••••• --port=80]'],
    ['password: hunter2 # note', 'password: ••••••• # note'],
    ['url: https://example.com/?token=Ab12cd34&a=1', 'url: https://example.com/?token=••••••••&a=1'],
  ] as const)('is masked by its form or its key: %s', ([line, shown]) => {
    expect(code(line, [privileged(line, line)])).toBe(`        1 │ ${shown}`);
  });

  test('is masked in the line above and in the lines below', () => {
    const source = 'a: # password: hunter2\n  b: |\n    x\n    token=Ab12cd34\n';
    const shown = code(source, [privileged(source, 'b: |\n    x\n    token=Ab12cd34\n')]);
    expect(shown).toContain('token=••••••••');
    expect(shown).toContain('# password: •••••••');
  });

  test('is masked where it is the value of a variable, by that name', () => {
    const source = 'env: [{name: DB_PASSWORD, value: hunter2}]\n';
    const value: JsonObject = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: { containers: [{ name: 'a', env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }] },
    };
    const object = objectIn('a.yaml', source, value, [[['spec', 'containers', 0, 'env', 0, 'value'], 'hunter2']]);
    expect(code(source, [privileged(source, 'env')], [object])).toBe('        1 │ env: [{name: DB_PASSWORD, value: •••••••}]');
  });

  test('is masked where a private key is, from its first line to its last', () => {
    const begin = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
    const source = `k: |\n  ${begin}\n  QUJD\n  ${begin.replace('BEGIN', 'END')}\nnext: 1\n`;
    expect(code(source, [privileged(source, source.slice(0, source.indexOf('next')))])).toMatch(/│ {3}--•+\n.*│ {3}••••$/);
    expect(code(source, [privileged(source, 'QUJD')])).toMatch(/3 │ {3}••••$/);
  });
});

describe('the data of a Secret', () => {
  const applied = '{\\"stringData\\":{\\"p\\":\\"hunter4\\"}}';
  const source = `{"kind": "Secret", "metadata": {"name": "a", "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "${applied}"}}, "data": {"p": "aHVudGVyMg=="}, "stringData": {"q": "hunter3"}}`;
  const value = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'a' },
    data: { p: 'aHVudGVyMg==' },
    stringData: { q: 'hunter3' },
  };
  const object = objectIn('a.yaml', source, value, [
    [['data', 'p'], '"aHVudGVyMg=="'],
    [['stringData', 'q'], '"hunter3"'],
    [['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'], `"${applied}"`],
  ]);

  test('is masked in any frame, and so is the copy of it that kubectl keeps', () => {
    expect(
      code(source, [at(source, 'a/b', '"name": "a"', ['metadata', 'name'], { object: secret })], [object]),
    ).toMatchInlineSnapshot(
      `"        1 │ {"kind": "Secret", "metadata": {"name": "a", "annotations": {"kubectl.kubernetes.io/last-applied-configuration": ••••••••••••••••••••••••••••••••••••••}}, "data": {"p": ••••••••••••••}, "stringData": {"q": •••••••••}}"`,
    );
  });

  test('of a wrong type is masked as a whole', () => {
    const odd = 'kind: Secret\ndata: hunter2\n';
    const holder = objectIn('a.yaml', odd, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: 'hunter2' }, [
      [['data'], 'hunter2'],
    ]);
    expect(code(odd, [at(odd, 'a/b', 'data', ['data'], { object: secret })], [holder])).toBe('        2 │ data: •••••••');
  });
});
