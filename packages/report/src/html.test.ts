import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hostileInput } from './fixtures/hostile.ts';
import { reportInput, SHOP } from './fixtures/shop.ts';
import { html } from './html.ts';
import type { ScanData } from './html/scan-data.ts';
import type { ReportInput } from './report-input.ts';

const BASE = 'https://git.example/o/r/blob/main';

function pageOf(input: ReportInput, sourceUrl?: string): string {
  return [...html(input, { failOn: 'high', sourceUrl })].join('');
}

function dataOf(page: string): ScanData {
  const [, text = ''] = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(page) ?? [];
  return JSON.parse(text) as ScanData;
}

/** The page without what is no markup: its data, script and style. */
function markup(page: string): string {
  return page.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');
}

test('the policy allows the script and the style of the page, and nothing else', () => {
  const page = pageOf(SHOP);
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  const hash = (text: string | undefined): string =>
    `sha256-${createHash('sha256')
      .update(text ?? '')
      .digest('base64')}`;
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src '${hash(/<script>([\s\S]*?)<\/script>/.exec(page)?.[1])}'`,
    `style-src '${hash(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1])}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ]);
  // A style attribute or a handler would not do anything under it.
  expect(markup(page)).not.toMatch(/ (?:style|on\w+)=/);
});

test('the page asks for nothing from anywhere', () => {
  expect(markup(pageOf(SHOP)).match(/(?:src|href)="(?!#|data:)[^"]*"/g)).toBeNull();
});

test('the data hold every finding, by object, with its code', () => {
  const data = dataOf(pageOf(SHOP, BASE));
  expect(data.objects.map(({ kind, name, findings }) => `${kind} ${name} ${findings.length}`)).toEqual([
    'Deployment api 5',
    'Pod einmal 2',
  ]);
  const first = data.objects[0]?.findings[0];
  expect(first).toMatchObject({
    severity: 0,
    message: 'container "api" runs privileged',
    at: '18:13',
    link: `${BASE}/k8s/api.yaml#L18`,
    code: [
      [16, 'securityContext:', '', ''],
      [18, '  ', 'privileged: true', ''],
    ],
  });
  expect(data.controls[first?.control ?? -1]).toMatchObject({ id: 'pod/privileged', title: 'Containers do not run privileged' });
  expect(data.remedies[first?.remedy ?? -1]).toBe('Set privileged to false, or leave it out');
});

test('secrets are masked', () => {
  const page = pageOf(SHOP);
  expect(page).toContain('•••••••••••••');
  expect(page).not.toContain('correct-horse');
});

test('what is unknown, unread, skipped and warned of is told, and the summary', () => {
  const page = markup(pageOf(SHOP, BASE));
  for (const told of [
    'Unknown, neither passed nor failed: 1',
    'ServiceAccount shop/default is not among the files',
    'Not read, and so not judged: 2',
    `<a href="${BASE}/k8s/broken.yaml#L7" rel="noreferrer"><code>k8s/broken.yaml:7:3</code></a> a key was expected`,
    'Warnings: 1',
    'Skipped: 2',
    '2 critical, 4 high, 1 medium, 1 unknown, 2 not read in 3 objects of 3 files',
    '<strong>✗ Failed</strong>',
    'aria-label="Findings by severity: 2 critical, 4 high, 1 medium"',
  ])
    expect(page).toContain(told);
});

test('without findings there is nothing to filter', () => {
  const page = markup(pageOf(reportInput({})));
  expect(page).toContain('No findings.');
  expect(page).not.toContain('<form');
});

describe('hostile names', () => {
  test('are text wherever they stand', () => {
    const page = pageOf(hostileInput());
    expect(markup(page)).not.toMatch(/<(?:img|script|h1(?! class="grow")|iframe)/);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script/g)).toHaveLength(2);
    // eslint-disable-next-line no-control-regex -- the point of it
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  });

  test('come back from the data as they were, but for what is not to be shown', () => {
    const names = dataOf(pageOf(hostileInput())).objects.map(({ name }) => name);
    expect(names).toContain('</script><script>alert(1)</script>');
    expect(names).toContain('__proto__');
  });

  test('make no links but to the base that was given', () => {
    const links = markup(pageOf(hostileInput(), BASE)).match(/href="[^"]*"/g) ?? [];
    for (const link of links)
      expect(link).toMatch(/^href="(?:#findings|data:image\/svg|https:\/\/git\.example\/o\/r\/blob\/main\/)/);
  });
});

test('the same scan gives the same bytes', () => {
  expect(pageOf(hostileInput())).toBe(pageOf(hostileInput()));
});
