import { expect, test } from 'vitest';
import { perKind } from './per-kind.ts';

test('is asked once for each kind, and tells groups apart', () => {
  const asked: string[] = [];
  const of = perKind((group, kind) => {
    asked.push(`${group}/${kind}`);
    return kind === '__proto__' ? null : `${group}/${kind}`;
  });
  const kinds = [
    ['', 'Pod'],
    ['apps', 'Pod'],
    ['__proto__', '__proto__'],
    ['', 'Pod'],
    ['', 'Service'],
    ['__proto__', '__proto__'],
  ] as const;
  expect(kinds.map(([group, kind]) => of({ group, kind }))).toEqual(['/Pod', 'apps/Pod', null, '/Pod', '/Service', null]);
  expect(asked).toEqual(['/Pod', 'apps/Pod', '__proto__/__proto__', '/Service']);
});
