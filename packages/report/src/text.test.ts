import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { objectIn, placeOf } from './fixtures/locate.ts';
import { finding, reportInput, SHOP } from './fixtures/shop.ts';
import type { ReportInput } from './report-input.ts';
import { text } from './text.ts';
import type { TextOptions } from './text-options.ts';

const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
const NOTHING = reportInput({}).coverage;

function report(input: ReportInput, options: Partial<TextOptions> = {}): string {
  return [...text(input, { width: 100, failOn: 'high', ...options })].join('');
}

/** A finding of `control` at `needle` in the one file `a.yaml`. */
function at(source: string, needle: string, told: Partial<Parameters<typeof finding>[0]> = {}): ReturnType<typeof finding> {
  return finding({
    control: 'pod/privileged',
    object: deployment,
    path: ['spec', 'x'],
    place: placeOf('a.yaml', source, needle),
    message: 'it is wrong',
    ...told,
  });
}

/** The lines of code in a report, with their marks. */
function frames(input: ReportInput, width = 100): readonly string[] {
  return report(input, { width })
    .split('\n')
    .filter((line) => /^ *\d* │/.test(line));
}

function inFile(source: string, findings: ReportInput['findings'], objects: ReportInput['objects'] = []): ReportInput {
  return reportInput({ findings, objects, textOf: () => source });
}

test('the report of a small shop is the one that was written by hand', () => {
  const written = readFileSync(new URL('fixtures/shop.report.txt', import.meta.url), 'utf8');
  expect(report(SHOP)).toBe(written);
});

test('where nothing is wrong two lines say so', () => {
  const coverage = { ...NOTHING, files: [{ path: 'a.yaml', status: 'scanned', reason: undefined, named: true } as const] };
  expect(report(reportInput({ coverage, objects: SHOP.objects }))).toMatchInlineSnapshot(`
    "Scanned  1 file, 0 documents, 3 objects
    ✓ nothing at or above high
    "
  `);
});

test('colours are put where they are asked for', () => {
  const palette = Object.fromEntries(
    ['bold', 'dim', 'red', 'yellow', 'green', 'cyan'].map((name) => [name, (inner: string) => `<${name}>${inner}</>`]),
  );
  const options = { palette: palette as unknown as NonNullable<TextOptions['palette']> };
  const source = 'spec:\n  x: 1\n';
  expect(report(inFile(source, [at(source, 'x: 1')]), options)).toMatchInlineSnapshot(`
    "<bold>Deployment shop/api</><dim>  a.yaml</>
    <bold><red>  critical  </></>it is wrong  <dim>pod/privileged  a.yaml:2:3</>
    <dim>        1 │</> spec:
    <dim>        2 │</>   x: 1
    <dim>          │</>   <bold><red>^^^^</></>
                → <green>Set privileged to false, or leave it out</>

    <bold>Scanned</>  0 files, 0 documents, 0 objects
    <bold>Found</>    1 critical
    <bold>Next</>     bulwark explain pod/privileged  closes 1 finding in 1 object
    <red>✗</> no Kubernetes object found: exit 2
    "
  `);
});

describe('what is said once', () => {
  const source = 'spec:\n  a: 1\n  b: 2\n';

  test('a place that two controls name is shown once', () => {
    const both = [at(source, 'a: 1'), at(source, 'a: 1', { control: 'pod/run-as-root', message: 'and so' })];
    expect(frames(inFile(source, both))).toHaveLength(3);
  });

  test('findings that differ in their place alone are told by their places', () => {
    const lines = report(inFile(source, [at(source, 'a: 1'), at(source, 'b: 2')])).split('\n');
    expect(lines.filter((line) => line.includes('it is wrong'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('a.yaml:3:3'))).toHaveLength(1);
  });

  test('the object itself is not shown below its own heading', () => {
    const object = objectIn('a.yaml', source, { ...deployment, metadata: { name: 'api', namespace: 'shop' } }, [[[], source]]);
    expect(
      frames(inFile(source, [at(source, 'spec', { place: placeOf('a.yaml', source, 'spec', { exact: false }) })], [object])),
    ).toEqual([]);
  });
});

test('the same object in two files is two objects, the one with more to do first', () => {
  const source = 'spec:\n  x: 1\n';
  const elsewhere = (file: string, control: string) =>
    at(source, 'x: 1', { control, place: placeOf(file, source, 'x: 1'), message: control });
  const findings = [
    elsewhere('dev.yaml', 'pod/run-as-root'),
    elsewhere('prod.yaml', 'pod/run-as-root'),
    elsewhere('prod.yaml', 'secrets/literal-in-env'),
  ];
  const headings = report(inFile(source, findings))
    .split('\n')
    .filter((line) => line.startsWith('Deployment'));
  expect(headings).toEqual(['Deployment shop/api  prod.yaml', 'Deployment shop/api  dev.yaml']);
});

test('a live object has no file: its findings name the field', () => {
  const told = { ...at('x', 'x'), place: undefined, path: ['spec', 'containers', 0] };
  expect(
    report(reportInput({ findings: [told] }))
      .split('\n')
      .slice(0, 3),
  ).toMatchInlineSnapshot(`
    [
      "Deployment shop/api",
      "  critical  it is wrong  pod/privileged  spec.containers[0]",
      "            → Set privileged to false, or leave it out",
    ]
  `);
});

test('two live findings that nothing tells apart are still two', () => {
  const told = { ...at('x', 'x'), place: undefined, path: [] };
  expect(report(reportInput({ findings: [told, told] })).split('it is wrong')).toHaveLength(3);
});

test('an object that the server names, or nobody, is still an object', () => {
  expect(report(inFile('x', [at('x', 'x', { object: { ...deployment, name: '', namespace: undefined } })]))).toContain(
    'Deployment (no name)  a.yaml',
  );
});

test('a configuration that has no name is called by its file', () => {
  const object = {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthenticationConfiguration',
    namespace: undefined,
    name: '',
  };
  expect(report(inFile('x', [at('x', 'x', { object })]))).toContain('AuthenticationConfiguration a.yaml  a.yaml');
});

describe('code', () => {
  test('a line too long is cut around the mark', () => {
    const source = `{"a": ${'"xxxxxxxx", '.repeat(30)}"privileged": true, ${'"yyyyyyyy", '.repeat(30)}}`;
    expect(frames(inFile(source, [at(source, '"privileged": true')]), 60)).toMatchInlineSnapshot(`
      [
        "        1 │ …x", "xxxxxxxx", "privileged": true, "yyyyyyyy"…",
        "          │                  ^^^^^^^^^^^^^^^^^^",
      ]
    `);
  });

  test('a file that is one line of a megabyte costs no more', () => {
    const source = `{"a": "${'x'.repeat(1_000_000)}", "privileged": true, "b": "${'y'.repeat(1_000_000)}"}`;
    expect(frames(inFile(source, [at(source, '"privileged": true')]), 60)).toMatchInlineSnapshot(`
      [
        "        1 │ …xxxxxxxxxxxxx", "privileged": true, "b": "yyyy…",
        "          │                  ^^^^^^^^^^^^^^^^^^",
      ]
    `);
  });

  test('tabs, wide and combining characters keep the mark in its place', () => {
    const source = 'spec:\n\t# 漢字 e\u0301 🙂: {x: 1}\n';
    expect(frames(inFile(source, [at(source, 'x: 1')]))).toMatchInlineSnapshot(`
      [
        "        1 │ spec:",
        "        2 │     # 漢字 é 🙂: {x: 1}",
        "          │                   ^^^^",
      ]
    `);
  });

  test('a byte order mark and a carriage return are not shown', () => {
    const source = '\ufeffspec:\r\n  x: 1\r\n';
    expect(frames(inFile(source, [at(source, 'x: 1')]))).toMatchInlineSnapshot(`
      [
        "        1 │ spec:",
        "        2 │   x: 1",
        "          │   ^^^^",
      ]
    `);
  });

  test('the parent of a list item of JSON is what names it, not a bracket', () => {
    const source = '{\n  "containers": [\n    {\n      "image": "a"\n    }\n  ]\n}\n';
    expect(frames(inFile(source, [at(source, '"image": "a"')]))).toMatchInlineSnapshot(`
      [
        "        2 │ "containers": [",
        "        4 │     "image": "a"",
        "          │     ^^^^^^^^^^^^",
      ]
    `);
  });

  test('the code of another document is none of this one', () => {
    const source = 'kind: A\n---\n  x: 1\n';
    expect(frames(inFile(source, [at(source, 'x: 1')]))).toMatchInlineSnapshot(`
      [
        "        3 │ x: 1",
        "          │ ^^^^",
      ]
    `);
  });

  test('of a value of many lines the first are shown', () => {
    const source = 'data:\n  run: |\n    one\n    two\n    three\n  more: 1\n';
    expect(frames(inFile(source, [at(source, source.slice(8, source.indexOf('  more')))]))).toMatchInlineSnapshot(`
      [
        "        1 │ data:",
        "        2 │   run: |",
        "          │   ^^^^^^",
        "        3 │     one",
        "        4 │     two",
      ]
    `);
  });

  test('each file is asked for once, whatever the order of the findings', () => {
    const source = 'spec:\n  x: 1\n';
    const asked: string[] = [];
    const place = (file: string) => placeOf(file, source, 'x: 1');
    const findings = ['a', 'b', 'a', 'b'].map((file, index) =>
      at(source, 'x: 1', { place: place(file), object: { ...deployment, name: String(index) } }),
    );
    const shown = frames(reportInput({ findings, textOf: (path) => (asked.push(path), source) }));
    expect(asked).toEqual(['a', 'b']);
    expect(shown).toHaveLength(12);
  });

  test.for([
    ['cannot be had', undefined],
    ['has changed since', 'metadata: {}\nspec:\n  x: 1\n'],
  ] as const)('none is shown of a file that %s', ([, now]) => {
    const source = 'spec:\n  x: 1\n';
    const object = objectIn('a.yaml', source, { ...deployment, metadata: {} }, []);
    expect(frames(reportInput({ findings: [at(source, 'x: 1')], objects: [object], textOf: () => now }))).toEqual([]);
  });

  test('a place that the text does not have is shown as nothing', () => {
    const place = { file: 'a.yaml', line: 99, column: 7, endLine: 99, endColumn: 9, exact: true };
    expect(frames(inFile('x: 1\n', [at('x: 1', 'x', { place })]))).toEqual([]);
  });
});

describe('a hostile manifest', () => {
  const hostile = '\u001b[2J\u009b31m\u202eevil\u0007\n\u2028\ud800';

  test('does not write to the terminal', () => {
    const source = `spec:\n  x: "${hostile.replaceAll('\n', '')}"\n`;
    const told = at(source, 'x: "', {
      message: hostile,
      object: { ...deployment, name: hostile, kind: hostile },
      severityReason: hostile,
      remediation: hostile,
    });
    const lines = report(inFile(source, [told])).split('\n');
    expect(lines.slice(0, 8)).toMatchInlineSnapshot(`
      [
        "␛[2J�31m�evil␇␊�� shop/␛[2J�31m�evil␇␊��  a.yaml",
        "  critical  ␛[2J�31m�evil␇␊��  pod/privileged  a.yaml:2:3",
        "            critical here: ␛[2J�31m�evil␇␊��",
        "        1 │ spec:",
        "        2 │   x: "␛[2J�31m�evil␇��"",
        "          │   ^^^^",
        "            → ␛[2J�31m�evil␇␊��",
        "",
      ]
    `);
  });

  test('is as harmless in what could not be read or decided', () => {
    const problem = { file: hostile, line: 1, column: 1, reason: hostile };
    const coverage = {
      ...NOTHING,
      failed: [problem],
      notRendered: [{ ...problem, form: 'template', hint: hostile } as const],
      warnings: [problem],
      files: [{ path: hostile, status: 'skipped', reason: hostile, named: false } as const],
    };
    const unknown = [{ control: hostile, object: { ...deployment, name: hostile }, path: [], place: undefined, reason: hostile }];
    expect(report(reportInput({ coverage, unknown }))).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
  });
});

describe('what is unknown or was not read', () => {
  test('is grouped by reason, the most frequent first, and counted where it is not shown', () => {
    const item = (index: number, reason: string) => ({
      control: 'a/b',
      object: { ...deployment, name: `api-${index}` },
      path: [],
      place: undefined,
      reason,
    });
    const unknown = [
      item(0, 'the CNI is not known'),
      ...Array.from({ length: 7 }, (_, index) => item(index, 'the ServiceAccount is not there')),
    ];
    expect(report(reportInput({ unknown }))).toMatchInlineSnapshot(`
      "Unknown, neither passed nor failed: 8
           7  a/b: the ServiceAccount is not there
              Deployment shop/api-0, Deployment shop/api-1, Deployment shop/api-2, Deployment shop/api-3
              and 3 more
           1  a/b: the CNI is not known
              Deployment shop/api-0

      Scanned  0 files, 0 documents, 0 objects
      Found    8 unknown
      ✗ no Kubernetes object found: exit 2
      "
    `);
  });

  test('is told apart by what renders it', () => {
    const place = { line: 1, column: 1, reason: 'not rendered', hint: '' };
    const notRendered = [
      { ...place, file: 'k/kustomization.yaml', form: 'kustomization' } as const,
      { ...place, file: 'a.yaml', form: 'template' } as const,
      { ...place, file: 'l/kustomization.yaml', form: 'kustomization' } as const,
    ];
    expect(
      report(reportInput({ coverage: { ...NOTHING, notRendered } }))
        .split('\n')
        .slice(0, 5),
    ).toMatchInlineSnapshot(`
      [
        "Not rendered: 1 template; to judge what it becomes: bulwark scan CHART, or --render",
        "  a.yaml:1:1  not rendered",
        "Not rendered: 2 Kustomizations; to judge what they become: bulwark scan DIR, or --render",
        "  k/kustomization.yaml:1:1  not rendered",
        "  l/kustomization.yaml:1:1  not rendered",
      ]
    `);
  });

  test('is cut to what can be read, and the rest is counted', () => {
    const problems = Array.from({ length: 30 }, (_, index) => ({ file: `${index}.yaml`, line: 1, column: 1, reason: 'broken' }));
    const notRendered = problems.map((problem) => ({ ...problem, form: 'kustomization', hint: 'kustomize build .' }) as const);
    const coverage = { ...NOTHING, failed: problems, notRendered, warnings: problems };
    const unknown = problems.map(({ file }) => ({
      control: 'a/b',
      object: deployment,
      path: [],
      place: undefined,
      reason: file,
    }));
    const lines = report(reportInput({ coverage, unknown })).split('\n');
    expect(lines.filter((line) => line.startsWith('  and '))).toMatchInlineSnapshot(`
      [
        "  and 20 more reasons: -o json lists them all",
        "  and 10 more: -o json lists them all",
        "  and 25 more: -o json lists them all",
        "  and 25 more: -o json lists them all",
      ]
    `);
  });
});
