import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, type Json } from '@bulwark/model';
import { readDocuments } from '@bulwark/source';
import { expect, test } from 'vitest';
import { checkShape } from './check-shape.ts';
import { CONFIG_SHAPE, configSchema } from './config-shape.ts';
import { parseConfig } from './load-config.ts';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(configSchema());

function told(text: string): readonly string[] {
  return parseConfig(text, 'bulwark.yaml').problems.map(({ line, column, message, hint }) => {
    return `${line}:${column} ${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
}

test.for<[text: string, problems: readonly string[]]>([
  ['', []],
  ['# nothing\n', []],
  ['{}', []],
  ['[]', ['1:1 the configuration must be a map, not a list']],
  ['kubeVersion: "1.30"', []],
  ['kubeVersion: 1.30', ['1:14 kubeVersion must be text, not the number 1.3 (put it in quotes: without them it is a number)']],
  ['kubeVersion: newest', ['1:14 kubeVersion is "newest" (write it as "1.34")']],
  ['controls: {pod/privileged: off}', []],
  ['controls: {pod/privileged: "off", pod/image-tag: "on", pod/run-as-root: medium}', []],
  [
    'controls: {pod/privileged: mediun}',
    [
      '1:28 pod/privileged must be on or off, or one of critical, high, medium, low, info, or a map, not "mediun" (did you mean medium?)',
    ],
  ],
  ['controls: {pod/privileged: {severity: no}}', ['1:39 severity must be one of critical, high, medium, low, info, not false']],
  [
    'controls: {pod/privileged: {severty: low}}',
    ['1:29 "severty" is nothing that pod/privileged has (did you mean severity? known are severity, parameters)'],
  ],
  [
    'controls: {pod/priviledged: off}',
    ['1:12 there is no control "pod/priviledged" (did you mean pod/privileged? bulwark controls lists them)'],
  ],
  [
    'controls: {pod/privileged: off, CKV_K8S_16: on}',
    ['1:33 CKV_K8S_16 and pod/privileged are the same control, pod/privileged'],
  ],
  ['controls: {pod/*: {parameters: {a: 1}}}', ['1:32 pod/* stands for several controls, which have no parameters in common']],
  [
    'controls: {pod/privileged: {parameters: {a: 1}}}',
    ['1:42 pod/privileged has no parameter "a" (pod/privileged has no parameters)'],
  ],
  ['controls: {reliability/*: on, security/*: low}', []],
  ['exceptions: [{control: pod/privileged, reason: x, expires: 2027-01-31}]', []],
  [
    'exceptions: [{control: pod/privileged, reason: x, expires: 2027-13-31}]',
    ['1:60 expires is "2027-13-31" (write it as 2027-01-31)'],
  ],
  ['exceptions: [{reason: x}]', ['1:14 the exception names no control (control: pod/privileged, or controls: "*" for all)']],
  [
    'exceptions: [{controls: [pod/privileged, pod/nothing], reason: x}]',
    ['1:42 there is no control "pod/nothing" (bulwark controls lists them)'],
  ],
  [
    'exceptions: [{control: pod/*, selector: "a in (", reason: x}]',
    ['1:41 the selector cannot be read: expected ")", found the end'],
  ],
  [
    'exceptions: [{control: pod/*, selector: {matchLabels: {a: 1}}, reason: x}]',
    ['1:59 a must be text, not the number 1 (put it in quotes: without them it is a number)'],
  ],
  [
    'exceptions: [{control: pod/*, path: 5, reason: x}]',
    ['1:37 path must be text, not the number 5 (put it in quotes: without them it is a number)'],
  ],
  ['neverExcept: pod/privileged', []],
  ['waivers: {otherTools: off}', []],
  ['waivers: {otherTools: maybe}', ['1:23 otherTools must be on or off, not "maybe"']],
  ['paths: {include: k8s, exclude: ["**/charts/**"]}', []],
  ['controls:\nexceptions:\n  # - control: pod/privileged', []],
  ['exceptions: [{control: pod/*, reason: x, expires: 2027-02-30}]', ['1:51 there is no day 2027-02-30']],
  ['paths: k8s', ['1:8 paths must be a map, not "k8s"']],
  [
    'a: 1\na: 2',
    [
      '2:1 the key "a" stands here twice',
      '2:1 "a" is nothing that a configuration has (known are kubeVersion, paths, controls, exceptions, neverExcept, baseline, waivers)',
    ],
  ],
  ['{}\n---\n{}', ['3:1 a configuration is one document, not several']],
])('%s', ([text, problems]) => {
  expect(told(text)).toEqual(problems);
});

test('what the schema demands and what the program demands is the same', () => {
  const texts = [
    'controls: {pod/privileged: off}',
    'controls: {pod/privileged: {severity: low, parameters: {a: [b]}}}',
    'controls: {pod/privileged: [off]}',
    'controls: []',
    'exceptions: [{control: a, reason: b, object: {kind: c, name: d}, selector: {matchLabels: {e: f}}, path: [g], expires: "2027-01-31"}]',
    'exceptions: [{control: a, reason: b, object: {kin: c}}]',
    'exceptions: [{control: a, reason: b, owner: [c]}]',
    'exceptions: [{control: a, reason: b, selector: 5}]',
    'exceptions: {control: a}',
    'exceptions: [null]',
    'neverExcept: [a, 5]',
    'paths: {include: [a], exclude: b}',
    'paths: {includes: [a]}',
    'baseline: 5',
    'kubeVersion: "1.34"',
    'waivers: {otherTools: 1}',
    'controls:\nexceptions:\nbaseline:\n',
    'paths: {include: }',
  ];
  for (const text of texts) {
    const value = readDocuments(text)[0]?.value;
    expect([text, validate(value)]).toEqual([text, checkShape(CONFIG_SHAPE, value).length === 0]);
  }
});

test('more of one control stands over more of many, in whatever order', () => {
  const ids = (text: string): readonly string[] => parseConfig(text, 'bulwark.yaml').settings.controls.map(({ id }) => id);
  expect(ids('controls: {pod/privileged: on, pod/*: off, "*": on}')).toContain('pod/privileged');
  expect(ids('controls: {pod/privileged: on, pod/*: off, "*": on}')).not.toContain('pod/image-tag');
  expect(ids('controls: {"*": off, pod/privileged: on}')).toEqual(['pod/privileged']);
  const { settings } = parseConfig('controls: {pod/*: low, pod/privileged: {}, pod/image-tag: high}', 'bulwark.yaml');
  expect(settings.severities).toMatchObject({ 'pod/privileged': 'low', 'pod/image-tag': 'high', 'pod/run-as-root': 'low' });
});

test('what is said of the excuses is chosen like the controls', () => {
  const { settings, problems } = parseConfig(
    'controls: {config/unused-exception: high, config/expired-exception: off}',
    'bulwark.yaml',
  );
  expect(problems).toEqual([]);
  expect(settings.severities).toEqual({ 'config/unused-exception': 'high' });
  expect(settings.silenced).toEqual(new Set(['config/expired-exception']));
  expect(told('controls: {config/unused: off}')).toHaveLength(1);
});

test('no configuration throws, whatever is in it', () => {
  const values: readonly Json[] = [null, 5, true, 'x', [], [null], {}, { a: null }, { __proto__: null }, 10n];
  const keys = [
    'kubeVersion',
    'paths',
    'controls',
    'exceptions',
    'neverExcept',
    'baseline',
    'waivers',
    '__proto__',
    'constructor',
  ];
  for (const key of keys) {
    for (const value of values) {
      const json = JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? Number(member) : member));
      for (const text of [
        `${key}: ${json}`,
        `${key}: {${key}: ${json}}`,
        `${key}: [{${key}: ${json}, control: ${json}, object: ${json}}]`,
      ]) {
        expect(() => parseConfig(text, 'bulwark.yaml'), text).not.toThrow();
      }
    }
  }
  expect(() => parseConfig('['.repeat(20_000), 'bulwark.yaml')).not.toThrow();
  expect(() => parseConfig('a: &a [*a, *b]', 'bulwark.yaml')).not.toThrow();
  expect(isObject(configSchema())).toBe(true);
});
