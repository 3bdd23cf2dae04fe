import { isPlaceholder, isPlain } from './harmless-value.ts';

/** Forms that give a secret away whatever its variable is called. The names are for messages. */
const FORMS: readonly (readonly [name: string, form: RegExp])[] = [
  ['a private key', /---BEGIN (?:[A-Z]+ )*PRIVATE KEY/],
  ['the credentials of an HTTP header', /^(?:bearer|basic) (?=\S*\d)[\w.~+/-]{8,}=*$/i],
  ['an access key of AWS', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z\d]{36,}|github_pat_[A-Za-z\d_]{40,})\b/],
  ['a token of GitLab', /\bgl(?:pat|ptt|dt|rt)-[\w-]{20,}/],
  ['a token of Slack', /\bxox[abeoprs]-[A-Za-z\d-]{10,}/],
  ['a key of Stripe', /\b[sr]k_(?:live|test)_[A-Za-z\d]{16,}\b/],
  ['a key of Google Cloud', /\bAIza[\w-]{35}\b/],
  ['a key of SendGrid', /\bSG\.[\w-]{16,}\.[\w-]{16,}/],
  ['a token of npm', /\bnpm_[A-Za-z\d]{36}\b/],
  ['a token of Vault', /\bhv[sbr]\.[\w-]{24,}/],
  ['a key of OpenAI or Anthropic', /\bsk-(?:proj-|ant-)[\w-]{20,}/],
  ['a token of DigitalOcean', /\bdo[opr]_v1_[a-f\d]{64}\b/],
  ['a key of an Azure account', /\bAccountKey=[A-Za-z\d+/]{40,}={0,2}/],
  ['a JSON Web Token', /\beyJ[\w-]{10,500}\.eyJ[\w-]{10,4000}\.[\w-]{10}/],
];

/** What may follow `scheme://`: user:password@. */
const USER_INFO = /[^\s:/?#@]*:([^\s/@]+)@/y;
/** user:password@tcp(host) of Go's MySQL driver. */
const GO_ADDRESS = /^[^\s:/@]+:([^\s@]+)@(?:tcp|unix)\(/;
/** password=… in a connection string or in the query of a URL. */
const CONNECTION = /(?:^|[;?&\s])(?:password|pwd)=([^;&\s]+)/i;

/** What secret the text holds by its form alone, in words for a message; undefined where its form gives none away. */
export function secretIn(value: string, name: string): string | undefined {
  const found = FORMS.find(([, form]) => form.test(value));
  // The keys that vendors print in their documentation say so.
  if (found !== undefined) return value.includes('EXAMPLE') ? undefined : found[0];
  const password = passwordInUrl(value) ?? GO_ADDRESS.exec(value)?.[1] ?? CONNECTION.exec(value)?.[1];
  if (password === undefined || isPlaceholder(password, name) || isPlain(password)) return undefined;
  return 'a password in an address';
}

/** Looks behind each `://` only: a pattern that also looks for the scheme takes the square of a long text's length. */
function passwordInUrl(value: string): string | undefined {
  for (let at = value.indexOf('://'); at !== -1; at = value.indexOf('://', at + 1)) {
    USER_INFO.lastIndex = at + '://'.length;
    const password = USER_INFO.exec(value)?.[1];
    if (password !== undefined) return password;
  }
  return undefined;
}
