import { configureGlobal } from 'fast-check';

/**
 * Laws are tried on the same cases in every run, so that a red run is red again for whoever looks into it. To look for new
 * cases: `BULWARK_SEED=random npm test`, or a number to see those of another run again.
 */
const SEED = 20_260_101;

const wish = process.env['BULWARK_SEED'];
if (wish !== 'random') configureGlobal({ seed: wish === undefined ? SEED : Number(wish) });
