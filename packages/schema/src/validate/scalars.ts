/** Whether strings stand for what Go's own readers take: the Go standard library, packages time and encoding/base64. */

const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|[+-](\d\d):(\d\d))$/;

/** What `time.Parse` takes as RFC 3339: an hour may have one digit, a fraction a comma. */
export function isTime(text: string): boolean {
  const match = TIME.exec(text);
  return match !== null && isInRange(match);
}

/** The same with exactly six digits for the microseconds. */
export function isMicroTime(text: string): boolean {
  const match = TIME.exec(text);
  return match?.[7]?.length === 6 && isInRange(match);
}

/** The greatest hour, minute and second of a day, and hour and minute of a zone. */
const GREATEST: readonly (readonly [group: number, greatest: number])[] = [
  [4, 23],
  [5, 59],
  [6, 59],
  [8, 24],
  [9, 60],
];

function isInRange(match: RegExpExecArray): boolean {
  const [year = NaN, month = NaN, day = NaN] = match.slice(1, 4).map(Number);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return isDay && GREATEST.every(([group, greatest]) => Number(match[group] ?? 0) <= greatest);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** What `base64.StdEncoding` takes: padded, with line breaks anywhere. */
export function isBase64(text: string): boolean {
  const plain = text.includes('\n') || text.includes('\r') ? text.replaceAll(/[\r\n]/g, '') : text;
  return plain.length % 4 === 0 && BASE64.test(plain);
}

const INT32 = 2 ** 31;
const INT64 = 2n ** 63n;

/** A number that Go stores in an int32: in JSON it comes as its digits, whatever they were in YAML. */
export function isInt32(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value < INT32 && value >= -INT32;
}

export function isInt64(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value < 2 ** 63 && value >= -(2 ** 63);
  return typeof value === 'bigint' && value < INT64 && value >= -INT64;
}

export function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}
