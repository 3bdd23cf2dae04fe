import { isObject, member, objectAt, stringAt, type JsonObject, type KubeObject, type Path } from '@bulwark/model';
import { secretInFile } from './file-secrets.ts';
import { isChangeMe, isPlaceholder, isPlain, looksRandom } from './harmless-value.ts';
import { secretByName } from './secret-by-name.ts';
import { secretIn } from './secret-value.ts';

/** An entry of a Secret that is a live secret as far as can be seen: never the value. */
export interface SecretEntry {
  readonly path: Path;
  readonly key: string;
  readonly says: string;
}

/** The entries of a Secret whose values look live. Nothing where the object is encrypted. */
export function* liveEntries(object: KubeObject): Iterable<SecretEntry> {
  if (member(object.value, 'sops') !== undefined) return;
  yield* entriesOf(object.value, 'stringData', (value) => value);
  yield* entriesOf(object.value, 'data', decoded);
}

function* entriesOf(
  secret: JsonObject,
  field: 'data' | 'stringData',
  read: (value: string) => string | undefined,
): Iterable<SecretEntry> {
  const data = member(secret, field);
  if (!isObject(data)) return;
  for (const [key, value] of Object.entries(data)) {
    if (typeof value !== 'string' || value.length < 2) continue;
    // What is filled in later, or was encrypted, is so before it is decoded.
    if (isPlaceholder(value.trim(), '') || ENCRYPTED.test(value)) continue;
    const text = read(value)?.trim();
    if (text === undefined || text === '') continue;
    const says = saysOf(key, text, secret);
    if (says !== undefined) yield { path: [field, key], key, says };
  }
}

/** sops, Ansible Vault, PGP, age: what stands there opens nothing by itself. */
const ENCRYPTED = /ENC\[|\$ANSIBLE_VAULT|BEGIN PGP MESSAGE|BEGIN AGE ENCRYPTED|^vault:v\d+:/;
const BASE64 = /^[A-Za-z\d+/\s]+={0,2}\s*$/;
/** The key says what the value is of, and that is no secret. */
const NO_SECRET_KEY =
  /(?:id|ids|user|username|name|host|hostname|url|uri|endpoint|email|mail|address|region|bucket|issuer|port|crt|cert|ca|pub|public[-_]?key|hash|version|type|path|file|namespace|domain|database|db|schema)$/i;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** The words that manuals put where a secret is to be. */
const FROM_A_MANUAL =
  /^(?:(?:my|your|some|a|the|super|very|top|secure|strong|random|secret|plain|api|access|client|user|db|admin)[-_ ]?)*(?:password|passwd|secret|token|key|value|data|string|credentials?)[-_ ]?(?:here|value|string|\d{0,4})?$|^(?:foo|bar|baz|test|testing|dummy|fake|sample|example)(?:[-_ ]?\w{0,12})?$/i;
const LONGEST_WORDS = 64;
/** A hash is what a password is checked by: it opens nothing by itself. */
const HASH = /^(?:\$(?:2[abxy]|5|6|argon2\w*|pbkdf2\S*|apr1)\$|\{SHA\}|[\w.@-]+:\$(?:2[abxy]|apr1|5|6)\$)/;

/** The text of base64 data; undefined where it is none, or no text. */
function decoded(value: string): string | undefined {
  if (!BASE64.test(value)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(value.replaceAll(/\s/g, '')), (character) => character.codePointAt(0) ?? 0);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function saysOf(key: string, text: string, secret: JsonObject): string | undefined {
  if (ENCRYPTED.test(text) || HASH.test(text)) return undefined;
  if (stringAt(secret, 'type') === DOCKER || key === '.dockerconfigjson') return registryLogin(text);
  if (text.includes('\n') || text.startsWith('{')) return secretInFile(text);
  return secretIn(text, key) ?? wordSays(key, text);
}

const DOCKER = 'kubernetes.io/dockerconfigjson';

function wordSays(key: string, text: string): string | undefined {
  if (isStandIn(text)) return undefined;
  const says = secretByName(key, text);
  if (says !== undefined) return says === 'password' ? 'a password' : 'a secret by its name';
  return isRandom(key, text) ? 'a value that looks like a generated secret' : undefined;
}

function isStandIn(text: string): boolean {
  return isChangeMe(text) || (text.length <= LONGEST_WORDS && FROM_A_MANUAL.test(text));
}

function isRandom(key: string, text: string): boolean {
  if (NO_SECRET_KEY.test(key) || UUID.test(text) || isPlaceholder(text, key) || isPlain(text)) return false;
  // NAME=VALUE is a setting.
  return !/=[^=]/.test(text) && looksRandom(text);
}

function registryLogin(text: string): string | undefined {
  try {
    const auths = objectAt(JSON.parse(text) as JsonObject, 'auths') ?? {};
    const isLive = Object.values(auths).some((auth) =>
      ['auth', 'password', 'identitytoken', 'registrytoken'].some((field) => {
        const value = stringAt(auth, field) ?? '';
        const open = field === 'auth' ? (decoded(value) ?? '').replace(/^[^:]*:/, '') : value;
        return open !== '' && !isPlaceholder(open, field) && !isStandIn(open);
      }),
    );
    return isLive ? 'the login of a registry' : undefined;
  } catch {
    return undefined;
  }
}
