/** RFC 1918, loopback, link-local, carrier-grade NAT, and their like of IPv6: addresses that nobody reaches from the Internet. */
const PRIVATE =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd][\da-f]{2}:|fe[89ab][\da-f]:)/i;

export function isPrivateAddress(address: string): boolean {
  return PRIVATE.test(address.trim());
}
