import { describe, expect, test } from 'vitest';
import { fieldOf } from '../cel/expression.ts';
import { parseCel } from '../cel/parse.ts';
import { mappedNames, type Names } from './mapped-names.ts';
import { refusesSystem } from './refuses-system.ts';

describe('what an expression makes of claims', () => {
  test.for<[source: string, names: Names]>([
    ['claims.sub', 'free'],
    ['claims["https://example.com/name"]', 'free'],
    ['claims.realm_access.roles', 'free'],
    ["claims.?sub.orValue('nobody')", 'free'],
    ['string(claims.sub)', 'free'],
    ['claims.sub + claims.name', 'free'],
    ["'' + claims.sub", 'free'],
    ["'sys' + claims.sub", 'free'],
    ["'system:' + claims.sub", 'free'],
    ["'system:masters'", 'free'],
    ['claims.groups', 'free'],
    ["claims.groups + ['staff']", 'free'],
    ['claims.groups.map(g, g)', 'free'],
    ["claims.roles.split(',')", 'free'],
    ['claims.admin ? claims.groups : []', 'free'],
    ["'oidc:' + claims.sub", 'apart'],
    ["'a' + ':' + claims.sub", 'apart'],
    ["'oidc:%s'.format([claims.sub])", 'apart'],
    ["'system-team'", 'apart'],
    ["has(claims.groups) ? claims.groups.map(g, 'oidc:' + g) : []", 'apart'],
    ["claims.?groups.orValue([]).map(g, 'oidc:' + g)", 'apart'],
    ["claims.groups.filter(g, g.startsWith('k8s-'))", 'apart'],
    ["claims.groups.filter(g, !g.startsWith('system:')).map(g, g)", 'apart'],
    ["claims.groups.map(g, g in ['a', 'b'], g)", 'apart'],
    ["['staff', 'oidc:' + claims.team]", 'apart'],
    ["['staff'] + claims.groups.map(g, 'oidc:' + g)", 'apart'],
    ["claims.sub + '@example.com'", 'unclear'],
    ["claims.groups.filter(g, g.matches('^k8s'))", 'unclear'],
    ["claims.groups.filter(g, g.startsWith('sys'))", 'unclear'],
    ["claims.sub.replace('system:', '')", 'unclear'],
    ["('oidc:' + claims.sub).split(':')", 'unclear'],
    ['claims', 'unclear'],
  ])('%s: %s', ([source, names]) => {
    const cel = parseCel(source);
    expect(cel && mappedNames(cel)).toBe(names);
  });
});

describe('a condition that keeps Kubernetes’ own names out', () => {
  const refuses = (source: string): boolean | undefined => {
    const cel = parseCel(source);
    return cel && refusesSystem(cel, (part) => fieldOf(part, 'user') === 'username' || fieldOf(part, 'user') === 'groups');
  };

  test.for([
    "!user.username.startsWith('system:')",
    "!user.username.startsWith('sys')",
    "user.username.startsWith('oidc:')",
    "user.username in ['a', 'b']",
    "user.username == 'deployer'",
    "!(user.username.startsWith('system:') || user.username == 'root')",
    "user.uid != '' && !user.username.startsWith('system:')",
    "user.username.startsWith('a:') || user.username.startsWith('b:')",
    "user.groups.all(group, !group.startsWith('system:'))",
    "!user.groups.exists(group, group.startsWith('system:'))",
    "!has(user.groups) || user.groups.all(g, !g.startsWith('system:'))",
    "has(user.groups) ? user.groups.all(g, !g.startsWith('system:')) : true",
    'false',
  ])('%s', (source) => expect(refuses(source)).toBe(true));

  test.for([
    'true',
    "user.username.startsWith('system:')",
    "user.username.startsWith('s')",
    "!user.username.startsWith('system:node:')",
    "user.username != 'system:admin'",
    "user.username in ['a', 'system:admin']",
    "!user.username.startsWith('system:') || user.uid == '1'",
    "user.username.startsWith('a:') || user.uid == '1'",
    "user.uid == '1' ? !user.username.startsWith('system:') : true",
    "user.groups.exists(g, !g.startsWith('system:'))",
    'user.groups.all(g, true)',
    "!user.groups.all(g, g.startsWith('system:'))",
    "user.username.matches('^[a-z]+$')",
    "user.uid.startsWith('oidc:')",
  ])('not %s', (source) => expect(refuses(source)).toBe(false));
});
