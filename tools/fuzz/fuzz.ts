import { BATCH_SIZE, makeBatch, type Seeds } from './make-batch.ts';
import { brokenLaw, type Broken } from './laws.ts';
import { minimise } from './minimise.ts';
import type { Reach } from './reach.ts';
import { randomOf } from './random.ts';
import type { Batch } from './scan-batch.ts';

export interface FuzzOptions {
  readonly seeds: Seeds;
  readonly seed: number;
  readonly count: number;
  /** The batch to begin with. */
  readonly from?: number;
  /** Takes a failure, and says whether to go on. */
  readonly report: (failure: string) => boolean;
  /** One batch in so many is rendered in every format, and scanned twice. */
  readonly deepOnce?: number | undefined;
  /** One case in so many is a heavy one. */
  readonly heavy?: number | undefined;
  readonly reach?: Reach;
  readonly progress?: (cases: number) => void;
}

/** Tries the laws on `count` manifests; gives how many were tried. */
export async function fuzz({
  seeds,
  seed,
  count,
  from = 0,
  deepOnce = 10,
  heavy = 300,
  report,
  reach,
  progress,
}: FuzzOptions): Promise<number> {
  const told = new Set<string>();
  let done = 0;
  for (let number = from; done < count; number++) {
    const batch = makeBatch(seeds, randomOf(seed, number), {
      size: Math.min(BATCH_SIZE, count - done),
      heavy,
    });
    const deep = number % deepOnce === 0;
    const broken = await brokenLaw(batch, deep, reach);
    done += batch.files.length;
    progress?.(done);
    if (broken === undefined) continue;
    const sign = signOf(broken);
    if (told.has(sign)) continue;
    told.add(sign);
    const least = await minimise(batch, async (smaller) => {
      const other = await brokenLaw(smaller, deep);
      return other !== undefined && signOf(other) === sign;
    });
    const again = `--from ${number} --count ${batch.files.length} --deep ${deepOnce} --heavy ${heavy}`;
    const last = (await brokenLaw(least, deep)) ?? broken;
    if (!report(failureText(least, last, `BULWARK_SEED=${seed} npm run fuzz -- ${again}`))) break;
  }
  return done;
}

/** What two failures of one bug have in common: the law, and of a throw where it was thrown. */
function signOf({ law, detail }: Broken): string {
  const place = /^ +at .*?([\w.-]+\.ts:\d+)/m.exec(detail.slice(detail.lastIndexOf('caused by')))?.[1];
  const control = /"control":"([^"]+)"/.exec(detail)?.[1];
  return `${law} ${place ?? control ?? ''}`;
}

function failureText({ files, setting }: Batch, { law, detail }: Broken, again: string): string {
  return [
    `broken: ${law}`,
    `again: ${again}`,
    `setting: ${JSON.stringify({ ...setting, parameters: Object.keys(setting.parameters).length })}`,
    ...files.flatMap(({ path, text }) => [`── ${path}`, text.length > 3000 ? `${text.slice(0, 3000)}…` : text]),
    '──',
    detail,
  ].join('\n');
}
