import type { KubeObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { graphDot } from './graph-dot.ts';
import { graphJson } from './graph-json.ts';
import { graphMermaid } from './graph-mermaid.ts';
import { graphSvg } from './graph-svg.ts';
import { graphOf, type Graph } from './graph.ts';
import { binding, clusterOf, rawRole, role } from './testing.ts';

const EVIL = `"]\n<script>alert('x')</script>&amp;\u001b[31m\\#35;\`b\`-->|"`;

async function graph(...objects: readonly KubeObject[]): Promise<Graph> {
  return graphOf(await clusterOf(...objects), { withDefaults: false });
}

const evil = (): Promise<Graph> =>
  graph(
    rawRole('evil', [{ verbs: [EVIL], apiGroups: [EVIL], resources: [EVIL] }]),
    rawRole(EVIL.replaceAll('/', ''), [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }]),
    binding('a', 'ClusterRole evil', `User ${EVIL}`),
    binding(EVIL.replaceAll('/', ''), `ClusterRole ${EVIL.replaceAll('/', '')}`, `Group ${EVIL}`),
  );

// oxlint-disable-next-line no-control-regex -- that is what must not be there
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

test('nothing that a name holds breaks out of Mermaid', async () => {
  const lines = [...graphMermaid(await evil())].join('').trimEnd().split('\n');
  expect(lines).toHaveLength(1 + 2 + 2 + 2);
  for (const line of lines.slice(1)) {
    expect(line).toMatch(/^ {2}(s\d+\(\["[^"`]*"\]\)|r\d+\["[^"`]*"\]|s\d+ -->\|"[^"`]*"\| r\d+)$/);
    expect(line.replaceAll('<br>', '')).not.toMatch(/[<&]/);
    expect(line).not.toMatch(CONTROL);
  }
});

test('nothing that a name holds breaks out of DOT', async () => {
  const lines = [...graphDot(await evil())].join('').trimEnd().split('\n');
  expect(lines).toHaveLength(4 + 2 + 2 + 2 + 1);
  for (const line of lines.slice(4, -1)) {
    expect(line).toMatch(/^ {2}[sr]\d+(?: -> r\d+)? \[label="(?:[^"\\]|\\["\\l])*"(?:, style=rounded)?\];$/);
    expect(line).not.toMatch(CONTROL);
  }
});

test('nothing that a name holds breaks out of SVG', async () => {
  const svg = [...graphSvg(await evil())].join('');
  expect(svg.match(/<[a-z]+/g)?.every((tag) => ['<svg', '<rect', '<path', '<text'].includes(tag))).toBe(true);
  expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
  expect(svg).not.toMatch(CONTROL);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)];
  expect(texts).toHaveLength(svg.split('<text').length - 1);
});

test('a picture cuts between characters', async () => {
  const svg = [
    ...graphSvg(await graph(role('a', 'get core pods'), binding('b', 'ClusterRole a', `User ${'😀'.repeat(60)}`))),
  ].join('');
  expect(svg.isWellFormed()).toBe(true);
  expect(svg).toContain('😀…</text>');
});

test('JSON has the names as they are', async () => {
  const { subjects } = JSON.parse([...graphJson(await evil())].join('')) as { subjects: readonly { readonly name: string }[] };
  expect(subjects.map(({ name }) => name)).toEqual([EVIL, EVIL]);
});

test('a role that is not there, and one that cannot be read, are drawn as what they are', async () => {
  const drawn = await graph(
    rawRole('shop/bad', 'all'),
    binding('shop/b', 'Role bad', 'User jane'),
    binding('c', 'ClusterRole elsewhere', 'User jane'),
  );
  const mermaid = [...graphMermaid(drawn)].join('');
  expect(mermaid).toContain('["Role shop/bad<br>not readable: rules is no list"]');
  expect(mermaid).toContain('["ClusterRole elsewhere<br>not among the manifests"]');
  const { roles } = JSON.parse([...graphJson(drawn)].join('')) as { roles: readonly { readonly known: boolean }[] };
  expect(roles.map(({ known }) => known)).toEqual([false, false]);
});

test('a subject and a role are drawn once, however often they are bound', async () => {
  const drawn = await graph(
    role('view', 'get core pods'),
    binding('a/x', 'ClusterRole view', 'ServiceAccount a/api', 'User jane'),
    binding('b/x', 'ClusterRole view', 'User system:serviceaccount:a:api'),
  );
  expect([drawn.subjects.length, drawn.roles.length, drawn.edges.length]).toEqual([2, 1, 3]);
});

test('nothing to draw is a picture still', async () => {
  const nothing = await graph();
  expect([...graphMermaid(nothing)].join('')).toBe('flowchart LR\n');
  expect([...graphSvg(nothing)].join('')).toMatch(/^<svg [^]*<\/svg>\n$/);
});
