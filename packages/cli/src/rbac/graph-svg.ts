import { principalName } from './who-can-text.ts';
import type { Graph, GraphEdge, RoleNode, SubjectNode } from './graph.ts';
import { edgeWords, roleLines } from './graph-words.ts';

const LINE = 16;
const PAD = 8;
const GAP = 14;
const LEFT = 320;
const BETWEEN = 260;
const RIGHT = 460;
const MARGIN = 16;
const LETTERS_LEFT = 40;
const LETTERS_RIGHT = 64;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

/** The graph as a picture of its own: subjects on the left, roles on the right, each role as near as may be to those who have it. */
export function* graphSvg({ subjects, roles, edges }: Graph): IterableIterator<string> {
  const left = stack(subjects, MARGIN, LEFT, ({ principal }) => [cut(principalName(principal), LETTERS_LEFT)]);
  const right = stack(nearSubjects(roles, subjects, edges), MARGIN + LEFT + BETWEEN, RIGHT, (role) =>
    roleLines(role).map((line) => cut(line, LETTERS_RIGHT)),
  );
  const boxes = new Map([...left, ...right]);
  const height = [...boxes.values()].reduce((most, box) => Math.max(most, box.y + box.height + MARGIN), MARGIN * 4);
  const width = MARGIN * 2 + LEFT + BETWEEN + RIGHT;
  yield `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Helvetica, Arial, sans-serif" font-size="12">\n`;
  yield `<rect width="100%" height="100%" fill="#ffffff"/>\n`;
  for (const edge of edges) yield edgeSvg(edge, boxes);
  for (const [id, box] of boxes) yield boxSvg(box, id.startsWith('s'));
  yield '</svg>\n';
}

/** Roles by where those stand who have them, so that few edges cross. */
function nearSubjects(
  roles: readonly RoleNode[],
  subjects: readonly SubjectNode[],
  edges: readonly GraphEdge[],
): readonly RoleNode[] {
  const order = new Map(subjects.map(({ id }, index) => [id, index]));
  const byRole = Map.groupBy(edges, ({ to }) => to);
  const middle = (role: RoleNode): number => {
    const places = (byRole.get(role.id) ?? []).map(({ from }) => order.get(from) ?? 0);
    return places.reduce((sum, place) => sum + place, 0) / Math.max(1, places.length);
  };
  return roles
    .map((role) => ({ role, at: middle(role) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ role }) => role);
}

function stack<T extends { readonly id: string }>(
  nodes: readonly T[],
  x: number,
  width: number,
  linesOf: (node: T) => readonly string[],
): readonly (readonly [string, Box])[] {
  let y = MARGIN;
  return nodes.map((node) => {
    const lines = linesOf(node);
    const height = lines.length * LINE + PAD * 2;
    const box = { x, y, width, height, lines };
    y += height + GAP;
    return [node.id, box] as const;
  });
}

function edgeSvg(edge: GraphEdge, boxes: ReadonlyMap<string, Box>): string {
  const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
  if (from === undefined || to === undefined) return '';
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
  const middle = (x1 + x2) / 2;
  const path = `<path d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}" fill="none" stroke="#8a94a6"/>`;
  return `${path}<text x="${middle}" y="${(y1 + y2) / 2 - 4}" text-anchor="middle" fill="#5b6472" font-size="10">${escaped(cut(edgeWords(edge), LETTERS_LEFT))}</text>\n`;
}

function boxSvg({ x, y, width, height, lines }: Box, isSubject: boolean): string {
  const [fill, stroke] = isSubject ? ['#eef4ff', '#4a6fb5'] : ['#fff7ea', '#b5853a'];
  const rect = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${isSubject ? 14 : 3}" fill="${fill}" stroke="${stroke}"/>`;
  const texts = lines.map((line, index) => {
    const weight = index === 0 ? ' font-weight="bold"' : '';
    return `<text x="${x + PAD + 2}" y="${y + PAD + 12 + index * LINE}" fill="#1c2430"${weight}>${escaped(line)}</text>`;
  });
  return `${rect}${texts.join('')}\n`;
}

/** Never through the middle of a character: half of one is no XML. */
function cut(text: string, letters: number): string {
  if (text.length <= letters) return text;
  const all = [...text];
  return all.length > letters ? `${all.slice(0, letters - 1).join('')}…` : text;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
