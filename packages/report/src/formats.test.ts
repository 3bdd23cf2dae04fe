import { describe, expect, test } from 'vitest';
import { csv } from './csv.ts';
import { HOSTILE, hostileInput } from './fixtures/hostile.ts';
import { readCsv } from './fixtures/read-csv.ts';
import { readXml, type Element } from './fixtures/read-xml.ts';
import { finding, reportInput, SHOP } from './fixtures/shop.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { junit } from './junit.ts';
import type { LateOptions } from './late-renderer.ts';
import { sourceLink } from './source-link.ts';

const BARS: LateOptions = { failOn: 'high' };
const join = (pieces: Iterable<string>): string => [...pieces].join('');

describe('JUnit', () => {
  const suitesOf = (text: string): readonly Element[] => readXml(text).children;
  const cases = (suite: Element | undefined): readonly Element[] =>
    suite?.children.filter(({ name }) => name === 'testcase') ?? [];

  test('a suite is a file, and what makes the scan fail is a failure', () => {
    const suites = suitesOf(join(junit(SHOP, BARS)));
    expect(suites.map(({ attributes }) => `${attributes['name']} ${attributes['failures']}/${attributes['tests']}`)).toEqual([
      'k8s/api.yaml 4/5',
      'k8s/batch.yaml 1/2',
      'k8s/broken.yaml 0/1',
      'k8s/chart/templates/web.yaml 0/1',
      'controls 0/0',
    ]);
    expect(cases(suites[0])[0]).toMatchObject({
      attributes: { classname: 'pod.privileged', name: 'Deployment shop/api' },
      children: [{ name: 'failure', attributes: { type: 'critical', message: 'container "api" runs privileged (and 1 more)' } }],
    });
  });

  test('what is below the bar and what is unknown is skipped, with the reason', () => {
    const skipped = suitesOf(join(junit(SHOP, BARS)))
      .flatMap(cases)
      .flatMap(({ children }) => children.filter(({ name }) => name === 'skipped'))
      .map(({ attributes }) => attributes['message']);
    expect(skipped).toEqual([
      'unknown: ServiceAccount shop/default is not among the files',
      'medium, below --fail-on high: the pod gets a token of ServiceAccount default',
      'a Helm template, not rendered; to judge what it becomes: helm template … | bulwark scan -',
    ]);
    expect(join(junit(SHOP, { failOn: 'never' }))).not.toContain('<failure');
  });

  test('what could not be read is an error, and the summary is in the properties', () => {
    const suites = suitesOf(join(junit(SHOP, BARS)));
    expect(cases(suites[2])[0]?.children[0]).toMatchObject({
      name: 'error',
      attributes: { message: 'a key was expected, "- name" is a list item' },
    });
    const properties = suites.at(-1)?.children[0]?.children.map(({ attributes }) => [attributes['name'], attributes['value']]);
    expect(properties).toContainEqual(['summary', '2 critical, 4 high, 1 medium, 1 unknown, 2 not read in 3 objects of 3 files']);
    expect(properties).toContainEqual(['unread', '2']);
  });

  test('the sums hold', () => {
    const document = readXml(join(junit(hostileInput(), BARS)));
    for (const element of [document, ...document.children]) {
      const own = element === document ? document.children.flatMap(cases) : cases(element);
      const count = (name: string): string => String(own.filter((item) => item.children[0]?.name === name).length);
      expect(element.attributes).toMatchObject({
        tests: String(own.length),
        failures: count('failure'),
        errors: count('error'),
        ...(element === document ? {} : { skipped: count('skipped') }),
      });
    }
  });

  test('nothing is in it but what the schema of Jenkins knows', () => {
    const KNOWN: Readonly<Record<string, readonly string[]>> = {
      testsuites: ['name', 'time', 'tests', 'failures', 'errors'],
      testsuite: ['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'file'],
      properties: [],
      property: ['name', 'value'],
      testcase: ['classname', 'name', 'time'],
      failure: ['message', 'type'],
      error: ['message', 'type'],
      skipped: ['message'],
    };
    const check = ({ name, attributes, children }: Element): void => {
      expect(Object.keys(KNOWN)).toContain(name);
      expect(KNOWN[name]).toEqual(expect.arrayContaining(Object.keys(attributes)));
      for (const child of children) check(child);
    };
    for (const input of [SHOP, hostileInput(), reportInput({})]) check(readXml(join(junit(input, BARS))));
  });

  test('a control that passes everywhere is a test that passed', () => {
    const verdicts = new Map([
      ['pod/a', { pass: 2, fail: 0, unknown: 0, notApplicable: 0 }],
      ['pod/b', { pass: 2, fail: 1, unknown: 0, notApplicable: 0 }],
    ]);
    const [suite] = suitesOf(join(junit(reportInput({ verdicts }), BARS)));
    expect(cases(suite)).toEqual([
      expect.objectContaining({ attributes: { classname: 'pod.a', name: 'passes for 2 objects', time: '0' } }),
    ]);
  });
});

describe('GitHub', () => {
  const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

  test('an annotation names its place', () => {
    expect(lines(join(github(SHOP, BARS))).find((line) => line.startsWith('::error'))).toBe(
      '::error file=k8s/api.yaml,line=18,col=13,endColumn=29,title=critical%3A pod/privileged::Deployment shop/api: container "api" runs privileged. Set privileged to false, or leave it out',
    );
  });

  test('the last notice sums up', () => {
    expect(lines(join(github(SHOP, BARS))).at(-1)).toBe(
      '::notice title=Bulwark::2 critical, 4 high, 1 medium, 1 unknown, 2 not read in 3 objects of 3 files: 2 critical, 4 high: exit 1 (--fail-on high)',
    );
  });

  test('ten of a kind at most, the worst of them; the rest is in the log', () => {
    const text = join(github(hostileInput(), BARS));
    for (const kind of ['error', 'warning', 'notice']) {
      expect(lines(text).filter((line) => line.startsWith(`::${kind} `))).toHaveLength(10);
    }
    expect(text).toContain(`::group::${HOSTILE.length * 4 - 29} more annotations than GitHub shows`);
  });

  test('nothing in a manifest is a command, and every line of the log begins with a word of ours', () => {
    for (const line of lines(join(github(hostileInput(), BARS)))) {
      expect(line).toMatch(
        /^(?:::(?:error|warning|notice) [^:]*::|::group::|::endgroup::$|critical |medium |low |unknown |could not be read: )/,
      );
      expect(line).not.toContain('##[');
      if (line.startsWith('::')) expect(line.replace(/%(?:25|3A|2C)/g, '')).not.toContain('%');
    }
  });
});

describe('GitLab', () => {
  interface Issue {
    readonly fingerprint: string;
    readonly severity: string;
    readonly check_name: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  }
  const issues = (text: string): readonly Issue[] => JSON.parse(text) as readonly Issue[];

  test('findings, unknown and unread are issues', () => {
    expect(
      issues(join(gitlab(SHOP))).map(
        ({ check_name, severity, location }) => `${severity} ${check_name} ${location.path}:${location.lines.begin}`,
      ),
    ).toEqual([
      'blocker pod/privileged k8s/api.yaml:18',
      'blocker pod/privileged k8s/api.yaml:21',
      'critical pod/run-as-root k8s/api.yaml:17',
      'critical secrets/literal-in-env k8s/api.yaml:15',
      'critical pod/host-namespaces k8s/batch.yaml:6',
      'critical pod/image-tag k8s/api.yaml:12',
      'major service-account/automounted-token k8s/batch.yaml:5',
      'info service-account/automounted-token k8s/api.yaml:2',
      'major bulwark/unread k8s/broken.yaml:7',
      'info bulwark/not-rendered k8s/chart/templates/web.yaml:4',
    ]);
  });

  test('every fingerprint is there once, also of one object in two files, and stays where a line moves', () => {
    const [first] = SHOP.findings;
    const place = first?.place;
    if (first === undefined || place === undefined) throw new Error('the shop has findings');
    const moved = { ...first, place: { ...place, line: 40, endLine: 40 } };
    const copy = { ...first, place: { ...place, file: 'k8s/copy.yaml' } };
    const prints = (findings: typeof SHOP.findings): readonly string[] =>
      issues(join(gitlab(reportInput({ findings })))).map(({ fingerprint }) => fingerprint);
    expect(prints([moved])).toEqual(prints([first]));
    expect(new Set(prints([first, copy, first])).size).toBe(3);
    const all = issues(join(gitlab(hostileInput()))).map(({ fingerprint }) => fingerprint);
    expect(new Set(all).size).toBe(all.length);
  });

  test('a path is below the folder of the repository', () => {
    const told = {
      control: 'a/b',
      object: { apiVersion: 'v1', kind: 'Pod', namespace: undefined, name: 'a' },
      path: [],
      message: 'm',
    };
    const place = { file: './k8s/a.yaml', line: 3, column: 1, endLine: 3, endColumn: 2, exact: true };
    const live = { ...finding({ ...told, place }), place: undefined };
    expect(
      issues(join(gitlab(reportInput({ findings: [finding({ ...told, place }), live] })))).map(({ location }) => location),
    ).toEqual([
      { path: 'k8s/a.yaml', lines: { begin: 3 } },
      { path: 'Pod/a', lines: { begin: 1 } },
    ]);
  });
});

describe('CSV', () => {
  test('a row is a finding, something unknown, a place that was not read, or the summary', () => {
    const [head, ...rows] = readCsv(join(csv(SHOP)));
    expect(head?.slice(0, 3)).toEqual(['record', 'severity', 'control']);
    expect(rows.map(([record]) => record)).toEqual([
      ...SHOP.findings.map(() => 'finding'),
      'unknown',
      'unread',
      'unread',
      'summary',
    ]);
    expect(rows.at(-1)?.[11]).toBe('2 critical, 4 high, 1 medium, 1 unknown, 2 not read in 3 objects of 3 files; 1 file skipped');
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head?.length]));
  });

  test('no cell is a formula', () => {
    for (const cell of readCsv(join(csv(hostileInput()))).flat()) {
      expect(cell).not.toMatch(/^\s*[=+\-@\uff1d]/u);
      expect(cell).not.toMatch(/;\s*[=+\-@]/);
    }
  });
});

describe('links', () => {
  const at = (file: string): { readonly file: string; readonly line: number } => ({ file, line: 7 });

  test.for([
    ['https://h.example/o/r/blob/main/', 'k8s/a.yaml', 'https://h.example/o/r/blob/main/k8s/a.yaml#L7'],
    ['https://h.example/{file}?at={line}', './a b.yaml', 'https://h.example/a%20b.yaml?at=7'],
    ['https://h.example', 'a(b)[c].yaml', 'https://h.example/a%28b%29%5Bc%5D.yaml#L7'],
    ['https://h.example', '<stdin>', undefined],
    ['https://h.example', '../a.yaml', undefined],
    ['https://h.example', '/etc/a.yaml', undefined],
    ['javascript:alert(1)', 'a.yaml', undefined],
    ['https://h.example/)<x', 'a.yaml', undefined],
  ] as const)('%s and %s give %s', ([base, file, link]) => {
    expect(sourceLink(base, at(file))).toBe(link);
  });
});
