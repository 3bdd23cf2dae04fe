import { expect, test } from 'vitest';
import { readGoLiteral } from './go-literal.ts';

const SOURCE = `x := &rbac.Role{
	ObjectMeta: metav1.ObjectMeta{
		Name: constants.RoleName, // the name
	},
	Rules: []rbac.PolicyRule{
		{
			Verbs:     []string{"get", "list"},
			APIGroups: []string{""},
		},
		{Verbs: []string{}},
	},
}`;

test('a composite literal is read, and its names are asked for', () => {
  expect(readGoLiteral(SOURCE, SOURCE.indexOf('rbac.Role'), (name) => `<${name}>`)).toEqual({
    ObjectMeta: { Name: '<constants.RoleName>' },
    Rules: [{ Verbs: ['get', 'list'], APIGroups: [''] }, { Verbs: [] }],
  });
});

test.each([
  ['rbac.Role,', 'no composite literal'],
  ['rbac.Role{Name: name(1)}', 'no token'],
  ['rbac.Role{"a"}', 'was expected'],
  ['rbac.Role{Name: "a"', 'no token'],
])('what is no such literal is not guessed: %s', (source, message) => {
  expect(() => readGoLiteral(`${source} ;`, 0, (name) => name)).toThrow(message);
});
