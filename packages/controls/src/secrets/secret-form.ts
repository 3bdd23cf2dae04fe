import type { FoundSecret } from './found-secret.ts';

const PRIVATE_KEY = 'a private key';
/** To its end, or where that is not near, as far as what follows may belong to it. */
const PRIVATE_KEY_FORM = /---BEGIN (?:[A-Z]+ )*PRIVATE KEY(?:[^]{0,16000}?---END [A-Z ]*KEY-*|-*[\sA-Za-z\d+/=\\]*)/g;

/** Forms that give a secret away wherever it stands. The names are for messages. */
const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  [PRIVATE_KEY, PRIVATE_KEY_FORM],
  ['an access key of AWS', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z\d]{36,}|github_pat_[A-Za-z\d_]{40,})\b/g],
  ['a token of GitLab', /\bgl(?:pat|ptt|dt|rt)-[\w-]{20,}/g],
  ['a token of Slack', /\b(?:xox[abeoprs]|xapp)-[A-Za-z\d-]{10,}/g],
  ['the address of a webhook of Slack', /\bhooks\.slack\.com\/services\/T[A-Za-z\d]{6,}\/B[A-Za-z\d]{6,}\/[A-Za-z\d]{16,}/g],
  ['the address of a webhook of Discord', /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{10,}\/[\w-]{30,}/g],
  ['a key of Stripe', /\b[sr]k_(?:live|test)_[A-Za-z\d]{16,}\b/g],
  ['a key of Google Cloud', /\bAIza[\w-]{35}\b/g],
  ['a client secret of Google', /\bGOCSPX-[\w-]{20,}/g],
  ['a token of Grafana', /\bgl(?:c_[A-Za-z\d+/]{32,}={0,2}|sa_[A-Za-z\d]{32}_[A-Fa-f\d]{8}\b)/g],
  ['a key of Brevo', /\bxkeysib-[a-f\d]{64}-[A-Za-z\d]{16}\b/g],
  ['a key of SendGrid', /\bSG\.[\w-]{16,}\.[\w-]{16,}/g],
  ['a token of npm', /\bnpm_[A-Za-z\d]{36}\b/g],
  ['a token of Vault', /\bhv[sbr]\.[\w-]{24,}/g],
  ['a key of OpenAI or Anthropic', /\bsk-(?:proj-|ant-)[\w-]{20,}/g],
  ['a token of DigitalOcean', /\bdo[opr]_v1_[a-f\d]{64}\b/g],
  ['a key of an Azure account', /\bAccountKey=[A-Za-z\d+/]{40,}={0,2}/g],
  // Each part is taken whole, or not at all: to give back its characters one by one would find no dot among them.
  ['a JSON Web Token', /\beyJ(?=([\w-]{10,500}))\1\.eyJ(?=([\w-]{10,4000}))\2\.[\w-]{10,}/g],
];

/** One look that tells of most texts that no form is in them: each form begins with one of these, or ends where it is near. */
const MAY_HOLD =
  /PRIVATE KEY|A[KS]IA[A-Z2-7]{16}|gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|rt)-|xox[abeoprs]-|xapp-|hooks\.slack|api\/webhooks|GOCSPX-|glc_|glsa_|xkeysib-|[sr]k_(?:live|test)_|AIza|SG\.|npm_|hv[sbr]\.|sk-|do[opr]_v1_|AccountKey=|eyJ|bearer |basic /i;

const HEADER = /\b(?:bearer|basic) (?=\S*\d)[\w.~+/-]{8,}=*/gi;
/** Behind anything else, `basic` is a word of a sentence. */
const BEFORE_HEADER = /(?:^|["':=])\s*$/;
const LONGEST_GAP = 16;

/** The secrets in `text` that their form alone gives away. The keys that vendors print in their documentation say so. */
export function* secretForms(text: string): Iterable<FoundSecret> {
  if (!MAY_HOLD.test(text)) return;
  for (const [what, form] of FORMS) yield* matches(text, form, what);
  for (const header of matches(text, HEADER, 'the credentials of an HTTP header')) {
    const before = text.slice(Math.max(0, header.start - LONGEST_GAP), header.start);
    if (BEFORE_HEADER.test(before)) yield header;
  }
}

/** The private keys in `text`: of all forms the only one that takes several lines. */
export function privateKeysIn(text: string): Iterable<FoundSecret> {
  return matches(text, PRIVATE_KEY_FORM, PRIVATE_KEY);
}

function* matches(text: string, form: RegExp, what: string): Iterable<FoundSecret> {
  form.lastIndex = 0;
  for (let match = form.exec(text); match !== null; match = form.exec(text)) {
    const end = match.index + match[0].length;
    if (!match[0].includes('EXAMPLE')) yield { start: match.index, end, what };
    // A consumer may search the same form meanwhile.
    form.lastIndex = end;
  }
}

/** Whether it is worth trying the forms. */
export function mayHaveForm(text: string): boolean {
  return MAY_HOLD.test(text);
}
