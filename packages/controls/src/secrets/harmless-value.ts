import { hasPlaceholder } from '../placeholder.ts';

/** Words that people write where a value is to be put in. */
const STAND_IN =
  /^(?:todo|tbd|fixme|none|null|nil|undefined|unset|not[ _-]?(?:set|used)|empty|n\/a|redacted|removed|hidden|masked|placeholder|example|dummy|some[ _-]?value)$/i;
const STAND_IN_PHRASE =
  /^(?:your|my)?[ _-]?(?:replace|insert|enter|fill|put|provide|specify|add|paste)[ _-]?(?:me|in|this|here|your|with|real|actual)|^your|[ _-]here\W{0,4}$|placeholder|redacted/i;
const CHANGE_ME = /^change[ _-]?(?:me|it|this)[\d!]*$/i;
/** Two or more words in capitals: REPLACE_ME, GOOGLE_API_KEY_VAL. */
const SHOUTED = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/;
/** [redacted], {DB_PASSWORD}, and the beginning of what a shell puts in: $(cat …). */
const IN_BRACKETS = /^\[.*\]$|^\{[A-Za-z_]\w*\}$|^\$\(/;
/** xxxxx, *****, ....., 00000. */
const ONE_CHARACTER = /^(.)\1*$/;
/** Keys that vendors print in their documentation say so. */
const DOCUMENTED = /EXAMPLE/;

/** Whether the text stands for a value that is put in later. */
export function isPlaceholder(value: string, name: string): boolean {
  if (hasPlaceholder(value) || IN_BRACKETS.test(value)) return true;
  if (STAND_IN.test(value) || STAND_IN_PHRASE.test(value) || SHOUTED.test(value) || DOCUMENTED.test(value)) return true;
  return (value.length > 2 && ONE_CHARACTER.test(value)) || (/^[A-Z]+$/.test(value) && name.toUpperCase().includes(value));
}

const SWITCH = /^(?:true|false|yes|no|on|off|enabled|disabled|required|optional|always|never|auto|default)$/i;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
/** 5m, 1h30m, 512Mi. No unit may match in two ways: a long run of them would be tried in all combinations. */
const AMOUNT = /^(?:\d+(?:\.\d+)?(?:[num]?s|[hdw]|[kmgtp]i?b?|b))+$/i;
const PATH = /^(?:~|\.{1,2})?\/(?:[\w.@-]+\/)*[\w.@-]*$|^[A-Za-z]:\\/;
/** Below a store or a folder: kv/shop/db. */
const RELATIVE_PATH = /^[a-z][a-z_.-]*(?:\/[a-z][a-z_.-]*\d{0,2})+$/;
const FILE = /^[\w.-]+\.(?:json|ya?ml|txt|pem|crt|cer|key|jks|p12|pfx|env|conf|cfg|ini|properties|sock)$/i;
/** Where a secret is to be fetched from: vault:…, arn:…, op://…, ref+awsssm://…, file:…; and values that are encrypted. */
const REFERENCE =
  /^(?:[a-z][a-z\d+.-]*:\/\/|(?:arn|vault|file|env|ssm|secret|secrets?manager|sm|ref\+[a-z]+|projects?\/[^/]+\/secrets):?[^\s]*[:/#]|ENC[[(])/i;

/** Whether the text is of a kind that holds no secret: a switch, an amount, a path, a reference to where the secret is. */
export function isPlain(value: string): boolean {
  return [SWITCH, NUMBER, AMOUNT, PATH, RELATIVE_PATH, FILE, REFERENCE].some((form) => form.test(value));
}

/** A number of so many digits is no amount where a password is to be. */
const LONG_NUMBER = /^\d{6,}$/;

/** The same of a text whose name says password. */
export function isPlainPassword(value: string): boolean {
  return isPlain(value) && !LONG_NUMBER.test(value);
}

/** A name as Kubernetes gives its objects: JGROUPS_ENCRYPT_SECRET=eap-app-secret says which Secret, not what is in it. */
export function isObjectName(value: string): boolean {
  const words = value.split(/[-.]/);
  return words.length > 1 && words.every((word) => /^(?:[a-z]+\d{0,3}|\d{1,3})$/.test(word));
}

/** `changeme` is the password wherever nobody has changed it; of a token it is only a stand-in. */
export function isChangeMe(value: string): boolean {
  return CHANGE_ME.test(value);
}

const RANDOM_LENGTH = 16;
const RANDOM_BITS = 3;

/** Long, of mixed characters, without the look of words: what a generator makes. */
export function looksRandom(value: string): boolean {
  if (value.length < RANDOM_LENGTH || !/^[A-Za-z\d+/=_-]+$/.test(value) || isObjectName(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(value)).length;
  return kinds >= 2 && entropy(value) >= RANDOM_BITS;
}

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
