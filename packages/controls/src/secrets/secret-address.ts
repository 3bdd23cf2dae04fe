import { hasPlaceholder } from '../placeholder.ts';
import type { FoundSecret } from './found-secret.ts';
import { isPlaceholder, isPlainPassword } from './harmless-value.ts';

const WHAT = 'a password in an address';

/** What may follow `scheme://`: user:password@, the password up to the last `@` of the authority. */
const USER_INFO = /[^\s:/?#@"'`]*:([^\s/"'`]+)@/y;
/** A word of a text, as far as it can be `user:password@host`. */
const WORD = /[^\s"'`,;<>{}[\]()|\\/]+/g;
/** user:password@host[:port], perhaps behind `name=`. */
const WITHOUT_SCHEME = /^(?:[\w.-]+=)?([^:=@]+):(.+)@([A-Za-z\d](?:[\w.-]*\w)?)(?::\d{1,5})?$/;
/** What stands before the colon of an address that has no password: mailto:somebody@example.com. */
const NO_USER = new Set(['acct', 'cid', 'im', 'mailto', 'mid', 'pres', 'sip', 'sips', 'ssh', 'xmpp']);
/** The algorithm of an image's digest: nginx:1.29@sha256:… */
const DIGEST = /^sha\d+$/;

interface UserInfo {
  readonly start: number;
  readonly end: number;
  readonly password: string;
}

/** The addresses in `text` with a password that may be one; `name` is what the text is the value of. */
export function* addressSecrets(text: string, name: string): Iterable<FoundSecret> {
  for (const { start, end, password } of userInfos(text))
    if (!isPlaceholder(password, name) && !isPlainPassword(password)) yield { start, end, what: WHAT };
}

/** The same with any password that is written there: who only hides it loses nothing by one that is none. */
export function* addressCredentials(text: string): Iterable<FoundSecret> {
  for (const { start, end, password } of userInfos(text)) if (!hasPlaceholder(password)) yield { start, end, what: WHAT };
}

function* userInfos(text: string): Iterable<UserInfo> {
  if (!text.includes('@')) return;
  yield* inUrls(text);
  yield* withoutScheme(text);
}

/** Looks behind each `://` only: a pattern that also looks for the scheme takes the square of a long text's length. */
function* inUrls(text: string): Iterable<UserInfo> {
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 1)) {
    const start = at + '://'.length;
    USER_INFO.lastIndex = start;
    const [whole, password = ''] = USER_INFO.exec(text) ?? [];
    if (whole !== undefined) yield { start, end: start + whole.length - 1, password };
  }
}

function* withoutScheme(text: string): Iterable<UserInfo> {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!word.includes('@') || text.startsWith('//', index - 2)) continue;
    const [, user = '', password = '', host = ''] = WITHOUT_SCHEME.exec(word) ?? [];
    if (host === '' || DIGEST.test(host) || NO_USER.has(user.toLowerCase())) continue;
    const end = index + word.lastIndexOf('@');
    yield { start: end - password.length - 1 - user.length, end, password };
  }
}
