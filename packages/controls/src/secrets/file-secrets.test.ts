import { describe, expect, test } from 'vitest';
import { secretInFile } from './file-secrets.ts';

describe('a line of a file that holds a secret', () => {
  test.for([
    ['db.password=s7rang3', 'a password (db.password)'],
    ['a: 1\n  password: "s7rang3"\n', 'a password (password)'],
    ["password: 's7rang3' # of the database", 'a password (password)'],
    ['export API_TOKEN=Ab12cd34ef56', 'a secret (API_TOKEN)'],
    ['{"port": 80, "clientSecret": "Ab12cd34ef56"}', 'a secret (clientSecret)'],
    ['  "password": "s7rang3",', 'a password (password)'],
    ['exec shop --password=s7rang3 --port=80', 'a password in an option'],
    ['curl https://example.com/hook?token=Ab12cd34ef', 'a secret in an address'],
    ['url = postgres://shop:s7rang3@db/shop', 'a password in an address'],
  ] as const)('%s', ([text, what]) => {
    expect(secretInFile(text)).toBe(what);
  });
});

describe('none', () => {
  test.for([
    '',
    '# password: s7rang3',
    '// password = "s7rang3"',
    'password: ${DB_PASSWORD}',
    'password: $DB_PASSWORD',
    'PASSWORD=$(cat /run/secrets/db)',
    'PASSWORD="not set"',
    'password: {{ .Values.password }}',
    'password: String!',
    'password: string',
    'password = read_password(path)',
    'token = os.environ["TOKEN"]',
    'local token = redis.call("get", key)',
    'login(user, password=password)',
    'password: !env_var DB_PASSWORD',
    'passwordSecret:',
    'signing_key: CHANGEME00000000',
    'bearer_token_file: /var/run/secrets/token',
    'secret_name: kiali',
  ])('%s', (text) => {
    expect(secretInFile(text)).toBeUndefined();
  });
});

test.for(['password: ', '"password":"', 'password=', 'a@', '":"', '\\"', '--password=', 'password\n', '"password":"\\'])(
  'a long file takes no longer than reading it: %s, again and again',
  (part) => {
    const started = performance.now();
    secretInFile(part.repeat(400_000 / part.length));
    expect(performance.now() - started).toBeLessThan(5000);
  },
);
