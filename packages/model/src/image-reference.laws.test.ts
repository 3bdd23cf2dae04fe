import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatImageReference, parseImageReference, type ImageReference } from './image-reference.ts';

const word = fc.stringMatching(/^[a-z0-9]{1,8}(?:(?:\.|_|__|-{1,3})[a-z0-9]{1,4}){0,2}$/);
const host = fc.oneof(
  fc.constantFrom('docker.io', 'localhost', 'ghcr.io', '[::1]:80', 'REGISTRY'),
  fc.stringMatching(/^[a-z][a-z0-9]{0,6}\.[a-z]{2,4}(?::[0-9]{2,5})?$/),
);
const digest = fc.oneof(
  fc.stringMatching(/^[a-f0-9]{64}$/).map((hex) => `sha256:${hex}`),
  fc.stringMatching(/^[a-f0-9]{128}$/).map((hex) => `sha512:${hex}`),
);

/** References as they are once they are normalised: on Docker Hub nothing stands without an owner. */
const reference: fc.Arbitrary<ImageReference> = fc
  .record({
    registry: host,
    path: fc.array(word, { minLength: 1, maxLength: 3 }),
    tag: fc.option(fc.stringMatching(/^\w[\w.-]{0,12}$/), { nil: undefined }),
    digest: fc.option(digest, { nil: undefined }),
  })
  .map(({ registry, path, tag, digest: hash }) => {
    const repository = registry === 'docker.io' && path.length === 1 ? `library/${path[0]}` : path.join('/');
    return { registry, repository, tag, digest: hash, name: `${registry}/${repository}` };
  });

test('what is formatted is parsed again as it was', () => {
  fc.assert(
    fc.property(reference, (given) => {
      expect(parseImageReference(formatImageReference(given))).toEqual(given);
    }),
  );
});

test('what is parsed is formatted in full, and that means the same', () => {
  const parts = fc.array(fc.oneof(word, fc.constantFrom('/', ':', '@', '.', '-', 'A', 'localhost', ':5000/', '@sha256:')), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(
      parts.map((all) => all.join('')),
      (text) => {
        const parsed = parseImageReference(text);
        expect(parsed && parseImageReference(formatImageReference(parsed))).toEqual(parsed);
      },
    ),
  );
});

test('Docker Hub may be named or not', () => {
  fc.assert(
    fc.property(word, fc.option(word, { nil: undefined }), (first, second) => {
      fc.pre(!/[.]/.test(first) && first !== 'localhost');
      const short = second === undefined ? first : `${first}/${second}`;
      expect(parseImageReference(short)).toEqual(parseImageReference(`docker.io/${short}`));
    }),
  );
});
