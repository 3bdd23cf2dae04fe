import type { Random } from '../../../tools/fuzz/random.ts';

const PREFIXES = ['/api/v1/', '/apis/apps/v1/', '/', '//', 'https://10.0.0.1:6443/api/v1/'];
const SEGMENTS = [
  ...'api apis v1 apps namespaces shop pods web status finalize watch proxy log namespaces'.split(' '),
  ...' a%2Fb %20 .. %C3%A4 a+b * a;b #x %zz'.split(' '),
];
const PARAMETERS = [
  ...'watch watch=true watch=0 watch=False watch=false limit=5 limit=x limit= timeoutSeconds=+7 continue=x x=%zz a;b=c'.split(
    ' ',
  ),
  ...'timeoutSeconds=9223372036854775807 timeoutSeconds=-9223372036854775809 sendInitialEvents='.split(' '),
  ...['metadata.name=web', 'metadata.name%3D%3Da,b!=c', 'metadata.name!=a', String.raw`metadata.name=a\,b`].map(fieldSelector),
  ...['a', '=,metadata.name=q', 'metadata.name=%2F', 'metadata.name=b,metadata.name=a', '%E4metadata.name=x'].map(fieldSelector),
  ...['a=b', 'a+in+(b', '!a', 'a>x', ',', 'a+notin+(b)'].map((selector) => `labelSelector=${selector}`),
];
const METHODS = ['GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'get'];

function fieldSelector(selector: string): string {
  return `fieldSelector=${selector}`;
}

/** A method and the target of a request, seldom one that anybody would send. */
export function randomTarget(random: Random): { readonly method: string; readonly target: string } {
  const path = Array.from({ length: random.int(9) }, () => random.pick(SEGMENTS)).join('/');
  const query = Array.from({ length: random.int(4) }, () => random.pick(PARAMETERS)).join('&');
  const target = `${random.pick(PREFIXES)}${path}${query === '' ? '' : `?${query}`}`;
  return { method: random.pick(METHODS), target };
}
