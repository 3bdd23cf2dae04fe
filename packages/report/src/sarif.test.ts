import { describe, expect, test } from 'vitest';
import { finding, reportInput, SHOP } from './fixtures/shop.ts';
import { sarifErrors } from './fixtures/validate.ts';
import type { ReportInput } from './report-input.ts';
import { sarif } from './sarif.ts';

const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
const place = { file: 'a.yaml', line: 2, column: 3, endLine: 2, endColumn: 9, exact: true };

interface Run {
  readonly tool: {
    readonly driver: { readonly rules: readonly { readonly id: string; readonly properties: Record<string, unknown> }[] };
  };
  readonly results: readonly Record<string, unknown>[];
  readonly invocations: readonly { readonly toolExecutionNotifications: readonly Record<string, unknown>[] }[];
}

function log(input: ReportInput): unknown {
  return JSON.parse([...sarif(input)].join(''));
}

function run(input: ReportInput): Run {
  const [only] = (log(input) as { readonly runs: readonly [Run] }).runs;
  return only;
}

function uriOf(file: string): unknown {
  const input = reportInput({
    findings: [finding({ control: 'a/b', object, path: [], place: { ...place, file }, message: 'm' })],
  });
  expect(sarifErrors(log(input))).toEqual([]);
  const located = run(input).results.flatMap(
    (result) => result['locations'] as { readonly physicalLocation: { readonly artifactLocation: object } }[],
  );
  return located[0]?.physicalLocation.artifactLocation;
}

test('the log of a small shop is SARIF 2.1.0', () => {
  expect(sarifErrors(log(SHOP))).toEqual([]);
});

test('the schema refuses what is no SARIF', () => {
  expect(sarifErrors({ version: '2.1.0', runs: [{ results: [{}] }] })).not.toEqual([]);
});

test('a result names its rule, its place, its object and its fingerprint', () => {
  expect(run(SHOP).results[0]).toMatchInlineSnapshot(`
    {
      "kind": "fail",
      "level": "error",
      "locations": [
        {
          "logicalLocations": [
            {
              "fullyQualifiedName": "apps/Deployment/shop/api",
              "kind": "object",
              "name": "api",
            },
          ],
          "physicalLocation": {
            "artifactLocation": {
              "uri": "k8s/api.yaml",
              "uriBaseId": "%SRCROOT%",
            },
            "region": {
              "endColumn": 29,
              "endLine": 18,
              "startColumn": 13,
              "startLine": 18,
            },
          },
        },
      ],
      "message": {
        "text": "container "api" runs privileged",
      },
      "partialFingerprints": {
        "bulwark/v1": "pod/privileged-spec-template-spec-containers-0-securityContext-privileged",
      },
      "properties": {
        "path": "spec.template.spec.containers[0].securityContext.privileged",
        "remediation": "Set privileged to false, or leave it out",
        "severity": "critical",
      },
      "ruleId": "pod/privileged",
      "ruleIndex": 2,
    }
  `);
});

test('evidence that stands elsewhere is a related location', () => {
  expect(run(SHOP).results.flatMap((result) => result['relatedLocations'] ?? [])).toMatchInlineSnapshot(`
    [
      {
        "message": {
          "text": "ServiceAccount default does not turn automounting off",
        },
        "physicalLocation": {
          "artifactLocation": {
            "uri": "k8s/secret.yaml",
            "uriBaseId": "%SRCROOT%",
          },
          "region": {
            "endColumn": 13,
            "endLine": 2,
            "startColumn": 1,
            "startLine": 2,
          },
        },
      },
    ]
  `);
});

test('a rule carries the prose of its control and what GitHub reads', () => {
  expect(run(SHOP).tool.driver.rules.find((rule) => rule.id === 'pod/privileged')).toMatchInlineSnapshot(`
    {
      "defaultConfiguration": {
        "level": "error",
      },
      "fullDescription": {
        "text": "Why it matters that containers do not run privileged.",
      },
      "help": {
        "markdown": "Why it matters that containers do not run privileged.

    **What to do:** Set privileged to false, or leave it out

    - <https://kubernetes.io/docs/concepts/security/pod-security-standards/>",
        "text": "Why it matters that containers do not run privileged.

    Set privileged to false, or leave it out

    https://kubernetes.io/docs/concepts/security/pod-security-standards/",
      },
      "helpUri": "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
      "id": "pod/privileged",
      "properties": {
        "precision": "high",
        "security-severity": "9.5",
        "tags": [
          "security",
          "kubernetes",
          "pod",
          "cis/5.2.2",
          "pss/baseline",
        ],
      },
      "shortDescription": {
        "text": "Containers do not run privileged",
      },
    }
  `);
});

test('a path that could not be opened is notified without a region', () => {
  const files = [{ path: 'a.yaml', status: 'failed', reason: 'does not exist', named: true } as const];
  const report = run(reportInput({ coverage: { ...SHOP.coverage, files, failed: [], notRendered: [], warnings: [] } }));
  expect(report.invocations[0]?.toolExecutionNotifications).toMatchObject([
    { descriptor: { id: 'failed' }, locations: [{ physicalLocation: { artifactLocation: { uri: 'a.yaml' } } }] },
  ]);
  expect(JSON.stringify(report.invocations)).not.toContain('region');
});

test('every result and notification refers to its rule by number', () => {
  const { tool, results, invocations } = run(SHOP);
  const notified = invocations.flatMap((invocation) => invocation.toolExecutionNotifications);
  const referred = [
    ...results.map((result) => [result['ruleId'], result['ruleIndex']]),
    ...notified.flatMap(({ associatedRule }) => (associatedRule === undefined ? [] : [Object.values(associatedRule as object)])),
  ];
  expect(referred).toHaveLength(SHOP.findings.length + SHOP.unknown.length);
  for (const [id, index] of referred) expect(tool.driver.rules[index as number]?.id).toBe(id);
});

test('what was not seen is notified, and is no result', () => {
  expect(run(SHOP).invocations[0]?.toolExecutionNotifications).toMatchInlineSnapshot(`
    [
      {
        "descriptor": {
          "id": "failed",
          "index": 0,
        },
        "level": "error",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "k8s/broken.yaml",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "startColumn": 3,
                "startLine": 7,
              },
            },
          },
        ],
        "message": {
          "text": "a key was expected, "- name" is a list item",
        },
      },
      {
        "descriptor": {
          "id": "not-rendered",
          "index": 1,
        },
        "level": "warning",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "k8s/chart/templates/web.yaml",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "startColumn": 9,
                "startLine": 4,
              },
            },
          },
        ],
        "message": {
          "text": "a Helm template, not rendered; to judge what it becomes: helm template … | bulwark scan -",
        },
      },
      {
        "descriptor": {
          "id": "warning",
          "index": 3,
        },
        "level": "warning",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "k8s/secret.yaml",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "startColumn": 3,
                "startLine": 6,
              },
            },
          },
        ],
        "message": {
          "text": "the key "password" is there twice: the last one counts",
        },
      },
      {
        "associatedRule": {
          "id": "service-account/automounted-token",
          "index": 5,
        },
        "descriptor": {
          "id": "unknown",
          "index": 2,
        },
        "level": "note",
        "locations": [
          {
            "logicalLocations": [
              {
                "fullyQualifiedName": "apps/Deployment/shop/api",
                "kind": "object",
                "name": "api",
              },
            ],
            "physicalLocation": {
              "artifactLocation": {
                "uri": "k8s/api.yaml",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "endColumn": 11,
                "endLine": 2,
                "startColumn": 1,
                "startLine": 2,
              },
            },
          },
        ],
        "message": {
          "text": "ServiceAccount shop/default is not among the files",
        },
      },
    ]
  `);
});

test.for([
  ['critical', 'error', '9.5'],
  ['high', 'error', '8.0'],
  ['medium', 'warning', '5.5'],
  ['low', 'note', '3.0'],
  ['info', 'note', '0.0'],
] as const)('%s is the level %s and the score %s', ([severity, level, score]) => {
  const { tool, results } = run(
    reportInput({ findings: [finding({ control: 'a/b', object, path: [], place, message: 'm', severity })] }),
  );
  expect(results[0]?.['level']).toBe(level);
  expect(tool.driver.rules[0]?.properties['security-severity']).toBe(score);
});

describe('the address of a file', () => {
  test.for([
    ['k8s/api.yaml', { uri: 'k8s/api.yaml', uriBaseId: '%SRCROOT%' }],
    ['./k8s/a b#1%.yaml', { uri: 'k8s/a%20b%231%25.yaml', uriBaseId: '%SRCROOT%' }],
    ['../up/ä.yaml', { uri: '../up/%C3%A4.yaml', uriBaseId: '%SRCROOT%' }],
    ['a:b.yaml', { uri: 'a%3Ab.yaml', uriBaseId: '%SRCROOT%' }],
    ['/tmp/a.yaml', { uri: 'file:///tmp/a.yaml' }],
    ['C:/tmp/a.yaml', { uri: 'file:///C:/tmp/a.yaml' }],
    ['<stdin>', { uri: '%3Cstdin%3E' }],
    ['half\ud800.yaml', { uri: 'half%EF%BF%BD.yaml', uriBaseId: '%SRCROOT%' }],
  ] as const)('%s', ([file, location]) => {
    expect(uriOf(file)).toEqual(location);
  });
});

test('a name in a manifest makes neither a link nor a placeholder', () => {
  const { results } = run(
    reportInput({ findings: [finding({ control: 'a/b', object, path: [], place, message: 'is [free](https://x) {0}' })] }),
  );
  expect(results[0]?.['message']).toEqual({ text: 'is [free] (https://x) {{0}}' });
});

test('a live object has a logical location alone', () => {
  const told = finding({
    control: 'a/b',
    object: { ...object, apiVersion: 'v1', namespace: undefined },
    path: [],
    place,
    message: 'm',
  });
  const input = reportInput({ findings: [{ ...told, place: undefined }] });
  expect(sarifErrors(log(input))).toEqual([]);
  expect(run(input).results[0]?.['locations']).toEqual([
    { logicalLocations: [{ name: 'api', fullyQualifiedName: 'Deployment/api', kind: 'object' }] },
  ]);
});

test('more results than GitHub shows are all there, and that is said', () => {
  const one = finding({ control: 'a/b', object, path: [], place, message: 'm' });
  const { results, invocations } = run(reportInput({ findings: Array.from({ length: 5_001 }, () => one) }));
  expect(results).toHaveLength(5_001);
  expect(invocations[0]?.toolExecutionNotifications.map((item) => item['message'])).toEqual([
    {
      text: '5001 results: GitHub shows the 5000 most severe of a run and refuses more than 25000. All of them are in this file',
    },
  ]);
});
