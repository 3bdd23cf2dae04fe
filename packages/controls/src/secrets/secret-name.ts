/**
 * What the name of a variable says of its value. `password`: any text may be one. `secret`: a token or a secret, which a
 * name of another object may stand for. `key`: only what looks random is one, since many keys are no secrets.
 */
export type NameSays = 'password' | 'secret' | 'key' | undefined;

const PASSWORD = new Set(['password', 'passwd', 'passphrase', 'passcode', 'pwd', 'pass', 'psw', 'pw']);
const SECRET = new Set(['secret', 'secrets', 'token', 'credential', 'credentials', 'creds', 'apikey', 'bearer']);
/** What a key is of, where that makes it a secret: API_KEY, SIGNING_KEY. */
const KEYS_OF = new Set(['api', 'private', 'client', 'encryption', 'signing', 'master', 'hmac', 'jwt']);
/** Glued to what stands before them: PGPASSWORD, PGPASS, AUTHTOKEN. The short ones end other words too: COMPASS. */
const GLUED_PASSWORD = /(?:password|passwd|passphrase)$|^(?:admin|db|ftp|ldap|mysql|pg|redis|root|smtp|sql|user)(?:pass|pwd)$/;
const GLUED_SECRET = /(?:apikey|token|clientsecret|appsecret|secretkey)$/;
/** Suffixes of a name that do not change what it is: DB_PASSWORD_1, API_KEY_DEV, SECRET_VALUE. */
const SUFFIXES = new Set([
  'value',
  'dev',
  'test',
  'staging',
  'prod',
  'production',
  'default',
  'old',
  'new',
  'primary',
  'secondary',
  'base64',
  'b64',
  // SECRET_KEY_BASE, from which Rails makes all its keys.
  'base',
]);
/** Words before a secret's name that make it something else: the name of an object, a public half, a switch. */
const NOT_SECRET_BEFORE = new Set([
  'pull',
  'public',
  'pub',
  'allow',
  'enable',
  'disable',
  'use',
  'no',
  'random',
  'require',
  'max',
  'min',
  'num',
  'csrf',
]);
/** Called token or password, and known not to be one. */
const NOT_SECRET = new Set(['PWD', 'OLDPWD', 'SSH_ASKPASS', 'GIT_ASKPASS', 'SUDO_ASKPASS']);
/** The same for the words at the end of a name: of etcd, which tells its clusters apart by it. */
const NO_SECRET_AT_END = /(?:^| )initial cluster token$/;

/** How many names are remembered: those of a large tree, which repeat. */
const MOST = 10_000;
const known = new Map<string, NameSays>();

/** Only the end of a name says what it is: TOKEN_EXPIRY, SECRET_NAME and PASSWORD_FILE are no secrets. */
export function nameSays(name: string): NameSays {
  // Every word that says so has one of these in it.
  if (!maySaySecret(name)) return undefined;
  const before = known.get(name);
  if (before !== undefined || known.has(name)) return before;
  const says = judged(name);
  if (known.size < MOST) known.set(name, says);
  return says;
}

/** Whether it is worth taking the name apart: most names say nothing, and to find that out by their words costs more. */
export function maySaySecret(name: string): boolean {
  return /pass|pwd|psw|pw|secret|token|cred|key|bearer/i.test(name);
}

function judged(name: string): NameSays {
  if (NOT_SECRET.has(name)) return undefined;
  const words = wordsOf(name);
  while (words.length > 1 && isSuffix(words.at(-1) ?? '')) words.pop();
  if (NO_SECRET_AT_END.test(words.join(' '))) return undefined;
  const last = words.pop() ?? '';
  if (words.some((word) => NOT_SECRET_BEFORE.has(word))) return undefined;
  if (PASSWORD.has(last) || GLUED_PASSWORD.test(last)) return 'password';
  if (isSecret(last, words)) return 'secret';
  return last === 'key' ? 'key' : undefined;
}

function isSecret(word: string, before: readonly string[]): boolean {
  if (SECRET.has(word) || GLUED_SECRET.test(word)) return true;
  return word === 'key' && (before.includes('secret') || KEYS_OF.has(before.at(-1) ?? ''));
}

function isSuffix(word: string): boolean {
  return SUFFIXES.has(word) || /^\d+$/.test(word);
}

/** `dbPassword`, `DB_PASSWORD` and `db-password` are all `db password`. */
function wordsOf(name: string): string[] {
  return (
    name
      .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
      // DB_PASSWORD2: the number is no part of the word.
      .replaceAll(/([A-Za-z]{3})(\d+)$/g, '$1 $2')
      .split(/[^A-Za-z\d]+/)
      .filter((word) => word !== '')
      .map((word) => word.toLowerCase())
  );
}
