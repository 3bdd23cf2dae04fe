import { expect } from 'vitest';
import type { Expectation } from './scenario.ts';

/** Fails the running test where an output is not as a scenario says. */
export function expectOutput(name: string, text: string, expectations: readonly Expectation[]): void {
  if (expectations.length === 0) expect(text, `${name} is not spoken of, and so must be empty`).toBe('');
  for (const expectation of expectations) {
    switch (expectation.form) {
      case 'exactly':
        expect(text, name).toBe(expectation.text);
        break;
      case 'has':
        for (const line of expectation.lines) expect(text, name).toContain(line);
        break;
      case 'lacks':
        for (const line of expectation.lines) expect(text, name).not.toContain(line);
        break;
      case 'json':
        for (const line of expectation.lines) expectJson(name, JSON.parse(text), line);
        break;
      case 'any':
        break;
    }
  }
}

function expectJson(name: string, value: unknown, line: string): void {
  const equals = line.indexOf(' = ');
  const path = line.slice(0, equals).trim();
  expect(valueAt(value, path), `${path} of ${name}`).toEqual(JSON.parse(line.slice(equals + 3)));
}

function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}
