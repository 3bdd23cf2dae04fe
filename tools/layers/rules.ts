import type { IForbiddenRuleType } from 'dependency-cruiser';
import type { Room } from './layers.ts';

/** Tests, and what only they use. */
const TEST = String.raw`\.test\.ts$|/(testing|fixtures)/`;
const NODE = String.raw`^(node:|fs$|path$|os$|process$|child_process$|net$|http$|https$|worker_threads$)`;

/** The rules of the house for `packages/`, made from the table of layers. */
export function rulesOf(layers: readonly (readonly Room[])[]): IForbiddenRuleType[] {
  const rooms = layers.flatMap((line, at) => line.map((room) => ({ room, above: layers.slice(0, at).flat() })));
  return [...GENERAL, ...rooms.flatMap(({ room, above }) => roomRules(room, above))];
}

const GENERAL: readonly IForbiddenRuleType[] = [
  {
    name: 'no-cycle',
    severity: 'error',
    comment: 'Two files that need each other are one concept, or a third file is missing.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolves',
    severity: 'error',
    comment: 'An import that cannot be found escapes every other rule.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-deep-import',
    severity: 'error',
    comment: 'Packages meet at their src/index.ts.',
    from: { path: '^packages/([^/]+)/' },
    to: { path: '^packages/[^/]+/', pathNot: ['^packages/$1/', String.raw`^packages/[^/]+/src/index\.ts$`] },
  },
  {
    name: 'no-barrel',
    severity: 'error',
    comment: 'src/index.ts is the face for others; inside the package, import the file that has it.',
    from: { path: '^packages/([^/]+)/src/', pathNot: TEST },
    to: { path: String.raw`^packages/$1/src/index\.ts$` },
  },
  {
    name: 'no-test-code',
    severity: 'error',
    comment: 'What only tests use is not shipped.',
    from: { path: '^packages/', pathNot: TEST },
    to: { path: TEST },
  },
  {
    name: 'packages-stand-alone',
    severity: 'error',
    comment: 'What is shipped does not need the workshop.',
    from: { path: '^packages/', pathNot: TEST },
    to: { path: '^(tools|conformance|bench|e2e)/' },
  },
];

function roomRules(room: Room, above: readonly Room[]): IForbiddenRuleType[] {
  const allowed = [room, ...above].map(({ name }) => name).join('|');
  const layer: IForbiddenRuleType = {
    name: `layer-${room.name}`,
    severity: 'error',
    comment: `${room.name} may import only ${above.map(({ name }) => name).join(', ') || 'nothing of ours'}.`,
    from: { path: `^packages/${room.name}/`, pathNot: TEST },
    to: { path: '^packages/', pathNot: `^packages/(${allowed})/` },
  };
  if (!room.pure) return [layer];
  const purity: IForbiddenRuleType = {
    name: `pure-${room.name}`,
    severity: 'error',
    comment: `${room.name} is pure: time, files and processes are arguments; of Node only node:crypto.`,
    from: { path: `^packages/${room.name}/`, pathNot: TEST },
    to: { path: NODE, pathNot: '^(node:)?crypto$', dependencyTypes: ['core'] },
  };
  return [layer, purity];
}
