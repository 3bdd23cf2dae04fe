import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSelector } from './selector-text.ts';
import { isInvalid, labelSelector, matches, type Labels, type Selector } from './selector.ts';

const key = fc.constantFrom('app', 'tier', 'app.kubernetes.io/name', 'constructor');
const value = fc.constantFrom('', 'web', 'api', '1', '20');
const labels: fc.Arbitrary<Labels> = fc.dictionary(key, value);
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 3 });

function selector(given: Selector | { readonly invalid: string }): Selector {
  if (isInvalid(given)) throw new Error(given.invalid);
  return given;
}

const one = (name: string, operator: string, list: readonly string[]): Selector =>
  selector(labelSelector({ matchExpressions: [{ key: name, operator, values: list }] }));

test('NotIn is not In, whether the label is there or not', () => {
  fc.assert(
    fc.property(key, values, labels, (name, list, given) => {
      expect(matches(one(name, 'NotIn', list), given)).toBe(!matches(one(name, 'In', list), given));
    }),
  );
});

test('DoesNotExist is not Exists', () => {
  fc.assert(
    fc.property(key, labels, (name, given) => {
      expect(matches(one(name, 'DoesNotExist', []), given)).toBe(!matches(one(name, 'Exists', []), given));
    }),
  );
});

test('In implies Exists, and holds for one of its values at least', () => {
  fc.assert(
    fc.property(key, values, labels, (name, list, given) => {
      const held = matches(one(name, 'In', list), given);
      expect(held).toBe(list.some((single) => matches(one(name, 'In', [single]), given)));
      expect(!held || matches(one(name, 'Exists', []), given)).toBe(true);
    }),
  );
});

test('labels match what selects exactly them, and a selector of two parts is both parts', () => {
  fc.assert(
    fc.property(labels, labels, (wanted, given) => {
      const whole = matches(selector(labelSelector({ matchLabels: wanted })), given);
      expect(matches(selector(labelSelector({ matchLabels: given })), given)).toBe(true);
      expect(whole).toBe(Object.entries(wanted).every(([name, label]) => matches(one(name, 'In', [label]), given)));
    }),
  );
});

test('the string form says what the map says', () => {
  const part = fc.oneof(
    fc.tuple(key, fc.constantFrom('in', 'notin'), values).map(([name, operator, list]) => ({
      text: `${name} ${operator} (${list.join(',')})`,
      expression: { key: name, operator: operator === 'in' ? 'In' : 'NotIn', values: list },
    })),
    fc.tuple(key, fc.constantFrom('=', '==', '!='), value).map(([name, operator, single]) => ({
      text: `${name}${operator}${single}`,
      expression: { key: name, operator: operator === '!=' ? 'NotIn' : 'In', values: [single] },
    })),
    fc.tuple(key, fc.boolean()).map(([name, there]) => ({
      text: there ? name : `!${name}`,
      expression: { key: name, operator: there ? 'Exists' : 'DoesNotExist', values: [] },
    })),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      expect(parseSelector(parts.map(({ text }) => text).join(','))).toEqual(
        labelSelector({ matchExpressions: parts.map(({ expression }) => expression) }),
      );
    }),
  );
});

test('nothing that is read throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), labels, (json, text, given) => {
      for (const parsed of [labelSelector(json), parseSelector(text)]) {
        expect(isInvalid(parsed) ? parsed.invalid : matches(parsed, given)).not.toBe('');
      }
    }),
  );
});
