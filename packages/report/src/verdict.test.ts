import { expect, test } from 'vitest';
import { SHOP, reportInput } from './fixtures/shop.ts';
import type { ReportInput } from './report-input.ts';
import type { Bars } from './text-options.ts';
import { scanVerdict } from './verdict.ts';

const { coverage } = reportInput({});
const UNDECIDED = reportInput({ unknown: SHOP.unknown, objects: SHOP.objects });
const EMPTY = reportInput({});
const TEMPLATES = reportInput({
  coverage: { ...SHOP.coverage, failed: [], files: [], documents: { ...SHOP.coverage.documents, failed: 0 } },
});
const BROKEN = reportInput({
  coverage: { ...coverage, files: [{ path: 'a.yaml', status: 'failed', reason: 'it may not be read', named: true }] },
  objects: SHOP.objects,
});

test.for<[string, ReportInput, Bars, number, string]>([
  ['findings at the bar', SHOP, { failOn: 'high' }, 1, '2 critical, 4 high: exit 1 (--fail-on high)'],
  ['findings above the bar alone', SHOP, { failOn: 'critical' }, 1, '2 critical: exit 1 (--fail-on critical)'],
  ['no bar', SHOP, { failOn: 'never' }, 0, 'findings do not count with --fail-on never'],
  [
    'what was not read, strictly',
    SHOP,
    { failOn: 'high', strict: true },
    2,
    '1 could not be read, 1 not rendered (--strict): exit 2',
  ],
  ['all was read, strictly', UNDECIDED, { failOn: 'high', strict: true }, 0, 'nothing at or above high'],
  ['unknown verdicts', UNDECIDED, { failOn: 'info' }, 0, 'nothing at or above info'],
  [
    'unknown verdicts that count',
    UNDECIDED,
    { failOn: 'info', failOnUnknown: true },
    1,
    '1 verdict unknown: exit 1 (--fail-on-unknown)',
  ],
  ['a file that was named and not read', BROKEN, { failOn: 'high' }, 2, 'a.yaml: it may not be read: exit 2'],
  ['nothing to scan', EMPTY, { failOn: 'high' }, 2, 'no Kubernetes object found: exit 2'],
  ['nothing to scan, and that is right', EMPTY, { failOn: 'high', allowEmpty: true }, 0, 'nothing at or above high'],
])('%s', ([, input, bars, exit, text]) => {
  expect(scanVerdict(input, bars)).toMatchObject({ exit, text });
});

test.for([
  [EMPTY, { failOn: 'high' }, 'failed'],
  [UNDECIDED, { failOn: 'high' }, 'passed'],
  [SHOP, { failOn: 'never' }, 'not judged'],
] as const)('a word for it: %#', ([input, bars, standing]) => {
  expect(scanVerdict(input, bars).standing).toBe(standing);
});

test('who writes a baseline has not said --fail-on never', () => {
  const baseline = { path: 'b.json', known: [], gone: 0, updated: true };
  expect(scanVerdict({ ...SHOP, adoption: { waived: [], baseline } }, { failOn: 'never' }).text).toContain('--update-baseline');
});

test('where there are only templates the way to their objects is told', () => {
  expect(scanVerdict(TEMPLATES, { failOn: 'high' }).problems).toEqual([
    {
      message: 'no Kubernetes object found',
      hint: 'there are only templates; name the chart to scan what they become, or: helm template . | bulwark scan -',
    },
  ]);
});

test('where there are only Kustomizations the way to their objects is told', () => {
  const { coverage: shop } = TEMPLATES;
  const notRendered = [{ file: 'k/kustomization.yaml', line: 1, column: 1, reason: 'patches', form: 'kustomization' } as const];
  const input = reportInput({
    coverage: {
      ...shop,
      notRendered: notRendered.map((problem) => ({ ...problem, hint: 'kustomize build k | bulwark scan -' })),
    },
  });
  expect(scanVerdict(input, { failOn: 'high' }).problems).toEqual([
    { message: 'no Kubernetes object found', hint: 'what is there must be rendered first: kustomize build k | bulwark scan -' },
  ]);
});
