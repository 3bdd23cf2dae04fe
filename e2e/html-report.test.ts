import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SEVERITIES, type Finding } from '@bulwark/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileInput } from '../packages/report/src/fixtures/hostile.ts';
import { ASSESSMENT } from '../packages/report/src/fixtures/framework.ts';
import { finding, reportInput, SHOP } from '../packages/report/src/fixtures/shop.ts';
import { html } from '../packages/report/src/html.ts';
import { Chromium, findChromium } from './chromium.ts';

const command = findChromium();
if (command === undefined) console.warn('no Chromium here: what the HTML report does in a browser is not tested');

const MANY = 20_000;
const WAIVER = { origin: 'comment', tool: 'bulwark', as: '# bulwark:ignore', reason: 'agreed', place: undefined } as const;
const PAGES = {
  shop: SHOP,
  hostile: hostileInput(),
  clean: reportInput({}),
  adopted: {
    ...SHOP,
    framework: ASSESSMENT,
    adoption: {
      waived: SHOP.findings.map((each) => ({ finding: each, waiver: WAIVER })),
      baseline: { path: '.bulwark-baseline.json', known: SHOP.findings, gone: 1, updated: false },
      changed: { since: 'origin/main', changed: 2, objects: 40, left: 9, leaning: 3 },
    },
  },
  many: reportInput({ findings: Array.from({ length: MANY }, (_, at) => numbered(at)), textOf: () => 'a:\n  b:\n    c: 1\n' }),
};

function numbered(at: number): Finding {
  const name = `app-${Math.floor(at / 4)}`;
  return finding({
    control: `pod/control-${at % 90}`,
    severity: SEVERITIES[at % SEVERITIES.length] ?? 'info',
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: `team-${at % 40}`, name },
    path: ['spec', at],
    place: { file: `k8s/${name}.yaml`, line: 3, column: 5, endLine: 3, endColumn: 9, exact: true },
    message: `container "web-${at}" does what it should not`,
  });
}

describe.skipIf(command === undefined)('in a browser', { timeout: 120_000 }, () => {
  let folder = '';
  let browser: Chromium;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bulwark-html-'));
    for (const [name, input] of Object.entries(PAGES))
      writeFileSync(join(folder, `${name}.html`), [...html(input, { failOn: 'high' })].join(''));
    browser = await Chromium.start(command ?? '');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const address = (name: keyof typeof PAGES): string => pathToFileURL(join(folder, `${name}.html`)).href;
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  test.for([
    ['shop', 'light', 1200],
    ['shop', 'dark', 400],
    ['hostile', 'light', 400],
    ['hostile', 'dark', 1200],
    ['clean', 'light', 800],
    ['adopted', 'light', 400],
    ['adopted', 'dark', 1200],
  ] as const)(
    '%s, %s, %i wide: accessible, not wider than the window, nothing asked for, nothing refused',
    async ([name, scheme, width]) => {
      const page = await browser.open(address(name), { width, scheme });
      await page.evaluate(`${axe};0`);
      const violations = await page.evaluate(
        `axe.run(document).then(({ violations }) => violations.map(({ impact, id, nodes }) => impact + ' ' + id + ' ' + nodes[0].html))`,
      );
      expect(violations).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
      expect(page.problems).toEqual([]);
      expect(page.requests.filter((url) => !url.startsWith('data:'))).toEqual([address(name)]);
    },
  );

  test('the keyboard alone finds something, and the address keeps it', async () => {
    const page = await browser.open(address('shop'), { width: 1200, scheme: 'light' });
    await page.type('/einmal');
    await page.until(`document.querySelector('#status').textContent.startsWith('2 of 7 findings in 1 of 2 objects')`);
    expect(await page.evaluate('location.hash')).toBe('#q=einmal');
    const again = await browser.open(`${address('shop')}#q=einmal&severity=1`, { width: 1200, scheme: 'light' });
    await again.until(`document.querySelector('#status').textContent.startsWith('1 of 7 findings')`);
    expect(await again.evaluate(`document.querySelector('.finding .message').textContent`)).toBe(
      'the pod shares the network of its node',
    );
    await again.evaluate(`document.querySelector('#reset').click()`);
    await again.until(`document.querySelector('#status').textContent.startsWith('7 of 7 findings')`);
  });

  test('filters say when they let nothing through', async () => {
    const page = await browser.open(`${address('shop')}#q=nothing-like-this`, { width: 1200, scheme: 'light' });
    await page.until(`document.querySelector('#empty').checkVisibility()`);
    expect(await page.evaluate(`document.querySelectorAll('.object').length`)).toBe(0);
  });

  test(`${MANY} findings do not freeze it: little is written at once, and a search is quick`, async () => {
    const page = await browser.open(address('many'), { width: 1200, scheme: 'light' });
    await page.until(`document.querySelectorAll('.finding').length > 0`);
    expect(await page.evaluate(`document.querySelectorAll('.finding').length`)).toBeLessThan(500);
    await page.type('/web-19999');
    await page.until(`document.querySelector('#status').textContent.startsWith('1 of ${MANY} findings')`);
    const longest = await page.evaluate(`new Promise((done) => {
      const search = document.querySelector('#search');
      search.value = 'web-1';
      const from = performance.now();
      new MutationObserver(() => done(performance.now() - from)).observe(document.querySelector('#status'), { childList: true });
      search.dispatchEvent(new Event('input', { bubbles: true }));
    })`);
    expect(longest).toBeLessThan(2000);
    await page.evaluate(`document.querySelector('#reset').click()`);
    await page.until(`document.querySelector('#status').textContent.startsWith('${MANY} of ${MANY}')`);
    const before = Number(await page.evaluate(`document.querySelectorAll('.object').length`));
    await page.evaluate(`document.querySelector('#more').click()`);
    expect(await page.evaluate(`document.querySelectorAll('.object').length`)).toBeGreaterThan(before);
  });

  test('paper is white and unfolded, whatever the screen is', async () => {
    const page = await browser.open(address('shop'), { width: 800, scheme: 'dark', media: 'print' });
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.evaluate(`getComputedStyle(document.body).backgroundColor`)).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate(`document.querySelectorAll('details.card:not([open])').length`)).toBe(0);
    expect(await page.evaluate(`document.querySelector('#filters').checkVisibility()`)).toBe(false);
  });

  test('without scripts the worst findings are there', async () => {
    const page = await browser.open(address('shop'), { width: 1200, scheme: 'light', script: false });
    expect(await page.evaluate(`document.body.innerText`)).toContain('container "api" runs privileged');
  });
});
