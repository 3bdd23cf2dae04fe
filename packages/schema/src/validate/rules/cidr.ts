/** Blocks of addresses as Go's sloppy reader takes them (k8s.io/utils/net): leading zeros in an IPv4 address are decimal. */

export interface AddressBlock {
  /** 32 for IPv4, 128 for IPv6. */
  readonly bits: number;
  readonly address: bigint;
  readonly prefix: number;
}

/** Undefined for what is no block of addresses. */
export function readCidr(text: string): AddressBlock | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = match?.[1] === undefined ? undefined : readAddress(match[1]);
  const prefix = Number(match?.[2]);
  return address === undefined || prefix > address.bits ? undefined : { ...address, prefix };
}

/** Whether `inner` lies in `outer` and is less of it than all. */
export function isStrictlyWithin(inner: AddressBlock, outer: AddressBlock): boolean {
  if (inner.bits !== outer.bits || inner.prefix <= outer.prefix) return false;
  const shift = BigInt(outer.bits - outer.prefix);
  return inner.address >> shift === outer.address >> shift;
}

type Address = Pick<AddressBlock, 'bits' | 'address'>;

function readAddress(text: string): Address | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) return undefined;
  return { bits: 32, address: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function readIpv6(text: string): Address | undefined {
  const halves = withoutIpv4(text)?.split('::') ?? [];
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (halves.length === 0 || halves.length > 2) return undefined;
  const length = head.length + (tail?.length ?? 0);
  if (tail === undefined ? length !== 8 : length > 7) return undefined;
  const groups = [...head, ...Array.from({ length: 8 - length }, () => '0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  const address = groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
  // What maps an IPv4 address is one: Go's net.IP makes no difference between the two.
  return { bits: 128, address };
}

/** `::ffff:192.0.2.1` with its last part in two groups; undefined where that is no IPv4 address. */
function withoutIpv4(text: string): string | undefined {
  const at = text.lastIndexOf(':') + 1;
  if (!text.slice(at).includes('.')) return text;
  const ipv4 = readIpv4(text.slice(at));
  return ipv4 === undefined
    ? undefined
    : `${text.slice(0, at)}${(ipv4.address >> 16n).toString(16)}:${(ipv4.address & 0xffffn).toString(16)}`;
}
