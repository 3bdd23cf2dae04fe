const SEED = 20_260_101;
const wish = process.env['BULWARK_SEED'];

/** Chosen once a run: the same every time, or what `BULWARK_SEED` says: a number, or `random` to look for new cases. */
const chosen = wish === undefined ? SEED : wish === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(wish);

/** What generated cases come from; a run that fails says it. */
export function seed(): number {
  return chosen;
}
