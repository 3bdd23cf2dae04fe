import { describe, expect, test } from 'vitest';
import { secretsInLine } from './secret-line.ts';

/** The line with what is hidden of it as one `•`. */
function hidden(line: string): string {
  let shown = line;
  for (const { start, end } of secretsInLine(line).toSorted((a, b) => b.start - a.start))
    shown = `${shown.slice(0, start)}•${shown.slice(end)}`;
  return shown;
}

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]): string => parts.join('');

describe('by the key before it', () => {
  test.for([
    ['  password: hunter2', '  password: •'],
    ['  password: hunter2 and more, with a comma # a comment', '  password: • # a comment'],
    ['- dbPassword: "hunter \\" 2" # x', '- dbPassword: "•" # x'],
    ["  'api-token' : 'it''s Ab12'", "  'api-token' : '•'"],
    ['  password: &pw !!str hunter2', '  password: &pw !!str •'],
    ['{"password":"hunter2","token":"Ab12cd34"}', '{"password":"•","token":"•"}'],
    ['env: {DB_PASSWORD: hunter2, API_TOKEN: Ab12cd34}', 'env: {DB_PASSWORD: •, API_TOKEN: •}'],
    ['# password: hunter2', '# password: •'],
    ['  db.password: hunter2', '  db.password: •'],
    ['password: 12345678', 'password: •'],
    ['  "automountServiceAccountToken": false,', '  "automountServiceAccountToken": false,'],
    ['  "token": null,', '  "token": null,'],
    ['  "token": falsely,', '  "token": •'],
  ] as const)('%s', ([line, expected]) => {
    expect(hidden(line)).toBe(expected);
  });
});

describe('by its form, anywhere in the line', () => {
  test.for([
    ['  image: u:pw@reg/a:1', '  image: •@reg/a:1'],
    ['  image: u:123@reg/a:1', '  image: •@reg/a:1'],
    ['  image: "https://u:pw@reg/a:1"', '  image: "https://•@reg/a:1"'],
    ['  args: ["--password=hunter2", "--port=80"]', '  args: ["--password=•", "--port=80"]'],
    ['  - https://example.com/?token=Ab12cd34&x=1', '  - https://example.com/?token=•&x=1'],
    ['  value: Bearer Ab12cd34ef', '  value: •'],
    ['  - "Authorization: Basic dXNlcjpwYXNz1"', '  - "Authorization: •"'],
    [`  x: ${made('AKIA', 'Z7QW2EXR5TYU4POL')}`, '  x: •'],
    [`  x: a ${made('ghp', '_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')} b`, '  x: a • b'],
    [`  x: ${made('github', '_pat_', '11ABCDEFG0abcdefghijkl_mnopqrstuvwxyzABCDEFGH')}`, '  x: •'],
    [`  x: ${made('glpat', '-', 'a1B2c3D4e5F6g7H8i9J0')}`, '  x: •'],
    [`  x: ${made('xoxb', '-123456789012-abcdefghijkl')}`, '  x: •'],
    [`  x: https://${made('hooks.slack', '.com/services/T5T9FBDJQ/B5T5WFU0K/CdVQm6KZiMPRxAqiIraNkYBW')}`, '  x: https://•'],
    [`  x: ${made('GOCSPX', '-PUiAMWsxZUxASwpWpIgb6j6arTB')}`, '  x: •'],
    [`  x: ${made('rk', '_live_', '4eC39HqLyjWDarjtT1zdp7dc')}`, '  x: •'],
    [`  x: ${made('AIza', 'SyA1bC2dE3fG4hI5jK6lM7nO8pQ9rS0tU1v')}`, '  x: •'],
    [`  x: ${made('SG.', 'a1B2c3D4e5F6g7H8.', 'a1B2c3D4e5F6g7H8')}`, '  x: •'],
    [`  x: ${made('npm', '_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')}`, '  x: •'],
    [`  x: ${made('hvs', '.', 'a1B2c3D4e5F6g7H8i9J0k1L2m3')}`, '  x: •'],
    [`  x: ${made('sk-', 'proj-', 'a1B2c3D4e5F6g7H8i9J0k1L2m3')}`, '  x: •'],
    [`  x: ${made('dop', '_v1_', 'a1b2c3d4'.repeat(8))}`, '  x: •'],
    [`  x: ${made('AccountKey', '=', 'a1B2c3D4'.repeat(6))}==`, '  x: •'],
    [`  x: ${made('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.dozjgNryP4J3jVmNHl0w5N')}`, '  x: •'],
  ] as const)('%s', ([line, expected]) => {
    expect(hidden(line)).toBe(expected);
  });
});

test.for([
  '',
  '  image: nginx:1.29@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42',
  '  secretName: web-tls',
  '  secret: web-tls',
  '  secretKeyRef: {name: db, key: password}',
  '  automountServiceAccountToken: false',
  '  serviceAccountToken: {path: token, expirationSeconds: 3600}',
  '  topologyKey: kubernetes.io/hostname',
  '  password: ""',
  '  password:',
  '  password: {{ .Values.password }}',
  '  image: reg/token:1.2.3-beta',
  '  uses basic auth12345',
  '  - name: DB_PASSWORD',
])('nothing is hidden of: %s', (line) => {
  expect(hidden(line)).toBe(line);
});

test.for(['password: ', '"password":"', 'password:', 'a:', ':', '"', 'token: {', "'"])(
  'a long line takes no longer than reading it: %s, again and again',
  (part) => {
    expect(secretsInLine(part.repeat(400_000 / part.length)).length).toBeLessThan(400_000);
  },
);
