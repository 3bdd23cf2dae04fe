const RANGE = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-fA-F.]*:[\da-fA-F:.]*)\/(\d{1,3})$/;
/** The shortest prefixes that are still a network of somebody: 10.0.0.0/8 is one, and so is what a provider of IPv6 has. */
const SHORTEST_V4 = 8;
const SHORTEST_V6 = 16;

/** The first range that holds so many addresses that it is nobody's network. */
export function wideRange(ranges: readonly (string | undefined)[]): string | undefined {
  return ranges.find((range) => {
    const prefix = RANGE.exec(range?.trim() ?? '')?.[1];
    return prefix !== undefined && Number(prefix) < (range?.includes(':') === true ? SHORTEST_V6 : SHORTEST_V4);
  });
}
