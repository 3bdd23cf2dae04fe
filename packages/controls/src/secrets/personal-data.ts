const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b/g;
/** Of Visa, Mastercard, American Express. Other long numbers are of anything. */
const CARD = /(?<![\d.-])(?:4\d{3}|5[1-5]\d{2}|3[47]\d{2})[ -]?\d{4}[ -]?\d{4}[ -]?\d{3,4}(?![\d.-])/g;
const LONGEST_LOCAL = 64;
const LOCAL = /[\w.+-]{1,64}$/;
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,62}[a-z\d])?\.)+[a-z]{2,24}\b/i;
/** One name, or two with a dot: letters only, as persons are called. */
const PERSON = /^[a-z]{2,}[._-][a-z]{2,}$/i;
const EXAMPLE = /(?:^|\.)(?:example\.(?:com|org|net)|example|invalid|localhost|local|internal|svc)$/i;
const ROLE =
  /(?:no-?reply|admin|info|support|service|team|root|postmaster|webmaster|security|alerts?|ops|dev|test|user|mail|bot|your|name|cluster|iam|gserviceaccount)/i;

/** What data of a person a text holds, in words for a message; undefined where none is seen. */
export function personalData(text: string): string | undefined {
  if (text.match(IBAN)?.some(isIban) === true) return 'the number of a bank account';
  if (text.match(CARD)?.some(isCard) === true) return 'the number of a payment card';
  return hasPerson(text) ? 'the address of a person' : undefined;
}

/** ISO 7064, MOD 97-10: letters count from 10, the first four characters stand last. */
function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '');
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Luhn's check digit. */
function isCard(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, '');
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function hasPerson(text: string): boolean {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const local = LOCAL.exec(text.slice(Math.max(0, at - LONGEST_LOCAL), at))?.[0] ?? '';
    const domain = DOMAIN.exec(text.slice(at + 1, at + 256))?.[0] ?? '';
    if (domain === '' || EXAMPLE.test(domain) || ROLE.test(local) || !PERSON.test(local)) continue;
    return true;
  }
  return false;
}
