import { describe, expect, test } from 'vitest';
import { finding, reportInput, SHOP } from './fixtures/shop.ts';
import { reportErrors } from './fixtures/validate.ts';
import { json } from './json.ts';
import type { ReportInput } from './report-input.ts';

const live = { apiVersion: 'v1', kind: 'Node', namespace: undefined, name: 'a' };
const nowhere = { file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 2, exact: true };

function report(input: ReportInput): string {
  return [...json(input)].join('');
}

function parsed(input: ReportInput): Record<string, unknown> {
  return JSON.parse(report(input)) as Record<string, unknown>;
}

test('the report of a small shop has the published form', () => {
  expect(reportErrors(parsed(SHOP))).toEqual([]);
});

test('the published form refuses what it does not describe', () => {
  expect(reportErrors({ ...parsed(SHOP), findings: [{ control: 'pod/privileged' }], more: 1 })).not.toEqual([]);
});

test('a finding has everything, an item a line', () => {
  const [first] = SHOP.findings;
  const lines = report(reportInput({ findings: first === undefined ? [] : [first] })).split('\n');
  expect(lines.filter((line) => line.includes('"fingerprint"'))).toMatchInlineSnapshot(`
    [
      "    {"control":"pod/privileged","title":"Containers do not run privileged","severity":"critical","object":{"apiVersion":"apps/v1","kind":"Deployment","namespace":"shop","name":"api"},"path":["spec","template","spec","containers",0,"securityContext","privileged"],"file":"k8s/api.yaml","line":18,"column":13,"endLine":18,"endColumn":29,"exact":true,"message":"container \\"api\\" runs privileged","evidence":[],"remediation":"Set privileged to false, or leave it out","fix":{"kind":"fix","edits":[{"op":"delete","path":["spec","template","spec","containers",0,"securityContext","privileged"]}]},"fingerprint":"pod/privileged-spec-template-spec-containers-0-securityContext-privileged"}",
    ]
  `);
});

test('nothing found is empty lists, not absent ones', () => {
  expect(report(reportInput({}))).toMatchInlineSnapshot(`
    "{
      "version": "0.1.0",
      "format": 1,
      "findings": [],
      "unknown": [],
      "summary": {"files":{"scanned":0,"skipped":0,"failed":0},"documents":{"kubernetes":0,"empty":0,"other":0,"notRendered":0,"failed":0},"objects":0,"findings":{"critical":0,"high":0,"medium":0,"low":0,"info":0},"unknown":0,"waived":0,"known":0,"gone":0,"next":[]},
      "controls": [],
      "unread": [],
      "skipped": [],
      "warnings": [],
      "waived": []
    }
    "
  `);
});

test('the summary counts files and not the folders that were passed over; all that nobody judged is unread', () => {
  const { summary, unread, skipped, unknown } = parsed(SHOP);
  expect({ summary, unread, skipped, unknown }).toMatchInlineSnapshot(`
    {
      "skipped": [
        {
          "file": "k8s/chart/values.yaml",
          "reason": "no Kubernetes object",
        },
        {
          "file": "k8s/vendor/",
          "reason": "ignored by .gitignore",
        },
      ],
      "summary": {
        "documents": {
          "empty": 0,
          "failed": 1,
          "kubernetes": 3,
          "notRendered": 1,
          "other": 1,
        },
        "files": {
          "failed": 1,
          "scanned": 3,
          "skipped": 1,
        },
        "findings": {
          "critical": 2,
          "high": 4,
          "info": 0,
          "low": 0,
          "medium": 1,
        },
        "gone": 0,
        "known": 0,
        "next": [
          {
            "control": "pod/privileged",
            "findings": 2,
            "objects": 1,
          },
          {
            "control": "pod/run-as-root",
            "findings": 1,
            "objects": 1,
          },
          {
            "control": "secrets/literal-in-env",
            "findings": 1,
            "objects": 1,
          },
        ],
        "objects": 3,
        "unknown": 1,
        "waived": 0,
      },
      "unknown": [
        {
          "column": 1,
          "control": "service-account/automounted-token",
          "endColumn": 11,
          "endLine": 2,
          "exact": false,
          "file": "k8s/api.yaml",
          "line": 2,
          "object": {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "name": "api",
            "namespace": "shop",
          },
          "path": [],
          "reason": "ServiceAccount shop/default is not among the files",
        },
      ],
      "unread": [
        {
          "column": 3,
          "file": "k8s/broken.yaml",
          "kind": "failed",
          "line": 7,
          "reason": "a key was expected, "- name" is a list item",
        },
        {
          "column": 9,
          "file": "k8s/chart/templates/web.yaml",
          "hint": "helm template … | bulwark scan -",
          "kind": "not-rendered",
          "line": 4,
          "reason": "a Helm template, not rendered",
        },
      ],
    }
  `);
});

test('a path that could not be opened is unread once, and at no line', () => {
  const files = [{ path: 'a.yaml', status: 'failed', reason: 'it may not be read', named: true } as const];
  const empty = { kubernetes: 0, empty: 0, other: 0, notRendered: 0, failed: 0 };
  const coverage = { files, documents: empty, failed: [], notRendered: [], warnings: [] };
  expect(parsed(reportInput({ coverage }))['unread']).toEqual([{ kind: 'failed', file: 'a.yaml', reason: 'it may not be read' }]);
  expect(reportErrors(parsed(reportInput({ coverage })))).toEqual([]);
  const located = { ...coverage, failed: [{ file: 'a.yaml', line: 3, column: 2, reason: 'broken' }] };
  expect(parsed(reportInput({ coverage: located }))['unread']).toEqual([
    { kind: 'failed', file: 'a.yaml', line: 3, column: 2, reason: 'broken' },
  ]);
});

describe('values from manifests', () => {
  test('an integer beyond 2^53 keeps its digits', () => {
    const fix = { kind: 'fix', edits: [{ op: 'set', path: ['spec', 'n'], value: [9007199254740993n] }] } as const;
    const input = reportInput({
      findings: [finding({ control: 'a/b', object: live, path: ['spec', 'n'], place: nowhere, message: 'm', fix })],
    });
    expect(report(input)).toContain('"value":[9007199254740993]');
    expect(reportErrors(parsed(input))).toEqual([]);
  });

  test('what could act on a terminal is escaped, and read back as it was', () => {
    const message = 'a\u009b31m\u202e\u{e0041}\u001b[2J';
    const input = reportInput({ findings: [finding({ control: 'a/b', object: live, path: [], place: nowhere, message })] });
    expect(report(input)).toContain(String.raw`"a\u009b31m\u202e\udb40\udc41\u001b[2J"`);
    expect(parsed(input)['findings']).toMatchObject([{ message }]);
  });

  test('a live object has no place and none is made up', () => {
    const told = finding({ control: 'a/b', object: live, path: ['spec'], place: nowhere, message: 'm' });
    const input = reportInput({ findings: [{ ...told, place: undefined }] });
    expect(Object.keys((parsed(input)['findings'] as object[])[0] ?? {})).not.toContain('file');
    expect(reportErrors(parsed(input))).toEqual([]);
  });
});
