import fc from 'fast-check';
import type { JsonObject } from '@bulwark/model';
import { expect, test } from 'vitest';
import { readEvent } from '../read/read-event.ts';
import { arbitraryEvent, lineOf } from '../testing/arbitrary-event.ts';
import { EventScanner } from './event-scanner.ts';

const encoder = new TextEncoder();
const shuffled = fc
  .tuple(arbitraryEvent, fc.func(fc.integer()))
  .map(([event, order]) => Object.fromEntries(Object.entries(event as JsonObject).toSorted(([a], [b]) => order(a) - order(b))));

test('what the scanner says of a line, the reader says too', () => {
  const scanner = new EventScanner();
  let plain = 0;
  fc.assert(
    fc.property(shuffled, fc.integer({ min: 0, max: 2 }), fc.nat(3), (event, indent, before) => {
      const bytes = encoder.encode(`${'x'.repeat(before)}${lineOf(event, indent)}\n`);
      const scanned = scanner.scan(bytes, before, bytes.length - 1);
      if (scanned === undefined) return;
      plain++;
      expect(scanned).toEqual(readEvent(JSON.parse(JSON.stringify(event)) as JsonObject));
    }),
    { numRuns: 2000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test('the last of two keys counts, and a key with an escape is for the reader', () => {
  const scan = (line: string): string | undefined => {
    const bytes = encoder.encode(`${line}\n`);
    return new EventScanner().scan(bytes, 0, bytes.length - 1)?.verb;
  };
  expect(scan('{"verb":"get","verb":"list"}')).toBe('list');
  expect(scan('{"verb":"get","ver\\u0062":"list"}')).toBeUndefined();
  expect(scan('{"verb":"get"} x')).toBeUndefined();
  expect(scan('{"verb":"get"')).toBeUndefined();
  expect(scan('{"verb":"get","x":"')).toBeUndefined();
  expect(scan('{"verb":"get","x":{"a":[}')).toBeUndefined();
  expect(scan('{"verb":"get",}')).toBeUndefined();
});
