import { describe, expect, test } from 'vitest';
import { hostileInput } from './fixtures/hostile.ts';
import { finding, reportInput, SHOP } from './fixtures/shop.ts';
import { markdown } from './markdown.ts';
import { codeBlock, codeSpan, prose } from './markdown/markdown-text.ts';

const LIMIT = 65_536;
const join = (pieces: Iterable<string>): string => [...pieces].join('');

/** Markdown without what is code in it, by CommonMark's rule: a run of backticks ends at the next of the same length. */
function withoutCode(text: string): string {
  const blocks = text.replace(/^( *)(`{3,})[^`\n]*\n[\s\S]*?^\1\2$/gm, '');
  return blocks.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '¤').replace(/<code>[^<]*<\/code>/g, '¤');
}

describe('text', () => {
  test.for([
    ['plain words, and (more)', 'plain words, and (more)'],
    ['a *b* [c](d) <e> | f_g', String.raw`a \*b\* \[c\](d) \<e\> \| f\_g`],
    ['ask @team now', 'ask `@team` now'],
    ['see https://a.example b@c.example', 'see `https://a.example b@c.example`'],
    ['nginx@sha256:ab12', '`nginx@sha256:ab12`'],
    ['1. not a list', String.raw`1\. not a list`],
    ['- not a list', String.raw`\- not a list`],
    ['# no heading', '`#` no heading'],
    ['a\nb', 'a␊b'],
    ['x `` @y` z', 'x \\`\\` `` @y` `` z'],
  ] as const)('%j is %s', ([text, written]) => {
    expect(prose(text)).toBe(written);
  });

  test('a code span holds any text', () => {
    expect(codeSpan('a`b')).toBe('``a`b``');
    expect(codeSpan('`')).toBe('`` ` ``');
    expect(codeSpan('``')).toBe('``` `` ```');
    expect(codeSpan('')).toBe('');
  });

  test('a block of code ends where it should', () => {
    expect(codeBlock(['```', '````x'])).toBe('`````\n```\n````x\n`````');
  });
});

test('the summary is first, then the worst object, with links where there is a base', () => {
  const text = join(markdown(SHOP, { failOn: 'high', sourceUrl: 'https://git.example/o/r/blob/main' }));
  expect(text.slice(0, text.indexOf('<details>'))).toMatchInlineSnapshot(`
    "## ❌ Bulwark: 2 critical, 4 high, 1 medium, 1 unknown, 2 not read in 3 objects of 3 files

    **Failed**: 2 critical, 4 high: exit 1 (--fail-on high)

    | critical | high | medium | low | info | unknown | not read |
    |--:|--:|--:|--:|--:|--:|--:|
    | 2 | 4 | 1 | 0 | 0 | 1 | 2 |

    **What to do first**

    - \`bulwark explain pod/privileged\` closes 2 findings in 1 object
    - \`bulwark explain pod/run-as-root\` closes 1 finding in 1 object
    - \`bulwark explain secrets/literal-in-env\` closes 1 finding in 1 object

    <details open><summary><code>Deployment shop/api</code> in <code>k8s/api.yaml</code>: 2 critical, 3 high</summary>

    - **critical** container "api" runs privileged — \`pod/privileged\`, [\`k8s/api.yaml:18:13\`](https://git.example/o/r/blob/main/k8s/api.yaml#L18)

      \`\`\`
      16 │ securityContext:
      18 │   privileged: true
         │   ^^^^^^^^^^^^^^^^
      \`\`\`

    - **critical** container "metrics" runs privileged — \`pod/privileged\`, [\`k8s/api.yaml:21:29\`](https://git.example/o/r/blob/main/k8s/api.yaml#L21)

      \`\`\`
      19 │ - name: metrics
      21 │   securityContext: {privileged: true}
         │                     ^^^^^^^^^^^^^^^^
      \`\`\`

    - **high** container "api" runs as user 0 — \`pod/run-as-root\`, [\`k8s/api.yaml:17:13\`](https://git.example/o/r/blob/main/k8s/api.yaml#L17)

      \`\`\`
      16 │ securityContext:
      17 │   runAsUser: 0
         │   ^^^^^^^^^^^^
      \`\`\`

    - **high** container "api" holds the value of DB\\_PASSWORD — \`secrets/literal-in-env\`, [\`k8s/api.yaml:15:15\`](https://git.example/o/r/blob/main/k8s/api.yaml#L15)

      \`\`\`
      14 │ - name: DB_PASSWORD
      15 │   value: •••••••••••••
         │   ^^^^^^^^^^^^^^^^^^^^
      \`\`\`

    - **high** container "api" has the image registry.example/shop/api:latest, whose tag says nothing about its version (high here: the tag is latest) — \`pod/image-tag\`, [\`k8s/api.yaml:12:11\`](https://git.example/o/r/blob/main/k8s/api.yaml#L12)

      \`\`\`
      11 │ - name: api
      12 │   image: registry.example/shop/api:latest
         │   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      \`\`\`


    **What to do**

    - → Set privileged to false, or leave it out
    - → Set runAsNonRoot to true and give the image a user of its own
    - → Keep the value in a Secret and refer to it by valueFrom.secretKeyRef
    - → Name a version, best a digest

    </details>

    <details open><summary><code>Pod einmal</code> in <code>k8s/batch.yaml</code>: 1 high, 1 medium</summary>

    - **high** the pod shares the network of its node — \`pod/host-namespaces\`, [\`k8s/batch.yaml:6:3\`](https://git.example/o/r/blob/main/k8s/batch.yaml#L6)

      \`\`\`
      5 │ spec:
      6 │   hostNetwork: true
        │   ^^^^^^^^^^^^^^^^^
      \`\`\`

    - **medium** the pod gets a token of ServiceAccount default — \`service-account/automounted-token\`, [\`k8s/batch.yaml:5:1\`](https://git.example/o/r/blob/main/k8s/batch.yaml#L5)
      - because ServiceAccount default does not turn automounting off, [\`k8s/secret.yaml:2:1\`](https://git.example/o/r/blob/main/k8s/secret.yaml#L2)

      \`\`\`
      5 │ spec:
        │ ^^^^
      \`\`\`


    **What to do**

    - → Leave hostNetwork, hostPID and hostIPC out
    - → Set automountServiceAccountToken to false

    </details>

    "
  `);
  expect(text).toContain('Unknown, neither passed nor failed: 1');
  expect(text).toContain('Not read, and so not judged: 2');
});

test('secrets are masked', () => {
  expect(join(markdown(SHOP, { failOn: 'high' }))).not.toContain('correct-horse');
});

test('nothing in a manifest is anything but text', () => {
  const text = withoutCode(join(markdown(hostileInput(), { failOn: 'high' })));
  expect(text).not.toMatch(/[@#](?!# )\w/);
  expect(text).not.toMatch(/:\/\/|www\.|GH-1|ABC-1|0123456789abcdef|:tada:/);
  // Tags of ours alone, and no link: there is no base.
  expect(text.replace(/<\/?(?:details|summary)(?: open)?>/g, '').replace(/\\[<>[\]`]/g, '')).not.toMatch(/[<>`]|\]\(/);
  expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
});

describe('a comment holds so many characters', () => {
  const object = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'a' };
  const many = (count: number, message: string): string =>
    join(
      markdown(
        reportInput({
          findings: Array.from({ length: count }, (_, at) =>
            finding({
              control: 'pod/privileged',
              object: { ...object, name: `pod-${at}` },
              path: ['spec'],
              place: { file: `k8s/${at}.yaml`, line: 1, column: 1, endLine: 1, endColumn: 2, exact: true },
              message,
            }),
          ),
        }),
        { failOn: 'high', paths: ['k8s/', "a 'b'"] },
      ),
    );

  test('and says what it left out, and what shows it', () => {
    const text = many(5000, 'it is wrong');
    expect(text.length).toBeLessThanOrEqual(LIMIT);
    expect(text.length).toBeGreaterThan(LIMIT / 2);
    const shown = text.match(/<summary><code>Pod/g)?.length ?? 0;
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      `Left out, because a comment holds no more: ${5000 - shown} more objects (${5000 - shown} critical). \`bulwark scan k8s/ 'a '\\''b'\\''' --all\` shows everything.`,
    );
  });

  test('also where one message is longer than it, and where every character is escaped', () => {
    expect(many(2, '*'.repeat(70_000)).length).toBeLessThanOrEqual(LIMIT);
    expect(many(300, '*'.repeat(200)).length).toBeLessThanOrEqual(LIMIT);
    expect(
      join(markdown(hostileInput(Array.from({ length: 400 }, (_, at) => `\`<${at}>@x`)), { failOn: 'high' })).length,
    ).toBeLessThanOrEqual(LIMIT);
  });

  test('what fits is left whole', () => {
    expect(many(3, 'it is wrong')).not.toContain('Left out');
  });
});

test('what reads otherwise than its author may think is told', () => {
  const warnings = [{ file: 'k8s/a.yaml', line: 3, column: 1, reason: 'key "kind" is repeated: kubectl takes the last one' }];
  const page = [...markdown({ ...SHOP, coverage: { ...SHOP.coverage, warnings } }, { failOn: 'high' })].join('');
  expect(page).toContain('<summary>Warnings: 1</summary>\n\n- `k8s/a.yaml:3:1`: key "kind" is repeated');
});
