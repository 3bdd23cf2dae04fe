import { expect, test } from 'vitest';
import { withGates } from './feature-gates.ts';
import { readFunctions } from './go-functions.ts';
import { resolverOf, type GoSource } from './go-package.ts';
import { readRules } from './read-rules.ts';

const source: GoSource = {
  structs: new Map(),
  values: new Map([
    ['core.v1.PullAlways', { expression: '"Always"', names: (name) => name }],
    ['core.v1.Mode', { expression: '0644', names: (name) => name }],
  ]),
};

/** What is read of the body of a function that gets an `obj`. */
function read(body: string): ReturnType<typeof readRules> {
  const file = `import (\n\tv1 "k8s.io/api/core/v1"\n)\n\nfunc SetDefaults_Thing(obj *v1.Thing) {\n${body.replaceAll(/^/gm, '\t')}\n}\n`;
  const [own] = readFunctions(
    withGates(
      file,
      new Map([
        ['On', true],
        ['Off', false],
      ]),
    ),
  );
  if (own === undefined) throw new Error('no function');
  return readRules(own, resolverOf('core.v1', file), source);
}

const GATE = 'utilfeature.DefaultFeatureGate.Enabled(features.';

test.each([
  ['a constant', 'if obj.A == "" {\n\tobj.A = v1.PullAlways\n}', 'obj.A', 'Always', true],
  ['a number', 'if obj.A == 0 {\n\t// Why.\n\tobj.A = 10\n}', 'obj.A', 10, true],
  ['a pointer made by a function', 'if obj.A == nil {\n\tobj.A = ptr.To[int32](1)\n}', 'obj.A', 1, false],
  ['a pointer made before', 'if obj.A == nil {\n\tobj.A = new(int32)\n\t*obj.A = 3\n}', 'obj.A', 3, false],
  ['a pointer to a variable', 'if obj.A == nil {\n\tmode := int32(v1.Mode)\n\tobj.A = &mode\n}', 'obj.A', 420, false],
  ['a variable from outside', 'hour := int64(time.Hour.Seconds())\nif obj.A == nil {\n\tobj.A = &hour\n}', 'obj.A', 3600, false],
  ['a new zero', 'if obj.A == nil {\n\tobj.A = new(bool)\n}', 'obj.A', false, false],
  ['an empty object', 'if obj.A == nil {\n\tobj.A = &v1.Thing{}\n}', 'obj.A', {}, false],
  ['an IntOrString', 'if obj.A == nil {\n\tobj.A = ptr.To(intstr.FromString("25%"))\n}', 'obj.A', '25%', false],
  ['an item', 'if len(obj.A) == 0 {\n\tobj.A = append(obj.A, v1.PullAlways)\n}', 'obj.A', ['Always'], true],
  ['a field of an alias', 'b := &obj.B\nif b.A == "" {\n\tb.A = "x"\n}', 'obj.B.A', 'x', true],
  ['a gate that is on', `if ${GATE}On) {\n\tif obj.A == "" {\n\t\tobj.A = "x"\n\t}\n}`, 'obj.A', 'x', true],
  ['a gate that is on beside it', `if obj.A == "" && ${GATE}On) {\n\tobj.A = "x"\n}`, 'obj.A', 'x', true],
] as const)('a rule: %s', (_, body, field, value, orEmpty) => {
  expect(read(body)).toEqual({ rules: [{ field, value, orEmpty }], rest: [] });
});

test.each([
  ['a condition of another kind', 'if obj.B == "x" {\n\tobj.A = "y"\n}'],
  ['two conditions', 'if obj.A == nil && obj.B == nil {\n\tobj.A = ptr.To(1)\n}'],
  ['an alternative', 'if obj.A == nil {\n\tobj.A = ptr.To(1)\n} else {\n\tobj.B = 1\n}'],
  ['a value that is no constant', 'if obj.A == "" {\n\tobj.A = obj.B\n}'],
  ['more than one field', 'if obj.A == "" {\n\tobj.A = "x"\n\tobj.B = "y"\n}'],
  ['an assignment without a condition', 'obj.A = obj.B'],
])('no rule: %s', (_, body) => {
  expect(read(body)).toEqual({ rules: [], rest: [body] });
});

test('a gate that is off takes its statements away', () => {
  expect(read(`if ${GATE}Off) {\n\tobj.A = obj.B\n}\nif obj.C == nil && ${GATE}Off) {\n\tobj.C = new(bool)\n}`)).toEqual({
    rules: [],
    rest: [],
  });
});

test('a field that an earlier statement speaks of waits for it', () => {
  const earlier = 'if obj.A == nil && obj.B == nil {\n\tobj.A = ptr.To(2)\n}';
  const later = 'if obj.A == nil {\n\tobj.A = ptr.To(1)\n}';
  expect(read(`${earlier}\n${later}`).rest).toEqual([earlier, later]);
  expect(read(`${later}\n${earlier}`).rules).toHaveLength(1);
});

test('what comes after a possible return is no rule', () => {
  expect(read('if obj.B == "" {\n\treturn\n}\nif obj.A == "" {\n\tobj.A = "x"\n}').rules).toEqual([]);
});

test('a gate that nobody knows is an error', () => {
  expect(() => read(`if ${GATE}New) {\n\tobj.A = 1\n}`)).toThrow('New');
});
