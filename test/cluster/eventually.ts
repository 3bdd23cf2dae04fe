import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again for half a minute: what a controller does, it does soon, but not at once. Undefined where nothing comes. */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let tries = 0; tries < 300; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(100);
  }
  return undefined;
}
