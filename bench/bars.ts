import type { Measure } from './measure.ts';

export interface Measures {
  readonly bare: Measure;
  readonly version: Measure;
  readonly oneFile: Measure;
  readonly floor: Measure | undefined;
  readonly real: Measure | undefined;
  readonly small: Measure;
  readonly large: Measure;
  readonly largeFloor: Measure;
}

export interface Bar {
  readonly text: string;
  readonly holds: boolean;
}

/** The promises of speed and memory, each with what was measured. */
export function bars(m: Measures): Bar[] {
  return [
    atMost('bulwark --version, in times of bare node', m.version.ms / m.bare.ms, 1.5),
    atMost('scan of one file, in times of bare node', m.oneFile.ms / m.bare.ms, 2.5),
    ...(m.real === undefined || m.floor === undefined
      ? []
      : [
          atMost('scan of real/, in times of js-yaml alone', m.real.ms / m.floor.ms, 1),
          atMost('scan of real/, megabytes', m.real.megabytes, 250),
        ]),
    atMost('50,000 objects, in times of 10,000', m.large.ms / m.small.ms, 6),
    atMost('50,000 objects, megabytes', m.large.megabytes, 700),
    atMost('50,000 objects, in times of js-yaml alone', m.large.ms / m.largeFloor.ms, 1),
  ];
}

function atMost(what: string, measured: number, limit: number): Bar {
  return {
    text: `${what}: ${measured < 100 ? measured.toFixed(2) : measured.toFixed(0)} (at most ${limit})`,
    holds: measured <= limit,
  };
}
